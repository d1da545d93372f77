//! Cargo features of namespaces: every set of them compiles without a warning.

use tests::files;
use tests::input::Input;
use tests::package::Packages;

fn zoo() -> Input {
    let text = files::read("tests/compile/features/zoo.csdl");
    Input::of_documents("zoo", [("zoo.csdl", text.into_bytes())])
}

fn file(path: &str) -> String {
    let (generated, _) = zoo().generate();
    let file = generated.files.iter().find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("{path} is generated")).text.clone()
}

#[test]
fn a_namespace_enables_those_that_it_names() {
    let manifest = file("Cargo.toml");
    let features = "full = [\"time_\", \"zoo\", \"zoo_birds\", \"zoo_drink\", \"zoo_food\"]\n\
                    time_ = []\n\
                    zoo = []\n\
                    zoo_birds = [\"zoo\"]\n\
                    zoo_drink = [\"zoo_food\"]\n\
                    zoo_food = [\"zoo_drink\"]\n";
    assert!(manifest.contains(features), "{manifest}");
    assert!(manifest.contains("default = [\"full\", \"reqwest\"]\n"), "{manifest}");
}

#[test]
fn what_names_other_namespaces_asks_for_them() {
    let service = file("src/service.rs");
    for (cfg, method) in [
        ("#[cfg(feature = \"zoo\")]", "animals"),
        ("#[cfg(feature = \"zoo_birds\")]", "birds"),
        ("#[cfg(feature = \"zoo_food\")]", "meals"),
        ("#[cfg(all(feature = \"zoo_birds\", feature = \"zoo_food\"))]", "meet"),
    ] {
        let method = format!("{cfg}\n    #[inline]\n    pub fn {method}(");
        assert!(service.contains(&method), "{method}\n{service}");
    }
    let animal = file("src/zoo/animal.rs");
    assert!(animal.contains("#[cfg(feature = \"zoo_birds\")]\npub enum AnyAnimal"), "{animal}");
}

#[test]
fn whatever_is_enabled_compiles() {
    let mut packages = Packages::shared(env!("CARGO_TARGET_TMPDIR"), "features");
    packages.add("zoo", &zoo().generate().0);
    // Each namespace alone and each conversion alone; namespaces and conversions are independent.
    let mut sets = vec!["", "time_ uuid", "zoo chrono", "zoo_birds jiff", "zoo_drink rust_decimal", "zoo_food time"];
    sets.extend(["zoo zoo_food bigdecimal", "full bigdecimal chrono jiff rust_decimal testing time uuid"]);
    for features in sets {
        let checked = packages.cargo_with(features, &["check"], "");
        assert!(!checked.contains("warning"), "{features}: {checked}");
    }
    // The examples of the front page name what is behind features.
    let front_page = file("src/lib.rs");
    assert!(front_page.contains("//! # #[cfg(all(feature = \"zoo"), "{front_page}");
    for features in ["time_", "full", "testing", "full testing"] {
        let tested = packages.cargo_with(features, &["test", "--doc", "--", "src/lib.rs"], "");
        assert!(tested.contains("test result: ok. 5 passed"), "{features}: {tested}");
    }
}

#[test]
fn namespaces_that_all_need_each_other_have_no_features() {
    let text = |own: &str, other: &str| {
        format!(
            "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
             <Schema Namespace=\"{own}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"T\">\
             <Property Name=\"p\" Type=\"{other}.T\"/></ComplexType></Schema></edmx:DataServices></edmx:Edmx>"
        )
    };
    let documents = [("a.csdl", text("A", "B").into_bytes()), ("b.csdl", text("B", "A").into_bytes())];
    let (generated, _) = Input::of_documents("circle", documents).generate();
    let manifest = &generated.files.iter().find(|file| file.path == "Cargo.toml").unwrap().text;
    assert!(manifest.contains("full = []\n"), "{manifest}");
    assert!(generated.files.iter().all(|file| file.path.contains("runtime/") || !file.text.contains("cfg(feature")));
}
