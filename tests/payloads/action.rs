//! The parameters of an action as a complex type: a request's body is an object of them.

use std::collections::BTreeSet;

use serde_json::Value;

/// An overload of an action, as the complex type that was declared for its parameters.
pub(crate) struct Overload {
    /// `microsoft.graph.addKey`
    action: String,
    /// `microsoft.graph.addKey_parameters_0`
    pub(crate) type_name: String,
    parameters: BTreeSet<String>,
}

/// Declares, in the text of a document, a complex type for the parameters of every action of these names.
pub(crate) fn declare(document: &str, wanted: &BTreeSet<String>) -> (String, Vec<Overload>) {
    let mut out = String::with_capacity(document.len());
    let mut overloads: Vec<Overload> = Vec::new();
    let mut namespace = String::new();
    let mut rest = document;
    while let Some(at) = rest.find("<Action ") {
        let (before, from) = rest.split_at(at);
        if let Some(at) = before.rfind("<Schema ") {
            namespace = attribute(&before[at..], "Namespace").unwrap_or_default();
        }
        out.push_str(before);
        let end = from.find("</Action>").unwrap_or(from.len());
        let (element, after) = from.split_at(end);
        let name = attribute(element, "Name").unwrap_or_default();
        let action = format!("{namespace}.{name}");
        if wanted.contains(&action) {
            let simple = format!("{name}_parameters_{}", overloads.len());
            let parameters = parameters(element);
            out.push_str(&format!("<ComplexType Name=\"{simple}\">"));
            for (name, type_name) in &parameters {
                out.push_str(&format!("<Property Name=\"{name}\" Type=\"{type_name}\"/>"));
            }
            out.push_str("</ComplexType>");
            let parameters = parameters.into_iter().map(|(name, _)| name).collect();
            overloads.push(Overload { action, type_name: format!("{namespace}.{simple}"), parameters });
        }
        out.push_str(element);
        rest = after;
    }
    out.push_str(rest);
    (out, overloads)
}

/// Names and types of the parameters, but for the one that an action is bound to.
fn parameters(action: &str) -> Vec<(String, String)> {
    let is_bound = attribute(action, "IsBound").as_deref() == Some("true");
    let elements = action.split("<Parameter ").skip(1 + usize::from(is_bound));
    elements.filter_map(|element| Some((attribute(element, "Name")?, attribute(element, "Type")?))).collect()
}

/// An attribute of the first start tag.
fn attribute(element: &str, name: &str) -> Option<String> {
    let tag = element.split('>').next()?;
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    Some(value.split('"').next()?.to_owned())
}

/// The overload that has most of the parameters of a body, and few others.
pub(crate) fn choose<'a>(overloads: &'a [Overload], action: &str, body: &Value) -> Option<&'a Overload> {
    let sent: BTreeSet<String> = body.as_object()?.keys().cloned().collect();
    let all = overloads.iter().filter(|overload| overload.action == action);
    all.max_by_key(|overload| {
        let common = overload.parameters.intersection(&sent).count();
        (common, usize::MAX - overload.parameters.len())
    })
}
