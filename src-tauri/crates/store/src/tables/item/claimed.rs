//! Items as a processor gets them.

use model::{Operation, RecordId};
use sqlx::SqliteConnection;

use crate::{
    engine::{batch, exactly, gathered},
    queue::ClaimedItem,
    tables::{arrival_of, column_of, rows_of, unreadable},
};

/// The columns of [`CLAIMED`], in their order.
type Columns = (
    i64,
    RecordId,
    Option<String>,
    String,
    Operation,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// What an attempt needs of the items of transactions.
pub(crate) const CLAIMED: &str = concat!(
    "SELECT ",
    gathered!(
        "item_key, id, ",
        exactly!("sequence"),
        ", object_name, operation_type, field_values, record_identifier, related_record_id"
    ),
    " FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
    batch!("$1"),
    ") AS wanted ",
    "CROSS JOIN sync_item ",
    "WHERE item_key >= wanted.arrival << 20 AND item_key < (wanted.arrival << 20) + 262144",
);

/// The items of these transactions, each with the arrival of its own, those of one transaction as they came.
pub(crate) async fn claimed(
    connection: &mut SqliteConnection,
    arrivals: &[i64],
) -> sqlx::Result<Vec<(i64, ClaimedItem)>> {
    let rows: String = sqlx::query_scalar(CLAIMED)
        .bind(column_of(arrivals)?)
        .fetch_one(connection)
        .await?;
    rows_of(&rows)?.into_iter().map(read).collect()
}

fn read(columns: Columns) -> sqlx::Result<(i64, ClaimedItem)> {
    let (key, id, sequence, object_name, operation_type, field_values, record_identifier, related_record_id) =
        columns;
    let item = ClaimedItem {
        key,
        id,
        sequence: sequence
            .map(|text| text.parse())
            .transpose()
            .map_err(unreadable)?,
        object_name,
        operation_type,
        field_values,
        record_identifier,
        related_record_id,
    };
    Ok((arrival_of(key), item))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;

    async fn through_json(number: Option<f64>) -> Option<f64> {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let statement = concat!("SELECT ", gathered!(exactly!("n")), " FROM (SELECT $1 AS n)");
        let rows: String = sqlx::query_scalar(statement)
            .bind(number)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        let rows: Vec<(Option<String>,)> = rows_of(&rows).unwrap();
        rows[0].0.as_ref().map(|text| text.parse().unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn a_number_keeps_all_its_digits(number in prop::option::of(prop_oneof![
            -1e15..1e15,
            -1.0..1.0,
            (0..1_000_000_u32).prop_map(|number| f64::from(number) / 10.0),
            prop::sample::select(vec![0.1, -0.0, 1e20, f64::INFINITY, f64::NEG_INFINITY]),
        ])) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            prop_assert_eq!(runtime.block_on(through_json(number)), number);
        }
    }
}
