//! Entity types and complex types: bases first, then members along the lineage, then keys.

use crate::model::ids::{Id, StructuredId, known};
use crate::model::types::{QualifiedName, StructuredType, Type};
use crate::model::vocab::Meta;

use crate::model::resolve::declare::Declarations;
use crate::model::resolve::{Resolver, chains};

impl<'a> Resolver<'a> {
    /// Resolves all structured types.
    pub(in crate::model::resolve) fn structured_types(&mut self, declarations: &Declarations<'a>) {
        self.shells(declarations);
        let bases = self.bases(declarations);
        let order = chains::successors_first(&bases);
        self.inherit(&order);
        self.members(declarations);
        self.keys(declarations, &order);
        for (index, declared) in declarations.structured.iter().enumerate() {
            let (meta, extras) = self.meta(declared.place, &declared.item.annotations);
            self.restrict(declared.place, StructuredId(index as u32), extras.navigation);
            if let Some(ty) = self.model.structured.get_mut(index) {
                ty.meta = meta;
            }
        }
    }

    /// All types without content, so that any of them can be referred to.
    fn shells(&mut self, declarations: &Declarations<'a>) {
        self.model.structured = declarations
            .structured
            .iter()
            .map(|declared| StructuredType {
                kind: declared.item.kind,
                name: QualifiedName {
                    namespace: declared.place.namespace,
                    name: declared.item.name.value.as_ref().into(),
                },
                base: None,
                derived: Vec::new(),
                inherits_from: None,
                keyed_by: None,
                is_abstract: declared.item.is_abstract,
                is_open: declared.item.open_type,
                has_stream: declared.item.has_stream,
                key: Vec::new(),
                properties: Vec::new(),
                navigation: Vec::new(),
                meta: Meta::default(),
                span: declared.item.span,
            })
            .collect();
    }

    /// Notes from which ancestors each type inherits; all that types, annotations and operations declare is known.
    pub(in crate::model::resolve) fn lineages(&mut self) {
        let mut declares: Vec<bool> = self.model.structured.iter().map(declares_any).collect();
        for operation in self.model.operations.iter().filter(|operation| operation.is_bound) {
            if let Some(Type::Structured(id)) = operation.parameters.first().map(|binding| binding.ty.ty)
                && let Some(declares) = declares.get_mut(id.index())
            {
                *declares = true;
            }
        }
        for id in self.model.bases_first() {
            let base = self.model.structured_type(id).base;
            let inherited = base.map(|base| {
                let ty = self.model.structured_type(base);
                let inherits_from =
                    if declares.get(base.index()) == Some(&true) { Some(base) } else { ty.inherits_from };
                (inherits_from, ty.keyed_by)
            });
            let (inherits_from, inherited_key) = inherited.unwrap_or_default();
            if let Some(ty) = self.model.structured.get_mut(id.index()) {
                ty.inherits_from = inherits_from;
                ty.keyed_by = if ty.key.is_empty() { inherited_key } else { Some(id) };
            }
        }
    }

    /// Passes on to subtypes what they inherit; `order` has base types first.
    fn inherit(&mut self, order: &[usize]) {
        for &index in order {
            let Some(base) = self.model.structured.get(index).and_then(|ty| ty.base) else { continue };
            let base_index = base.index();
            let Some((open, stream)) =
                self.model.structured.get(base_index).map(|base| (base.is_open, base.has_stream))
            else {
                continue;
            };
            if let Some(ty) = self.model.structured.get_mut(index) {
                ty.is_open |= open;
                ty.has_stream |= stream;
            }
            let unknown = known(&self.incomplete, base);
            if let Some(incomplete) = self.incomplete.get_mut(index) {
                *incomplete |= unknown;
            }
        }
    }
}

/// Whether a type has members or keys of its own.
fn declares_any(ty: &StructuredType) -> bool {
    let has_members = !ty.properties.is_empty() || !ty.navigation.is_empty();
    has_members || !ty.key.is_empty() || !ty.meta.get().alternate_keys.is_empty()
}
