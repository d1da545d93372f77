//! The examples of the front page.

use super::subject::{Call, Subject, is_text};
use crate::model::{Nature, RustType};
use crate::plan::items::{
    Block, CodeLine, FieldItem, Identifier, Method, MethodStep, ParameterItem, Presence, StructItem, TypePath, Value,
};

/// An example that grows line by line.
struct Example<'a> {
    crate_name: &'a Identifier,
    lines: Vec<CodeLine>,
}

impl<'a> Example<'a> {
    fn new(crate_name: &'a Identifier, imports: &'static str) -> Self {
        Self { crate_name, lines: vec![CodeLine::new(imports, &[crate_name])] }
    }

    fn line(&mut self, template: &'static str, names: &[&Identifier]) {
        self.lines.push(CodeLine::new(template, names));
    }

    fn finish(self) -> Block {
        Block::Example(self.lines)
    }

    /// The line before an item of the example, which is left out where these features are not enabled.
    fn gate(&mut self, features: &[String]) {
        // Names of features are identifiers.
        let names: Vec<Identifier> = features.iter().filter_map(|feature| Identifier::pinned(feature)).collect();
        let Some((first, rest)) = names.split_first() else { return };
        let mut line = CodeLine::new("#[cfg(all(feature = \"$\"", &[first]);
        for name in rest {
            line = line.with(", feature = \"$\"", &[name]);
        }
        self.lines.push(line.with("))]", &[]).hidden());
    }
}

/// A client, and signing in.
pub(super) fn client(crate_name: &Identifier, has_root: bool) -> Block {
    let mut example = Example::new(crate_name, "use $::{Client, Error, StaticToken};");
    example.line("", &[]);
    example.line("fn connect(token: String) -> Result<Client, Error> {", &[]);
    if has_root {
        example.line("    Client::builder().credential(StaticToken::new(token)).build()", &[]);
    } else {
        example.line("    Client::builder()", &[]);
        example.line("        .service_root(\"https://example.com/odata/\")", &[]);
        example.line("        .credential(StaticToken::new(token))", &[]);
        example.line("        .build()", &[]);
    }
    example.line("}", &[]);
    example.finish()
}

/// What the subject holds, and the result of a function.
pub(super) fn read(crate_name: &Identifier, subject: Option<&Subject<'_>>, call: Option<&Call<'_>>) -> Option<Block> {
    let features = subject.map(|subject| subject.features).or_else(|| call.map(|call| call.features))?;
    let mut example = Example::new(crate_name, "use $::{Client, Error};");
    example.line("", &[]);
    example.gate(features);
    example.line("async fn read(client: &Client) -> Result<(), Error> {", &[]);
    match subject {
        Some(subject) if subject.is_collection => collection(&mut example, subject),
        Some(subject) => single(&mut example, subject),
        None => {}
    }
    if let Some(call) = call.filter(|call| call.features == features) {
        if subject.is_some() {
            example.line("", &[]);
        }
        example.line("    // The result of a function.", &[]);
        example.lines.push(result(call));
        example.line("    println!(\"{answer:?}\");", &[]);
    }
    example.line("    Ok(())", &[]);
    example.line("}", &[]);
    Some(example.finish())
}

fn collection(example: &mut Example<'_>, subject: &Subject<'_>) {
    example.line("    // One page.", &[]);
    example.lines.push(calls(CodeLine::new("    let page = client", &[]), &subject.path).with(".await?;", &[]));
    example.line("    println!(\"{} items\", page.value.len());", &[]);
    example.line("", &[]);
    example.line("    // Every item of every page.", &[]);
    chain(example, "    let mut items = client", subject, ".items();");
    example.line("    while let Some(item) = items.try_next().await? {", &[]);
    match subject.property {
        Some(property) => example.line("        println!(\"{:?}\", item.$);", &[&property.ident]),
        None => example.line("        println!(\"{item:?}\");", &[]),
    }
    example.line("    }", &[]);
}

fn single(example: &mut Example<'_>, subject: &Subject<'_>) {
    chain(example, "    let found = client", subject, ".await?;");
    match subject.property {
        Some(property) => example.line("    println!(\"{:?}\", found.$);", &[&property.ident]),
        None => example.line("    println!(\"{found:?}\");", &[]),
    }
}

/// A request to the subject with query options, a line for each method where there are any.
fn chain(example: &mut Example<'_>, start: &'static str, subject: &Subject<'_>, end: &'static str) {
    let options = options(subject);
    if options.is_empty() {
        example.lines.push(calls(CodeLine::new(start, &[]), &subject.path).with(end, &[]));
        return;
    }
    example.line(start, &[]);
    subject.path.iter().for_each(|name| example.line("        .$()", &[name]));
    example.lines.extend(options);
    example.lines.push(CodeLine::new("        ", &[]).with(end, &[]));
}

