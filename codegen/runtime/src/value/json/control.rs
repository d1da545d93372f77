//! Control information of expanded collections, which stands beside them among the members of their owner.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::budget::MEMBER;
use super::decode_error::Trace;
use crate::edm::primitive::Primitive;
use crate::value::field::Slot;
use crate::value::structured::Object;

/// The property that a member is the count or a link of, and what it is then called for the collection alone:
/// `members@odata.nextLink` is `members` and `@odata.nextLink`
/// ([JSON Format 4.5.5](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html), 4.5.7).
pub(crate) fn of_property(member: &str) -> Option<(&str, &str)> {
    let at = member.find('@').filter(|at| *at > 0)?;
    let (property, term) = member.split_at_checked(at)?;
    let name = term.strip_prefix('@')?;
    let is_paging = matches!(name.strip_prefix("odata.").unwrap_or(name), "count" | "nextLink" | "deltaLink");
    is_paging.then_some((property, term))
}

/// Lets the expanded collections of an object know their counts and links. These stay annotations of the object, too.
#[cold]
pub(crate) fn share(object: &mut dyn Object, trace: &mut Trace) {
    for (index, members) in by_property(object, trace) {
        let Slot::Json(field) = object.slot(index) else { continue };
        let json = match field.value() {
            Some(Primitive::Json(json)) => json.to_owned(),
            _ => continue,
        };
        trace.note(json.get().len());
        // Other types than expanded collections have no place for it.
        _ = field.set(&Primitive::Collection(&json, &members));
    }
}

type Members = Vec<(Cow<'static, str>, Box<RawValue>)>;

fn by_property(object: &dyn Object, trace: &mut Trace) -> BTreeMap<usize, Members> {
    let mut found: BTreeMap<usize, Members> = BTreeMap::new();
    let Some(side) = object.side() else { return found };
    let at = trace.order(object.info());
    for (member, value) in side.annotations.iter() {
        let Some((property, term)) = of_property(member) else { continue };
        let declared = trace.orders.get_mut(at).and_then(|order| order.find(0, property));
        if let Some((index, _)) = declared {
            trace.note(MEMBER + value.get().len());
            found.entry(index).or_default().push((term.to_owned().into(), value.to_owned()));
        }
    }
    found
}
