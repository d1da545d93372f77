//! Positions are values: cheap to clone, awaited by themselves, and continued in any direction.
use generated::microsoft_aad_reporting::{CredentialUserRegistrationCount, SignIn};
use generated::{At, Client, Error, Instance, Items, Many, Page, Pages, Response};

async fn positions(graph: Client) -> Result<(), Error> {
    let call: At<Many<CredentialUserRegistrationCount>> = graph.reports().get_credential_user_registration_count();
    let page: Page<Instance<CredentialUserRegistrationCount>> = call.clone().await?;
    let response: Response<Option<Page<Instance<CredentialUserRegistrationCount>>>> = call.clone().send().await?;
    let _: Option<&str> = response.etag();
    let mut items: Items<Instance<CredentialUserRegistrationCount>> = call.clone().items();
    while let Some(item) = items.try_next().await? {
        let _: Option<i64> = item.total_user_count;
    }
    let mut pages: Pages<Instance<CredentialUserRegistrationCount>> = call.pages();
    let _: Option<Page<_>> = pages.try_next().await?;
    for row in &page.value {
        let _: Option<i64> = row.total_user_count;
    }
    for row in page {
        let _: CredentialUserRegistrationCount = row.into_inner();
    }
    let sign_in: Instance<SignIn> = graph.audit_logs().sign_ins().by_id("66ea54eb").await?;
    let _: Option<&str> = sign_in.app_display_name.as_deref();
    Ok(())
}

fn promise() {
    let _ = positions;
}
