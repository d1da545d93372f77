//! The crate's root, the service, and the modules of the namespaces.

use odata_runtime::source::INTERFACE;
use syn::{Attribute, Item as RustItem};

use crate::plan::items::{Crate, Item, Method, Module, PackageItem, PlacedItem, ServiceItem};

use super::methods::{self, Receiver, method};
use super::nodes::{
    array, attribute, call, cfg, constant, documentation, function, gated, implementation, inner, integer, lint,
    list_attribute, method_call, module_declaration, nested, path, path_expression, public_module, reexport, reference,
    text, type_path, use_declaration, use_glob, use_group, use_name, use_path, with_attributes, word,
};
use super::{Syntax, shared, tokens};

/// `lib.rs`: attributes, and the items of the crate in a macro that gives one clear error where the runtime does not fit.
pub(super) fn root(plan: &Crate) -> impl Iterator<Item = Syntax<'_>> {
    let beginning = Syntax::Beginning(tokens::inner_docs(&plan.package.docs).chain(lints()).collect());
    let modules = plan.modules.iter().map(|module| {
        let attributes = tokens::attributes(&module.docs).into_iter().chain(cfg(&module.features)).chain([untested()]);
        with_attributes(attributes, public_module(&module.ident))
    });
    let operations =
        (!plan.value_surfaces.is_empty()).then(|| with_attributes([untested()], module_declaration("operations")));
    let inlined = || list_attribute("doc", [word("inline")]);
    let service = reexport(use_path("service", use_name("SERVICE")));
    let rest = [
        public_module("runtime"),
        with_attributes([untested()], module_declaration("service")),
        with_attributes([inlined()], reexport(use_path("runtime", use_glob()))),
        with_attributes([inlined(), untested()], service),
    ];
    let items = modules.chain(operations).chain(rest).map(Syntax::item);
    let open = Syntax::Line(format!("odata_runtime::private::generated_for! {{ interface {INTERFACE}:"));
    [beginning, open].into_iter().chain(items).chain([Syntax::Line("}".to_owned())])
}

/// Hides modules with documentation from metadata while rustdoc looks for examples to run.
fn untested() -> Attribute {
    list_attribute("cfg", [nested("not", [word("doctest")])])
}

fn lints() -> [Attribute; 3] {
    // Names and documentation are the schema's; deprecated items are still part of their types.
    let allowed = [
        "confusable_idents",
        "deprecated",
        "mixed_script_confusables",
        "non_camel_case_types",
        "non_snake_case",
        "non_upper_case_globals",
        "uncommon_codepoints",
    ];
    let allowed = allowed.map(word).into_iter().chain(["all", "pedantic"].map(|name| lint("clippy", name)));
    [
        list_attribute("forbid", [word("unsafe_code")]),
        // Complex types may hold each other by value in long chains, along which the compiler looks for `Send`.
        attribute("recursion_limit", "1024"),
        list_attribute("allow", allowed),
    ]
    .map(inner)
}

/// `service.rs`: where a client starts.
pub(super) fn service(plan: &Crate) -> impl Iterator<Item = Syntax<'_>> {
    let item = &plan.service;
    let (first, rest) = item.methods.split_at_checked(methods::MOST).unwrap_or((&item.methods, &[]));
    let is_gated = item.methods.iter().all(|method| !method.features.is_empty());
    let runtime = (!item.methods.is_empty()).then(|| super::import_runtime_where_used(is_gated));
    let format = item.batch.is_multipart.then_some("BatchFormat");
    let names = use_group(format.into_iter().chain(["Client", "ClientBuilder", "Service"]).map(use_name));
    let imports = use_declaration(Vec::new(), use_path("crate", use_path("runtime", names)));
    let beginning = runtime.into_iter().chain([imports, service_constant(item, &plan.package)]);
    let client = std::iter::once_with(|| client(item, first));
    beginning.chain(client).chain(methods::of_client(rest)).map(Syntax::item)
}

