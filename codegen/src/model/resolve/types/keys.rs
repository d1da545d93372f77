//! Entity keys (CSDL 6.5).

use std::collections::BTreeSet;

use crate::csdl::ast::{self, PropertyRef};
use crate::diagnostics::Diagnostic;
use crate::model::ids::{StructuredId, known};
use crate::model::types::{KeyPart, Type, TypeRef};

use super::members::{Found, MemberPosition};
use crate::model::resolve::Resolver;
use crate::model::resolve::declare::Declarations;

impl<'a> Resolver<'a> {
    /// Fills the keys of all types and notes which types have one; `order` has base types first.
    pub(in crate::model::resolve) fn keys(&mut self, declarations: &Declarations<'a>, order: &[usize]) {
        self.keyed = vec![false; declarations.structured.len()];
        for &index in order {
            let Some(declared) = declarations.structured.get(index) else { continue };
            let id = StructuredId(index as u32);
            let base = self.model.structured_type(id).base;
            let inherits = base.is_some_and(|base| known(&self.keyed, base));
            let mut key = self.own_key(id, declared.item);
            if inherits && !key.is_empty() {
                key = self.redeclared(id, declared.item, key);
            }
            if let Some(keyed) = self.keyed.get_mut(index) {
                *keyed = inherits || !key.is_empty();
            }
            if let Some(ty) = self.model.structured.get_mut(index) {
                ty.key = key;
            }
        }
    }

    /// Services that redeclare a key want the most derived one in their URLs. The key that is inherited, repeated, is
    /// not declared anew.
    fn redeclared(&mut self, id: StructuredId, ty: &'a ast::StructuredType<'a>, key: Vec<KeyPart>) -> Vec<KeyPart> {
        let is_repeated = self.inherited_key(id).is_some_and(|inherited| {
            inherited.len() == key.len() && inherited.iter().zip(&key).all(|(one, other)| one.name == other.name)
        });
        let text = format!("`{}` has a key although it inherits one", ty.name.value);
        let span = ty.keys.first().map_or(ty.span, |key| key.span);
        let fault = Diagnostic::warning("redeclared-key", span, text);
        if is_repeated {
            self.faults.push(fault.label("the key that it inherits").help("leave it out; keys are inherited"));
            return Vec::new();
        }
        let fault = fault.label("a key of its own");
        self.faults
            .push(fault.help("this key is taken for the type and those that derive from it, as real services do"));
        key
    }

    /// The key of the nearest ancestor that has one.
    fn inherited_key(&mut self, id: StructuredId) -> Option<&[KeyPart]> {
        let mut at = self.model.structured_type(id).base;
        while let Some(ancestor) = at {
            if !self.effort.spend(1) {
                return None;
            }
            if !self.model.structured_type(ancestor).key.is_empty() {
                return Some(&self.model.structured_type(ancestor).key);
            }
            at = self.model.structured_type(ancestor).base;
        }
        None
    }

    fn own_key(&mut self, id: StructuredId, ty: &'a ast::StructuredType<'a>) -> Vec<KeyPart> {
        // Reading has reported further keys, and keys without parts.
        let Some(key) = ty.keys.first() else { return Vec::new() };
        let name = &ty.name.value;
        let mut names = BTreeSet::new();
        let mut parts = Vec::with_capacity(key.property_refs.len());
        for property in &key.property_refs {
            let part = self.key_part(id, property);
            if names.insert(part.name.clone()) {
                parts.push(part);
            } else {
                let text = format!("the key of `{name}` has two parts named `{}`", part.name);
                let fault = Diagnostic::warning("duplicate-key-part", property.name.span, text)
                    .label("named like another part")
                    .help("this part is ignored; an `Alias` gives it a name of its own");
                self.faults.push(fault);
            }
        }
        parts
    }

    fn key_part(&mut self, id: StructuredId, property: &'a PropertyRef<'a>) -> KeyPart {
        let path: Vec<Box<str>> = property.name.value.split('/').map(Into::into).collect();
        let last = path.last().cloned().unwrap_or_default();
        if path.len() > 1 && property.alias.is_none() {
            let text = format!("key property `{}` lies in a complex property and has no alias", property.name.value);
            let fault = Diagnostic::warning("missing-key-alias", property.name.span, text)
                .label("`Alias` is missing")
                .help(format!("it is named `{last}` in key predicates"));
            self.faults.push(fault);
        }
        let name = property.alias.as_ref().map_or(last, |alias| alias.value.as_ref().into());
        let ty = self.key_type(id, property, &path);
        KeyPart { path, name, ty }
    }

    fn key_type(&mut self, id: StructuredId, property: &'a PropertyRef<'a>, path: &[Box<str>]) -> Option<TypeRef> {
        let mut owner = Some(id);
        let mut ty = None;
        for step in path {
            let found = owner.map_or(Found::Nothing, |owner| self.member(owner, step));
            let reference = match found {
                Found::Member(owner, MemberPosition::Property(index)) => {
                    self.model.structured_type(owner).properties.get(index).map(|property| &property.ty)
                }
                Found::Member(owner, MemberPosition::Navigation(index)) => {
                    self.model.structured_type(owner).navigation.get(index).map(|property| &property.ty)
                }
                Found::Unknown => return None,
                Found::Nothing => {
                    self.unresolved_key(id, property, step);
                    return None;
                }
            };
            owner = match reference.map(|reference| reference.ty) {
                Some(Type::Structured(next)) => Some(next),
                Some(Type::Unresolved) => return reference.cloned(),
                _ => None,
            };
            ty = reference.cloned();
        }
        ty
    }

    fn unresolved_key(&mut self, id: StructuredId, property: &PropertyRef<'_>, step: &str) {
        let ty = self.model.structured_type(id);
        let text = format!("key property `{}` does not exist in `{}`", property.name.value, ty.name.name);
        let fault = Diagnostic::warning("unresolved-key-property", property.name.span, text).label("no such property");
        let fault = self.faults.suggestions.add(fault, step, ty.properties.iter().map(|property| &*property.name));
        self.faults.push(fault.help("it is taken for a string in key predicates"));
    }
}
