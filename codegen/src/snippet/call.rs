//! Calls of functions and actions.

use crate::model::Operation;
use crate::model::graph::Position;
use crate::model::ids::OperationId;
use crate::plan::items::{ActionItem, Method, MethodStep, ParameterItem, Presence, RustType, Value};
use crate::plan::naming::overload::overload_path;
use crate::request::{Argument, StepKind};

use super::error::SnippetError;
use super::path::Walked;
use super::sample::{self, Form};
use super::{Chain, Snippets};

impl Snippets<'_> {
    /// An unbound operation, by its import.
    pub(super) fn import(&self, index: usize, id: OperationId, given: &[Argument], chain: &mut Chain) -> Walked {
        let import = self.container.and_then(|container| container.imports.get(index));
        let name = import.map_or("", |import| &import.name);
        let operation = self.model.operation(id);
        let method = self.index.entry(name, Some(&overload_path(self.model, operation)));
        let method = method.ok_or_else(|| SnippetError::left_out(&format!("`{name}`")))?;
        self.call(method, operation, given, chain);
        Ok(())
    }

    /// An operation bound to what is at the position.
    pub(super) fn bound(&self, id: OperationId, given: &[Argument], chain: &mut Chain) -> Walked {
        self.go_on(chain);
        let operation = self.model.operation(id);
        let overload = overload_path(self.model, operation);
        let method = chain.at.as_ref().and_then(|at| self.index.operation(at, &overload));
        let method = method.ok_or_else(|| SnippetError::left_out(&format!("`{overload}`")))?;
        self.call(method, operation, given, chain);
        Ok(())
    }

    /// The link that calls an operation.
    fn call(&self, method: &Method, operation: &Operation, given: &[Argument], chain: &mut Chain) {
        if let MethodStep::Function { segment, .. } | MethodStep::Action { segment, .. } = &method.step {
            note_qualifier(segment, chain);
        }
        let arguments = match &method.step {
            MethodStep::Function { parameters, .. } => {
                let names: Vec<&str> = operation.parameters.iter().map(|parameter| &*parameter.name).collect();
                self.arguments(parameters, &names, given, &mut chain.notes)
            }
            MethodStep::Action { parameters: Some(action), .. } => vec![self.parameters(action, &mut chain.notes)],
            MethodStep::Action { parameters: None, .. } | MethodStep::Segment(_) | MethodStep::Key { .. } => Vec::new(),
        };
        chain.link(format!(".{}({})", method.ident, arguments.join(", ")));
        chain.at = Some(method.answer.clone());
    }

    /// The parameters of an action: those that it requires, the others to be filled in.
    fn parameters(&self, action: &ActionItem, notes: &mut Vec<String>) -> String {
        let path = self.names.path(&action.path);
        let parameters = action.parameters.iter().map(|field| &field.parameter);
        let required: Vec<&ParameterItem> =
            parameters.filter(|parameter| parameter.presence == Presence::Required).collect();
        if required.is_empty() {
            return format!("{path} {{ ..Default::default() }}");
        }
        let names: Vec<String> = required.iter().map(|parameter| format!("`{}`", parameter.wire)).collect();
        notes.push(format!("the values of the required parameters are samples: {}", names.join(", ")));
        let arguments = required.iter().map(|parameter| self.sample(parameter));
        format!("{path}::new({})", arguments.collect::<Vec<_>>().join(", "))
    }

    /// A sample for a parameter that takes anything that becomes a value of its type.
    fn sample(&self, parameter: &ParameterItem) -> String {
        if !parameter.collection {
            return self.convertible(&parameter.value, &parameter.wire);
        }
        let ty = self.names.value(&parameter.value);
        let item = match &parameter.value {
            Value::Structured(_) => self.names.root(&format!("Instance<{ty}>")),
            Value::BuiltIn(_) | Value::Enum(_) | Value::Flags(_) | Value::Newtype(_) => ty,
        };
        if parameter.nullable_items { format!("Vec::<Option<{item}>>::new()") } else { format!("Vec::<{item}>::new()") }
    }

    /// A sample that says its type by itself, and becomes a value of the type.
    pub(super) fn convertible(&self, ty: &Value, text: &str) -> String {
        match ty {
            Value::BuiltIn(built_in) => match sample::form(*built_in) {
                Form::Text => format!("{text:?}"),
                Form::Integer | Form::Float if !is_default_number(*built_in) => self.value(ty) + built_in.name(),
                Form::Boolean | Form::Integer | Form::Float | Form::Parsed(_) | Form::None => self.typed_value(ty),
            },
            Value::Structured(path) => format!("{} {{ ..Default::default() }}", self.names.path(path)),
            Value::Enum(_) | Value::Flags(_) | Value::Newtype(_) => self.typed_value(ty),
        }
    }

    /// An action by another method than POST: the plan has no method for it, but services accept it.
    pub(super) fn mismatched(&self, step: &StepKind, chain: &mut Chain) -> Walked {
        let (StepKind::Import { operation: id, .. } | StepKind::Operation { operation: id, .. }) = step else {
            return Ok(());
        };
        let operation = self.model.operation(*id);
        let overload = overload_path(self.model, operation);
        let method = if let StepKind::Import { index, .. } = step {
            let import = self.container.and_then(|container| container.imports.get(*index));
            import.and_then(|import| self.index.entry(&import.name, Some(&overload)))
        } else {
            self.go_on(chain);
            chain.at.as_ref().and_then(|at| self.index.operation(at, &overload))
        };
        let segment = method.and_then(|method| match &method.step {
            MethodStep::Action { segment, .. } => Some(segment),
            MethodStep::Segment(_) | MethodStep::Key { .. } | MethodStep::Function { .. } => None,
        });
        let segment = segment.ok_or_else(|| SnippetError::left_out(&format!("`{overload}`")))?;
        let returns = operation.returns.as_ref();
        let shape = self.shape(returns.map(|ty| Position { ty: ty.ty, collection: ty.collection }));
        note_qualifier(segment, chain);
        self.segment(segment, shape, chain);
        Ok(())
    }
}

/// Notes that an operation is called by its qualified name although the line does not qualify it, or the other way round.
fn note_qualifier(segment: &str, chain: &mut Chain) {
    let short = |name: &str| name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_qualified = |name: &str| name.contains('.');
    let mut written = chain.written.iter().filter(|written| short(written) == short(segment));
    if let Some(other) = written.next().filter(|written| is_qualified(written) != is_qualified(segment)) {
        chain.notes.push(format!("`{other}` is sent as `{segment}`"));
    }
}

/// Whether a number literal without a suffix has the type, or becomes it.
fn is_default_number(ty: RustType) -> bool {
    matches!(ty, RustType::I32 | RustType::I64 | RustType::F64)
}
