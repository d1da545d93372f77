//! What is printed when something is wrong: in which order, how much of it, and as JSON.

use serde_json::Value;

use crate::project::{MANIFEST, Project, SHOP, json};

/// A service with a warning in each of its parts, most of them about an attribute that CSDL does not have.
fn warning_everywhere() -> String {
    let mut text = SHOP.to_owned();
    for (part, warning) in [
        (
            "<edmx:DataServices>",
            "<edmx:Reference Uri=\"more.csdl\" InDocument=\"\"><edmx:Include Namespace=\"More\"/></edmx:Reference><edmx:DataServices>",
        ),
        ("<EntityType Name=\"Product\">", "<EntityType Name=\"Product\" InProduct=\"\">"),
        ("<EnumType Name=\"Size\">", "<EnumType Name=\"Size\" InSize=\"\">"),
        (
            "<ComplexType Name=\"Leaflet\"/>",
            "<ComplexType Name=\"Leaflet\" InLeaflet=\"\"><Property Name=\"More\" Type=\"More.Thing\"/></ComplexType>
            <EntityType Name=\"Maker\"><Key><PropertyRef Name=\"Id\"/></Key><Property Name=\"Id\" Type=\"Edm.Int32\"/>
              <Property Name=\"Odd\" Type=\"Shop.Missing\"/></EntityType>
            <ComplexType Name=\"Leaflet\"/>
            <Term Name=\"Season\" Type=\"Edm.String\" InTerm=\"\"/>
            <Annotations Target=\"Shop.Leaflet\" InLeafletAnnotations=\"\"/>
            <Annotations Target=\"Shop.Product\" InProductAnnotations=\"\"/>
            <Annotations Target=\"Shop.Product/Id\" InIdAnnotations=\"\"/>
            <Annotations Target=\"Shop.All/Products\" InProductsAnnotations=\"\"/>
            <Annotations Target=\"Shop\" InSchemaAnnotations=\"\"/>
            <Annotations Target=\"Shop.Leaflet/None\"/>
            <Annotations Target=\"Shop.Product/Nothing\"/>",
        ),
        (
            "<Property Name=\"Size\" Type=\"Shop.Size\"/>",
            "<Property Name=\"Size\" Type=\"Shop.Size\" InProperty=\"\"/>
            <NavigationProperty Name=\"Maker\" Type=\"Shop.Maker\" InNavigation=\"\"/>",
        ),
        ("<Function Name=\"best\">", "<Function Name=\"best\" InFunction=\"\">"),
        ("<EntitySet Name=\"Products\"", "<EntitySet InSet=\"\" Name=\"Products\""),
        ("<FunctionImport Name=\"best\"", "<FunctionImport InImport=\"\" Name=\"best\""),
        ("<EntityContainer Name=\"All\">", "<EntityContainer Name=\"All\" InContainer=\"\">"),
    ] {
        assert_eq!(text.matches(part).count(), 1, "{part}");
        text = text.replace(part, warning);
    }
    text
}

/// How many warnings the service has.
const ALL: usize = 21;

/// What the warnings of a run are about, and its notes.
fn warnings(err: &str) -> (Vec<String>, Vec<String>) {
    let (mut about, mut notes) = (Vec::new(), Vec::new());
    for line in json(err) {
        let message = line["message"].as_str().unwrap();
        match line["severity"].as_str().unwrap() {
            "note" => notes.push(message.to_owned()),
            _ => about.push(message.split('`').nth(1).unwrap().to_owned()),
        }
    }
    about.sort();
    (about, notes)
}

