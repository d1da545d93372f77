//! Which documents are generated together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use tests::corpus::{Document, documents, root};

/// Publishers whose documents are one service, even where two of them declare the same namespace.
const SERVICES: [&str; 1] = ["redfish-dmtf"];

/// Documents that are generated together.
#[derive(Debug)]
pub(crate) struct Unit {
    /// In the order of the index.
    pub(crate) documents: Vec<Document>,
    /// How many of them declare types.
    pub(crate) with_types: usize,
}

impl Unit {
    /// Its name in reports.
    pub(crate) fn name(&self) -> String {
        match self.documents.as_slice() {
            [] => String::new(),
            [only] => only.file.clone(),
            [first, others @ ..] => format!("{} and {} that go with it", first.file, others.len()),
        }
    }
}

/// The valid documents that declare types, with those of the same publisher that they refer to.
pub(crate) fn units(only: Option<&str>) -> Option<Vec<Unit>> {
    let with_types = with_types()?;
    let documents = documents("v4")?;
    let mut sources: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for document in documents {
        let source = document.file.split('/').nth(1).unwrap_or_default().to_owned();
        sources.entry(source).or_default().push(document);
    }
    let groups = sources.into_iter().flat_map(|(source, documents)| {
        if SERVICES.contains(&source.as_str()) { vec![documents] } else { connected(documents) }
    });
    let units = groups.map(|documents| Unit {
        with_types: documents.iter().filter(|document| with_types.contains(&document.file)).count(),
        documents,
    });
    let is_wanted = |unit: &Unit| {
        unit.with_types > 0
            && only.is_none_or(|part| unit.documents.iter().any(|document| document.file.contains(part)))
    };
    Some(units.filter(is_wanted).collect())
}

/// The files that the index says declare types.
fn with_types() -> Option<BTreeSet<String>> {
    let index = fs::read_to_string(root()?.join("INDEX.tsv")).unwrap();
    let mut rows = index.lines();
    let titles: Vec<&str> = rows.next()?.split('\t').collect();
    let columns: Vec<usize> = ["EntityType", "ComplexType", "EnumType", "TypeDefinition"]
        .iter()
        .map(|kind| titles.iter().position(|title| title == kind).unwrap())
        .collect();
    let declares = |row: &Vec<&str>| {
        columns.iter().any(|column| row.get(*column).is_some_and(|count| *count != "0" && !count.is_empty()))
    };
    let rows = rows.map(|row| row.split('\t').collect::<Vec<_>>()).filter(declares);
    Some(rows.filter_map(|row| row.first().map(|file| (*file).to_owned())).collect())
}

/// Documents of one publisher in groups: a document goes with those that declare what it includes, unless two documents
/// of the group would then declare the same namespace.
fn connected(documents: Vec<Document>) -> Vec<Vec<Document>> {
    let texts: Vec<String> =
        documents.iter().map(|document| String::from_utf8_lossy(&document.bytes).into_owned()).collect();
    let declared: Vec<BTreeSet<&str>> = texts.iter().map(|text| namespaces(text, "Schema")).collect();
    let mut group_of: Vec<usize> = (0..documents.len()).collect();
    for (index, text) in texts.iter().enumerate() {
        for included in namespaces(text, "Include") {
            let mut declaring = (0..documents.len()).filter(|other| declared[*other].contains(included));
            if let (Some(other), None) = (declaring.next(), declaring.next()) {
                join(&mut group_of, &declared, index, other);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<Document>> = BTreeMap::new();
    for (group, document) in group_of.into_iter().zip(documents) {
        groups.entry(group).or_default().push(document);
    }
    groups.into_values().collect()
}

fn join(group_of: &mut [usize], declared: &[BTreeSet<&str>], one: usize, other: usize) {
    let (one, other) = (group_of[one], group_of[other]);
    let of_group = |group: usize| -> BTreeSet<&str> {
        let members = declared.iter().zip(&*group_of).filter(|(_, its)| **its == group);
        members.flat_map(|(namespaces, _)| namespaces.iter().copied()).collect()
    };
    if one != other && of_group(one).is_disjoint(&of_group(other)) {
        for group in group_of.iter_mut().filter(|group| **group == other) {
            *group = one;
        }
    }
}

/// The values of attribute `Namespace` of the elements of this name; near enough for documents that are valid.
fn namespaces<'a>(text: &'a str, element: &str) -> BTreeSet<&'a str> {
    let tags = text.split('<').filter_map(|tag| tag.split_once('>')).map(|(tag, _)| tag);
    let wanted = tags.filter(|tag| {
        let name = tag.split_whitespace().next().unwrap_or_default();
        name.rsplit(':').next() == Some(element)
    });
    wanted.filter_map(|tag| tag.split_once("Namespace=")?.1.get(1..)?.split(['"', '\'']).next()).collect()
}
