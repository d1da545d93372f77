//! The names that an expression may use, as tokens of a query.

use crate::plan::items::{FieldItem, StructItem, Value};
use crate::request::expression::Name;

use super::Snippets;

/// What a term is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sort<'a> {
    Scalar(&'a Value),
    Object(&'a StructItem),
    Scalars(&'a Value),
    Objects(&'a StructItem),
}

/// A part of an expression in Rust.
#[derive(Clone, Debug)]
pub(super) struct QueryTerm<'a> {
    pub(super) text: String,
    pub(super) sort: Sort<'a>,
    /// The field of the property, where the term is one.
    pub(super) field: Option<&'a FieldItem>,
    /// A method can be called on the text as it is.
    pub(super) is_atom: bool,
    /// How many properties lead to it.
    pub(super) depth: usize,
    /// It is an item itself, not one of its properties.
    pub(super) is_item: bool,
}

/// A variable of a closure.
#[derive(Clone, Debug)]
struct Variable<'a> {
    /// What the expression calls it; `None` for the item that the query is about, which needs no name.
    written: Option<String>,
    term: QueryTerm<'a>,
}

/// A value that is made before the statement, because closures cannot fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Let {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) value: String,
}

/// Makes expressions about the items of one type.
#[derive(Debug)]
pub(super) struct ExpressionScope<'s, 'a> {
    pub(super) snippets: &'s Snippets<'a>,
    variables: Vec<Variable<'a>>,
    pub(super) lets: Vec<Let>,
    pub(super) notes: Vec<String>,
    /// Why the text is given and not a typed expression, where that is because of a limit.
    pub(super) limit: Option<String>,
    /// A part of what was made is text.
    pub(super) has_text: bool,
    /// The first part that is text.
    pub(super) untyped_part: Option<String>,
    /// How many properties are expanded around what is read.
    depth: usize,
}

impl<'s, 'a> ExpressionScope<'s, 'a> {
    pub(super) fn new(snippets: &'s Snippets<'a>, item: &'a StructItem, lets: Vec<Let>) -> Self {
        let name = item.path.ident.chars().next().filter(char::is_ascii_alphabetic).unwrap_or('x');
        let mut scope = Self {
            snippets,
            variables: Vec::new(),
            lets,
            notes: Vec::new(),
            limit: None,
            has_text: false,
            untyped_part: None,
            depth: 0,
        };
        scope.push(None, name.to_ascii_lowercase().to_string(), Sort::Object(item));
        scope
    }

    /// The scope of a property that is expanded here, which takes over what stands before the statement; `None` where
    /// there are too many around each other.
    pub(super) fn expanded_in(&mut self, target: &'a StructItem) -> Option<Self> {
        const DEEPEST: usize = 16;
        if self.depth == DEEPEST {
            self.reach_limit(&format!("it expands more than {DEEPEST} properties in each other"));
            return None;
        }
        let nested = Self::new(self.snippets, target, std::mem::take(&mut self.lets));
        Some(Self { depth: self.depth + 1, ..nested })
    }

    /// Takes back what a nested scope has collected.
    pub(super) fn leave_expanded(&mut self, nested: Self) {
        self.lets = nested.lets;
        self.notes.extend(nested.notes);
        self.has_text |= nested.has_text;
        self.untyped_part = self.untyped_part.take().or(nested.untyped_part);
        self.limit = nested.limit.or(self.limit.take());
    }

    /// Notes why text is given and not a typed expression.
    pub(super) fn reach_limit(&mut self, reason: &str) {
        self.limit.get_or_insert_with(|| reason.to_owned());
    }

    /// The variable for the item that the query is about.
    pub(super) fn item(&self) -> &str {
        self.variables.first().map_or("x", |variable| &variable.term.text)
    }

    /// Whether the text is inside of a lambda, whose variable only typed expressions know.
    pub(super) fn is_in_lambda(&self) -> bool {
        self.variables.len() > 1
    }

    fn push(&mut self, written: Option<String>, text: String, sort: Sort<'a>) {
        let term =
            QueryTerm { text, sort, field: None, is_atom: true, depth: 0, is_item: matches!(sort, Sort::Object(_)) };
        self.variables.push(Variable { written, term });
    }

