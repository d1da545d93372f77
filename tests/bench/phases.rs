//! Generation, phase by phase.

use std::path::Path;
use std::time::{Duration, Instant};

use codegen::output::write;
use codegen::{Diagnostics, Generated};

use crate::Subject;

const ROUNDS: usize = 5;

/// The best time of each phase, and what was generated.
fn phases(input: &tests::input::Input) -> (Vec<(&'static str, Duration)>, Generated) {
    let mut best: Vec<(&'static str, Duration)> = Vec::new();
    let mut last = None;
    for _ in 0..ROUNDS {
        let mut phase = 0;
        let mut start = Instant::now();
        let mut diagnostics = Diagnostics::default();
        last = codegen::generate_watched(&input.sources, &input.config, &mut diagnostics, &mut |name| {
            let time = start.elapsed();
            match best.get_mut(phase) {
                Some(best) => best.1 = best.1.min(time),
                None => best.push((name, time)),
            }
            phase += 1;
            start = Instant::now();
        });
    }
    (best, last.expect("the documents have no errors"))
}

pub(crate) fn measure(subject: &Subject, folder: &Path) {
    let (mut times, generated) = phases(&subject.input);
    let folder = folder.join("written");
    let start = Instant::now();
    write(&folder, &generated.files, false).unwrap_or_else(|error| panic!("{error}"));
    times.push(("write", start.elapsed()));
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    let whole: Duration = times.iter().map(|(_, time)| time).sum();
    let bytes: usize = generated.files.iter().map(|file| file.text.len()).sum();
    println!(
        "{}: generated in {:.0} ms: {} types, {:.1} MB of Rust",
        subject.name,
        whole.as_secs_f64() * 1e3,
        generated.summary.types,
        bytes as f64 / 1e6
    );
    for (name, time) in times {
        let (time, share) = (time.as_secs_f64(), time.as_secs_f64() / whole.as_secs_f64());
        println!("  {name}: {:.1} ms, {:.0} %", time * 1e3, share * 100.0);
    }
}
