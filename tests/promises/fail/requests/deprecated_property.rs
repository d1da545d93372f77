#![deny(deprecated)]

fn main() {
    let _ = |row: generated::microsoft_aad_reporting::RestrictedSignIn| row.risk_event_types;
}