    /// Adds the variable of a lambda; gives its name in Rust.
    pub(super) fn enter(&mut self, written: &str, sort: Sort<'a>) -> String {
        let is_taken = |name: &str| self.variables.iter().any(|variable| variable.term.text == name);
        let mut name = crate::plan::naming::names::snake(written);
        while is_taken(&name) {
            name = name.marked();
        }
        self.push(Some(written.to_owned()), name.to_string(), sort);
        name.to_string()
    }

    pub(super) fn leave(&mut self) {
        self.variables.pop();
    }

    /// The token at the end of a path; `None` where the plan has none.
    pub(super) fn path(&mut self, names: &[Name]) -> Option<QueryTerm<'a>> {
        let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        self.token(&names)
    }

    /// As [`Self::path`].
    pub(super) fn token(&mut self, names: &[&str]) -> Option<QueryTerm<'a>> {
        let (first, rest) = names.split_first()?;
        let named = self.variables.iter().rev().find(|variable| variable.written.as_deref() == Some(*first));
        let (mut term, names) = match named {
            Some(variable) => (variable.term.clone(), rest),
            None => (self.variables.first()?.term.clone(), names),
        };
        for name in names {
            term = self.step(&term, name)?;
        }
        Some(term)
    }

    /// One name further.
    fn step(&mut self, at: &QueryTerm<'a>, name: &str) -> Option<QueryTerm<'a>> {
        let Sort::Object(item) = at.sort else { return None };
        if name.contains('.') {
            let derived = self.derived(name).filter(|_| at.is_item)?;
            let text = format!("{}.cast::<{}>()", at.text, self.snippets.names.path(&derived.path));
            return Some(QueryTerm { text, sort: Sort::Object(derived), ..at.clone() });
        }
        let exact = item.fields.iter().find(|field| field.wire == name);
        let field = exact.or_else(|| item.fields.iter().find(|field| field.wire.eq_ignore_ascii_case(name)))?;
        self.note_case(name, &field.wire);
        let sort = match (&field.value, field.collection) {
            (Value::Structured(path), false) => Sort::Object(self.snippets.index.structure(path)?),
            (Value::Structured(path), true) => Sort::Objects(self.snippets.index.structure(path)?),
            (value, false) => Sort::Scalar(value),
            (value, true) => Sort::Scalars(value),
        };
        let text = format!("{}.{}", at.text, field.ident);
        Some(QueryTerm { text, sort, field: Some(field), is_atom: true, depth: at.depth + 1, is_item: false })
    }

    /// The type of a cast.
    pub(super) fn derived(&mut self, name: &str) -> Option<&'a StructItem> {
        let snippets = self.snippets;
        let (declared, item) = snippets.index.structure_of(name)?;
        self.note_case(name, declared);
        Some(item)
    }

    fn note_case(&mut self, name: &str, declared: &str) {
        if name != declared {
            self.notes.push(format!("`{name}` is declared as `{declared}`"));
        }
    }

    /// The name of a variable that holds this value; `hint` is what it is called if it is new.
    ///
    /// `None` where there are too many: nobody would read them, and each is compared with all others.
    pub(super) fn hoist(&mut self, hint: &str, ty: String, value: String) -> Option<String> {
        const MOST: usize = 100;
        if let Some(known) = self.lets.iter().find(|known| known.ty == ty && known.value == value) {
            return Some(known.name.clone());
        }
        if self.lets.len() == MOST {
            self.reach_limit(&format!("it needs more than {MOST} values before the statement"));
            return None;
        }
        let is_taken = |name: &str| {
            name == "client"
                || self.lets.iter().any(|known| known.name == name)
                || self.variables.iter().any(|variable| variable.term.text == name)
        };
        let mut name = hint.to_owned();
        let mut number = 2u32;
        while is_taken(&name) {
            name = format!("{hint}_{number}");
            number += 1;
        }
        self.lets.push(Let { name: name.clone(), ty, value });
        Some(name)
    }
}
