//! A document in which the caller chooses every string that documentation shows.

/// Where in a document a string is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The name of a type, a member, an operation, a parameter.
    Name,
    /// `Core.Description` and `Core.LongDescription`.
    Description,
    /// Anything else: a default value, a scope, a rule, the note of a revision.
    Value,
}

/// The document, with what `fill` gives for each place.
pub fn document(mut fill: impl FnMut(Place) -> String) -> String {
    let mut text = String::new();
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').expect("a place ends");
        let place = match place {
            "name" => Place::Name,
            "description" => Place::Description,
            _ => Place::Value,
        };
        text.push_str(before);
        text.push_str(&attribute(&fill(place)));
        rest = after;
    }
    text + rest
}

/// Text as the value of an attribute: what XML has no way to write is left out, white space is kept.
fn attribute(text: &str) -> String {
    let is_written = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    let mut value = String::new();
    for c in text.chars().filter(is_written) {
        match c {
            ' ' => value.push(c),
            c if c.is_alphanumeric() => value.push(c),
            c => value += &format!("&#{};", u32::from(c)),
        }
    }
    value
}

const TEMPLATE: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
<edmx:Reference Uri="x"><edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/></edmx:Reference>
<edmx:Reference Uri="x"><edmx:Include Namespace="Org.OData.Capabilities.V1" Alias="Cap"/></edmx:Reference>
<edmx:Reference Uri="x"><edmx:Include Namespace="Org.OData.Validation.V1" Alias="Valid"/></edmx:Reference>
<edmx:DataServices><Schema Namespace="H" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<Annotation Term="Core.Description" String="{description}"/>
<EntityType Name="{name}"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32" Nullable="false"/></EntityType>
<EntityType Name="Base"><Key><PropertyRef Name="id"/><PropertyRef Name="part"/></Key>
  <Annotation Term="Core.Description" String="{description}"/>
  <Annotation Term="Core.LongDescription" String="{description}"/>
  <Annotation Term="Core.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection><Record>
    <PropertyValue Property="Name" PropertyPath="other"/><PropertyValue Property="Alias" String="{value}"/>
  </Record></Collection></PropertyValue></Record></Collection></Annotation>
  <Property Name="id" Type="Edm.Int32" Nullable="false"/>
  <Property Name="part" Type="Edm.Int32" Nullable="false"/>
  <Property Name="other" Type="Edm.String" DefaultValue="{value}"><Annotation Term="Core.Description" String="{description}"/></Property>
  <Property Name="{name}" Type="Edm.String" DefaultValue="{value}">
    <Annotation Term="Core.Revisions"><Collection><Record>
      <PropertyValue Property="Kind" EnumMember="Core.RevisionKind/Deprecated"/>
      <PropertyValue Property="Description" String="{value}"/>
    </Record></Collection></Annotation>
    <Annotation Term="Valid.Pattern" String="{value}"/>
    <Annotation Term="Valid.AllowedValues"><Collection><Record><PropertyValue Property="Value" String="{value}"/>
      <Annotation Term="Core.SymbolicName" String="{name}"/><Annotation Term="Core.Description" String="{description}"/></Record>
      <Record><PropertyValue Property="Value" String="b"/><Annotation Term="Core.SymbolicName" String="{value}"/></Record></Collection></Annotation>
    <Annotation Term="Valid.Constraint"><Record><PropertyValue Property="FailureMessage" String="{value}"/></Record></Annotation>
  </Property>
  <Property Name="place" Type="Edm.GeographyPoint" SRID="4326"/>
  <NavigationProperty Name="{name}" Type="Collection(H.Base)"/>
</EntityType>
<EntityType Name="{name}" BaseType="H.Base"><Annotation Term="Core.Revisions"><Collection><Record>
  <PropertyValue Property="Kind" EnumMember="Core.RevisionKind/Deprecated"/>
  <PropertyValue Property="Version" String="{value}"/>
</Record></Collection></Annotation></EntityType>
<ComplexType Name="{name}"><Property Name="p" Type="H.Size"/></ComplexType>
<EnumType Name="Size"><Member Name="{name}"><Annotation Term="Core.Description" String="{description}"/></Member></EnumType>
<EnumType Name="{name}"><Member Name="a"/></EnumType>
<TypeDefinition Name="{name}" UnderlyingType="Edm.String"/>
<Action Name="{name}" IsBound="true"><Parameter Name="b" Type="H.Base"/>
  <Parameter Name="{name}" Type="Edm.String"><Annotation Term="Core.Description" String="{description}"/></Parameter></Action>
<Function Name="{name}" IsBound="true"><Parameter Name="b" Type="Collection(H.Base)"/>
  <Parameter Name="{name}" Type="Edm.String"><Annotation Term="Core.Description" String="{description}"/></Parameter>
  <Parameter Name="c" Type="Edm.String"><Annotation Term="Core.Description" String="{description}"/></Parameter>
  <ReturnType Type="Edm.String"/></Function>
<EntityContainer Name="C"><Annotation Term="Core.Description" String="{description}"/>
  <EntitySet Name="{name}" EntityType="H.Base">
    <Annotation Term="Core.Description" String="{description}"/>
    <Annotation Term="Cap.CountRestrictions"><Record><PropertyValue Property="Countable" Bool="false"/></Record></Annotation>
    <Annotation Term="Cap.ReadRestrictions"><Record><PropertyValue Property="Permissions"><Collection><Record>
      <PropertyValue Property="SchemeName" String="{value}"/>
      <PropertyValue Property="Scopes"><Collection>
        <Record><PropertyValue Property="Scope" String="{value}"/></Record>
        <Record><PropertyValue Property="Scope" String="{value}"/></Record>
      </Collection></PropertyValue>
    </Record></Collection></PropertyValue></Record></Annotation>
  </EntitySet>
  <Singleton Name="{name}" Type="H.Base"/>
</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>
"#;
