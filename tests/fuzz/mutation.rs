//! Ways to break a document.

use super::random::Random;

/// Text that has a meaning in XML or CSDL.
const PIECES: &[&str] = &[
    "<",
    ">",
    "/>",
    "</",
    "=",
    "\"",
    "'",
    "&",
    "&amp;",
    "&#0;",
    "&#x41;",
    "&x;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!DOCTYPE a [",
    "xmlns:a=\"b\"",
    ":",
    "Collection(",
    ")",
    "\u{0}",
    "\u{FEFF}",
    "é",
    "\u{1F600}",
    "\n",
    "",
    ".",
    "/",
    "@",
    "<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"*/\">",
    "</Annotation>",
    "<Schema Namespace=\"a\">",
    "edmx:",
    "Name=\"\"",
    "99999999999999999999",
    "-1",
    "true",
    "self",
    "Edm.",
    "Edm.String",
    "S.Tree",
    "Collection(S.Leaf)",
    " BaseType=\"S.Leaf\"",
    " Abstract=\"true\"",
    " OpenType=\"true\"",
    " IsBound=\"true\"",
    " IsFlags=\"true\"",
    " Alias=\"S\"",
    " Nullable=\"false\"",
    "<Key><PropertyRef Name=\"id\"/></Key>",
    "<Member Name=\"x\" Value=\"1\"/>",
    "ReturnType",
    "Parameter",
    "EntityType",
    "ComplexType",
    "EnumType",
    "TypeDefinition",
    "Function",
    "Action",
    "EntitySet",
    "Singleton",
];

/// Breaks a document in one place.
pub(crate) fn mutate(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let start = random.below(bytes.len() + 1);
    let length = random.below(48);
    let end = (start + length).min(bytes.len());
    match random.below(9) {
        0 => drop(bytes.drain(start..end)),
        1 => {
            let copy = bytes[start..end].to_vec();
            let at = random.below(bytes.len() + 1);
            bytes.splice(at..at, copy);
        }
        2 => drop(bytes.splice(start..end, PIECES[random.below(PIECES.len())].bytes())),
        3 => drop(bytes.splice(start..start, PIECES[random.below(PIECES.len())].bytes())),
        4 if random.below(8) == 0 => bytes.truncate(start),
        5 => {
            if let Some(byte) = bytes.get_mut(start) {
                *byte ^= 1 << random.below(8);
            }
        }
        // One value of an attribute in place of another keeps the document well-formed.
        6 | 7 => {
            let (other, here) = (value(bytes, random), value(bytes, random));
            let other = bytes[other].to_vec();
            bytes.splice(here, other);
        }
        _ => {
            let donor = &seeds[random.below(seeds.len())];
            let line = element(donor, random);
            let at = element(bytes, random).start;
            bytes.splice(at..at, donor[line].to_vec());
        }
    }
}

/// A quoted value, or nothing.
fn value(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let from = random.below(bytes.len() + 1);
    let quote = |from: usize| bytes[from..].iter().position(|byte| *byte == b'"').map(|at| from + at);
    let Some(open) = quote(from) else { return from..from };
    let Some(close) = quote(open + 1) else { return from..from };
    // The first quote that is found may have closed a value; the next then opens one.
    match bytes.get(open.wrapping_sub(1)) {
        Some(b'=') => open + 1..close,
        _ => close + 1..quote(close + 1).unwrap_or(close + 1),
    }
}

/// A line, which in most documents is an element or its beginning.
fn element(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let from = random.below(bytes.len() + 1);
    let start = bytes[..from].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = bytes[from..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| from + at + 1);
    start..end
}
