//! Clients, positions, futures and values move between threads; clients are shared and cloned.
use generated::microsoft_aad_reporting::{CredentialUserRegistrationCount, RegistrationStatusType, SignIn};
use generated::{At, Client, ClientBuilder, Error, Extras, Flags, Instance, Items, Many, Page, Pages, StaticToken};

fn send<T: Send>() {}
fn send_and_sync<T: Send + Sync>() {}
fn clone<T: Clone>() {}
fn sent<T: Send + 'static>(_: T) {}

fn promise() {
    send_and_sync::<Client>();
    send_and_sync::<Error>();
    send_and_sync::<Instance<SignIn>>();
    send_and_sync::<Page<Instance<CredentialUserRegistrationCount>>>();
    send_and_sync::<RegistrationStatusType>();
    send_and_sync::<Flags<generated::microsoft_aad_reporting::ConditionalAccessConditions>>();
    send_and_sync::<Extras>();
    send_and_sync::<At<Many<SignIn>>>();
    send::<ClientBuilder>();
    send::<Items<Instance<SignIn>>>();
    send::<Pages<Instance<SignIn>>>();
    clone::<Client>();
    clone::<At<SignIn>>();
    clone::<Instance<SignIn>>();
    clone::<StaticToken>();
    let _ = |graph: Client| {
        let call = graph.reports().get_credential_user_registration_count();
        sent(call.clone().into_future());
        sent(call.clone().send());
        sent(async move { call.await.map(drop) });
    };
}
