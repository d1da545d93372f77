//! The documents that a document refers to, found without reading all of it.

use super::xml::escape::TextKind;
use super::xml::namespaces::Namespace;
use super::xml::reader::{Event, Reader};
use crate::diagnostics::Diagnostics;
use crate::source::SourceId;

/// The `Uri`s of the `edmx:Reference` elements, which all come before `edmx:DataServices`.
///
/// Faults are not reported here: the document is parsed as a whole later.
pub(crate) fn uris(source: SourceId, text: &str) -> Vec<String> {
    let mut unreported = Diagnostics::default();
    let mut reader = Reader::new(source, text, &mut unreported);
    let mut uris = Vec::new();
    loop {
        match reader.next() {
            Event::Start(tag) if tag.namespace == Namespace::Edmx && tag.local == "Reference" => {
                if let Some(uri) = reader.attributes.iter().find(|attribute| attribute.name == "Uri").copied() {
                    uris.push(reader.decode(uri.value, uri.value_start, TextKind::Attribute).into_owned());
                }
            }
            Event::Start(tag) if matches!(tag.local, "DataServices" | "Schema") => return uris,
            Event::Eof => return uris,
            Event::Start(_) | Event::End | Event::Text(..) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::uris;
    use crate::source::SourceId;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(uris(SourceId(0), text), expected, "{text}");
    }

    // S2
    #[test]
    fn references_before_the_schemas() {
        const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
        let two = format!(
            "<e:Edmx xmlns:e='{EDMX}'><!-- <e:Reference Uri='no'/> --><e:Reference Uri='a&amp;b'><e:Include Namespace='A'/>\
             </e:Reference><e:Reference/><Reference Uri='no'/><e:Reference Uri='c'/><e:DataServices/><e:Reference Uri='late'/>",
        );
        check(&two, &["a&b", "c"]);
        check("", &[]);
        check("<a", &[]);
    }
}
