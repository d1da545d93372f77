//! The parts of a multipart body (RFC 2046, section 5.1), read as tolerantly as is safe: lines may end without a carriage return.

use std::ops::Range;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::request::batch::json_read::header;

/// A part: where its content is, and whether the delimiter behind it is there.
pub(super) struct Piece {
    pub(super) content: Range<usize>,
    pub(super) is_whole: bool,
}

/// Goes through the parts of a body.
pub(super) struct Pieces<'a> {
    body: &'a [u8],
    delimiter: Vec<u8>,
    /// Where the next part begins; `None` behind the last delimiter.
    next: Option<usize>,
}

/// A line that parts two parts.
struct Delimiter {
    /// Where the content in front of it ends.
    end: usize,
    /// Where what is behind it begins; `None` behind the last one.
    next: Option<usize>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(body: &'a [u8], boundary: &[u8]) -> Self {
        let delimiter = [b"--", boundary].concat();
        let mut pieces = Self { body, delimiter, next: None };
        pieces.next = pieces.delimiter_from(0).and_then(|first| first.next);
        pieces
    }

    /// The next delimiter line from the start of a line on.
    fn delimiter_from(&self, from: usize) -> Option<Delimiter> {
        let mut line = from;
        loop {
            let rest = self.body.get(line..)?;
            let length = rest.iter().position(|byte| *byte == b'\n');
            let text = rest.get(..length.unwrap_or(rest.len()))?;
            if let Some(tail) = text.strip_prefix(self.delimiter.as_slice()) {
                let is_last = tail.starts_with(b"--");
                let tail = if is_last { tail.get(2..).unwrap_or_default() } else { tail };
                if is_last || tail.trim_ascii().is_empty() {
                    let next = length.filter(|_| !is_last).map(|length| line + length + 1);
                    return Some(Delimiter { end: self.line_end_before(line, from), next });
                }
            }
            line += length? + 1;
        }
    }

    /// Where the content ends whose last line break belongs to the delimiter at `line`.
    fn line_end_before(&self, line: usize, from: usize) -> usize {
        let content = self.body.get(from..line).unwrap_or_default();
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        from + content.strip_suffix(b"\r").unwrap_or(content).len()
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let start = self.next.take()?;
        match self.delimiter_from(start) {
            Some(Delimiter { end, next }) => {
                self.next = next;
                Some(Piece { content: start..end, is_whole: true })
            }
            None if self.body.get(start..).unwrap_or_default().trim_ascii().is_empty() => None,
            None => Some(Piece { content: start..self.body.len(), is_whole: false }),
        }
    }
}

/// The headers at the beginning of `text`, and what is behind the empty line.
///
/// # Errors
///
/// When a line is not a header, or the headers do not end.
pub(super) fn split_headers(text: &[u8]) -> Result<(HeaderMap, usize), String> {
    let mut headers = HeaderMap::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|byte| *byte == b'\n');
        let line = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        at += length.map_or(rest.len(), |length| length + 1);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return Ok((headers, at));
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at_checked(colon.unwrap_or(0)).unwrap_or_default();
        let header = std::str::from_utf8(name).ok().and_then(|name| header(name, value.get(1..)?));
        let is_kept = header.is_some_and(|(name, value)| headers.try_append(name, value).is_ok());
        if !is_kept {
            let shown: String = String::from_utf8_lossy(name).chars().take(100).collect();
            return Err(format!("`{}` is not a header", shown.escape_debug()));
        }
    }
    Ok((headers, at))
}

/// The boundary that a content type names, if it is `multipart/…`.
pub(super) fn boundary(headers: &HeaderMap) -> Option<Vec<u8>> {
    let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (essence, parameters) = text.split_once(';')?;
    if !essence.trim().to_ascii_lowercase().starts_with("multipart/") {
        return None;
    }
    let mut rest = parameters;
    while let Some((name, value)) = rest.split_once('=') {
        let value = value.trim_start();
        let (value, behind) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => value.split_once(';').unwrap_or((value, "")),
        };
        if name.trim().trim_start_matches(';').trim().eq_ignore_ascii_case("boundary") {
            let value = value.trim();
            return (!value.is_empty()).then(|| value.as_bytes().to_vec());
        }
        rest = behind;
    }
    None
}
