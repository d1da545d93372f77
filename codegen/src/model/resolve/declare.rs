//! The first pass: which namespaces, aliases and types there are. Types get their ids here, before any content.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::csdl::ast::{self, Text};
use crate::diagnostics::Diagnostic;
use crate::model::ids::{ContainerId, EnumId, Id, NamespaceId, StructuredId, TypeDefinitionId};
use crate::model::types::{Model, Namespace};
use crate::model::vocab::Meta;
use crate::source::Span;

use super::{Faults, Names, Place};
use crate::model::names::Symbol;

/// A schema child and where it stands.
#[derive(Debug)]
pub(super) struct Declared<'a, T> {
    pub(super) item: &'a T,
    pub(super) place: Place,
}

/// The schema children of all documents. The position of a type or a container is its id.
#[derive(Debug, Default)]
pub(super) struct Declarations<'a> {
    pub(super) structured: Vec<Declared<'a, ast::StructuredType<'a>>>,
    pub(super) enums: Vec<Declared<'a, ast::EnumType<'a>>>,
    pub(super) definitions: Vec<Declared<'a, ast::TypeDefinition<'a>>>,
    pub(super) operations: Vec<Declared<'a, ast::Operation<'a>>>,
    pub(super) containers: Vec<Declared<'a, ast::EntityContainer<'a>>>,
    pub(super) schemas: Vec<Declared<'a, ast::Schema<'a>>>,
}

impl<'a> Declarations<'a> {
    /// Collects the names of all documents; the model holds the namespaces.
    pub(super) fn collect(documents: &'a [ast::Document<'a>], faults: &mut Faults<'a>) -> (Names<'a>, Self, Model) {
        let mut collector =
            Collector { names: Names::default(), found: Self::default(), model: Model::default(), faults };
        for (index, document) in documents.iter().enumerate() {
            for schema in &document.schemas {
                collector.schema(index, schema);
            }
        }
        for document in documents {
            collector.document(document);
        }
        let Collector { mut names, found, mut model, .. } = collector;
        names.some_have_dots = found.some_have_dots();
        for namespace in &mut model.namespaces {
            namespace.aliases.sort_unstable();
            namespace.aliases.dedup();
        }
        (names, found, model)
    }

    /// Whether the name of a type, an operation or a container has dots.
    fn some_have_dots(&self) -> bool {
        let structured = self.structured.iter().map(|declared| &declared.item.name);
        let enums = self.enums.iter().map(|declared| &declared.item.name);
        let definitions = self.definitions.iter().map(|declared| &declared.item.name);
        let operations = self.operations.iter().map(|declared| &declared.item.name);
        let containers = self.containers.iter().map(|declared| &declared.item.name);
        let mut names = structured.chain(enums).chain(definitions).chain(operations).chain(containers);
        names.any(|name| name.value.contains('.'))
    }

    /// How many members there are, roughly: what bounds the work of later passes.
    pub(super) fn members(&self) -> usize {
        let properties = |declared: &Declared<'_, ast::StructuredType<'_>>| {
            declared.item.properties.len() + declared.item.navigation_properties.len()
        };
        let blocks = |declared: &Declared<'_, ast::Schema<'_>>| declared.item.annotation_blocks.len();
        self.structured.iter().map(properties).sum::<usize>()
            + self.operations.len()
            + self.schemas.iter().map(blocks).sum::<usize>()
    }
}

/// A table of names that must be unique in their namespace.
struct Collector<'a, 'f, 'd> {
    names: Names<'a>,
    found: Declarations<'a>,
    model: Model,
    faults: &'f mut Faults<'d>,
}

impl<'a> Collector<'a, '_, '_> {
    fn schema(&mut self, document: usize, schema: &'a ast::Schema<'a>) {
        let namespace = self.namespace(&schema.namespace.value);
        let place = Place { document, namespace };
        self.found.schemas.push(Declared { item: schema, place });
        for item in &schema.structured_types {
            let id = StructuredId(id(self.found.structured.len()));
            if self.type_name(place, &item.name, Symbol::Structured(id)) {
                self.found.structured.push(Declared { item, place });
            }
        }
        for item in &schema.enum_types {
            let id = EnumId(id(self.found.enums.len()));
            if self.type_name(place, &item.name, Symbol::Enum(id)) {
                self.found.enums.push(Declared { item, place });
            }
        }
        for item in &schema.type_definitions {
            let id = TypeDefinitionId(id(self.found.definitions.len()));
            if self.type_name(place, &item.name, Symbol::Definition(id)) {
                self.found.definitions.push(Declared { item, place });
            }
        }
        self.found.operations.extend(schema.operations.iter().map(|item| Declared { item, place }));
        for item in &schema.containers {
            self.container(place, item);
        }
        self.names.terms.extend(schema.terms.iter().map(|term| (namespace, &*term.name.value)));
    }

