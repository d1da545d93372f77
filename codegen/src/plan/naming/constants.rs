//! The names of constants.

use super::names;
use super::names::Identifier;

/// For a value that a schema names: `STATUS_IN_TRANSIT` for the value `inTransit` of the property `status`.
pub(crate) fn constant(parts: &[&str]) -> Identifier {
    joined(parts.iter().map(|part| names::snake(part)))
}

/// The same without the table of words, for where another name is the same by it; `None` where the table changes nothing.
pub(crate) fn other_constant(parts: &[&str]) -> Option<Identifier> {
    let changes = parts.iter().any(|part| names::other_snake(part).is_some());
    changes.then(|| joined(parts.iter().map(|part| names::other_snake(part).unwrap_or_else(|| names::snake(part)))))
}

/// Without the marks that a part needs to be a name alone.
fn joined(parts: impl Iterator<Item = Identifier>) -> Identifier {
    let parts: Vec<String> = parts.map(|part| part.trim_matches('_').to_uppercase()).collect();
    Identifier::joined(&[&parts.join("_")])
}

#[cfg(test)]
mod tests {
    use super::{constant, other_constant};

    fn check(parts: &[&str], expected: &str, other: Option<&str>) {
        assert_eq!(constant(parts), expected, "{parts:?}");
        assert_eq!(other_constant(parts).as_deref(), other, "{parts:?}");
    }

    // S5
    #[test]
    fn names_of_values_become_constants() {
        check(&["status", "inTransit"], "STATUS_IN_TRANSIT", None);
        check(&["status", "type"], "STATUS_TYPE", None);
        check(&["self", "5G"], "SELF_5G", None);
        check(&["5G"], "_5G", None);
        check(&["Self"], "SELF", None);
        check(&["networkIPv4", "all"], "NETWORK_IPV4_ALL", Some("NETWORK_I_PV4_ALL"));
        check(&["maß", "größte"], "MASS_GRÖSSTE", None);
        check(&["a", "!\u{202e}"], "A_UNNAMED", None);
        check(&["漢", "字"], "漢_字", None);
        assert_eq!(constant(&["a".repeat(300).as_str(), &"b".repeat(300)]).len(), 240);
    }
}
