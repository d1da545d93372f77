//! How a service takes batches and long queries.

use std::fs;

use crate::GENERATE;
use crate::project::{Project, SHOP};

#[test]
fn how_batches_are_taken_is_said_by_metadata_and_profile() {
    let project = Project::new();
    let container = "</EntityContainer>";
    let service_of = |annotation: &str, flags: &[&str]| {
        let annotation = annotation.replace("CAPABILITY", "Org.OData.Capabilities.V1");
        project.put("metadata/shop.csdl", SHOP.replace(container, &format!("{annotation}{container}")));
        project.run(&[&GENERATE[..], flags].concat(), 0);
        let service = fs::read_to_string(project.folder.path().join("client/src/service.rs")).unwrap();
        let calls =
            ["without_batch()", "batch_format(BatchFormat::Multipart)", "batch_limit(20)", "rooted_batch_urls()"];
        calls.map(|call| service.contains(&format!(".{call}")))
    };
    assert_eq!(service_of("", &[]), [false; 4]);
    assert_eq!(service_of("", &["--profile", "graph"]), [false, false, true, true]);
    let no = "<Annotation Term=\"CAPABILITY.BatchSupported\" Bool=\"false\"/>";
    assert_eq!(service_of(no, &[]), [true, false, false, false]);
    let record = |supported: &str, formats: &str| {
        format!(
            "<Annotation Term=\"CAPABILITY.BatchSupport\"><Record><PropertyValue Property=\"Supported\" Bool=\"{supported}\"/>\
             <PropertyValue Property=\"SupportedFormats\"><Collection>{formats}</Collection></PropertyValue></Record></Annotation>"
        )
    };
    let multipart = "<String>multipart/mixed</String>";
    assert_eq!(service_of(&record("false", ""), &[]), [true, false, false, false]);
    assert_eq!(service_of(&record("true", multipart), &[]), [false, true, false, false]);
    assert_eq!(service_of(&record("true", multipart), &["--profile", "graph"]), [false, false, true, true]);
    let both = format!("{multipart}<String>application/json</String>");
    assert_eq!(service_of(&record("true", &both), &[]), [false; 4]);
}

#[test]
fn that_queries_may_be_bodies_is_said_by_metadata() {
    let project = Project::new();
    let container = "</EntityContainer>";
    let is_said = |value: &str| {
        let annotation = format!("<Annotation Term=\"Org.OData.Capabilities.V1.QuerySegmentSupported\"{value}/>");
        project.put("metadata/shop.csdl", SHOP.replace(container, &format!("{annotation}{container}")));
        project.run(&GENERATE, 0);
        let service = fs::read_to_string(project.folder.path().join("client/src/service.rs")).unwrap();
        service.contains(".query_by_post()")
    };
    assert!(is_said(""));
    assert!(is_said(" Bool=\"true\""));
    assert!(!is_said(" Bool=\"false\""));
}
