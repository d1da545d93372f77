//! Filters: operators, functions, literals, lambdas.

use crate::queries::sample::{Boss, PersonFields, check, refused};
use crate::runtime::internal::edm::{Date, DateTimeOffset, Decimal, Duration, Guid};
use crate::runtime::internal::query::{Condition, Filter, Item, Root, alias, max_date_time, min_date_time, now, raw};
use crate::sample::Colour;

type Person = Item<Root<crate::queries::sample::Person>>;

fn filter<O: Condition>(condition: impl FnOnce(Person) -> O, expect: &str) {
    check(|people| people.filter(condition), &format!("people?$filter={expect}"));
}

fn guid() -> Guid {
    Guid::from_u128(0x89d5_bb53_52c0_4f41_8e1d_4f1b_31a0_d2f4)
}

// U1, U9
#[test]
fn a_property_is_compared_with_a_value_of_its_type() {
    filter(|p| p.name.eq("Ada"), "name eq 'Ada'");
    filter(|p| p.name.eq(String::from("Ada")), "name eq 'Ada'");
    filter(|p| p.name.ne("O'Neil"), "name ne 'O''Neil'");
    filter(|p| p.active.eq(true), "active eq true");
    filter(|p| p.active, "active");
    filter(|p| p.age.gt(5), "age gt 5");
    filter(|p| p.age.ge(-5), "age ge -5");
    filter(|p| p.score.lt(1.5), "score lt 1.5");
    filter(|p| p.score.le(f64::INFINITY), "score le INF");
    filter(|p| p.score.lt(2), "score lt 2");
    filter(|p| p.salary.lt(1000), "salary lt 1000");
    filter(|p| p.salary.lt("12.50".parse::<Decimal>().unwrap()), "salary lt 12.50");
    filter(|p| p.id.eq(guid()), "id eq 89d5bb53-52c0-4f41-8e1d-4f1b31a0d2f4");
    filter(|p| p.born.eq("2020-02-29".parse::<Date>().unwrap()), "born eq 2020-02-29");
    filter(
        |p| p.seen.gt("2020-01-01T00:00:00+02:00".parse::<DateTimeOffset>().unwrap()),
        "seen gt 2020-01-01T00:00:00%2B02:00",
    );
    filter(|p| p.shift.eq("PT1H".parse::<Duration>().unwrap()), "shift eq duration'PT1H'");
    filter(|p| p.colour.eq(Colour::Red), "colour eq Sample.Colour'red'");
    filter(|p| p.size.eq(7), "gr%C3%B6%C3%9Fe eq 7");
    filter(|p| p.address.city.eq("Ulm"), "address/city eq 'Ulm'");
    filter(|p| p.manager.address.city.eq(p.address.city), "manager/address/city eq address/city");
    filter(|p| p.name.eq(p.nick), "name eq nick");
}

#[test]
fn null_sets_and_flags() {
    filter(|p| p.nick.is_null(), "nick eq null");
    filter(|p| p.nick.is_not_null(), "nick ne null");
    filter(|p| p.manager.is_null(), "manager eq null");
    // What is never null itself is null where its owner is.
    filter(|p| p.manager.name.is_null(), "manager/name eq null");
    filter(|p| p.address.street.is_not_null(), "address/street ne null");
    filter(|p| p.name.in_(["a", "b"]), "name in ('a','b')");
    filter(|p| p.age.in_(vec![1, 2]), "age in (1,2)");
    filter(|p| p.name.in_(Vec::<String>::new()), "false");
    filter(|p| p.colours.has(Colour::Red), "colours has Sample.Colour'red'");
    filter(|p| p.colours.eq(Colour::Red), "colours eq Sample.Colour'red'");
}

#[test]
fn logic_has_parentheses_where_they_are_needed() {
    filter(|p| p.age.gt(1).and(p.age.lt(9)).and(p.active), "age gt 1 and age lt 9 and active");
    filter(|p| p.age.gt(1).or(p.age.lt(9)).and(p.active), "(age gt 1 or age lt 9) and active");
    filter(|p| p.active.and(p.age.gt(1).or(p.age.lt(9))), "active and (age gt 1 or age lt 9)");
    filter(|p| p.active.or(p.age.gt(1).and(p.age.lt(9))), "active or age gt 1 and age lt 9");
    filter(|p| p.active.not(), "not active");
    filter(|p| p.age.gt(1).not(), "not (age gt 1)");
    filter(|p| p.name.contains("a").not(), "not contains(name,'a')");
    filter(|p| !(p.active & p.age.gt(1)) | p.age.lt(9), "not (active and age gt 1) or age lt 9");
    filter(|p| p.age.gt(1).eq(p.active), "(age gt 1) eq active");
    filter(|p| raw::<bool>("a or b").and(p.active), "(a or b) and active");
}

#[test]
fn arithmetic_binds_as_in_rust() {
    filter(|p| (p.age + 1).gt(2), "age add 1 gt 2");
    filter(|p| ((p.age + 1) * 2).gt(2), "(age add 1) mul 2 gt 2");
    filter(|p| (p.age - (p.age - 1)).gt(2), "age sub (age sub 1) gt 2");
    filter(|p| (p.age - p.age * 2 / 3 % 4).gt(2), "age sub (age mul 2 div 3 mod 4) gt 2");
    filter(|p| p.age.div_by(2).gt(2), "age divby 2 gt 2");
    filter(|p| (-p.age).lt(0), "-age lt 0");
    filter(|p| (-(p.age + 1)).lt(0), "-(age add 1) lt 0");
    filter(|p| p.seen.gt(now() - "P1D".parse::<Duration>().unwrap()), "seen gt now() sub duration'P1D'");
}

