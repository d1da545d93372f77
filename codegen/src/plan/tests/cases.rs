//! Kinds of documents that users of other clients reported: what their crates offer.

use expect_test::{Expect, expect};

fn check(schemas: &str, expected: Expect) {
    super::check(schemas, &super::config(""), |line| line.contains('='), expected);
}

/// The name of an operation may have dots, and that of a type a `$`.
#[test]
fn operations_with_dots_are_called_by_their_whole_names() {
    check(
        r#"<Schema Namespace="Erp.Cars">
<ComplexType Name="CopyValues$"><Property Name="Source" Type="Edm.String"/></ComplexType>
<EntityType Name="Config"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/></EntityType>
<Function Name="Config.DefaultCopy" IsBound="true"><Parameter Name="at" Type="Erp.Cars.Config"/>
<Parameter Name="Values" Type="Erp.Cars.CopyValues$"/><ReturnType Type="Erp.Cars.Config"/></Function>
<Action Name="Config.Reset" IsBound="true"><Parameter Name="at" Type="Erp.Cars.Config"/><Parameter Name="Hard" Type="Edm.Boolean"/></Action>
<EntityContainer Name="C"><EntitySet Name="Configs" EntityType="Erp.Cars.Config"/></EntityContainer>
</Schema>"#,
        expect![[r#"
            warning[invalid-name]: `CopyValues$` is not a valid name
            warning[invalid-name]: `Config.DefaultCopy` is not a valid name
            warning[invalid-name]: `Config.Reset` is not a valid name
            fn configs() = Configs -> erp_cars::Config*
            mod erp_cars = Erp.Cars
            struct Config = Erp.Cars.Config (config.rs)
            id = Id: i32
            id = Id: i32
            fn config_default_copy(values: erp_cars::CopyValues) = Erp.Cars.Config.DefaultCopy() -> erp_cars::Config?
            fn config_reset(erp_cars::ConfigConfigReset) = POST Erp.Cars.Config.Reset -> nothing
            fn by_id(id: i32) = {key} -> erp_cars::Config
            hard: bool = Hard?
            struct CopyValues = Erp.Cars.CopyValues$ (copy_values.rs)
            source = Source: String?
        "#]],
    );
}

/// What may be of any type is a value or an entity of any type; names may have blanks and parentheses.
#[test]
fn abstract_types_are_types_of_properties_and_parameters() {
    check(
        r#"<Schema Namespace="Desk">
<EntityType Name="Incident"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String" Nullable="false"/>
<Property Name="Extra" Type="Edm.ComplexType"/><Property Name="Any" Type="Edm.PrimitiveType"/><Property Name="Hook" Type="Edm.PropertyPath"/>
<Property Name="Owner Name" Type="Edm.String"/><NavigationProperty Name="Links" Type="Collection(Edm.EntityType)"/></EntityType>
<Function Name="Category_(2)" IsBound="true"><Parameter Name="at" Type="Desk.Incident"/><Parameter Name="Ref" Type="Edm.ComplexType"/>
<ReturnType Type="Collection(Edm.EntityType)"/></Function>
<Function Name="Lookup"><Parameter Name="key" Type="Edm.PrimitiveType"/><ReturnType Type="Edm.EntityType"/></Function>
<EntityContainer Name="C"><EntitySet Name="Incidents" EntityType="Desk.Incident"/><FunctionImport Name="Lookup" Function="Desk.Lookup"/></EntityContainer>
</Schema>"#,
        expect![[r#"
            warning[invalid-name]: `Owner Name` is not a valid name
            warning[invalid-name]: `Category_(2)` is not a valid name
            fn incidents() = Incidents -> desk::Incident*
            fn lookup(key: edm::PrimitiveValue) = Lookup() -> runtime::Entity?
            mod desk = Desk
            struct Incident = Desk.Incident (incident.rs)
            id = Id: String
            extra = Extra: edm::Untyped?
            any = Any: edm::PrimitiveValue?
            hook = Hook: String?
            owner_name = Owner Name: String?
            links = Links: runtime::Entity*?
            id = Id: String
            fn category_2(ref_: edm::Untyped) = Desk.Category_(2)() -> runtime::Entity*
            fn links() = Links -> runtime::Entity*
            fn by_id(id: String) = {key} -> desk::Incident
        "#]],
    );
}

/// Facets that cannot be, or stand at types that have none, change no type.
#[test]
fn odd_facets_are_warnings() {
    check(
        r#"<Schema Namespace="F">
<EntityType Name="T"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Decimal" Precision="20" Scale="0" Nullable="false"/>
<Property Name="Variable" Type="Edm.Decimal" Scale="Variable"/>
<Property Name="Negative" Type="Edm.Decimal" Scale="-2" Precision="4"/>
<Property Name="Long" Type="Edm.String" MaxLength="Max" Unicode="False"/>
<Property Name="Huge" Type="Edm.String" MaxLength="99999999999999999999"/>
<Property Name="Day" Type="Edm.Date" MaxLength="10"/>
<Property Name="Byte" Type="Edm.Byte" Precision="3"/>
<Property Name="Set" Type="Edm.Boolean" DefaultValue="1" Nullable="1"/>
<Property Name="Names" Type="collection(Edm.String)"/>
<Property Name="Blank" Type=" Edm.String "/>
</EntityType>
<EntityContainer Name="C"><EntitySet Name="Ts" EntityType="F.T"/></EntityContainer>
</Schema>"#,
        expect![[r#"
            warning[invalid-value]: `Scale` is written `Variable`
            warning[invalid-value]: `-2` is not a value of `Scale`
            warning[invalid-value]: `MaxLength` is written `Max`
            warning[invalid-value]: `Unicode` is written `False`
            warning[invalid-facet]: MaxLength is a positive number or `max`, not `99999999999999999999`
            warning[invalid-value]: `Type` is written `collection(Edm.String)`
            fn ts() = Ts -> f::T*
            mod f = F
            struct T = F.T (t.rs)
            id = Id: edm::Decimal
            variable = Variable: edm::Decimal?
            negative = Negative: edm::Decimal?
            long = Long: String?
            huge = Huge: String?
            day = Day: edm::Date?
            byte = Byte: u8?
            set = Set: bool?
            names = Names: String*?
            blank = Blank: String?
            id = Id: edm::Decimal
            fn by_id(id: edm::Decimal) = {key} -> f::T
        "#]],
    );
}

/// Each member is a variant of its own with its exact name.
#[test]
fn members_that_are_odd_have_variants_of_their_own() {
    check(
        r#"<Schema Namespace="e">
<EnumType Name="color"><Member Name="s1" Value="1"/><Member Name="s1" Value="2"/><Member Name="S1" Value="3"/><Member Name="RED"/>
<Member Name="Red"/><Member Name="red"/></EnumType>
<EnumType Name="odd"><Member Name="None"/><Member Name="Some"/><Member Name="Self"/><Member Name="self"/><Member Name="Unrecognized"/>
<Member Name="_2.0 GHz" Value="20"/><Member Name="2.0 GHz" Value="21"/><Member Name="A-B"/><Member Name="A+B"/></EnumType>
<EnumType Name="numbers" UnderlyingType="Edm.SByte"><Member Name="Low" Value="-128"/><Member Name="Over" Value="128"/>
<Member Name="Hex" Value="0x10"/><Member Name="Plus" Value="+5"/><Member Name="Blank" Value=" 6 "/></EnumType>
</Schema>"#,
        expect![[r#"
            warning[renamed]: `e.color/s1` becomes `S1_2` in Rust, because `S1` is taken
            warning[duplicate-member]: member `s1` is declared twice
            warning[renamed]: `e.color/Red` becomes `Red_2` in Rust, because `Red` is taken
            warning[renamed]: `e.color/red` becomes `Red_3` in Rust, because `Red` is taken
            warning[renamed]: `e.odd/self` becomes `Self_2` in Rust, because `Self_` is taken
            warning[renamed]: `e.odd/Unrecognized` becomes `Unrecognized_2` in Rust, because `Unrecognized` is taken
            warning[renamed]: `e.odd/_2.0 GHz` becomes `_2_0GHz_2` in Rust, because `_2_0GHz` is taken
            warning[invalid-name]: `_2.0 GHz` is not a valid name
            warning[invalid-name]: `2.0 GHz` is not a valid name
            warning[renamed]: `e.odd/A-B` becomes `AB_2` in Rust, because `AB` is taken
            warning[invalid-name]: `A-B` is not a valid name
            warning[invalid-name]: `A+B` is not a valid name
            warning[member-out-of-range]: `Over` is 128, out of the range of Edm.SByte
            warning[invalid-value]: `Value` is written `0x10`
            mod e = e
            enum Color = e.color (color.rs)
            S1_2 = s1: 1
            S1 = S1: 3
            Red = RED: 4
            Red_2 = Red: 5
            Red_3 = red: 6
            enum Numbers = e.numbers (numbers.rs)
            Low = Low: -128
            Over = Over: 128
            Hex = Hex: 16
            Plus = Plus: 5
            Blank = Blank: 6
            enum Odd = e.odd (odd.rs)
            None = None: 0
            Some = Some: 1
            Self_ = Self: 2
            Self_2 = self: 3
            Unrecognized_2 = Unrecognized: 4
            _2_0GHz_2 = _2.0 GHz: 20
            _2_0GHz = 2.0 GHz: 21
            AB_2 = A-B: 22
            AB = A+B: 23
        "#]],
    );
}

/// What is defined as a stream is downloaded, and a collection of streams is one of strings.
#[test]
fn streams_are_not_values() {
    check(
        r#"<Schema Namespace="S">
<TypeDefinition Name="Image" UnderlyingType="Edm.Stream"/>
<EntityType Name="Root"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String" Nullable="false"/>
<Property Name="Photo" Type="S.Image"/><Property Name="Thumbs" Type="Collection(Edm.Stream)"/></EntityType>
<Function Name="Report" IsBound="true"><Parameter Name="at" Type="S.Root"/><ReturnType Type="S.Image" Nullable="false"/></Function>
<Action Name="Export" IsBound="true"><Parameter Name="at" Type="S.Root"/><ReturnType Type="S.Image"/></Action>
<Action Name="Exports" IsBound="true"><Parameter Name="at" Type="S.Root"/><ReturnType Type="Collection(S.Image)"/></Action>
<EntityContainer Name="C"><EntitySet Name="Roots" EntityType="S.Root"/></EntityContainer>
</Schema>"#,
        expect![[r#"
            warning[collection-of-streams]: a collection holds values of `Edm.Stream`, which are streams
            warning[collection-of-streams]: a collection holds values of `S.Image`, which are streams
            fn roots() = Roots -> s::Root*
            mod s = S
            newtype Image = S.Image (image.rs): edm::Stream
            struct Root = S.Root (root.rs)
            id = Id: String
            photo = Photo: edm::Stream?
            thumbs = Thumbs: String*?
            id = Id: String
            fn export() = POST S.Export -> edm::Stream?
            fn exports() = POST S.Exports -> String*
            fn report() = S.Report() -> edm::Stream
            fn by_id(id: String) = {key} -> s::Root
        "#]],
    );
}
