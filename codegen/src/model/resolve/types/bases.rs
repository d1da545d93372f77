//! Base types: resolved, of the right kind, and without cycles.

use crate::csdl::ast::{StructuredKind, Text};
use crate::diagnostics::Diagnostic;
use crate::model::ids::{Id, StructuredId};
use crate::model::types::Type;

use crate::model::resolve::declare::Declarations;
use crate::model::resolve::{Place, Resolver, chains};

impl<'a> Resolver<'a> {
    /// Sets `base` and `derived` of all types, and notes whose ancestors are not all known.
    pub(in crate::model::resolve) fn bases(&mut self, declarations: &Declarations<'a>) -> Vec<Option<usize>> {
        self.incomplete = vec![false; declarations.structured.len()];
        let mut bases = Vec::with_capacity(declarations.structured.len());
        for (index, declared) in declarations.structured.iter().enumerate() {
            let base = declared.item.base_type.as_ref();
            let base = base.and_then(|name| self.base(declared.place, declared.item.kind, index, name));
            bases.push(base.map(|id| id.index()));
        }
        for cycle in chains::cycles(&bases) {
            self.cyclic(declarations, &cycle);
            if let Some(base) = cycle.first().and_then(|first| bases.get_mut(*first)) {
                *base = None;
            }
        }
        for (index, base) in bases.iter().enumerate() {
            let Some(base) = *base else { continue };
            if let Some(ty) = self.model.structured.get_mut(index) {
                ty.base = Some(StructuredId(base as u32));
            }
            if let Some(ty) = self.model.structured.get_mut(base) {
                ty.derived.push(StructuredId(index as u32));
            }
        }
        bases
    }

    fn base(&mut self, place: Place, kind: StructuredKind, index: usize, name: &'a Text<'a>) -> Option<StructuredId> {
        match self.type_named(place, name) {
            Type::Structured(id) => {
                if self.model.structured_type(id).kind != kind {
                    let (own, other) = match kind {
                        StructuredKind::Entity => ("an entity type", "a complex type"),
                        StructuredKind::Complex => ("a complex type", "an entity type"),
                    };
                    let text = format!("{own} derives from {other}");
                    let fault = Diagnostic::warning("invalid-base-type", name.span, text)
                        .label(other)
                        .help("its members are inherited all the same");
                    self.faults.push(fault);
                }
                Some(id)
            }
            Type::Unresolved => {
                if let Some(incomplete) = self.incomplete.get_mut(index) {
                    *incomplete = true;
                }
                None
            }
            Type::Primitive(_) | Type::Enum(_) | Type::Definition(_) | Type::Abstract(_) => {
                let text = format!("`{}` cannot be a base type", name.value);
                let fault = Diagnostic::warning("invalid-base-type", name.span, text)
                    .label("not a declared entity type or complex type")
                    .help("the type is taken to have no base type");
                self.faults.push(fault);
                None
            }
        }
    }

    fn cyclic(&mut self, declarations: &Declarations<'a>, cycle: &[usize]) {
        const SHOWN: usize = 5;
        let mut members = cycle.iter().filter_map(|index| declarations.structured.get(*index));
        let Some(first) = members.next() else { return };
        let span = first.item.base_type.as_ref().map_or(first.item.span, |base| base.span);
        let text = format!("type `{}` derives from itself", first.item.name.value);
        let mut fault = Diagnostic::error("cyclic-base-type", span, text).label("this base type leads back here");
        for member in members.take(SHOWN) {
            let span = member.item.base_type.as_ref().map_or(member.item.span, |base| base.span);
            fault = fault.also(span, format!("by way of `{}`", member.item.name.value));
        }
        self.faults.push(fault.help("remove one of these base types"));
    }
}
