//! What the output costs to compile.

use std::fs;
use std::path::Path;

use tests::package::Packages;

use crate::Subject;
use crate::gnu_time::{self, Cost};

pub(crate) fn measure(subject: &Subject, folder: &Path) {
    if !gnu_time::is_installed() {
        return;
    }
    let package = &subject.input.config.package.name;
    let folder = folder.join("compile");
    let mut packages = Packages::new(&folder);
    packages.add(package, &subject.input.generate().0);
    for (task, command) in
        [("check", &["check"][..]), ("debug build", &["build"]), ("release build", &["build", "--release"])]
    {
        // Once for the dependencies, and then for the crate alone.
        packages.cargo(command, "");
        let library = folder.join(package).join("src/lib.rs");
        let text = fs::read_to_string(&library).expect("a crate has a root");
        fs::write(&library, format!("{text}\n")).expect("a file can be written");
        let Cost { cpu, megabytes } = gnu_time::cost(env!("CARGO"), |cargo| {
            cargo.args(command).args(["--offline", "--no-default-features", "--features", "full", "-q", "-p", package]);
            cargo.current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target")).env_remove("RUSTFLAGS");
        });
        fs::write(&library, text).expect("a file can be written");
        println!("{}: {task}: {cpu:.1} CPU s, {megabytes:.0} MB", subject.name);
    }
}
