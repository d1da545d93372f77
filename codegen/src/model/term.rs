//! The table of the vocabulary terms that are understood.
//!
//! A new term is a line here; the compiler then names every place that has to say what it means.

/// An enumeration for each vocabulary, one of them all, and a set.
macro_rules! terms {
    ($($vocabulary:ident $field:ident $type:ident: $namespace:literal $usual:tt { $($name:ident)* })*) => {
        /// A term, by its vocabulary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Term {
            $($vocabulary($type),)*
        }

        /// The terms that were applied to an element.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) struct TermSet {
            $($field: u32,)*
        }

        $(
            #[doc = concat!("The terms of `", $namespace, "`.")]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub(super) enum $type {
                $($name,)*
            }

            impl $type {
                /// The term of that simple name.
                pub(super) fn from_name(name: &str) -> Option<Self> {
                    match name {
                        $(stringify!($name) => Some(Self::$name),)*
                        _ => None,
                    }
                }

                /// Its simple name.
                #[allow(dead_code, reason = "the terms of every vocabulary have a name, whether it is asked for or not")]
                pub(super) fn name(self) -> &'static str {
                    match self {
                        $(Self::$name => stringify!($name),)*
                    }
                }
            }
        )*

        impl Term {
            /// The term of that namespace and simple name, if it is understood.
            pub(super) fn new(namespace: &str, name: &str) -> Option<Self> {
                match namespace {
                    $($namespace => $type::from_name(name).map(Self::$vocabulary),)*
                    // Written before the term was standardised; Dataverse still uses it.
                    "OData.Community.Keys.V1" if name == "AlternateKeys" => Some(Self::Core(CoreTerm::AlternateKeys)),
                    _ => None,
                }
            }
        }

        impl TermSet {
            /// Whether the term was not in the set.
            pub(super) fn insert(&mut self, term: Term) -> bool {
                let (set, bit) = match term {
                    $(Term::$vocabulary(term) => (&mut self.$field, 1 << term as u32),)*
                };
                let is_new = *set & bit == 0;
                *set |= bit;
                is_new
            }
        }

        /// The namespace of a vocabulary by its usual alias, for documents that forget to include it.
        pub(super) fn usual_namespace(alias: &str) -> Option<&'static str> {
            $(
                if $usual.contains(&alias) {
                    return Some($namespace);
                }
            )*
            None
        }
    };
}

terms! {
    Core core CoreTerm: "Org.OData.Core.V1" ["Core"] {
        Description LongDescription Revisions Computed Immutable Permissions OptionalParameter DefaultNamespace
        ODataVersions AlternateKeys Example SymbolicName
    }
    Capability capabilities CapabilityTerm: "Org.OData.Capabilities.V1" ["Capabilities"] {
        FilterRestrictions SortRestrictions ExpandRestrictions SearchRestrictions CountRestrictions SkipSupported
        TopSupported SelectSupport KeyAsSegmentSupported ReadRestrictions InsertRestrictions UpdateRestrictions
        DeleteRestrictions OperationRestrictions NavigationRestrictions BatchSupported BatchSupport
        QuerySegmentSupported
    }
    Validation validation ValidationTerm: "Org.OData.Validation.V1" ["Validation"] {
        Pattern Minimum Maximum MultipleOf MinItems MaxItems AllowedValues DerivedTypeConstraint Constraint
    }
    Authorization authorization AuthorizationTerm: "Org.OData.Authorization.V1" ["Authorization", "Auth"] {
        SecuritySchemes
    }
}

#[cfg(test)]
mod tests {
    use super::{AuthorizationTerm, CapabilityTerm, CoreTerm, Term, TermSet, ValidationTerm, usual_namespace};

    fn check(namespace: &str, name: &str, expected: Option<Term>) {
        assert_eq!(Term::new(namespace, name), expected, "{namespace}.{name}");
    }

    #[test]
    fn terms_go_by_their_namespace() {
        check("Org.OData.Core.V1", "Computed", Some(Term::Core(CoreTerm::Computed)));
        check("Org.OData.Core.V1", "SkipSupported", None);
        check("Org.OData.Capabilities.V1", "SkipSupported", Some(Term::Capability(CapabilityTerm::SkipSupported)));
        check("Org.OData.Validation.V1", "Constraint", Some(Term::Validation(ValidationTerm::Constraint)));
        check(
            "Org.OData.Authorization.V1",
            "SecuritySchemes",
            Some(Term::Authorization(AuthorizationTerm::SecuritySchemes)),
        );
        check("OData.Community.Keys.V1", "AlternateKeys", Some(Term::Core(CoreTerm::AlternateKeys)));
        check("Contoso", "Computed", None);
        assert_eq!(usual_namespace("Auth"), Some("Org.OData.Authorization.V1"));
        assert_eq!(usual_namespace("Ours"), None);
    }

    #[test]
    fn a_set_tells_terms_of_all_vocabularies_apart() {
        let mut set = TermSet::default();
        for term in [
            Term::Core(CoreTerm::Description),
            Term::Capability(CapabilityTerm::FilterRestrictions),
            Term::Validation(ValidationTerm::Pattern),
            Term::Core(CoreTerm::AlternateKeys),
        ] {
            assert!(set.insert(term), "{term:?}");
            assert!(!set.insert(term), "{term:?}");
        }
    }
}
