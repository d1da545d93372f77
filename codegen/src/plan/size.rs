//! How much Rust a slice becomes, estimated before it is planned: what types inherit is written again at each of them, so
//! that output can grow with the square of the input.

use std::collections::BTreeMap;

use crate::config::Limits;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ids::{Id, NamespaceId, OperationId, StructuredId, known};
use crate::model::{Meta, Model, Operation, StructuredType, Type, TypeRef};
use crate::select::Selection;

use super::hierarchy::Hierarchy;
use super::overloads::Bound;

/// Output of up to this many bytes is written, whatever it repeats.
const ANY: u64 = 32 * MEGABYTE;

/// Larger output may have this many times the size that it has where nothing is repeated.
///
/// Of 560 documents of real services (Microsoft Graph, SAP, Dynamics, samples) none has more than 1.8 times that size; all of
/// Redfish together, whose types are chains of up to 55 versions, has 2.7 times, 41 MB by this estimate. A chain of 3,000
/// types with a property each has 300 times.
const TIMES: u64 = 16;

const MEGABYTE: u64 = 1_000_000;

/// The estimates, in bytes of Rust.
#[derive(Debug, Default)]
struct Sizes {
    /// What is declared, each thing once.
    declared: u64,
    /// What is written.
    written: u64,
    /// What is repeated, by why it is.
    repeated: [Repeated; 4],
}

/// What is repeated for one reason.
#[derive(Clone, Copy, Debug, Default)]
struct Repeated {
    total: u64,
    /// What repeats most, and how much.
    worst: Option<(u64, Cause)>,
}

/// Why something is written more than once.
#[derive(Clone, Copy, Debug)]
enum Cause {
    /// The members of a type, by the types that derive from it.
    Inherited(StructuredId),
    /// The types that derive from one, in an enumeration.
    Alternatives(StructuredId),
    /// The aliases of a namespace, by its types.
    Aliases(NamespaceId),
    /// The overloads of an operation, by the import of that index.
    Overloads(usize),
}

impl Cause {
    fn index(self) -> usize {
        match self {
            Self::Inherited(_) => 0,
            Self::Alternatives(_) => 1,
            Self::Aliases(_) => 2,
            Self::Overloads(_) => 3,
        }
    }
}

impl Sizes {
    fn repeat(&mut self, bytes: u64, cause: Cause) {
        let Some(repeated) = self.repeated.get_mut(cause.index()) else { return };
        repeated.total = repeated.total.saturating_add(bytes);
        if bytes > repeated.worst.map_or(0, |(most, _)| most) {
            repeated.worst = Some((bytes, cause));
        }
    }

    /// The worst case of the reason that takes most.
    fn worst(&self) -> Option<Cause> {
        let most = self.repeated.iter().max_by_key(|repeated| repeated.total)?;
        most.worst.map(|(_, cause)| cause)
    }
}

/// What a type declares, or what it and its ancestors do.
#[derive(Clone, Copy, Debug, Default)]
struct Members {
    /// Fields of the type itself.
    fields: u64,
    /// The same fields where they are inherited, with less documentation.
    inherited: u64,
    methods: u64,
}

/// Whether a slice stays within the limit of what may be written; if not, says so.
pub(super) fn check(
    model: &Model,
    selection: &Selection,
    hierarchy: &Hierarchy,
    bound: &Bound,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> bool {
    let mut estimate =
        Estimate { model, selection, hierarchy, bound, operations: BTreeMap::new(), sizes: Sizes::default() };
    estimate.operations();
    estimate.types();
    estimate.container();
    let Estimate { sizes, .. } = estimate;
    let limit = match limits.output {
        Some(megabytes) => megabytes.saturating_mul(MEGABYTE),
        None => ANY.max(sizes.declared.saturating_mul(TIMES)),
    };
    if sizes.written <= limit {
        return true;
    }
    diagnostics.push(too_large(model, selection, hierarchy, &sizes, limit));
    false
}

/// Walks over what is kept.
struct Estimate<'a> {
    model: &'a Model,
    selection: &'a Selection,
    hierarchy: &'a Hierarchy,
    bound: &'a Bound,
    /// What a method takes that calls the operation.
    operations: BTreeMap<OperationId, u64>,
    sizes: Sizes,
}

