//! Slices of small schemas, and the request lines of the corpus.

mod corpus;
mod requests;
mod slices;

use crate::csdl;
use crate::diagnostics::Diagnostics;
use crate::model::{Model, resolve};
use crate::source::Sources;

/// The model of some documents, which have to be without errors.
fn model(documents: &[&str]) -> Model {
    let mut sources = Sources::new();
    for (index, text) in documents.iter().enumerate() {
        sources.add(format!("{index}.csdl"), *text);
    }
    let mut diagnostics = Diagnostics::default();
    let documents = csdl::parse(&sources, &mut diagnostics);
    let model = resolve(&documents, &mut diagnostics);
    let errors: Vec<_> = diagnostics.sorted().into_iter().map(|one| one.message().to_owned()).collect();
    assert!(!diagnostics.has_errors(), "{errors:#?}");
    model
}

/// A document around schemas.
fn document(schemas: &str) -> String {
    format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>{}</edmx:DataServices></edmx:Edmx>"#,
        schemas.replace("<Schema ", r#"<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" "#)
    )
}

/// A service with all that slices and request lines can meet.
const SERVICE: &str = include_str!("service.xml");
