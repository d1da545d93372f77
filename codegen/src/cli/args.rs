//! Command-line arguments.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use codegen::{Batch, BatchFormat, Config, NavigationPolicy, Runtime, Service, Stage, Unqualified, Values};

const ABOUT: &str = "\
Reads OData CSDL and writes a typed Rust client crate.

Without a command, writes the crate that a manifest describes.";

const AFTER: &str = "\
Exit codes:
  0  done; with `--check`, nothing differs
  1  faults in the inputs, or `--check` found differences; nothing was written
  2  wrong usage

Results go to standard output, warnings and errors to standard error, errors last. With `--message-format json` each line \
of both is a JSON object; help and wrong usage stay text. NO_COLOR is honoured.

Examples:
  codegen                      regenerate from the manifest
  codegen --check              list what would change, write nothing
  codegen generate --metadata service.csdl --out ./client --package my-client
  codegen generate --metadata graph.csdl --profile graph --out ./reports --package reports \\
          --include 'GET /reports/getCredentialUserRegistrationCount'
  codegen explain microsoft.graph.user
  codegen list user --metadata graph.csdl --message-format json
  codegen dump --stage model --metadata service.csdl
  codegen snippet 'GET /users/{id}/messages?$top=5'";

const SNIPPET: &str = "\
Write a request line as documentation shows it: with any host and version prefix, `{id}` for values, keys in parentheses \
or as segments, and query options. The statement calls the crate that the manifest describes, or that `codegen generate` \
would write from the given documents and options. A call that the slice leaves out is an error that names it. Names, \
literals and options that cannot be right are errors. Notes name what the statement sends otherwise: a value that is not a \
literal of its type becomes a sample, and what has no typed form stays text.";

/// The headings of options, in the order in which every command shows them. No argument has a long help: with one, clap
/// would lay out the help of that command in another way.
const DOCUMENTS: &str = "Documents";
const SLICE: &str = "Slice and service";
const WRITING: &str = "Writing";
const PRINTING: &str = "Printing";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "codegen", version, about = ABOUT, after_help = AFTER)]
#[command(subcommand_help_heading = "Commands", disable_help_subcommand = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) manifest: ManifestArgument,
    #[command(flatten)]
    pub(super) write: WriteArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write a crate from documents and flags, without a manifest
    Generate(GenerateArguments),
    /// Show why a type is part of the output: the chain of reasons
    Explain(ExplainArguments),
    /// Print what one stage makes of the documents
    Dump(DumpArguments),
    /// List types and operations: schema name and Rust path
    List(ListArguments),
    /// Print the Rust statement that makes a request
    #[command(after_help = SNIPPET)]
    Snippet(SnippetArguments),
}

impl Command {
    /// Whether documents are given in place of a manifest.
    pub(super) fn has_metadata(&self) -> bool {
        let documents = match self {
            Self::Generate(_) => return true,
            Self::Explain(arguments) => &arguments.documents,
            Self::Dump(arguments) => &arguments.documents,
            Self::List(arguments) => &arguments.documents,
            Self::Snippet(arguments) => &arguments.documents,
        };
        !documents.metadata.is_empty()
    }
}

/// For all commands but `generate`.
#[derive(Args, Debug)]
pub(super) struct ManifestArgument {
    /// The manifest to read instead of `metadata/codegen.toml`
    #[arg(long = "manifest", help_heading = DOCUMENTS, value_name = "FILE")]
    pub(super) path: Option<PathBuf>,
}

/// For all commands.
#[derive(Args, Debug)]
pub(super) struct OutputArguments {
    /// How to print: text, or one JSON object a line
    #[arg(long, help_heading = PRINTING, value_enum, value_name = "FORMAT", default_value_t, global = true)]
    pub(super) message_format: MessageFormat,
    /// When to colour diagnostics
    #[arg(long, help_heading = PRINTING, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub(super) color: Color,
    /// Also print warnings about parts of the documents that the slice leaves out
    #[arg(long, help_heading = PRINTING, global = true)]
    pub(super) all_warnings: bool,
    /// Print results and errors only: no summary, no warnings, no notes
    #[arg(long, short, help_heading = PRINTING, global = true)]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    #[default]
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Args, Debug)]
pub(super) struct WriteArguments {
    /// Write nothing; list the files that differ, and exit with 1 if there are any
    #[arg(long, help_heading = WRITING)]
    pub(super) check: bool,
    /// Write into a folder although codegen has not written the files in it
    #[arg(long, help_heading = WRITING)]
    pub(super) force: bool,
}