impl Estimate<'_> {
    fn operations(&mut self) {
        let sizes = self.selection.operations.keys().map(|id| (*id, self.operation(*id)));
        self.operations = sizes.collect();
        let unbound = self.operations.iter().filter(|(id, _)| !self.model.operation(**id).is_bound);
        let unbound = unbound.map(|(_, size)| size).sum();
        self.declare(unbound);
    }

    fn types(&mut self) {
        let order = self.model.bases_first();
        let mut totals = vec![Members::default(); order.len()];
        let aliases = self.aliases();
        for id in order {
            let ty = self.model.structured_type(id);
            let own = self.members(id, ty);
            let above = ty.base.map(|base| known(&totals, base)).unwrap_or_default();
            if let Some(total) = totals.get_mut(id.index()) {
                total.inherited = above.inherited.saturating_add(own.inherited);
                total.methods = above.methods.saturating_add(own.methods);
            }
            if !self.selection.structured.contains_key(&id) {
                continue;
            }
            let itself = 1_200 + named(&ty.name.name) + text(&ty.meta);
            self.declare(itself + own.fields + own.methods);
            if self.hierarchy.owner(id) == id {
                self.write(own.fields.saturating_add(above.inherited));
            }
            self.write(itself + own.methods);
            self.write(above.methods);
            let heirs = self.hierarchy.descendants(id) as u64;
            self.sizes.repeat(own.inherited.saturating_add(own.methods).saturating_mul(heirs), Cause::Inherited(id));
            let alternatives = 400 * self.hierarchy.alternative_count(id) as u64;
            self.write(alternatives);
            self.sizes.repeat(alternatives, Cause::Alternatives(id));
            self.write(known(&aliases, ty.name.namespace));
        }
    }

    /// What the aliases of each namespace take at each of its types.
    fn aliases(&mut self) -> Vec<u64> {
        let of = |aliases: &[Box<str>]| aliases.iter().map(|alias| alias.len() as u64 + 16).sum::<u64>();
        let sizes: Vec<u64> = self.model.namespaces.iter().map(|namespace| of(&namespace.aliases)).collect();
        let mut types = vec![0_u64; sizes.len()];
        for id in self.selection.structured.keys() {
            if let Some(count) = types.get_mut(self.model.structured_type(*id).name.namespace.index()) {
                *count += 1;
            }
        }
        for ((size, types), index) in sizes.iter().zip(types).zip(0..) {
            self.declare(*size);
            self.sizes.repeat(size.saturating_mul(types), Cause::Aliases(NamespaceId(index)));
        }
        sizes
    }

    fn members(&self, id: StructuredId, ty: &StructuredType) -> Members {
        let mut members = Members::default();
        for property in &ty.properties {
            let default = property.default_value.as_ref().map_or(0, |value| value.len() as u64);
            members.field(self.field(&property.name, &property.ty), default + text(&property.meta), &property.meta);
        }
        for (index, property) in ty.navigation.iter().enumerate() {
            if self.selection.navigation.contains(&(id, index)) {
                members.field(self.field(&property.name, &property.ty), text(&property.meta), &property.meta);
                members.methods += self.method(&property.name, &property.meta, Some(&property.ty));
            }
        }
        let keys =
            ty.meta.get().alternate_keys.iter().map(|key| key.iter().map(|(name, _)| parameter(name)).sum::<u64>());
        let key = ty.key.iter().map(|part| parameter(&part.name)).sum::<u64>();
        members.methods += keys.chain((key > 0).then_some(key)).map(|parts| 300 + parts).sum::<u64>();
        for of_many in [false, true] {
            let operations = self.bound.of(Type::Structured(id), of_many);
            members.methods += self.calls(operations, 0);
        }
        members
    }

    fn field(&self, name: &str, ty: &TypeRef) -> u64 {
        // Its documentation ends with the name in the metadata.
        300 + named(name) + name.len() as u64 + 2 * self.type_name(ty)
    }

    fn method(&self, name: &str, meta: &Meta, answer: Option<&TypeRef>) -> u64 {
        240 + named(name) + text(meta) + answer.map_or(0, |ty| self.type_name(ty))
    }

    fn operation(&self, id: OperationId) -> u64 {
        let Operation { name, meta, parameters, returns, .. } = self.model.operation(id);
        let each = |(name, ty, meta)| parameter(name) + self.type_name(ty) + text(meta);
        let parameters = parameters.iter().map(|given| each((&given.name, &given.ty, &given.meta)));
        self.method(&name.name, meta, returns.as_ref()) + parameters.sum::<u64>()
    }

    /// The name of a type with that of its module; both are cut.
    fn type_name(&self, ty: &TypeRef) -> u64 {
        let name = match ty.ty {
            Type::Structured(id) => &self.model.structured_type(id).name,
            Type::Enum(id) => &self.model.enum_type(id).name,
            Type::Definition(id) => &self.model.type_definition(id).name,
            Type::Primitive(_) | Type::Abstract(_) | Type::Unresolved => return 8,
        };
        ident(&name.name) + ident(&self.model.namespace(name.namespace).name)
    }

    fn container(&mut self) {
        let Some(container) = self.selection.container.map(|id| self.model.container(id)) else { return };
        let sets = self.selection.entity_sets.iter().filter_map(|index| container.entity_sets.get(*index));
        let sets = sets.map(|set| self.method(&set.name, &set.meta, None)).sum::<u64>();
        let singletons = self.selection.singletons.iter().filter_map(|index| container.singletons.get(*index));
        let singletons = singletons.map(|one| self.method(&one.name, &one.meta, None)).sum::<u64>();
        self.declare(sets + singletons);
        self.write(sets + singletons);
        for index in &self.selection.imports {
            let Some(import) = container.imports.get(*index) else { continue };
            let itself = self.method(&import.name, &import.meta, None);
            let all = self.calls(&import.operations, itself);
            self.declare(itself);
            self.write(all);
            self.sizes.repeat(all, Cause::Overloads(*index));
        }
    }

    /// A method for each operation, with so much for each of them beside what the operation takes.
    fn calls(&self, operations: &[OperationId], each: u64) -> u64 {
        let kept = operations.iter().filter_map(|id| self.operations.get(id));
        kept.map(|size| size + each).fold(0, u64::saturating_add)
    }

    fn declare(&mut self, bytes: u64) {
        self.sizes.declared = self.sizes.declared.saturating_add(bytes);
    }

    fn write(&mut self, bytes: u64) {
        self.sizes.written = self.sizes.written.saturating_add(bytes);
    }
}

