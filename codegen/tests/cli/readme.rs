//! The commands of the README do what it says: each of them runs, on small documents in place of the services'.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::project::Project;

fn repository(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(path).unwrap()
}

/// The text between `open` and the next `close`, for each `open`.
fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(open).skip(1).map(move |rest| rest.split_once(close).expect("an end").0)
}

/// The words of a command, as a shell divides them.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '#') if words.last().is_some_and(String::is_empty) => break,
            (None, _) if c.is_whitespace() => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The arguments of `codegen`, if a command runs it.
fn arguments(command: &str) -> Option<Vec<String>> {
    let mut words = words(command);
    let is_cargo = words.starts_with(&["cargo", "run", "-p", "codegen"].map(str::to_owned));
    let skipped = if is_cargo { 4 } else { usize::from(words.first()? == "codegen") };
    words.drain(..skipped);
    words.retain(|word| word != "--");
    (skipped > 0).then_some(words)
}

/// A folder as the README describes it.
fn project(readme: &str) -> Project {
    let project = Project::new();
    let manifest = between(readme, "```toml\n", "```").next().expect("the README has a manifest");
    project.put("people/metadata/codegen.toml", manifest);
    project.put("people/metadata/graph.csdl", repository("tests/readme/graph.csdl"));
    project.put("people/orders.csdl", repository("tests/readme/orders.csdl"));
    for document in ["ServiceRoot_v1.xml", "ComputerSystem_v1.xml"] {
        project
            .put(&format!("people/DSP8010/csdl/{document}"), repository(&format!("tests/readme/redfish/{document}")));
    }
    project
}

fn run(project: &Project, arguments: &[String]) -> String {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut command = project.command(&words);
    let output = command.current_dir(project.folder.path().join("people")).stdin(Stdio::null()).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success() && err.is_empty(), "codegen {words:?}\n{out}{err}");
    out
}

#[test]
fn every_command_of_the_readme_runs() {
    let readme = repository("README.md");
    let folder = project(&readme);
    let mut count = 0;
    for block in between(&readme, "```sh\n", "```") {
        for arguments in block.replace("\\\n", " ").lines().filter_map(arguments) {
            count += 1;
            assert!(!run(&folder, &arguments).is_empty(), "{arguments:?}");
        }
    }
    assert!(count >= 6, "{count} commands in blocks");
    let mut count = 0;
    for span in between(&readme, "`codegen", "`") {
        let mut given = arguments(&format!("codegen{span}")).unwrap_or_default();
        for word in &mut given {
            *word = match word.as_str() {
                "FILE" => "metadata/graph.csdl",
                "NAME" => "graph",
                "DIR" => "../graph-2",
                "FILTER" => "user",
                "TYPE" => "microsoft.graph.user",
                "METHOD URL" => "GET /users",
                other => other,
            }
            .to_owned();
        }
        count += 1;
        assert!(!run(&folder, &given).is_empty(), "{given:?}");
    }
    assert!(count >= 8, "{count} commands in sentences");
}

#[test]
fn commands_are_divided_as_by_a_shell() {
    assert_eq!(words("a  'b c' \"d'e\" f='g' # h"), ["a", "b c", "d'e", "f=g"]);
    assert_eq!(arguments("cargo run -p codegen -- list x").unwrap(), ["list", "x"]);
    assert_eq!(arguments("codegen").unwrap(), Vec::<String>::new());
    assert_eq!(arguments("cargo run -p tests"), None);
}
