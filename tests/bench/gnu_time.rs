//! CPU time and peak memory of the children of a process, in its own words: GNU time where it is installed.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

const TIME: &str = "/usr/bin/time";

/// What a process and its children took, all threads added up.
pub(crate) struct Cost {
    /// User and system time in seconds.
    pub(crate) cpu: f64,
    /// The most that was resident at once.
    pub(crate) megabytes: f64,
}

/// Whether costs can be measured; says why not.
pub(crate) fn is_installed() -> bool {
    let is_there = Path::new(TIME).exists();
    if !is_there {
        println!("costs of processes are not measured: there is no {TIME}");
    }
    is_there
}

/// Runs a program that has to succeed, with what `prepare` adds to its command line.
pub(crate) fn cost(program: impl AsRef<OsStr>, prepare: impl FnOnce(&mut Command)) -> Cost {
    let mut command = Command::new(TIME);
    command.args(["-f", "%U %S %M"]).arg(program);
    prepare(&mut command);
    let output = command.output().expect("time runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let numbers: Vec<f64> =
        error.lines().last().unwrap_or_default().split(' ').filter_map(|number| number.parse().ok()).collect();
    let [user, system, kilobytes] = numbers[..] else { panic!("time says {error}") };
    Cost { cpu: user + system, megabytes: kilobytes / 1e3 }
}
