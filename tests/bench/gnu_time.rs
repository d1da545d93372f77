//! CPU time and peak memory of a process and its children, measured by GNU time where it is installed.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

const TIME: &str = "/usr/bin/time";

/// The costs of a process and its children, the sum of all threads.
pub(crate) struct Cost {
    /// User and system time in seconds.
    pub(crate) cpu: f64,
    /// The peak of resident memory.
    pub(crate) megabytes: f64,
}

/// Whether costs can be measured; prints the reason where not.
pub(crate) fn is_installed() -> bool {
    let is_there = Path::new(TIME).exists();
    if !is_there {
        println!("costs of processes are not measured: there is no {TIME}");
    }
    is_there
}

/// Runs a program that has to succeed, after `prepare` has added to its command line.
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
