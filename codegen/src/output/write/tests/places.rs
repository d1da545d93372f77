//! Links, pipes and foreign files at the paths of our files and folders.

use std::fs;

use tempfile::TempDir;

use super::super::{WriteError, compare};
use super::{files, place, tree, write};

/// Something at the staging folder's place that is not ours: neither a run nor a comparison touches it.
#[test]
fn a_staging_folder_that_is_not_ours_is_not_touched() {
    for (path, text) in [
        (".codegen-staging", "a file"),
        (".codegen-staging/notes.txt", "mine"),
        (".codegen-staging/lock", "mine"),
        (".codegen-staging/lock/file", "mine"),
        (".codegen-staging/0.new", "mine"),
    ] {
        let folder = TempDir::new().unwrap();
        write(folder.path(), &[("src/lib.rs", "1")]);
        place(folder.path(), path, text);
        let before = tree(folder.path());
        let after = files(&[("src/lib.rs", "2")]);
        for error in
            [super::super::write(folder.path(), &after, true).unwrap_err(), compare(folder.path(), &after).unwrap_err()]
        {
            assert!(matches!(error, WriteError::NotOurs { .. }), "{path}: {error}");
        }
        assert_eq!(tree(folder.path()), before, "{path}");
    }
}

#[test]
fn a_file_of_the_user_is_not_replaced_by_a_folder() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "")]);
    place(folder.path(), "src/a", "mine");
    let error = super::super::write(folder.path(), &files(&[("src/a/b.rs", "")]), true).unwrap_err();
    assert!(matches!(error, WriteError::InTheWay { .. }), "{error}");
    assert_eq!(fs::read_to_string(folder.path().join("src/a")).unwrap(), "mine");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use super::*;
    use crate::output::File;

    /// A folder outside of the output folder, with files that look like ours and like a run's.
    fn canary() -> TempDir {
        let outside = TempDir::new().unwrap();
        place(outside.path(), "lib.rs", "mine");
        place(outside.path(), "stale.rs", &File::generated("stale.rs", "").text);
        place(outside.path(), "lock", &File::generated("lock", "").text);
        place(outside.path(), "0.new", "mine");
        outside
    }

    /// Writes at the path of a link: this fails, and neither the folder nor the target of the link changes.
    fn refuses(link: &str, target: &Path) {
        let folder = TempDir::new().unwrap();
        write(folder.path(), &[("Cargo.toml", "")]);
        let path = folder.path().join(link);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::remove_file(&path).unwrap_or_default();
        symlink(target, path).unwrap();
        let before = tree(folder.path());
        let files = files(&[("Cargo.toml", "2"), ("src/lib.rs", ""), ("src/a/b.rs", "")]);
        for error in [
            super::super::super::write(folder.path(), &files, true).unwrap_err(),
            compare(folder.path(), &files).unwrap_err(),
        ] {
            assert!(matches!(error, WriteError::InTheWay { .. } | WriteError::NotOurs { .. }), "{link}: {error}");
        }
        assert_eq!(tree(folder.path()), before, "{link}");
    }

    #[test]
    fn links_are_not_followed() {
        let outside = canary();
        let before = tree(outside.path());
        let nowhere = outside.path().join("nowhere");
        for target in [outside.path(), &outside.path().join("lock"), &outside.path().join("lib.rs"), &nowhere] {
            for link in
                [".codegen-staging", ".codegen-staging/lock", "Cargo.toml", "src", "src/lib.rs", "src/a", "src/a/b.rs"]
            {
                refuses(link, target);
            }
        }
        assert_eq!(tree(outside.path()), before);
    }

    #[test]
    fn links_where_stale_files_are_looked_for_stay() {
        let outside = canary();
        let before = tree(outside.path());
        let folder = TempDir::new().unwrap();
        write(folder.path(), &[("src/lib.rs", "")]);
        symlink(outside.path(), folder.path().join("src/elsewhere")).unwrap();
        symlink(outside.path().join("stale.rs"), folder.path().join("src/stale.rs")).unwrap();
        symlink("nowhere", folder.path().join("dangling.rs")).unwrap();
        let files = files(&[("src/lib.rs", "")]);
        assert_eq!(compare(folder.path(), &files).unwrap().differing().count(), 0);
        super::super::super::write(folder.path(), &files, false).unwrap();
        assert_eq!(tree(folder.path()).len(), 5);
        assert_eq!(tree(outside.path()), before);
    }

    /// What a killed run left may hold links, which go without what they lead to.
    #[test]
    fn links_in_what_a_killed_run_left_are_removed_and_not_followed() {
        let outside = canary();
        let before = tree(outside.path());
        let folder = TempDir::new().unwrap();
        place(folder.path(), ".codegen-staging/lock", &File::generated("lock", "").text);
        fs::create_dir(folder.path().join(".codegen-staging/1.old")).unwrap();
        for link in ["0.new", "folders", "1.old/deep"] {
            symlink(outside.path(), folder.path().join(".codegen-staging").join(link)).unwrap();
        }
        write(folder.path(), &[("src/lib.rs", "")]);
        assert_eq!(tree(folder.path()).into_keys().collect::<Vec<_>>(), ["src/", "src/lib.rs"]);
        assert_eq!(tree(outside.path()), before);
    }

    /// The user may put the output folder anywhere.
    #[test]
    fn the_output_folder_itself_may_be_a_link() {
        let real = TempDir::new().unwrap();
        let parent = TempDir::new().unwrap();
        let link = parent.path().join("client");
        symlink(real.path(), &link).unwrap();
        write(&link, &[("src/lib.rs", "")]);
        assert_eq!(tree(real.path()).into_keys().collect::<Vec<_>>(), ["src/", "src/lib.rs"]);
        fs::remove_file(&link).unwrap();
        symlink(parent.path().join("nowhere"), &link).unwrap();
        super::super::super::write(&link, &files(&[("src/lib.rs", "")]), false).unwrap_err();
        assert_eq!(tree(parent.path()).into_keys().collect::<Vec<_>>(), ["client"]);
    }

    /// A file outside of the folder that is the same file as one of ours keeps its text.
    #[test]
    fn a_file_with_a_second_name_outside_is_replaced_and_not_written_to() {
        let outside = TempDir::new().unwrap();
        let folder = TempDir::new().unwrap();
        write(folder.path(), &[("src/lib.rs", "1"), ("src/stale.rs", "1")]);
        let before = tree(&folder.path().join("src"));
        for name in ["lib.rs", "stale.rs"] {
            fs::hard_link(folder.path().join("src").join(name), outside.path().join(name)).unwrap();
        }
        write(folder.path(), &[("src/lib.rs", "2")]);
        assert_eq!(tree(outside.path()), before);
    }

    /// Pipes and sockets are not opened, for which the other end would be waited for.
    #[test]
    fn what_is_neither_file_nor_folder_is_not_opened() {
        let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        let socket = |path: &Path| drop(UnixListener::bind(path).unwrap());
        for make in [&pipe as &dyn Fn(&Path), &socket] {
            for at in ["src/lib.rs", "src", ".codegen-staging", ".codegen-staging/lock"] {
                let folder = TempDir::new().unwrap();
                let path: PathBuf = folder.path().join(at);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                make(&path);
                let before = tree(folder.path());
                let error = super::super::super::write(folder.path(), &files(&[("src/lib.rs", "")]), true).unwrap_err();
                assert!(matches!(error, WriteError::InTheWay { .. } | WriteError::NotOurs { .. }), "{at}: {error}");
                assert_eq!(tree(folder.path()), before);
            }
            let folder = TempDir::new().unwrap();
            write(folder.path(), &[("src/lib.rs", "")]);
            make(&folder.path().join("src/stale.rs"));
            write(folder.path(), &[("src/lib.rs", "")]);
            assert!(folder.path().join("src/stale.rs").symlink_metadata().is_ok());
        }
    }
}
