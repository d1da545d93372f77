//! Where the changes of a collection go on: small enough to be stored, and valid after a restart.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::url::request_error::RequestError;
use crate::url::shown::ShownLink;
use crate::value::delta::outline::START;

/// Where the changes of a collection go on: `At::changes_since` takes it, also in another run of the program.
///
/// It is serialised as one string, which holds a URL that the service made. The URL may hold secrets, or what the first query asked for;
/// `Debug` does not show that part. Neither headers nor the credential are in it: those of the position that goes on are sent.
///
/// ```no_run
/// # use generated::{At, DeltaCursor, Many, Structured};
/// # async fn example<T: Structured>(people: At<Many<T>>, stored: Option<String>) -> Result<Option<String>, Box<dyn std::error::Error>> {
/// let mut changes = match stored {
///     Some(text) => people.changes_since(&serde_json::from_str(&text)?),
///     None => people.changes(),
/// };
/// while let Some(_change) = changes.try_next().await? {}
/// # Ok(
/// changes.cursor().map(|cursor| serde_json::to_string(&cursor)).transpose()?
/// # )
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DeltaCursor {
    /// An absolute URL, or what a caller gave.
    pub(crate) link: Box<str>,
    /// How many items of its page were handed out, and a hash of them.
    pub(crate) position: (usize, u64),
}

/// What the text of a cursor begins with: its form, which may get a successor.
const FORM: &str = "delta-1";

impl DeltaCursor {
    /// The changes behind a delta link, or the next link of a page of changes, that is known from elsewhere.
    #[must_use]
    pub fn from_link(link: &str) -> Self {
        Self { link: link.into(), position: (0, START) }
    }

    /// The link, with its query, which may hold secrets.
    #[must_use]
    pub fn link(&self) -> &str {
        &self.link
    }

    fn text(&self) -> String {
        let (count, print) = self.position;
        format!("{FORM} {count} {print:016x} {}", self.link)
    }
}

/// Reads what serialising wrote.
impl FromStr for DeltaCursor {
    type Err = RequestError;

    fn from_str(text: &str) -> Result<Self, RequestError> {
        let mut parts = text.splitn(4, ' ');
        let (form, count, print, link) = (parts.next(), parts.next(), parts.next(), parts.next());
        if form != Some(FORM) {
            return Err(RequestError::new(format!(
                "the text is not a cursor of this version, which begins with `{FORM}`: begin anew with `changes()`, or make one of a \
                 delta link with `DeltaCursor::from_link`"
            )));
        }
        let count = count.and_then(|count| count.parse().ok());
        let print = print.and_then(|print| u64::from_str_radix(print, 16).ok());
        match (count, print, link.filter(|link| !link.is_empty())) {
            (Some(count), Some(print), Some(link)) => Ok(Self { link: link.into(), position: (count, print) }),
            _ => Err(RequestError::new("the cursor is damaged: begin anew with `changes()`")),
        }
    }
}

impl fmt::Debug for DeltaCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeltaCursor")
            .field("link", &format_args!("{}", ShownLink(&self.link)))
            .field("skipped", &self.position.0)
            .finish()
    }
}

impl Serialize for DeltaCursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for DeltaCursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
