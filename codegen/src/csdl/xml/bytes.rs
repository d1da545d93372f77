//! A table of the classes of bytes in XML. The scans over tags are the hottest loops of this stage.

/// A set of bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ByteClass(u8);

impl ByteClass {
    /// May begin a name; every non-ASCII character counts as a letter.
    pub(crate) const NAME_START: Self = Self(1);
    /// May occur in a name; colons are not in this class.
    pub(crate) const NAME: Self = Self(2);
    /// An ordinary character of an attribute value, in either kind of quotes.
    pub(crate) const PLAIN: Self = Self(4);
    /// Separates attributes.
    pub(crate) const SPACE: Self = Self(8);

    /// Whether a byte is in the set.
    pub(crate) fn has(self, byte: u8) -> bool {
        // The table has a place for every byte.
        CLASSES[usize::from(byte)] & self.0 != 0
    }

    /// How many bytes at the start of the text are in the set.
    pub(crate) fn run(self, text: &[u8]) -> usize {
        text.iter().position(|byte| !self.has(*byte)).unwrap_or(text.len())
    }
}

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = classify(byte as u8);
        byte += 1;
    }
    classes
};

const fn classify(byte: u8) -> u8 {
    let name = match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => ByteClass::NAME_START.0 | ByteClass::NAME.0,
        b'0'..=b'9' | b'-' | b'.' => ByteClass::NAME.0,
        _ => 0,
    };
    let value = match byte {
        b'\t' | b'\n' | b'\r' => ByteClass::SPACE.0,
        b' ' => ByteClass::SPACE.0 | ByteClass::PLAIN.0,
        ..b' ' | b'"' | b'\'' | b'&' | b'<' => 0,
        _ => ByteClass::PLAIN.0,
    };
    name | value
}

/// The length of the name at the start of the text, which may have one prefix; 0 if there is none.
pub(crate) fn name_length(text: &[u8]) -> usize {
    let part = |text: &[u8]| match text.first() {
        Some(first) if ByteClass::NAME_START.has(*first) => ByteClass::NAME.run(text),
        _ => 0,
    };
    let prefix = part(text);
    match text.get(prefix..) {
        Some([b':', local @ ..]) if prefix > 0 => match part(local) {
            0 => 0,
            length => prefix + 1 + length,
        },
        _ => prefix,
    }
}

/// Whether the whole text is a name.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && name_length(text.as_bytes()) == text.len()
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names() {
        for right in ["a", "edmx:Edmx", "_-.1", "é", "a:é"] {
            assert!(is_name(right), "{right}");
        }
        for wrong in ["", ":", "a:", ":a", "a:b:c", "1", "-a", "a b", "a<", "a:1"] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }
}
