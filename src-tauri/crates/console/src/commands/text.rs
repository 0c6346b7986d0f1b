//! Texts that people type.

use crate::ConsoleError;

/// The text, which must not be blank.
pub(super) fn required<'a>(text: &'a str, otherwise: &str) -> Result<&'a str, ConsoleError> {
    let text = text.trim();
    if text.is_empty() {
        Err(ConsoleError::invalid(otherwise))
    } else {
        Ok(text)
    }
}

/// The text without blanks around it; a blank one is none.
pub(super) fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// Refuses a text of more than so many characters.
pub(super) fn at_most(field: &str, text: &str, longest: usize) -> Result<(), ConsoleError> {
    if text.chars().count() > longest {
        let message = format!("It has more than {longest} characters; shorten it.");
        return Err(ConsoleError::at_field(field, message));
    }
    Ok(())
}
