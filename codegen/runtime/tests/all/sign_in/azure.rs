//! Credentials of Azure.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::error::ErrorKind;

use super::support::{SECOND, SetClock, tokens};
use crate::runtime::internal::{AzureCredential, Clock, Error, Nothing, Service};
use crate::transport::support::{Answer, Fake, ROOT, block_on};

/// A credential as those of `azure_identity` are: it is asked for scopes.
struct Identity {
    clock: SetClock,
    is_signed_in: bool,
    asked: Mutex<Vec<String>>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("canary")
    }
}

#[async_trait]
impl TokenCredential for Identity {
    async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> azure_core::Result<AccessToken> {
        let mut asked = self.asked.lock().unwrap();
        asked.push(scopes.join(" "));
        if !self.is_signed_in {
            return Err(azure_core::Error::with_message(ErrorKind::Credential, "signed out"));
        }
        let expires = self.clock.system_time() + 3600 * SECOND;
        Ok(AccessToken::new(format!("t{}", asked.len()), expires.into()))
    }
}

const SERVICE: Service = Service::new(ROOT).scopes(&["https://graph.microsoft.com/.default"]);

fn identity(clock: &SetClock, is_signed_in: bool) -> Arc<Identity> {
    Arc::new(Identity { clock: clock.clone(), is_signed_in, asked: Mutex::default() })
}

#[test]
fn azure_is_asked_for_the_scopes_of_the_service_and_its_token_is_kept() {
    let clock = SetClock::new();
    let identity = identity(&clock, true);
    let fake = Fake::new((0..4).map(|_| Answer(204, &[], "")));
    let credential = AzureCredential::new(identity.clone());
    assert!(!format!("{credential:?}").contains("canary"));
    let client = fake.builder_of(SERVICE).credential(credential).clock(clock.clone()).build().unwrap();
    for passed in [0, 3299, 1] {
        clock.pass(passed);
        block_on(client.at::<Nothing>("x")).unwrap();
    }
    assert_eq!(tokens(&fake), ["t1", "t1", "t2"]);
    assert_eq!(*identity.asked.lock().unwrap(), vec!["https://graph.microsoft.com/.default"; 2]);
    // The time of day of a machine may be wrong: what comes is used.
    clock.set(SystemTime::UNIX_EPOCH);
    block_on(client.at::<Nothing>("x")).unwrap();
}

#[test]
fn faults_of_azure_are_those_of_the_credential() {
    let check = |service: Service, is_signed_in: bool, expect: &str| {
        let fake = Fake::default();
        let credential = AzureCredential::new(identity(&SetClock::new(), is_signed_in));
        let client = fake.builder_of(service).credential(credential).build().unwrap();
        let error = block_on(client.at::<Nothing>("x")).unwrap_err();
        assert!(matches!(error, Error::Credential(_)), "{error:?}");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(expect), "{source}");
    };
    check(SERVICE, false, "signed out");
    check(Service::new(ROOT), true, "`ClientBuilder::scopes`");
}

/// Azure has no place for claims: another token is a try, the same one is not.
#[test]
fn a_challenge_asks_azure_again() {
    let challenge: &'static [_] =
        &[("WWW-Authenticate", r#"Bearer error="insufficient_claims", claims="eyJhIjoxfQ==""#)];
    let fake = Fake::new([Answer(401, challenge, ""), Answer(204, &[], "")]);
    let clock = SetClock::new();
    let credential = AzureCredential::new(identity(&clock, true));
    let client = fake.builder_of(SERVICE).credential(credential).clock(clock.clone()).build().unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(tokens(&fake), ["t1", "t2"]);
}
