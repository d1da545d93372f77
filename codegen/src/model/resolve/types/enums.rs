//! Enumeration types (CSDL 10).

use std::collections::BTreeMap;

use crate::csdl::ast;
use crate::diagnostics::Diagnostic;
use crate::model::types::{EnumMember, EnumType, Primitive, QualifiedName, Type};
use crate::source::Span;

use crate::model::resolve::declare::{Declarations, Declared};
use crate::model::resolve::{Place, Resolver};

/// How the values of members without one are found.
enum Implicit {
    /// One more than the member before (CSDL 10.3).
    Successor,
    /// Flags that are nowhere given a value: a bit each, since their sum must keep them apart.
    Bit,
}

impl<'a> Resolver<'a> {
    /// Resolves all enumeration types.
    pub(in crate::model::resolve) fn enum_types(&mut self, declarations: &Declarations<'a>) {
        self.model.enums.reserve_exact(declarations.enums.len());
        for declared in &declarations.enums {
            let resolved = self.enum_type(declared);
            self.model.enums.push(resolved);
        }
    }

    fn enum_type(&mut self, declared: &Declared<'a, ast::EnumType<'a>>) -> EnumType {
        let item = declared.item;
        let underlying = self.underlying_integer(declared.place, item);
        if item.members.is_empty() {
            let text = format!("enumeration type `{}` has no members", item.name.value);
            let fault = Diagnostic::warning("empty-enum", item.name.span, text).help("its values are kept as JSON");
            self.faults.push(fault);
        }
        let members = self.enum_members(declared, underlying);
        let (meta, _) = self.meta(declared.place, &item.annotations);
        EnumType {
            name: QualifiedName { namespace: declared.place.namespace, name: item.name.value.as_ref().into() },
            underlying,
            is_flags: item.is_flags,
            members,
            meta,
            span: item.span,
        }
    }

    fn underlying_integer(&mut self, place: Place, item: &'a ast::EnumType<'a>) -> Primitive {
        let Some(name) = &item.underlying_type else { return Primitive::Int32 };
        match self.type_named(place, name) {
            Type::Primitive(primitive) if primitive.rust_type().integer_range().is_some() => primitive,
            // Counted already.
            Type::Unresolved => Primitive::Int32,
            Type::Primitive(_) | Type::Structured(_) | Type::Enum(_) | Type::Definition(_) | Type::Abstract(_) => {
                let text = format!("`{}` cannot underlie an enumeration type", name.value);
                let fault = Diagnostic::warning("invalid-underlying-type", name.span, text)
                    .label("expected Edm.Byte, Edm.SByte, Edm.Int16, Edm.Int32 or Edm.Int64")
                    .help("Edm.Int32 is assumed");
                self.faults.push(fault);
                Primitive::Int32
            }
        }
    }

    fn enum_members(&mut self, declared: &Declared<'a, ast::EnumType<'a>>, underlying: Primitive) -> Vec<EnumMember> {
        let item = declared.item;
        let implicit = self.implicit(item);
        let mut next = match implicit {
            Implicit::Successor => 0,
            Implicit::Bit => 1,
        };
        let mut names: BTreeMap<&str, Span> = BTreeMap::new();
        let mut members = Vec::with_capacity(item.members.len());
        for member in &item.members {
            if let Some(first) = names.get(&*member.name.value) {
                let text = format!("member `{}` is declared twice", member.name.value);
                let fault = Diagnostic::warning("duplicate-member", member.name.span, text)
                    .label("declared again here")
                    .also(*first, "first declared here")
                    .help("the first declaration is taken");
                self.faults.push(fault);
                continue;
            }
            names.insert(&member.name.value, member.name.span);
            let value = self.member_value(member, item).unwrap_or(next);
            next = match implicit {
                Implicit::Successor => value.saturating_add(1),
                Implicit::Bit => value.checked_mul(2).unwrap_or(i64::MAX),
            };
            let (meta, _) = self.meta(declared.place, &member.annotations);
            members.push(EnumMember { name: member.name.value.as_ref().into(), value, meta, span: member.span });
        }
        self.check_range(item, &members, underlying);
        members
    }

    fn implicit(&mut self, item: &'a ast::EnumType<'a>) -> Implicit {
        if !item.is_flags || item.members.iter().all(|member| member.value.is_some()) {
            return Implicit::Successor;
        }
        let text = format!("flags `{}` have members without a value", item.name.value);
        let fault = Diagnostic::warning("flags-without-values", item.name.span, text);
        if item.members.iter().any(|member| member.value.is_some()) {
            self.faults.push(fault.help("such a member counts one more than the member before it"));
            Implicit::Successor
        } else {
            self.faults.push(fault.help("each member is taken for a bit of its own: 1, 2, 4, …"));
            Implicit::Bit
        }
    }

    fn member_value(&mut self, member: &ast::Member<'_>, item: &ast::EnumType<'_>) -> Option<i64> {
        let text = member.value.as_ref()?;
        // The reader has reported values that are not numbers.
        let value = text.value.trim().parse::<i64>().ok()?;
        if item.is_flags && value < 0 {
            let text = format!("flag `{}` has the negative value {value}", member.name.value);
            let fault = Diagnostic::warning("negative-flag", member.name.span, text)
                .help("the value is kept; values of flags should be combinations of bits");
            self.faults.push(fault);
        }
        Some(value)
    }

    fn check_range(&mut self, item: &ast::EnumType<'_>, members: &[EnumMember], underlying: Primitive) {
        let Some((least, greatest)) = underlying.rust_type().integer_range() else { return };
        let outside = |member: &&EnumMember| member.value < least || member.value > greatest;
        let Some(first) = members.iter().find(outside) else { return };
        let count = members.iter().filter(outside).count();
        let text = format!("`{}` is {}, out of the range of Edm.{}", first.name, first.value, underlying.name());
        let fault = Diagnostic::warning("member-out-of-range", first.span, text)
            .label(format!("the first of {count} such in `{}`", item.name.value))
            .help("the value is kept; give the type a wider `UnderlyingType`");
        self.faults.push(fault);
    }
}
