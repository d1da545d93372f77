//! What `--help` shows, and which flags go together.

use expect_test::expect_file;

use crate::project::Project;

#[test]
fn help_has_exit_codes_and_examples() {
    let project = Project::new();
    for flag in ["--help", "-h"] {
        let (out, _) = project.run(&[flag], 0);
        for expected in
            ["Exit codes:", "Examples:", "--check", "generate", "explain", "dump", "list", "snippet", "NO_COLOR"]
        {
            assert!(out.contains(expected), "{expected}: {out}");
        }
    }
    project.run(&["--version"], 0);
}

#[test]
fn every_help_text_is_as_expected() {
    let project = Project::new();
    let texts = [
        (&["--help"][..], expect_file!["help/codegen.txt"]),
        (&["-h"], expect_file!["help/codegen-short.txt"]),
        (&["generate", "--help"], expect_file!["help/generate.txt"]),
        (&["explain", "--help"], expect_file!["help/explain.txt"]),
        (&["dump", "--help"], expect_file!["help/dump.txt"]),
        (&["list", "--help"], expect_file!["help/list.txt"]),
        (&["snippet", "--help"], expect_file!["help/snippet.txt"]),
    ];
    for (arguments, expected) in texts {
        let (out, _) = project.run(arguments, 0);
        for line in out.lines() {
            assert!(!line.contains(" \\ "), "{arguments:?}: {line}");
        }
        expected.assert_eq(&out);
    }
}

/// The headings of a help text, and the long flags below them.
fn layout(help: &str) -> (Vec<&str>, Vec<&str>) {
    let headings = help.lines().filter(|line| line.ends_with(':') && !line.starts_with(' '));
    let words = help.lines().filter(|line| line.starts_with("  ") && line.trim_start().starts_with('-'));
    let flags = words.filter_map(|line| line.split(' ').find(|word| word.starts_with("--")));
    (headings.collect(), flags.collect())
}

#[test]
fn every_command_shows_its_flags_in_one_order_and_layout() {
    const HEADINGS: [&str; 9] = [
        "Commands:",
        "Arguments:",
        "Options:",
        "Documents:",
        "Slice and service:",
        "Writing:",
        "Printing:",
        "Exit codes:",
        "Examples:",
    ];
    const FLAGS: [&str; 26] = [
        "--stage",
        "--file",
        "--batch",
        "--package",
        "--help",
        "--version",
        "--metadata",
        "--manifest",
        "--include",
        "--exclude",
        "--navigation",
        "--container",
        "--service-root",
        "--profile",
        "--nullable-items",
        "--limit-output",
        "--out",
        "--package",
        "--runtime",
        "--check",
        "--force",
        "--message-format",
        "--color",
        "--all-warnings",
        "--quiet",
        "--include",
    ];
    let project = Project::new();
    for command in [&[][..], &["generate"], &["explain"], &["dump"], &["list"], &["snippet"]] {
        let (help, _) = project.run(&[command, &["--help"]].concat(), 0);
        assert_eq!(project.run(&[command, &["-h"]].concat(), 0).0, help, "{command:?}");
        let (headings, flags) = layout(&help);
        for (found, order) in [(headings, &HEADINGS[..]), (flags, &FLAGS)] {
            let mut rest = order.iter();
            assert!(found.iter().all(|name| rest.any(|next| next == name)), "{command:?}: {found:?}");
        }
        // In the layout of clap's long help, the description of a flag is below it.
        let mut options = help.lines().take_while(|line| *line != "Exit codes:");
        let alone = options.find(|line| line.trim_start().starts_with("--") && !line.trim().contains("  "));
        assert_eq!(alone, None, "{command:?}");
    }
}

#[test]
fn flags_that_apply_to_nothing_are_wrong_usage() {
    let project = Project::new();
    for arguments in [
        &["--check", "list"][..],
        &["--manifest", "metadata/codegen.toml", "generate", "--metadata", "a", "--out", "b", "--package", "c"],
        &["generate", "--manifest", "metadata/codegen.toml", "--metadata", "a", "--out", "b", "--package", "c"],
        &["list", "--manifest", "metadata/codegen.toml", "--metadata", "metadata/shop.csdl"],
        &["--manifest", "metadata/codegen.toml", "list", "--metadata", "metadata/shop.csdl"],
    ] {
        let (out, err) = project.run(arguments, 2);
        assert!(out.is_empty() && err.starts_with("error: "), "{arguments:?}\n{err}");
    }
    for arguments in [["--manifest", "metadata/codegen.toml", "list"], ["list", "--manifest", "metadata/codegen.toml"]]
    {
        project.run(&arguments, 0);
    }
}
