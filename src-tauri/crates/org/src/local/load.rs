//! Fetching what an overlay wants: one statement for each object and index, however many records.

use std::{collections::BTreeSet, sync::Arc};

use compact_str::CompactString;
use model::Timestamp;
use serde::Serialize;
use sqlx::SqliteConnection;

use super::{
    lock,
    overlay::Overlay,
    row::Row,
    schema::{IndexPlace, Schema},
    sql::Statement,
    stored::{read_row, to_json},
};

/// Fetches everything that is wanted, the records that hold or share those (parents, grandparents), and the locks
/// on all of them.
pub(super) async fn load(
    connection: &mut SqliteConnection,
    overlay: &mut Overlay,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let schema = Arc::clone(&overlay.schema);
    let mut touched = BTreeSet::new();
    loop {
        let wants = overlay.take_wants();
        if wants.is_empty() {
            break;
        }
        for (object, ids) in wants.records {
            let rows = fetch(connection, &schema, object, None, &ids).await?;
            learn(overlay, rows, &mut touched);
            for id in ids {
                overlay.learn_absent(&id);
                touched.insert(id);
            }
        }
        for (place, keys) in wants.keys {
            let rows = fetch(connection, &schema, place.object, Some(place), &keys).await?;
            learn(overlay, rows, &mut touched);
            for key in keys {
                overlay.learn_complete(place, key);
            }
        }
    }
    if !touched.is_empty() {
        for lock in lock::of(connection, to_json(&touched)?, now).await? {
            overlay.learn_lock(lock);
        }
    }
    Ok(())
}

async fn fetch<T: Serialize + Sync>(
    connection: &mut SqliteConnection,
    schema: &Schema,
    object: usize,
    index: Option<IndexPlace>,
    keys: &BTreeSet<T>,
) -> Result<Vec<Row>, sqlx::Error> {
    let description = &schema.objects[object];
    let statement: &Statement = match index {
        Some(place) => &description.sql.by_key[place.index],
        None => &description.sql.by_id,
    };
    let rows = sqlx::query(statement.safe())
        .bind(to_json(keys)?)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| read_row(object, description, row))
        .collect()
}

fn learn(overlay: &mut Overlay, rows: Vec<Row>, touched: &mut BTreeSet<CompactString>) {
    for row in rows {
        if overlay.knows(row.id.as_str()) {
            continue;
        }
        touched.insert(row.id.as_str().into());
        want_parents(overlay, &row);
        overlay.learn(row);
    }
}

/// Wants the records whose lock or sharing counts for this one.
fn want_parents(overlay: &Overlay, row: &Row) {
    let object = overlay.object(row.object);
    let locking = object
        .references
        .iter()
        .filter(|reference| reference.locks)
        .map(|reference| reference.position);
    for position in locking.chain(object.sharing_parent) {
        if let Some(id) = row.text(position) {
            // One that is not known becomes wanted.
            overlay.row(id);
        }
    }
}