/// The query options, a line each.
fn options(subject: &Subject<'_>) -> Vec<CodeLine> {
    let it = variable(subject.item);
    let mut options = Vec::new();
    if let (Some(property), true) = (subject.property, subject.can_filter) {
        options.push(CodeLine::new(condition(property), &[&it, &it, &property.ident]));
    }
    if let (Some(property), true) = (subject.property, subject.can_select) {
        options.push(match subject.key_property.filter(|key| key.wire != property.wire) {
            Some(key) => {
                CodeLine::new("        .select(|$| ($.$, $.$))", &[&it, &it, &key.ident, &it, &property.ident])
            }
            None => CodeLine::new("        .select(|$| $.$)", &[&it, &it, &property.ident]),
        });
    }
    if let Some(navigation) = subject.navigation {
        options.push(CodeLine::new("        .expand(|$| $.$)", &[&it, &it, &navigation.ident]));
    }
    options
}

/// A condition that values of the property's type can meet.
fn condition(property: &FieldItem) -> &'static str {
    let Value::BuiltIn(ty) = property.value else { return "" };
    match ty.nature() {
        Nature::Text => "        .filter(|$| $.$.eq(\"…\"))",
        Nature::Integer => "        .filter(|$| $.$.gt(0))",
        Nature::Bytes | Nature::Float | Nature::Decimal | Nature::Time | Nature::Other => {
            "        .filter(|$| $.$.eq(true))"
        }
    }
}

fn result(call: &Call<'_>) -> CodeLine {
    let mut line = calls(CodeLine::new("    let answer = client", &[]), &call.path).with(".$(", &[call.function]);
    for (index, parameter) in call.parameters.iter().enumerate() {
        if index > 0 {
            line = line.with(", ", &[]);
        }
        line = line.with(if parameter.presence == Presence::Required { "\"…\"" } else { "None" }, &[]);
    }
    line.with(").await?;", &[])
}

/// Creating, changing and deleting; `None` where nothing of it can be shown.
pub(super) fn write(crate_name: &Identifier, subject: &Subject<'_>) -> Option<Block> {
    let key = subject.by_key.filter(|_| subject.changing.is_some() || subject.can_delete);
    if subject.initial.is_none() && key.is_none() {
        return None;
    }
    let mut example = Example::new(crate_name, "use $::{Client, Error};");
    example.line("", &[]);
    example.gate(subject.features);
    let parts = key.map_or(&[][..], key_parts);
    let mut signature = CodeLine::new("async fn write(client: &Client", &[]);
    for part in parts {
        signature = parameter(signature.with(", $: ", &[&part.ident]), part, crate_name);
    }
    example.lines.push(signature.with(") -> Result<(), Error> {", &[]));
    if let Some(initial) = subject.initial {
        create(&mut example, subject, initial);
        if key.is_some() {
            example.line("", &[]);
        }
    }
    if let Some(key) = key {
        change(&mut example, subject, key);
    }
    example.line("    Ok(())", &[]);
    example.line("}", &[]);
    Some(example.finish())
}

fn create(example: &mut Example<'_>, subject: &Subject<'_>, initial: &FieldItem) {
    let TypePath { module, ident } = &subject.item.path;
    let crate_name = example.crate_name;
    example.line("    let created = client", &[]);
    subject.path.iter().for_each(|name| example.line("        .$()", &[name]));
    example.line("        .create($::$::$ {", &[crate_name, module, ident]);
    example.line("            $: Some(\"…\".into()),", &[&initial.ident]);
    example.line("            ..Default::default()", &[]);
    example.line("        })", &[]);
    example.line("        .await?;", &[]);
    example.line("    println!(\"{:?}\", created.$);", &[&initial.ident]);
}

fn change(example: &mut Example<'_>, subject: &Subject<'_>, key: &Method) {
    let mut position = calls(CodeLine::new("    let position = client", &[]), &subject.path).with(".$(", &[&key.ident]);
    for (index, part) in key_parts(key).iter().enumerate() {
        position = position.with(if index == 0 { "$" } else { ", $" }, &[&part.ident]);
    }
    example.lines.push(position.with(");", &[]));
    let it = variable(subject.item);
    if let Some(property) = subject.changing {
        let start = if subject.can_delete { "    position.clone()" } else { "    position" };
        let line = CodeLine::new(start, &[]);
        example.lines.push(line.with(".update(|$| [$.$.set(\"…\")]).await?;", &[&it, &it, &property.ident]));
    }
    if subject.can_delete {
        example.line("    position.delete().await?;", &[]);
    }
}

fn key_parts(key: &Method) -> &[ParameterItem] {
    match &key.step {
        MethodStep::Key { parts, .. } => parts,
        MethodStep::Segment(_) | MethodStep::Function { .. } | MethodStep::Action { .. } => &[],
    }
}

/// The type of a part of a key.
fn parameter(line: CodeLine, part: &ParameterItem, crate_name: &Identifier) -> CodeLine {
    match part.value {
        Value::BuiltIn(RustType::String) => line.with("&str", &[]),
        Value::BuiltIn(ty) if ty.is_of_runtime() => line.with("$::edm::", &[crate_name]).with(ty.name(), &[]),
        Value::BuiltIn(ty) => line.with(ty.name(), &[]),
        Value::Enum(_) | Value::Flags(_) | Value::Newtype(_) | Value::Structured(_) => line,
    }
}

