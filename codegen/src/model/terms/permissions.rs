//! Permissions: `PermissionType` of the capabilities, and `Org.OData.Authorization.V1.SecuritySchemes`.

use crate::csdl::ast::{Expression, ExpressionKind};
use crate::model::term::AuthorizationTerm;
use crate::model::vocab::{Access, Permission};

use super::values::{Fields, Reader};

/// The `Permissions` of a restriction (`Permission` in its first edition).
pub(super) fn permissions<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    restriction: Option<Fields<'a>>,
    access: Access,
    to: &mut Vec<Permission>,
) {
    let written = restriction.and_then(|fields| fields.get("Permissions").or_else(|| fields.get("Permission")));
    let Some(written) = written else { return };
    for fields in reader.records(Some(written)) {
        let (scheme, mut scopes) = scheme(reader, fields);
        if let Some(written) = fields.get("Scopes") {
            let records = reader.records(Some(written));
            scopes.extend(records.iter().filter_map(|scope| reader.string(scope.get("Scope"))).map(Box::<str>::from));
        }
        add(to, Permission { access, scheme, scopes });
    }
}

/// The scheme of a permission, with the scopes that the first edition's scheme brings along.
fn scheme<'a>(reader: &mut Reader<'_, '_, 'a>, fields: Fields<'a>) -> (Box<str>, Vec<Box<str>>) {
    let Some(written) = fields.get("SchemeName").or_else(|| fields.get("Scheme")) else {
        return Default::default();
    };
    if let ExpressionKind::Constant(_, name) = &written.kind {
        return (name.value.as_ref().into(), Vec::new());
    }
    match reader.record(Some(written)) {
        Some(scheme) => security_scheme(reader, scheme),
        None => Default::default(),
    }
}

/// Reads one of the terms of `Org.OData.Authorization.V1`.
pub(super) fn read<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    term: AuthorizationTerm,
    value: Option<&'a Expression<'a>>,
    to: &mut Vec<Permission>,
) {
    match term {
        AuthorizationTerm::SecuritySchemes => security_schemes(reader, value, to),
    }
}

/// `SecuritySchemes`: which of them permit a request.
fn security_schemes<'a>(reader: &mut Reader<'_, '_, 'a>, value: Option<&'a Expression<'a>>, to: &mut Vec<Permission>) {
    for fields in reader.records(value) {
        let (scheme, scopes) = security_scheme(reader, fields);
        add(to, Permission { access: Access::Call, scheme, scopes });
    }
}

fn security_scheme<'a>(reader: &mut Reader<'_, '_, 'a>, fields: Fields<'a>) -> (Box<str>, Vec<Box<str>>) {
    let name = fields.get("Authorization").and_then(|name| reader.string(Some(name))).unwrap_or_default();
    let scopes = match fields.get("RequiredScopes") {
        Some(scopes) => reader.strings(Some(scopes)),
        None => Vec::new(),
    };
    (name.into(), scopes.into_iter().map(Into::into).collect())
}

fn add(to: &mut Vec<Permission>, permission: Permission) {
    if !to.contains(&permission) {
        to.push(permission);
    }
}
