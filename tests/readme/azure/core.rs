//! As much of `azure_core` 1.1 as the README names.

/// An error.
#[derive(Debug)]
pub struct Error;

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not signed in")
    }
}

impl std::error::Error for Error {}

pub mod credentials {
    //! Credentials.

    /// A text that no output shows.
    pub struct Secret(pub String);

    impl Secret {
        /// The text.
        pub fn secret(&self) -> &str {
            &self.0
        }
    }

    /// A token.
    pub struct AccessToken {
        /// Its text.
        pub token: Secret,
    }

    /// Options of a request for a token.
    pub struct TokenRequestOptions;

    /// A source of tokens.
    pub trait TokenCredential {
        /// A token for these scopes.
        fn get_token(
            &self,
            scopes: &[&str],
            options: Option<TokenRequestOptions>,
        ) -> impl Future<Output = Result<AccessToken, super::Error>> + Send;
    }
}
