//! Entries of the manifest that match nothing.

use expect_test::{Expect, expect};

use super::{config, manifest};
use crate::diagnostics::Diagnostics;
use crate::source::Sources;
use crate::{Stage, dump};

const SERVICE: &str = r#"
    <Schema Namespace="Shop" Alias="S">
      <EntityType Name="Base" Abstract="true"><Key><PropertyRef Name="Id"/></Key>
        <Property Name="Id" Type="Edm.Int32" Nullable="false"/>
        <Property Name="Tags" Type="Collection(Edm.String)"/>
        <Property Name="Sizes" Type="Collection(Edm.Int32)" Nullable="false"/>
      </EntityType>
      <EntityType Name="Product" BaseType="Shop.Base">
        <Property Name="Color" Type="Shop.Color"/>
        <NavigationProperty Name="Maker" Type="Shop.Maker"/>
      </EntityType>
      <EntityType Name="Maker" BaseType="Shop.Base"/>
      <EnumType Name="Color"><Member Name="Red"/></EnumType>
      <Action Name="rate" IsBound="true"><Parameter Name="it" Type="Shop.Product"/>
        <Parameter Name="Marks" Type="Collection(Edm.Int32)"/></Action>
      <Function Name="best"><ReturnType Type="Collection(Edm.String)"/></Function>
      <EntityContainer Name="All"><EntitySet Name="Products" EntityType="Shop.Product"/>
        <FunctionImport Name="best" Function="Shop.best"/></EntityContainer>
    </Schema>"#;

/// Shows the warnings about a manifest with these further lines, each with what is written at its place.
fn check(further: &str, expected: Expect) {
    let text = manifest(further);
    let mut sources = Sources::new();
    sources.add_manifest("codegen.toml", text.clone()).unwrap();
    sources.add("test.csdl", crate::request::tests::document(SERVICE)).unwrap();
    let mut diagnostics = Diagnostics::default();
    dump(Stage::Plan, &sources, &config(further), &mut diagnostics);
    let mut shown = String::new();
    for fault in diagnostics.sorted() {
        let place = fault.span.and_then(|span| text.get(span.start as usize..span.end as usize));
        shown += &format!("[{}] {}: {}\n", fault.code, place.unwrap_or("nowhere"), fault.message);
        fault.help.iter().for_each(|help| shown += &format!("    {help}\n"));
    }
    expected.assert_eq(&shown);
}

