//! Control information of an item, and what its context URL says.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::edm::json::text_of;

/// The first member of a JSON object whose name is wanted, if it is not null.
pub(crate) fn member(json: &RawValue, is_wanted: impl Fn(&str) -> bool) -> Option<&RawValue> {
    let mut found = None;
    visit(
        json,
        |name| is_wanted(name).then_some(()),
        |(), value| {
            found.get_or_insert(value);
        },
    )?;
    found
}

/// Gives those members of a JSON object that are wanted and not null. `None` where the text is something else.
pub(crate) fn visit<'a, K>(
    json: &'a RawValue,
    key: impl Fn(&str) -> Option<K>,
    mut found: impl FnMut(K, &'a RawValue),
) -> Option<()> {
    let mut deserializer = serde_json::Deserializer::from_str(json.get());
    let found: &mut dyn FnMut(K, &'a RawValue) = &mut found;
    deserializer.deserialize_map(Members { key: &key, found }).ok()
}

struct Members<'f, 'a, K> {
    key: &'f dyn Fn(&str) -> Option<K>,
    found: &'f mut dyn FnMut(K, &'a RawValue),
}

impl<'de, K> Visitor<'de> for Members<'_, 'de, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Name(self.key))? {
            match key {
                Some(key) => {
                    let value = map.next_value::<&RawValue>()?;
                    if value.get() != "null" {
                        (self.found)(key, value);
                    }
                }
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}

struct Name<'f, K>(&'f dyn Fn(&str) -> Option<K>);

impl<'de, K> DeserializeSeed<'de> for Name<'_, K> {
    type Value = Option<K>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<K>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<K> Visitor<'_> for Name<'_, K> {
    type Value = Option<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<K>, E> {
        Ok((self.0)(name))
    }
}

/// Whether a member is the context URL.
pub(crate) fn is_context(name: &str) -> bool {
    matches!(name, "@odata.context" | "@context")
}

/// The entity set that the context URL of an item names.
pub(crate) fn entity_set_in(json: &RawValue) -> Option<String> {
    let context = member(json, is_context).and_then(text_of)?;
    let set = entity_set(fragment(&context)?);
    (!set.is_empty()).then_some(set)
}

/// What a context URL says, behind its `#`.
pub(crate) fn fragment(context: &str) -> Option<&str> {
    Some(context.rsplit_once('#')?.1)
}

/// The path of the entity set in the fragment of a context URL
/// ([Protocol 10](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)), without keys, lists of properties, casts
/// and `$…`.
pub(crate) fn entity_set(fragment: &str) -> String {
    let mut path = String::with_capacity(fragment.len());
    let (mut depth, mut is_quoted) = (0_usize, false);
    for c in fragment.chars() {
        match c {
            '\'' if depth > 0 => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => path.push(c),
            _ => {}
        }
    }
    let segments = path.split('/').filter(|segment| !segment.starts_with('$') && !segment.contains('.'));
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entity_set_of_a_context() {
        for (fragment, expect) in [
            ("Customers/$delta", "Customers"),
            ("Customers(ID,Orders(ID,'))'))/$entity", "Customers"),
            ("Customers/Ns.Vip/$entity", "Customers"),
            ("Customers('A/B)')/Orders/$deletedEntity", "Customers/Orders"),
            ("$ref", ""),
            ("users", "users"),
        ] {
            assert_eq!(entity_set(fragment), expect, "{fragment}");
        }
    }
}
