//! Documents that others wrote, found through the environment variable `ODATA_CORPUS`.

use std::fs;
use std::path::PathBuf;

/// The corpus; `None` where there is none, with a line that says so.
pub fn root() -> Option<PathBuf> {
    let root = std::env::var_os("ODATA_CORPUS").map(PathBuf::from);
    if root.is_none() {
        report("skipped: ODATA_CORPUS does not name the folder of the corpus");
    }
    root
}

/// A document of the corpus.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its path below the corpus.
    pub file: String,
    /// `v4`, `v2v3`, `v4-negative`, `malformed` or `json`.
    pub class: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The documents of a class, in the order of the index.
pub fn documents(class: &str) -> Option<Vec<Document>> {
    let root = root()?;
    let index = fs::read_to_string(root.join("INDEX.tsv")).expect("the corpus has an index");
    let rows = index.lines().skip(1).filter_map(|row| {
        let mut columns = row.split('\t');
        Some((columns.next()?, columns.next()?))
    });
    let of_class = rows.filter(|(_, its)| *its == class);
    let read = |(file, class): (&str, &str)| Document {
        file: file.to_owned(),
        class: class.to_owned(),
        bytes: fs::read(root.join(file)).expect("the index names files of the corpus"),
    };
    Some(of_class.map(read).collect())
}

/// Prints a line, which `--nocapture` shows.
#[expect(clippy::print_stdout, reason = "counts are what a corpus test is run for")]
pub fn report(line: &str) {
    println!("{line}");
}
