//! Documents, manifests and folders that somebody else has arranged.

use crate::place::{MANIFEST, Place, SHOP, json};

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
fn check(place: &Place, arguments: &[&str], file: &str) {
    for format in ["human", "json"] {
        let (out, err) = place.run(&[arguments, &["--message-format", format]].concat(), 1);
        assert!(!out.contains(SECRET) && !err.contains(SECRET), "{arguments:?}\n{out}\n{err}");
        assert!(err.contains(file), "{arguments:?}\n{err}");
    }
}

#[test]
fn nothing_of_a_file_that_is_not_csdl_is_shown() {
    for secret in secrets() {
        let place = Place::new();
        place.put("metadata/.env", &secret);
        check(&place, &["list", "--metadata", "metadata/.env"], "metadata/.env");
        place.put("metadata/codegen.toml", MANIFEST.replace("shop.csdl", ".env"));
        check(&place, &[], "metadata/.env");
    }
}

#[test]
fn nothing_of_a_file_that_is_not_a_manifest_is_shown() {
    for secret in secrets() {
        let place = Place::new();
        place.put(".env", &secret);
        check(&place, &["--manifest", ".env"], ".env");
        place.put("metadata/codegen.toml", &secret);
        check(&place, &["--check"], "metadata/codegen.toml");
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
    let place = Place::new();
    for path in ["metadata/other.xml", "metadata/deep/other.csdl", "metadata/.env", "other.xml"] {
        place.put(path, other());
    }
    let outside = place.folder.path().join("other.xml");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, place.folder.path().join("metadata/link.xml")).unwrap();
        std::os::unix::fs::symlink("other.xml", place.folder.path().join("metadata/near.xml")).unwrap();
        std::os::unix::fs::symlink("..", place.folder.path().join("metadata/up")).unwrap();
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
        place.put("metadata/shop.csdl", referring(uri));
        for metadata in ["metadata/shop.csdl", "metadata/../metadata/shop.csdl"] {
            let (out, _) = place.run(&["list", "--metadata", metadata], 0);
            assert_eq!(out.contains("Other.Product"), is_read, "{uri}");
        }
    }
}

/// What a run leaves that is killed while it writes.
fn leave(place: &Place) {
    let lock = &place.files()["client/Cargo.toml"];
    let mark = lock.split(|byte| *byte == b'\n').next().unwrap();
    place.put("client/.codegen-staging/lock", [mark, b"\n"].concat());
    place.put("client/.codegen-staging/0.new", "half");
}

#[test]
fn what_a_killed_run_left_is_advised_by_check_and_cleaned_by_the_next_run() {
    let place = Place::new();
    place.run(&[], 0);
    let before = place.files();
    leave(&place);
    let (out, _) = place.run(&["--check"], 1);
    assert!(out.contains("leftover: client/.codegen-staging\nto fix, run: codegen\n"), "{out}");
    let (out, _) = place.run(&["--check", "--message-format", "json"], 1);
    assert_eq!((&json(&out)[0]["state"], &json(&out)[1]["differing"]), (&"leftover".into(), &0.into()));
    place.run(&[], 0);
    assert_eq!(place.files(), before);
    place.run(&["--check"], 0);
}

#[test]
fn a_folder_with_the_name_of_ours_is_left_alone() {
    let place = Place::new();
    place.run(&[], 0);
    place.put("client/.codegen-staging/notes.txt", "mine");
    let before = place.files();
    for arguments in [&[][..], &["--force"], &["--check"]] {
        let (_, err) = place.run(arguments, 1);
        assert!(err.contains("client/.codegen-staging` has the name of a folder that codegen makes"), "{err}");
        assert!(err.contains("move it away or rename it, then run again"), "{err}");
    }
    assert_eq!(place.files(), before);
}

#[cfg(unix)]
#[test]
fn links_below_the_output_folder_are_not_followed() {
    for link in ["client/.codegen-staging", "client/src", "client/Cargo.toml"] {
        let place = Place::new();
        place.put("elsewhere/lock", "mine");
        place.put("client/readme.txt", "mine");
        std::os::unix::fs::symlink(place.folder.path().join("elsewhere"), place.folder.path().join(link)).unwrap();
        let (_, err) = place.run(&["--force"], 1);
        assert!(err.contains(link) && err.contains("move it away"), "{err}");
        assert_eq!(std::fs::read_dir(place.folder.path().join("elsewhere")).unwrap().count(), 1);
        assert_eq!(std::fs::read(place.folder.path().join("elsewhere/lock")).unwrap(), b"mine");
    }
}
