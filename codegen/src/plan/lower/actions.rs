//! The parameters of actions as items.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::ids::OperationId;
use crate::model::{Nullability, Operation, Parameter};

use super::Lowering;
use crate::plan::items::{ActionItem, ActionParameterItem, Docs, ParameterItem, Presence, TypePath, code, words};
use crate::plan::{docs, types};

impl Lowering<'_> {
    /// A type for the parameters of every kept action that has any.
    pub(crate) fn action_items(&mut self) -> BTreeMap<OperationId, Arc<ActionItem>> {
        let paths: Vec<_> = self.paths.actions.iter().map(|(id, path)| (*id, path.clone())).collect();
        paths.into_iter().map(|(id, path)| (id, Arc::new(self.action_item(id, path)))).collect()
    }

    fn action_item(&mut self, id: OperationId, path: TypePath) -> ActionItem {
        let operation = self.model.operation(id);
        let parameters = operation.beside_binding();
        let items = self.parameter_items(operation, parameters);
        let parameters =
            parameters.iter().zip(items).map(|(parameter, item)| action_parameter(parameter, item)).collect();
        ActionItem { path, docs: self.action_docs(operation), parameters, constants: self.constants_of_action(id) }
    }

    fn action_docs(&self, operation: &Operation) -> Docs {
        let name = self.model.full_name(&operation.name);
        let mut sentence = vec![words("The parameters of the action "), code(name)];
        if let Some(binding) = operation.parameters.first().filter(|_| operation.is_bound) {
            sentence.extend([words(", bound to "), code(types::schema_type(self.model, &binding.ty))]);
        }
        sentence.push(words("."));
        docs::plain(sentence)
    }
}

fn action_parameter(parameter: &Parameter, item: ParameterItem) -> ActionParameterItem {
    let presence = presence_in_action(parameter);
    let mut docs = docs::docs(&parameter.meta);
    if presence == Presence::OptionalOrNull {
        let sentence = [code("None"), words(" leaves the parameter out, "), code("Some(None)"), words(" sends null.")];
        docs::remark(&mut docs, sentence);
    }
    ActionParameterItem { parameter: ParameterItem { presence, ..item }, docs }
}

/// What is not given is not sent, which means null (Protocol 11.5.5.1), unless the parameter is optional.
fn presence_in_action(parameter: &Parameter) -> Presence {
    if parameter.is_optional && is_nullable(parameter) {
        Presence::OptionalOrNull
    } else if parameter.is_optional || parameter.ty.nullable != Nullability::NonNullable {
        Presence::Optional
    } else {
        Presence::Required
    }
}

/// Whether null is a value of the parameter.
pub(crate) fn is_nullable(parameter: &Parameter) -> bool {
    !parameter.ty.collection && parameter.ty.nullable != Nullability::NonNullable
}
