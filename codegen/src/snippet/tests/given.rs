//! Values of a line: they are what is sent, or a note says what stands for them.

use expect_test::{Expect, expect};

use super::check_service;

const VALUES: &str = include_str!("values.csdl");

fn check(line: &str, expected: Expect) {
    check_service("values", VALUES, line, expected);
}

// U6, U9
#[test]
fn literals_are_sent_as_they_are_given() {
    check(
        "GET /pick(day=2026-01-31,time=23:59,bytes=binary'T0RhdGE=',span=duration'PT1H')",
        expect![[r#"
            let value = client
                .pick(
                    Some(Some("2026-01-31".parse()?)),
                    Some(Some("23:59".parse()?)),
                    Some(Some("T0RhdGE=".parse()?)),
                    Some(Some("PT1H".parse()?)),
                    None,
                    None,
                    None,
                    None,
                )
                .await?;"#]],
    );
    check(
        "GET /pick(day=2024-02-29,time=@t)?@t=12:00:00.5",
        expect![[r#"
            let value = client
                .pick(
                    Some(Some("2024-02-29".parse()?)),
                    Some(Some("12:00:00.5".parse()?)),
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                )
                .await?;"#]],
    );
    check(
        "GET /pick(day='2026-01-31',span=PT1H,double=1e3,number=007)",
        expect![[r#"
            let value = client
                .pick(
                    Some(Some("2026-01-31".parse()?)),
                    None,
                    None,
                    Some(Some("PT1H".parse()?)),
                    Some(Some(1000.0)),
                    Some(Some(7)),
                    None,
                    None,
                )
                .await?;
            note: `'2026-01-31'` is sent as the literal of its type"#]],
    );
    check(
        "GET /pick(double=INF,text='it''s',id=CBDC14AB-d96c-4c30-b9f4-6ada7cdc1d46)",
        expect![[r#"
            let value = client
                .pick(
                    None,
                    None,
                    None,
                    None,
                    Some(Some(f64::INFINITY)),
                    None,
                    Some(Some("it's")),
                    Some(Some("CBDC14AB-d96c-4c30-b9f4-6ada7cdc1d46".parse()?)),
                )
                .await?;"#]],
    );
    check(
        "GET /choose(kind=v.kind'a',kinds=v.kinds'x,y')",
        expect![[r#"
            let value = client
                .choose(
                    Some(Some(values::v::Kind::A)),
                    Some(Some(values::Flags::from_text("x,y"))),
                    None,
                    None,
                    None,
                    None,
                )
                .await?;"#]],
    );
    check(
        "GET /choose(kind='1',kinds='x,z')",
        expect![[r#"
            let value = client
                .choose(
                    Some(Some(values::v::Kind::Unrecognized("1".into()))),
                    Some(Some(values::Flags::from_text("x,z"))),
                    None,
                    None,
                    None,
                    None,
                )
                .await?;
            note: v.kinds has no member `z`; did you mean `x`?"#]],
    );
    check(
        "GET /choose(kind='b b')",
        expect![[r#"
            let value = client
                .choose(
                    Some(Some(values::v::Kind::Unrecognized("b b".into()))),
                    None,
                    None,
                    None,
                    None,
                    None,
                )
                .await?;
            note: v.kind has no member `b b`"#]],
    );
}

// U6
#[test]
fn collections_and_complex_values_are_made_of_their_json() {
    check(
        r#"GET /choose(days=@d,kindList=["a"])?@d=["2026-01-31","2026-02-28"]"#,
        expect![[r#"
            let value = client
                .choose(
                    None,
                    None,
                    Some(Vec::from(["2026-01-31".parse()?, "2026-02-28".parse()?])),
                    Some(vec![values::v::Kind::A]),
                    None,
                    None,
                )
                .await?;"#]],
    );
    check(
        r#"GET /choose(place=@p)?@p={"city":"Graz","at":"2026-01-31","tags":["a",null],"inner":{"city":"X"},"kind":"a"}"#,
        expect![[r#"
            let value = client
                .choose(
                    None,
                    None,
                    None,
                    None,
                    Some(
                        Some(
                            values::v::Place {
                                at: Some("2026-01-31".parse()?),
                                city: Some("Graz".to_owned()),
                                inner: Some(
                                    Box::new(
                                        values::v::Place {
                                            city: Some("X".to_owned()),
                                            ..Default::default()
                                        }
                                            .into(),
                                    ),
                                ),
                                kind: Some(values::v::Kind::A),
                                tags: Some(vec![Some("a".to_owned()), None]),
                                ..Default::default()
                            }
                                .into(),
                        ),
                    ),
                    None,
                )
                .await?;"#]],
    );
    check(
        r#"GET /choose(places=@p)?@p=[{"city":"Graz"},{}]"#,
        expect![[r#"
            let value = client
                .choose(
                    None,
                    None,
                    None,
                    None,
                    None,
                    Some(
                        Vec::from([
                            values::v::Place {
                                city: Some("Graz".to_owned()),
                                ..Default::default()
                            }
                                .into(),
                            values::v::Place {
                                ..Default::default()
                            }
                                .into(),
                        ]),
                    ),
                )
                .await?;"#]],
    );
    check(
        r#"GET /choose(place={"city":null})"#,
        expect![[r#"
            let value = client
                .choose(
                    None,
                    None,
                    None,
                    None,
                    Some(
                        Some(
                            values::v::Place {
                                ..Default::default()
                            }
                                .into(),
                        ),
                    ),
                    None,
                )
                .await?;
            note: `city` is left out, and not null"#]],
    );
}

#[test]
fn samples_are_noted() {
    check(
        "GET /pick(day={day},time=soon,number=1.5)",
        expect![[r#"
            let value = client
                .pick(
                    Some(Some("2026-01-01".parse()?)),
                    Some(Some("12:00:00".parse()?)),
                    None,
                    None,
                    None,
                    Some(Some(0)),
                    None,
                    None,
                )
                .await?;
            note: `{day}` stands for the value of `day`: `"2026-01-01".parse()?` is a sample
            note: `soon` is not a value of `time`: `"12:00:00".parse()?` is a sample
            note: `1.5` is not a value of `number`: `0` is a sample"#]],
    );
    check(
        r#"GET /choose(place={"town":"Graz"},days=["soon"])"#,
        expect![[r#"
            let value = client
                .choose(None, None, Some(vec![]), None, Some(Some(Default::default())), None)
                .await?;
            note: `["soon"]` is not a value of `days`: `vec![]` is a sample
            note: `{"town":"Graz"}` is not a value of `place`: `Default::default()` is a sample"#]],
    );
    check(
        "GET /pick(day=2026-02-29)",
        expect![[r#"
            let value = client
                .pick(
                    Some(Some("2026-01-01".parse()?)),
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                )
                .await?;
            note: `2026-02-29` is not a value of `day`: `"2026-01-01".parse()?` is a sample"#]],
    );
    check(
        "GET /need",
        expect![[r#"
        let value = client.need(0, None).await?;
        note: `number` is required and not given: `0` is a sample
        note: `text` is not given: null is sent"#]],
    );
    check(
        "GET /need(number=null)",
        expect![[r#"
        let value = client.need(0, None).await?;
        note: `null` is not a value of `number`: `0` is a sample
        note: `text` is not given: null is sent"#]],
    );
    check(
        "GET /need(number={n},text=plain)",
        expect![[r#"
        let value = client.need(0, Some("plain")).await?;
        note: `{n}` stands for the value of `number`: `0` is a sample
        note: `plain` is sent as the text `'plain'`"#]],
    );
    check(
        "POST /need(number=1)",
        expect![[r#"
        let value = client.need(1, None).send_content("POST", "", "application/json").await?;
        note: `need` is a function, and the method is POST
        note: `text` is not given: null is sent"#]],
    );
}
