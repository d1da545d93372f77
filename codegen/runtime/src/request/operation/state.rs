//! What monitors say in JSON: those of Microsoft Graph, and of services that were built like those of Azure.

use serde_json::{Map, Value};

use crate::http::fault::odata_error::{ODataError, text};
use crate::value::json::decode::without_mark;

/// A longer body is not one of a monitor.
const LONGEST: usize = 1 << 18;

/// How far an operation is, as a monitor says it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    pub(crate) status: Option<String>,
    pub(crate) percent: Option<f64>,
    pub(crate) resource_id: Option<String>,
    /// Where the result is.
    pub(crate) resource_location: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Running,
    Succeeded,
    Failed,
    /// A status that is not known here.
    Unknown,
}

/// The members of monitors. An object with others is something else, whatever its `status` is.
const MEMBERS: [&str; 35] = [
    "action",
    "actionrequiredreason",
    "attemptscount",
    "completeddatetime",
    "createdby",
    "createddatetime",
    "endtime",
    "error",
    "id",
    "lastactiondatetime",
    "lastupdateddatetime",
    "name",
    "operation",
    "operationtype",
    "percentagecomplete",
    "percentcomplete",
    "percentprogress",
    "progress",
    "properties",
    "resourceid",
    "resourcelocation",
    "result",
    "resultinfo",
    "sourcefileid",
    "startdatetime",
    "starttime",
    "startdate",
    "status",
    "statuscode",
    "statusdescription",
    "statusdetail",
    "statusmessage",
    "targetresourceid",
    "targetresourcelocation",
    "type",
];

/// What a body says, if it is one of a monitor.
pub(crate) fn read(body: &[u8]) -> Option<(State, Progress)> {
    let members = members(body)?;
    let is_of_monitors = |name: &String| name.contains('@') || MEMBERS.contains(&name.to_ascii_lowercase().as_str());
    let status = members.get("status")?.as_str()?;
    if !members.keys().all(is_of_monitors) {
        return None;
    }
    let member = |names: &[&str]| names.iter().find_map(|name| members.get(*name).filter(|value| !value.is_null()));
    let string = |names: &[&str]| member(names).and_then(Value::as_str).map(str::to_owned);
    let percent = member(&["percentageComplete", "percentComplete", "percentProgress"]);
    let progress = Progress {
        status: Some(status.to_owned()),
        percent: percent.and_then(number).filter(|percent| percent.is_finite()),
        resource_id: string(&["resourceId", "targetResourceId"]),
        resource_location: string(&["resourceLocation", "targetResourceLocation"]).filter(|link| !link.is_empty()),
    };
    Some((state_of(status), progress))
}

fn members(body: &[u8]) -> Option<Map<String, Value>> {
    let body = without_mark(body);
    if body.len() > LONGEST || !body.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(body).ok()
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim_end_matches('%').trim().parse().ok())
}

fn state_of(status: &str) -> State {
    match status.to_ascii_lowercase().as_str() {
        "accepted" | "cancelling" | "canceling" | "cancelpending" | "creating" | "deleting" | "deletepending"
        | "inprogress" | "in_progress" | "in progress" | "notstarted" | "pending" | "provisioning" | "queued"
        | "running" | "starting" | "submitted" | "unspecified" | "updating" | "waiting" => State::Running,
        "completed" | "partiallysucceeded" | "skipped" | "succeeded" | "success" => State::Succeeded,
        "aborted" | "cancelled" | "canceled" | "deletefailed" | "error" | "failed" | "failure" | "invalid"
        | "rejected" | "submissionfailed" | "timedout" => State::Failed,
        _ => State::Unknown,
    }
}

/// The error of an operation that failed, by the body of its monitor.
pub(crate) fn error(body: &[u8]) -> ODataError {
    let mut error = ODataError::parse(body).unwrap_or_default();
    let mut members = members(body).unwrap_or_default();
    if error.code.is_empty() {
        error.code = text(members.remove("status")).unwrap_or_default();
    }
    if error.message.is_empty() {
        let detail =
            ["statusDetail", "statusDescription", "statusMessage"].into_iter().find_map(|name| members.remove(name));
        error.message = text(detail).unwrap_or_else(|| "the operation ended without success".to_owned());
    }
    error
}
