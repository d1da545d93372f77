//! The manifest `codegen.toml`: what to read, what to keep of it, and where the crate goes.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use toml::Spanned;

use super::values::{self, batch_format, navigation, package_name, service_root};
use crate::config::{Batch, Config, Limits, Package, Runtime, Service, Unqualified, Values};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::select::Select;
use crate::source::{Places, SourceId, Sources, Span};

/// The version of a package for which none is given.
pub const FIRST_VERSION: &str = "0.1.0";

/// The content of a manifest. Its paths are relative to its folder.
#[derive(Debug)]
pub struct Manifest {
    /// The documents, or folders of them.
    pub inputs: Vec<Input>,
    /// The folder of the generated package.
    pub directory: String,
    /// Everything else.
    pub config: Config,
}

/// A document or folder that a manifest names.
#[derive(Clone, Debug)]
pub struct Input {
    /// As written.
    pub path: String,
    span: Span,
}

impl Input {
    /// Reports at its place in the manifest why it cannot be read.
    pub fn unreadable(&self, reason: &str, diagnostics: &mut Diagnostics) {
        diagnostics.push(Diagnostic::error(
            "unreadable-input",
            self.span,
            format!("cannot read `{}`: {reason}", self.path),
        ));
    }
}

impl Manifest {
    /// Reads the manifest that was added to `sources` as `id` ([`Sources::add_manifest`]). The documents have to be added to the
    /// same `sources`: messages about what they lack point into the manifest.
    ///
    /// Returns `None` where it has a fault; `diagnostics` then holds the reason.
    pub fn read(sources: &Sources, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = &sources.get(id)?.text;
        if !is_manifest(text) {
            diagnostics.push(
                Diagnostic::error("invalid-manifest", place(id, 0..0), "this is not a manifest of codegen")
                    .unquoted()
                    .help("a manifest has a line that names documents: `inputs = [\"service.csdl\"]`"),
            );
            return None;
        }
        let document: ManifestTable = match toml::from_str(text) {
            Ok(document) => document,
            Err(error) => {
                let span = error.span().map(|range| place(id, range));
                let message = error.message().trim();
                let diagnostic = Diagnostic::error("invalid-manifest", span, message);
                diagnostics.push(match unknown_key(message) {
                    Some((key, known)) => diagnostic.suggest(key, known),
                    None => diagnostic,
                });
                return None;
            }
        };
        let mut reader = ManifestReader { id, diagnostics, is_valid: true };
        let manifest = reader.manifest(document);
        reader.is_valid.then_some(manifest)
    }
}

/// Whether a text is a manifest, even a faulty one: one of its lines begins with `inputs =`. Messages about a manifest
/// quote its lines. A path may lead to any file, for instance one of passwords, and nothing of such a file may be
/// quoted.
fn is_manifest(text: &str) -> bool {
    let is_quote = |c: char| matches!(c, '"' | '\'');
    let names_inputs = |line: &str| {
        let after_key = line.trim_start().trim_start_matches(is_quote).strip_prefix("inputs");
        after_key.is_some_and(|rest| rest.trim_start_matches(is_quote).trim_start().starts_with('='))
    };
    text.lines().any(names_inputs)
}

/// The key that serde does not know, and those that it expects instead: the message has each between backticks.
fn unknown_key(message: &str) -> Option<(&str, impl Iterator<Item = &str>)> {
    let mut quoted = message.strip_prefix("unknown field `")?.split('`').step_by(2);
    Some((quoted.next()?, quoted))
}

