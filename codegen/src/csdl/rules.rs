//! What CSDL XML 4.01 allows: the attributes and children of each element, as data.
//!
//! 4.0 is a subset: the attributes and expressions that 4.01 added are accepted in 4.0 documents too,
//! because services use them there.

use super::names::Element as E;
use super::names::{Attr, AttrSet, ElementSet};
use Attr::*;

/// What one element may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// Without one of these the document is faulty.
    pub(super) required: AttrSet,
    /// Without one of these the element is left out with a warning: what it declares is then treated as
    /// undeclared, which every client can handle.
    pub(super) expected: AttrSet,
    /// All attributes, the two above included.
    pub(super) attributes: AttrSet,
    pub(super) children: ElementSet,
    /// How many child expressions it takes; the counts matter for operators only.
    pub(super) operands: (usize, usize),
}

impl Rule {
    const EMPTY: Self = Self {
        required: AttrSet::of(&[]),
        expected: AttrSet::of(&[]),
        attributes: AttrSet::of(&[]),
        children: ElementSet::of(&[]),
        operands: (0, usize::MAX),
    };
    const ANNOTATED: Self = Self { children: ElementSet::of(&[E::Annotation]), ..Self::EMPTY };

    const fn required(self, attributes: &[Attr]) -> Self {
        let required = AttrSet::of(attributes);
        Self { required, attributes: self.attributes.or(required), ..self }
    }

    const fn expected(self, attributes: &[Attr]) -> Self {
        let expected = AttrSet::of(attributes);
        Self { expected, attributes: self.attributes.or(expected), ..self }
    }

    const fn optional(self, attributes: &[Attr]) -> Self {
        self.with(AttrSet::of(attributes))
    }

    const fn with(self, attributes: AttrSet) -> Self {
        Self { attributes: self.attributes.or(attributes), ..self }
    }

    const fn children(self, children: &[E]) -> Self {
        Self { children: self.children.or(ElementSet::of(children)), ..self }
    }

    const fn operands(self, least: usize, most: usize) -> Self {
        Self { children: self.children.or(EXPRESSIONS), operands: (least, most), ..self }
    }
}

/// CSDL 7.2 type facets.
const FACETS: AttrSet = AttrSet::of(&[MaxLength, Precision, Scale, Srid, Unicode]);

/// CSDL 14.3, 14.4: the expressions that can be written as an attribute.
pub(super) const INLINE: AttrSet = AttrSet::of(&[
    AnnotationPath,
    Binary,
    Bool,
    Date,
    DateTimeOffset,
    Decimal,
    Duration,
    EnumMember,
    Float,
    Guid,
    Int,
    ModelElementPath,
    NavigationPropertyPath,
    Path,
    PropertyPath,
    String,
    TimeOfDay,
    UrlRef,
]);

const CONSTANTS: &[E] = &[
    E::Binary,
    E::Bool,
    E::Date,
    E::DateTimeOffset,
    E::Decimal,
    E::Duration,
    E::EnumMember,
    E::Float,
    E::Guid,
    E::Int,
    E::String,
    E::TimeOfDay,
];

const PATHS: &[E] = &[E::AnnotationPath, E::ModelElementPath, E::NavigationPropertyPath, E::Path, E::PropertyPath];

const BINARY_OPERATORS: &[E] = &[
    E::Add,
    E::And,
    E::Div,
    E::DivBy,
    E::Eq,
    E::Ge,
    E::Gt,
    E::Has,
    E::In,
    E::Le,
    E::Lt,
    E::Mod,
    E::Mul,
    E::Ne,
    E::Or,
    E::Sub,
];

const OTHER_EXPRESSIONS: &[E] = &[
    E::Apply,
    E::Cast,
    E::Collection,
    E::If,
    E::IsOf,
    E::LabeledElement,
    E::LabeledElementReference,
    E::Neg,
    E::Not,
    E::Null,
    E::Record,
    E::UrlRef,
];

/// The elements that are annotation expressions.
pub(super) const EXPRESSIONS: ElementSet = ElementSet::of(CONSTANTS)
    .or(ElementSet::of(PATHS))
    .or(ElementSet::of(BINARY_OPERATORS))
    .or(ElementSet::of(OTHER_EXPRESSIONS));

/// The elements of the `edmx` namespace; all others are in `edm`.
pub(super) const EDMX: ElementSet = ElementSet::of(&[
    E::ConceptualModels,
    E::DataServices,
    E::Edmx,
    E::Include,
    E::IncludeAnnotations,
    E::Reference,
    E::Runtime,
]);

static RULES: [Rule; E::ALL.len()] = {
    let mut rules = [Rule::EMPTY; E::ALL.len()];
    let mut rest = E::ALL;
    while let [first, tail @ ..] = rest {
        let (_, slots) = rules.split_at_mut(*first as usize);
        if let [slot, ..] = slots {
            *slot = if EXPRESSIONS.contains(*first) { expression(*first) } else { structural(*first) };
        }
        rest = tail;
    }
    rules
};

/// The rule of an element.
pub(super) fn rule(element: E) -> &'static Rule {
    static NOTHING: Rule = Rule::EMPTY;
    RULES.get(element as usize).unwrap_or(&NOTHING)
}

