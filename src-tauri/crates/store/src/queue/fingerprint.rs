//! Telling whether something came before: a number made of the content, the same on every machine and in every
//! version of this program.

use model::{Item, Transaction, stable_hash};
use serde::Serialize;

use crate::engine::Fault;

/// The content holds a NUL character, which no engine keeps faithfully.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct HoldsNul;

impl HoldsNul {
    /// What to tell the sender.
    pub(crate) const REASON: &'static str =
        "a text in it holds a NUL character (U+0000); take it out and send it again";
}

/// The fingerprint of a row as it is imported.
pub(crate) fn of_row(row: &impl Serialize) -> Result<i64, HoldsNul> {
    let json = serde_json::to_string(row).map_err(|_| HoldsNul)?;
    if holds_nul(&json) {
        Err(HoldsNul)
    } else {
        Ok(stable_hash(json.as_bytes()).cast_signed())
    }
}

/// The fingerprints of rows, and the rows again. Made on a thread of its own: of many rows it is long work, and the
/// engine goes on meanwhile.
pub(crate) async fn of_rows<T: Serialize + Send + 'static>(
    rows: Vec<T>,
) -> Result<Vec<(T, Result<i64, HoldsNul>)>, Fault> {
    let made = tokio::task::spawn_blocking(|| {
        let with_fingerprint = |row| {
            let fingerprint = of_row(&row);
            (row, fingerprint)
        };
        rows.into_iter().map(with_fingerprint).collect()
    });
    Ok(made
        .await
        .map_err(std::io::Error::other)
        .map_err(sqlx::Error::Io)?)
}

/// The fingerprint of what a device sends: nothing that the caller or the queue adds counts.
pub(crate) fn of_upload(transaction: &Transaction, items: &[Item]) -> Result<i64, HoldsNul> {
    let t = transaction;
    let details = (
        &t.owner_id,
        &t.offline_unique_identifier,
        t.offline_timestamp,
        (
            &t.device_identifier,
            t.device_platform,
            &t.device_type,
            &t.app_version,
            &t.metadata_version,
        ),
        (
            t.sequence,
            &t.dependent_offline_identifiers,
            t.expected_record_count,
        ),
        (
            t.is_bulk,
            t.is_debug_mode,
            t.is_owner_permission_enforced,
            t.is_real_time,
            t.is_with_signed_item,
        ),
        (
            t.api_type,
            &t.api_name,
            t.transaction_source,
            &t.comments,
            &t.user_device_data,
        ),
    );
    let items: Vec<_> = items
        .iter()
        .map(|item| {
            (
                (
                    item.sequence,
                    &item.object_name,
                    item.operation_type,
                    &item.field_values,
                ),
                (&item.record_identifier, &item.related_record_id),
                (
                    item.offline_created_date,
                    &item.offline_unique_identifier,
                    item.status,
                ),
            )
        })
        .collect();
    of_row(&(details, items))
}

/// Whether JSON text has an escaped NUL: `\u0000` whose backslash is not itself escaped.
fn holds_nul(json: &str) -> bool {
    json.match_indices("\\u0000").any(|(at, _)| {
        let backslashes = json[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        backslashes % 2 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_real_nul_counts() {
        assert_eq!(of_row(&"a\0b"), Err(HoldsNul));
        assert!(
            of_row(&r#"{"a":"\u0000"}"#).is_ok(),
            "an escape within a payload is just text"
        );
        assert_eq!(of_row(&"\\\0"), Err(HoldsNul));
    }
}
