//! What profiles set.

use std::fs;

use super::GENERATE;
use super::project::{Project, SHOP};

#[test]
fn collections_whose_items_may_be_null_are_named_by_profile_or_pattern() {
    let project = Project::new();
    let tags = "<Property Name=\"Tags\" Type=\"Collection(Edm.String)\"/>\
                <Property Name=\"Never\" Type=\"Collection(Edm.String)\" Nullable=\"false\"/>";
    let product = "<Property Name=\"Size\" Type=\"Shop.Size\"/>";
    project.put("metadata/shop.csdl", SHOP.replace(product, &format!("{product}{tags}")));
    let tags_of = |flags: &[&str]| {
        project.run(&[&GENERATE[..], flags].concat(), 0);
        let text = fs::read_to_string(project.folder.path().join("client/src/shop/product.rs")).unwrap();
        let service = fs::read_to_string(project.folder.path().join("client/src/service.rs")).unwrap();
        assert!(text.contains("pub never: Option<Vec<String>>"), "{text}");
        (text.contains("pub tags: Option<Vec<Option<String>>>"), service.contains(".plain_base64()"))
    };
    assert_eq!(tags_of(&[]), (false, false));
    assert_eq!(tags_of(&["--profile", "graph"]), (false, true));
    assert_eq!(tags_of(&["--profile", "redfish"]), (true, false));
    assert_eq!(tags_of(&["--nullable-items", "Shop.Product/T*"]), (true, false));
    assert_eq!(tags_of(&["--nullable-items", "Shop.Product/tags"]), (false, false));
}

#[test]
fn the_scopes_of_graph_are_those_of_its_profile() {
    let project = Project::new();
    let has_scopes = |flags: &[&str]| {
        project.run(&[&GENERATE[..], flags].concat(), 0);
        let service = fs::read_to_string(project.folder.path().join("client/src/service.rs")).unwrap();
        let scopes = ".scopes(&[\"https://graph.microsoft.com/.default\"])";
        assert_eq!(service.contains(scopes), service.contains("scopes"), "{service}");
        service.contains(scopes)
    };
    assert!(!has_scopes(&[]));
    assert!(!has_scopes(&["--profile", "redfish"]));
    assert!(has_scopes(&["--profile", "graph"]));
}