#[derive(Args, Debug)]
pub(super) struct GenerateArguments {
    #[command(flatten)]
    pub(super) documents: RequiredDocuments,
    #[command(flatten)]
    pub(super) options: Options,
    /// The folder of the crate
    #[arg(long, help_heading = WRITING, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// The crate's package name
    #[arg(long, help_heading = WRITING, value_name = "NAME", value_parser = codegen::package_name)]
    pub(super) package: String,
    /// Where the crate takes its runtime from, as Cargo reads it: `embedded` writes it below the crate; `path=DIR` (relative
    /// to the crate), `version=REQUIREMENT` and `git=URL#REVISION` name one that several crates share
    #[arg(long, help_heading = WRITING, value_name = "SOURCE", value_parser = codegen::runtime, default_value = "embedded")]
    pub(super) runtime: Runtime,
    #[command(flatten)]
    pub(super) write: WriteArguments,
}

#[derive(Args, Debug)]
pub(super) struct RequiredDocuments {
    /// A CSDL document, or a folder of them (*.csdl, *.edmx, *.xml); may be repeated. Documents that these refer to by
    /// a relative path are read too
    #[arg(long, help_heading = DOCUMENTS, value_name = "FILE", required = true)]
    pub(super) metadata: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct OptionalDocuments {
    /// A CSDL document, or a folder of them, instead of a manifest; may be repeated
    #[arg(long, help_heading = DOCUMENTS, value_name = "FILE", conflicts_with = "path")]
    pub(super) metadata: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) manifest: ManifestArgument,
}

#[derive(Args, Debug)]
pub(super) struct ExplainArguments {
    /// The type's qualified name
    #[arg(value_name = "TYPE")]
    pub(super) name: String,
    #[command(flatten)]
    pub(super) documents: OptionalDocuments,
    #[command(flatten)]
    pub(super) options: Options,
}

#[derive(Args, Debug)]
pub(super) struct DumpArguments {
    /// Which stage: `syntax` is the documents as read, `model` what they mean, `select` what is kept and why, `plan`
    /// the crate as data
    #[arg(long, value_enum, value_name = "STAGE", hide_possible_values = true)]
    pub(super) stage: StageName,
    #[command(flatten)]
    pub(super) documents: OptionalDocuments,
    #[command(flatten)]
    pub(super) options: Options,
}

#[derive(Args, Debug)]
pub(super) struct ListArguments {
    /// Only what has this in its schema name, whatever the case; with `*` in it, a pattern for the whole name
    #[arg(value_name = "FILTER")]
    pub(super) filter: Option<String>,
    #[command(flatten)]
    pub(super) documents: OptionalDocuments,
    #[command(flatten)]
    pub(super) options: Options,
}

#[derive(Args, Debug)]
pub(super) struct SnippetArguments {
    /// Request lines, each a method and a URL, or a URL alone for GET
    #[arg(value_name = "METHOD URL", required_unless_present = "file")]
    pub(super) lines: Vec<String>,
    /// A file with a request line in each line, `-` for standard input
    #[arg(long, value_name = "LIST", conflicts_with = "lines")]
    pub(super) file: Option<PathBuf>,
    /// Print one batch of all requests
    #[arg(long)]
    pub(super) batch: bool,
    /// The name of the crate in the statements, where no manifest names it
    #[arg(long, value_name = "NAME", value_parser = codegen::package_name)]
    pub(super) package: Option<String>,
    #[command(flatten)]
    pub(super) documents: OptionalDocuments,
    #[command(flatten)]
    pub(super) options: Options,
}

