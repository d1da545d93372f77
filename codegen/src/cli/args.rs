//! Command-line arguments.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use codegen::{Config, NavigationPolicy, Runtime, Service, Stage, Unqualified};

const ABOUT: &str = "\
Reads OData CSDL and writes a typed Rust client crate.

Without a command, regenerates what the manifest describes: FILE of `--manifest`, else `metadata/codegen.toml` in the \
current directory.";

const AFTER: &str = "\
Exit codes:
  0  done; with `--check`, nothing differs
  1  faults in the inputs, or `--check` found differences; nothing was written
  2  wrong usage

Diagnostics go to standard error, results to standard output. NO_COLOR is honoured.

Examples:
  codegen                      regenerate from the manifest
  codegen --check              list what would change, write nothing
  codegen generate --metadata service.csdl --out ./client --package my-client
  codegen generate --metadata graph.csdl --profile graph --out ./reports --package reports \\
          --include 'GET /reports/getCredentialUserRegistrationCount'
  codegen explain microsoft.graph.user
  codegen list user --metadata graph.csdl --message-format json
  codegen dump --stage model --metadata service.csdl
  codegen snippet 'GET /users/{id}/messages?$top=5' --metadata graph.csdl --profile graph --package graph";

const SNIPPET: &str = "\
Prints the Rust statement that makes a request.

A request line is taken as documentation writes it: any host and version prefix, `{id}` for values, keys in parentheses or \
as segments, query options. The statement calls the methods of the crate that the manifest describes, or that \
`codegen generate` would write from the given documents and options; a call that its slice leaves out is an error that says \
so. Values of the line that are no literals of their type become samples.";

/// The headings of options, in the order in which every command shows them.
const DOCUMENTS: &str = "Documents";
const SLICE: &str = "Slice and service";
const WRITING: &str = "Writing";
const PRINTING: &str = "Printing";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "codegen", version, about = "Reads OData CSDL and writes a typed Rust client crate", long_about = ABOUT)]
#[command(after_help = AFTER, subcommand_help_heading = "Commands", disable_help_subcommand = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) output: OutputArguments,
    #[command(flatten)]
    pub(super) write: WriteArguments,
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
    /// Print the Rust statement that makes a request: `codegen snippet 'GET /users/{id}/messages?$top=5'`
    Snippet(SnippetArguments),
}

/// For all commands.
#[derive(Args, Debug)]
pub(super) struct OutputArguments {
    /// The manifest to read instead of `metadata/codegen.toml`
    #[arg(long, help_heading = DOCUMENTS, value_name = "FILE", global = true)]
    pub(super) manifest: Option<PathBuf>,
    /// How to print: text, or one JSON object a line
    #[arg(long, help_heading = PRINTING, value_enum, value_name = "FORMAT", default_value_t, global = true)]
    pub(super) message_format: MessageFormat,
    /// When to colour diagnostics
    #[arg(long, help_heading = PRINTING, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub(super) color: Color,
    /// Print no summary, and no warnings where there is no error
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
    /// Write into a folder that holds files but none that codegen has written
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
    /// A CSDL document, or a folder of them, instead of the manifest; may be repeated
    #[arg(long, help_heading = DOCUMENTS, value_name = "FILE")]
    pub(super) metadata: Vec<PathBuf>,
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
    /// Which stage
    #[arg(long, value_enum)]
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
#[command(long_about = SNIPPET)]
pub(super) struct SnippetArguments {
    /// Request lines, each a method and a URL, or a URL alone for GET
    #[arg(value_name = "METHOD URL", required_unless_present = "file")]
    pub(super) lines: Vec<String>,
    /// A file with a request line in each line
    #[arg(long, value_name = "LIST", conflicts_with = "lines")]
    pub(super) file: Option<PathBuf>,
    /// What the statements call the crate, where no manifest says it
    #[arg(long, value_name = "NAME", value_parser = codegen::package_name)]
    pub(super) package: Option<String>,
    #[command(flatten)]
    pub(super) documents: OptionalDocuments,
    #[command(flatten)]
    pub(super) options: Options,
}

/// What takes the place of the manifest's tables `select` and `service`.
#[derive(Args, Debug)]
pub(super) struct Options {
    /// What to keep: a namespace, type, operation or path, `*` in it for anything, or a request line like `GET /me`;
    /// may be repeated, and without it everything is kept
    #[arg(long, help_heading = SLICE, value_name = "PATTERN")]
    include: Vec<String>,
    /// What to take out again: types and operations; may be repeated
    #[arg(long, help_heading = SLICE, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// How far navigation properties reach: `path` keeps those that a request line walks, `kept` also those between
    /// kept types, `all` every one with its target [default: kept]
    #[arg(long, help_heading = SLICE, value_name = "POLICY", value_parser = navigation_parser(), hide_possible_values = true)]
    navigation: Option<NavigationPolicy>,
    /// The entity container, where there are several
    #[arg(long, help_heading = SLICE, value_name = "NAME")]
    container: Option<String>,
    /// How many megabytes of Rust may be written at most [default: 32, or 16 times what the metadata
    /// declares]
    #[arg(long, help_heading = WRITING, value_name = "MB")]
    limit_output: Option<u64>,
    /// The service root that clients use unless told otherwise
    #[arg(long, help_heading = SLICE, value_name = "URL", value_parser = codegen::service_root)]
    service_root: Option<String>,
    /// The service's URL conventions: OData's own, or Microsoft Graph's (unqualified operations, no empty parentheses,
    /// keys as segments) [default: standard]
    #[arg(long, help_heading = SLICE, value_enum, value_name = "PROFILE", hide_possible_values = true)]
    profile: Option<Profile>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Profile {
    Graph,
    Standard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StageName {
    /// The documents as read
    Syntax,
    /// What they mean
    Model,
    /// What is kept, and why
    Select,
    /// The crate as data
    Plan,
}

fn navigation_parser() -> impl TypedValueParser<Value = NavigationPolicy> {
    PossibleValuesParser::new(["path", "kept", "all"]).try_map(|policy| codegen::navigation(&policy))
}

impl Options {
    /// Puts what was given into `config`.
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
        }
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
            key_as_segment: is_graph,
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

/// The conventions that a service has when nothing is said.
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
