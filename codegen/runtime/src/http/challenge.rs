//! What an answer with 401 asks for: the claims that a token has to have.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use serde::de::IgnoredAny;

/// The most bytes of all headers `WWW-Authenticate` that are read.
const LONGEST: usize = 64 << 10;

/// The most bytes that claims have: they go into the request for a token.
const LONGEST_CLAIMS: usize = 8 << 10;

const LENIENT: GeneralPurposeConfig = general_purpose::NO_PAD
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::URL_SAFE, LENIENT);

/// The claims that a challenge asks for: `Bearer error="insufficient_claims", claims="…"`.
pub(crate) struct Challenge {
    /// A JSON object.
    pub(crate) claims: Arc<str>,
}

impl Challenge {
    /// The first challenge for claims among those of an answer. Whatever breaks the grammar of RFC 9110, section 11.6.1, ends the header that
    /// it stands in; the challenges before it count.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut left = LONGEST;
        for value in headers.get_all(WWW_AUTHENTICATE) {
            left = left.checked_sub(value.len())?;
            let mut reader = Reader { rest: value.as_bytes() };
            while let Some(parameters) = reader.challenge() {
                if let Some(claims) = parameters.claims() {
                    return Some(Self { claims });
                }
            }
        }
        None
    }
}

/// What is of interest among the parameters of one challenge.
#[derive(Default)]
struct Parameters {
    is_bearer: bool,
    error: Option<Vec<u8>>,
    claims: Option<Vec<u8>>,
    is_ambiguous: bool,
}

impl Parameters {
    fn add(&mut self, name: &[u8], value: Vec<u8>) {
        let place = if name.eq_ignore_ascii_case(b"error") {
            &mut self.error
        } else if name.eq_ignore_ascii_case(b"claims") {
            &mut self.claims
        } else {
            return;
        };
        // A name must stand only once in a challenge (RFC 9110, section 11.2).
        self.is_ambiguous |= place.replace(value).is_some();
    }

    fn claims(self) -> Option<Arc<str>> {
        let is_asked = self.is_bearer && self.error?.eq_ignore_ascii_case(b"insufficient_claims");
        let encoded = self.claims.filter(|_| is_asked && !self.is_ambiguous)?;
        if encoded.len() > LONGEST_CLAIMS {
            return None;
        }
        let decoded = STANDARD.decode(&encoded).or_else(|_| URL_SAFE.decode(&encoded)).ok()?;
        let text = String::from_utf8(decoded).ok()?;
        let is_object = text.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(&text).is_ok();
        is_object.then(|| text.into())
    }
}

