//! Complex and entity types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::items::{FieldItem, StructItem, Value};

use super::{derived, key, methods, tokens};

/// A type: its struct, its table for the runtime, its key, the requests that start at it.
pub(super) fn structure(item: &StructItem) -> TokenStream {
    let definition = definition(item);
    let table = table(item);
    let default = default(item);
    let any = item.any.as_ref().map(|any| derived::any(any, &item.path));
    let key = item.key.as_ref().map(|key| key::key(key, &item.path.module));
    let surface = methods::surface(&item.surface, &item.path.module);
    let collection_surface = methods::surface(&item.collection_surface, &item.path.module);
    quote! {
        #[allow(unused_imports, reason = "a type without properties needs less")]
        use crate::runtime::{self, Field as _};

        #definition
        #table
        #default
        #any
        #key
        #surface
        #collection_surface
    }
}

fn definition(item: &StructItem) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    let docs = tokens::docs(&item.docs);
    let fields = item.fields.iter().map(|field| field_definition(field, &item.path.module));
    quote! {
        #docs
        pub struct #name {
            #(#fields)*
        }
    }
}

fn field_definition(field: &FieldItem, module: &str) -> TokenStream {
    let docs = tokens::docs(&field.docs);
    let name = tokens::ident(&field.ident);
    let ty = field_type(field, module);
    quote! { #docs pub #name: #ty, }
}

fn field_type(field: &FieldItem, module: &str) -> TokenStream {
    if let (true, Value::Structured(_)) = (field.is_navigation, &field.value) {
        let target = tokens::value(&field.value, module);
        let shape = if field.collection {
            quote! { runtime::Many<#target> }
        } else {
            target
        };
        return quote! { Option<runtime::Expanded<#shape>> };
    }
    let item = tokens::item(&field.value, field.collection && field.nullable_items, module);
    match (&field.value, field.collection) {
        (_, true) => quote! { Option<Vec<#item>> },
        (Value::Structured(_), false) => quote! { Option<Box<#item>> },
        (_, false) => quote! { Option<#item> },
    }
}

fn table(item: &StructItem) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    let schema_name = &item.schema_name;
    let open = item.is_open.then(|| quote! { open: true, });
    let base = item.base.as_ref().map(|base| derived::base(base, &item.path.module));
    let aliases = &item.aliases;
    let aliases = (!aliases.is_empty()).then(|| quote! { aliases: &[#(#aliases),*], });
    let derived = (!item.derived.is_empty()).then(|| derived::table(&item.derived, &item.path.module));
    let properties = item.fields.iter().map(|field| &field.wire);
    let required: Vec<&String> = item.fields.iter().filter(|field| !field.nullable).map(|field| &field.wire).collect();
    let non_nullable = (!required.is_empty()).then(|| quote! { non_nullable: &[#(#required),*], });
    let indices = tokens::indices(item.fields.len());
    let slots = item.fields.iter().zip(indices.clone()).map(|(field, index)| {
        let field = tokens::ident(&field.ident);
        quote! { #index => self.#field.slot(), }
    });
    let values = item.fields.iter().zip(indices).map(|(field, index)| {
        let field = tokens::ident(&field.ident);
        quote! { #index => self.#field.get(), }
    });
    let slots = choice(slots.collect(), &quote! { runtime::Slot::None });
    let values = choice(values.collect(), &quote! { runtime::Ref::None });
    quote! {
        impl runtime::Structured for #name {
            const TYPE: &'static runtime::TypeInfo = &runtime::TypeInfo {
                name: #schema_name,
                properties: &[#(#properties),*],
                #non_nullable
                #open
                #base
                #aliases
                ..runtime::TypeInfo::EMPTY
            };
            #derived

            #[inline]
            fn slot(&mut self, index: usize) -> runtime::Slot<'_> {
                #slots
            }

            #[inline]
            fn get(&self, index: usize) -> runtime::Ref<'_> {
                #values
            }
        }
    }
}

/// One of the arms by index; nothing to choose from where there are none.
fn choice(arms: Vec<TokenStream>, otherwise: &TokenStream) -> TokenStream {
    if arms.is_empty() {
        return quote! { let _ = index; #otherwise };
    }
    quote! {
        match index {
            #(#arms)*
            _ => #otherwise,
        }
    }
}

fn default(item: &StructItem) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    let fields = item.fields.iter().map(|field| tokens::ident(&field.ident));
    quote! {
        impl Default for #name {
            #[inline]
            fn default() -> Self {
                Self { #(#fields: None,)* }
            }
        }
    }
}