/// A byte range of the manifest as a place in the sources, which hold no text of 4 GiB.
fn place(source: SourceId, range: Range<usize>) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { source, start: offset(range.start), end: offset(range.end) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestTable {
    inputs: Spanned<Vec<Spanned<String>>>,
    package: PackageTable,
    runtime: Option<Spanned<RuntimeTable>>,
    #[serde(default)]
    service: ServiceTable,
    #[serde(default)]
    select: SelectTable,
    #[serde(default)]
    values: ValuesTable,
    #[serde(default)]
    batch: BatchTable,
    #[serde(default)]
    limits: LimitsTable,
    #[serde(default)]
    names: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackageTable {
    name: Spanned<String>,
    version: Option<Spanned<String>>,
    directory: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuntimeTable {
    path: Option<Spanned<String>>,
    version: Option<Spanned<String>>,
    git: Option<Spanned<String>>,
    rev: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct ServiceTable {
    root: Option<Spanned<String>>,
    #[serde(deserialize_with = "unqualified")]
    unqualified_operations: UnqualifiedTable,
    empty_parentheses: bool,
    key_as_segment: bool,
    client_request_id: bool,
    eventual_consistency: bool,
    scopes: Vec<Spanned<String>>,
}

impl Default for ServiceTable {
    /// The conventions of the standard.
    fn default() -> Self {
        Self {
            root: None,
            unqualified_operations: UnqualifiedTable::All(false),
            empty_parentheses: true,
            key_as_segment: false,
            client_request_id: false,
            eventual_consistency: false,
            scopes: Vec::new(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SelectTable {
    include: Vec<Spanned<String>>,
    exclude: Vec<Spanned<String>>,
    navigation: Option<Spanned<String>>,
    container: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct ValuesTable {
    nullable_items: Vec<Spanned<String>>,
    plain_base64: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct BatchTable {
    format: Option<Spanned<String>>,
    limit: Option<NonZeroU32>,
    rooted_urls: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LimitsTable {
    /// Megabytes.
    output: Option<u64>,
}

/// `true`, `false`, or a list of namespaces and qualified operations.
enum UnqualifiedTable {
    All(bool),
    Only(Vec<Spanned<String>>),
}

fn unqualified<'de, D: Deserializer<'de>>(deserializer: D) -> Result<UnqualifiedTable, D::Error> {
    struct BoolOrList;
    impl<'de> Visitor<'de> for BoolOrList {
        type Value = UnqualifiedTable;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("true, false, or a list of namespaces and qualified operations")
        }

        fn visit_bool<E: Error>(self, all: bool) -> Result<UnqualifiedTable, E> {
            Ok(UnqualifiedTable::All(all))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<UnqualifiedTable, A::Error> {
            let mut names = Vec::new();
            while let Some(name) = list.next_element()? {
                names.push(name);
            }
            Ok(UnqualifiedTable::Only(names))
        }
    }
    deserializer.deserialize_any(BoolOrList)
}

/// Converts what was read as TOML to the options of a run, and reports all invalid values.
struct ManifestReader<'d> {
    id: SourceId,
    diagnostics: &'d mut Diagnostics,
    is_valid: bool,
}

impl ManifestReader<'_> {
    fn manifest(&mut self, document: ManifestTable) -> Manifest {
        if document.inputs.get_ref().is_empty() {
            self.fault(
                document.inputs.span(),
                "the list of inputs is empty",
                Some("name at least one CSDL document or folder"),
            );
        }
        let inputs = document.inputs.into_inner().into_iter();
        let inputs = inputs.map(|path| Input { span: place(self.id, path.span()), path: path.into_inner() }).collect();
        let (names, name_places) = self.names(document.names);
        let config = Config {
            package: Package {
                name: self.value(document.package.name, package_name).unwrap_or_default(),
                version: document
                    .package
                    .version
                    .and_then(|version| self.value(version, values::version))
                    .unwrap_or_else(|| FIRST_VERSION.into()),
            },
            runtime: document.runtime.map(|table| self.runtime(table)).unwrap_or_default(),
            service: self.service(document.service),
            select: self.select(document.select),
            values: self.values(document.values),
            batch: self.batch(document.batch),
            limits: Limits { output: document.limits.output },
            names,
            name_places,
        };
        Manifest { inputs, directory: document.package.directory, config }
    }

    fn service(&mut self, table: ServiceTable) -> Service {
        let mut places = Places::default();
        let unqualified_operations = match table.unqualified_operations {
            UnqualifiedTable::All(true) => Unqualified::All,
            UnqualifiedTable::All(false) => Unqualified::Standard,
            UnqualifiedTable::Only(names) => Unqualified::Only(self.entries(names, &mut places)),
        };
        Service {
            root: table.root.and_then(|root| self.value(root, service_root)),
            unqualified_operations,
            empty_parentheses: table.empty_parentheses,
            key_as_segment: table.key_as_segment,
            client_request_id: table.client_request_id,
            eventual_consistency: table.eventual_consistency,
            scopes: self.scopes(table.scopes),
            places,
        }
    }

    fn select(&mut self, table: SelectTable) -> Select {
        let mut places = Places::default();
        Select {
            include: self.entries(table.include, &mut places),
            exclude: self.entries(table.exclude, &mut places),
            navigation: table.navigation.and_then(|policy| self.value(policy, navigation)).unwrap_or_default(),
            container: self.entries(table.container, &mut places).pop(),
            places,
        }
    }

    fn values(&self, table: ValuesTable) -> Values {
        let mut places = Places::default();
        let nullable_items = self.entries(table.nullable_items, &mut places);
        Values { nullable_items, plain_base64: table.plain_base64, places }
    }

    fn batch(&mut self, table: BatchTable) -> Batch {
        Batch {
            format: table.format.and_then(|format| self.value(format, batch_format)),
            limit: table.limit.map(NonZeroU32::get),
            rooted_urls: table.rooted_urls,
        }
    }

    fn names(&mut self, table: BTreeMap<Spanned<String>, Spanned<String>>) -> (BTreeMap<String, String>, Places) {
        let (mut names, mut places) = (BTreeMap::new(), Places::default());
        for (schema_name, name) in table {
            places.note(schema_name.get_ref(), place(self.id, schema_name.span()));
            if let Some(name) = self.value(name, values::identifier) {
                names.insert(schema_name.into_inner(), name);
            }
        }
        (names, places)
    }

    /// The texts of entries, whose places are noted.
    fn entries(&self, entries: impl IntoIterator<Item = Spanned<String>>, places: &mut Places) -> Vec<String> {
        let mut texts = Vec::new();
        for entry in entries {
            places.note(entry.get_ref(), place(self.id, entry.span()));
            texts.push(entry.into_inner());
        }
        texts
    }

    /// Where the runtime comes from: exactly one of the keys says it.
    fn runtime(&mut self, table: Spanned<RuntimeTable>) -> Runtime {
        let place = table.span();
        let table = table.into_inner();
        let texts = [table.path, table.version, table.git, table.rev];
        let [path, version, git, rev] = texts.map(|text| text.and_then(|text| self.value(text, values::one_line)));
        match (path, version, git, rev) {
            (Some(path), version, None, None) => Runtime::Path { path, version },
            (None, Some(version), None, None) => Runtime::Version(version),
            (None, None, Some(url), revision) => Runtime::Git { url, revision },
            (Some(_), _, Some(_), _)
            | (None, Some(_), Some(_), _)
            | (_, _, None, Some(_))
            | (None, None, None, None) => {
                self.fault(
                    place,
                    "`[runtime]` needs `path` (with or without `version`), `version`, or `git` (with or without `rev`)",
                    Some("leave the table out to have the runtime written below the generated package"),
                );
                Runtime::Embedded
            }
        }
    }

    /// Converts a value, or reports at its place what is wrong with it.
    fn value<T>(&mut self, text: Spanned<String>, convert: fn(&str) -> Result<T, String>) -> Option<T> {
        convert(text.get_ref()).map_err(|message| self.fault(text.span(), message, None)).ok()
    }

    /// Converts each value, or reports at its place what is wrong with it.
    fn scopes(&mut self, texts: Vec<Spanned<String>>) -> Vec<String> {
        texts.into_iter().filter_map(|text| self.value(text, values::scope)).collect()
    }

    fn fault(&mut self, range: Range<usize>, message: impl Into<String>, help: Option<&str>) {
        self.is_valid = false;
        let diagnostic = Diagnostic::error("invalid-manifest", place(self.id, range), message);
        self.diagnostics.push(help.into_iter().fold(diagnostic, Diagnostic::help));
    }
}
