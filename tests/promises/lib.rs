//! Programs that have to compile: they use what the documentation promises.
#![allow(dead_code, reason = "it is compiled, not called")]

#[path = "pass/literals.rs"]
mod literals;
#[path = "pass/positions.rs"]
mod positions;
#[path = "pass/queries.rs"]
mod queries;
#[path = "pass/threads.rs"]
mod threads;
#[path = "pass/transports.rs"]
mod transports;
#[path = "pass/values.rs"]
mod values;
#[path = "pass/writing.rs"]
mod writing;

#[cfg(test)]
mod tests {
    #[test]
    fn literals_are_values() -> Result<(), generated::edm::InvalidLiteral> {
        super::literals::promise()
    }

    #[test]
    fn values_are_values() {
        super::values::promise();
    }

    #[test]
    fn queries_are_values() {
        super::queries::promise();
    }
}
