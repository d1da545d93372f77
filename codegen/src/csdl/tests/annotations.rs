//! CSDL 14: what is read of annotations.

use expect_test::expect;

use super::{check_expression, check_schema};

// S1: CSDL 14.3 in attribute notation
#[test]
fn constants_as_attributes() {
    check_schema(
        r##"<Annotation Term="T.T" Binary="T0RhdGE"/>
<Annotation Term="T.T" Bool="true"/>
<Annotation Term="T.T" Date="2000-01-01"/>
<Annotation Term="T.T" DateTimeOffset="2000-01-01T16:00:00.000-09:00"/>
<Annotation Term="T.T" Decimal="3.14"/>
<Annotation Term="T.T" Duration="P7D"/>
<Annotation Term="T.T" EnumMember="NS.E/A NS.E/B"/>
<Annotation Term="T.T" Float="-INF"/>
<Annotation Term="T.T" Guid="21EC2020-3AEA-1069-A2DD-08002B30309D"/>
<Annotation Term="T.T" Int="42"/>
<Annotation Term="T.T" String="a &lt;b&gt;
c"/>
<Annotation Term="T.T" TimeOfDay="21:45:00"/>
<Annotation Term="T.T" AnnotationPath="a/@B.C"/>
<Annotation Term="T.T" ModelElementPath="NS.action"/>
<Annotation Term="T.T" NavigationPropertyPath="a/b"/>
<Annotation Term="T.T" Path="@self.a#x/b"/>
<Annotation Term="T.T" PropertyPath="a"/>
<Annotation Term="T.T" UrlRef="http://host/a"/>
<Annotation Term="T.T"/>"##,
        expect![[r#"
            document version 4.01
              schema NS
                @T.T = Binary "T0RhdGE"
                @T.T = Bool "true"
                @T.T = Date "2000-01-01"
                @T.T = DateTimeOffset "2000-01-01T16:00:00.000-09:00"
                @T.T = Decimal "3.14"
                @T.T = Duration "P7D"
                @T.T = EnumMember "NS.E/A NS.E/B"
                @T.T = Float "-INF"
                @T.T = Guid "21EC2020-3AEA-1069-A2DD-08002B30309D"
                @T.T = Int "42"
                @T.T = String "a <b> c"
                @T.T = TimeOfDay "21:45:00"
                @T.T = AnnotationPath a/@B.C
                @T.T = ModelElementPath NS.action
                @T.T = NavigationPropertyPath a/b
                @T.T = ValuePath @self.a#x/b
                @T.T = PropertyPath a
                @T.T = UrlRef(String "http://host/a")
                @T.T
        "#]],
    );
}

// S1: CSDL 14.3, 14.4.1 in element notation
#[test]
fn constants_as_elements() {
    check_expression(
        r##"<Collection><Binary>T0RhdGE</Binary><Bool> false </Bool><Date>2000-01-01</Date><DateTimeOffset>2000-01-01T16:00Z</DateTimeOffset>
<Decimal>1e9</Decimal><Duration>PT1H</Duration><EnumMember>NS.E/A</EnumMember><Float>NaN</Float>
<Guid>21EC2020-3AEA-1069-A2DD-08002B30309D</Guid><Int>-1</Int><String> a<![CDATA[<&]]>&amp;<!-- no -->b
</String><String/><String> </String><TimeOfDay>21:45</TimeOfDay>
<AnnotationPath>a/@B.C</AnnotationPath><ModelElementPath>/NS.a</ModelElementPath><NavigationPropertyPath>a</NavigationPropertyPath>
<Path>
  a/b
</Path><PropertyPath>a</PropertyPath></Collection>"##,
        expect![[r#"
            document version 4.01
              schema NS
                @T.T = [Binary "T0RhdGE", Bool "false", Date "2000-01-01", DateTimeOffset "2000-01-01T16:00Z", Decimal "1e9", Duration "PT1H", EnumMember "NS.E/A", Float "NaN", Guid "21EC2020-3AEA-1069-A2DD-08002B30309D", Int "-1", String " a<&&b\n", String "", String " ", TimeOfDay "21:45", AnnotationPath a/@B.C, ModelElementPath /NS.a, NavigationPropertyPath a, ValuePath a/b, PropertyPath a]
        "#]],
    );
}

// S1: CSDL 14.4.2, 14.4.3
#[test]
fn operators() {
    check_expression(
        r##"<And><Or><Not><Path>a</Path></Not><Eq><Path>a</Path><Null/></Eq></Or>
<In><Path>a</Path><Collection><Ne><Int>1</Int><Int>2</Int></Ne><Gt><Int>1</Int><Int>2</Int></Gt><Ge><Int>1</Int><Int>2</Int></Ge>
<Lt><Int>1</Int><Int>2</Int></Lt><Le><Int>1</Int><Int>2</Int></Le><Has><Path>a</Path><EnumMember>NS.E/A</EnumMember></Has>
<Neg><Int>1</Int></Neg><Add><Int>1</Int><Int>2</Int></Add><Sub><Int>1</Int><Int>2</Int></Sub><Mul><Int>1</Int><Int>2</Int></Mul>
<Div><Int>1</Int><Int>2</Int></Div><DivBy><Int>1</Int><Int>2</Int></DivBy><Mod><Int>1</Int><Int>2</Int></Mod></Collection></In></And>"##,
        expect![[r#"
            document version 4.01
              schema NS
                @T.T = And(Or(Not(ValuePath a), Eq(ValuePath a, null)), In(ValuePath a, [Ne(Int "1", Int "2"), Gt(Int "1", Int "2"), Ge(Int "1", Int "2"), Lt(Int "1", Int "2"), Le(Int "1", Int "2"), Has(ValuePath a, EnumMember "NS.E/A"), Neg(Int "1"), Add(Int "1", Int "2"), Sub(Int "1", Int "2"), Mul(Int "1", Int "2"), Div(Int "1", Int "2"), DivBy(Int "1", Int "2"), Mod(Int "1", Int "2")]))
        "#]],
    );
}

// S1: CSDL 14.4.4 to 14.4.13
#[test]
fn dynamic_expressions() {
    check_expression(
        r##"<Record Type="NS.R">
  <PropertyValue Property="apply"><Apply Function="odata.concat"><String>a</String><Path>b</Path></Apply></PropertyValue>
  <PropertyValue Property="cast"><Cast Type="Collection(Edm.Decimal)" Scale="2"><Path>a</Path></Cast></PropertyValue>
  <PropertyValue Property="if"><If><Bool>true</Bool><String>a</String><String>b</String></If></PropertyValue>
  <PropertyValue Property="isOf"><IsOf Type="NS.R"><Path>a</Path></IsOf></PropertyValue>
  <PropertyValue Property="label"><LabeledElement Name="L"><Path>a</Path></LabeledElement></PropertyValue>
  <PropertyValue Property="labels"><Collection><LabeledElement Name="L" Path="a"/><LabeledElementReference> NS.L </LabeledElementReference></Collection></PropertyValue>
  <PropertyValue Property="null"><Null/></PropertyValue>
  <PropertyValue Property="record"><Record/></PropertyValue>
  <PropertyValue Property="url"><UrlRef><Apply Function="odata.fillUriTemplate"><String>http://host/{id}</String><LabeledElement Name="id" Path="id"/></Apply></UrlRef></PropertyValue>
  <PropertyValue Property="inline" Int="1"/>
  <PropertyValue Property="default"/>
</Record>"##,
        expect![[r#"
            document version 4.01
              schema NS
                @T.T = NS.R{apply = odata.concat(String "a", ValuePath b), cast = Cast(Collection(Edm.Decimal) scale=2, ValuePath a), if = If(Bool "true", String "a", String "b"), isOf = IsOf(NS.R, ValuePath a), label = L: (ValuePath a), labels = [L: (ValuePath a), &NS.L], null = null, record = {}, url = UrlRef(odata.fillUriTemplate(String "http://host/{id}", id: (ValuePath id))), inline = Int "1", default}
        "#]],
    );
}

// S1: annotations wherever they are allowed
#[test]
fn annotations_of_annotations() {
    check_expression(
        r##"<Record><PropertyValue Property="p" String="x"><Annotation Term="A.A"><Annotation Term="A.B" Bool="true"/></Annotation></PropertyValue>
<PropertyValue Property="q"><If><Annotation Term="A.C"/><Eq><Annotation Term="A.D"/><Path>a</Path><Null><Annotation Term="A.E"/></Null></Eq>
<UrlRef><Annotation Term="A.F"/><String>a</String></UrlRef></If><Annotation Term="A.G"/></PropertyValue><Annotation Term="A.H"/></Record><Annotation Term="A.I" Qualifier="q"/>"##,
        expect![[r#"
            document version 4.01
              schema NS
                @T.T = {p = String "x" [@A.A [@A.B = Bool "true"]], q = If(Eq(ValuePath a, null [@A.E]) [@A.D], UrlRef(String "a") [@A.F]) [@A.C] [@A.G]} [@A.H] [@A.I#q]
        "#]],
    );
}
