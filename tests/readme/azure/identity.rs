//! As much of `azure_identity` 1.0 as the README names.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions};
use azure_core::error::ErrorKind;
use azure_core::{Error, Result};

macro_rules! credentials {
    ($($name:ident, $options:ident($($argument:ident: $type:ty),*);)*) => {
        $(
            /// A credential.
            #[derive(Debug)]
            pub struct $name;

            /// Its options.
            pub struct $options;

            impl $name {
                /// A credential.
                pub fn new($($argument: $type,)* _: Option<$options>) -> Result<Arc<Self>> {
                    $(let _ = $argument;)*
                    Ok(Arc::new(Self))
                }
            }

            #[async_trait]
            impl TokenCredential for $name {
                async fn get_token(&self, _: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
                    Err(Error::with_message(ErrorKind::Credential, "not signed in"))
                }
            }
        )*
    };
}

credentials! {
    ClientSecretCredential, ClientSecretCredentialOptions(tenant: &str, client: String, secret: Secret);
    DeveloperToolsCredential, DeveloperToolsCredentialOptions();
    ManagedIdentityCredential, ManagedIdentityCredentialOptions();
}