/// Reads the value of one header from its start to its end.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// The next challenge: a scheme, and behind a space one token or a list of parameters. `None` at the end, and behind what is broken.
    fn challenge(&mut self) -> Option<Parameters> {
        self.commas();
        let scheme = self.token()?;
        let mut parameters = Parameters { is_bearer: scheme.eq_ignore_ascii_case(b"Bearer"), ..Parameters::default() };
        let has_space = self.spaces();
        if self.is_at_end_of_element() {
            return Some(parameters);
        }
        if !has_space {
            return self.broken();
        }
        if self.token68() {
            return Some(parameters);
        }
        loop {
            let before = self.rest;
            let Some(name) = self.token() else {
                // Only commas stood behind the last parameter.
                return if before.is_empty() { Some(parameters) } else { self.broken() };
            };
            self.spaces();
            if !self.take(b'=') {
                // This is the scheme of the next challenge.
                self.rest = before;
                return Some(parameters);
            }
            self.spaces();
            let Some(value) = self.value() else { return self.broken() };
            parameters.add(name, value);
            self.spaces();
            if !self.is_at_end_of_element() {
                return self.broken();
            }
            self.commas();
        }
    }

    /// Leaves the rest of the header unread.
    fn broken<T>(&mut self) -> Option<T> {
        self.rest = &[];
        None
    }

    fn is_at_end_of_element(&self) -> bool {
        matches!(self.rest.first(), None | Some(b','))
    }

    fn take(&mut self, byte: u8) -> bool {
        let rest = self.rest.strip_prefix(&[byte]);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes all bytes up to the first one of another kind.
    fn take_while(&mut self, is_wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|byte| !is_wanted(*byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    fn spaces(&mut self) -> bool {
        !self.take_while(|byte| matches!(byte, b' ' | b'\t')).is_empty()
    }

    /// What stands between the elements of a list, which may be empty.
    fn commas(&mut self) {
        self.take_while(|byte| matches!(byte, b' ' | b'\t' | b','));
    }

    fn token(&mut self) -> Option<&'a [u8]> {
        let token = self.take_while(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
        Some(token).filter(|token| !token.is_empty())
    }

    /// Takes a `token68`, if all of the element is one.
    fn token68(&mut self) -> bool {
        let before = self.rest;
        let text = self.take_while(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte));
        self.take_while(|byte| byte == b'=');
        self.spaces();
        let is_whole = !text.is_empty() && self.is_at_end_of_element();
        if !is_whole {
            self.rest = before;
        }
        is_whole
    }

    /// The value of a parameter: a token, or a string in quotes.
    fn value(&mut self) -> Option<Vec<u8>> {
        if !self.take(b'"') {
            return self.token().map(<[u8]>::to_vec);
        }
        let mut value = Vec::new();
        loop {
            value.extend_from_slice(self.take_while(|byte| !matches!(byte, b'"' | b'\\')));
            if self.take(b'"') {
                return Some(value);
            }
            self.take(b'\\');
            let (byte, rest) = self.rest.split_first()?;
            value.push(*byte);
            self.rest = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `{"a":1}`.
    const CLAIMS: &str = "eyJhIjoxfQ==";

    fn of(values: &[&[u8]]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(WWW_AUTHENTICATE, http::HeaderValue::from_bytes(value).unwrap());
        }
        Challenge::of(&headers).map(|challenge| challenge.claims.to_string())
    }

    fn check(value: &str, expect: Option<&str>) {
        let value = value.replace("CLAIMS", CLAIMS);
        assert_eq!(of(&[value.as_bytes()]).as_deref(), expect, "{value}");
    }

    // G14
    #[test]
    fn claims_are_found_wherever_they_stand() {
        for value in [
            r#"Bearer error="insufficient_claims", claims="CLAIMS""#,
            r#"Bearer realm="", authorization_uri="https://login.example/common/oauth2/authorize", error="insufficient_claims", claims="CLAIMS""#,
            r#"bEARER CLAIMS="CLAIMS",ERROR=Insufficient_Claims"#.replace("CLAIMS=", "cLaims=").as_str(),
            r#"Basic realm="a, b", Bearer claims="CLAIMS", error="insufficient_claims""#,
            r#"Negotiate, Bearer error="insufficient_claims", claims="CLAIMS", Basic realm="x""#,
            r#"Negotiate abc+/==, Bearer error="insufficient_claims", claims="CLAIMS""#,
            r#", ,Bearer  error = "insufficient_claims" ,, claims	=	"CLAIMS" , "#,
            r#"Basic realm="Bearer error=\"insufficient_claims\", claims=\"e30\"", Bearer error="insufficient_claims", claims="CLAIMS""#,
            r#"Bearer error="insufficient\_claims", claims="CLAIMS""#,
            r#"Bearer error="invalid_token", Bearer error="insufficient_claims", claims="CLAIMS""#,
            r#"Bearer error="insufficient_claims", claims="eyJhIjoxfQ""#,
            r#"Bearer error="insufficient_claims", claims=eyJhIjoxfQ"#,
        ] {
            check(value, Some(r#"{"a":1}"#));
        }
        let bearer = format!(r#"Bearer error="insufficient_claims", claims="{CLAIMS}""#);
        assert_eq!(of(&[b"Basic realm=\"x", bearer.as_bytes()]).as_deref(), Some(r#"{"a":1}"#));
        // `{"a":"~~?>"}`: what both alphabets of base64 write in other ways.
        for claims in ["eyJhIjoifn4/PiJ9", "eyJhIjoifn4_PiJ9"] {
            check(&format!(r#"Bearer error="insufficient_claims", claims="{claims}""#), Some(r#"{"a":"~~?>"}"#));
        }
    }

    #[test]
    fn what_is_not_a_challenge_for_claims_asks_for_nothing() {
        for value in [
            "",
            ",",
            "Bearer",
            "Bearer ",
            "Bearer CLAIMS",
            r#"Bearer claims="CLAIMS""#,
            r#"Bearer error="invalid_token", claims="CLAIMS""#,
            r#"Bearer error="insufficient_claims""#,
            r#"Bearer error="insufficient_claims", claims="""#,
            r#"Bearer error="insufficient_claims", claims="!""#,
            // A string, a number, JSON that is broken, bytes that are not UTF-8.
            r#"Bearer error="insufficient_claims", claims="ImEi""#,
            r#"Bearer error="insufficient_claims", claims="MQ==""#,
            r#"Bearer error="insufficient_claims", claims="ey==""#,
            r#"Bearer error="insufficient_claims", claims="e/99""#,
            // Of another scheme, and of two challenges.
            r#"Basic error="insufficient_claims", claims="CLAIMS""#,
            r#"BearerX error="insufficient_claims", claims="CLAIMS""#,
            r#"Bearer error="insufficient_claims", Basic claims="CLAIMS""#,
            r#"Basic realm="Bearer error=insufficient_claims, claims=CLAIMS""#,
            // Twice.
            r#"Bearer error="insufficient_claims", claims="CLAIMS", claims="CLAIMS""#,
            r#"Bearer error="insufficient_claims", error="insufficient_claims", claims="CLAIMS""#,
            // Broken.
            r#"Bearer error="insufficient_claims", claims="CLAIMS"#,
            r#"Bearer error="insufficient_claims", claims="CLAIMS\"#,
            r#"Bearer error="insufficient_claims" claims="CLAIMS""#,
            r#"Bearer error="insufficient_claims", claims="CLAIMS"x"#,
            r#"Bearer="x", error="insufficient_claims", claims="CLAIMS""#,
            r#"Basic realm="x, Bearer error="insufficient_claims", claims="CLAIMS""#,
            r#"Bearer error="insufficient_claims", ="x", claims="CLAIMS""#,
        ] {
            check(value, None);
        }
    }

    #[test]
    fn what_is_huge_is_not_read() {
        let claims = |length: usize| {
            let json = format!("{{\"a\":\"{}\"}}", "x".repeat(length));
            format!(r#"Bearer error="insufficient_claims", claims="{}""#, STANDARD.encode(json))
        };
        assert!(of(&[claims(6000).as_bytes()]).is_some());
        assert!(of(&[claims(7000).as_bytes()]).is_none());
        let long = "a".repeat(40_000);
        assert!(of(&[long.as_bytes(), claims(10).as_bytes()]).is_some());
        assert!(of(&[long.as_bytes(), long.as_bytes(), claims(10).as_bytes()]).is_none());
    }
}
