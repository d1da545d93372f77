//! Messages of Redfish ([Redfish Specification](https://www.dmtf.org/standards/redfish), "Extended error information"), read leniently.

use serde_json::{Map, Value};

use super::odata_error::text;

/// The annotation that holds them.
pub(crate) const ANNOTATION: &str = "@Message.ExtendedInfo";

/// A message of a Redfish service (`Message.Message`): what is wrong, and what to do about it.
///
/// ```
/// # async fn example(client: generated::Client) {
/// let result = client.at::<odata_runtime::Nothing>("Systems").await;
/// let service = result.as_ref().err().and_then(|error| error.as_service());
/// for message in service.and_then(|error| error.error()).map_or(&[][..], |error| &error.extended) {
///     println!("{:?} {}: {:?}", message.severity, message.message, message.resolution);
/// }
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// #     use odata_runtime::testing::{FakeService, block_on};
/// #     let fake = FakeService::new();
/// #     let client = fake.client(generated::Client::builder())?;
/// #     fake.on(client.at::<odata_runtime::Nothing>("Systems")).error(400, "Base.1.0.GeneralError", "See the extended messages.");
/// #     block_on(example(client));
/// #     fake.assert_done();
/// #     Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExtendedMessage {
    /// The registry's key of the message, `Base.1.8.PropertyValueNotInList`; for programs. May be empty.
    pub message_id: String,
    /// A text for people. May be empty.
    pub message: String,
    /// What to do about it (`Resolution`).
    pub resolution: Option<String>,
    /// `OK`, `Warning` or `Critical` (`MessageSeverity`, or `Severity` of older services).
    pub severity: Option<String>,
    /// What stands for the placeholders of the message in the registry (`MessageArgs`).
    pub args: Vec<String>,
    /// The properties that it is about: JSON pointers (`RelatedProperties`), or the name of the property at which the message stands.
    pub related_properties: Vec<String>,
    /// Everything else in the object.
    pub extras: Map<String, Value>,
}

impl ExtendedMessage {
    /// Takes the messages out of the members of an object: those of the object itself, and those of its properties.
    pub(crate) fn take(members: &mut Map<String, Value>, messages: &mut Vec<Self>) {
        let names: Vec<String> = members.keys().filter(|name| name.ends_with(ANNOTATION)).cloned().collect();
        for name in names {
            let property = name.strip_suffix(ANNOTATION).unwrap_or_default();
            match members.remove(&name) {
                Some(Value::Array(values)) => {
                    messages.extend(values.into_iter().map(|value| Self::read(value, property)))
                }
                Some(Value::Null) | None => {}
                Some(value) => messages.push(Self::read(value, property)),
            }
        }
    }

    fn read(value: Value, property: &str) -> Self {
        let Value::Object(mut members) = value else {
            return Self { message: text(Some(value)).unwrap_or_default(), ..Self::default() };
        };
        let mut related_properties = texts(members.remove("RelatedProperties"));
        if !property.is_empty() {
            related_properties.push(property.to_owned());
        }
        let severity = text(members.remove("MessageSeverity"));
        Self {
            message_id: text(members.remove("MessageId")).unwrap_or_default(),
            message: text(members.remove("Message")).unwrap_or_default(),
            resolution: text(members.remove("Resolution")),
            severity: severity.or_else(|| text(members.remove("Severity"))),
            args: texts(members.remove("MessageArgs")),
            related_properties,
            extras: members,
        }
    }

    /// Whether it says that all went well.
    pub(crate) fn is_success(&self) -> bool {
        match &self.severity {
            Some(severity) => severity.eq_ignore_ascii_case("OK"),
            None => names_success(&self.message_id),
        }
    }
}

/// Whether a key of a message is `Success` of some registry: `Base.1.8.Success`.
pub(crate) fn names_success(message_id: &str) -> bool {
    message_id.rsplit('.').next().is_some_and(|name| name.eq_ignore_ascii_case("Success"))
}

fn texts(value: Option<Value>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values.into_iter().filter_map(|value| text(Some(value))).collect(),
        value => text(value).into_iter().collect(),
    }
}