fn calls(line: CodeLine, path: &[&Identifier]) -> CodeLine {
    path.iter().fold(line, |line, name| line.with(".$()", &[name]))
}

/// What a closure calls an item of the type: the first letter of its name.
fn variable(item: &StructItem) -> Identifier {
    let first = item.path.ident.chars().next().map(|first| first.to_ascii_lowercase());
    let letter = first.filter(char::is_ascii_lowercase).unwrap_or('x');
    Identifier::joined(&[letter.encode_utf8(&mut [0; 4])])
}

/// A value of a type at an address, for crates without entry points.
pub(super) fn address(crate_name: &Identifier, item: &StructItem, features: &[String]) -> Block {
    let TypePath { module, ident } = &item.path;
    let mut example = Example::new(crate_name, "use $::{Client, Error};");
    example.line("", &[]);
    example.gate(features);
    example.line("async fn read(client: &Client) -> Result<(), Error> {", &[]);
    example.line("    let found = client.path::<$::$::$>(\"…\").await?;", &[crate_name, module, ident]);
    example.line("    println!(\"{found:?}\");", &[]);
    example.line("    Ok(())", &[]);
    example.line("}", &[]);
    example.finish()
}

/// What an error tells.
pub(super) fn errors(crate_name: &Identifier) -> Block {
    let mut example = Example::new(crate_name, "use $::Error;");
    for line in [
        "",
        "fn report(error: &Error) {",
        "    if error.is_throttled() {",
        "        eprintln!(\"too many requests: wait before the next one\");",
        "    }",
        "    if error.is_done() {",
        "        eprintln!(\"done, so it must not be sent again: {:?}\", error.location());",
        "    }",
        "    if let Some(refusal) = error.as_service() {",
        "        eprintln!(\"{}: {:?}\", refusal.status(), refusal.code());",
        "    }",
        "    eprintln!(\"{error}\");",
        "}",
    ] {
        example.line(line, &[]);
    }
    example.finish()
}

/// A test of what reads the subject, by a fake of the service.
pub(super) fn test(crate_name: &Identifier, subject: Option<&Subject<'_>>) -> Block {
    let features = subject.map_or(&[][..], |subject| subject.features);
    let gates = [&["testing".to_owned()][..], features].concat();
    let mut example = Example { crate_name, lines: Vec::new() };
    example.gate(&gates);
    example.line("fn test() -> Result<(), $::Error> {", &[crate_name]);
    example.line("    use $::Client;", &[crate_name]);
    example.line("    use $::testing::{FakeService, block_on};", &[crate_name]);
    example.line("", &[]);
    example.line("    let fake = FakeService::new();", &[]);
    example.line("    let client = fake.client(Client::builder())?;", &[]);
    match subject {
        Some(subject) => fake_of(&mut example, subject),
        None => {
            example.line("    fake.on(client.at::<$::Value<i64>>(\"visitors\")).answer(42);", &[crate_name]);
            example.line("", &[]);
            example.line("    let count = block_on(client.at::<$::Value<i64>>(\"visitors\"))?;", &[crate_name]);
            example.line("    assert_eq!(count, 42);", &[]);
        }
    }
    example.line("    assert_eq!(fake.requests().len(), 1);", &[]);
    example.line("    fake.assert_done();", &[]);
    example.line("    Ok(())", &[]);
    example.line("}", &[]);
    example.lines.push(CodeLine::new("fn main() {", &[]).hidden());
    example.gate(&gates);
    example.lines.push(CodeLine::new("    test().unwrap();", &[]).hidden());
    example.lines.push(CodeLine::new("}", &[]).hidden());
    Block::Program(example.lines)
}

/// An answer to a request for the subject, and the request.
fn fake_of(example: &mut Example<'_>, subject: &Subject<'_>) {
    let TypePath { module, ident } = &subject.item.path;
    let names = [example.crate_name, module, ident];
    match subject.initial.or(subject.property.filter(|property| is_text(&property.value))) {
        Some(text) => {
            example.line("    let item = $::$::$ {", &names);
            example.line("        $: Some(\"…\".into()),", &[&text.ident]);
            example.line("        ..Default::default()", &[]);
            example.line("    };", &[]);
        }
        None => example.line("    let item = $::$::$::default();", &names),
    }
    let on = calls(CodeLine::new("    fake.on(client", &[]), &subject.path);
    example.lines.push(on.with(if subject.is_collection { ").page([item]);" } else { ").answer(item);" }, &[]));
    example.line("", &[]);
    let start =
        if subject.is_collection { "    let page = block_on(client" } else { "    let found = block_on(client" };
    example.lines.push(calls(CodeLine::new(start, &[]), &subject.path).with(")?;", &[]));
    if subject.is_collection {
        example.line("    assert_eq!(page.value.len(), 1);", &[]);
    } else {
        example.line("    println!(\"{found:?}\");", &[]);
    }
}
