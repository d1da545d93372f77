//! `$select`, `$expand`, `$orderby` and the other options, and what calling them twice means.

use crate::queries::sample::{Boss, Person, check, people, refused, url};
use crate::runtime::internal::{At, Many, Nullable, ReadByDownload, Value};

// P6
#[test]
fn select() {
    check(|p| p.select(|p| p.id), "people?$select=id");
    check(|p| p.select(|p| (p.id, p.address.city, p.tags)), "people?$select=id,address/city,tags");
    check(|p| p.select(|p| p.id).select(|p| [p.name]), "people?$select=id,name");
    check(|p| p.select(|p| vec![p.id.selected(), p.tags.selected()]), "people?$select=id,tags");
    check(
        |p| p.select(|p| (p.cast::<Boss>().id, p.cast::<Boss>().budget)),
        "people?$select=Sample.Boss/id,Sample.Boss/budget",
    );
    check(|p| p.select(|p| p.size), "people?$select=gr%C3%B6%C3%9Fe");
    check(|p| p.select_raw("*,a b&c"), "people?$select=*,a b%26c");
    check(|p| p.select(|p| p.id).top(5).select(|p| p.name), "people?$select=id,name&$top=5");
    check(
        |p| p.top(5).select(|_| Vec::<crate::runtime::internal::query::Selected<_>>::new()).skip(1),
        "people?$top=5&$skip=1",
    );
    check(|p| p.select(|_| Vec::<crate::runtime::internal::query::Selected<_>>::new()), "people");
}

#[test]
fn order() {
    check(|p| p.order_by(|p| p.name), "people?$orderby=name");
    check(|p| p.order_by(|p| (p.name.desc(), p.age.asc())), "people?$orderby=name desc,age asc");
    check(|p| p.order_by(|p| p.name).order_by(|p| p.name.length().desc()), "people?$orderby=name,length(name) desc");
    check(|p| p.order_by(|p| p.reports.count().desc()), "people?$orderby=reports/$count desc");
    check(|p| p.order_by_raw("name desc"), "people?$orderby=name desc");
}

#[test]
fn filters_are_joined() {
    check(|p| p.filter(|p| p.active).filter(|p| p.age.gt(1)), "people?$filter=active and age gt 1");
    check(|p| p.filter_raw("a or b").top(1).filter(|p| p.active), "people?$filter=(a or b) and active&$top=1");
    check(
        |p| p.filter(|p| p.active).filter(|p| p.active.or(p.age.gt(1))),
        "people?$filter=active and (active or age gt 1)",
    );
    check(|p| p.filter_raw("A OR b").filter_raw("c"), "people?$filter=(A OR b) and (c)");
    check(|p| p.query_option("$filter", "x").filter(|p| p.active), "people?$filter=x and active");
}

#[test]
fn single_options_replace_each_other() {
    check(|p| p.top(5).skip(2).top(6).count().count(), "people?$top=6&$skip=2&$count=true");
    check(|p| p.search("\"a b\" OR c&d"), "people?$search=%22a b%22 OR c%26d");
    check(|p| p.compute("a add b as c").compute("d as e"), "people?$compute=a add b as c,d as e");
    check(
        |p| p.apply("groupby((name),aggregate(age with sum as total))"),
        "people?$apply=groupby((name),aggregate(age with sum as total))",
    );
}

