//! Namespaces, the aliases of each document, and the tables of what the namespaces declare.

use std::collections::{BTreeMap, BTreeSet};

use crate::csdl::ast::Text;
use crate::model::ids::{ContainerId, EnumId, NamespaceId, OperationId, StructuredId, TypeDefinitionId};
use crate::model::types::Type;
use crate::source::Span;

/// What a type name stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Symbol {
    Structured(StructuredId),
    Enum(EnumId),
    Definition(TypeDefinitionId),
}

impl From<Symbol> for Type {
    fn from(symbol: Symbol) -> Self {
        match symbol {
            Symbol::Structured(id) => Self::Structured(id),
            Symbol::Enum(id) => Self::Enum(id),
            Symbol::Definition(id) => Self::Definition(id),
        }
    }
}

/// What stands before the last dot of a qualified name, resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Prefix<'a> {
    /// A namespace that some input declares.
    Given(NamespaceId),
    /// A namespace that a reference to this URI includes, but no input declares.
    Missing { uri: &'a Text<'a>, namespace: &'a str },
    /// Neither declared nor included anywhere.
    Unknown,
}

/// In how many places a qualified name is divided at most: documents are hostile, and no service needs more.
const MOST_DOTS: usize = 16;

/// A prefix, and whether only the alias of another document gave it a meaning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved<'a> {
    pub(crate) prefix: Prefix<'a>,
    pub(crate) foreign: bool,
}

/// An item of one namespace, with the place of its declaration.
type Table<'a, T> = BTreeMap<(NamespaceId, &'a str), T>;

/// All names of the inputs.
#[derive(Debug, Default)]
pub(in crate::model) struct Names<'a> {
    pub(crate) namespaces: BTreeMap<&'a str, NamespaceId>,
    /// By document: alias and namespace, sorted.
    pub(crate) aliases: Vec<Vec<(&'a str, &'a str)>>,
    /// The aliases of all documents; `None` where they disagree.
    pub(crate) all_aliases: BTreeMap<&'a str, Option<&'a str>>,
    /// The namespaces that some document includes, and from where.
    pub(crate) included: BTreeMap<&'a str, &'a Text<'a>>,
    pub(crate) types: Table<'a, (Symbol, Span)>,
    pub(crate) operations: Table<'a, Vec<OperationId>>,
    pub(crate) containers: Table<'a, (ContainerId, Span)>,
    pub(crate) terms: BTreeSet<(NamespaceId, &'a str)>,
    /// Whether some declared name has dots, which no simple identifier has.
    pub(crate) some_have_dots: bool,
}

impl<'a> Names<'a> {
    /// The namespace that the document means by an alias.
    fn alias(&self, document: usize, alias: &str) -> Option<&'a str> {
        let aliases = self.aliases.get(document)?;
        let index = aliases.binary_search_by(|(known, _)| (*known).cmp(alias)).ok()?;
        aliases.get(index).map(|(_, namespace)| *namespace)
    }

    /// The namespace that a prefix means in the document: the prefix itself where it is not an alias.
    pub(in crate::model) fn expand<'n>(&self, document: usize, prefix: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.alias(document, prefix).unwrap_or(prefix)
    }

    /// The namespace that a prefix means, the aliases of other documents included.
    pub(crate) fn full_name(&self, document: usize, prefix: &'a str) -> &'a str {
        let expanded = self.expand(document, prefix);
        if self.namespaces.contains_key(expanded) {
            return expanded;
        }
        self.all_aliases.get(prefix).copied().flatten().unwrap_or(expanded)
    }

    /// Whether the document gives the prefix a meaning, as an alias or as a namespace that is known.
    pub(in crate::model) fn knows(&self, document: usize, prefix: &str) -> bool {
        self.alias(document, prefix).is_some()
            || self.namespaces.contains_key(prefix)
            || self.included.contains_key(prefix)
    }

    /// Resolves the prefix of a qualified name.
    pub(crate) fn prefix(&self, document: usize, prefix: &str) -> Resolved<'a> {
        let known = match self.alias(document, prefix) {
            Some(namespace) => self.namespace(namespace),
            None => self.namespace(prefix),
        };
        if let Some(prefix) = known {
            return Resolved { prefix, foreign: false };
        }
        let foreign = self.all_aliases.get(prefix).copied().flatten().and_then(|namespace| self.namespace(namespace));
        match foreign {
            Some(prefix) => Resolved { prefix, foreign: true },
            None => Resolved { prefix: Prefix::Unknown, foreign: false },
        }
    }

    fn namespace(&self, name: &str) -> Option<Prefix<'a>> {
        if let Some(id) = self.namespaces.get(name) {
            return Some(Prefix::Given(*id));
        }
        self.included.get_key_value(name).map(|(namespace, uri)| Prefix::Missing { uri, namespace })
    }

    /// Divides a qualified name into namespace and simple name, such that `is_declared` finds the simple name in the
    /// namespace. Real services have dots in simple names; where nothing is found, the last dot divides.
    pub(in crate::model) fn divide<'n>(
        &self,
        document: usize,
        written: &'n str,
        is_declared: impl Fn(NamespaceId, &str) -> bool,
    ) -> Option<(&'n str, &'n str)>
    where
        'a: 'n,
    {
        let last = written.rsplit_once('.')?;
        if !self.some_have_dots {
            return Some(last);
        }
        let mut divided = written.rmatch_indices('.').take(MOST_DOTS).filter_map(|(dot, _)| {
            let (namespace, name) = written.split_at_checked(dot)?;
            Some((namespace, name.get(1..)?))
        });
        let found = divided.find(|(prefix, name)| match self.prefix(document, prefix).prefix {
            Prefix::Given(namespace) => is_declared(namespace, name),
            Prefix::Missing { .. } | Prefix::Unknown => false,
        });
        Some(found.unwrap_or(last))
    }

    /// Whether a namespace declares a type, an operation or a container of that name.
    pub(in crate::model) fn declares(&self, namespace: NamespaceId, name: &str) -> bool {
        self.symbol(namespace, name).is_some()
            || self.container(namespace, name).is_some()
            || !self.overloads(namespace, name).is_empty()
    }

    /// The type that a namespace declares.
    pub(crate) fn symbol(&self, namespace: NamespaceId, name: &str) -> Option<Symbol> {
        self.types.get(&(namespace, name)).map(|(symbol, _)| *symbol)
    }

    /// The overloads of the operation that a namespace declares.
    pub(crate) fn overloads<'n>(&'n self, namespace: NamespaceId, name: &'n str) -> &'n [OperationId] {
        self.operations.get(&(namespace, name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The container that a namespace declares.
    pub(crate) fn container(&self, namespace: NamespaceId, name: &str) -> Option<ContainerId> {
        self.containers.get(&(namespace, name)).map(|(id, _)| *id)
    }
}

/// The names that a table has in one namespace.
pub(crate) fn names_in<'t, 'a: 't, T>(
    table: &'t Table<'a, T>,
    namespace: NamespaceId,
) -> impl Iterator<Item = &'t str> {
    table.range((namespace, "")..).take_while(move |((id, _), _)| *id == namespace).map(|((_, name), _)| *name)
}
