//! Programs that have to compile: what is promised is used here as a caller would.
#![allow(dead_code, reason = "it is compiled, not called")]

#[path = "pass/positions.rs"]
mod positions;
#[path = "pass/threads.rs"]
mod threads;
#[path = "pass/transports.rs"]
mod transports;
#[path = "pass/values.rs"]
mod values;

#[cfg(test)]
mod tests {
    #[test]
    fn values_are_values() {
        super::values::promise();
    }
}