// U13
#[test]
fn expand() {
    check(|p| p.expand(|p| p.manager), "people?$expand=manager");
    check(|p| p.expand(|p| (p.manager, p.reports)), "people?$expand=manager,reports");
    check(|p| p.expand(|p| p.manager.select(|m| m.id)), "people?$expand=manager($select=id)");
    check(
        |p| {
            p.expand(|p| {
                p.reports.select(|r| r.id).filter(|r| r.name.eq("a;b)&'")).order_by(|r| r.age.desc()).top(3).skip(1)
            })
        },
        "people?$expand=reports($select=id;$filter=name eq 'a%3Bb%29%26''';$orderby=age desc;$top=3;$skip=1)",
    );
    check(
        |p| p.expand(|p| p.reports.with_count().search("x;y").levels_max()),
        "people?$expand=reports($count=true;$search=x%3By;$levels=max)",
    );
    check(|p| p.expand(|p| p.manager.levels(3)), "people?$expand=manager($levels=3)");
    check(
        |p| {
            p.expand(|p| {
                p.manager.expand(|m| m.manager.select(|b| (b.id, b.name)).expand(|b| b.reports)).select(|m| m.id)
            })
        },
        "people?$expand=manager($expand=manager($select=id,name;$expand=reports);$select=id)",
    );
    check(
        |p| p.expand(|p| p.manager.select(|m| m.id)).expand(|p| p.reports),
        "people?$expand=manager($select=id),reports",
    );
    check(|p| p.expand(|p| p.reports.reference()), "people?$expand=reports/$ref");
    check(|p| p.expand(|p| p.reports.filter(|r| r.active).reference()), "people?$expand=reports/$ref($filter=active)");
    check(
        |p| p.expand(|p| p.reports.filter(|r| r.active).count_only()),
        "people?$expand=reports/$count($filter=active)",
    );
    check(
        |p| p.expand(|p| p.reports.cast::<Boss>().select(|b| b.budget)),
        "people?$expand=reports/Sample.Boss($select=budget)",
    );
    check(|p| p.expand(|p| p.cast::<Boss>().team), "people?$expand=Sample.Boss/team");
    check(|p| p.expand_raw("a($top=1)").expand(|p| p.manager), "people?$expand=a($top=1),manager");
    check(
        |p| p.expand(|p| p.reports.filter_raw("contains(name,'a;)') or b").filter(|r| r.active)),
        "people?$expand=reports($filter=(contains(name,'a%3B%29') or b) and active)",
    );
    check(
        |p| p.expand(|p| p.reports.expand(|r| r.reports.select(|s| s.id)).select(|r| r.id).select(|r| r.name)),
        "people?$expand=reports($expand=reports($select=id);$select=id,name)",
    );
}

#[test]
fn items_of_the_request_are_it_within_expand() {
    check(
        |p| p.expand(|p| p.reports.filter(|r| r.name.eq(p.it().name))),
        "people?$expand=reports($filter=name eq $it/name)",
    );
    refused(|people| people.expand(|p| p.reports.filter(|r| r.name.eq(p.name))), "another level of `$expand`");
}

#[test]
fn shapes_of_positions_keep_their_options() {
    let one: At<Person> = people().by_key("a").select(|p| p.id).expand(|p| p.manager);
    assert_eq!(url(&one), "people('a')?$select=id&$expand=manager");
    let nullable: At<Nullable<Person>> = people().by_key("a").read_as();
    assert_eq!(url(&nullable.select(|p| p.id)), "people('a')?$select=id");
    let values: At<Many<Value<String>>> = people().read_as();
    assert_eq!(url(&values.top(3).filter_raw("$it eq 'a'")), "people?$top=3&$filter=$it eq 'a'");
}

// U14
#[test]
fn count_only_keeps_what_it_counts() {
    let count: At<Value<i64>> =
        people().select(|p| p.id).filter(|p| p.active).top(3).search("x").query_option("tenant", "t").count_only();
    assert_eq!(url(&count), "people/$count?$filter=active&$search=x&tenant=t");
    let count = people().cast::<Boss>().count_only();
    assert_eq!(url(&count), "people/Sample.Boss/$count");
}

#[test]
fn the_count_is_a_number() {
    let fake = crate::transport::support::Fake::ok(["42"]);
    let people: At<Many<Person>> = fake.client().at("people");
    assert_eq!(crate::transport::support::block_on(people.count_only()).unwrap(), 42);
    assert!(crate::transport::support::has(&fake.requests()[0], "accept: text/plain, application/json"));
}

// U14
#[test]
fn properties_are_positions() {
    let ada = || people().by_key("a");
    let name: At<Value<String>> = ada().property(|p| p.name);
    assert_eq!(url(&name), "people('a')/name");
    let nick: At<Nullable<Value<String>>> = ada().property(|p| p.nick);
    assert_eq!(url(&nick), "people('a')/nick");
    let city: At<Nullable<Value<String>>> = ada().property(|p| p.address.city);
    assert_eq!(url(&city), "people('a')/address/city");
    let tags: At<Many<Value<String>>> = ada().property(|p| p.tags);
    assert_eq!(url(&tags.top(1)), "people('a')/tags?$top=1");
    let address: At<Nullable<crate::queries::sample::Address>> = ada().property(|p| p.address);
    assert_eq!(url(&address.select(|a| a.city)), "people('a')/address?$select=city");
    let photo: At<ReadByDownload> = ada().property(|p| p.photo);
    assert_eq!(url(&photo), "people('a')/photo");
    let reports: At<Many<Person>> = ada().property(|p| p.manager.reports);
    assert_eq!(url(&reports), "people('a')/manager/reports");
    let budget = ada().property(|p| p.cast::<Boss>().budget);
    assert_eq!(url(&budget), "people('a')/Sample.Boss/budget");
}
