//! From syntax to text: the one door to prettyplease.

/// The text of a file, as prettyplease lays it out.
pub(crate) fn print(file: &syn::File) -> String {
    prettyplease::unparse(file)
}
