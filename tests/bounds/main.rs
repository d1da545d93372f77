//! S7: documents made to take a long time, or to become a large output. The output of each is in proportion to its size, or an
//! error refuses it and says what to leave out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod documents;
mod long;

use std::time::{Duration, Instant};

use codegen::{Diagnostics, Generated};
use tests::docs;
use tests::input::Input;

use documents::{
    KEY, aliases, alternate_keys, chain, container, cut, description, document, fan, function, navigation, one,
    parameter, property, property_of, repeat, schema,
};

/// Ten times the time of the slowest document in a build without optimisation; quadratic work takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many bytes of Rust a byte of metadata may give, beside the parts that every crate has.
const TIMES: usize = 40;
const FRAME: usize = 100_000;

/// What is made of a document, within the time limit.
fn generate(name: &str, input: &Input) -> (Option<Generated>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let started = Instant::now();
    let generated = codegen::generate(&input.sources, &input.config, &mut diagnostics);
    assert!(started.elapsed() < PATIENCE, "{name} takes {:?}", started.elapsed());
    (generated, diagnostics)
}

fn input(text: String) -> Input {
    Input::of_documents("hostile", [("hostile.csdl", text.into_bytes())])
}

/// Checks that a document becomes a crate in proportion to its size.
fn is_made(name: &str, text: String) {
    let size = text.len();
    let (generated, diagnostics) = generate(name, &input(text));
    let Some(generated) = generated else { panic!("{name}: {:?}", diagnostics.sorted()) };
    let written: usize = docs::made_of_metadata(&generated).map(|file| file.text.len()).sum();
    assert!(written <= FRAME + TIMES * size, "{name}: {written} bytes are made of {size}");
}

/// Checks that one error refuses a document, with this code and this label or help.
fn is_refused(name: &str, text: String, code: &str, why: &str) {
    let input = input(text);
    let (generated, diagnostics) = generate(name, &input);
    let errors: Vec<_> = diagnostics.sorted().into_iter().filter(|fault| fault.code() == code).collect();
    assert_eq!((generated.is_some(), errors.len()), (false, 1), "{name}: {:?}", diagnostics.sorted());
    let rendered = codegen::render(&input.sources, &diagnostics, false);
    assert!(rendered.contains(why), "{name}: {rendered}");
}

