//! Where generated packages take their runtime from.

use codegen::Runtime;
use tests::files;
use tests::input::Input;
use tests::package::Packages;

/// A program that takes values of one generated crate for values of the other.
const PROGRAM: &str = r#"//! Two services, one runtime.

use orders::edm::DateTimeOffset;
use orders::shop::Order;
use parcels::shop::Order as Parcel;

/// What one crate reads, the other may keep.
pub fn due(sent: orders::edm::DateTimeOffset) -> parcels::edm::DateTimeOffset {
    sent
}

/// Code that knows the types of one crate only by the traits of the runtime.
pub fn text<T: parcels::Structured>(instance: &parcels::Instance<T>) -> Result<Vec<u8>, impl std::error::Error> {
    parcels::to_json(instance)
}

/// An instance of one crate, in the hands of what was written for the other; one error for both.
pub async fn send(order: orders::Instance<Order>, parcel: orders::Instance<Parcel>) -> Result<(), orders::Error> {
    _ = (text(&order), text(&parcel));
    let client: parcels::Client = parcels::ClientBuilder::new(parcels::SERVICE).build()?;
    client.at::<parcels::Nothing>("parcels").await?;
    _ = due(DateTimeOffset::from(std::time::SystemTime::now()));
    Ok(())
}
"#;

const MANIFEST: &str = r#"[package]
name = "depot"
version = "0.1.0"
edition = "2024"

[features]
full = []

[dependencies]
orders = { path = "../orders", default-features = false, features = ["full"] }
parcels = { path = "../parcels", default-features = false, features = ["full"] }
"#;

fn input(package: &str, runtime: Option<Runtime>) -> Input {
    let document = files::read("tests/golden/addressing/shop.csdl");
    let mut input = Input::of_documents(package, [("shop.csdl", document.into_bytes())]);
    input.config.runtime = runtime.unwrap_or(input.config.runtime);
    input
}

#[test]
fn runtimes_are_embedded_or_shared() {
    let mut packages = Packages::shared(env!("CARGO_TARGET_TMPDIR"), "runtimes");
    for package in ["alone", "apart"] {
        packages.add(package, &input(package, Some(Runtime::Embedded)).generate().0);
    }
    for package in ["orders", "parcels"] {
        packages.add(package, &input(package, None).generate().0);
    }
    packages.add_written("depot", &[("Cargo.toml", MANIFEST), ("src/lib.rs", PROGRAM)]);
    let checked = packages.cargo(&["check"], "");
    assert!(!checked.contains("warning"), "{checked}");
}

#[test]
fn a_manifest_names_the_runtime_as_cargo_reads_it() {
    let one = |text: &str| text.to_owned();
    for (runtime, dependency) in [
        (Runtime::Embedded, r#"{ path = "runtime", package = "shop-runtime", default-features = false }"#),
        (Runtime::Path { path: one("../x"), version: None }, r#"{ path = "../x", default-features = false }"#),
        (
            Runtime::Path { path: one("../x"), version: Some(one("0.1")) },
            r#"{ path = "../x", version = "0.1", default-features = false }"#,
        ),
        (Runtime::Version(one("0.1")), r#"{ version = "0.1", default-features = false }"#),
        (
            Runtime::Git { url: one("https://example.com/x"), revision: Some(one("abc")) },
            r#"{ git = "https://example.com/x", rev = "abc", default-features = false }"#,
        ),
        (
            Runtime::Git { url: one("https://example.com/x"), revision: None },
            r#"{ git = "https://example.com/x", default-features = false }"#,
        ),
    ] {
        let is_embedded = runtime == Runtime::Embedded;
        let (generated, _) = input("shop", Some(runtime)).generate();
        let text = |path: &str| generated.files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
        let manifest = text("Cargo.toml").unwrap();
        assert!(manifest.ends_with(&format!("odata-runtime = {dependency}\n")), "{manifest}");
        let embedded = text("runtime/Cargo.toml").filter(|manifest| manifest.contains("name = \"shop-runtime\"\n"));
        assert_eq!((embedded.is_some(), text("runtime/src/lib.rs").is_some()), (is_embedded, is_embedded));
        // The generator's own feature would need a file that is not embedded.
        assert!(!embedded.is_some_and(|manifest| manifest.contains("source")));
        assert!(!text("runtime/src/lib.rs").is_some_and(|root| root.contains("mod source")));
    }
}
