//! What a credential gives: a token, and how long it is valid.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use crate::http::credential::error::CredentialError;
use crate::url::request_error::RequestError;

/// A bearer token, or another secret that signs a request in; its text shows in no `Debug` output.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    scheme: Scheme,
    secret: String,
    validity: Validity,
}

/// For how long a token is valid.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Validity {
    /// The token does not say it.
    Unknown,
    /// From the moment at which it was asked for.
    For(Duration),
    Until(SystemTime),
    /// As long as the client lives, as far as anybody knows: the secret is always the same.
    Always,
}

/// What stands in front of the secret in the header `Authorization`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Bearer,
    Basic,
}

impl AccessToken {
    /// A token with this text, which goes behind `Bearer ` as it is. One that begins with `Bearer ` itself makes the request fail.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self { scheme: Scheme::Bearer, secret: secret.into(), validity: Validity::Unknown }
    }

    /// A user with a password, which go behind `Basic ` ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)).
    ///
    /// # Errors
    ///
    /// When the user's name holds a colon, which would end it, or when one of them holds a control character.
    pub fn basic(user: &str, password: &str) -> Result<Self, RequestError> {
        if user.contains(':') {
            return Err(RequestError::new(
                "the user's name holds a colon, which a name in `Authorization: Basic` cannot",
            ));
        }
        if user.chars().chain(password.chars()).any(char::is_control) {
            return Err(RequestError::new("the user's name or the password holds a control character"));
        }
        let secret = STANDARD.encode(format!("{user}:{password}"));
        Ok(Self { scheme: Scheme::Basic, secret, validity: Validity::Unknown })
    }

    /// The same token, which is valid for so long from the moment at which the credential was asked for it: what token endpoints call
    /// `expires_in`. A client keeps it until shortly before that.
    ///
    /// ```
    /// use std::time::Duration;
    /// use odata_runtime::AccessToken;
    ///
    /// let token = AccessToken::new("eyJ0eXAi").expires_in(Duration::from_secs(3599));
    /// ```
    #[must_use]
    pub fn expires_in(self, duration: Duration) -> Self {
        Self { validity: Validity::For(duration), ..self }
    }

    /// The same token, which is valid until then, by the [clock](crate::Clock::system_time) of the client. A client keeps it until shortly
    /// before that.
    #[must_use]
    pub fn expires_at(self, time: SystemTime) -> Self {
        Self { validity: Validity::Until(time), ..self }
    }

    /// The same secret, which the credential always gives.
    pub(super) fn always(self) -> Self {
        Self { validity: Validity::Always, ..self }
    }

    pub(crate) const fn validity(&self) -> Validity {
        self.validity
    }

    /// The text of the token, without what stands in front of it.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The value of the header of this name.
    ///
    /// # Errors
    ///
    /// When the text is not what the header holds.
    pub(crate) fn header_value(&self, name: &HeaderName) -> Result<HeaderValue, CredentialError> {
        let invalid = |what: &str| CredentialError::new(what.into());
        if self.secret.trim().is_empty() {
            return Err(invalid("the token is empty"));
        }
        let text = match self.scheme {
            _ if *name != AUTHORIZATION => self.secret.clone(),
            Scheme::Basic => format!("Basic {}", self.secret),
            Scheme::Bearer if self.secret.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("Bearer ")) => {
                return Err(invalid(
                    "the token begins with `Bearer `, which is put in front of it: give the token alone",
                ));
            }
            Scheme::Bearer => format!("Bearer {}", self.secret),
        };
        let mut value =
            HeaderValue::from_str(&text).map_err(|_| invalid("the token holds characters that no header can carry"))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl From<String> for AccessToken {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl From<&str> for AccessToken {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(<redacted>)")
    }
}
