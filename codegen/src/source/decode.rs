//! The encodings of XML documents (XML 1.0, section 4.3.3 and appendix F).

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The most bytes that a document may have. The largest known ones have 50 MB; without a bound a hostile one could
/// take ten times its size in memory.
pub(crate) const MOST_BYTES: usize = 128 << 20;

/// The text of a document without its byte order mark, or the reason why it cannot be read.
///
/// The encoding is that of the byte order mark, else of the first bytes, else of the XML declaration, else UTF-8.
pub(crate) fn decode(mut bytes: Vec<u8>) -> Result<String, String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!("it has {} bytes; documents of more than {MOST_BYTES} are not read", bytes.len()));
    }
    let (encoding, mark) = match bytes.as_slice() {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [b'<', 0, 0, 0, ..] | [0, 0, 0, b'<', ..] => {
            return Err("it is UTF-32, which is not read".to_owned());
        }
        [0xEF, 0xBB, 0xBF, ..] => (UTF_8, 3),
        [0xFF, 0xFE, ..] => (UTF_16LE, 2),
        [0xFE, 0xFF, ..] => (UTF_16BE, 2),
        [b'<', 0, ..] => (UTF_16LE, 0),
        [0, b'<', ..] => (UTF_16BE, 0),
        _ => (declared(&bytes)?, 0),
    };
    if encoding == UTF_8 {
        // In place: a copy would double the memory.
        bytes.drain(..mark);
        return String::from_utf8(bytes)
            .map_err(|error| fault(encoding, error.as_bytes(), error.utf8_error().valid_up_to(), mark));
    }
    decode_as(encoding, &bytes, mark)
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Result<&'static Encoding, String> {
    const LONGEST_DECLARATION: usize = 256;
    let Some(label) = declared_label(bytes.get(..LONGEST_DECLARATION).unwrap_or(bytes)) else {
        return Ok(UTF_8);
    };
    let Some(encoding) = Encoding::for_label(label) else {
        let label = String::from_utf8_lossy(label);
        return Err(format!("it declares the encoding {}, which is not known", crate::diagnostics::quoted(&label)));
    };
    // A declaration that was read byte by byte is not UTF-16, even if it names that encoding; .NET writes such
    // documents.
    Ok(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn declared_label(start: &[u8]) -> Option<&[u8]> {
    let declaration = start.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let declaration = declaration.get(..end)?;
    let name = b"encoding";
    let at = declaration.windows(name.len()).position(|window| window == name)?;
    let value = declaration.get(at + name.len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = value.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    value.get(1..)?.split(|byte| byte == quote).next()
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Result<String, String> {
    let body = bytes.get(mark..).unwrap_or_default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(rest.len().max(16)),
            DecoderResult::Malformed(length, after) => {
                let consumed = body.len() - rest.len();
                let at = consumed.saturating_sub(usize::from(length) + usize::from(after));
                return Err(fault(encoding, body, at, mark));
            }
        }
    }
}

/// Says where the first wrong byte is; `bytes` come after a byte order mark of `mark` bytes.
fn fault(encoding: &'static Encoding, bytes: &[u8], at: usize, mark: usize) -> String {
    let wrong = bytes.get(at).copied().unwrap_or_default();
    let line = bytes.get(..at).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count() + 1;
    format!("it is not valid {}: byte {wrong:#04x} at offset {} in line {line}", encoding.name(), at + mark)
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, decode};

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        assert_eq!(decode(bytes.to_vec()), expected.map(str::to_owned).map_err(str::to_owned), "{bytes:X?}");
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    // S7: byte order marks and encodings
    #[test]
    fn encodings_are_recognised() {
        check(b"", Ok(""));
        check("<é/>".as_bytes(), Ok("<é/>"));
        check(b"\xEF\xBB\xBF<a/>", Ok("<a/>"));
        for text in ["<é/>", "\u{FEFF}<é/>", "\u{FEFF}é\u{1F600}"] {
            check(&utf16(text, u16::to_le_bytes), Ok(text.trim_start_matches('\u{FEFF}')));
            check(&utf16(text, u16::to_be_bytes), Ok(text.trim_start_matches('\u{FEFF}')));
        }
        check(
            b"<?xml version='1.0' encoding = 'ISO-8859-1'?>\xE9",
            Ok("<?xml version='1.0' encoding = 'ISO-8859-1'?>é"),
        );
        check(b"<?xml encoding=\"Shift_JIS\"?>\x83\x41", Ok("<?xml encoding=\"Shift_JIS\"?>ア"));
        check(b"<?xml encoding=\"utf-16\"?>\xC3\xA9", Ok("<?xml encoding=\"utf-16\"?>é"));
        check(b"<?xml encoding=", Ok("<?xml encoding="));
    }

    // S7: wrong encodings
    #[test]
    fn faults_have_a_place() {
        check(b"<a>\n\xE9</a>", Err("it is not valid UTF-8: byte 0xe9 at offset 4 in line 2"));
        check(b"\xEF\xBB\xBF\xFF", Err("it is not valid UTF-8: byte 0xff at offset 3 in line 1"));
        check(b"\xFF\xFE\x00\xD8", Err("it is not valid UTF-16LE: byte 0x00 at offset 2 in line 1"));
        check(b"\xFF\xFE<\x00a", Err("it is not valid UTF-16LE: byte 0x61 at offset 4 in line 1"));
        check(b"\xFF\xFE\x00\x00<\x00\x00\x00", Err("it is UTF-32, which is not read"));
        check(b"<?xml encoding='x-\x1b'?>", Err("it declares the encoding `x-\\u{1b}`, which is not known"));
    }

    // S7: 200 MB
    #[test]
    fn size_is_bounded() {
        let error = decode(vec![b' '; MOST_BYTES + 1]).unwrap_err();
        assert_eq!(error, "it has 134217729 bytes; documents of more than 134217728 are not read");
    }
}
