//! The plan as text, for `codegen dump --stage plan` and for goldens.

use crate::printable::Lines;

use super::items::{
    ActionItem, ActionParameterItem, ConstantItem, ConstantValue, Crate, Item, Method, MethodStep, ParameterItem,
    PlacedItem, Presence, RustType, Shape, ShapeKind, Surface, Value,
};

/// One line for each item, field and method, in the order of the output.
pub(crate) fn dump(plan: &Crate) -> String {
    let mut out = Lines::default();
    line(&mut out, 0, format_args!("crate {} {}", plan.package.name, plan.package.version));
    line(&mut out, 1, format_args!("service {}", plan.service.root));
    methods(&mut out, 2, &plan.service.methods);
    for feature in &plan.features {
        line(&mut out, 1, format_args!("feature {} = {:?}", feature.name, feature.enables));
    }
    for module in &plan.modules {
        line(&mut out, 1, format_args!("mod {} = {}", module.ident, module.namespace));
        for PlacedItem { file, item } in &module.items {
            let file = file.as_ref().map_or(String::new(), |stem| format!(" ({stem}.rs)"));
            self::item(&mut out, &file, item);
        }
    }
    for surface in &plan.value_surfaces {
        self::surface(&mut out, 1, surface);
    }
    out.into_text()
}

fn item(out: &mut Lines, file: &str, item: &Item) {
    match item {
        Item::Struct(ty) => {
            line(out, 2, format_args!("struct {} = {}{file}", ty.path.ident, ty.schema_name));
            if let Some(any) = &ty.any {
                let alternatives = any.alternatives.iter().map(|one| format!("{} = {}", one.ident, one.path));
                let alternatives: Vec<String> = alternatives.collect();
                line(out, 3, format_args!("any {}: {}", any.path.ident, alternatives.join(", ")));
            }
            if let Some(shared) = &ty.shared {
                line(out, 3, format_args!("shares {} by {}", shared.structure, shared.marker.ident));
            }
            for field in &*ty.fields {
                let collection = if field.collection { "*" } else { "" };
                let null = if field.nullable { "?" } else { "" };
                line(
                    out,
                    3,
                    format_args!("{} = {}: {}{collection}{null}", field.ident, field.wire, value(&field.value)),
                );
            }
            constants(out, &ty.constants);
            if let Some(key) = &ty.key {
                line(out, 3, format_args!("key {}", key.path.ident));
                for part in &key.parts {
                    line(out, 4, format_args!("{} = {}: {}", part.ident, part.wire, value(&part.value)));
                }
            }
            surface(out, 3, &ty.surface);
            surface(out, 3, &ty.collection_surface);
        }
        Item::Enum(ty) => {
            let kind = if ty.is_flags { "flags" } else { "enum" };
            line(out, 2, format_args!("{kind} {} = {}{file}", ty.path.ident, ty.schema_name));
            for variant in &ty.variants {
                line(out, 3, format_args!("{} = {}: {}", variant.ident, variant.wire, variant.value));
            }
        }
        Item::Newtype(ty) => {
            line(out, 2, format_args!("newtype {} = {}{file}: {}", ty.path.ident, ty.schema_name, value(&ty.value)));
            constants(out, &ty.constants);
        }
        Item::Action(action) => self::action(out, file, action),
    }
}

fn constants(out: &mut Lines, constants: &[ConstantItem]) {
    for ConstantItem { ident, value, wrapped_in, .. } in constants {
        let value = match value {
            ConstantValue::Text(text) => format!("{text:?}"),
            ConstantValue::Integer(ty, number) => format!("{number}: {ty}"),
            ConstantValue::Single(number) => format!("{number:?}: {}", RustType::F32),
            ConstantValue::Double(number) => format!("{number:?}: {}", RustType::F64),
        };
        let wrapped = wrapped_in.as_ref().map_or(String::new(), |path| format!(" in {path}"));
        line(out, 3, format_args!("const {ident} = {value}{wrapped}"));
    }
}

fn action(out: &mut Lines, file: &str, action: &ActionItem) {
    line(out, 2, format_args!("action {}{file}", action.path.ident));
    for ActionParameterItem { parameter, .. } in &action.parameters {
        let optional = if parameter.presence == Presence::Required { "" } else { "?" };
        line(out, 3, format_args!("{} = {}{optional}", self::parameter(parameter), parameter.wire));
    }
    constants(out, &action.constants);
}

fn surface(out: &mut Lines, depth: usize, surface: &Surface) {
    if !surface.methods.is_empty() {
        line(out, depth, format_args!("at {}", shape(&surface.position)));
        methods(out, depth + 1, &surface.methods);
    }
}

fn methods(out: &mut Lines, depth: usize, methods: &[Method]) {
    for method in methods {
        let (segment, parameters) = match &method.step {
            MethodStep::Segment(segment) => (segment.clone(), &[][..]),
            MethodStep::Key { parts, .. } => ("{key}".to_owned(), parts.as_slice()),
            MethodStep::Function { segment, parameters } => (format!("{segment}()"), parameters.as_slice()),
            MethodStep::Action { segment, .. } => (format!("POST {segment}"), &[][..]),
        };
        let mut parameters: Vec<String> = parameters.iter().map(parameter).collect();
        if let MethodStep::Action { parameters: Some(action), .. } = &method.step {
            parameters.push(action.path.to_string());
        }
        line(
            out,
            depth,
            format_args!("fn {}({}) = {segment} -> {}", method.ident, parameters.join(", "), shape(&method.answer)),
        );
    }
}

fn parameter(parameter: &ParameterItem) -> String {
    let collection = if parameter.collection { "*" } else { "" };
    format!("{}: {}{collection}", parameter.ident, value(&parameter.value))
}

fn shape(shape: &Shape) -> String {
    let null = if shape.nullable { "?" } else { "" };
    match &shape.kind {
        ShapeKind::Nothing => "nothing".to_owned(),
        ShapeKind::One(one) => format!("{}{null}", value(one)),
        ShapeKind::Many { value: item, .. } => format!("{}*{null}", value(item)),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::BuiltIn(ty) => ty.to_string(),
        Value::Enum(path) | Value::Newtype(path) | Value::Structured(path) => path.to_string(),
        Value::Flags(path) => format!("Flags<{path}>"),
    }
}

fn line(out: &mut Lines, depth: usize, text: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = out.line(format_args!("{:indent$}{text}", "", indent = depth * 2));
}
