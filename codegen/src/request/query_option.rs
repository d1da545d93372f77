//! The table of the system query options (URL Conventions 5.1).
//!
//! A new option is a line here; the compiler then names every place that has to say what it means.

use crate::model::Capabilities;

/// The requests that a query option applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AppliesTo {
    /// Requests for one resource, or for a collection.
    Resource,
    /// Requests for a collection.
    Collection,
    /// No request: only items of `$expand`.
    ExpandItem,
    /// Requests for references.
    References,
}

/// The options, their names as the standard writes them, and the methods of the runtime that set them.
macro_rules! query_options {
    ($($option:ident $name:literal $applies_to:ident [$($method:literal)*];)*) => {
        /// A system query option.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum QueryOption {
            $($option),*
        }

        impl QueryOption {
            /// All of them, in the order in which documentation names them.
            pub(crate) const ALL: &[Self] = &[$(Self::$option),*];

            /// The name, with its `$`.
            pub(crate) fn name(self) -> &'static str {
                match self {$(Self::$option => $name),*}
            }

            /// The requests that it applies to.
            pub(crate) fn applies_to(self) -> AppliesTo {
                match self {$(Self::$option => AppliesTo::$applies_to),*}
            }

            /// The methods of a position that set it, whose names no generated method takes.
            pub(crate) fn methods(self) -> &'static [&'static str] {
                match self {$(Self::$option => &[$($method),*]),*}
            }
        }
    };
}

query_options! {
    Filter "$filter" Collection ["filter" "filter_raw"];
    OrderBy "$orderby" Collection ["order_by" "order_by_raw"];
    Expand "$expand" Resource ["expand" "expand_raw"];
    Search "$search" Collection ["search"];
    Count "$count" Collection ["count"];
    Skip "$skip" Collection ["skip"];
    Top "$top" Collection ["top"];
    Select "$select" Resource ["select" "select_raw"];
    Compute "$compute" Resource ["compute"];
    Apply "$apply" Collection ["apply"];
    SchemaVersion "$schemaversion" Resource ["schema_version"];
    Levels "$levels" ExpandItem [];
    Id "$id" References [];
}

impl QueryOption {
    /// The option of that name, in any case; 4.01 lets the `$` be left out.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let bare = name.strip_prefix('$').unwrap_or(name);
        let is_name = |option: &Self| option.name().trim_start_matches('$').eq_ignore_ascii_case(bare);
        Self::ALL.iter().copied().find(is_name)
    }

    /// Whether a service says that it supports the option; `None` where it does not say.
    pub(crate) fn is_supported(self, capabilities: &Capabilities) -> Option<bool> {
        match self {
            Self::Filter => capabilities.filterable,
            Self::OrderBy => capabilities.sortable,
            Self::Expand => capabilities.expandable,
            Self::Search => capabilities.searchable,
            Self::Count => capabilities.countable,
            Self::Skip => capabilities.skip_supported,
            Self::Top => capabilities.top_supported,
            Self::Select => capabilities.select_supported,
            Self::Compute | Self::Apply | Self::SchemaVersion | Self::Levels | Self::Id => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::QueryOption;

    fn check(name: &str, expected: Option<QueryOption>) {
        assert_eq!(QueryOption::from_name(name), expected, "{name}");
    }

    #[test]
    fn names_have_any_case_and_may_lack_their_sign() {
        check("$filter", Some(QueryOption::Filter));
        check("$orderBy", Some(QueryOption::OrderBy));
        check("EXPAND", Some(QueryOption::Expand));
        check("$$select", None);
        check("$skiptoken", None);
        check("mode", None);
        check("", None);
        for option in QueryOption::ALL {
            check(option.name(), Some(*option));
        }
    }
}
