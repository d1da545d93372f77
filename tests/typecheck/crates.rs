//! Many packages as few crates: a crate has its costs, so packages without a module in common share one.

use std::collections::{BTreeMap, BTreeSet};

use codegen::Generated;
use codegen::output::File;

/// The name by which every unit is generated.
pub(crate) const PACKAGE: &str = "typecheck";

/// A crate is full at this many files, so that several are compiled side by side.
const FULL: usize = 3_000;

/// The generated crate of a unit.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) unit: usize,
    pub(crate) generated: Generated,
}

/// One crate, of several units.
#[derive(Debug)]
pub(crate) struct Packed {
    pub(crate) generated: Generated,
    /// The unit of each module, by the name of its file or folder, in lower case.
    modules: BTreeMap<String, usize>,
}

impl Packed {
    /// The unit that a module was made of.
    pub(crate) fn unit_of(&self, module: &str) -> Option<usize> {
        self.modules.get(&module.to_lowercase()).copied()
    }

    fn has_room(&self, modules: &BTreeSet<String>) -> bool {
        self.generated.files.len() < FULL
            && modules.iter().all(|module| !self.modules.contains_key(&module.to_lowercase()))
    }

    /// Adds a unit's modules; its client comes into a module of its own.
    fn take(&mut self, member: Member) {
        let modules = modules(&member.generated);
        let service = format!("service_of_unit_{}", member.unit);
        let root = self.generated.files.iter_mut().find(|file| file.path == "src/lib.rs").unwrap();
        for module in modules.iter().chain([&service]) {
            root.text += &format!("\npub mod {module};\n");
            self.modules.insert(module.to_lowercase(), member.unit);
        }
        for File { path, text } in member.generated.files {
            if path == "Cargo.toml" {
                self.enable(&text);
            } else if path == "src/service.rs" {
                self.generated.files.push(File { path: format!("src/{service}.rs"), text: apart(&text) });
            } else if module_of(&path).is_some() {
                self.generated.files.push(File { path, text });
            }
        }
    }
}

impl Packed {
    /// Declares and enables the features of a unit's namespaces.
    fn enable(&mut self, manifest: &str) {
        let own = self.generated.files.iter_mut().find(|file| file.path == "Cargo.toml").unwrap();
        let new: Vec<&str> =
            features(manifest).filter(|line| !features(&own.text).any(|other| other == *line)).collect();
        let names: String = new
            .iter()
            .filter_map(|line| line.split_once(' '))
            .map(|(name, _)| format!("{:?}, ", name.trim_matches('"')))
            .collect();
        let declared: String = new.iter().map(|line| format!("{line}\n")).collect();
        own.text = own.text.replacen("full = [", &format!("{declared}full = [{names}"), 1);
    }
}

/// The features of a manifest that are namespaces', a line each.
fn features(manifest: &str) -> impl Iterator<Item = &str> {
    let lines = manifest.lines().skip_while(|line| *line != "[features]").skip(1).take_while(|line| !line.is_empty());
    let is_other =
        |line: &str| line.contains("odata-runtime/") || line.starts_with("default = ") || line.starts_with("full = ");
    lines.filter(move |line| !is_other(line))
}

/// Puts units into crates, each into the first where it fits.
pub(crate) fn pack(members: Vec<Member>) -> Vec<Packed> {
    let mut packed: Vec<Packed> = Vec::new();
    for member in members {
        let modules = modules(&member.generated);
        let index = packed.iter().position(|package| package.has_room(&modules)).unwrap_or_else(|| {
            packed.push(empty(&member.generated, packed.len()));
            packed.len() - 1
        });
        packed[index].take(member);
    }
    packed
}

/// A crate that has only the runtime.
fn empty(model: &Generated, index: usize) -> Packed {
    let mut files: Vec<File> = model
        .files
        .iter()
        .filter(|file| module_of(&file.path).is_none() && file.path != "src/service.rs")
        .cloned()
        .collect();
    for file in &mut files {
        if file.path == "Cargo.toml" {
            file.text = file.text.replace(&format!("name = {PACKAGE:?}"), &format!("name = \"{PACKAGE}-{index}\""));
            let declared: Vec<String> = features(&file.text).map(|line| format!("{line}\n")).collect();
            file.text = declared.iter().fold(file.text.clone(), |text, line| text.replace(line, ""));
            let full = file.text.lines().find(|line| line.starts_with("full = ")).unwrap().to_owned();
            file.text = file.text.replace(&full, "full = []");
        } else if file.path == "src/lib.rs" {
            let attributes: Vec<&str> =
                file.text.lines().take_while(|line| !line.starts_with("odata_runtime::")).collect();
            file.text = format!("{}\npub mod runtime;\n", attributes.join("\n"));
        }
    }
    Packed { generated: Generated { files, summary: model.summary }, modules: BTreeMap::new() }
}

/// The names of the modules at the root of a crate that are a unit's own.
fn modules(generated: &Generated) -> BTreeSet<String> {
    generated.files.iter().filter_map(|file| module_of(&file.path)).map(str::to_owned).collect()
}

/// The module at the root of the crate to which a file belongs.
fn module_of(path: &str) -> Option<&str> {
    let first = path.strip_prefix("src/")?.split('/').next()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!["lib", "runtime", "service"].contains(&name)).then_some(name)
}

/// The entry points of a unit on a client of its own: several units have sets of one name.
fn apart(service: &str) -> String {
    const SHARED: &str = "{Client, ClientBuilder, Service};\n";
    const OWN: &str = "{ClientBuilder, Service};\n\n\
        /// The client of one unit.\n\
        #[derive(Debug)]\n\
        pub struct Client(crate::runtime::Client);\n\n\
        impl std::ops::Deref for Client {\n    type Target = crate::runtime::Client;\n\n    \
        fn deref(&self) -> &crate::runtime::Client {\n        &self.0\n    }\n}\n";
    assert!(service.contains(SHARED), "the service begins in another way:\n{service}");
    service.replacen(SHARED, OWN, 1)
}