/// Lists a slice. Checks which warnings are printed, and that one line counts the others.
#[track_caller]
fn check(project: &Project, slice: &[&str], shown: &[&str]) {
    let list = [&["list", "--message-format", "json"], slice].concat();
    let (about, notes) = warnings(&project.run(&list, 0).1);
    let mut expected = shown.to_vec();
    expected.sort_unstable();
    assert_eq!(about, expected, "{slice:?}");
    let note = match ALL - shown.len() {
        1 => "1 warning is not about the slice; `--all-warnings` shows it".to_owned(),
        count => format!("{count} warnings are not about the slice; `--all-warnings` shows them"),
    };
    assert_eq!(notes, [note], "{slice:?}");
    let (about, notes) = warnings(&project.run(&[&list[..], &["--all-warnings"]].concat(), 0).1);
    assert_eq!((about.len(), notes.len()), (ALL, 0), "{slice:?}");
}

#[test]
fn warnings_about_what_the_slice_leaves_out_are_counted_and_not_printed() {
    let project = Project::new();
    project.put("metadata/shop.csdl", warning_everywhere());
    let every_slice = ["InDocument", "InSchemaAnnotations", "InContainer"];
    let product =
        ["InProduct", "InProperty", "InProductAnnotations", "InIdAnnotations", "Shop.Product/Nothing", "InSize"];
    let set = ["InSet", "InProductsAnnotations"];
    check(&project, &["--include", "GET /Products"], &[&every_slice[..], &product, &set].concat());
    let maker = ["InNavigation", "Shop.Missing"];
    check(&project, &["--include", "/Products/{id}/Maker"], &[&every_slice[..], &product, &set, &maker].concat());
    let best = ["InFunction", "InImport"];
    check(&project, &["--include", "GET /best"], &[&every_slice[..], &product, &best].concat());
    let leaflet = ["InLeaflet", "Leaflet", "InLeafletAnnotations", "Shop.Leaflet/None", "more.csdl"];
    check(&project, &["--include", "Shop.Leaflet"], &[&every_slice[..], &leaflet].concat());
    let (about, notes) = warnings(&project.run(&["list", "--message-format", "json"], 0).1);
    assert_eq!((about.len(), notes.len()), (ALL, 0));
    let mut but_size = about;
    // A vocabulary term belongs to no slice.
    but_size.retain(|about| about != "InSize" && about != "InTerm");
    let but_size: Vec<&str> = but_size.iter().map(String::as_str).collect();
    check(&project, &["--exclude", "Shop.Size"], &but_size);
}

#[test]
fn a_slice_that_fails_shows_its_error_and_no_foreign_warning() {
    let project = Project::new();
    project.put("metadata/shop.csdl", warning_everywhere());
    let (_, err) = project.run(&["list", "--include", "GET /Product"], 1);
    assert!(!err.contains("InLeaflet") && err.contains("InDocument"), "{err}");
    assert!(err.trim_end().ends_with("= help: did you mean `Products`?"), "{err}");
    project.put("metadata/shop.csdl", warning_everywhere().replace("Name=\"Id\" Type", "Name=\"\" Type"));
    let (_, err) = project.run(&["list", "--include", "GET /Products"], 1);
    assert!(!err.contains("warning[") && err.contains("error["), "{err}");
    let (_, err) = project.run(&["list"], 1);
    assert!(err.contains("warning["), "{err}");
}

/// More warnings than are ever printed come before the one about the slice.
#[test]
fn many_warnings_about_other_parts_do_not_hide_those_about_the_slice() {
    let project = Project::new();
    let others: String = (0..5_000).map(|n| format!("<ComplexType Name=\"Type{n}\" Odd=\"\"/>")).collect();
    let text =
        SHOP.replace("<EntityType Name=\"Product\">", &format!("{others}<EntityType Name=\"Product\" InProduct=\"\">"));
    project.put("metadata/shop.csdl", text);
    let (about, notes) =
        warnings(&project.run(&["list", "--include", "GET /Products", "--message-format", "json"], 0).1);
    assert_eq!(about, ["InProduct"]);
    assert_eq!(notes, ["5000 warnings are not about the slice; `--all-warnings` shows them"]);
    let (about, notes) = warnings(&project.run(&["list", "--message-format", "json"], 0).1);
    assert_eq!((about.len(), notes), (1_000, vec!["4001 more diagnostics are not shown".to_owned()]));
}