#[test]
fn functions() {
    filter(|p| p.name.starts_with("A").and(p.name.ends_with("z")), "startswith(name,'A') and endswith(name,'z')");
    filter(|p| p.name.contains(p.nick), "contains(name,nick)");
    filter(|p| p.name.matches_pattern("^A.*b$"), "matchesPattern(name,'%5EA.*b$')");
    filter(|p| p.name.length().gt(3), "length(name) gt 3");
    filter(|p| p.name.index_of("a").eq(0), "indexof(name,'a') eq 0");
    filter(|p| p.name.substring(1).eq("da"), "substring(name,1) eq 'da'");
    filter(|p| p.name.substring_of(1, 2).eq("da"), "substring(name,1,2) eq 'da'");
    filter(|p| p.name.to_lower().trim().eq("ada"), "trim(tolower(name)) eq 'ada'");
    filter(|p| p.name.to_upper().concat(p.nick).eq("X"), "concat(toupper(name),nick) eq 'X'");
    filter(|p| p.seen.year().eq(2020), "year(seen) eq 2020");
    filter(|p| p.seen.date().eq(p.born), "date(seen) eq born");
    filter(|p| p.seen.time().eq(p.wakes), "time(seen) eq wakes");
    filter(|p| p.seen.total_offset_minutes().eq(60), "totaloffsetminutes(seen) eq 60");
    filter(|p| p.wakes.hour().eq(7).and(p.born.month().eq(2)), "hour(wakes) eq 7 and month(born) eq 2");
    filter(|p| p.wakes.fractional_seconds().eq(0), "fractionalseconds(wakes) eq 0");
    filter(|p| p.shift.total_seconds().gt(60), "totalseconds(shift) gt 60");
    filter(
        |p| p.seen.gt(min_date_time()).and(p.seen.lt(max_date_time())),
        "seen gt mindatetime() and seen lt maxdatetime()",
    );
    filter(|p| p.score.round().eq(p.score.floor()), "round(score) eq floor(score)");
    filter(|p| p.salary.ceiling().eq(1), "ceiling(salary) eq 1");
    filter(|p| p.age.cast_to::<String>().eq("5"), "cast(age,Edm.String) eq '5'");
    filter(|p| p.weight.read_as::<f64>().gt(1.5), "weight gt 1.5");
}

// U8
#[test]
fn derived_types() {
    filter(|p| p.cast::<Boss>().budget.gt(5), "Sample.Boss/budget gt 5");
    filter(Item::is_of::<Boss>, "isof(Sample.Boss)");
    filter(|p| p.reports.any(|r| r.is_of::<Boss>()), "reports/any(r:isof(r,Sample.Boss))");
    filter(|p| p.reports.any(|r| r.cast::<Boss>().budget.gt(5)), "reports/any(r:r/Sample.Boss/budget gt 5)");
}

// U10
#[test]
fn lambdas() {
    filter(|p| p.tags.has_items(), "tags/any()");
    filter(|p| p.tags.any(|t| t.eq("x")), "tags/any(t:t eq 'x')");
    filter(|p| p.tags.all(|t| t.starts_with("x").not()), "tags/all(t:not startswith(t,'x'))");
    filter(|p| p.tags.count().gt(2), "tags/$count gt 2");
    filter(|p| p.reports.count().eq(0), "reports/$count eq 0");
    filter(|p| p.reports.any(|r| r.name.eq(p.name)), "reports/any(r:r/name eq name)");
    filter(
        |p| p.addresses.any(|a| a.rooms.any(|r| r.number.eq(p.age))),
        "addresses/any(a:a/rooms/any(r2:r2/number eq age))",
    );
    filter(
        |p| p.reports.any(|r| r.reports.all(|s| s.reports.any(|t| t.active))),
        "reports/any(r:r/reports/all(r2:r2/reports/any(r3:r3/active)))",
    );
    filter(|p| p.tags.has_subset(["a'b".to_owned()]), "hassubset(tags,%5B%22a'b%22%5D)");
    filter(
        |p| p.tags.has_subsequence(vec!["a".to_owned(), "b".to_owned()]),
        "hassubsequence(tags,%5B%22a%22,%22b%22%5D)",
    );
}

#[test]
fn lambdas_over_one_collection_need_variables_of_their_own() {
    let both = "reports/any(r:reports/any(rr:r/name eq rr/name))";
    filter(|p| p.reports.any(|r| p.reports.renamed::<1>().any(|s| r.name.eq(s.name))), both);
    refused(|people| people.filter(|p| p.reports.any(|r| p.reports.any(|s| r.name.eq(s.name)))), "renamed::<1>()");
}

// U6
#[test]
fn parameter_aliases() {
    let expect = "people?@n='O''Neil'&$filter=name eq @n";
    check(|people| people.alias("n", "O'Neil").filter(|p| p.name.eq(alias("@n"))), expect);
}

#[test]
fn filters_are_values() {
    let all = |p: &PersonFields<Root<crate::queries::sample::Person>>| {
        let mut all: Filter = p.active.eq(true);
        for name in ["a", "b"] {
            all = all.and(p.name.ne(name));
        }
        all
    };
    filter(|p| all(&p), "active eq true and name ne 'a' and name ne 'b'");
}