/// CSDL 4 to 13, and the two elements of CSDL 14 that are not expressions.
const fn structural(element: E) -> Rule {
    let plain = Rule::EMPTY;
    let annotated = Rule::ANNOTATED;
    match element {
        E::Edmx => plain.optional(&[Version]).children(&[E::Reference, E::DataServices, E::Runtime]),
        E::Runtime => plain.children(&[E::ConceptualModels]),
        E::DataServices | E::ConceptualModels => plain.children(&[E::Schema]),
        E::Reference => annotated.required(&[Uri]).children(&[E::Include, E::IncludeAnnotations]),
        E::Include => annotated.required(&[Namespace]).optional(&[Alias]),
        E::IncludeAnnotations => plain.expected(&[TermNamespace]).optional(&[Qualifier, TargetNamespace]),
        // A missing namespace is judged where the schema is read, by what else it holds.
        E::Schema => annotated.optional(&[Alias, Namespace]).children(SCHEMA_CHILDREN),
        E::EntityType => structured(annotated).optional(&[HasStream]).children(&[E::Key]),
        E::ComplexType => structured(annotated),
        E::Key => plain.children(&[E::PropertyRef]),
        E::PropertyRef => plain.required(&[Name]).optional(&[Alias]),
        E::Property => typed(annotated).optional(&[DefaultValue]),
        E::Parameter => typed(annotated),
        E::ReturnType => annotated.expected(&[Type]).optional(&[Nullable]).with(FACETS),
        E::Term => typed(annotated).optional(&[AppliesTo, BaseTerm, DefaultValue]),
        E::NavigationProperty => annotated
            .required(&[Name])
            .expected(&[Type])
            .optional(&[ContainsTarget, Nullable, Partner])
            .children(&[E::OnDelete, E::ReferentialConstraint]),
        E::ReferentialConstraint => annotated.required(&[Property, ReferencedProperty]),
        E::OnDelete => annotated.required(&[Action]),
        E::EnumType => annotated.required(&[Name]).optional(&[IsFlags, UnderlyingType]).children(&[E::Member]),
        E::Member => annotated.required(&[Name]).optional(&[Value]),
        E::TypeDefinition => annotated.required(&[Name, UnderlyingType]).with(FACETS),
        E::Action => operation(annotated),
        E::Function => operation(annotated).optional(&[IsComposable]),
        E::EntityContainer => annotated.required(&[Name]).optional(&[Extends]).children(CONTAINER_CHILDREN),
        E::EntitySet => annotated
            .required(&[Name, EntityType])
            .optional(&[IncludeInServiceDocument])
            .children(&[E::NavigationPropertyBinding]),
        E::Singleton => annotated
            .required(&[Name])
            .expected(&[Type])
            .optional(&[Nullable])
            .children(&[E::NavigationPropertyBinding]),
        E::NavigationPropertyBinding => annotated.required(&[Path, Target]),
        E::ActionImport => annotated.required(&[Name, Action]).optional(&[EntitySet]),
        E::FunctionImport => {
            annotated.required(&[Name]).expected(&[Function]).optional(&[EntitySet, IncludeInServiceDocument])
        }
        E::Annotations => annotated.expected(&[Target]).optional(&[Qualifier]),
        E::Annotation => valued(annotated).expected(&[Term]).optional(&[Qualifier]),
        E::PropertyValue => valued(annotated).expected(&[Property]),
        _ => plain,
    }
}

/// CSDL 14.3, 14.4.
const fn expression(element: E) -> Rule {
    let annotated = Rule::ANNOTATED;
    match element {
        E::Neg | E::Not | E::UrlRef => annotated.operands(1, 1),
        E::If => annotated.operands(2, 3),
        E::Cast | E::IsOf => annotated.expected(&[Type]).with(FACETS).operands(1, 1),
        E::Apply => annotated.expected(&[Function]).operands(0, usize::MAX),
        E::LabeledElement => valued(annotated).expected(&[Name]),
        E::Collection => Rule::EMPTY.operands(0, usize::MAX),
        E::Null => annotated,
        E::Record => annotated.optional(&[Type]).children(&[E::PropertyValue]),
        _ if ElementSet::of(BINARY_OPERATORS).contains(element) => annotated.operands(2, 2),
        _ => Rule::EMPTY,
    }
}

const SCHEMA_CHILDREN: &[E] = &[
    E::Action,
    E::Annotations,
    E::ComplexType,
    E::EntityContainer,
    E::EntityType,
    E::EnumType,
    E::Function,
    E::Term,
    E::TypeDefinition,
];

const CONTAINER_CHILDREN: &[E] = &[E::ActionImport, E::EntitySet, E::FunctionImport, E::Singleton];

const fn structured(rule: Rule) -> Rule {
    rule.required(&[Name]).optional(&[Abstract, BaseType, OpenType]).children(&[E::NavigationProperty, E::Property])
}

const fn typed(rule: Rule) -> Rule {
    rule.required(&[Name]).expected(&[Type]).optional(&[Nullable]).with(FACETS)
}

const fn operation(rule: Rule) -> Rule {
    rule.required(&[Name]).optional(&[EntitySetPath, IsBound]).children(&[E::Parameter, E::ReturnType])
}

const fn valued(rule: Rule) -> Rule {
    rule.with(INLINE).operands(0, 1)
}

/// Elements of OData 1 to 3 that documents which claim OData 4 still hold.
pub(super) const OLD_ELEMENTS: &[&str] = &[
    "Association",
    "AssociationSet",
    "CollectionType",
    "Dependent",
    "Documentation",
    "End",
    "Principal",
    "RowType",
    "TypeAnnotation",
    "TypeRef",
    "Using",
    "ValueAnnotation",
    "ValueTerm",
];

/// Attributes of OData 1 to 3 that documents which claim OData 4 still hold.
pub(super) const OLD_ATTRIBUTES: &[&str] = &[
    "CollectionKind",
    "ConcurrencyMode",
    "FixedLength",
    "FromRole",
    "IsDefaultEntityContainer",
    "IsSideEffecting",
    "Mode",
    "Relationship",
    "ReturnType",
    "ToRole",
];
