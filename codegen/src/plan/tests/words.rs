//! Acronyms and plurals are words of a name, and never make two names meet.

use expect_test::expect;

#[test]
fn acronyms_and_plurals_are_words() {
    let schema = r#"<Schema Namespace="Net">
<EnumType Name="proto"><Member Name="IPv4"/><Member Name="OAuth2"/><Member Name="TLSv1_2"/><Member Name="iOS"/></EnumType>
<EntityType Name="tiIPv4Indicator"><Key><PropertyRef Name="networkIPv4"/></Key><Property Name="networkIPv4" Type="Edm.String" Nullable="false"/>
<Property Name="SKUs" Type="Edm.String"/><NavigationProperty Name="WebAPIs" Type="Collection(Net.tiIPv4Indicator)"/></EntityType>
<EntityContainer Name="C"><EntitySet Name="tiIPv4Indicators" EntityType="Net.tiIPv4Indicator"/></EntityContainer>
</Schema>"#;
    super::check(
        schema,
        &super::config(""),
        |line| line.contains('='),
        expect![[r#"
        fn ti_ipv4_indicators() = tiIPv4Indicators -> net::TiIpv4Indicator*
        mod net = Net
        enum Proto = Net.proto (proto.rs)
        Ipv4 = IPv4: 0
        Oauth2 = OAuth2: 1
        Tlsv1_2 = TLSv1_2: 2
        Ios = iOS: 3
        struct TiIpv4Indicator = Net.tiIPv4Indicator (ti_ipv4_indicator.rs)
        network_ipv4 = networkIPv4: String
        skus = SKUs: String?
        web_apis = WebAPIs: net::TiIpv4Indicator*?
        network_ipv4 = networkIPv4: String
        fn web_apis() = WebAPIs -> net::TiIpv4Indicator*
        fn by_network_ipv4(network_ipv4: String) = {key} -> net::TiIpv4Indicator
    "#]],
    );
}

#[test]
fn by_the_table_of_words_no_two_names_become_the_same() {
    let schema = r#"<Schema Namespace="Net">
<EnumType Name="proto"><Member Name="IPv4"/><Member Name="ipv4"/></EnumType>
<ComplexType Name="userIDs"><Property Name="userIDs" Type="Edm.String"/><Property Name="userIds" Type="Edm.String"/></ComplexType>
<ComplexType Name="userIds"/>
<Function Name="look"><Parameter Name="userIDs" Type="Edm.String"/><Parameter Name="userIds" Type="Edm.String"/><ReturnType Type="Net.userIDs"/></Function>
<EntityContainer Name="C"><FunctionImport Name="look" Function="Net.look"/></EntityContainer>
</Schema>"#;
    super::check(
        schema,
        &super::config(""),
        |line| line.contains('='),
        expect![[r#"
        fn look(user_i_ds: String, user_ids: String) = look() -> net::UserIDs?
        mod net = Net
        enum Proto = Net.proto (proto.rs)
        IPv4 = IPv4: 0
        Ipv4 = ipv4: 1
        struct UserIDs = Net.userIDs (user_i_ds.rs)
        user_i_ds = userIDs: String?
        user_ids = userIds: String?
        struct UserIds = Net.userIds (user_ids.rs)
    "#]],
    );
}
