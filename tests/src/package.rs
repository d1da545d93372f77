//! Generated packages, compiled.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use codegen::Generated;
use codegen::output;

use crate::files;

/// A workspace of generated packages, with the dependencies that our own lock file has.
#[derive(Debug)]
pub struct Packages {
    folder: PathBuf,
    target: PathBuf,
    members: Vec<String>,
}

impl Packages {
    /// An empty workspace in this folder, which may hold files of an earlier run.
    pub fn new(folder: &Path) -> Self {
        Self::with_target(folder.to_owned(), folder.join("target"))
    }

    /// An empty workspace of this name below a test's folder, with the target folder of all such workspaces: what they depend on
    /// is compiled once. Cargo lets one of them compile at a time.
    pub fn shared(folder: &str, name: &str) -> Self {
        let folder = Path::new(folder);
        Self::with_target(folder.join(name), folder.join("packages"))
    }

    fn with_target(folder: PathBuf, target: PathBuf) -> Self {
        fs::create_dir_all(&folder).expect("the folder can be made");
        Self { folder, target, members: Vec::new() }
    }

    /// The folder of the workspace.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder in which `cargo doc` puts its pages.
    pub fn documentation(&self) -> PathBuf {
        self.target.join("doc")
    }

    /// Adds a generated package, in a folder of its name.
    pub fn add(&mut self, name: &str, generated: &Generated) {
        let folder = self.folder.join(name);
        output::write(&folder, &generated.files, false).unwrap_or_else(|error| panic!("{error}"));
        self.members.push(name.to_owned());
    }

    /// Runs a command of cargo on all packages, which has to succeed; gives what it prints.
    pub fn cargo(&self, command: &[&str], rustdoc_flags: &str) -> String {
        self.cargo_with("full", command, rustdoc_flags)
    }

    /// Runs a command of cargo on all packages with these features, which has to succeed; gives what it prints.
    pub fn cargo_with(&self, features: &str, command: &[&str], rustdoc_flags: &str) -> String {
        let output = self.run_with(features, command, rustdoc_flags);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "cargo {command:?}\n{out}\n{err}");
        format!("{out}{err}")
    }

    /// Adds a package of these files, in a folder of its name.
    pub fn add_written(&mut self, name: &str, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.folder.join(name).join(path);
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
            write(&path, text);
        }
        self.members.push(name.to_owned());
    }

    /// Runs a command of cargo on all packages, with all namespaces, without the default transport.
    ///
    /// Nothing is fetched: the packages need what this workspace needs.
    pub fn run(&self, command: &[&str], rustdoc_flags: &str) -> Output {
        self.run_with("full", command, rustdoc_flags)
    }

    fn run_with(&self, features: &str, command: &[&str], rustdoc_flags: &str) -> Output {
        self.run_on(&["--workspace", "--features", features], command, rustdoc_flags)
    }

    /// Builds one of the packages with its dependencies, and gives the folder of its program.
    pub fn build(&self, package: &str) -> PathBuf {
        let output = self.run_on(&["--package", package], &["build"], "");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.target.join("debug")
    }

    fn run_on(&self, selection: &[&str], command: &[&str], rustdoc_flags: &str) -> Output {
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {:?}\n", self.members);
        write(&self.folder.join("Cargo.toml"), &manifest);
        write(&self.folder.join("Cargo.lock"), &files::read("Cargo.lock"));
        let (verb, arguments) = command.split_first().expect("a command");
        Command::new(env!("CARGO"))
            .arg(verb)
            .args(["--offline", "--no-default-features"])
            .args(selection)
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("RUSTDOCFLAGS", rustdoc_flags)
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo runs")
    }
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
