//! Request methods: thin, synchronous, inline; what they do is in the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::items::{Method, ParameterItem, Presence, Step, Surface, Value};

use super::tokens;

/// The methods of one kind of position; nothing where there are none.
pub(super) fn surface(surface: &Surface, module: &str) -> TokenStream {
    if surface.methods.is_empty() {
        return TokenStream::new();
    }
    let position = tokens::shape(&surface.position, module);
    let methods = surface.methods.iter().map(|method| self::method(method, module, Receiver::Position));
    quote! {
        impl runtime::At<#position> {
            #(#methods)*
        }
    }
}

/// What a method goes on from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Receiver {
    /// A position, which it consumes.
    Position,
    /// The client, at the service root.
    Client,
}

/// One method.
pub(super) fn method(method: &Method, module: &str, receiver: Receiver) -> TokenStream {
    let docs = tokens::docs(&method.docs);
    let name = tokens::ident(&method.ident);
    let answer = tokens::shape(&method.answer, module);
    let this = if receiver == Receiver::Client {
        quote! { &self }
    } else {
        quote! { self }
    };
    let (parameters, result, body): (&[ParameterItem], _, _) = match &method.step {
        Step::Segment(segment) => {
            let go = if receiver == Receiver::Client {
                quote! { at }
            } else {
                quote! { segment }
            };
            (&[], quote! { runtime::At<#answer> }, quote! { self.#go(#segment) })
        }
        Step::Key { parts } => {
            let key = key(parts);
            (parts, quote! { runtime::At<#answer> }, quote! { self.by_key(#key) })
        }
        Step::Function { segment, parameters } => {
            let given = given(parameters, &quote! { literal });
            (parameters, quote! { runtime::At<#answer> }, quote! { self.function(#segment, &#given) })
        }
        Step::Action { segment, parameters } => {
            let given = given(parameters, &quote! { argument });
            (parameters, quote! { runtime::Action<#answer> }, quote! { self.action(#segment, #given) })
        }
    };
    let parameters = parameters.iter().map(|parameter| declaration(parameter, module));
    quote! {
        #docs
        #[inline]
        pub fn #name(#this, #(#parameters),*) -> #result {
            #body
        }
    }
}

fn declaration(parameter: &ParameterItem, module: &str) -> TokenStream {
    let name = tokens::ident(&parameter.ident);
    let item = tokens::item(&parameter.value, parameter.nullable_items, module);
    let ty = match (&parameter.value, parameter.collection) {
        (_, true) => quote! { Vec<#item> },
        (Value::Plain("String"), false) => quote! { &str },
        (_, false) => item,
    };
    if parameter.presence == Presence::Required {
        quote! { #name: #ty }
    } else {
        quote! { #name: Option<#ty> }
    }
}

fn key(parts: &[ParameterItem]) -> TokenStream {
    match parts {
        [single] => {
            let name = tokens::ident(&single.ident);
            quote! { runtime::Key::single(runtime::Parameter::literal(&#name)) }
        }
        _ => {
            let pairs = parts.iter().map(|part| pair(part, &quote! { literal }));
            quote! { runtime::Key::named([#(#pairs),*]) }
        }
    }
}

/// The parameters with their values, in the form that `form` gives them; without those that are left out.
fn given(parameters: &[ParameterItem], form: &TokenStream) -> TokenStream {
    if parameters.iter().all(|parameter| parameter.presence != Presence::Optional) {
        let pairs = parameters.iter().map(|parameter| pair(parameter, form));
        return quote! { [#(#pairs),*] };
    }
    let pairs = parameters.iter().map(|parameter| {
        let name = tokens::ident(&parameter.ident);
        let wire = &parameter.wire;
        if parameter.presence == Presence::Optional {
            quote! { (#wire, #name.as_ref().map(runtime::Parameter::#form)) }
        } else {
            quote! { (#wire, Some(runtime::Parameter::#form(&#name))) }
        }
    });
    quote! { runtime::given([#(#pairs),*]) }
}

fn pair(parameter: &ParameterItem, form: &TokenStream) -> TokenStream {
    let name = tokens::ident(&parameter.ident);
    let wire = &parameter.wire;
    quote! { (#wire, runtime::Parameter::#form(&#name)) }
}
