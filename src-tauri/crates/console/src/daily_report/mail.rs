//! The report as a message that waits to be sent: HTML, plain text, and the CSV attached.

use email_address::{EmailAddress, Options};
use mail_builder::{
    MessageBuilder,
    headers::{address::Address, date::Date, raw::Raw},
};

use super::DailyReport;
use crate::ConsoleError;

/// To whom a message goes.
#[derive(Debug, Default)]
pub(super) struct Recipients(Vec<String>);

impl Recipients {
    /// These addresses, each without a name.
    ///
    /// # Errors
    /// The first that is no address.
    pub(super) fn of(addresses: &[String]) -> Result<Self, ConsoleError> {
        let options = Options::default().without_display_text();
        let addresses = addresses.iter().map(|address| {
            let address = address.trim();
            EmailAddress::parse_with_options(address, options)
                .map(|_| address.to_owned())
                .map_err(|error| {
                    let message =
                        format!("\"{address}\" is no mail address ({error}); write one as name@example.com.");
                    ConsoleError::at_field("to", message)
                })
        });
        addresses.collect::<Result<_, _>>().map(Self)
    }
}

/// The message. `X-Unsent` makes mail programs open it as a draft; it says nothing of who sends it.
///
/// # Errors
/// Never while there is memory: what the library may say.
pub(super) fn message(
    report: &DailyReport,
    to: &Recipients,
    html: String,
    plain: String,
    csv: Vec<u8>,
) -> std::io::Result<Vec<u8>> {
    let mut message = MessageBuilder::new()
        .header("X-Unsent", Raw::new("1"))
        .date(Date::new(report.written_at.timestamp()))
        .message_id(format!("daily-report-{}@localhost", report.day))
        .subject(report.title.as_str())
        .text_body(plain)
        .html_body(html)
        .attachment("text/csv", format!("daily-report-{}.csv", report.day), csv);
    if !to.0.is_empty() {
        let addresses = to.0.iter().map(|address| Address::from(address.as_str()));
        message = message.to(Address::new_list(addresses.collect()));
    }
    message.write_to_vec()
}
