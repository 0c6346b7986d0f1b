//! `device_made_id_filter`: the closed generations of device-made ids, to which nothing comes any more, each with a Bloom
//! filter of its ids. An id is looked up only in those whose filter may have it, and in the last generation.

use model::stable_hash;
use sqlx::SqliteConnection;

use crate::{
    engine::{batch, gathered, place_in_batch},
    tables::{column_of, rows_of},
};

/// With so many ids, a generation is closed and the next begins. With more, what comes to the last generation of a user
/// lies on more pages; with fewer, there are more generations to ask for an id.
pub(super) const MANY: usize = 256;

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
    "COALESCE((SELECT closed.generation + closed.generations FROM device_made_id_filter AS closed ",
    "WHERE closed.owner_id = input.value ->> 0 ORDER BY closed.generation DESC LIMIT 1), 0) AS generation FROM ",
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

/// Bytes of the filters of one row.
const ROW: usize = 8_192;

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
    let filter = filter_of(ids.iter().map(|(id,)| id.as_str()));
    let last: Option<(i64, i64, Option<Vec<u8>>)> = sqlx::query_as(
        "SELECT generation, generations, filters FROM device_made_id_filter WHERE owner_id = $1 \
         ORDER BY generation DESC LIMIT 1",
    )
    .bind(owner)
    .fetch_optional(&mut *connection)
    .await?;
    let row = match last.map(Closed::from) {
        Some(last) if last.has_room_for(&filter) => last.with(&filter),
        _ => Closed {
            generation,
            generations: 1,
            filters: Some(filter),
        },
    };
    sqlx::query(
        "INSERT INTO device_made_id_filter (owner_id, generation, generations, filters) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (owner_id, generation) \
         DO UPDATE SET generations = excluded.generations, filters = excluded.filters",
    )
    .bind(owner)
    .bind(row.generation)
    .bind(row.generations)
    .bind(row.filters)
    .execute(connection)
    .await?;
    Ok(())
}

/// The closed generations of these users: place of the user among these, first generation, how many, filters.
pub(crate) const CLOSED: &str = concat!(
    "SELECT ",
    place_in_batch!(),
    ", closed.generation, closed.generations, closed.filters FROM ",
    batch!("$1"),
    " CROSS JOIN device_made_id_filter AS closed WHERE closed.owner_id = input.value ->> 0",
);

/// The closed generations of some users, in order.
pub(super) struct Generations(Vec<Vec<Closed>>);

/// Closed generations of a user that follow each other.
struct Closed {
    /// The first of them.
    generation: i64,
    generations: i64,
    /// Of each a filter, all of one size. None: there may be any id.
    filters: Option<Vec<u8>>,
}

impl From<(i64, i64, Option<Vec<u8>>)> for Closed {
    fn from((generation, generations, filters): (i64, i64, Option<Vec<u8>>)) -> Self {
        Self {
            generation,
            generations,
            filters,
        }
    }
}

impl Closed {
    /// Bytes of each filter.
    fn size(&self) -> Option<usize> {
        let generations = usize::try_from(self.generations).ok()?;
        self.filters.as_ref()?.len().checked_div(generations)
    }

    fn has_room_for(&self, filter: &[u8]) -> bool {
        let used = self.filters.as_ref().map_or(ROW, Vec::len);
        self.size() == Some(filter.len()) && used + filter.len() <= ROW
    }

    /// The same with the generation after them.
    fn with(mut self, filter: &[u8]) -> Self {
        self.generations += 1;
        self.filters.get_or_insert_default().extend_from_slice(filter);
        self
    }

    /// Those in which an id with this hash may be.
    fn that_may_have(&self, hash: u64) -> impl Iterator<Item = i64> {
        let filters = self.filters.as_deref().zip(self.size());
        (0..self.generations)
            .filter(move |place| {
                let filter = filters.and_then(|(filters, size)| {
                    let from = usize::try_from(*place).ok()? * size;
                    filters.get(from..from + size)
                });
                filter.is_none_or(|filter| may_have(filter, hash))
            })
            .map(|place| self.generation + place)
    }
}

