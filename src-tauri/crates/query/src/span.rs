//! A place in a text.

/// From one byte up to before another; both lie between characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// From `start` up to before `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest place that holds both.
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same place in UTF-16 code units, as a window counts them.
    pub fn utf16(self, text: &str) -> Self {
        let units = |byte: usize| {
            text.char_indices()
                .take_while(|(at, _)| *at < byte)
                .map(|(_, character)| character.len_utf16())
                .sum()
        };
        Self::new(units(self.start), units(self.end))
    }
}

/// The byte of a text at which so many UTF-16 code units have passed.
pub(crate) fn byte_at(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (at, character) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed += character.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_windows_count_them() {
        let text = "a😀ü!";
        let at = text.find('!').unwrap();
        assert_eq!(Span::new(at, at + 1).utf16(text), Span::new(4, 5));
        assert_eq!(byte_at(text, 4), at);
        assert_eq!(byte_at(text, 99), text.len());
    }
}
