use expect_test::{Expect, expect};

use super::manifest::Manifest;
use super::values;
use crate::diagnostics::Diagnostics;
use crate::source::Sources;

fn read(text: &str) -> (Option<Manifest>, String) {
    let mut sources = Sources::new();
    let id = sources.add("codegen.toml", text).unwrap();
    let mut diagnostics = Diagnostics::default();
    let manifest = Manifest::read(&sources, id, &mut diagnostics);
    let mut shown = String::new();
    for diagnostic in diagnostics.sorted() {
        let written =
            diagnostic.span.and_then(|span| text.get(span.start as usize..span.end as usize)).unwrap_or_default();
        shown += &format!("{written:?}: {}\n", diagnostic.message());
        diagnostic.help.iter().for_each(|help| shown += &format!("    {help}\n"));
    }
    (manifest, shown)
}

fn check(text: &str, expect: Expect) {
    let (manifest, faults) = read(text);
    expect.assert_eq(&manifest.map_or(faults, |manifest| format!("{manifest:#?}\n")));
}

const LEAST: &str = "inputs = ['a.csdl']\n[package]\nname = 'a'\ndirectory = '../a'\n";

#[test]
fn the_least() {
    check(
        LEAST,
        expect![[r#"
            Manifest {
                inputs: [
                    Input {
                        path: "a.csdl",
                        span: Span {
                            source: SourceId(
                                0,
                            ),
                            start: 10,
                            end: 18,
                        },
                    },
                ],
                directory: "../a",
                config: Config {
                    package: Package {
                        name: "a",
                        version: "0.1.0",
                    },
                    runtime: Embedded,
                    service: Service {
                        root: None,
                        unqualified_operations: Standard,
                        empty_parentheses: true,
                        key_as_segment: false,
                        client_request_id: false,
                        eventual_consistency: false,
                        scopes: [],
                        places: {},
                    },
                    select: Select {
                        include: [],
                        exclude: [],
                        navigation: Kept,
                        container: None,
                        places: {},
                    },
                    values: Values {
                        nullable_items: [],
                        places: {},
                        plain_base64: false,
                    },
                    batch: Batch {
                        format: None,
                        limit: None,
                        rooted_urls: false,
                    },
                    limits: Limits {
                        output: None,
                    },
                    names: {},
                    name_places: {},
                },
            }
        "#]],
    );
}

#[test]
fn everything() {
    check(
        "inputs = ['a.csdl', 'folder']\n\
         [package]\nname = 'my-graph'\nversion = '1.2.3-rc.1+build'\ndirectory = 'out'\n\
         [service]\nroot = 'https://graph.microsoft.com/beta'\nunqualified-operations = ['microsoft.graph', 'a.b.c']\n\
         empty-parentheses = false\nkey-as-segment = true\n\
         scopes = ['https://graph.microsoft.com/.default', 'offline_access']\n\
         [select]\ninclude = ['GET /users']\nexclude = ['a.*']\nnavigation = 'all'\ncontainer = 'C'\n\
         [values]\nnullable-items = ['a.*/tags']\nplain-base64 = true\n\
         [limits]\noutput = 200\n\
         [names]\n'a.b' = 'B'\n'a.b/c' = 'd'\n",
        expect![[r#"
            Manifest {
                inputs: [
                    Input {
                        path: "a.csdl",
                        span: Span {
                            source: SourceId(
                                0,
                            ),
                            start: 10,
                            end: 18,
                        },
                    },
                    Input {
                        path: "folder",
                        span: Span {
                            source: SourceId(
                                0,
                            ),
                            start: 20,
                            end: 28,
                        },
                    },
                ],
                directory: "out",
                config: Config {
                    package: Package {
                        name: "my-graph",
                        version: "1.2.3-rc.1+build",
                    },
                    runtime: Embedded,
                    service: Service {
                        root: Some(
                            "https://graph.microsoft.com/beta/",
                        ),
                        unqualified_operations: Only(
                            [
                                "microsoft.graph",
                                "a.b.c",
                            ],
                        ),
                        empty_parentheses: false,
                        key_as_segment: true,
                        client_request_id: false,
                        eventual_consistency: false,
                        scopes: [
                            "https://graph.microsoft.com/.default",
                            "offline_access",
                        ],
                        places: {
                            "a.b.c",
                            "microsoft.graph",
                        },
                    },
                    select: Select {
                        include: [
                            "GET /users",
                        ],
                        exclude: [
                            "a.*",
                        ],
                        navigation: All,
                        container: Some(
                            "C",
                        ),
                        places: {
                            "C",
                            "GET /users",
                            "a.*",
                        },
                    },
                    values: Values {
                        nullable_items: [
                            "a.*/tags",
                        ],
                        places: {
                            "a.*/tags",
                        },
                        plain_base64: true,
                    },
                    batch: Batch {
                        format: None,
                        limit: None,
                        rooted_urls: false,
                    },
                    limits: Limits {
                        output: Some(
                            200,
                        ),
                    },
                    names: {
                        "a.b": "B",
                        "a.b/c": "d",
                    },
                    name_places: {
                        "a.b",
                        "a.b/c",
                    },
                },
            }
        "#]],
    );
}

#[test]
fn operations_without_qualification() {
    for (value, expected) in [("true", "All"), ("false", "Standard"), ("['A']", "Only([\"A\"])"), ("[]", "Only([])")] {
        let (manifest, faults) = read(&format!("{LEAST}[service]\nunqualified-operations = {value}"));
        let service = manifest.expect(&faults).config.service;
        assert_eq!(format!("{:?}", service.unqualified_operations), expected);
    }
    check(
        &format!("{LEAST}[service]\nunqualified-operations = 'yes'"),
        expect![[r#"
        "'yes'": invalid type: string "yes", expected true, false, or a list of namespaces and qualified operations
    "#]],
    );
}

#[test]
fn scopes_are_what_a_token_request_can_hold() {
    for scope in ["a", "https://graph.microsoft.com/.default", "api://4c5d/Read.All", "offline_access", "a'b[c]"] {
        assert_eq!(values::scope(scope).as_deref(), Ok(scope));
    }
    check(
        &format!("{LEAST}[service]\nscopes = ['a b', 'a', '', 'a\"', 'é', \"a\\nb\"]"),
        expect![[r#"
            "'a b'": `a b` is not a scope: one or more ASCII characters, without spaces, quotes and backslashes; each scope is an element of the list
            "''": `` is not a scope: one or more ASCII characters, without spaces, quotes and backslashes; each scope is an element of the list
            "'a\"'": `a\"` is not a scope: one or more ASCII characters, without spaces, quotes and backslashes; each scope is an element of the list
            "'é'": `é` is not a scope: one or more ASCII characters, without spaces, quotes and backslashes; each scope is an element of the list
            "\"a\\nb\"": `a\nb` is not a scope: one or more ASCII characters, without spaces, quotes and backslashes; each scope is an element of the list
        "#]],
    );
    check(
        &format!("{LEAST}[service]\nscopes = 'a'"),
        expect![[r#"
        "'a'": invalid type: string "a", expected a sequence
    "#]],
    );
}

#[test]
fn faults_of_form() {
    check(
        "",
        expect![[r#"
            "": this is not a manifest of codegen
                a manifest has a line that names documents: `inputs = ["service.csdl"]`
        "#]],
    );
    check(
        "inputs = [",
        expect![[r#"
        "": unclosed array, expected `]`
    "#]],
    );
    check(
        &format!("{LEAST}[service]\nrot = ''"),
        expect![[r#"
            "rot": unknown field `rot`, expected one of `root`, `unqualified-operations`, `empty-parentheses`, `key-as-segment`, `client-request-id`, `eventual-consistency`, `scopes`
                did you mean `root`?
        "#]],
    );
    check(
        &format!("{LEAST}[select]\ninclude = 'GET /users'"),
        expect![[r#"
        "'GET /users'": invalid type: string "GET /users", expected a sequence
    "#]],
    );
    check(
        &format!("x = 1\n{LEAST}"),
        expect![[r#"
            "x": unknown field `x`, expected one of `inputs`, `package`, `runtime`, `service`, `select`, `values`, `batch`, `limits`, `names`
        "#]],
    );
}

#[test]
fn unknown_keys_have_suggestions() {
    for (table, written, suggested) in [
        ("", "input", Some("inputs")),
        ("", "pakage", Some("package")),
        ("[package]", "nmae", Some("name")),
        ("[service]", "empty_parentheses", Some("empty-parentheses")),
        ("[select]", "includes", Some("include")),
        ("[limits]", "outputs", Some("output")),
        ("[limits]", "colour", None),
    ] {
        let (manifest, faults) = match table {
            "" => read(&format!("{written} = 1\n{LEAST}")),
            "[package]" => read(&format!("{LEAST}{written} = 1\n")),
            _ => read(&format!("{LEAST}{table}\n{written} = 1\n")),
        };
        assert!(manifest.is_none() && faults.contains(&format!("unknown field `{written}`")), "{faults}");
        let help = suggested.map_or_else(String::new, |name| format!("    did you mean `{name}`?\n"));
        assert_eq!(faults.split_once('\n').unwrap().1, help, "{written}");
    }
}

#[test]
fn all_faults_of_values_in_one_run() {
    check(
        "inputs = []\n[package]\nname = '1a'\nversion = '1'\ndirectory = ''\n[service]\nroot = 'graph.microsoft.com'\n\
         [select]\nnavigation = 'some'\n[names]\n'a.b' = 'struct'\n'a.c' = 'a b'\n'a.d' = 'D'",
        expect![[r#"
            "[]": the list of inputs is empty
                name at least one CSDL document or folder
            "'1a'": `1a` is not a package name: letters, digits, `-` and `_`, a letter first
            "'1'": `1` is not a version like 0.1.0
            "'graph.microsoft.com'": `graph.microsoft.com` is not a service root: it has to begin with `https://` or `http://`
            "'some'": `some` is not a navigation policy: `path`, `kept` or `all`
            "'struct'": `struct` is not a Rust identifier
            "'a b'": `a b` is not a Rust identifier
        "#]],
    );
}

#[test]
fn package_names() {
    for name in ["a", "my-graph", "My_Graph2", &"x".repeat(64)] {
        assert_eq!(values::package_name(name).as_deref(), Ok(name));
    }
    for name in [
        "",
        "-a",
        "1a",
        "é",
        "a b",
        "a\n",
        "../a",
        "a.b",
        "std",
        "struct",
        "gen",
        "proc-macro",
        "self",
        &"x".repeat(65),
    ] {
        values::package_name(name).unwrap_err();
    }
}

#[test]
fn versions() {
    for version in ["0.1.0", "1.22.333", "1.0.0-alpha.1", "1.0.0+x", "1.0.0-a-b+c"] {
        assert_eq!(values::version(version).as_deref(), Ok(version));
    }
    for version in ["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "1.2.3-", "1.2.3\"", "+1.2.3", "1.2.+3"] {
        values::version(version).unwrap_err();
    }
}

// U12
#[test]
fn service_roots_end_in_a_slash() {
    for root in [
        "https://graph.microsoft.com/beta",
        "https://graph.microsoft.com/beta/",
        "http://localhost:80",
        "http://[::1]/a%20b",
    ] {
        let expected = format!("{}/", root.trim_end_matches('/'));
        assert_eq!(values::service_root(root), Ok(expected));
    }
    for root in [
        "",
        "graph.microsoft.com",
        "ftp://a",
        "https://",
        "https:///a",
        "https://a?b",
        "https://a#b",
        "https://a b",
        "https://é",
        "https://a\"",
    ] {
        values::service_root(root).unwrap_err();
    }
}
