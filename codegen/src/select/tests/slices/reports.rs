//! The choice of a container, and the reports about a slice.

use expect_test::{Expect, expect};

use super::{faults, strings};
use crate::diagnostics::Diagnostics;
use crate::select::tests::{SERVICE, document, model};
use crate::select::{Select, explain, list, slice};

// S2
#[test]
fn one_of_several_containers_is_chosen() {
    let container = |name: &str, set: &str| {
        format!(r#"<EntityContainer Name="{name}"><EntitySet Name="{set}" EntityType="n.t"/></EntityContainer>"#)
    };
    let schema = |name: &str, rest: &str| {
        document(&format!(
            r#"<Schema Namespace="{name}"><EntityType Name="t"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32" Nullable="false"/></EntityType>{rest}</Schema>"#
        ))
    };
    let (first, second) = (schema("n", &container("A", "as")), schema("m", &container("B", "bs")));
    let check = |documents: &[&str], container: Option<&str>, expected: Expect| {
        let model = model(documents);
        let mut diagnostics = Diagnostics::default();
        let select = Select { container: container.map(str::to_owned), ..Select::default() };
        let selection = slice(&model, &select, &mut diagnostics);
        let name = selection.container.map(|id| model.full_name(&model.container(id).name));
        expected.assert_eq(&format!("{name:?} {}", faults(&diagnostics)));
    };
    check(
        &[&first, &second],
        None,
        expect![[r#"
        Some("m.B") Warning several-containers: there are 2 entity containers; `m.B` is used; name the one to use: `n.A`, `m.B`
    "#]],
    );
    check(&[&first, &second], Some("n.A"), expect![[r#"Some("n.A") "#]]);
    check(
        &[&first, &second],
        Some("C"),
        expect![[r#"
        None Error unknown-container: no entity container is called `C`; the documents declare `n.A`, `m.B`
    "#]],
    );
    let extending = schema(
        "m",
        r#"<EntityContainer Name="B" Extends="n.A"><EntitySet Name="bs" EntityType="n.t"/></EntityContainer>"#,
    );
    check(&[&extending, &first], None, expect![[r#"Some("m.B") "#]]);
}

#[test]
fn reasons_lead_to_the_root() {
    let model = model(&[&document(SERVICE)]);
    let select = Select { include: strings(&["GET /reports/getCounts", "/me"]), ..Select::default() };
    let selection = slice(&model, &select, &mut Diagnostics::default());
    let check = |name: &str, expected: Expect| {
        expected.assert_eq(&match explain(&model, &selection, name) {
            Ok(lines) => lines.join("\n"),
            Err(error) => format!("{}; {}", error.message, error.help.join("; ")),
        });
    };
    check(
        "svc.reporting.feature",
        expect![[r#"
        enumeration type svc.reporting.feature is kept
          because it is the type of the property `feature` of complex type svc.reporting.row
          because it is the type of the property `rows` of entity type svc.reporting.count
          because function svc.reporting.getCounts(root: svc.reporting.root) -> Collection(svc.reporting.count) returns it
          because `GET /reports/getCounts` asks for it"#]],
    );
    check(
        "c.entity",
        expect![[r#"
        entity type svc.core.entity is kept
          because it is the base type of entity type svc.reporting.root
          because it is the type of the singleton `reports`, and `GET /reports/getCounts` asks for it"#]],
    );
    check(
        "user",
        expect![[r#"
        entity type svc.core.user is kept
          because it is the type of the singleton `me`, and `/me` asks for it"#]],
    );
    check(
        "reset",
        expect![[r#"
        action svc.core.reset(b: svc.core.entity) -> svc.core.body is not in the slice
          include it with `--include svc.core.reset`, or with a path or a request line that needs it
        action svc.core.reset(b: svc.core.user) is not in the slice
          include it with `--include svc.core.reset`, or with a path or a request line that needs it"#]],
    );
    check(
        "svc.core.entty",
        expect!["no type or operation is called `svc.core.entty`; did you mean `svc.core.entity`?"],
    );
}

#[test]
fn lists_are_filtered() {
    let model = model(&[&document(SERVICE)]);
    let selection = slice(&model, &Select::default(), &mut Diagnostics::default());
    let check = |filter: Option<&str>, expected: Expect| {
        let lines: Vec<String> = list(&model, &selection, filter)
            .into_iter()
            .map(|entry| format!("{}: {}", entry.kind, entry.signature))
            .collect();
        expected.assert_eq(&lines.join("\n"));
    };
    check(
        Some("ATTACH"),
        expect![[r#"
        entity type: svc.core.attachment: svc.core.entity
        entity type: svc.core.fileAttachment: svc.core.attachment"#]],
    );
    check(Some("svc.core.*e*d*"), expect!["action: svc.core.send(b: svc.core.user, body: svc.core.body)"]);
    check(Some("bytes"), expect!["type definition: svc.core.bytes: Edm.Int64"]);
    assert_eq!(list(&model, &selection, None).len(), selection.structured.len() + selection.enums.len() + 1 + 13);
}
