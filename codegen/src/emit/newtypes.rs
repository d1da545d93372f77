//! Type definitions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::items::NewtypeItem;

use super::tokens;

/// A type definition as a newtype over its underlying type.
pub(super) fn newtype(item: &NewtypeItem) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    let schema_name = &item.schema_name;
    let docs = tokens::docs(&item.docs);
    let base = tokens::value(&item.value, &item.path.module);
    quote! {
        use crate::runtime;

        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #base);

        impl runtime::Scalar for #name {
            const EDM: &'static str = #schema_name;
            const JSON: bool = <#base as runtime::Scalar>::JSON;

            #[inline]
            fn decode(found: &runtime::Primitive<'_>) -> Option<Self> {
                runtime::Scalar::decode(found).map(Self)
            }

            #[inline]
            fn encode(&self) -> runtime::Primitive<'_> {
                runtime::Scalar::encode(&self.0)
            }

            #[inline]
            fn to_literal(&self) -> runtime::Literal {
                runtime::Scalar::to_literal(&self.0)
            }
        }
    }
}
