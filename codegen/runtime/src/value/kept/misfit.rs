//! Values that came and are not of the declared type, as a caller sees them.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use serde_json::value::RawValue;

use crate::edm::primitive::Primitive;
use crate::url::shown::Excerpt;
use crate::value::field::Ref;
use crate::value::json::decode_error::push_member;
use crate::value::kept::unread::{self, LeftOut, Unread};
use crate::value::structured::Object;

/// A value that is not of the type that the schema declares, kept by
/// [`DecodeOptions::lenient`](crate::DecodeOptions::lenient).
///
/// [`Instance::misfits`](crate::Instance::misfits) and [`Page::misfits`](crate::Page::misfits) list them.
#[derive(Clone)]
pub struct Misfit<'a> {
    path: String,
    expected: Cow<'static, str>,
    json: &'a RawValue,
}

impl<'a> Misfit<'a> {
    /// Where it is, as a JSON path from what lists it: `$.value[3].uuid`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The type that the schema declares there: `Edm.Guid`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What came, as JSON text.
    #[must_use]
    pub fn json(&self) -> &'a RawValue {
        self.json
    }
}

/// At most 200 characters of the path and of what came.
impl fmt::Display for Misfit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = Primitive::Json(self.json).to_string();
        write!(f, "{}: expected {}, found {}", Excerpt(&self.path), self.expected, Excerpt(&found))
    }
}

impl fmt::Debug for Misfit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Misfit").field(&format_args!("{self}")).finish()
    }
}

/// What a caller does with each value that does not fit.
pub(crate) type OnMisfit = Arc<dyn Fn(&Misfit<'_>) + Send + Sync>;

/// A list of misfits while it is being made, with the path to the present place.
pub(crate) struct Misfits<'a> {
    path: String,
    found: Vec<Misfit<'a>>,
}

impl<'a> Misfits<'a> {
    pub(crate) fn at(path: &str) -> Self {
        Self { path: path.to_owned(), found: Vec::new() }
    }

    /// Those of an object, and of all objects in it.
    pub(crate) fn of(object: &'a dyn Object) -> Vec<Misfit<'a>> {
        let mut misfits = Self::at("$");
        misfits.object(object);
        misfits.found
    }

    pub(crate) fn into_list(self) -> Vec<Misfit<'a>> {
        self.found
    }

    /// Lists those of an object, and of all objects in it.
    pub(crate) fn object(&mut self, object: &'a dyn Object) {
        let info = object.info();
        if let Some(json) = unread::whole(object) {
            return self.push(info.name.into(), json);
        }
        let start = self.path.len();
        for index in object.touched().indices(info.properties.len()) {
            let Some(name) = info.properties.get(index) else { continue };
            push_member(&mut self.path, name);
            self.property(object, index, info.non_nullable.contains(name));
            self.path.truncate(start);
        }
    }

    fn property(&mut self, object: &'a dyn Object, index: usize, is_required: bool) {
        let field = object.get(index);
        let kept = unread::in_force(object, index);
        match kept {
            Some(Unread::Value(Some(json))) => self.push(declared(&field), json),
            Some(Unread::Value(None)) => self.push(not_nullable(&declared(&field)), RawValue::NULL),
            _ => {}
        }
        let left_out = match kept {
            Some(Unread::Items(items)) => Some(items),
            _ => None,
        };
        match field {
            Ref::None | Ref::Scalar(_) => {}
            Ref::Object(field) => {
                if let Some(value) = field.value() {
                    self.object(value);
                }
            }
            Ref::Scalars(items) => {
                if let Some(left_out) = left_out {
                    self.left_out(left_out, items.edm(), is_required);
                }
            }
            Ref::Objects(items) => {
                let all = (0..items.count().unwrap_or_default()).map(|at| items.item(at));
                self.items(all, left_out, items.info().name, is_required);
            }
        }
    }

    /// Lists those of the items of a collection, and those among them.
    pub(crate) fn items(
        &mut self,
        items: impl Iterator<Item = Option<&'a dyn Object>>,
        left_out: Option<&'a LeftOut>,
        expected: &'static str,
        is_required: bool,
    ) {
        let places: Vec<usize> = left_out.map(LeftOut::held_places).unwrap_or_default();
        for (index, item) in items.enumerate() {
            let Some(object) = item else { continue };
            let start = self.path.len();
            self.push_index(places.get(index).copied().unwrap_or(index));
            self.object(object);
            self.path.truncate(start);
        }
        if let Some(left_out) = left_out {
            self.left_out(left_out, expected, is_required);
        }
    }

    /// Lists the items that a collection does not hold. Nulls are among them where the schema says that there are none.
    fn left_out(&mut self, left_out: &'a LeftOut, expected: &'static str, is_required: bool) {
        for (place, json) in &left_out.items {
            let start = self.path.len();
            self.push_index(*place);
            match json {
                Some(json) => self.push(expected.into(), json),
                None if is_required => self.push(not_nullable(expected), RawValue::NULL),
                None => {}
            }
            self.path.truncate(start);
        }
    }

    fn push_index(&mut self, index: usize) {
        // Writing to a string cannot fail.
        _ = write!(self.path, "[{index}]");
    }

    fn push(&mut self, expected: Cow<'static, str>, json: &'a RawValue) {
        self.found.push(Misfit { path: self.path.clone(), expected, json });
    }
}

fn not_nullable(expected: &str) -> Cow<'static, str> {
    format!("{expected} (not nullable)").into()
}

/// The declared type of a field.
fn declared(field: &Ref<'_>) -> Cow<'static, str> {
    match field {
        Ref::None => "nothing".into(),
        Ref::Scalar(field) => field.edm().into(),
        Ref::Scalars(items) => format!("Collection({})", items.edm()).into(),
        Ref::Object(field) => field.info().name.into(),
        Ref::Objects(items) => format!("Collection({})", items.info().name).into(),
    }
}
