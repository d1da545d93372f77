//! Conversations with a real service, recorded to a file and replayed from it.

mod file;
mod recorder;
mod replay;
mod text;

pub use self::file::RecordingError;
pub use self::recorder::Recorder;
pub use self::replay::Replay;

use std::sync::Arc;

use self::text::Json;

/// What a caller removes from bodies.
#[derive(Clone, Default)]
struct Bodies(Option<Arc<Redact>>);

type Redact = dyn Fn(&[u8]) -> Vec<u8> + Send + Sync;

impl Bodies {
    fn by(redact: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(redact)))
    }

    /// A body without secrets.
    fn redacted(&self, body: &[u8]) -> Vec<u8> {
        let body = match std::str::from_utf8(body).ok().and_then(Json::parse) {
            Some(mut json) => {
                if json.redact() {
                    json.compact().into_bytes()
                } else {
                    body.to_vec()
                }
            }
            None => body.to_vec(),
        };
        match &self.0 {
            Some(redact) => redact(&body),
            None => body,
        }
    }
}
