//! Documents, manifests and folders that an attacker has prepared.

use crate::project::{MANIFEST, Project, SHOP, json};

const SECRET: &str = "hunter2-Zq9";

/// What files of secrets look like, each with the secret where a fault would be found.
fn secrets() -> [String; 8] {
    [
        format!("PASSWORD={SECRET}\n"),
        format!("PASSWORD=\"{SECRET}\"\n"),
        format!("-----BEGIN KEY-----\n{SECRET}\n"),
        format!("<PASSWORD={SECRET}\n"),
        format!("<{SECRET}>"),
        format!("<?xml version='1.0'?>\n<a {SECRET}='&{SECRET};' {SECRET}='1'><{SECRET}></a>"),
        format!("{{\"password\": \"{SECRET}\"}}"),
        format!("[{SECRET}]\ninput = \"{SECRET}\"\n"),
    ]
}

/// Runs a command in both formats, which fails, names the file and shows nothing of it.
fn check(project: &Project, arguments: &[&str], file: &str) {
    for format in ["human", "json"] {
        let (out, err) = project.run(&[arguments, &["--message-format", format]].concat(), 1);
        assert!(!out.contains(SECRET) && !err.contains(SECRET), "{arguments:?}\n{out}\n{err}");
        assert!(err.contains(file), "{arguments:?}\n{err}");
    }
}

#[test]
fn nothing_of_a_file_that_is_not_csdl_is_shown() {
    for secret in secrets() {
        let project = Project::new();
        project.put("metadata/.env", &secret);
        check(&project, &["list", "--metadata", "metadata/.env"], "metadata/.env");
        project.put("metadata/codegen.toml", MANIFEST.replace("shop.csdl", ".env"));
        check(&project, &[], "metadata/.env");
    }
}

#[test]
fn nothing_of_a_file_that_is_not_a_manifest_is_shown() {
    for secret in secrets() {
        let project = Project::new();
        project.put(".env", &secret);
        check(&project, &["--manifest", ".env"], ".env");
        project.put("metadata/codegen.toml", &secret);
        check(&project, &["--check"], "metadata/codegen.toml");
    }
}

/// A service document with a reference.
fn referring(uri: &str) -> String {
    let reference = format!("<edmx:Reference Uri=\"{uri}\"><edmx:Include Namespace=\"Other\"/></edmx:Reference>");
    SHOP.replace("<edmx:DataServices>", &format!("{reference}<edmx:DataServices>"))
}

fn other() -> String {
    SHOP.replace("Namespace=\"Shop\"", "Namespace=\"Other\"").replace("Shop.", "Other.")
}

#[test]
fn references_are_read_where_they_are_documents_of_the_same_folder() {
    let project = Project::new();
    for path in ["metadata/other.xml", "metadata/deep/other.csdl", "metadata/.env", "other.xml"] {
        project.put(path, other());
    }
    let outside = project.folder.path().join("other.xml");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, project.folder.path().join("metadata/link.xml")).unwrap();
        std::os::unix::fs::symlink("other.xml", project.folder.path().join("metadata/near.xml")).unwrap();
        std::os::unix::fs::symlink("..", project.folder.path().join("metadata/up")).unwrap();
    }
    let absolute = outside.to_string_lossy();
    for (uri, is_read) in [
        ("other.xml", true),
        ("./deep/other.csdl", true),
        #[cfg(unix)]
        ("near.xml", true),
        (".env", false),
        ("../other.xml", false),
        (&absolute, false),
        #[cfg(unix)]
        ("link.xml", false),
        #[cfg(unix)]
        ("up/other.xml", false),
        ("deep", false),
    ] {
        project.put("metadata/shop.csdl", referring(uri));
        for metadata in ["metadata/shop.csdl", "metadata/../metadata/shop.csdl"] {
            let (out, _) = project.run(&["list", "--metadata", metadata], 0);
            assert_eq!(out.contains("Other.Product"), is_read, "{uri}");
        }
    }
}

/// What a run leaves that is killed while it writes.
fn leave(project: &Project) {
    let lock = &project.files()["client/Cargo.toml"];
    let mark = lock.split(|byte| *byte == b'\n').next().unwrap();
    project.put("client/.codegen-staging/lock", [mark, b"\n"].concat());
    project.put("client/.codegen-staging/0.new", "half");
}

#[test]
fn what_a_killed_run_left_is_advised_by_check_and_cleaned_by_the_next_run() {
    let project = Project::new();
    project.run(&[], 0);
    let before = project.files();
    leave(&project);
    let (out, _) = project.run(&["--check"], 1);
    assert!(out.contains("leftover: client/.codegen-staging\nto fix, run: codegen\n"), "{out}");
    let (out, _) = project.run(&["--check", "--message-format", "json"], 1);
    assert_eq!((&json(&out)[0]["state"], &json(&out)[1]["differing"]), (&"leftover".into(), &0.into()));
    project.run(&[], 0);
    assert_eq!(project.files(), before);
    project.run(&["--check"], 0);
}

#[test]
fn a_folder_with_the_name_of_ours_is_left_alone() {
    let project = Project::new();
    project.run(&[], 0);
    project.put("client/.codegen-staging/notes.txt", "mine");
    let before = project.files();
    for arguments in [&[][..], &["--force"], &["--check"]] {
        let (_, err) = project.run(arguments, 1);
        assert!(err.contains("client/.codegen-staging` has the name of a folder that codegen makes"), "{err}");
        assert!(err.contains("move it away or rename it, then run again"), "{err}");
    }
    assert_eq!(project.files(), before);
}

#[cfg(unix)]
#[test]
fn links_below_the_output_folder_are_not_followed() {
    for link in ["client/.codegen-staging", "client/src", "client/Cargo.toml"] {
        let project = Project::new();
        project.put("elsewhere/lock", "mine");
        project.put("client/readme.txt", "mine");
        std::os::unix::fs::symlink(project.folder.path().join("elsewhere"), project.folder.path().join(link)).unwrap();
        let (_, err) = project.run(&["--force"], 1);
        assert!(err.contains(link) && err.contains("move it away"), "{err}");
        assert_eq!(std::fs::read_dir(project.folder.path().join("elsewhere")).unwrap().count(), 1);
        assert_eq!(std::fs::read(project.folder.path().join("elsewhere/lock")).unwrap(), b"mine");
    }
}
