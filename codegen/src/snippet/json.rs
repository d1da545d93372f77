//! Collections and structured values of a line, which are JSON, as Rust expressions.

use serde_json::Value;

use crate::plan::items::{ParameterItem, Value as Type};

use super::Snippets;
use super::sample::Given;

impl Snippets<'_> {
    /// The collection that JSON says.
    pub(super) fn items(&self, parameter: &ParameterItem, given: Given<'_>, notes: &mut Vec<String>) -> Option<String> {
        let Given::Bare(text) = given else { return None };
        let json: Vec<Value> = serde_json::from_str(text).ok()?;
        let items = json.iter().map(|item| self.json_item(&parameter.value, parameter.nullable_items, item, notes));
        Some(vector(&items.collect::<Option<Vec<_>>>()?))
    }

    /// An item of a collection.
    fn json_item(&self, ty: &Type, is_nullable: bool, json: &Value, notes: &mut Vec<String>) -> Option<String> {
        if json.is_null() {
            return is_nullable.then(|| "None".to_owned());
        }
        let item = match ty {
            Type::Structured(_) => self.object(ty, json, notes)? + ".into()",
            Type::BuiltIn(_) | Type::Enum(_) | Type::Flags(_) | Type::Newtype(_) => self.scalar(ty, json, notes)?,
        };
        Some(if is_nullable { format!("Some({item})") } else { item })
    }

    fn scalar(&self, ty: &Type, json: &Value, notes: &mut Vec<String>) -> Option<String> {
        let text = match json {
            Value::String(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => json.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        self.exact(ty, Given::Bare(&text), notes)
    }

    /// The structured value that JSON says; `None` where the type does not have all of it.
    pub(super) fn object(&self, ty: &Type, json: &Value, notes: &mut Vec<String>) -> Option<String> {
        let (Type::Structured(path), Some(members)) = (ty, json.as_object()) else { return None };
        let item = self.index.structure(path)?;
        let mut fields = String::new();
        for (name, json) in members {
            let field = item.fields.iter().find(|field| field.wire == *name && !field.is_navigation)?;
            let value = match (json, field.collection, &field.value) {
                (Value::Null, _, _) => {
                    notes.push(format!("`{name}` is left out, and not null"));
                    continue;
                }
                (Value::Array(items), true, ty) => {
                    let items = items.iter().map(|item| self.json_item(ty, field.nullable_items, item, notes));
                    vector(&items.collect::<Option<Vec<_>>>()?)
                }
                (_, false, ty @ Type::Structured(_)) => format!("Box::new({}.into())", self.object(ty, json, notes)?),
                (_, false, ty) => self.scalar(ty, json, notes)?,
                (_, true, _) => return None,
            };
            fields += &format!("{}: Some({value}), ", field.ident);
        }
        Some(format!("{} {{ {fields}..Default::default() }}", self.names.path(path)))
    }
}

/// A `Vec` of these; within a macro, printers leave longer items as they are.
fn vector(items: &[String]) -> String {
    let is_short = items.iter().all(|item| !item.contains(['?', '{']));
    let items = items.join(", ");
    if is_short { format!("vec![{items}]") } else { format!("Vec::from([{items}])") }
}
