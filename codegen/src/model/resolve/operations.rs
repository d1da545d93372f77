//! Actions and functions (CSDL 12), overload by overload.

use crate::csdl::ast;
use crate::diagnostics::Diagnostic;
use crate::model::ids::OperationId;
use crate::model::types::{Operation, Parameter, QualifiedName, TypeRef};

use super::declare::{Declarations, Declared};
use super::overloads::{Overloads, TypeKey};
use super::{Place, Resolver};

impl<'a> Resolver<'a> {
    /// Resolves all operations; identical overloads are left out.
    pub(super) fn operations(&mut self, declarations: &Declarations<'a>) {
        let mut overloads = Overloads::default();
        for declared in &declarations.operations {
            let operation = self.operation(declared);
            let signature: Vec<_> = declared
                .item
                .parameters
                .iter()
                .zip(&operation.parameters)
                .map(|(written, parameter)| TypeKey::new(&parameter.ty, &written.type_use.type_name.name.value))
                .collect();
            if overloads.admit(&operation, declared.item, &signature, &mut self.faults) {
                let id = OperationId(self.model.operations.len() as u32);
                let key = (declared.place.namespace, &*declared.item.name.value);
                self.names.operations.entry(key).or_default().push(id);
                self.model.operations.push(operation);
                self.signatures.push(signature);
            }
        }
    }

    fn operation(&mut self, declared: &Declared<'a, ast::Operation<'a>>) -> Operation {
        let Declared { item, place } = *declared;
        let parameters = self.parameters(place, item);
        let returns = item.return_type.as_ref().map(|returns| self.returns(place, returns));
        let returns_meta = item.return_type.as_ref().map(|returns| self.meta(place, &returns.annotations).0);
        if item.is_bound && parameters.is_empty() {
            let text = format!("`{}` is bound and has no parameter to bind", item.name.value);
            let fault = Diagnostic::warning("missing-binding-parameter", item.name.span, text)
                .label("`IsBound` is true")
                .help("it is taken for unbound; the first parameter of a bound operation is the binding parameter");
            self.faults.push(fault);
        }
        let (meta, _) = self.meta(place, &item.annotations);
        Operation {
            kind: item.kind,
            name: QualifiedName { namespace: place.namespace, name: item.name.value.as_ref().into() },
            is_bound: item.is_bound && !parameters.is_empty(),
            is_composable: item.is_composable,
            entity_set_path: item.entity_set_path.as_ref().map(|text| text.value.as_ref().into()),
            parameters,
            returns,
            returns_meta: returns_meta.unwrap_or_default(),
            meta,
            span: item.span,
        }
    }

    fn returns(&mut self, place: Place, returns: &'a ast::ReturnType<'a>) -> TypeRef {
        self.type_use(place, &returns.type_use)
    }

    fn parameters(&mut self, place: Place, item: &'a ast::Operation<'a>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::with_capacity(item.parameters.len());
        let mut names = std::collections::BTreeMap::new();
        for parameter in &item.parameters {
            let ty = self.type_use(place, &parameter.type_use);
            let (meta, extras) = self.meta(place, &parameter.annotations);
            let first = *names.entry(&*parameter.name.value).or_insert(parameter.name.span);
            if first != parameter.name.span {
                let text = format!("parameter `{}` is declared twice", parameter.name.value);
                let fault = Diagnostic::warning("duplicate-parameter", parameter.name.span, text)
                    .label("declared again here")
                    .also(first, "first declared here")
                    .help("the first declaration is taken");
                self.faults.push(fault);
                continue;
            }
            parameters.push(Parameter {
                name: parameter.name.value.as_ref().into(),
                ty,
                is_optional: extras.optional,
                meta,
            });
        }
        parameters
    }
}
