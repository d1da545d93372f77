//! The options of a run, apart from the paths of files.

pub(crate) mod manifest;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeMap;

use crate::select::Select;
use crate::source::Places;

pub use manifest::{FIRST_VERSION, Input, Manifest};
pub use values::{navigation, package_name, runtime, service_root};

/// The options of a run, from the manifest and the flags.
#[derive(Clone, Debug)]
pub struct Config {
    /// The package that is written.
    pub package: Package,
    /// Where the package takes its runtime from.
    pub runtime: Runtime,
    /// The service's URL conventions and root.
    pub service: Service,
    /// What to keep.
    pub select: Select,
    /// How values are read and written.
    pub values: Values,
    /// How the service takes batches.
    pub batch: Batch,
    /// How much may be written.
    pub limits: Limits,
    /// Schema names to Rust names: `Ns.type`, `Ns.type/property`, `Ns.operation`, `Ns` (a module).
    pub names: BTreeMap<String, String>,
    /// Where the manifest has those.
    pub name_places: Places,
}

/// The name and version of the generated package.
#[derive(Clone, Debug)]
pub struct Package {
    /// The Cargo package name; the crate name is the same with `-` as `_`.
    pub name: String,
    /// The package's version.
    pub version: String,
}

/// How the service's values are read and written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// Patterns for the collections whose items become `Option`s, because the service sends nulls among them: of a property
    /// `Ns.type/property`, of a parameter `Ns.operation/parameter`, of the result of an operation `Ns.operation`. It counts
    /// for collections that do not say `Nullable`.
    pub nullable_items: Vec<String>,
    /// Where the manifest has those.
    pub places: Places,
    /// `Edm.Binary` is sent as base64 with `+` and `/`, in place of the standard's base64url.
    pub plain_base64: bool,
}

/// How the service takes batches: what is not said is as the metadata says, and then as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// How the requests of a batch are written.
    pub format: Option<BatchFormat>,
    /// How many requests one call may carry. `None`: 100.
    pub limit: Option<u32>,
    /// URLs relative to the service root begin with a slash.
    pub rooted_urls: bool,
}

/// How the requests of a batch are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchFormat {
    /// One JSON object.
    Json,
    /// `multipart/mixed`.
    Multipart,
}

/// How large the output may become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// How many megabytes of Rust are written at most, by an estimate. `None`: 32, or 16 times what the metadata
    /// declares where that is more.
    pub output: Option<u64>,
}

/// Where a generated package takes its runtime from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// From a package of its own below the generated one, which is written with it: nothing else is needed.
    #[default]
    Embedded,
    /// From a folder, relative to that of the generated package: several crates of one workspace then share it.
    Path {
        /// The folder.
        path: String,
        /// A version requirement for those who take the generated package from a registry.
        version: Option<String>,
    },
    /// From the package registry, by a version requirement.
    Version(String),
    /// From a git repository.
    Git {
        /// Where it is.
        url: String,
        /// A commit, or the newest one of the default branch.
        revision: Option<String>,
    },
}

/// How the service is addressed.
#[derive(Clone, Debug, Default)]
pub struct Service {
    /// The service root that clients use by default; ends in `/`.
    pub root: Option<String>,
    /// Bound operations are addressed by their unqualified name (U7).
    pub unqualified_operations: Unqualified,
    /// Functions without parameters are addressed with `()`; false in Graph's profile (U5).
    pub empty_parentheses: bool,
    /// Keys are path segments of their own (U3).
    pub key_as_segment: bool,
    /// Calls carry a name of their own (G16).
    pub client_request_id: bool,
    /// Queries ask for eventual consistency where Microsoft Graph needs it (G3).
    pub eventual_consistency: bool,
    /// The scopes of the tokens that credentials are asked for.
    pub scopes: Vec<String>,
    /// Where the manifest has the names of [`Unqualified::Only`].
    pub places: Places,
}

/// Which bound operations need no qualification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Unqualified {
    /// Those of namespaces with `Core.DefaultNamespace`, which is the rule of the standard.
    #[default]
    Standard,
    /// All.
    All,
    /// Those of these namespaces, and single operations by qualified name.
    Only(Vec<String>),
}
