//! Claiming: a processor takes the next transactions of each user, for as long as its lease runs.

use std::{borrow::Cow, collections::HashMap};

use model::{RecordId, Timestamp, millis};
use sqlx::SqliteConnection;

use crate::{
    Store, StoreError,
    engine::Fault,
    queue::transition,
    store::Writing,
    tables::{
        device_made_id, item, pause,
        transaction::{self, ClaimedRow},
    },
};

mod claimed;
mod lane;
mod mentions;
mod real_time;

pub use claimed::{Claimed, ClaimedItem, ClaimedTransaction};
use lane::Heads;
pub(crate) use lane::blocker;
#[cfg(test)]
pub(crate) use {
    lane::{BLOCKER, HEADS, SUSPECT},
    real_time::{LANE, NEXT_OWNER},
};

/// What a processor asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRequest {
    /// The processor's name.
    pub processor: String,
    /// At most so many transactions.
    pub limit: usize,
    /// How long the claim holds.
    pub lease: chrono::Duration,
    /// Transactions with an earlier `OfflineTimestamp` are passed over; none: all count.
    pub lookback_from: Option<Timestamp>,
    /// Only users after this `OwnerId` (the `next_owner` of the claim before); none: from the first user on.
    pub after_owner: Option<String>,
}

/// What a processor has claimed; [`Store::read_claimed`] reads it. That needs no writer, which meanwhile settles what
/// others have done, and does not keep the next from claiming.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claims {
    /// Those of one user one after the other, in the order in which they must be applied.
    arrivals: Vec<i64>,
    processor: String,
    /// In milliseconds.
    lease_until: i64,
    /// Where the next claim goes on; none when every user was looked at.
    pub next_owner: Option<String>,
}

impl Claims {
    /// How many transactions were claimed.
    pub const fn len(&self) -> usize {
        self.arrivals.len()
    }

    /// Whether nothing was claimed.
    pub const fn is_empty(&self) -> bool {
        self.arrivals.is_empty()
    }
}

impl Store {
    /// Claims the head run of each user: its transactions in order (`Sequence`, those without last, then
    /// `OfflineTimestamp`, then arrival), up to a Retry that is not due yet, a transaction that is InProgress, or
    /// one whose processor was lost; see [`Self::claim_suspect`]. While the processor is paused there is nothing to
    /// claim.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was claimed.
    pub async fn claim(&self, request: ClaimRequest) -> Result<Claims, StoreError> {
        if request.limit == 0 {
            return Ok(Claims {
                next_owner: request.after_owner,
                ..Claims::default()
            });
        }
        self.write(async |w| claim(w, &request).await).await
    }

    /// Claims what `IsRealTime` asks for: of each user who has such transactions, the head run up to the last of them
    /// that is there with its items. What comes before them goes first, as always; what comes after is left.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was claimed.
    pub async fn claim_real_time(&self, request: ClaimRequest) -> Result<Claims, StoreError> {
        self.write(async |w| {
            if pause::is_on(w).await? {
                return Ok(Claims::default());
            }
            let now = w.now;
            let heads = real_time::heads(w, now, &request).await?;
            take(w, &request, heads).await
        })
        .await
    }

    /// Claims one transaction whose processor was lost while it had it, and which is the next of its user: the one
    /// with the fewest lost claims. It may be what takes processors down, so whoever has it should have nothing
    /// else. `limit` and `after_owner` of the request do not count.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was claimed. When it cannot be read afterwards, what was claimed
    /// comes back when its lease runs out.
    pub async fn claim_suspect(&self, request: ClaimRequest) -> Result<Option<Claimed>, StoreError> {
        let found = self
            .write(async |w| {
                if pause::is_on(w).await? {
                    return Ok(None);
                }
                let Some((arrival, lost_claims)) = lane::suspect(w, &request).await? else {
                    return Ok(None);
                };
                let alone = Heads {
                    arrivals: vec![arrival],
                    next_owner: None,
                };
                Ok(Some((take(w, &request, alone).await?, lost_claims)))
            })
            .await?;
        let Some((claims, lost_claims)) = found else {
            return Ok(None);
        };
        let claimed = self.read_claimed(&claims).await?.pop();
        Ok(claimed.map(|claimed| Claimed {
            lost_claims,
            ..claimed
        }))
    }

    /// Gives claims (arrival and lease) back: each becomes New or Retry as before, and no attempt is counted. A
    /// claim that was settled or taken over meanwhile is left alone. Answers how many were given back.
    ///
    /// # Errors
    /// When the store cannot be written; then none were given back.
    pub async fn release(&self, claims: Vec<(i64, i64)>) -> Result<u64, StoreError> {
        self.write(async |w| transition::release(w, &claims).await).await
    }

    /// Gives claims (arrival and lease) back like [`Self::release`], of transactions whose processing crashed: each
    /// counts one more lost claim, and is claimed alone from now on. Answers how many were given back.
    ///
    /// # Errors
    /// When the store cannot be written; then none were given back.
    pub async fn lose(&self, claims: Vec<(i64, i64)>) -> Result<u64, StoreError> {
        self.write(async |w| transition::lose(w, &claims).await).await
    }

