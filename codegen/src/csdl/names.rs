//! The names of CSDL XML: every element and attribute of 4.0 and 4.01, and sets of them.

/// Declares an enum over XML names, and sets of its members as bits.
macro_rules! names {
    ($(#[$doc:meta])* $type:ident: $repr:ty, $set:ident { $($variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub(super) enum $type { $($variant,)+ }

        impl $type {
            /// All of them, in the order of their names.
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The one that is written so.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// How it is written.
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }

        #[doc = concat!("A set of [`", stringify!($type), "`].")]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(super) struct $set($repr);

        impl $set {
            /// The set of these.
            pub(super) const fn of(members: &[$type]) -> Self {
                let mut bits = 0;
                let mut rest = members;
                while let [first, tail @ ..] = rest {
                    bits |= 1 << *first as u8;
                    rest = tail;
                }
                Self(bits)
            }

            /// Members of either.
            pub(super) const fn or(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// Whether it has this one.
            pub(super) const fn contains(self, member: $type) -> bool {
                self.0 & (1 << member as u8) != 0
            }

            /// Its members, in the order of their names.
            pub(super) fn iter(self) -> impl Iterator<Item = $type> + Clone {
                $type::ALL.iter().copied().filter(move |member| self.contains(*member))
            }
        }
    };
}

names! {
    /// An element of CSDL XML, and the two of Entity Framework's wrapper that real documents have.
    #[allow(clippy::enum_variant_names, reason = "the names are those of CSDL")]
    Element: u128, ElementSet {
        Action = "Action",
        ActionImport = "ActionImport",
        Add = "Add",
        And = "And",
        Annotation = "Annotation",
        AnnotationPath = "AnnotationPath",
        Annotations = "Annotations",
        Apply = "Apply",
        Binary = "Binary",
        Bool = "Bool",
        Cast = "Cast",
        Collection = "Collection",
        ComplexType = "ComplexType",
        ConceptualModels = "ConceptualModels",
        DataServices = "DataServices",
        Date = "Date",
        DateTimeOffset = "DateTimeOffset",
        Decimal = "Decimal",
        Div = "Div",
        DivBy = "DivBy",
        Duration = "Duration",
        Edmx = "Edmx",
        EntityContainer = "EntityContainer",
        EntitySet = "EntitySet",
        EntityType = "EntityType",
        EnumMember = "EnumMember",
        EnumType = "EnumType",
        Eq = "Eq",
        Float = "Float",
        Function = "Function",
        FunctionImport = "FunctionImport",
        Ge = "Ge",
        Gt = "Gt",
        Guid = "Guid",
        Has = "Has",
        If = "If",
        In = "In",
        Include = "Include",
        IncludeAnnotations = "IncludeAnnotations",
        Int = "Int",
        IsOf = "IsOf",
        Key = "Key",
        LabeledElement = "LabeledElement",
        LabeledElementReference = "LabeledElementReference",
        Le = "Le",
        Lt = "Lt",
        Member = "Member",
        Mod = "Mod",
        ModelElementPath = "ModelElementPath",
        Mul = "Mul",
        NavigationProperty = "NavigationProperty",
        NavigationPropertyBinding = "NavigationPropertyBinding",
        NavigationPropertyPath = "NavigationPropertyPath",
        Ne = "Ne",
        Neg = "Neg",
        Not = "Not",
        Null = "Null",
        OnDelete = "OnDelete",
        Or = "Or",
        Parameter = "Parameter",
        Path = "Path",
        Property = "Property",
        PropertyPath = "PropertyPath",
        PropertyRef = "PropertyRef",
        PropertyValue = "PropertyValue",
        Record = "Record",
        Reference = "Reference",
        ReferentialConstraint = "ReferentialConstraint",
        ReturnType = "ReturnType",
        Runtime = "Runtime",
        Schema = "Schema",
        Singleton = "Singleton",
        String = "String",
        Sub = "Sub",
        Term = "Term",
        TimeOfDay = "TimeOfDay",
        TypeDefinition = "TypeDefinition",
        UrlRef = "UrlRef",
    }
}

names! {
    /// An attribute of CSDL XML.
    Attr: u64, AttrSet {
        Abstract = "Abstract",
        Action = "Action",
        Alias = "Alias",
        AnnotationPath = "AnnotationPath",
        AppliesTo = "AppliesTo",
        BaseTerm = "BaseTerm",
        BaseType = "BaseType",
        Binary = "Binary",
        Bool = "Bool",
        ContainsTarget = "ContainsTarget",
        Date = "Date",
        DateTimeOffset = "DateTimeOffset",
        Decimal = "Decimal",
        DefaultValue = "DefaultValue",
        Duration = "Duration",
        EntitySet = "EntitySet",
        EntitySetPath = "EntitySetPath",
        EntityType = "EntityType",
        EnumMember = "EnumMember",
        Extends = "Extends",
        Float = "Float",
        Function = "Function",
        Guid = "Guid",
        HasStream = "HasStream",
        IncludeInServiceDocument = "IncludeInServiceDocument",
        Int = "Int",
        IsBound = "IsBound",
        IsComposable = "IsComposable",
        IsFlags = "IsFlags",
        MaxLength = "MaxLength",
        ModelElementPath = "ModelElementPath",
        Name = "Name",
        Namespace = "Namespace",
        NavigationPropertyPath = "NavigationPropertyPath",
        Nullable = "Nullable",
        OpenType = "OpenType",
        Partner = "Partner",
        Path = "Path",
        Precision = "Precision",
        Property = "Property",
        PropertyPath = "PropertyPath",
        Qualifier = "Qualifier",
        ReferencedProperty = "ReferencedProperty",
        Srid = "SRID",
        Scale = "Scale",
        String = "String",
        Target = "Target",
        TargetNamespace = "TargetNamespace",
        Term = "Term",
        TermNamespace = "TermNamespace",
        TimeOfDay = "TimeOfDay",
        Type = "Type",
        UnderlyingType = "UnderlyingType",
        Unicode = "Unicode",
        Uri = "Uri",
        UrlRef = "UrlRef",
        Value = "Value",
        Version = "Version",
    }
}

#[cfg(test)]
mod tests {
    use super::{Attr, Element};

    #[test]
    fn the_names_fit_their_sets_and_are_found() {
        assert!(Element::ALL.len() <= 128 && Attr::ALL.len() <= 64);
        assert!(Element::ALL.iter().all(|element| Element::named(element.name()) == Some(*element)));
        assert!(Attr::ALL.iter().all(|attr| Attr::named(attr.name()) == Some(*attr)));
    }
}
