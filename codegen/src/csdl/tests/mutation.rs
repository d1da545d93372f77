//! Broken documents by the thousand: whatever they hold, reading and reporting ends well.
//!
//! Runs for some seconds; `CSDL_MUTATIONS` sets how many documents are tried.

use super::corpus;
use crate::csdl::{dump, parse};
use crate::diagnostics::{Diagnostics, json, render};
use crate::source::Sources;
use crate::source::decode::decode;

/// Documents that use everything.
const SEEDS: &[&str] = &[
    include_str!("annotations.rs"),
    include_str!("faults_documents.rs"),
    include_str!("faults_elements.rs"),
    include_str!("faults_values.rs"),
    include_str!("structure.rs"),
    include_str!("xml_content.rs"),
];

/// Text that means something to XML or CSDL, with blanks between.
const PIECES: &str = "< > /> </ = \" ' & &amp; &#x41; &x; <!-- --> <![CDATA[ ]]> <? ?> <!DOCTYPE ]> xmlns xmlns:a=\"b\" : \
    Collection( ) \0 \u{FEFF} é \u{1F600} \n <Annotation </Annotation> <Schema edmx: Name=\"\" 99999999999999999999";

/// xorshift64*: the same numbers on every run and machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap() % limit.max(1)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let end = start + self.below(64.min(length - start) + 1);
        start..end
    }
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let range = random.range(bytes.len());
    match random.below(6) {
        0 => drop(bytes.drain(range)),
        1 => {
            let copy = bytes.get(range).unwrap().to_vec();
            let at = random.below(bytes.len() + 1);
            bytes.splice(at..at, copy);
        }
        2 | 3 => {
            let count = PIECES.split(' ').count();
            let piece = PIECES.split(' ').nth(random.below(count)).unwrap();
            bytes.splice(range, piece.bytes());
        }
        4 => bytes.truncate(range.start.max(64)),
        _ => {
            if let Some(byte) = bytes.get_mut(range.start) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
}

fn read(bytes: Vec<u8>) {
    let Ok(text) = decode(bytes) else { return };
    let mut sources = Sources::new();
    sources.add("test.csdl", text);
    let mut diagnostics = Diagnostics::default();
    let documents = parse(&sources, &mut diagnostics);
    dump(&documents);
    let sorted = diagnostics.sorted();
    render(&sources, &sorted, true);
    json(&sources, &sorted);
}

/// The XML in the raw strings of a test file.
fn documents(file: &str) -> impl Iterator<Item = String> {
    file.split("r##\"")
        .skip(1)
        .filter_map(|rest| rest.split("\"##").next())
        .map(|xml| if xml.contains("Edmx") || xml.contains("<Schema") { xml.to_owned() } else { super::document(xml) })
}

// S7
#[test]
fn nothing_panics() {
    let count = std::env::var("CSDL_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(3_000_u64);
    let mut seeds: Vec<Vec<u8>> = SEEDS.iter().flat_map(|file| documents(file)).map(String::into_bytes).collect();
    if let Some(root) = corpus::root() {
        let documents = corpus::documents(&root, &["v4", "malformed", "v4-negative", "v2v3"]);
        seeds.extend(documents.into_iter().map(|(_, bytes)| bytes).filter(|bytes| bytes.len() < 6_000));
    }
    for index in 0..count {
        let mut random = Random(index.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut bytes = seeds.get(random.below(seeds.len())).unwrap().clone();
        for _ in 0..=random.below(8) {
            mutate(&mut bytes, &mut random);
        }
        read(bytes);
    }
}