/// Flags in place of the tables `select`, `service` and `limits` of a manifest.
#[derive(Args, Debug)]
pub(super) struct Options {
    /// What to keep: a namespace, type, operation or path, `*` in it for anything, or a request line like
    /// `GET /me?$expand=manager`, with what its method and options need; may be repeated, and without it everything is kept
    #[arg(long, help_heading = SLICE, value_name = "PATTERN")]
    include: Vec<String>,
    /// Which types and operations to leave out again, by a name or pattern; may be repeated
    #[arg(long, help_heading = SLICE, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// Which navigation properties to keep: `path` those that a request line follows, `kept` also those between kept
    /// types, `all` every one with its target [default: kept]
    #[arg(long, help_heading = SLICE, value_name = "POLICY", value_parser = navigation_parser(), hide_possible_values = true)]
    navigation: Option<NavigationPolicy>,
    /// The entity container, where there are several
    #[arg(long, help_heading = SLICE, value_name = "NAME")]
    container: Option<String>,
    /// The service root that clients use by default
    #[arg(long, help_heading = SLICE, value_name = "URL", value_parser = codegen::service_root)]
    service_root: Option<String>,
    /// The service's conventions: OData's own, Microsoft Graph's (unqualified operations, no empty parentheses, keys as
    /// segments, base64 with `+` and `/`, batches of 20 in JSON), or Redfish's (keys as segments, items that may be null) [default: standard]
    #[arg(long, help_heading = SLICE, value_enum, value_name = "PROFILE", hide_possible_values = true)]
    profile: Option<Profile>,
    /// Collections whose items are sent as null at times, and become `Option`s: properties, `Ns.type/property`, results and
    /// parameters of operations, with `*` in it for anything; may be repeated
    #[arg(long, help_heading = SLICE, value_name = "PATTERN")]
    nullable_items: Vec<String>,
    /// How many megabytes of Rust may be made at most [default: 32, or 16 times what the metadata declares]
    #[arg(long, help_heading = SLICE, value_name = "MB")]
    limit_output: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Profile {
    Graph,
    Redfish,
    Standard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StageName {
    Syntax,
    Model,
    Select,
    Plan,
}

fn navigation_parser() -> impl TypedValueParser<Value = NavigationPolicy> {
    PossibleValuesParser::new(["path", "kept", "all"]).try_map(|policy| codegen::navigation(&policy))
}

impl Options {
    /// Sets in `config` what the flags give.
    pub(super) fn apply(&self, config: &mut Config) {
        let select = &mut config.select;
        if !self.include.is_empty() {
            select.include.clone_from(&self.include);
        }
        if !self.exclude.is_empty() {
            select.exclude.clone_from(&self.exclude);
        }
        select.navigation = self.navigation.unwrap_or(select.navigation);
        if self.container.is_some() {
            select.container.clone_from(&self.container);
        }
        config.limits.output = self.limit_output.or(config.limits.output);
        if let Some(profile) = self.profile {
            config.service = Service { root: config.service.root.take(), ..profile.service() };
            config.values = profile.values();
            config.batch = profile.batch();
        }
        config.values.nullable_items.extend_from_slice(&self.nullable_items);
        if self.service_root.is_some() {
            config.service.root.clone_from(&self.service_root);
        }
    }
}

impl Profile {
    fn service(self) -> Service {
        let is_graph = self == Self::Graph;
        Service {
            root: None,
            unqualified_operations: if is_graph { Unqualified::All } else { Unqualified::Standard },
            empty_parentheses: !is_graph,
            key_as_segment: self != Self::Standard,
            client_request_id: is_graph,
            eventual_consistency: is_graph,
            scopes: if is_graph { vec!["https://graph.microsoft.com/.default".to_owned()] } else { Vec::new() },
            ..Service::default()
        }
    }

    fn batch(self) -> Batch {
        match self {
            Self::Graph => Batch { format: Some(BatchFormat::Json), limit: Some(20), rooted_urls: true },
            Self::Standard | Self::Redfish => Batch::default(),
        }
    }

    fn values(self) -> Values {
        Values {
            // An empty slot of an array is null.
            nullable_items: if self == Self::Redfish { vec!["*".to_owned()] } else { Vec::new() },
            plain_base64: self == Self::Graph,
            ..Values::default()
        }
    }
}

impl StageName {
    /// As written on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Model => "model",
            Self::Select => "select",
            Self::Plan => "plan",
        }
    }
}

impl From<StageName> for Stage {
    fn from(name: StageName) -> Self {
        match name {
            StageName::Syntax => Self::Syntax,
            StageName::Model => Self::Model,
            StageName::Select => Self::Select,
            StageName::Plan => Self::Plan,
        }
    }
}

/// The conventions of a service for which none are given.
pub(super) fn standard_service() -> Service {
    Profile::Standard.service()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definitions_are_consistent() {
        super::Arguments::command().debug_assert();
    }
}
