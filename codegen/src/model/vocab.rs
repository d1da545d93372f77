//! The vocabulary terms that we understand, as fields.

use std::sync::LazyLock;

use crate::source::Span;

use super::term::TermSet;

/// The annotations of one model element, as far as they are understood. Takes one word where the element has no annotation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meta(pub(crate) Option<Box<MetaData>>);

/// The content of a [`Meta`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MetaData {
    /// `Core.Description`.
    pub(crate) description: Option<Box<str>>,
    /// `Core.LongDescription`.
    pub(crate) long_description: Option<Box<str>>,
    /// `Core.Revisions`.
    pub(crate) revisions: Vec<Revision>,
    /// `Core.Permissions` is `Read` (or `None`): cannot be written.
    pub(crate) read_only: bool,
    /// `Core.Computed`.
    pub(crate) computed: bool,
    /// `Core.Immutable`.
    pub(crate) immutable: bool,
    /// `Core.ODataVersions` (on containers and schemas), as written.
    pub(crate) odata_versions: Option<Box<str>>,
    /// `Core.AlternateKeys`, `OData.Community.Keys.V1.AlternateKeys`: name/path pairs of each.
    pub(crate) alternate_keys: Vec<Vec<(Box<str>, Box<str>)>>,
    /// The `Value` of `Core.Example`.
    pub(crate) example: Option<Box<str>>,
    /// Capabilities and what permits a call.
    pub(crate) capabilities: Capabilities,
    /// `Validation` terms, as sentences for the docs: `Minimum 0`, `Pattern ^a`, `One of: "D1", "D7"`.
    pub(crate) validation: Vec<Box<str>>,
    /// Those of `Validation.AllowedValues` that have a `Core.SymbolicName`.
    pub(crate) named_values: Vec<NamedValue>,
    /// The terms that were read: of two annotations of one term the first holds.
    pub(crate) applied: TermSet,
}

/// An allowed value with a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NamedValue {
    /// `Core.SymbolicName`, as written.
    pub(crate) name: Box<str>,
    /// As written, whatever its type.
    pub(crate) value: Box<str>,
    pub(crate) is_string: bool,
    /// `Core.Description`.
    pub(crate) description: Option<Box<str>>,
    /// Where the name is given.
    pub(crate) span: Span,
}

/// An entry of `Core.Revisions`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Revision {
    pub(crate) kind: RevisionKind,
    pub(crate) version: Option<Box<str>>,
    pub(crate) description: Option<Box<str>>,
    /// Published beside the standard's fields by Microsoft Graph.
    pub(crate) date: Option<Box<str>>,
    pub(crate) removal_date: Option<Box<str>>,
}

/// `Core.RevisionKind`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RevisionKind {
    Added,
    Modified,
    #[default]
    Deprecated,
}

/// `Org.OData.Capabilities.V1`, as far as docs and requests use it. `None`: nothing is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Capabilities {
    pub(crate) filterable: Option<bool>,
    pub(crate) sortable: Option<bool>,
    pub(crate) expandable: Option<bool>,
    pub(crate) searchable: Option<bool>,
    pub(crate) countable: Option<bool>,
    pub(crate) skip_supported: Option<bool>,
    pub(crate) top_supported: Option<bool>,
    pub(crate) select_supported: Option<bool>,
    pub(crate) key_as_segment: Option<bool>,
    pub(crate) query_by_post: Option<bool>,
    pub(crate) batch_supported: Option<bool>,
    /// Media types.
    pub(crate) batch_formats: Vec<Box<str>>,
    pub(crate) readable: Option<bool>,
    pub(crate) insertable: Option<bool>,
    pub(crate) updatable: Option<bool>,
    pub(crate) deletable: Option<bool>,
    /// From `ReadRestrictions`, `OperationRestrictions` and `Authorization`: any one of these suffices.
    pub(crate) permissions: Vec<Permission>,
}

/// A `Capabilities.PermissionType`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Permission {
    /// `Read`, `Insert`, `Update`, `Delete` or `Call`.
    pub(crate) access: Access,
    /// For instance `DelegatedWork`, `Application`.
    pub(crate) scheme: Box<str>,
    pub(crate) scopes: Vec<Box<str>>,
}

/// What a permission permits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Access {
    Read,
    Insert,
    Update,
    Delete,
    Call,
}

impl MetaData {
    /// What it says, a line each, for dumps.
    pub(super) fn facts(&self) -> Vec<String> {
        let Self {
            description,
            long_description,
            revisions,
            read_only,
            computed,
            immutable,
            odata_versions,
            alternate_keys,
            example,
            capabilities,
            validation,
            named_values,
            applied: _,
        } = self;
        let mut facts = Vec::new();
        let texts = [
            ("description", description),
            ("long description", long_description),
            ("OData versions", odata_versions),
            ("example", example),
        ];
        facts.extend(texts.into_iter().filter_map(|(name, text)| Some(format!("{name} {:?}", text.as_ref()?))));
        let flags = [(*read_only, "read-only"), (*computed, "computed"), (*immutable, "immutable")];
        facts.extend(flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag.to_owned()));
        facts.extend(revisions.iter().map(Revision::fact));
        for key in alternate_keys {
            let parts: Vec<_> = key.iter().map(|(name, path)| format!("{name} = {path}")).collect();
            facts.push(format!("alternate key {}", parts.join(", ")));
        }
        facts.extend(validation.iter().map(|sentence| format!("valid {sentence:?}")));
        facts.extend(named_values.iter().map(NamedValue::fact));
        facts.extend(capabilities.facts());
        facts
    }

    /// About how many bytes of text it holds.
    pub(crate) fn weight(&self) -> usize {
        let Self {
            description,
            long_description,
            revisions,
            read_only: _,
            computed: _,
            immutable: _,
            odata_versions,
            alternate_keys,
            example,
            capabilities,
            validation,
            named_values,
            applied: _,
        } = self;
        let texts: usize =
            [description, long_description, odata_versions, example].into_iter().flatten().map(|text| text.len()).sum();
        let validation: usize = validation.iter().map(|text| text.len()).sum();
        let revisions: usize = revisions.iter().map(Revision::weight).sum();
        let permissions: usize = capabilities.permissions.iter().map(Permission::weight).sum();
        let keys = alternate_keys.iter().flatten().map(|(name, path)| name.len() + path.len());
        let named_values: usize = named_values.iter().map(NamedValue::weight).sum();
        texts + validation + named_values + revisions + permissions + keys.sum::<usize>()
    }
}

