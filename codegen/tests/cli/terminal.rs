//! Names with characters that steer a terminal: every command escapes them.

use serde_json::Value;

use crate::project::{Project, json};

/// An escape sequence, a C1 control, a mark of direction, line breaks of all kinds, and what would pass for a line of
/// ours.
const STEERING: &str = "\u{9b}31m\u{7f}\u{61c}\u{202e}\u{2066}\u{200b}\u{2028}\u{85}\u{feff}\u{e0041}\r\n\tFORGED";

/// A document with that for each `~`, at the end of every name and text, and with one more property.
fn document(property: &str) -> String {
    let text = format!(
        "<edmx:Edmx Version='4.0' xmlns:edmx='http://docs.oasis-open.org/odata/ns/edmx'>
<edmx:Reference Uri='vocabulary~'><edmx:Include Namespace='Org.OData.Core.V1' Alias='Core'/></edmx:Reference>
<edmx:DataServices><Schema Namespace='S' Alias='A~' xmlns='http://docs.oasis-open.org/odata/ns/edm'>
<EntityType Name='T~' Odd~='odd~'><Key><PropertyRef Name='id~'/></Key><Property Name='id~' Type='Edm.Int32' Nullable='false'/>
  <Annotation Term='Core.Description' String='text~'/><Annotation Term='Some.Term~' Qualifier='q~' String='value~'/>
  <Annotation Term='Core.AlternateKeys'><Collection><Record><PropertyValue Property='Key'><Collection><Record>
    <PropertyValue Property='Name' PropertyPath='size~'/><PropertyValue Property='Alias' String='alias~'/>
  </Record></Collection></PropertyValue></Record></Collection></Annotation>
  <Property Name='size~' Type='S.E~' DefaultValue='default~'/>{property}
  <NavigationProperty Name='next~' Type='Collection(S.T~)' Partner='partner~'/></EntityType>
<EntityType Name='D~' BaseType='S.T~'/>
<EnumType Name='E~'><Member Name='m~'/></EnumType><TypeDefinition Name='N~' UnderlyingType='Edm.String'/>
<Action Name='act~' IsBound='true'><Parameter Name='b~' Type='S.T~'/><Parameter Name='p~' Type='S.N~'/></Action>
<Function Name='find~'><Parameter Name='p~' Type='Edm.String'/><ReturnType Type='S.T~'/></Function>
<EntityContainer Name='C~'><EntitySet Name='Ts~' EntityType='S.T~'><NavigationPropertyBinding Path='next~' Target='Ts~'/></EntitySet>
  <Singleton Name='One~' Type='S.T~'/><FunctionImport Name='find~' Function='S.find~'/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"
    );
    let text = text.replace(" Odd~='odd~'", " Odd\u{202e}='odd~'");
    let references: String = STEERING.chars().map(|c| format!("&#{};", u32::from(c))).collect();
    text.replace('~', &references)
}

/// Checks that only our line breaks and colours steer a terminal.
#[track_caller]
fn assert_tame(arguments: &[&str], text: &str) {
    let plain = text.split("\u{1b}[").enumerate().map(|(index, part)| match (index, part.split_once('m')) {
        (1.., Some((color, rest))) if color.bytes().all(|byte| byte.is_ascii_digit() || byte == b';') => rest,
        _ => part,
    });
    let plain: String = plain.collect();
    let steering: Vec<char> =
        plain.chars().filter(|c| c.is_control() && *c != '\n' || STEERING[6..].contains(*c) && !c.is_ascii()).collect();
    assert!(steering.is_empty(), "{arguments:?}: {steering:?}\n{plain:?}");
    let forged = plain.lines().find(|line| line.trim_start().starts_with("FORGED"));
    assert_eq!(forged, None, "{arguments:?}\n{plain}");
}

#[test]
fn no_command_prints_what_steers_a_terminal() {
    let project = Project::new();
    project.put("metadata/shop.csdl", document(""));
    let name = format!("S.T{STEERING}");
    let lines =
        [format!("GET /Ts{STEERING}"), format!("GET /Nope{STEERING}"), format!("GET /One{STEERING}/Nope{STEERING}")];
    project.put("list.txt", lines.join(" \n").replace("\r\n\t", "\u{b}"));
    for (arguments, code) in [
        (&["list"][..], 0),
        (&["list", "FORGED"], 0),
        (&["dump", "--stage", "syntax"], 0),
        (&["dump", "--stage", "model"], 0),
        (&["dump", "--stage", "select"], 0),
        (&["dump", "--stage", "plan"], 0),
        (&["explain", &name], 0),
        (&["explain", "Nope\u{9b}\nFORGED"], 1),
        (&["snippet", &lines[0]], 0),
        (&["snippet", &lines[1]], 1),
        (&["snippet", &lines[0], &lines[2]], 1),
        (&["snippet", "--file", "list.txt"], 1),
        (&["--check"], 1),
        (&[], 0),
    ] {
        for options in [&[][..], &["--color", "always"], &["--message-format", "json"]] {
            let arguments = [options, arguments].concat();
            let (out, err) = project.run(&arguments, code);
            assert!(!out.is_empty() || !err.is_empty(), "{arguments:?}");
            assert_tame(&arguments, &out);
            assert_tame(&arguments, &err);
        }
    }
}

#[test]
fn diagnostics_print_nothing_that_steers_a_terminal() {
    let project = Project::new();
    for (wrong, code) in
        [("<Property Name='wrong~' Type='S.Nope~'/>", 0), ("<Property Name='' Type='S.N~' MaxLength='Nope~'/>", 1)]
    {
        project.put("metadata/shop.csdl", document(wrong));
        for options in [&[][..], &["--color", "always"], &["--message-format", "json"]] {
            let (_, err) = project.run(&[options, &["list"]].concat(), code);
            assert!(err.contains("Nope"), "{err}");
            assert_tame(options, &err);
        }
    }
}

#[test]
fn escapes_keep_names_distinct_and_json_keeps_them_whole() {
    let project = Project::new();
    project.put("metadata/shop.csdl", document(""));
    let (out, _) = project.run(&["list"], 0);
    let escaped: String = STEERING
        .chars()
        .map(|c| if c.is_ascii_graphic() { c.to_string() } else { c.escape_unicode().to_string() })
        .collect();
    assert!(out.lines().any(|line| line.contains(&format!("S.T{escaped}  "))), "{out}");
    let (out, _) = project.run(&["list", "--message-format", "json"], 0);
    let name = Value::from(format!("S.T{STEERING}"));
    assert!(json(&out).iter().any(|entry| entry["schema_name"] == name), "{out}");
}
