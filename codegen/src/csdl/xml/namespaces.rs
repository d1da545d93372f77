//! Namespaces in XML: declarations in scope, and what CSDL makes of them.

use super::attributes::RawAttribute;
use super::reader::Reader;
use crate::diagnostics::{Diagnostic, Severity, quoted};
use crate::source::Span;

/// A namespace of an element or attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Namespace<'s> {
    /// `http://docs.oasis-open.org/odata/ns/edm`
    Edm,
    /// `http://docs.oasis-open.org/odata/ns/edmx`
    Edmx,
    /// `edm` of OData 1 to 3.
    OldEdm(&'s str),
    /// `edmx` of OData 1 to 3.
    OldEdmx(&'s str),
    /// Any other; empty where there is none.
    Foreign(&'s str),
}

impl<'s> Namespace<'s> {
    fn of(uri: &'s str) -> Self {
        match uri {
            "http://docs.oasis-open.org/odata/ns/edm" => Self::Edm,
            "http://docs.oasis-open.org/odata/ns/edmx" => Self::Edmx,
            _ => match uri.strip_prefix("http://schemas.microsoft.com/ado/") {
                Some(rest) if rest.ends_with("/edm") => Self::OldEdm(uri),
                Some(rest) if rest.ends_with("/edmx") => Self::OldEdmx(uri),
                _ => Self::Foreign(uri),
            },
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Binding<'s> {
    /// Empty for the default namespace.
    prefix: &'s str,
    namespace: Namespace<'s>,
    /// The nesting depth of the element that declares it.
    depth: usize,
}

/// The declarations in scope, the innermost last.
#[derive(Debug, Default)]
pub(crate) struct Namespaces<'s> {
    bindings: Vec<Binding<'s>>,
}

/// How many declarations may be in scope; real documents have up to 15.
const MOST: usize = 64;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

impl<'s> Namespaces<'s> {
    /// Takes the declarations among the attributes of a start tag, and removes them there.
    pub(crate) fn enter(reader: &mut Reader<'s, '_>) {
        if !reader.attributes.iter().any(|attribute| attribute.name.starts_with("xmlns")) {
            return;
        }
        let depth = reader.depth();
        let attributes = std::mem::take(&mut reader.attributes);
        for attribute in attributes {
            match attribute.name.split_once(':') {
                None if attribute.name == "xmlns" => Self::declare(reader, "", depth, &attribute),
                Some(("xmlns", prefix)) => Self::declare(reader, prefix, depth, &attribute),
                _ => reader.attributes.push(attribute),
            }
        }
    }

    fn declare(reader: &mut Reader<'s, '_>, prefix: &'s str, depth: usize, attribute: &RawAttribute<'s>) {
        let bindings = &mut reader.namespaces.bindings;
        if bindings.len() < MOST {
            bindings.push(Binding { prefix, namespace: Namespace::of(attribute.value.trim_ascii()), depth });
            return;
        }
        let (start, end) = (attribute.name_start, attribute.name_start + attribute.name.len());
        reader.malformed(start, end, || format!("more than {MOST} namespace declarations are in scope"));
    }

    /// Removes the declarations of an element at this depth.
    pub(crate) fn leave(&mut self, depth: usize) {
        while self.bindings.pop_if(|binding| binding.depth == depth).is_some() {}
    }

    /// The namespace and local name of an element.
    pub(crate) fn element(reader: &mut Reader<'s, '_>, name: &'s str, span: Span) -> (Namespace<'s>, &'s str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        (Self::resolve(reader, prefix, span), local)
    }

    /// The namespace and local name of an attribute; an attribute without a prefix has no namespace.
    pub(crate) fn attribute(
        reader: &mut Reader<'s, '_>,
        name: &'s str,
        span: Span,
    ) -> (Option<Namespace<'s>>, &'s str) {
        match name.split_once(':') {
            None => (None, name),
            Some((prefix, local)) => (Some(Self::resolve(reader, prefix, span)), local),
        }
    }

    fn resolve(reader: &mut Reader<'s, '_>, prefix: &'s str, span: Span) -> Namespace<'s> {
        let bindings = &mut reader.namespaces.bindings;
        if let Some(binding) = bindings.iter().rev().find(|binding| binding.prefix == prefix) {
            return binding.namespace;
        }
        match prefix {
            "" => return Namespace::Foreign(""),
            "xml" => return Namespace::Foreign(XML),
            _ => {}
        }
        let namespace = match prefix {
            "edm" => Namespace::Edm,
            "edmx" => Namespace::Edmx,
            _ => Namespace::Foreign(prefix),
        };
        // Bound from now on for the whole document, so that each prefix is reported once.
        if bindings.len() < MOST {
            bindings.insert(0, Binding { prefix, namespace, depth: 0 });
        }
        reader.diagnostics.push_with(Severity::Error, || {
            let message = format!("namespace prefix {} is not declared", quoted(prefix));
            Diagnostic::error("undeclared-prefix", span, message).help(match namespace {
                Namespace::Edm => "declare `xmlns:edm=\"http://docs.oasis-open.org/odata/ns/edm\"`".to_owned(),
                Namespace::Edmx => "declare `xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"`".to_owned(),
                _ => "declare it with an `xmlns:` attribute on this element or around it".to_owned(),
            })
        });
        namespace
    }
}
