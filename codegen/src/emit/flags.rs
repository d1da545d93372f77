//! What enumeration types with `IsFlags="true"` have beyond others.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::items::EnumItem;

use super::tokens;

/// `Layers::Primer | Layers::Coat`, which only the type's own crate can say of it.
pub(super) fn union(item: &EnumItem) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    quote! {
        impl std::ops::BitOr for #name {
            type Output = runtime::Flags<Self>;

            #[inline]
            fn bitor(self, other: Self) -> runtime::Flags<Self> {
                runtime::Flags::from([self, other])
            }
        }
    }
}