    fn namespace(&mut self, name: &'a str) -> NamespaceId {
        let next = NamespaceId(id(self.model.namespaces.len()));
        let known = *self.names.namespaces.entry(name).or_insert(next);
        if known == next {
            self.model.namespaces.push(Namespace {
                name: name.into(),
                aliases: Vec::new(),
                is_default: false,
                meta: Meta::default(),
            });
        }
        known
    }

    /// Whether the name was free.
    fn type_name(&mut self, place: Place, name: &'a Text<'a>, symbol: Symbol) -> bool {
        match self.names.types.entry((place.namespace, &name.value)) {
            Entry::Vacant(entry) => {
                entry.insert((symbol, name.span));
                true
            }
            Entry::Occupied(entry) => {
                let first = entry.get().1;
                self.faults.push(duplicate("duplicate-type", "type", name, first));
                false
            }
        }
    }

    fn container(&mut self, place: Place, item: &'a ast::EntityContainer<'a>) {
        let id = ContainerId(id(self.found.containers.len()));
        match self.names.containers.entry((place.namespace, &item.name.value)) {
            Entry::Vacant(entry) => {
                entry.insert((id, item.name.span));
                self.found.containers.push(Declared { item, place });
            }
            Entry::Occupied(entry) => {
                let first = entry.get().1;
                self.faults.push(duplicate("duplicate-container", "entity container", &item.name, first));
            }
        }
    }

    /// The aliases and includes of one document.
    fn document(&mut self, document: &'a ast::Document<'a>) {
        let mut aliases = BTreeMap::new();
        let own: BTreeMap<_, _> =
            document.schemas.iter().rev().map(|schema| (&*schema.namespace.value, schema.namespace.span)).collect();
        for reference in &document.references {
            for include in &reference.includes {
                self.names.included.entry(&include.namespace.value).or_insert(&reference.uri);
                if let Some(alias) = &include.alias {
                    self.alias(&mut aliases, &own, alias, &include.namespace.value);
                }
            }
        }
        for schema in &document.schemas {
            if let Some(alias) = &schema.alias {
                self.alias(&mut aliases, &own, alias, &schema.namespace.value);
            }
        }
        self.names.aliases.push(aliases.into_iter().map(|(alias, (namespace, _))| (alias, namespace)).collect());
    }

    fn alias(
        &mut self,
        aliases: &mut BTreeMap<&'a str, (&'a str, Span)>,
        own: &BTreeMap<&str, Span>,
        alias: &'a Text<'a>,
        namespace: &'a str,
    ) {
        if let Some(fault) = reserved(own, alias, namespace) {
            self.faults.push(fault);
            return;
        }
        let (first, span) = *aliases.entry(&alias.value).or_insert((namespace, alias.span));
        if first != namespace {
            let text = format!("alias `{}` stands for two namespaces", alias.value);
            let fault = Diagnostic::warning("duplicate-alias", alias.span, text)
                .label(format!("here for `{namespace}`"))
                .also(span, format!("first declared here, for `{first}`"))
                .help("the first one is taken; give the other an alias of its own");
            self.faults.push(fault);
            return;
        }
        let shared = self.names.all_aliases.entry(&alias.value).or_insert(Some(namespace));
        if *shared != Some(namespace) {
            *shared = None;
        }
        let known = self.names.namespaces.get(namespace).map(|id| id.index());
        if let Some(known) = known.and_then(|index| self.model.namespaces.get_mut(index)) {
            known.aliases.push(alias.value.as_ref().into());
        }
    }
}

/// Why the alias cannot be one: it is reserved, or a namespace of its own document.
fn reserved(own: &BTreeMap<&str, Span>, alias: &Text<'_>, namespace: &str) -> Option<Diagnostic> {
    const RESERVED: [&str; 4] = ["Edm", "odata", "System", "Transient"];
    let name = &*alias.value;
    let own = own.get(name).filter(|_| name != namespace);
    let fault = Diagnostic::warning("invalid-alias", alias.span, format!("`{name}` cannot be an alias"));
    if RESERVED.contains(&name) {
        Some(fault.label("reserved by the standard").help("the alias is ignored; choose another name"))
    } else {
        own.map(|span| {
            fault
                .label(format!("of `{namespace}`"))
                .also(*span, "this document declares a namespace of that name")
                .help("the alias is ignored; choose another name")
        })
    }
}

/// A name that its namespace has already.
fn duplicate(code: &'static str, what: &str, name: &Text<'_>, first: Span) -> Diagnostic {
    Diagnostic::warning(code, name.span, format!("{what} `{}` is declared twice", name.value))
        .label("declared again here")
        .also(first, "first declared here")
        .about([first])
        .help("the first declaration is taken")
}

/// Positions fit: a document has fewer than 4 GiB, and each item takes more than one byte of it.
fn id(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
