//! How one overload of an operation is named.

use crate::model::{Model, Operation};
use crate::plan::types;

/// How the manifest names one overload: `Ns.op(Ns.Type,param)` as annotation targets do it, by types.
pub(crate) fn overload_path(model: &Model, operation: &Operation) -> String {
    let full_name = model.full_name(&operation.name);
    let types: Vec<String> =
        operation.parameters.iter().map(|parameter| types::schema_type(model, &parameter.ty)).collect();
    format!("{full_name}({})", types.join(","))
}