/// The references of a slice count wherever the first of them in the documents is.
#[test]
fn a_warning_with_many_places_points_into_the_slice() {
    let project = Project::new();
    let odd = "<Property Name=\"Odd\" Type=\"Shop.Missing\"/>";
    let first = format!("<ComplexType Name=\"First\">{odd}</ComplexType><EntityType Name=\"Product\">{odd}");
    project.put("metadata/shop.csdl", SHOP.replace("<EntityType Name=\"Product\">", &first));
    let (_, err) = project.run(&["list", "--include", "GET /Products", "--message-format", "json"], 0);
    let column = first.rfind("Shop.Missing").unwrap() + 7;
    assert_eq!(
        (&json(&err)[0]["code"], &json(&err)[0]["column"]),
        (&"unresolved-type".into(), &column.into()),
        "{err}"
    );
}

#[test]
fn errors_come_last() {
    let project = Project::new();
    let faulty = SHOP
        .replace("<EntityType Name=\"Product\">", "<EntityType Name=\"Product\"><Property Name=\"\" Type=\"maybe\"/>")
        .replace("<EnumType Name=\"Size\">", "<EnumType Name=\"Size\" Odd=\"\">");
    project.put("metadata/shop.csdl", faulty);
    for arguments in [
        &[][..],
        &["--check"],
        &["list"],
        &["dump", "--stage", "model"],
        &["explain", "Shop.Size"],
        &["snippet", "/best"],
    ] {
        let (_, err) = project.run(arguments, 1);
        let [warning, error] = ["warning[", "error["].map(|severity| err.find(severity).unwrap());
        assert!(warning < error, "{err}");
        let (_, err) = project.run(&[arguments, &["--message-format", "json"]].concat(), 1);
        let severities: Vec<_> = json(&err).iter().map(|line| line["severity"].as_str().unwrap().to_owned()).collect();
        assert_eq!(severities, ["warning", "error"], "{err}");
    }
    project.put("metadata/shop.csdl", SHOP);
    let (_, err) = project.run(&["snippet", "/worst", "/Best", "/Product"], 1);
    let lines: Vec<_> = err.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(lines, ["note: `/Best`:", "error: `/worst`", "error: `/Product`"], "{err}");
}

#[test]
fn quiet_shows_all_that_an_error_needs_and_nothing_else() {
    let project = Project::new();
    project.put(
        "metadata/shop.csdl",
        SHOP.replace(
            "<EntityType Name=\"Product\">",
            "<EntityType Name=\"Product\" Odd=\"\"><Property Name=\"\" Type=\"maybe\"/>",
        ),
    );
    let (_, err) = project.run(&["-q"], 1);
    assert!(err.starts_with("error[empty-name]: ") && !err.contains("warning"), "{err}");
    assert!(err.contains("--> metadata/shop.csdl:4:57") && err.contains("maybe"), "{err}");
    project.put("metadata/shop.csdl", SHOP);
    let (_, err) = project.run(&["-q", "explain", "Shop.Sise"], 1);
    assert!(err.contains("help: did you mean `Shop.Size`?"), "{err}");
    let (_, err) = project.run(&["-q", "--manifest", "missing.toml"], 1);
    assert!(err.contains("cannot read the manifest `missing.toml`: ") && err.contains("help: "), "{err}");
    let (_, err) = project.run(&["-q", "snippet", "/Best"], 0);
    assert_eq!(err, "");
    project.run(&[], 0);
    project.put("client/Cargo.toml", "");
    let (out, _) = project.run(&["-q", "--check"], 1);
    assert_eq!(out, "differs: client/Cargo.toml\nto fix, run: codegen\n");
    let (out, _) = project.run(&["-q", "--check", "--message-format", "json"], 1);
    assert_eq!(json(&out)[1], serde_json::json!({"reason": "fix", "fix": "codegen"}));
}

