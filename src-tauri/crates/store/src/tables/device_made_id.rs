//! `device_made_id`: device-made ids of each user, and the real Ids they became.
//!
//! Devices make ids in no order, so that in one large table nearly each of them would lie on a page of its own, which
//! is found, logged and written for that one row. The ids of a user lie in generations instead: new ones come to the
//! last, which is small; see [`generation`] for how an id is found without a look into every one.

use std::collections::BTreeSet;

use model::RecordId;
use sqlx::SqliteConnection;

use crate::{
    engine::{batch, gathered},
    tables::{WideInsert, batch_of, column_of, rows_of},
};

pub(crate) mod generation;

use generation::Generations;

static INSERT: WideInsert = WideInsert::on_conflict(
    "INSERT INTO device_made_id (owner_id, generation, device_made_id, record_id)",
    4,
    "ON CONFLICT (owner_id, generation, device_made_id) DO UPDATE SET record_id = excluded.record_id",
);

/// Notes that device-made ids of users became real: (owner, device-made id, record Id), in the order of owners and ids.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    ids: &[(&str, &str, &str)],
) -> sqlx::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let of_owners: Vec<&[_]> = ids.chunk_by(|a, b| a.0 == b.0).collect();
    let owners: Vec<&str> = of_owners.iter().map(|same| same[0].0).collect();
    let last = generation::last(connection, &owners).await?;
    let rows: Vec<(i64, &(&str, &str, &str))> = last
        .into_iter()
        .zip(of_owners)
        .flat_map(|(generation, same)| same.iter().map(move |id| (generation, id)))
        .collect();
    INSERT
        .run(
            connection,
            &rows,
            |statement, (generation, (owner, device_made, record))| {
                statement
                    .bind((*owner).to_owned())
                    .bind(*generation)
                    .bind((*device_made).to_owned())
                    .bind((*record).to_owned())
            },
        )
        .await?;
    let lengths: BTreeSet<i64> = ids.iter().map(|(_, id, _)| id.len() as i64).collect();
    sqlx::query(concat!(
        "INSERT INTO device_made_id_length (length) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT DO NOTHING",
    ))
    .bind(column_of(lengths)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The lengths in bytes that device-made ids have.
pub(crate) async fn lengths(connection: &mut SqliteConnection) -> sqlx::Result<BTreeSet<usize>> {
    let lengths: Vec<i64> = sqlx::query_scalar("SELECT length FROM device_made_id_length")
        .fetch_all(connection)
        .await?;
    Ok(lengths
        .into_iter()
        .filter_map(|length| usize::try_from(length).ok())
        .collect())
}

/// What became of those of these ids that are in a generation: (place, owner, generation, device-made id).
pub(crate) const KNOWN: &str = concat!(
    "SELECT ",
    gathered!("CAST(input.value ->> 0 AS BIGINT), known.record_id"),
    " FROM ",
    batch!("$1"),
    " CROSS JOIN device_made_id AS known ",
    "WHERE known.owner_id = input.value ->> 1 AND known.generation = CAST(input.value ->> 2 AS BIGINT) ",
    "AND known.device_made_id = input.value ->> 3",
);

/// What became of those of these ids (owner, device-made id; in order) that are known: place among these, and record
/// Id. What is said later of an id counts.
pub(crate) async fn known(
    connection: &mut SqliteConnection,
    wanted: &[(&str, &str)],
) -> sqlx::Result<Vec<(usize, RecordId)>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let of_owners: Vec<&[_]> = wanted.chunk_by(|a, b| a.0 == b.0).collect();
    let owners: Vec<&str> = of_owners.iter().map(|same| same[0].0).collect();
    let generations = Generations::read(connection, &owners).await?;
    let owner_of = of_owners
        .iter()
        .enumerate()
        .flat_map(|(owner, same)| std::iter::repeat_n(owner, same.len()));
    let looks = wanted
        .iter()
        .zip(owner_of)
        .enumerate()
        .flat_map(|(place, ((owner, id), owner_place))| {
            let generations = generations.that_may_have(owner_place, id);
            generations.map(move |generation| (place, *owner, generation, *id))
        });
    let found: String = sqlx::query_scalar(KNOWN)
        .bind(batch_of(looks)?)
        .fetch_one(connection)
        .await?;
    rows_of(&found)
}

