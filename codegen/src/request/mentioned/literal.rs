//! Whether literals are of the types that they are compared with.

use crate::model::describe::type_name;
use crate::model::graph::Case;
use crate::model::ids::EnumId;
use crate::model::{Nature, Primitive, RustType, Type};
use crate::request::expression::Literal;
use crate::request::literal::{is_literal, is_number, literal_prefix};

use super::{Read, Reader, ResolveError};

impl Reader<'_, '_> {
    /// A literal where a value of the type is needed.
    pub(super) fn literal(&mut self, ty: Type, literal: &Literal) -> Read<()> {
        match (ty, literal) {
            (_, Literal::Null) => Ok(()),
            (_, Literal::Placeholder(name)) => {
                if name.starts_with('@') {
                    self.untyped(format!("`{name}` is a parameter alias"));
                } else if ty != Type::Primitive(Primitive::String) {
                    self.untyped(format!("`{{{name}}}` stands for a value"));
                }
                Ok(())
            }
            (Type::Enum(id), Literal::Text(text)) => self.members_of(id, None, text),
            (Type::Enum(id), Literal::Prefixed(prefix, text)) => self.members_of(id, Some(prefix), text),
            (Type::Enum(_), Literal::Boolean(_) | Literal::Bare(_)) => Err(self.wrong(ty, literal)),
            (Type::Definition(id), _) => {
                let underlying = self.members.model.type_definition(id).underlying.ty;
                // A definition is never of a definition.
                if matches!(underlying, Type::Definition(_)) { Ok(()) } else { self.literal(underlying, literal) }
            }
            (Type::Primitive(primitive), _) => {
                let rust_type = primitive.rust_type();
                if !primitive_fits(rust_type, literal) {
                    return Err(self.wrong(ty, literal));
                }
                if let Literal::Bare(text) = literal
                    && !is_literal(rust_type, text)
                {
                    self.untyped(format!("`{text}` is not a value of {}", type_name(self.members.model, ty)));
                }
                Ok(())
            }
            (Type::Structured(_) | Type::Abstract(_) | Type::Unresolved, _) => Ok(()),
        }
    }

    /// `'red'` or `Ns.Color'red,blue'`; members may be given by their values.
    fn members_of(&mut self, id: EnumId, prefix: Option<&str>, text: &str) -> Read<()> {
        let model = self.members.model;
        let ty = model.enum_type(id);
        let name = model.full_name(&ty.name);
        if let Some(prefix) = prefix.filter(|prefix| !self.members.means(prefix, &ty.name, Case::Exact)) {
            let message = format!("`{prefix}'{text}'` is not of the type {name}");
            return Err(ResolveError::new(None, message).near(prefix, [name.as_str()]));
        }
        // `'{name}'` stands for a member.
        if text.starts_with(['{', '<']) {
            self.untyped(format!("`{text}` stands for a value"));
            return Ok(());
        }
        for written in text.split(',').map(str::trim) {
            let is_member = ty.members.iter().any(|member| *member.name == *written) || written.parse::<i64>().is_ok();
            if !is_member {
                let message = format!("{name} has no member `{written}`");
                return Err(
                    ResolveError::new(None, message).near(written, ty.members.iter().map(|member| &*member.name))
                );
            }
        }
        Ok(())
    }

    fn wrong(&self, ty: Type, literal: &Literal) -> ResolveError {
        let name = type_name(self.members.model, ty);
        let rust_type = if let Type::Primitive(primitive) = ty { Some(primitive.rust_type()) } else { None };
        let (written, instead) = match literal {
            Literal::Text(text) => {
                (format!("'{text}'"), rust_type.filter(|ty| is_literal(*ty, text)).map(|ty| spelled(ty, text)))
            }
            Literal::Prefixed(prefix, text) => (
                format!("{prefix}'{text}'"),
                rust_type.filter(|ty| *ty != RustType::String && is_literal(*ty, text)).map(|ty| spelled(ty, text)),
            ),
            Literal::Bare(text) => {
                let is_text = matches!(ty, Type::Enum(_)) || rust_type == Some(RustType::String);
                let instead = match rust_type {
                    _ if is_text => Some(format!("'{text}'")),
                    Some(ty @ (RustType::Duration | RustType::Binary)) if is_literal(ty, text) => {
                        Some(spelled(ty, text))
                    }
                    _ => None,
                };
                (text.clone(), instead)
            }
            Literal::Boolean(value) => {
                (value.to_string(), rust_type.filter(|ty| *ty == RustType::String).map(|_| format!("'{value}'")))
            }
            Literal::Null => ("null".to_owned(), None),
            Literal::Placeholder(name) => (name.clone(), None),
        };
        let hint = instead.map_or_else(String::new, |instead| format!("; write `{instead}`"));
        ResolveError::new(None, format!("`{written}` is not a value of {name}{hint}"))
    }
}

/// A literal of the type with what stands around it.
fn spelled(ty: RustType, text: &str) -> String {
    match literal_prefix(ty) {
        Some(prefix) => format!("{prefix}'{text}'"),
        None => text.to_owned(),
    }
}

fn primitive_fits(ty: RustType, literal: &Literal) -> bool {
    // Numbers of all types can be compared (URL Conventions 5.1.1.16).
    let is_numeric = matches!(ty.nature(), Nature::Integer | Nature::Float | Nature::Decimal);
    match (ty, literal) {
        (RustType::Geo | RustType::PrimitiveValue | RustType::Stream | RustType::Untyped, _)
        | (_, Literal::Null | Literal::Placeholder(_)) => true,
        (RustType::String, Literal::Text(_)) | (RustType::Bool, Literal::Boolean(_)) => true,
        (_, Literal::Bare(text)) if is_numeric => is_number(text),
        (RustType::Date | RustType::DateTimeOffset | RustType::Guid | RustType::TimeOfDay, Literal::Bare(text)) => {
            is_literal(ty, text)
        }
        (RustType::Duration | RustType::Binary, Literal::Prefixed(prefix, text)) => {
            literal_prefix(ty) == Some(prefix) && is_literal(ty, text)
        }
        // A template in quotes stands for a value of any type.
        (_, Literal::Text(text)) => text.starts_with('{') && text.ends_with('}'),
        (_, Literal::Bare(_) | Literal::Boolean(_) | Literal::Prefixed(..)) => false,
    }
}