/// Runs a command with `--message-format json`. Checks that each line is an object of a kind that the README describes.
#[track_caller]
fn check_json(project: &Project, arguments: &[&str], code: i32, results: &[&str], messages: &[&str]) {
    let arguments = [arguments, &["--message-format", "json"]].concat();
    let (out, err) = project.run(&arguments, code);
    let kinds = |lines: Vec<Value>, kind: fn(&Value) -> String| {
        let mut kinds: Vec<_> = lines.iter().map(kind).collect();
        kinds.dedup();
        kinds
    };
    let result = |line: &Value| match &line["request"] {
        Value::String(_) => "request".to_owned(),
        _ => line["reason"].as_str().unwrap().to_owned(),
    };
    assert_eq!(kinds(json(&out), result), results, "{arguments:?}\n{out}");
    let message = |line: &Value| {
        assert!(line["message"].is_string() && line["labels"].is_array() && line["help"].is_array(), "{line}");
        assert!(matches!(line["severity"].as_str(), Some("error" | "warning" | "note")), "{line}");
        line["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(kinds(json(&err), message), messages, "{arguments:?}\n{err}");
}

#[test]
fn every_command_prints_json_whatever_happens() {
    let project = Project::new();
    let generate = ["generate", "--metadata", "metadata/shop.csdl", "--out", "client", "--package", "shop"];
    let looking: [&[&str]; 4] =
        [&["explain", "Shop.Size"], &["dump", "--stage", "plan"], &["list"], &["snippet", "/best"]];
    project.put("metadata/shop.csdl", SHOP.replace("<EnumType Name=\"Size\">", "<EnumType Name=\"Size\" Odd=\"\">"));
    project.put("list.txt", "GET /best\nGET /worst\n");
    check_json(&project, &[], 0, &["summary"], &["unknown-attribute"]);
    check_json(&project, &["--check"], 0, &["summary"], &["unknown-attribute"]);
    check_json(&project, &generate, 0, &["summary"], &["unknown-attribute"]);
    check_json(&project, &["explain", "Shop.Size"], 0, &["explanation"], &["unknown-attribute"]);
    for stage in ["syntax", "model", "select", "plan"] {
        check_json(&project, &["dump", "--stage", stage], 0, &["dump"], &["unknown-attribute"]);
    }
    check_json(&project, &["list"], 0, &["entry"], &["unknown-attribute"]);
    check_json(&project, &["list", "--include", "Shop.Leaflet"], 0, &["entry"], &["left-out"]);
    check_json(&project, &["list", "Shop.Sise"], 0, &[], &["list-matches-nothing", "unknown-attribute"]);
    check_json(&project, &["snippet", "/Best"], 0, &["request"], &[]);
    check_json(&project, &["snippet", "--file", "list.txt"], 1, &["request"], &[]);
    check_json(&project, &["snippet", "--file", "missing.txt"], 1, &[], &["unreadable-list"]);
    check_json(&project, &["snippet", "--file", "metadata"], 1, &[], &["unreadable-list"]);
    check_json(&project, &["explain", "Shop.Sise"], 1, &[], &["unknown-attribute", "unknown-name"]);

    project.put("client/src/lib.rs", "mine");
    check_json(&project, &["--check"], 1, &["difference", "summary"], &["unknown-attribute"]);
    project.put("foreign/notes.txt", "mine");
    let foreign = ["generate", "--metadata", "metadata/shop.csdl", "--out", "foreign", "--package", "shop"];
    check_json(&project, &foreign, 1, &[], &["unknown-attribute", "unwritable-output"]);

    for (path, text, code) in [
        ("metadata/shop.csdl", SHOP.replace("</edmx:Edmx>", ""), "unclosed-element"),
        ("metadata/shop.csdl", "secret".to_owned(), "not-csdl"),
        ("metadata/codegen.toml", MANIFEST.replace("shop.csdl", "none.csdl"), "unreadable-input"),
        ("metadata/codegen.toml", MANIFEST.replace("[package]", "[pakage]"), "invalid-manifest"),
        ("metadata/codegen.toml", "secret".to_owned(), "invalid-manifest"),
    ] {
        let before = std::fs::read(project.folder.path().join(path)).unwrap();
        project.put(path, text);
        for arguments in [&[&[][..], &["--check"]], &looking[..]].concat() {
            check_json(&project, arguments, 1, &[], &[code]);
        }
        project.put(path, before);
    }
    for arguments in [&[&[][..], &["--check"]], &looking[..]].concat() {
        check_json(&project, &[arguments, &["--manifest", "none.toml"]].concat(), 1, &[], &["unreadable-manifest"]);
    }
    for arguments in looking {
        check_json(&project, &[arguments, &["--metadata", "none.csdl"]].concat(), 1, &[], &["unreadable-input"]);
    }
    std::fs::remove_file(project.folder.path().join("metadata/codegen.toml")).unwrap();
    for arguments in [&[&[][..], &["--check"]], &looking[..]].concat() {
        check_json(&project, arguments, 1, &[], &["no-manifest"]);
    }
}

#[test]
fn names_that_are_nearly_right_are_suggested() {
    let project = Project::new();
    for (arguments, code, suggested) in [
        (&["list", "Shop.Prodcut"][..], 0, "Shop.Product"),
        (&["list", "Shp.Product"], 0, "Shop.Product"),
        (&["explain", "Shop.Prodcut"], 1, "Shop.Product"),
        (&["explain", "Shp.Product"], 1, "Shop.Product"),
        (&["list", "--include", "Shop.Prodcut"], 1, "Shop.Product"),
        (&["list", "--include", "/Prodcuts"], 1, "Products"),
        (&["list", "--include", "/Products/{id}/Sise"], 1, "Size"),
        (&["list", "--include", "Products/Sise"], 1, "Size"),
        (&["list", "--include", "GET /Products/{id}/Sise"], 1, "Size"),
        (&["list", "--include", "GET /Products/{id}/Size/$vlaue"], 1, "$value"),
        (&["list", "--include", "/Products/{id}/Shop.Boks"], 1, "Shop.Book"),
        (&["list", "--include", "GET /Products/{id}/Shop.Boks"], 1, "Shop.Book"),
        (&["list", "--include", "GET /Products/{id}/Shop.Book/Pgaes"], 1, "Pages"),
        (&["list", "--include", "GET /Products/{id}/Shop.pritn"], 1, "Shop.print"),
        (&["snippet", "/Products(1)/Sise"], 1, "Size"),
        (&["snippet", "/Products(1)/Shop.Book/Pgaes"], 1, "Pages"),
        (&["snippet", "/Products(1)/Shop.pritn"], 1, "Shop.print"),
    ] {
        let more = "<EntityType Name=\"Book\" BaseType=\"Shop.Product\"><Property Name=\"Pages\" Type=\"Edm.Int32\"/></EntityType>
            <Action Name=\"print\" IsBound=\"true\"><Parameter Name=\"b\" Type=\"Shop.Product\"/></Action><EnumType Name=\"Size\">";
        project.put("metadata/shop.csdl", SHOP.replace("<EnumType Name=\"Size\">", more));
        let (_, err) = project.run(arguments, code);
        assert!(err.contains(&format!("did you mean `{suggested}`?")), "{arguments:?}\n{err}");
    }
    project.put("metadata/codegen.toml", MANIFEST.replace("directory", "directroy"));
    let (_, err) = project.run(&[], 1);
    assert!(err.contains("help: did you mean `directory`?"), "{err}");
}
