//! The attributes of one start tag, as XML has them.
//!
//! One pass over the tag finds names and values and whether a value needs decoding; quick-xml's iterator takes three.

use super::bytes::{ByteClass, name_length};
use super::reader::Reader;

/// How many attributes of a tag are read; CSDL needs 15, vendors' extensions twice that.
const MOST: usize = 100;

/// An attribute as written in a tag: byte ranges of the document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawAttribute<'s> {
    /// With its prefix.
    pub(crate) name: &'s str,
    pub(crate) name_start: usize,
    /// Between the quotes, undecoded.
    pub(crate) value: &'s str,
    pub(crate) value_start: usize,
    /// Whether the value is the written text: without references, faults, and white space other than blanks.
    pub(crate) is_plain: bool,
}

/// Reads the attributes in `text`, which starts at byte `offset` of the document, into the reader's buffer.
///
/// Stops at the first syntax error, and returns whether there was none.
pub(crate) fn scan<'s>(reader: &mut Reader<'s, '_>, text: &'s str, offset: usize) -> bool {
    reader.attributes.clear();
    let mut scanner = Scanner { text, position: 0 };
    while let Some(next) = scanner.attribute() {
        let attribute = match next {
            Ok(attribute) => RawAttribute {
                name_start: attribute.name_start + offset,
                value_start: attribute.value_start + offset,
                ..attribute
            },
            Err((at, expected)) => {
                reader.malformed(offset + at, offset + at + 1, || format!("malformed tag: expected {expected}"));
                return false;
            }
        };
        let name_end = attribute.name_start + attribute.name.len();
        if reader.attributes.iter().any(|other| other.name == attribute.name) {
            reader.duplicate_attribute(&attribute);
        } else if reader.attributes.len() == MOST {
            reader.malformed(attribute.name_start, name_end, || {
                format!("more than {MOST} attributes on one element; the rest are not read")
            });
            return false;
        } else {
            reader.attributes.push(attribute);
        }
    }
    true
}

/// A place in the attributes' text, and what was expected there.
type Expected = (usize, &'static str);

struct Scanner<'s> {
    text: &'s str,
    position: usize,
}

impl<'s> Scanner<'s> {
    fn attribute(&mut self) -> Option<Result<RawAttribute<'s>, Expected>> {
        let space = self.skip(ByteClass::SPACE);
        if self.position == self.text.len() {
            return None;
        }
        if space == 0 {
            return Some(Err((self.position, "white space between attributes")));
        }
        Some(self.name_and_value())
    }

    fn name_and_value(&mut self) -> Result<RawAttribute<'s>, Expected> {
        let name_start = self.position;
        self.position += name_length(self.rest());
        let name = self.text.get(name_start..self.position).unwrap_or_default();
        if name.is_empty() {
            return Err((name_start, "an attribute name"));
        }
        self.skip(ByteClass::SPACE);
        if self.peek() != Some(b'=') {
            return Err((self.position, "`=` after the attribute name"));
        }
        self.position += 1;
        self.skip(ByteClass::SPACE);
        let quote = self.peek().filter(|byte| matches!(byte, b'"' | b'\''));
        let Some(quote) = quote else {
            return Err((self.position, "a quoted attribute value"));
        };
        self.position += 1;
        let value_start = self.position;
        let is_plain = self.skip_to(quote);
        let value = self.text.get(value_start..self.position).unwrap_or_default();
        if self.peek().is_none() {
            return Err((value_start - 1, "the closing quote of the attribute value"));
        }
        self.position += 1;
        Ok(RawAttribute { name, name_start, value, value_start, is_plain })
    }

    /// Goes to the closing quote, or to the end; returns whether the text before it needs no decoding.
    fn skip_to(&mut self, quote: u8) -> bool {
        let mut is_plain = true;
        loop {
            self.skip(ByteClass::PLAIN);
            match self.peek() {
                None => return is_plain,
                Some(byte) if byte == quote => return is_plain,
                // The other quote is an ordinary character.
                Some(byte) => is_plain &= matches!(byte, b'"' | b'\''),
            }
            self.position += 1;
        }
    }

    fn rest(&self) -> &'s [u8] {
        self.text.as_bytes().get(self.position..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn skip(&mut self, class: ByteClass) -> usize {
        let length = class.run(self.rest());
        self.position += length;
        length
    }
}