#[cfg(test)]
mod tests {
    use model::IdGenerator;

    use super::{generation::MANY, *};
    use crate::queue::plans::schema;

    const OWNERS: [&str; 2] = ["005A", "005B"];

    /// A device-made id; those of neighbouring numbers lie far apart.
    fn device_made(number: usize) -> String {
        format!("{:05}", number * 7_919 % 100_000)
    }

    /// The ids of a user with these numbers became records, of which the first is answered.
    async fn note(c: &mut SqliteConnection, owner: &str, numbers: std::ops::Range<usize>) -> RecordId {
        let records = IdGenerator::random();
        let made: Vec<(String, RecordId)> = numbers
            .map(|number| (device_made(number), records.next("0Z5")))
            .collect();
        let mut ids: Vec<(&str, &str, &str)> = made
            .iter()
            .map(|(id, record)| (owner, id.as_str(), record.as_str()))
            .collect();
        ids.sort_unstable();
        insert(c, &ids).await.unwrap();
        made[0].1.clone()
    }

    async fn what_became_of(c: &mut SqliteConnection, owner: &str, number: usize) -> Option<RecordId> {
        let id = device_made(number);
        let found = known(c, &[("0050", "none"), (owner, &id)]).await.unwrap();
        let (place, record) = found.into_iter().next_back()?;
        assert_eq!(place, 1);
        Some(record)
    }

    /// How many generations each row of filters of a user is about.
    async fn closed(c: &mut SqliteConnection, owner: &str) -> Vec<i64> {
        let query = "SELECT generations FROM device_made_id_filter WHERE owner_id = $1 ORDER BY generation";
        sqlx::query_scalar(query).bind(owner).fetch_all(c).await.unwrap()
    }

    /// How many ids each generation of a user has.
    async fn generations(c: &mut SqliteConnection, owner: &str) -> Vec<i64> {
        let query =
            "SELECT COUNT(*) FROM device_made_id WHERE owner_id = $1 GROUP BY generation ORDER BY generation";
        sqlx::query_scalar(query).bind(owner).fetch_all(c).await.unwrap()
    }

    #[tokio::test]
    async fn an_id_is_known_in_every_generation_of_its_user_and_to_no_other() {
        let (mut c, _folder) = schema().await;
        for from in (0..20 * MANY).step_by(MANY / 2) {
            note(&mut c, OWNERS[0], from..from + MANY / 2).await;
        }
        note(&mut c, OWNERS[1], 0..10).await;
        assert_eq!(generations(&mut c, OWNERS[0]).await, [MANY as i64; 20]);
        assert_eq!(closed(&mut c, OWNERS[0]).await, [16, 3]);
        assert_eq!(generations(&mut c, OWNERS[1]).await, [10]);
        for number in (0..20 * MANY).step_by(7) {
            assert!(what_became_of(&mut c, OWNERS[0], number).await.is_some());
        }
        assert_eq!(what_became_of(&mut c, OWNERS[0], 20 * MANY).await, None);
        assert!(what_became_of(&mut c, OWNERS[1], 9).await.is_some());
        assert_eq!(what_became_of(&mut c, OWNERS[1], 10).await, None);
    }

