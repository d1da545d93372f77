//! The cost of compiling the output, beside structs with derives and the same properties.

use std::fs;
use std::path::Path;

use tests::package::Packages;

use crate::gnu_time::{self, Cost};
use crate::{Subject, baseline};

/// The commands of cargo that are measured.
const TASKS: [(&str, &[&str]); 3] =
    [("check", &["check"]), ("debug build", &["build"]), ("release build", &["build", "--release"])];

/// The baseline is compiled up to this number of types: rustc takes minutes and gigabytes for thousands.
const BASELINE_AT_MOST: usize = 500;

const FULL: &[&str] = &["--features", "full"];

pub(crate) fn measure(subject: &Subject, folder: &Path) {
    if !gnu_time::is_installed() {
        return;
    }
    let package = subject.input.config.package.name.as_str();
    let generated = subject.input.generate().0;
    let folder = folder.join("compile");
    let mut packages = Packages::new(&folder);
    packages.add(package, &generated);
    let has_baseline = generated.summary.types <= BASELINE_AT_MOST;
    if has_baseline {
        let library = baseline::library(&generated);
        packages
            .add_written(baseline::PACKAGE, &[("Cargo.toml", baseline::MANIFEST), ("src/lib.rs", library.as_str())]);
    }
    let program = subject.program.map(|source| (source, format!("{package}-program")));
    if let Some((source, name)) = &program {
        packages.add_written(name, &[("Cargo.toml", &manifest(name, package)), ("src/main.rs", source)]);
    }
    for (task, command) in TASKS {
        // Once for the dependencies, and then each package alone.
        packages.cargo(command, "");
        let Cost { cpu, megabytes } = cost(&folder, package, "src/lib.rs", &[command, FULL].concat());
        println!("{}: {task}: {cpu:.1} CPU s, {megabytes:.0} MB", subject.name);
        if has_baseline {
            let derives = cost(&folder, baseline::PACKAGE, "src/lib.rs", command);
            println!(
                "  {:.2} times the time of derives on the same structs, without client and requests ({:.1} CPU s, {:.0} MB)",
                cpu / derives.cpu,
                derives.cpu,
                derives.megabytes
            );
        }
        if let Some((_, name)) = &program {
            let Cost { cpu, megabytes } = cost(&folder, name, "src/main.rs", command);
            println!("  a program that decodes and encodes three types: {cpu:.1} CPU s, {megabytes:.0} MB");
        }
    }
}

fn manifest(name: &str, package: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{package} = {{ path = \
         \"../{package}\", default-features = false, features = [\"full\"] }}\nserde = \"1\"\nserde_json = \"1\"\n"
    )
}

/// Compiles one package anew, without what an earlier run of the compiler remembers.
fn cost(folder: &Path, package: &str, root: &str, command: &[&str]) -> Cost {
    let compile = || {
        gnu_time::cost(env!("CARGO"), |cargo| {
            cargo.args(command).args(["--offline", "--no-default-features", "-q", "-p", package]).current_dir(folder);
            cargo.env("CARGO_TARGET_DIR", folder.join("target")).env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
        })
    };
    // A package that is compiled alone can need other features of its dependencies.
    compile();
    let root = folder.join(package).join(root);
    let text = fs::read_to_string(&root).expect("a crate has a root");
    fs::write(&root, format!("{text}\n")).expect("a file can be written");
    let cost = compile();
    fs::write(&root, text).expect("a file can be written");
    cost
}
