//! Clone, comparison and printing, once for all structured types.

use std::fmt;

use crate::url::literal::Literal;
use crate::value::field::{Ref, Slot};
use crate::value::field_scalar::ScalarsField;
use crate::value::kept::unread::{self, WHOLE};
use crate::value::structured::Object;

pub(crate) fn is_null(object: &dyn Object, index: usize) -> bool {
    let marked = object.side().is_some_and(|side| side.nulls.contains(index));
    marked && !object.get(index).is_present()
}

impl Ref<'_> {
    /// The value as a URL writes it, if it is one of a primitive type, an enumeration or a type definition.
    pub(crate) fn literal(&self) -> Option<Literal> {
        match self {
            Ref::Scalar(field) => field.literal(),
            Ref::None | Ref::Scalars(_) | Ref::Object(_) | Ref::Objects(_) => None,
        }
    }

    /// Whether the field has a value.
    #[must_use]
    pub fn is_present(&self) -> bool {
        match self {
            Ref::None => false,
            Ref::Scalar(field) => field.value().is_some(),
            Ref::Scalars(field) => field.count().is_some(),
            Ref::Object(field) => field.value().is_some(),
            Ref::Objects(field) => field.count().is_some(),
        }
    }
}

/// Makes an empty object a copy of another one of the same type.
pub(crate) fn copy(to: &mut dyn Object, from: &dyn Object) {
    for index in from.touched().indices(from.info().properties.len()) {
        copy_field(to.slot(index), &from.get(index));
    }
    if let Some(side) = from.side() {
        *to.side_mut() = side.clone();
    }
    to.set_touched(from.touched());
}

fn copy_field(to: Slot<'_>, from: &Ref<'_>) {
    match (to, from) {
        (Slot::Scalar(to) | Slot::Json(to), Ref::Scalar(from)) => {
            if let Some(value) = from.value() {
                to.set(&value);
            }
        }
        (Slot::Scalars(to), Ref::Scalars(from)) => {
            if let Some(count) = from.count() {
                copy_scalars(to, *from, count);
            }
        }
        (Slot::Object(to), Ref::Object(from)) => {
            if let Some(value) = from.value() {
                copy(to.fill(), value);
            }
        }
        (Slot::Objects(to), Ref::Objects(from)) => {
            let Some(count) = from.count() else { return };
            to.start();
            for index in 0..count {
                let added = to.push();
                match from.item(index) {
                    Some(item) => copy(added, item),
                    None => _ = to.nullify_last(),
                }
            }
        }
        _ => {}
    }
}

fn copy_scalars(to: &mut dyn ScalarsField, from: &dyn ScalarsField, count: usize) {
    to.start();
    for index in 0..count {
        match from.item(index) {
            Some(item) => _ = to.push(&item),
            None => _ = to.push_null(),
        }
    }
}

/// Whether two objects of the same type are equal in all that would be sent.
pub(crate) fn same(a: &dyn Object, b: &dyn Object) -> bool {
    let touched = a.touched() | b.touched();
    let properties = || touched.indices(a.info().properties.len());
    let fields = properties().all(|index| same_field(&a.get(index), &b.get(index)));
    match (a.side(), b.side()) {
        (None, None) => fields,
        (a_side, b_side) => {
            let empty = crate::value::kept::side::Side::default();
            let (a_side, b_side) = (a_side.unwrap_or(&empty), b_side.unwrap_or(&empty));
            fields
                && a_side.extras == b_side.extras
                && a_side.annotations == b_side.annotations
                && properties().all(|index| is_null(a, index) == is_null(b, index))
                && (!a_side.has_unread() && !b_side.has_unread()
                    || properties().chain([WHOLE]).all(|index| unread::is_same(a, b, index)))
        }
    }
}

fn same_field(a: &Ref<'_>, b: &Ref<'_>) -> bool {
    match (a, b) {
        (Ref::None, Ref::None) => true,
        (Ref::Scalar(a), Ref::Scalar(b)) => a.same(b.value()),
        (Ref::Scalars(a), Ref::Scalars(b)) => {
            let count = a.count();
            count == b.count() && (0..count.unwrap_or_default()).all(|index| a.same_item(index, b.item(index)))
        }
        (Ref::Object(a), Ref::Object(b)) => same_value(a.value(), b.value()),
        (Ref::Objects(a), Ref::Objects(b)) => {
            let count = a.count();
            count == b.count() && (0..count.unwrap_or_default()).all(|index| same_value(a.item(index), b.item(index)))
        }
        _ => false,
    }
}

fn same_value(a: Option<&dyn Object>, b: Option<&dyn Object>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => same(a, b),
        _ => false,
    }
}

impl fmt::Debug for dyn Object + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self, f)
    }
}

/// Prints the fields that are set: `City { Name: "Ulm", Mayor: null }`.
pub(crate) fn debug(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let info = object.info();
    let mut out = f.debug_struct(info.short_name());
    for index in object.touched().indices(info.properties.len()) {
        let Some(name) = info.properties.get(index) else { continue };
        let field = object.get(index);
        if field.is_present() {
            out.field(name, &DebugField(field));
        } else if let Some(json) = unread::raw(object, index) {
            out.field(name, &format_args!("{}", json.get()));
        } else if is_null(object, index) {
            out.field(name, &format_args!("null"));
        }
    }
    if let Some(side) = object.side() {
        for (name, value) in side.extras.iter().chain(side.annotations.iter()) {
            out.field(name, &format_args!("{}", value.get()));
        }
    }
    out.finish()
}

struct DebugField<'a>(Ref<'a>);

impl fmt::Debug for DebugField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ref::None => Ok(()),
            Ref::Scalar(field) => DebugScalar(field.value()).fmt(f),
            Ref::Scalars(field) => {
                let items = 0..field.count().unwrap_or_default();
                f.debug_list().entries(items.map(|at| DebugScalar(field.item(at)))).finish()
            }
            Ref::Object(field) => DebugObject(field.value()).fmt(f),
            Ref::Objects(field) => {
                let items = 0..field.count().unwrap_or_default();
                f.debug_list().entries(items.map(|at| DebugObject(field.item(at)))).finish()
            }
        }
    }
}

struct DebugScalar<'a>(Option<crate::edm::primitive::Primitive<'a>>);

impl fmt::Debug for DebugScalar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use crate::edm::primitive::Primitive as P;
        match &self.0 {
            None => f.write_str("null"),
            Some(P::Boolean(v)) => v.fmt(f),
            Some(P::Signed(v) | P::Long(v)) => v.fmt(f),
            Some(P::Unsigned(v)) => v.fmt(f),
            Some(P::Single(v)) => v.fmt(f),
            Some(P::Double(v)) => v.fmt(f),
            Some(P::Text(v)) => v.fmt(f),
            Some(P::Bytes(v) | P::Members(v)) => v.fmt(f),
            Some(P::Json(v) | P::Decimal(v) | P::Collection(v, _)) => f.write_str(v.get()),
        }
    }
}

struct DebugObject<'a>(Option<&'a dyn Object>);

impl fmt::Debug for DebugObject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(object) => debug(object, f),
            None => f.write_str("null"),
        }
    }
}