impl Generations {
    /// Reads those of these users.
    pub(super) async fn read(connection: &mut SqliteConnection, owners: &[&str]) -> sqlx::Result<Self> {
        let rows: Vec<(i64, i64, i64, Option<Vec<u8>>)> = sqlx::query_as(CLOSED)
            .bind(column_of(owners)?)
            .fetch_all(connection)
            .await?;
        let mut of_owners: Vec<Vec<Closed>> = Vec::new();
        of_owners.resize_with(owners.len(), Vec::new);
        for (place, generation, generations, filters) in rows {
            let place = usize::try_from(place).ok();
            if let Some(of_owner) = place.and_then(|place| of_owners.get_mut(place)) {
                of_owner.push(Closed::from((generation, generations, filters)));
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
        let open = closed.last().map_or(0, |last| last.generation + last.generations);
        let hash = hash_of(id);
        let closed = closed.iter().flat_map(move |closed| closed.that_may_have(hash));
        closed.chain([open])
    }
}

/// Bits of a filter for each id, at least: with [`PROBES`], 1 in at least 150 ids that are not there is taken for one that
/// is. Generations have a few more than [`MANY`] ids, which is not to double their filters.
const BITS: usize = 12;
/// Bits that an id sets.
const PROBES: u64 = 4;

/// A Bloom filter of ids: a power of two of bits.
fn filter_of<'a>(ids: impl ExactSizeIterator<Item = &'a str>) -> Vec<u8> {
    let mut filter = vec![0; (ids.len() * BITS / 8).next_power_of_two()];
    for id in ids {
        for bit in bits_of(hash_of(id), filter.len()) {
            filter[bit / 8] |= 1 << (bit % 8);
        }
    }
    filter
}

/// Whether an id with this hash may be among those of a filter; what is no filter tells nothing.
fn may_have(filter: &[u8], hash: u64) -> bool {
    let is_filter = filter.len().is_power_of_two();
    !is_filter || bits_of(hash, filter.len()).all(|bit| filter[bit / 8] & 1 << (bit % 8) != 0)
}

fn hash_of(id: &str) -> u64 {
    stable_hash(id.as_bytes())
}

/// The bits of a hash in a filter of so many bytes, a power of two. Source of the two hashes for all of them: Kirsch and
/// Mitzenmacher, "Less Hashing, Same Performance".
fn bits_of(hash: u64, bytes: usize) -> impl Iterator<Item = usize> {
    let step = hash >> 32 | 1;
    let last = bytes * 8 - 1;
    (0..PROBES).map(move |probe| hash.wrapping_add(probe.wrapping_mul(step)) as usize & last)
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
        let filter = filter_of(ids.iter().map(String::as_str));
        assert_eq!(filter.len(), 512);
        let others = (MANY as u128..101 * MANY as u128).map(uuid);
        let mistaken = others.filter(|id| may_have(&filter, hash_of(id))).count();
        assert!(mistaken * 150 < 100 * MANY, "{mistaken} of {}", 100 * MANY);
    }

    #[test]
    fn what_is_no_filter_tells_nothing() {
        assert!(may_have(&[], 5) && may_have(&[0, 0, 0], 5));
        assert!(!may_have(&[0], 5));
        let found = |generations, filters: Option<&[u8]>| {
            let closed = Closed::from((7, generations, filters.map(<[u8]>::to_vec)));
            closed.that_may_have(5).collect::<Vec<_>>()
        };
        assert_eq!(found(1, None), [7]);
        assert_eq!(found(3, Some(&[])), [7, 8, 9]);
        assert_eq!(found(2, Some(&[0, 0])), [0; 0]);
        assert_eq!(found(2, Some(&[0, 255])), [8]);
        assert_eq!(found(0, Some(&[0])), [0; 0]);
        assert_eq!(found(-1, Some(&[0])), [0; 0]);
    }

    #[test]
    fn filters_of_one_size_fill_a_row() {
        let filter = vec![0; 512];
        let mut closed = Closed::from((0, 1, Some(filter.clone())));
        while closed.has_room_for(&filter) {
            closed = closed.with(&filter);
        }
        assert_eq!(closed.generations, 16);
        let another = Closed::from((0, 1, Some(filter)));
        assert!(!another.has_room_for(&[0; 1024]));
        let unknown = Closed::from((0, 1, None));
        assert!(!unknown.has_room_for(&[0; 512]));
    }

    proptest! {
        #[test]
        fn what_is_there_is_found(ids in prop::collection::vec(".{0,20}", 0..50)) {
            let filter = filter_of(ids.iter().map(String::as_str));
            for id in &ids {
                prop_assert!(may_have(&filter, hash_of(id)));
            }
        }
    }
}
