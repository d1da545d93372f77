//! Expressions as trees.

use expect_test::{Expect, expect};

use super::{
    ErrorKind, Expression, ExpressionNode, Literal, Name, Quantifier, expand_items, order_items, parse, select_items,
};
use crate::request::query_option::QueryOption;

fn check(text: &str, expected: Expect) {
    let shown = match parse(text) {
        Ok(expression) => show(&expression),
        Err(error) => format!("{error} in {:?}", text.get(error.span.clone()).unwrap_or_default()),
    };
    expected.assert_eq(&shown);
}

fn path(names: &[Name]) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join("/")
}

/// Every binary expression in parentheses.
fn show(expression: &Expression) -> String {
    let list = |items: &[Expression]| items.iter().map(show).collect::<Vec<_>>().join(", ");
    match &expression.kind {
        ExpressionNode::Literal(Literal::Null) => "null".to_owned(),
        ExpressionNode::Literal(Literal::Boolean(value)) => value.to_string(),
        ExpressionNode::Literal(Literal::Text(text)) => format!("{text:?}"),
        ExpressionNode::Literal(Literal::Bare(text)) => format!("#{text}"),
        ExpressionNode::Literal(Literal::Prefixed(prefix, text)) => format!("{prefix}{text:?}"),
        ExpressionNode::Literal(Literal::Placeholder(name)) => format!("{{{name}}}"),
        ExpressionNode::Path(names) => path(names),
        ExpressionNode::Call { name, arguments } => format!("{}({})", name.text, list(arguments)),
        ExpressionNode::Lambda { path: names, quantifier, body } => {
            let quantifier = if *quantifier == Quantifier::Any { "any" } else { "all" };
            let body = body.as_ref().map(|body| format!("{}: {}", body.variable, show(&body.predicate)));
            format!("{}/{quantifier}({})", path(names), body.unwrap_or_default())
        }
        ExpressionNode::Not(operand) => format!("not {}", show(operand)),
        ExpressionNode::Negate(operand) => format!("-{}", show(operand)),
        ExpressionNode::Chain { first, rest } => rest
            .iter()
            .fold(show(first), |left, (operator, right)| format!("({left} {} {})", operator.word(), show(right))),
        ExpressionNode::List(items) => format!("[{}]", list(items)),
    }
}

