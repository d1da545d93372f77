//! What the output costs to compile.

use std::fs;
use std::path::Path;
use std::process::Command;

use tests::package::Packages;

use crate::Subject;

/// CPU time and peak memory of the children of a process, in its own words: GNU time where it is installed.
const TIME: &str = "/usr/bin/time";

pub(crate) fn measure(subject: &Subject, folder: &Path) {
    if !Path::new(TIME).exists() {
        return println!("{}: what it costs to compile is not measured: there is no {TIME}", subject.name);
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
        let output = Command::new(TIME)
            .args(["-f", "%U %S %M", env!("CARGO")])
            .args(command)
            .args(["--offline", "--no-default-features", "-q", "-p", package])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env_remove("RUSTFLAGS")
            .output()
            .expect("time runs");
        fs::write(&library, text).expect("a file can be written");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{error}");
        let numbers: Vec<f64> =
            error.lines().last().unwrap_or_default().split(' ').filter_map(|number| number.parse().ok()).collect();
        let [user, system, kilobytes] = numbers[..] else { panic!("time says {error}") };
        println!("{}: {task}: {:.1} CPU s, {:.0} MB", subject.name, user + system, kilobytes / 1e3);
    }
}
