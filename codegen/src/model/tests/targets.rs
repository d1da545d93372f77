//! S2: out-of-line annotations and the forms of their targets.

use expect_test::expect;

use super::check;

/// A schema with an element of each kind, and a description for each target.
fn described(targets: &[&str]) -> String {
    let blocks: Vec<_> = targets
        .iter()
        .map(|target| {
            let annotation = format!(r#"<Annotation Term="Core.Description" String="{target}"/>"#);
            format!(r#"<Annotations Target="{target}">{annotation}</Annotations>"#)
        })
        .collect();
    format!(
        r#"<Schema Namespace="n.s" Alias="self">
<EntityType Name="A"><Key><PropertyRef Name="x"/></Key><Property Name="x" Type="Edm.Int32"/><Property Name="c" Type="n.s.C"/><NavigationProperty Name="next" Type="n.s.A"/></EntityType>
<EntityType Name="B" BaseType="n.s.A"><Property Name="y" Type="Edm.Int32"/></EntityType>
<ComplexType Name="C"><Property Name="z" Type="Edm.Int32"/></ComplexType>
<EnumType Name="E"><Member Name="m"/></EnumType>
<TypeDefinition Name="T" UnderlyingType="Edm.Int32"/>
<Term Name="Tag" Type="Edm.Boolean"/>
<Function Name="f" IsBound="true"><Parameter Name="p" Type="n.s.A"/><ReturnType Type="Edm.Int32"/></Function>
<Function Name="f" IsBound="true"><Parameter Name="p" Type="n.s.A"/><Parameter Name="q" Type="Collection(Edm.Int32)"/><ReturnType Type="Edm.Int32"/></Function>
<Function Name="f"><ReturnType Type="Edm.Int32"/></Function>
<Action Name="g" IsBound="true"><Parameter Name="p" Type="Collection(n.s.A)"/><Parameter Name="q" Type="Edm.Int32"/></Action>
<EntityContainer Name="S"><EntitySet Name="As" EntityType="n.s.A"/><Singleton Name="One" Type="n.s.A"/><FunctionImport Name="F" Function="n.s.f"/></EntityContainer>
{}
</Schema>"#,
        blocks.join("\n")
    )
}

fn check_targets(targets: &[&str], expected: expect_test::Expect) {
    check(&[&described(targets)], expected);
}

#[test]
fn s2_types_and_members() {
    check_targets(
        &["self.A", "n.s.A/x", "self.A/next", "self.A/c", "self.C/z", "self.E", "n.s.E/m", "self.T", "self"],
        expect![[r#"
            namespace n.s alias self
              # description "self"
            entity n.s.A
              # description "self.A"
              key x = x: Edm.Int32?
              x: Edm.Int32?
                # description "n.s.A/x"
              c: n.s.C?
                # description "self.A/c"
              -> next: n.s.A?
                # description "self.A/next"
            entity n.s.B: n.s.A
              y: Edm.Int32?
            complex n.s.C
              z: Edm.Int32?
                # description "self.C/z"
            enum n.s.E: Edm.Int32
              # description "self.E"
              m = 0
                # description "n.s.E/m"
            type n.s.T = Edm.Int32
              # description "self.T"
            bound function n.s.f: Edm.Int32?
              p: n.s.A?
            bound function n.s.f: Edm.Int32?
              p: n.s.A?
              q: Collection(Edm.Int32~)
            function n.s.f: Edm.Int32?
            bound action n.s.g
              p: Collection(n.s.A)
              q: Edm.Int32?
            container n.s.S
              set As: n.s.A
              singleton One: n.s.A
              function import F: n.s.f
        "#]],
    );
}

#[test]
fn s2_containers_and_children() {
    check_targets(
        &["self.S", "self.S/As", "self.S/One", "n.s.S/F", "self.S/"],
        expect![[r#"
        namespace n.s alias self
        entity n.s.A
          key x = x: Edm.Int32?
          x: Edm.Int32?
          c: n.s.C?
          -> next: n.s.A?
        entity n.s.B: n.s.A
          y: Edm.Int32?
        complex n.s.C
          z: Edm.Int32?
        enum n.s.E: Edm.Int32
          m = 0
        type n.s.T = Edm.Int32
        bound function n.s.f: Edm.Int32?
          p: n.s.A?
        bound function n.s.f: Edm.Int32?
          p: n.s.A?
          q: Collection(Edm.Int32~)
        function n.s.f: Edm.Int32?
        bound action n.s.g
          p: Collection(n.s.A)
          q: Edm.Int32?
        container n.s.S
          # description "self.S"
          set As: n.s.A
            # description "self.S/As"
          singleton One: n.s.A
            # description "self.S/One"
          function import F: n.s.f
            # description "n.s.S/F"
    "#]],
    );
}

#[test]
fn s2_all_overloads_and_their_parts() {
    check_targets(
        &["self.f", "self.f/p", "self.f/$ReturnType", "self.g/q"],
        expect![[r#"
        namespace n.s alias self
        entity n.s.A
          key x = x: Edm.Int32?
          x: Edm.Int32?
          c: n.s.C?
          -> next: n.s.A?
        entity n.s.B: n.s.A
          y: Edm.Int32?
        complex n.s.C
          z: Edm.Int32?
        enum n.s.E: Edm.Int32
          m = 0
        type n.s.T = Edm.Int32
        bound function n.s.f: Edm.Int32?
          # description "self.f"
          p: n.s.A?
            # description "self.f/p"
          returns
            # description "self.f/$ReturnType"
        bound function n.s.f: Edm.Int32?
          # description "self.f"
          p: n.s.A?
            # description "self.f/p"
          q: Collection(Edm.Int32~)
          returns
            # description "self.f/$ReturnType"
        function n.s.f: Edm.Int32?
          # description "self.f"
          returns
            # description "self.f/$ReturnType"
        bound action n.s.g
          p: Collection(n.s.A)
          q: Edm.Int32?
            # description "self.g/q"
        container n.s.S
          set As: n.s.A
          singleton One: n.s.A
          function import F: n.s.f
    "#]],
    );
}

#[test]
fn s2_one_overload() {
    check_targets(
        &[
            "self.f(self.A)",
            "n.s.f(n.s.A,Collection(Edm.Int32))/q",
            "self.f()/$ReturnType",
            "self.g(Collection(self.A))/q",
            "self.g(Collection(self.A), Edm.Int32)",
        ],
        expect![[r#"
            namespace n.s alias self
            entity n.s.A
              key x = x: Edm.Int32?
              x: Edm.Int32?
              c: n.s.C?
              -> next: n.s.A?
            entity n.s.B: n.s.A
              y: Edm.Int32?
            complex n.s.C
              z: Edm.Int32?
            enum n.s.E: Edm.Int32
              m = 0
            type n.s.T = Edm.Int32
            bound function n.s.f: Edm.Int32?
              # description "self.f(self.A)"
              p: n.s.A?
            bound function n.s.f: Edm.Int32?
              p: n.s.A?
              q: Collection(Edm.Int32~)
                # description "n.s.f(n.s.A,Collection(Edm.Int32))/q"
            function n.s.f: Edm.Int32?
              returns
                # description "self.f()/$ReturnType"
            bound action n.s.g
              # description "self.g(Collection(self.A), Edm.Int32)"
              p: Collection(n.s.A)
              q: Edm.Int32?
                # description "self.g(Collection(self.A))/q"
            container n.s.S
              set As: n.s.A
              singleton One: n.s.A
              function import F: n.s.f
        "#]],
    );
}

#[test]
fn s2_what_holds_in_one_context_is_not_said_of_all() {
    check_targets(
        &[
            "self.A/c/z",
            "self.B/x",
            "self.S/As/x",
            "self.A/next/self.B/y",
            "self.A/x/@Core.Computed",
            "self.Tag",
            "self.B/self.A/x",
        ],
        expect![[r#"
            namespace n.s alias self
            entity n.s.A
              key x = x: Edm.Int32?
              x: Edm.Int32?
                # description "self.B/self.A/x"
              c: n.s.C?
              -> next: n.s.A?
            entity n.s.B: n.s.A
              y: Edm.Int32?
            complex n.s.C
              z: Edm.Int32?
            enum n.s.E: Edm.Int32
              m = 0
            type n.s.T = Edm.Int32
            bound function n.s.f: Edm.Int32?
              p: n.s.A?
            bound function n.s.f: Edm.Int32?
              p: n.s.A?
              q: Collection(Edm.Int32~)
            function n.s.f: Edm.Int32?
            bound action n.s.g
              p: Collection(n.s.A)
              q: Edm.Int32?
            container n.s.S
              set As: n.s.A
              singleton One: n.s.A
              function import F: n.s.f
        "#]],
    );
}

#[test]
fn s7_dangling_targets() {
    check_targets(
        &[
            "self.AA",
            "self.A/X",
            "self.A/c/zz",
            "self.E/n",
            "self.S/AAs",
            "self.S/As/no",
            "self.f/no",
            "self.f(self.C)",
            "self.f(self.A,)",
            "self.f(unknown.A)",
            "A",
            "other.A",
            "other.B",
        ],
        expect![[r#"
            warning[unresolved-target] a:13 `self.AA`: annotation target `self.AA` does not exist
                here: no `AA` there
                help: its annotations are left out
            warning[unresolved-target] a:14 `self.A/X`: annotation target `self.A/X` does not exist
                here: no `X` there
                help: did you mean `x`?
                help: its annotations are left out
            warning[unresolved-target] a:15 `self.A/c/zz`: annotation target `self.A/c/zz` does not exist
                here: no `zz` there
                help: its annotations are left out
            warning[unresolved-target] a:16 `self.E/n`: annotation target `self.E/n` does not exist
                here: no `n` there
                help: its annotations are left out
            warning[unresolved-target] a:17 `self.S/AAs`: annotation target `self.S/AAs` does not exist
                here: no `AAs` there
                help: did you mean `As`?
                help: its annotations are left out
            warning[unresolved-target] a:18 `self.S/As/no`: annotation target `self.S/As/no` does not exist
                here: no `no` there
                help: its annotations are left out
            warning[unresolved-target] a:19 `self.f/no`: annotation target `self.f/no` does not exist
                here: no `no` there
                help: its annotations are left out
            warning[unresolved-target] a:20 `self.f(self.C)`: annotation target `self.f(self.C)` does not exist
                here: no overload of `f` has these parameter types
                help: its annotations are left out
            warning[unresolved-target] a:21 `self.f(self.A,)`: annotation target `self.f(self.A,)` does not exist
                here: no overload of `f` has these parameter types
                help: its annotations are left out
            warning[unresolved-target] a:23 `A`: annotation target `A` does not exist
                here: no `A` there
                help: its annotations are left out
            warning[unknown-namespace] a:24 `other.A`: `other` is neither a namespace nor an alias of this document
                here: 2 references with it
                help: include its document by an `edmx:Reference`, and add that to the inputs; until then values of its types are kept as JSON
            namespace n.s alias self
            entity n.s.A
              key x = x: Edm.Int32?
              x: Edm.Int32?
              c: n.s.C?
              -> next: n.s.A?
            entity n.s.B: n.s.A
              y: Edm.Int32?
            complex n.s.C
              z: Edm.Int32?
            enum n.s.E: Edm.Int32
              m = 0
            type n.s.T = Edm.Int32
            bound function n.s.f: Edm.Int32?
              p: n.s.A?
            bound function n.s.f: Edm.Int32?
              p: n.s.A?
              q: Collection(Edm.Int32~)
            function n.s.f: Edm.Int32?
            bound action n.s.g
              p: Collection(n.s.A)
              q: Edm.Int32?
            container n.s.S
              set As: n.s.A
              singleton One: n.s.A
              function import F: n.s.f
        "#]],
    );
}
