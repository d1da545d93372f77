//! Queries are closures over the properties of a type: checked by the compiler, combined as values.
use generated::edm::{DateTimeOffset, Duration};
use generated::microsoft_aad_reporting::{
    AuditLogRoot, ConditionalAccessStatus, DirectoryAudit, KeyValue, RiskLevel, SignIn, SignInFields, SignInStatus,
};
use generated::query::{Filter, Item, Root, now, raw};
use generated::{At, Change, Client, Error, Many, Nullable, Value, projection};

projection! {
    /// A projection of a sign-in.
    pub struct Attempt of SignIn {
        pub id: String,
        pub app_display_name: Option<String>,
        pub created_date_time: DateTimeOffset,
        pub conditional_access_status: Option<ConditionalAccessStatus>,
        pub authentication_methods_used: Vec<String>,
        pub status: Option<Outcome>,
        pub authentication_processing_details: Vec<Detail>,
    }

    pub struct Outcome of SignInStatus {
        error_code: Option<i32>,
    }

    pub struct Detail of KeyValue {
        key: Option<String>,
    }

    pub struct Logs of AuditLogRoot {
        id: String,
        sign_ins: Vec<Attempt>,
    }
}

async fn queries(graph: Client, hour: Duration) -> Result<(), Error> {
    let mut sign_ins = graph
        .audit_logs()
        .sign_ins()
        .select(|s| (s.id, s.app_display_name, s.status.error_code))
        .filter(|s| s.is_interactive.eq(true).and(s.app_display_name.starts_with("A")))
        .filter(|s| s.created_date_time.gt(now() - hour))
        .order_by(|s| (s.created_date_time.desc(), s.app_display_name))
        .top(50)
        .count()
        .items();
    while let Some(sign_in) = sign_ins.try_next().await? {
        let _: Option<&str> = sign_in.app_display_name.as_deref();
    }
    let logs = graph.audit_logs().expand(|l| {
        let audits = l.directory_audits.filter(|a| a.category.eq(l.it().id)).select(|a| a.id);
        (l.sign_ins.select(|s| s.id).order_by(|s| s.id.asc()).top(5), audits)
    });
    let _ = logs.await?;
    let _: i64 = graph.audit_logs().sign_ins().filter(|s| s.risk_state.is_null()).count_only().await?;
    Ok(())
}

async fn properties(graph: Client) -> Result<(), Error> {
    let sign_in = graph.audit_logs().sign_ins().by_id("66ea54eb");
    let _: At<Nullable<Value<i32>>> = sign_in.clone().property(|s| s.status.error_code);
    let _: At<Many<Value<String>>> = sign_in.clone().property(|s| s.authentication_methods_used);
    let _: String = sign_in.property(|s| s.user_id).await?;
    Ok(())
}

async fn projections(graph: Client) -> Result<(), Error> {
    let mut attempts = graph.audit_logs().sign_ins().project::<Attempt>().items();
    while let Some(Attempt { id, status, .. }) = attempts.try_next().await? {
        let _: String = id;
        let _: Option<i32> = status.and_then(|status| status.error_code);
    }
    let logs: Logs = graph.audit_logs().project::<Logs>().await?;
    let _ = logs.sign_ins.len();
    Ok(())
}

/// A condition is a value, and can be written once for several requests.
fn risky(sign_in: &SignInFields<Root<SignIn>>, levels: &[RiskLevel]) -> Filter {
    let mut condition = raw("1 eq 1");
    if !levels.is_empty() {
        condition = condition.and(sign_in.risk_level_aggregated.in_(levels.iter().cloned()));
    }
    condition & sign_in.authentication_methods_used.any(|method| method.contains("Phone").not())
}

fn changes(audit: Item<Root<DirectoryAudit>>) -> [Change<DirectoryAudit>; 3] {
    [audit.category.set("UserManagement"), audit.result_reason.null(), audit.initiated_by.app.display_name.set("sync")]
}

pub(crate) fn promise() {
    let levels = [RiskLevel::High];
    let _ = |graph: Client| graph.audit_logs().sign_ins().filter(|s| risky(&s, &levels));
    let _ = (queries, properties, projections);
    let changes = Change::object(&changes(Item::default()));
    let expected = r#"{"category":"UserManagement","resultReason":null,"initiatedBy":{"app":{"displayName":"sync"}}}"#;
    assert_eq!(changes.json(), Some(expected));
}