    /// Gives back every claim whose lease has run out, as after the death of a processor; each counts one more
    /// lost claim. Answers how many.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn recover_expired(&self) -> Result<u64, StoreError> {
        // Nearly always there is none, and whoever writes need not be waited for to know it.
        let now = self.now();
        let is_to_recover = self.read(async |c| Ok(transition::is_to_recover(c, now).await?));
        if !is_to_recover.await? {
            return Ok(0);
        }
        self.write(async |w| transition::recover(w).await).await
    }
}

async fn claim(w: &mut Writing, request: &ClaimRequest) -> Result<Claims, Fault> {
    if pause::is_on(w).await? {
        return Ok(Claims::default());
    }
    let heads = lane::heads(w, request).await?;
    take(w, request, heads).await
}

/// Claims these.
async fn take(w: &mut Writing, request: &ClaimRequest, heads: Heads) -> Result<Claims, Fault> {
    let lease_until = w.now.saturating_add(request.lease.num_milliseconds());
    let Heads { arrivals, next_owner } = heads;
    if !arrivals.is_empty() {
        transition::claim(w, &request.processor, lease_until, &arrivals).await?;
    }
    Ok(Claims {
        arrivals,
        processor: request.processor.clone(),
        lease_until,
        next_owner,
    })
}

impl Store {
    /// What an attempt on claimed transactions needs, in their order. Those whose claim does not hold any more are left
    /// out.
    ///
    /// # Errors
    /// When the store cannot be read; what was claimed comes back when its lease runs out.
    pub async fn read_claimed(&self, claims: &Claims) -> Result<Vec<Claimed>, StoreError> {
        let Claims {
            arrivals,
            processor,
            lease_until,
            ..
        } = claims;
        if arrivals.is_empty() {
            return Ok(Vec::new());
        }
        self.read(async |c| {
            let rows = transaction::claimed(c, arrivals, *lease_until, processor).await?;
            let items = item::claimed(c, arrivals).await?;
            put_together(c, arrivals, rows, items).await
        })
        .await
    }
}

/// Device-made ids that the items of each transaction mention, as far as they became real.
type KnownIds = HashMap<i64, HashMap<String, RecordId>>;

async fn known_ids(
    c: &mut SqliteConnection,
    rows: &[ClaimedRow],
    items: &[(i64, ClaimedItem)],
) -> Result<KnownIds, Fault> {
    let lengths = device_made_id::lengths(c).await?;
    if lengths.is_empty() {
        return Ok(HashMap::new());
    }
    let owners: HashMap<i64, &str> = rows
        .iter()
        .map(|row| (row.arrival, row.transaction.owner_id.as_str()))
        .collect();
    let mut mentioned: Vec<(&str, Cow<'_, str>, i64)> = Vec::new();
    for (arrival, item) in items {
        if let Some(owner) = owners.get(arrival) {
            mentions::each(item, &lengths, |id| mentioned.push((owner, id, *arrival)));
        }
    }
    mentioned.sort_unstable();
    let by_id: Vec<&[_]> = mentioned.chunk_by(|a, b| (a.0, &a.1) == (b.0, &b.1)).collect();
    let wanted: Vec<(&str, &str)> = by_id.iter().map(|same| (same[0].0, &*same[0].1)).collect();
    let mut known: KnownIds = HashMap::new();
    for (place, record) in device_made_id::known(c, &wanted).await? {
        for (_, id, arrival) in by_id.get(place).copied().unwrap_or_default() {
            known
                .entry(*arrival)
                .or_default()
                .insert(id.clone().into_owned(), record.clone());
        }
    }
    Ok(known)
}

/// The claimed transactions in the order of `arrivals`, each with its items (arrival and item, those of one transaction
/// as they came) and what they mention.
pub(crate) async fn put_together(
    c: &mut SqliteConnection,
    arrivals: &[i64],
    rows: Vec<ClaimedRow>,
    items: Vec<(i64, ClaimedItem)>,
) -> Result<Vec<Claimed>, Fault> {
    let mut known = known_ids(c, &rows, &items).await?;
    let mut items_of: HashMap<i64, Vec<ClaimedItem>> = HashMap::with_capacity(rows.len());
    for (arrival, item) in items {
        items_of.entry(arrival).or_default().push(item);
    }
    let mut rows: HashMap<i64, ClaimedRow> = rows.into_iter().map(|row| (row.arrival, row)).collect();
    let claimed = arrivals.iter().filter_map(|arrival| {
        let row = rows.remove(arrival)?;
        let mut items = items_of.remove(arrival).unwrap_or_default();
        in_order(&mut items, |item| item.sequence);
        Some(Claimed {
            arrival: row.arrival,
            lease: row.lease,
            was: row.was,
            single_attempt: row.single_attempt,
            lost_claims: 0,
            transaction: row.transaction,
            items,
            known_ids: known.remove(arrival).unwrap_or_default(),
        })
    });
    Ok(claimed.collect())
}

/// Puts the items of a transaction in the order in which they are applied: by `Sequence`, those without last, then
/// as they came.
pub(crate) fn in_order<T>(items: &mut [T], sequence: impl Fn(&T) -> Option<f64>) {
    let sequence = |item: &T| sequence(item).unwrap_or(f64::INFINITY);
    items.sort_by(|a, b| sequence(a).total_cmp(&sequence(b)));
}

/// A bound for moments that lets everything through.
fn from_millis(moment: Option<Timestamp>) -> i64 {
    moment.map_or(i64::MIN, millis)
}
