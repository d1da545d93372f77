//! Action imports and function imports (CSDL 13.5, 13.6).

use crate::csdl::ast::{self, OperationKind};
use crate::diagnostics::Diagnostic;
use crate::model::ids::{NamespaceId, OperationId};
use crate::model::types::OperationImport;

use crate::model::resolve::types::type_names::in_namespace;
use crate::model::resolve::{Place, Resolver};

impl<'a> Resolver<'a> {
    /// Resolves one to all unbound overloads of its operation.
    pub(in crate::model::resolve) fn operation_import(
        &mut self,
        place: Place,
        item: &'a ast::OperationImport<'a>,
    ) -> OperationImport {
        let written: &'a str = &item.operation.value;
        let is_operation = |namespace, name: &str| !self.names.overloads(namespace, name).is_empty();
        let (namespace, name) = match self.names.divide(place.document, written, is_operation) {
            Some((prefix, name)) => {
                let found = in_namespace(&self.names, &mut self.faults, place, prefix, &item.operation);
                (found.map(|(namespace, _)| namespace), name)
            }
            None => (Some(place.namespace), written),
        };
        let operations = namespace.map(|namespace| self.imported(namespace, name, item)).unwrap_or_default();
        let (meta, _) = self.meta(place, &item.annotations);
        OperationImport {
            kind: item.kind,
            name: item.name.value.as_ref().into(),
            operations,
            entity_set: item.entity_set.as_ref().map(|text| text.value.as_ref().into()),
            meta,
            span: item.span,
        }
    }

    fn imported(&mut self, namespace: NamespaceId, name: &str, item: &ast::OperationImport<'_>) -> Vec<OperationId> {
        let (kind, import) = match item.kind {
            OperationKind::Action => ("action", "action import"),
            OperationKind::Function => ("function", "function import"),
        };
        let Some(overloads) = self.overloads(namespace, name) else { return Vec::new() };
        let is_kind = |id: &&OperationId| self.model.operation(**id).kind == item.kind;
        let unbound: Vec<_> =
            overloads.iter().filter(is_kind).filter(|id| !self.model.operation(**id).is_bound).copied().collect();
        if unbound.is_empty() {
            let other = overloads.first().map(|id| self.model.operation(*id));
            let text = format!("{import} `{}` has no unbound {kind} `{}`", item.name.value, item.operation.value);
            let fault = Diagnostic::warning("unresolved-operation", item.operation.span, text);
            let fault = match other {
                Some(other) if other.kind == item.kind => {
                    fault.label("bound only").also(other.span, "only unbound operations can be imported")
                }
                Some(other) => fault.label(format!("not of kind {kind}")).also(other.span, "declared here"),
                None => {
                    let fault = fault.label(format!("no such {kind}"));
                    self.faults.suggest_in(fault, &self.names.operations, namespace, name)
                }
            };
            self.faults.push(fault.help("the import is left without an operation"));
        }
        unbound
    }
}