impl Members {
    /// Adds a field that takes so much without its documentation, and so much of that.
    fn field(&mut self, bytes: u64, docs: u64, meta: &Meta) {
        // Where it is inherited, it has the first paragraph.
        let paragraph = meta.get().description.as_ref().map_or(docs, |text| text.len() as u64);
        self.fields += bytes + docs;
        self.inherited += bytes + paragraph.min(docs);
    }
}

/// What a name takes: as an identifier, which is cut, and as it is sent.
fn named(name: &str) -> u64 {
    6 * ident(name) + 3 * name.len() as u64
}

fn ident(name: &str) -> u64 {
    name.len().min(super::naming::names::LONGEST) as u64
}

fn parameter(name: &str) -> u64 {
    80 + named(name)
}

/// The documentation.
fn text(meta: &Meta) -> u64 {
    meta.get().weight() as u64
}

fn too_large(model: &Model, selection: &Selection, hierarchy: &Hierarchy, sizes: &Sizes, limit: u64) -> Diagnostic {
    let megabytes = |bytes: u64| bytes.div_ceil(MEGABYTE);
    let message = format!(
        "about {} MB of Rust would be written, {} times what the metadata declares; the limit is {} MB",
        megabytes(sizes.written),
        sizes.written / sizes.declared.max(1),
        megabytes(limit),
    );
    let (span, most) = match sizes.worst() {
        Some(Cause::Inherited(id)) => {
            let (ty, heirs) = (model.structured_type(id), hierarchy.descendants(id));
            let name = model.full_name(&ty.name);
            (Some(ty.span), format!("what `{name}` declares is repeated by the {heirs} types that derive from it"))
        }
        Some(Cause::Alternatives(id)) => {
            let (ty, heirs) = (model.structured_type(id), hierarchy.descendants(id));
            let name = model.full_name(&ty.name);
            (Some(ty.span), format!("an enumeration lists `{name}` and the {heirs} types that derive from it"))
        }
        Some(Cause::Aliases(id)) => {
            let namespace = model.namespace(id);
            let (name, count) = (&namespace.name, namespace.aliases.len());
            (None, format!("each type of `{name}` repeats the {count} aliases of that namespace"))
        }
        Some(Cause::Overloads(index)) => {
            let import = selection.container.and_then(|id| model.container(id).imports.get(index));
            let count = import.map_or(0, |import| import.operations.len());
            (import.map(|import| import.span), format!("this import calls each of {count} overloads"))
        }
        None => (None, "all of it is needed once".to_owned()),
    };
    let diagnostic = Diagnostic::error("too-large-output", span, message);
    let diagnostic = match span {
        Some(_) => diagnostic.label(most),
        None => diagnostic.help(most),
    };
    diagnostic
        .help("generate what is used: name it in `include` under `[select]` in the manifest, or by `--include`")
        .help("or leave such types out: name them in `exclude`, or by `--exclude`")
        .help(format!(
            "or allow more: `output = {0}` under `[limits]` in the manifest, or `--limit-output {0}`",
            megabytes(sizes.written.saturating_add(sizes.written / 10)),
        ))
}
