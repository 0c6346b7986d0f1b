//! `device_made_id_generation`: the generations of device-made ids that nothing comes to any more, each with hashes of
//! its ids. An id that is looked for is then looked up only where its hash is, and in the last generation.

use model::stable_hash;
use sqlx::SqliteConnection;

use crate::{
    engine::{batch, gathered, place_in_batch},
    tables::{column_of, rows_of},
};

/// With so many ids, a generation is closed and the next begins. With more, what comes to the last generation of a user
/// lies on more pages; with fewer, there are more generations to ask for an id.
pub(super) const MANY: usize = 512;

/// The last generations of these users: place of the user among these, generation, and how many ids it has.
pub(crate) const LAST: &str = concat!(
    "SELECT ",
    gathered!(
        "last.place, last.generation, (SELECT COUNT(*) FROM device_made_id AS made \
         WHERE made.owner_id = last.owner_id AND made.generation = last.generation)"
    ),
    " FROM (SELECT ",
    place_in_batch!(),
    " AS place, input.value ->> 0 AS owner_id, ",
    "COALESCE((SELECT MAX(closed.generation) FROM device_made_id_generation AS closed ",
    "WHERE closed.owner_id = input.value ->> 0) + 1, 0) AS generation FROM ",
    batch!("$1"),
    ") AS last",
);

/// The generations that new ids of these users come to, in the order of the users. One that has many is closed, and the
/// next is answered.
pub(super) async fn last(connection: &mut SqliteConnection, owners: &[&str]) -> sqlx::Result<Vec<i64>> {
    let found: String = sqlx::query_scalar(LAST)
        .bind(column_of(owners)?)
        .fetch_one(&mut *connection)
        .await?;
    let mut last = vec![0; owners.len()];
    for (place, generation, count) in rows_of::<(usize, i64, usize)>(&found)? {
        last[place] = if count < MANY {
            generation
        } else {
            close(connection, owners[place], generation).await?;
            generation + 1
        };
    }
    Ok(last)
}

async fn close(connection: &mut SqliteConnection, owner: &str, generation: i64) -> sqlx::Result<()> {
    let ids: String = sqlx::query_scalar(concat!(
        "SELECT ",
        gathered!("device_made_id"),
        " FROM device_made_id WHERE owner_id = $1 AND generation = $2",
    ))
    .bind(owner)
    .bind(generation)
    .fetch_one(&mut *connection)
    .await?;
    let ids = rows_of::<(String,)>(&ids)?;
    sqlx::query("INSERT INTO device_made_id_generation (owner_id, generation, hashes) VALUES ($1, $2, $3)")
        .bind(owner)
        .bind(generation)
        .bind(hashes_of(ids.iter().map(|(id,)| id.as_str())))
        .execute(connection)
        .await?;
    Ok(())
}

/// The closed generations of these users: place of the user among these, generation, hashes.
pub(crate) const CLOSED: &str = concat!(
    "SELECT ",
    place_in_batch!(),
    ", closed.generation, closed.hashes FROM ",
    batch!("$1"),
    " CROSS JOIN device_made_id_generation AS closed WHERE closed.owner_id = input.value ->> 0",
);

/// The closed generations of some users, in order.
pub(super) struct Generations(Vec<Vec<Closed>>);

struct Closed {
    generation: i64,
    hashes: Option<Vec<u8>>,
}

impl Generations {
    /// Reads those of these users.
    pub(super) async fn read(connection: &mut SqliteConnection, owners: &[&str]) -> sqlx::Result<Self> {
        let rows: Vec<(i64, i64, Option<Vec<u8>>)> = sqlx::query_as(CLOSED)
            .bind(column_of(owners)?)
            .fetch_all(connection)
            .await?;
        let mut of_owners: Vec<Vec<Closed>> = Vec::new();
        of_owners.resize_with(owners.len(), Vec::new);
        for (place, generation, hashes) in rows {
            let of_owner = usize::try_from(place)
                .ok()
                .and_then(|place| of_owners.get_mut(place));
            if let Some(of_owner) = of_owner {
                of_owner.push(Closed { generation, hashes });
            }
        }
        for of_owner in &mut of_owners {
            of_owner.sort_unstable_by_key(|closed| closed.generation);
        }
        Ok(Self(of_owners))
    }

    /// The generations of a user (by place) in which this id may be, the last one at the end.
    pub(super) fn that_may_have(&self, owner: usize, id: &str) -> impl Iterator<Item = i64> + use<'_> {
        let closed = self.0.get(owner).map_or(&[][..], Vec::as_slice);
        let hash = hash_of(id);
        let open = closed.last().map_or(0, |last| last.generation + 1);
        let closed = closed.iter().filter(move |closed| {
            let hashes = closed.hashes.as_deref();
            hashes.is_none_or(|hashes| has(hashes, hash))
        });
        closed.map(|closed| closed.generation).chain([open])
    }
}

/// Two bytes, which 1 in about 128 others has in a generation of [`MANY`]: small, and wrong seldom enough.
type Hash = [u8; 2];

fn hash_of(id: &str) -> Hash {
    let hash = stable_hash(id.as_bytes());
    let folded = hash ^ hash >> 32;
    let folded = folded ^ folded >> 16;
    [(folded >> 8) as u8, folded as u8]
}

/// The hashes of ids, in order, each once.
fn hashes_of<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let hashes: std::collections::BTreeSet<Hash> = ids.map(hash_of).collect();
    hashes.into_iter().flatten().collect()
}

fn has(hashes: &[u8], hash: Hash) -> bool {
    let (hashes, _) = hashes.as_chunks::<2>();
    hashes.binary_search(&hash).is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn uuid(number: u128) -> String {
        format!(
            "{:032x}",
            number.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835)
        )
    }

    #[test]
    fn few_are_taken_for_ids_that_are_there() {
        let ids: Vec<String> = (0..MANY as u128).map(uuid).collect();
        let hashes = hashes_of(ids.iter().map(String::as_str));
        assert!(hashes.len() <= 2 * MANY);
        let others = (MANY as u128..101 * MANY as u128).map(uuid);
        let mistaken = others.filter(|id| has(&hashes, hash_of(id))).count();
        assert!(mistaken < MANY, "{mistaken} of {}", 100 * MANY);
    }

    proptest! {
        #[test]
        fn what_is_there_is_found(ids in prop::collection::vec(".{0,20}", 0..50)) {
            let hashes = hashes_of(ids.iter().map(String::as_str));
            for id in &ids {
                prop_assert!(has(&hashes, hash_of(id)));
            }
        }
    }
}
