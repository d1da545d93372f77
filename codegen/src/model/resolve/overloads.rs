//! What tells overloads apart (CSDL 12.2, 12.4): the binding parameter's type and the set of parameter names.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::csdl::ast::{self, OperationKind};
use crate::diagnostics::Diagnostic;
use crate::model::ids::NamespaceId;
use crate::model::types::{Operation, Type, TypeRef};
use crate::source::Span;

use super::Faults;

/// A parameter type; types that no document declares are compared by their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TypeKey<'a> {
    ty: Type,
    collection: bool,
    unresolved: &'a str,
}

impl<'a> TypeKey<'a> {
    pub(super) fn new(reference: &TypeRef, written: &'a str) -> Self {
        Self::of(reference.ty, reference.collection, written)
    }

    pub(super) fn of(ty: Type, collection: bool, written: &'a str) -> Self {
        let unresolved = if ty == Type::Unresolved { written } else { "" };
        Self { ty, collection, unresolved }
    }

    pub(super) fn is_unresolved(&self) -> bool {
        self.ty == Type::Unresolved
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Binding<'a> {
    namespace: NamespaceId,
    name: &'a str,
    kind: OperationKind,
    binding: Option<TypeKey<'a>>,
}

/// The overloads that were seen.
#[derive(Default)]
pub(super) struct Overloads<'a> {
    seen: BTreeMap<(Binding<'a>, Vec<&'a str>), Span>,
    /// Overloads of an action differ by their binding parameter alone.
    actions: BTreeMap<Binding<'a>, Span>,
}

impl<'a> Overloads<'a> {
    /// Whether the overload was not seen before.
    pub(super) fn admit(
        &mut self,
        operation: &Operation,
        item: &'a ast::Operation<'a>,
        signature: &[TypeKey<'a>],
        faults: &mut Faults<'_>,
    ) -> bool {
        let name = &*item.name.value;
        let bound = usize::from(operation.is_bound);
        let key = || Binding {
            namespace: operation.name.namespace,
            name,
            kind: operation.kind,
            binding: signature.iter().take(bound).next().copied(),
        };
        let mut parameters: Vec<&str> = item.parameters.iter().skip(bound).map(|item| &*item.name.value).collect();
        parameters.sort_unstable();
        match self.seen.entry((key(), parameters)) {
            Entry::Occupied(first) => {
                let text = format!("overload of `{name}` is declared twice");
                faults.push(
                    Diagnostic::warning("duplicate-overload", item.name.span, text)
                        .label("same binding type and parameter names")
                        .also(*first.get(), "first declared here")
                        .about([*first.get()])
                        .help("the first declaration is taken"),
                );
                return false;
            }
            Entry::Vacant(entry) => entry.insert(item.name.span),
        };
        if operation.kind == OperationKind::Action {
            let first = *self.actions.entry(key()).or_insert(item.name.span);
            if first != item.name.span {
                let text = format!("action `{name}` is declared with other parameters already");
                faults.push(
                    Diagnostic::warning("ambiguous-overload", item.name.span, text)
                        .label("same binding type")
                        .also(first, "first declared here")
                        .about([first, item.name.span])
                        .help("both are kept; overloads of an action differ by their binding type alone"),
                );
            }
        }
        true
    }
}