#[test]
fn operators_bind_as_the_standard_says() {
    check("a eq 1 or b ne 2 and c lt 3", expect!["((a eq #1) or ((b ne #2) and (c lt #3)))"]);
    check("a add b mul 2 sub c gt 4", expect!["(((a add (b mul #2)) sub c) gt #4)"]);
    check("not a and b", expect!["(not a and b)"]);
    check("NOT(a/any(s:s eq 'x')) and b eq 'On'", expect![[r#"(not a/any(s: (s eq "x")) and (b eq "On"))"#]]);
    check("not (a eq 1)", expect!["not (a eq #1)"]);
    check("-(a add 1) lt -5", expect!["(-(a add #1) lt #-5)"]);
    check("a eq b eq true", expect!["((a eq b) eq true)"]);
    check("s has Ns.Color'Red' eq true", expect![[r#"((s has Ns.Color"Red") eq true)"#]]);
}

#[test]
fn literals() {
    check("a eq 'O''Neil'", expect![[r#"(a eq "O'Neil")"#]]);
    check("a eq null", expect!["(a eq null)"]);
    check("a ge 2019-03-11T00:00:00.000Z", expect!["(a ge #2019-03-11T00:00:00.000Z)"]);
    check("a ge 2019-03-11T00:00:00+01:00", expect!["(a ge #2019-03-11T00:00:00+01:00)"]);
    check("a eq cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46", expect!["(a eq #cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46)"]);
    check("a eq -1.5e3 or a eq INF", expect!["((a eq #-1.5e3) or (a eq #INF))"]);
    check("a eq duration'PT1H'", expect![[r#"(a eq duration"PT1H")"#]]);
    check("a eq '{x}' and b eq {y z}", expect![[r#"((a eq "{x}") and (b eq {y z}))"#]]);
    check("a eq @p1", expect!["(a eq {@p1})"]);
    check("a in ('x', 'y')", expect![[r#"(a in ["x", "y"])"#]]);
    check("a in names", expect!["(a in names)"]);
}

#[test]
fn paths_calls_and_lambdas() {
    check("a/b/$count gt 1", expect!["(a/b/$count gt #1)"]);
    check("startsWith(a, 'x')", expect![[r#"startsWith(a, "x")"#]]);
    check("contains(tolower(a/b),'x') eq true", expect![[r#"(contains(tolower(a/b), "x") eq true)"#]]);
    check(
        "cast(a, Edm.Guid) eq (b9cf8971-7d55-4b73-9ffa-a584611b600b)",
        expect!["(cast(a, Edm.Guid) eq #b9cf8971-7d55-4b73-9ffa-a584611b600b)"],
    );
    check("now() gt a", expect!["(now() gt a)"]);
    check("a/any()", expect!["a/any()"]);
    check("Sources/Any (source: source/Type  eq 'x')", expect![[r#"Sources/any(source: (source/Type eq "x"))"#]]);
    check("a/all(x:x/b/any(y:y eq x/c))", expect!["a/all(x: x/b/any(y: (y eq x/c)))"]);
    check("Ns.type/name eq 'x'", expect![[r#"(Ns.type/name eq "x")"#]]);
    check("a+eq+'x'", expect![[r#"(a eq "x")"#]]);
}

#[test]
fn what_is_no_expression_says_where() {
    check("", expect![[r#"expected an expression at position 0 in """#]]);
    check("a eq", expect![[r#"expected an expression at position 4 in """#]]);
    check("a eq 'x", expect![[r#"the text has no end at position 5 in "'x""#]]);
    check("id eq 'x')", expect![[r#"the expression ends before this at position 9 in ")""#]]);
    check("a/b(c)", expect![[r#"a call of a function of the service, or a key, cannot be read at position 3 in "(""#]]);
    check("a eq ;", expect![[r#"`;` starts nothing at position 5 in ";""#]]);
    check("a/any(x)", expect![[r#"expected `:` at position 7 in ")""#]]);
    check(&"(".repeat(1000), expect![[r#"expected at most 64 levels of nesting at position 64 in "(""#]]);
    check(&"not ".repeat(1000), expect![[r#"expected at most 64 levels of nesting at position 256 in "not""#]]);
}

#[test]
fn the_number_of_operands_has_no_bound() {
    for operator in ["and", "or", "add"] {
        let text = format!("a {operator} ").repeat(100_000) + "a";
        assert_eq!(parse(&text).unwrap().size(), 100_001, "{operator}");
    }
    let list = format!("a in ({}'x')", "'x',".repeat(100_000));
    assert_eq!(parse(&list).unwrap().size(), 100_002);
    for (open, close) in [("(", ")"), ("not ", ""), ("- ", ""), ("a/any(x:", ")"), ("length(", ")")] {
        let nested = format!("{}a{}", open.repeat(100_000), close.repeat(100_000));
        assert!(parse(&nested).unwrap_err().kind == ErrorKind::TooDeep, "{open}");
    }
}

#[test]
fn lists_of_options() {
    assert_eq!(select_items("a, b/c,Ns.t/d"), [vec!["a"], vec!["b", "c"], vec!["Ns.t", "d"]]);
    let order = order_items("a desc,b/c asc, length(d)").unwrap();
    let order: Vec<_> = order.iter().map(|item| (show(&item.expression), item.is_descending)).collect();
    assert_eq!(order, [("a".to_owned(), true), ("b/c".to_owned(), false), ("length(d)".to_owned(), false)]);
    let expand = expand_items("a($levels=max;select=x,y; $expand = b($top=1);x=y;;),,Ns.t/ c//$ref");
    assert_eq!(expand[0].path, ["a"]);
    let options: Vec<_> = expand[0].options.iter().map(|one| (one.option, one.value)).collect();
    assert_eq!(
        options,
        [
            (Some(QueryOption::Levels), "max"),
            (Some(QueryOption::Select), "x,y"),
            (Some(QueryOption::Expand), "b($top=1)"),
            (None, "y"),
        ]
    );
    assert_eq!(expand[1].path, ["Ns.t", "c", "$ref"]);
}
