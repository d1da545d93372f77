//! Where the path starts below an unknown service root.

use crate::model::graph::Case;

use super::segment::Segment;

/// How many leading segments belong to the service root, and whether that is a guess that needs a note.
///
/// `is_member` says whether a name is a container member's, exactly or but for its case.
pub(super) fn length(
    segments: &[Segment],
    has_host: bool,
    is_member: impl Fn(&Segment, Case) -> bool,
) -> (usize, bool) {
    for case in [Case::Exact, Case::Any] {
        if segments.first().is_some_and(|first| is_member(first, case)) {
            return (0, false);
        }
        let mut pairs = segments.iter().zip(segments.iter().skip(1)).enumerate();
        let may_end = |at, segment: &Segment| ends_root(segment) || at == 0 && segment.is_placeholder();
        if let Some((at, _)) = pairs.find(|(at, (end, next))| may_end(*at, end) && is_member(next, case)) {
            return (at + 1, false);
        }
    }
    let anywhere = segments.iter().position(|segment| is_member(segment, Case::Exact)).filter(|_| has_host);
    anywhere.map_or((0, false), |at| (at, true))
}

/// Whether a service root may end here: at a version, or at what OData services like to be called.
fn ends_root(segment: &Segment) -> bool {
    let name = segment.text.to_ascii_lowercase();
    let digits = name.strip_prefix('v').unwrap_or(&name);
    let is_version = (digits.len() < name.len() || digits.contains('.'))
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_version || name == "beta" || name.starts_with("odata") || name.ends_with(".svc")
}
