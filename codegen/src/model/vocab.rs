//! The vocabulary terms that we understand, as fields.

use super::term::TermSet;

/// What the annotations of one model element say to us. Cheap where there are none.
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
    /// Capabilities and what permits a call.
    pub(crate) capabilities: Capabilities,
    /// `Validation` terms, as sentences for the docs: `Minimum 0`, `Pattern ^a`, `One of: "D1", "D7"`.
    pub(crate) validation: Vec<Box<str>>,
    /// The terms that said all this: of two annotations of one term the first holds.
    pub(crate) applied: TermSet,
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
    /// Nothing.
    pub(crate) const fn new() -> Self {
        Self {
            description: None,
            long_description: None,
            revisions: Vec::new(),
            read_only: false,
            computed: false,
            immutable: false,
            odata_versions: None,
            alternate_keys: Vec::new(),
            capabilities: Capabilities::new(),
            validation: Vec::new(),
            applied: TermSet::EMPTY,
        }
    }

    /// About how many bytes of text it holds.
    pub(crate) fn weight(&self) -> usize {
        let texts = [&self.description, &self.long_description, &self.odata_versions];
        let texts: usize = texts.into_iter().flatten().map(|text| text.len()).sum();
        let validation: usize = self.validation.iter().map(|text| text.len()).sum();
        let revisions: usize = self.revisions.iter().map(Revision::weight).sum();
        let permissions: usize = self.capabilities.permissions.iter().map(Permission::weight).sum();
        let keys = self.alternate_keys.iter().flatten().map(|(name, path)| name.len() + path.len());
        texts + validation + revisions + permissions + keys.sum::<usize>()
    }
}

impl Revision {
    fn weight(&self) -> usize {
        let texts = [&self.version, &self.description, &self.date, &self.removal_date];
        size_of::<Self>() + texts.into_iter().flatten().map(|text| text.len()).sum::<usize>()
    }
}

impl Permission {
    fn weight(&self) -> usize {
        let scopes: usize = self.scopes.iter().map(|scope| size_of::<Box<str>>() + scope.len()).sum();
        size_of::<Self>() + self.scheme.len() + scopes
    }
}

impl Capabilities {
    /// Nothing is said.
    pub(crate) const fn new() -> Self {
        Self {
            filterable: None,
            sortable: None,
            expandable: None,
            searchable: None,
            countable: None,
            skip_supported: None,
            top_supported: None,
            select_supported: None,
            key_as_segment: None,
            readable: None,
            insertable: None,
            updatable: None,
            deletable: None,
            permissions: Vec::new(),
        }
    }

    /// Takes over what is not said here.
    pub(super) fn complete(&mut self, other: Self) {
        self.filterable = self.filterable.or(other.filterable);
        self.sortable = self.sortable.or(other.sortable);
        self.expandable = self.expandable.or(other.expandable);
        self.searchable = self.searchable.or(other.searchable);
        self.countable = self.countable.or(other.countable);
        self.skip_supported = self.skip_supported.or(other.skip_supported);
        self.top_supported = self.top_supported.or(other.top_supported);
        self.select_supported = self.select_supported.or(other.select_supported);
        self.key_as_segment = self.key_as_segment.or(other.key_as_segment);
        self.readable = self.readable.or(other.readable);
        self.insertable = self.insertable.or(other.insertable);
        self.updatable = self.updatable.or(other.updatable);
        self.deletable = self.deletable.or(other.deletable);
        if self.permissions.is_empty() {
            self.permissions = other.permissions;
        }
    }
}

impl Meta {
    /// The content, or its defaults.
    pub(crate) fn get(&self) -> &MetaData {
        const NONE: &MetaData = &MetaData::new();
        self.0.as_deref().unwrap_or(NONE)
    }

    /// The content, made on first use.
    pub(crate) fn make(&mut self) -> &mut MetaData {
        self.0.get_or_insert_default()
    }
}
