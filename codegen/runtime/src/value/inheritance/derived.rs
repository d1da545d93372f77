//! Types that derive from a type, and how `@odata.type` names them.

use crate::value::structured::{Structured, TypeInfo};

/// A type that derives from another one, with those that derive from it in turn.
#[derive(Clone, Copy, Debug)]
pub struct Derived {
    /// The type.
    pub info: &'static TypeInfo,
    /// The types that derive from it directly.
    pub derived: &'static [Self],
}

impl Derived {
    /// The type with those that derive from it.
    #[must_use]
    pub const fn of<T: Structured>() -> Self {
        Self { info: T::TYPE, derived: T::DERIVED }
    }
}

/// The qualified name in the value of `@odata.type`: without `#` and whatever URL stands before
/// it ([JSON Format 4.5.3](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
pub(crate) fn name_in(text: &str) -> &str {
    text.rsplit_once('#').map_or(text, |(_, name)| name)
}

/// How exactly a name must be that of a type.
#[derive(Clone, Copy)]
enum Spelling {
    Exact,
    /// With an alias for the namespace, or in another case.
    Loose,
}

impl Spelling {
    fn fits(self, name: &str, info: &TypeInfo) -> bool {
        match self {
            Self::Exact => info.name == name,
            Self::Loose => is_loosely(name, info),
        }
    }
}

/// Whether a name is that of a type where it is qualified by an alias or in another case.
fn is_loosely(name: &str, info: &TypeInfo) -> bool {
    let (Some((qualifier, name)), Some((namespace, own))) = (name.rsplit_once('.'), info.name.rsplit_once('.')) else {
        return false;
    };
    name == own && info.aliases.iter().chain([&namespace]).any(|known| known.eq_ignore_ascii_case(qualifier))
}

/// Whether a name is that of the type.
pub(crate) fn is_named(info: &TypeInfo, name: &str) -> bool {
    info.name == name || is_loosely(name, info)
}

/// Whether a name is that of a type that derives from `T`.
pub(crate) fn derives_by_name<T: Structured>(name: &str) -> bool {
    position(T::DERIVED, name).is_some()
}

/// Which of the types has this name, counted from a type to those that derive from it before
/// its siblings.
pub(crate) fn position(derived: &[Derived], name: &str) -> Option<usize> {
    let search = |spelling| find(derived, name, spelling, &mut 0);
    search(Spelling::Exact).or_else(|| search(Spelling::Loose))
}

fn find(derived: &[Derived], name: &str, spelling: Spelling, count: &mut usize) -> Option<usize> {
    for Derived { info, derived } in derived {
        if spelling.fits(name, info) {
            return Some(*count);
        }
        *count += 1;
        if let Some(found) = find(derived, name, spelling, count) {
            return Some(found);
        }
    }
    None
}
