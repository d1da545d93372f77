//! What an instance was when it was read.

use std::fmt;
use std::sync::Arc;

use crate::value::structured::Object;

/// A copy of an instance, made just before a caller could change it. It costs nothing where nothing is changed.
#[derive(Clone)]
pub(crate) struct Original(Arc<dyn Object + Send + Sync>);

impl Original {
    pub(crate) fn new(object: impl Object + Send + Sync + 'static) -> Self {
        Self(Arc::new(object))
    }

    pub(crate) fn object(&self) -> &dyn Object {
        &*self.0
    }
}

impl fmt::Debug for Original {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object().fmt(f)
    }
}