impl NamedValue {
    fn fact(&self) -> String {
        let Self { name, value, is_string, description, span: _ } = self;
        let mut fact = format!("named value {name:?} = ");
        fact += &if *is_string { format!("{value:?}") } else { value.to_string() };
        if let Some(description) = description {
            fact += &format!(" description {description:?}");
        }
        fact
    }

    /// The name stands in a constant and in its documentation.
    fn weight(&self) -> usize {
        let description = self.description.as_ref().map_or(0, |text| text.len());
        size_of::<Self>() + 2 * (self.name.len() + self.value.len()) + description
    }
}

impl Revision {
    fn fact(&self) -> String {
        let Self { kind, version, description, date, removal_date } = self;
        let mut fact = format!("{kind:?}");
        let texts = [("version", version), ("date", date), ("removal", removal_date), ("because", description)];
        for (name, text) in texts {
            if let Some(text) = text {
                fact += &format!(" {name} {text:?}");
            }
        }
        fact
    }

    fn weight(&self) -> usize {
        let texts = [&self.version, &self.description, &self.date, &self.removal_date];
        size_of::<Self>() + texts.into_iter().flatten().map(|text| text.len()).sum::<usize>()
    }
}

impl Permission {
    fn fact(&self) -> String {
        let Self { access, scheme, scopes } = self;
        let scopes: String = scopes.iter().map(|scope| format!(" {scope}")).collect();
        format!("permit {access:?}: {scheme}{scopes}")
    }

    fn weight(&self) -> usize {
        let scopes: usize = self.scopes.iter().map(|scope| size_of::<Box<str>>() + scope.len()).sum();
        size_of::<Self>() + self.scheme.len() + scopes
    }
}

impl Capabilities {
    fn facts(&self) -> Vec<String> {
        let Self {
            filterable,
            sortable,
            expandable,
            searchable,
            countable,
            skip_supported,
            top_supported,
            select_supported,
            key_as_segment,
            query_by_post,
            batch_supported,
            batch_formats,
            readable,
            insertable,
            updatable,
            deletable,
            permissions,
        } = self;
        let flags = [
            ("filter", filterable),
            ("sort", sortable),
            ("expand", expandable),
            ("search", searchable),
            ("count", countable),
            ("skip", skip_supported),
            ("top", top_supported),
            ("select", select_supported),
            ("key as segment", key_as_segment),
            ("query by POST", query_by_post),
            ("batch", batch_supported),
            ("read", readable),
            ("insert", insertable),
            ("update", updatable),
            ("delete", deletable),
        ];
        let flags = flags.into_iter().filter_map(|(name, flag)| Some(format!("can {name}: {}", (*flag)?)));
        let formats = batch_formats.iter().map(|format| format!("batch format: {format}"));
        flags.chain(formats).chain(permissions.iter().map(Permission::fact)).collect()
    }

    /// Takes over the values that are not set here.
    pub(super) fn complete(&mut self, other: Self) {
        let Self {
            filterable,
            sortable,
            expandable,
            searchable,
            countable,
            skip_supported,
            top_supported,
            select_supported,
            key_as_segment,
            query_by_post,
            batch_supported,
            batch_formats,
            readable,
            insertable,
            updatable,
            deletable,
            permissions,
        } = other;
        self.filterable = self.filterable.or(filterable);
        self.sortable = self.sortable.or(sortable);
        self.expandable = self.expandable.or(expandable);
        self.searchable = self.searchable.or(searchable);
        self.countable = self.countable.or(countable);
        self.skip_supported = self.skip_supported.or(skip_supported);
        self.top_supported = self.top_supported.or(top_supported);
        self.select_supported = self.select_supported.or(select_supported);
        self.key_as_segment = self.key_as_segment.or(key_as_segment);
        self.query_by_post = self.query_by_post.or(query_by_post);
        self.batch_supported = self.batch_supported.or(batch_supported);
        if self.batch_formats.is_empty() {
            self.batch_formats = batch_formats;
        }
        self.readable = self.readable.or(readable);
        self.insertable = self.insertable.or(insertable);
        self.updatable = self.updatable.or(updatable);
        self.deletable = self.deletable.or(deletable);
        if self.permissions.is_empty() {
            self.permissions = permissions;
        }
    }
}

impl Meta {
    /// The content, or its defaults.
    pub(crate) fn get(&self) -> &MetaData {
        static NONE: LazyLock<MetaData> = LazyLock::new(MetaData::default);
        self.0.as_deref().unwrap_or_else(|| &NONE)
    }

    /// The content, made on first use.
    pub(crate) fn make(&mut self) -> &mut MetaData {
        self.0.get_or_insert_default()
    }
}
