//! Items with very long lists are printed in pieces; the output is the same as if printed whole.

use syn::{Fields, ImplItem, Item};

use super::documents::{one, property, repeat, required};
use super::{generate, input};

/// Several times the number of items in one piece.
const MANY: usize = 2_600;

/// The text of a file, and its items.
fn made(content: &str, path: &str) -> (String, syn::File) {
    let (generated, diagnostics) = generate("long lists", &input(one(content)));
    let Some(generated) = generated else { panic!("{:?}", diagnostics.sorted()) };
    let file = generated.files.iter().find(|file| file.path == path).unwrap();
    (file.text.clone(), syn::parse_file(&file.text).unwrap())
}

fn idents(fields: &Fields) -> Vec<String> {
    fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string).collect()
}

#[test]
fn a_struct_has_each_field_once_and_in_order() {
    // A second list, of those that are never null, is shorter than the first.
    let of = |number: usize| {
        let name = format!("p{number}");
        if number.is_multiple_of(2) { property(&name) } else { required(&name) }
    };
    let (text, file) = made(&format!("<ComplexType Name='T'>{}</ComplexType>", repeat(MANY, of)), "src/a/t.rs");
    let expected: Vec<String> = (0..MANY).map(|number| format!("p{number}")).collect();
    let structs: Vec<_> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) => Some(idents(&item.fields)),
            _ => None,
        })
        .collect();
    assert_eq!(structs, [expected.clone(), expected]);
    for (number, line) in text.lines().filter(|line| line.ends_with(".slot(),")).enumerate() {
        assert_eq!(line.trim(), format!("{number} => self.p{number}.slot(),"));
    }
    for (each, count) in [(".slot(),", MANY), (".get(),", MANY), (": None,", MANY), ("::Token,", MANY), ("mark", 0)] {
        assert_eq!(text.matches(each).count(), count, "{each}");
    }
    assert_eq!(text.lines().filter(|line| line.trim().starts_with("\"p")).count(), MANY + MANY / 2);
}

#[test]
fn an_enumeration_has_each_member_once_and_in_order() {
    let member = |number| format!(r#"<Member Name="m{number}"/>"#);
    let (text, file) = made(&format!("<EnumType Name='E'>{}</EnumType>", repeat(MANY, member)), "src/a/e.rs");
    let expected: Vec<String> =
        (0..MANY).map(|number| format!("M{number}")).chain(["Unrecognized".to_owned()]).collect();
    let variants: Vec<_> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Enum(item) => Some(item.variants.iter().map(|variant| variant.ident.to_string()).collect::<Vec<_>>()),
            _ => None,
        })
        .collect();
    assert_eq!(variants, [expected]);
    let table = file.items.iter().find_map(|item| match item {
        Item::Impl(item) => item.items.iter().find_map(|item| match item {
            ImplItem::Const(item) => Some(item.ident.to_string()),
            _ => None,
        }),
        _ => None,
    });
    assert_eq!(table.as_deref(), Some("INFO"));
    let mut members = text.lines().filter(|line| line.trim().starts_with("(\"m")).enumerate();
    assert!(members.all(|(number, line)| line.trim() == format!("(\"m{number}\", {number}, Self::M{number}),")));
    assert_eq!(text.matches("(\"m").count(), MANY);
}
