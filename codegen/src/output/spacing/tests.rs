use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::Spacing;

fn separated(printed: &str) -> String {
    let mut out = String::new();
    Spacing::default().append(printed, &mut out);
    out
}

/// The text is printed by prettyplease first, as in use; without what the pass inserted, it has to be the same again.
fn check(source: &str, expect: Expect) {
    let printed = prettyplease::unparse(&syn::parse_file(source).unwrap());
    let separated = separated(&printed);
    expect.assert_eq(&separated);
    let reparsed = prettyplease::unparse(&syn::parse_file(&separated).unwrap());
    assert_eq!(reparsed, printed);
}

#[test]
fn items_are_apart() {
    check(
        "struct A; #[derive(Debug)] pub struct B { a: u8, /// A field; its doc ends in }\n b: u8 } fn c() {} enum D {}",
        expect![[r#"
        struct A;

        #[derive(Debug)]
        pub struct B {
            a: u8,
            /// A field; its doc ends in }
            b: u8,
        }

        fn c() {}

        enum D {}
    "#]],
    );
}

#[test]
fn documentation_and_attributes_stay_with_their_item() {
    check(
        "/// A; {\n///\n/// more }\n#[must_use]\nfn a() {}\n/// B\n#[cfg(all(feature = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", feature = \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\", feature = \"ccccccc\"))]\npub(crate) struct B;",
        expect![[r#"
        /// A; {
        ///
        /// more }
        #[must_use]
        fn a() {}

        /// B
        #[cfg(
            all(
                feature = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                feature = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                feature = "ccccccc"
            )
        )]
        pub(crate) struct B;
    "#]],
    );
}

#[test]
fn inner_attributes_are_set_apart() {
    check(
        "//! A file;\n//! with docs.\n#![allow(dead_code)]\nuse a::b;",
        expect![[r#"
        //! A file;
        //! with docs.
        #![allow(dead_code)]

        use a::b;
    "#]],
    );
    check(
        "//! Nothing else.",
        expect![[r#"
        //! Nothing else.
    "#]],
    );
}

#[test]
fn short_neighbours_of_one_kind_stand_together() {
    check(
        "use a; use b::{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccc}; use d; pub use e; mod f; mod g; #[cfg(test)] mod h; pub mod i { } const J: u8 = 1; const K: &[u8] = &[1]; const fn l() {} const M: [&str; 3] = [\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\", \"ccccccc\"]; const N: u8 = 1; type O = u8; type P = u8; fn q() {} fn r() {}",
        expect![[r#"
            use a;
            use b::{
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
                ccccccccccccccc,
            };
            use d;

            pub use e;

            mod f;
            mod g;

            #[cfg(test)]
            mod h;

            pub mod i {}

            const J: u8 = 1;
            const K: &[u8] = &[1];

            const fn l() {}

            const M: [&str; 3] = [
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                "ccccccc",
            ];

            const N: u8 = 1;

            type O = u8;
            type P = u8;

            fn q() {}

            fn r() {}
        "#]],
    );
}

#[test]
fn members_are_apart() {
    check(
        "impl<T> A<T> where T: X { //! Inner.\n const A: u8 = 1; const B: u8 = 2; /// C\nconst C: u8 = 3; fn a() { let x = 1; fn y() {} fn z() {} if x { a } else { b } } pub async fn b<A: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA>(self, a: A, bbbbbbbbbbbbbbbbbbbbb: B) -> C where A: B { struct D; struct E; } } fn last() {}",
        expect![[r#"
            impl<T> A<T>
            where
                T: X,
            {
                //! Inner.

                const A: u8 = 1;
                const B: u8 = 2;

                /// C
                const C: u8 = 3;

                fn a() {
                    let x = 1;
                    fn y() {}
                    fn z() {}
                    if x { a } else { b }
                }

                pub async fn b<A: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA>(
                    self,
                    a: A,
                    bbbbbbbbbbbbbbbbbbbbb: B,
                ) -> C
                where
                    A: B,
                {
                    struct D;
                    struct E;
                }
            }

            fn last() {}
        "#]],
    );
}

#[test]
fn lines_that_go_on_with_an_item_stay_with_it() {
    check(
        "impl<Tttttttttttttttttttttttttttttttttt: a::Bbbbbbbbbbbbbbbbbbbbbbbb> c::Dddddddddddddddd for Eeeeeeeeeeeeee<Tttttttttttttttttttttttttttttttttt> { const F: u8 = 1; const G: u8 = 2; } const H: I = J::new(\"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\").llllllllllllll().mmmmmmmmmmmmmmmm(); const N: u8 = 1;",
        expect![[r#"
            impl<Tttttttttttttttttttttttttttttttttt: a::Bbbbbbbbbbbbbbbbbbbbbbbb> c::Dddddddddddddddd
            for Eeeeeeeeeeeeee<Tttttttttttttttttttttttttttttttttt> {
                const F: u8 = 1;
                const G: u8 = 2;
            }

            const H: I = J::new("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk")
                .llllllllllllll()
                .mmmmmmmmmmmmmmmm();

            const N: u8 = 1;
        "#]],
    );
}

/// The only literals that could hold a line break are printed without one.
#[test]
fn line_breaks_in_literals_are_escaped() {
    let text = "\n};\nfn b() {}\n    fn c() {}\n";
    let bytes = proc_macro2::Literal::byte_string(text.as_bytes());
    let items = quote::quote! { const A: &str = #text; const B: &[u8] = #bytes; };
    let printed = prettyplease::unparse(&syn::parse2(items).unwrap());
    expect![[r#"
        const A: &str = "\n};\nfn b() {}\n    fn c() {}\n";
        const B: &[u8] = b"\n};\nfn b() {}\n    fn c() {}\n";
    "#]]
    .assert_eq(&separated(&printed));
}

/// Linear in time: a second would be a thousand times too long.
#[test]
fn long_texts_are_quick() {
    let mut source = String::new();
    for n in 0..20_000 {
        writeln!(source, "struct A{n};\nfn b{n}() {{\n    \"{{;\";\n}}").unwrap();
    }
    let started = std::time::Instant::now();
    assert_eq!(separated(&source).lines().filter(|line| line.is_empty()).count(), 39_999);
    assert!(started.elapsed().as_secs() < 60, "it is linear, on a busy machine too");
}