#[test]
fn output_that_repeats_too_much_is_refused() {
    let p = |number| property(&format!("p{number}"));
    let n = |number| navigation(&format!("n{number}"));
    let bound = |number| function(&format!("f{number}"), true, &parameter("b", "a.T0"));
    let overload = |number| function("f", false, &parameter(&format!("p{number}"), "Edm.String"));
    let import = |number| format!(r#"<FunctionImport Name="i{number}" Function="a.f"/>"#);
    let uses = repeat(2_000, |number| property_of(&format!("p{number}"), &format!("a.T{number}")));
    let long = description(&"word ".repeat(20_000));
    let documented = format!(r#"<NavigationProperty Name="n" Type="a.T0">{long}</NavigationProperty>"#);
    let parameters = parameter("b", "a.T0") + &repeat(1_000, |number| parameter(&format!("p{number}"), "Edm.String"));
    let keys = repeat(600, p) + &alternate_keys(600);
    let inherited = "types that derive from it";
    let refused = [
        ("a chain with properties", one(&chain(1_000, p)), inherited),
        ("a chain with navigation properties", one(&chain(1_000, n)), inherited),
        ("a chain with bound functions", one(&(chain(600, |_| String::new()) + &repeat(600, bound))), inherited),
        (
            "a chain of used types",
            one(&(chain(2_000, |_| String::new()) + &format!("<ComplexType Name='U'>{uses}</ComplexType>"))),
            "an enumeration lists",
        ),
        ("many inherited properties", one(&fan(600, &repeat(600, p), &property("q"))), inherited),
        ("many inherited methods", one(&fan(600, &repeat(600, n), "")), inherited),
        ("inherited documentation", one(&fan(1_000, &documented, "")), inherited),
        ("an inherited name", one(&fan(1_000, &property(&"w".repeat(100_000)), &property("q"))), inherited),
        ("inherited parameters", one(&(fan(600, "", "") + &function("f", true, &parameters))), inherited),
        ("inherited alternate keys", one(&fan(600, &keys, "")), inherited),
        ("aliases", aliases(2_000), "aliases of that namespace"),
        ("imports of overloads", one(&(repeat(600, overload) + &container(&repeat(600, import)))), "600 overloads"),
    ];
    for (name, text, why) in refused {
        is_refused(name, text, "too-large-output", why);
    }
}

#[test]
fn the_limit_can_be_set() {
    let mut input = input(one(&chain(20, |number| property(&format!("p{number}")))));
    assert!(generate("a short chain", &input).0.is_some());
    input.config.limits.output = Some(0);
    let (generated, diagnostics) = generate("a short chain", &input);
    assert!(generated.is_none());
    assert_eq!(diagnostics.sorted().first().map(|fault| fault.code()), Some("too-large-output"));
}

#[test]
fn what_is_long_is_made_in_linear_time() {
    let twin = |number| property(&format!("{}{number}", cut()));
    let twins = |of: fn(String) -> String| repeat(500, |number| of(format!("{}{number}", cut())));
    let member = |name| format!(r#"<Member Name="{name}"/>"#);
    let ty = |name| format!(r#"<ComplexType Name="{name}"/>"#);
    let set = |name| format!(r#"<EntitySet Name="{name}" EntityType="a.T0"/>"#);
    let overload = |number| function("f", false, &parameter(&format!("p{number}"), "Edm.String"));
    let namespace = |number: usize| schema(&format!("n{number}"), r#"<ComplexType Name="T"/>"#);
    let import = r#"<FunctionImport Name="f" Function="a.f"/>"#;
    let sparse = |number| if number % 300 == 0 { property(&format!("p{number}")) } else { String::new() };
    let deep = format!(r#"<ComplexType Name="X">{}</ComplexType>"#, property_of("x", "a.X"));
    let key_path = format!(r#"<PropertyRef Name="{}x" Alias="k"/>"#, "x/".repeat(20_000));
    let made = [
        ("a chain", one(&chain(1_500, |_| String::new()))),
        ("a chain with a few properties", one(&chain(1_200, sparse))),
        ("twins among properties", one(&format!("<ComplexType Name='T'>{}</ComplexType>", repeat(500, twin)))),
        ("twins among members", one(&format!("<EnumType Name='E'>{}</EnumType>", twins(member)))),
        ("twins among types", one(&repeat(200, |number| ty(format!("{}{number}", cut()))))),
        ("twins among entity sets", one(&(fan(0, "", "") + &container(&twins(set))))),
        (
            "twins among parameters",
            one(&(function("f", false, &twins(|name| parameter(&name, "Edm.String"))) + &container(import))),
        ),
        ("overloads", one(&(repeat(1_000, overload) + &container(import)))),
        ("namespaces", document(&repeat(500, namespace))),
        (
            "a deep key",
            one(&format!("{deep}<EntityType Name='T'><Key>{key_path}</Key>{}</EntityType>", property_of("x", "a.X"))),
        ),
        (
            "a key of many parts",
            one(&format!(
                "<EntityType Name='T'><Key>{}</Key>{}</EntityType>",
                repeat(2_000, |number| format!("<PropertyRef Name='p{number}'/>")),
                repeat(2_000, |number| property(&format!("p{number}")))
            )),
        ),
        (
            "a long description",
            one(&format!("<ComplexType Name='T'>{}</ComplexType>", description(&"word ".repeat(200_000)))),
        ),
        ("a long key", one(&format!("<EntityType Name='T'>{KEY}{}</EntityType>", property(&"w".repeat(200_000))))),
    ];
    for (name, text) in made {
        is_made(name, text);
    }
}