fn service_constant(item: &ServiceItem, package: &PackageItem) -> RustItem {
    let docs =
        documentation("The service that the metadata describes: its root, and the URL conventions of the manifest.");
    let user_agent = format!("{}/{}", package.name, package.version);
    let mut service = call(path(&["Service", "new"]), [text(&item.root)]);
    service = method_call(service, "user_agent", [text(&user_agent)]);
    if item.key_as_segment {
        service = method_call(service, "key_as_segment", []);
    }
    if !item.empty_parentheses {
        service = method_call(service, "without_empty_parentheses", []);
    }
    if item.plain_base64 {
        service = method_call(service, "plain_base64", []);
    }
    if item.client_request_id {
        service = method_call(service, "client_request_id", []);
    }
    if item.eventual_consistency {
        service = method_call(service, "eventual_consistency", []);
    }
    if item.query_by_post {
        service = method_call(service, "query_by_post", []);
    }
    if !item.scopes.is_empty() {
        let scopes = item.scopes.iter().map(|scope| text(scope));
        service = method_call(service, "scopes", [reference(array(scopes))]);
    }
    if !item.batch.is_supported {
        service = method_call(service, "without_batch", []);
    }
    if item.batch.is_multipart {
        service = method_call(service, "batch_format", [path_expression(path(&["BatchFormat", "Multipart"]))]);
    }
    if let Some(limit) = item.batch.limit {
        service = method_call(service, "batch_limit", [integer(i64::from(limit))]);
    }
    if item.batch.has_rooted_urls {
        service = method_call(service, "rooted_batch_urls", []);
    }
    constant(vec![docs], "SERVICE", type_path(&["Service"]), service)
}

fn client(item: &ServiceItem, first: &[Method]) -> RustItem {
    let builder = function("builder")
        .attributes(vec![documentation("Begins a client of the service.")])
        .public()
        .returns(type_path(&["ClientBuilder"]))
        .body(call(path(&["ClientBuilder", "new"]), [path_expression(path(&["SERVICE"]))]));
    let methods = first.iter().map(|entry| method(entry, "", Receiver::Client));
    let items = std::iter::once(builder).chain(methods).collect();
    with_attributes(tokens::attributes(&item.docs), implementation(None, type_path(&["Client"]), items))
}

/// The file of a namespace: a private module for each type that has one, its types re-exported, and the other types.
pub(super) fn module(module: &Module) -> impl Iterator<Item = syn::Item> {
    let with_files = || module.items.iter().filter_map(|PlacedItem { file, item }| Some((file.as_ref()?, item)));
    let declarations = with_files().map(|(stem, _)| module_declaration(stem));
    let exports = with_files().flat_map(|(stem, item)| exports(stem, item));
    let own = module.items.iter().filter(|placed| placed.file.is_none());
    let own: Vec<_> = own.filter_map(|placed| placed.item.as_struct()).collect();
    let runtime = (!own.is_empty()).then(super::runtime_import);
    let own = own.into_iter().flat_map(|item| shared::alias(item, ""));
    runtime.into_iter().chain(declarations).chain(exports).chain(own)
}

/// The types of a file, re-exported.
fn exports(stem: &str, item: &Item) -> impl Iterator<Item = syn::Item> {
    let any = item.as_struct().and_then(|item| item.any.as_ref());
    let any_if = |is_gated: bool| any.filter(|any| any.features.is_empty() != is_gated);
    let mut exported = item.exports();
    let itself = exported.next();
    let any = any_if(false).map(|any| &any.path);
    let names: Vec<&str> = itself.into_iter().chain(any).chain(exported).map(|path| path.ident.as_str()).collect();
    let tree = match names.as_slice() {
        [single] => use_name(single),
        several => use_group(several.iter().map(|name| use_name(name))),
    };
    let export = |tree| reexport(use_path(stem, tree));
    let any = any_if(true).map(|any| gated(&any.features, export(use_name(&any.path.ident))));
    std::iter::once(export(tree)).chain(any)
}