    #[tokio::test]
    async fn what_was_said_last_of_an_id_counts() {
        let (mut c, _folder) = schema().await;
        let first = note(&mut c, OWNERS[0], 5..6).await;
        assert_eq!(what_became_of(&mut c, OWNERS[0], 5).await, Some(first));
        let in_the_same_generation = note(&mut c, OWNERS[0], 5..6 + MANY).await;
        assert_eq!(
            what_became_of(&mut c, OWNERS[0], 5).await,
            Some(in_the_same_generation)
        );
        let in_the_next = note(&mut c, OWNERS[0], 5..6).await;
        assert_eq!(generations(&mut c, OWNERS[0]).await, [MANY as i64 + 1, 1]);
        assert_eq!(what_became_of(&mut c, OWNERS[0], 5).await, Some(in_the_next));
    }

    #[tokio::test]
    async fn ids_of_a_store_without_generations_are_known() {
        let (mut c, _folder) = schema().await;
        let record = IdGenerator::seeded(1).next("0Z5");
        let before = "DROP TABLE device_made_id; DROP TABLE device_made_id_filter; \
             CREATE TABLE device_made_id (owner_id TEXT NOT NULL, device_made_id TEXT NOT NULL, \
             record_id TEXT NOT NULL, PRIMARY KEY (owner_id, device_made_id)) WITHOUT ROWID";
        sqlx::raw_sql(before).execute(&mut c).await.unwrap();
        sqlx::query("INSERT INTO device_made_id VALUES ($1, $2, $3)")
            .bind(OWNERS[0])
            .bind(device_made(0))
            .bind(record.as_str())
            .execute(&mut c)
            .await
            .unwrap();
        for step in [
            include_str!("../../migrations/sqlite/0012_generations.sql"),
            include_str!("../../migrations/sqlite/0013_filters.sql"),
        ] {
            sqlx::raw_sql(step).execute(&mut c).await.unwrap();
        }

        assert_eq!(what_became_of(&mut c, OWNERS[0], 0).await, Some(record));
        assert_eq!(what_became_of(&mut c, OWNERS[0], 1).await, None);
        note(&mut c, OWNERS[0], 1..3).await;
        assert!(what_became_of(&mut c, OWNERS[0], 2).await.is_some());
        assert_eq!(generations(&mut c, OWNERS[0]).await, [1, 2]);
    }

    #[tokio::test]
    async fn filters_of_format_12_are_put_together() {
        let (mut c, _folder) = schema().await;
        let before = "DROP TABLE device_made_id_filter; CREATE TABLE device_made_id_generation (owner_id TEXT NOT NULL, \
             generation BIGINT NOT NULL, filter BLOB, PRIMARY KEY (owner_id, generation)) WITHOUT ROWID";
        sqlx::raw_sql(before).execute(&mut c).await.unwrap();
        // The first user has a filter of another size among the second eight, the other one a generation without.
        let size = |owner: usize, generation: u8| match (owner, generation) {
            (0, 12) => Some(8),
            (1, 0) => None,
            _ => Some(4),
        };
        for (owner, generation) in (0..18).map(|g| (0, g)).chain((0..8).map(|g| (1, g))) {
            sqlx::query("INSERT INTO device_made_id_generation VALUES ($1, $2, $3)")
                .bind(OWNERS[owner])
                .bind(i64::from(generation))
                .bind(size(owner, generation).map(|size| vec![generation; size]))
                .execute(&mut c)
                .await
                .unwrap();
        }
        let step = include_str!("../../migrations/sqlite/0013_filters.sql");
        sqlx::raw_sql(step).execute(&mut c).await.unwrap();
        assert_eq!(closed(&mut c, OWNERS[0]).await, [vec![8], vec![1; 10]].concat());
        assert_eq!(closed(&mut c, OWNERS[1]).await, [1; 8]);
        let query = "SELECT filters FROM device_made_id_filter WHERE owner_id = $1 AND generation = 0";
        let packed: Vec<u8> = sqlx::query_scalar(query)
            .bind(OWNERS[0])
            .fetch_one(&mut c)
            .await
            .unwrap();
        assert_eq!(packed, (0..8).flat_map(|g| [g; 4]).collect::<Vec<u8>>());
    }
}