#[test]
fn names_of_nothing() {
    check(
        "[names]\n'Shop.Prodcut' = 'A'\n'Shop.Product/Colour' = 'b'\n'Shop.Maker/Tags' = 'c'\n'Shop.Color/Rad' = 'D'\n\
         'Shop.rate' = 'e'\n'Shop.All/Product' = 'f'\n'Nowhere.At/all' = 'g'\n'S.Product' = 'H'\n'Shop.Base/$Keys' = 'I'",
        expect![[r#"
            [name-matches-nothing] 'Shop.Prodcut': `[names]` has a name for `Shop.Prodcut`, which the metadata does not declare
                did you mean `Shop.Product`?
            [name-matches-nothing] 'Shop.Product/Colour': `[names]` has a name for `Shop.Product/Colour`, which the metadata does not declare
                did you mean `Shop.Product/Color`?
            [name-matches-nothing] 'Shop.Maker/Tags': `[names]` has a name for `Shop.Maker/Tags`, which the metadata does not declare
                did you mean `Shop.Base/Tags`?
            [name-matches-nothing] 'Shop.Color/Rad': `[names]` has a name for `Shop.Color/Rad`, which the metadata does not declare
                did you mean `Shop.Color/Red`?
            [name-matches-nothing] 'Shop.rate': `[names]` has a name for `Shop.rate`, which the metadata does not declare
                did you mean `Shop.rate(Shop.Product,Collection(Edm.Int32))`?
            [name-matches-nothing] 'Shop.All/Product': `[names]` has a name for `Shop.All/Product`, which the metadata does not declare
                did you mean `Shop.All/Products`?
            [name-matches-nothing] 'Nowhere.At/all': `[names]` has a name for `Nowhere.At/all`, which the metadata does not declare
            [name-matches-nothing] 'S.Product': `[names]` has a name for `S.Product`, which the metadata does not declare
                did you mean `Shop.Product`?
            [name-matches-nothing] 'Shop.Base/$Keys': `[names]` has a name for `Shop.Base/$Keys`, which the metadata does not declare
                did you mean `Shop.Base/$Key`?
        "#]],
    );
}

#[test]
fn names_of_something() {
    check(
        "[names]\n'Shop' = 'stock'\n'Shop.Product' = 'A'\n'Shop.Base/Tags' = 'b'\n'Shop.Product/Maker' = 'c'\n\
         'Shop.Color/Red' = 'D'\n'Shop.rate(Shop.Product,Collection(Edm.Int32))' = 'e'\n'Shop.All/Products' = 'f'\n\
         'Shop.All/best' = 'g'\n'Shop.Base/$Key' = 'H'\n'Shop.Product/$Key(Id)' = 'by_it'\n'Shop.Base/$Any' = 'I'\n\
         'Shop.Base/$Any/Shop.Product' = 'J'\n'Shop.Base/$Fields' = 'K'\n\
         'Shop.rate(Shop.Product,Collection(Edm.Int32))/$Parameters' = 'L'",
        expect![""],
    );
}

// What a slice leaves out is declared all the same.
#[test]
fn names_of_what_the_slice_leaves_out() {
    check(
        "[select]\ninclude = ['Shop.Color']\n[names]\n'Shop.Product/Maker' = 'c'\n'Shop.Product/Makers' = 'd'",
        expect![[r#"
            [name-matches-nothing] 'Shop.Product/Makers': `[names]` has a name for `Shop.Product/Makers`, which the metadata does not declare
                did you mean `Shop.Product/Maker`?
        "#]],
    );
}

#[test]
fn patterns_of_nullable_items() {
    check("[values]\nnullable-items = ['Shop.Base/Tags', 'Shop.*/Marks', 'Shop.best', '*']", expect![""]);
    check(
        "[values]\nnullable-items = ['Shop.Base/Tag', 'Shop.Product/Tags', 'Shop.Base/Sizes', 'Other.*']",
        expect![[r#"
            [nullable-items-match-nothing] 'Shop.Base/Tag': `nullable-items` has `Shop.Base/Tag`, which matches no collection
                it counts for collections that do not say `Nullable`: `Ns.type/property`, `Ns.operation/parameter`, `Ns.operation`
                did you mean `Shop.Base/Tags`?
            [nullable-items-match-nothing] 'Shop.Product/Tags': `nullable-items` has `Shop.Product/Tags`, which matches no collection
                it counts for collections that do not say `Nullable`: `Ns.type/property`, `Ns.operation/parameter`, `Ns.operation`
                did you mean `Shop.Base/Tags`?
            [nullable-items-match-nothing] 'Shop.Base/Sizes': `nullable-items` has `Shop.Base/Sizes`, which matches no collection
                it counts for collections that do not say `Nullable`: `Ns.type/property`, `Ns.operation/parameter`, `Ns.operation`
                did you mean `Shop.Base/Tags`?
            [nullable-items-match-nothing] 'Other.*': `nullable-items` has `Other.*`, which matches no collection
                it counts for collections that do not say `Nullable`: `Ns.type/property`, `Ns.operation/parameter`, `Ns.operation`
        "#]],
    );
}

#[test]
fn unqualified_operations() {
    check("[service]\nunqualified-operations = ['Shop', 'Shop.rate']", expect![""]);
    check(
        "[service]\nunqualified-operations = ['Shops', 'Shop.rates', 'Shop.best']",
        expect![[r#"
            [unqualified-matches-nothing] 'Shops': `unqualified-operations` has `Shops`, which is neither a namespace nor a bound operation
                did you mean `Shop`?
            [unqualified-matches-nothing] 'Shop.rates': `unqualified-operations` has `Shop.rates`, which is neither a namespace nor a bound operation
                did you mean `Shop.rate`?
            [unqualified-matches-nothing] 'Shop.best': `unqualified-operations` has `Shop.best`, which is neither a namespace nor a bound operation
        "#]],
    );
}

#[test]
fn slices() {
    check(
        "[select]\ninclude = ['Shop.Prodcut', 'GET /Product', 'Shop.Color']\nexclude = ['Shop.Colour']",
        expect![[r#"
            [include-matches-nothing] 'Shop.Prodcut': include `Shop.Prodcut` matches nothing
                did you mean `Shop.Product`?
                `codegen list` shows all names
            [include-unresolved] 'GET /Product': include `GET /Product` does not resolve at `Product`: the entity container `All` has no member `Product`
                did you mean `Products`?
            [exclude-matches-nothing] 'Shop.Colour': exclude `Shop.Colour` matches nothing
                did you mean `Shop.Color`?
        "#]],
    );
    check(
        "[select]\ncontainer = 'Al'",
        expect![[r#"
            [unknown-container] 'Al': no entity container is called `Al`
                the documents declare `Shop.All`
        "#]],
    );
}
