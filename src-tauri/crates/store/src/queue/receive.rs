//! Uploads of devices: what arrives becomes part of the queue, once.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use model::{Item, ItemStatus, RecordId, Status, Transaction, timestamp};

use crate::{
    Store, StoreError,
    engine::Fault,
    queue::{
        Additions,
        additions::is_complete,
        cycle, dependents,
        fingerprint::{self, HoldsNul},
    },
    store::Writing,
    tables::{
        MOST_ITEMS, dependency,
        item::{self, StoredItem},
        key,
        transaction::{self, StoredTransaction},
    },
};

/// A transaction as a device sends it, with the items that came along. The caller makes the Ids; `Name`,
/// `Status`, the counts and the dates of creation and change are filled in by the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    /// The transaction.
    pub transaction: Transaction,
    /// Its items, in the order they came.
    pub items: Vec<Item>,
}

/// What became of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// It is in the queue now.
    Queued {
        /// Its place in the order of arrival.
        arrival: i64,
        /// `New`; `Waiting` while items or dependencies are missing; `Canceled` when a dependency is.
        status: Status,
    },
    /// It came before, with the same content. Nothing was changed.
    AlreadyThere {
        /// Its place in the order of arrival.
        arrival: i64,
    },
    /// It cannot be taken. Nothing was changed.
    Refused {
        /// Why, for the person who sent it.
        reason: String,
    },
}

impl Store {
    /// Takes uploads into the queue, all in one commit; answers one [`Received`] per upload, in order.
    ///
    /// `OfflineUniqueIdentifier` makes an upload count once: the same content again is
    /// [`Received::AlreadyThere`], other content is [`Received::Refused`] and the first stands.
    ///
    /// # Errors
    /// When the store cannot be written; then none of the uploads were taken.
    pub async fn receive(&self, uploads: Vec<Upload>) -> Result<Vec<Received>, StoreError> {
        self.write(async |w| receive(w, uploads).await).await
    }
}

/// What is known of the store before a batch of uploads, and what the batch adds to it.
struct Inbox {
    now: i64,
    next_arrival: i64,
    /// Identifiers that are taken: arrival, and the fingerprint where this batch brought it.
    identifiers: HashMap<String, (i64, Option<i64>)>,
    /// Ids that are taken.
    ids: HashSet<RecordId>,
    /// Identifiers of what uploads depend on, as far as it is there, and its status.
    dependencies: HashMap<String, (i64, String)>,
    additions: Additions,
    /// Transactions with dependencies.
    dependent: Vec<i64>,
}

async fn receive(w: &mut Writing, uploads: Vec<Upload>) -> Result<Vec<Received>, Fault> {
    let mut inbox = open(w, &uploads).await?;
    let mut answers = Vec::with_capacity(uploads.len());
    for upload in uploads {
        answers.push(take(w, &mut inbox, upload).await?);
    }
    inbox.additions.write(w).await?;
    let canceled = settle_dependencies(w, &inbox).await?;
    for answer in &mut answers {
        if let Received::Queued { arrival, status } = answer
            && canceled.contains(arrival)
        {
            *status = Status::Canceled;
        }
    }
    Ok(answers)
}

async fn open(w: &mut Writing, uploads: &[Upload]) -> Result<Inbox, Fault> {
    let transactions = || uploads.iter().map(|upload| &upload.transaction);
    let identifiers = transactions().map(|t| t.offline_unique_identifier.as_str());
    let taken = transaction::by_offline_identifier(w, identifiers).await?;
    let ids = transaction::arrivals_of_ids(w, transactions().map(|t| &t.id)).await?;
    let depends_on: HashSet<&str> = transactions()
        .flat_map(|t| dependency::listed(t.dependent_offline_identifiers.as_deref()))
        .collect();
    let dependencies = match depends_on.is_empty() {
        true => HashMap::new(),
        false => transaction::by_offline_identifier(w, depends_on).await?,
    };
    Ok(Inbox {
        now: w.now,
        next_arrival: transaction::next_arrival(w).await?,
        identifiers: taken
            .into_iter()
            .map(|(identifier, (arrival, _))| (identifier, (arrival, None)))
            .collect(),
        ids: ids.keys().filter_map(|id| id.parse().ok()).collect(),
        dependencies,
        additions: Additions::default(),
        dependent: Vec::new(),
    })
}

async fn take(w: &mut Writing, inbox: &mut Inbox, upload: Upload) -> Result<Received, Fault> {
    let refused = |reason: String| Ok(Received::Refused { reason });
    let fingerprint = match fingerprint::of_upload(&upload.transaction, &upload.items) {
        Ok(fingerprint) => fingerprint,
        Err(HoldsNul) => return refused(HoldsNul::REASON.into()),
    };
    let identifier = upload.transaction.offline_unique_identifier.clone();
    if identifier.trim().is_empty() {
        return refused("OfflineUniqueIdentifier is empty; the device must give each transaction one".into());
    }
    if upload.items.len() as i64 > MOST_ITEMS {
        return refused(format!(
            "it has {} items; {MOST_ITEMS} are the most",
            upload.items.len()
        ));
    }
    let arrival = inbox.next_arrival;
    match inbox.identifiers.entry(identifier) {
        Entry::Occupied(taken) => {
            let (arrival, in_batch) = *taken.get();
            let same = match in_batch {
                Some(first) => first == fingerprint,
                None => is_same(w, arrival, fingerprint).await?,
            };
            return match same {
                true => Ok(Received::AlreadyThere { arrival }),
                false => refused(format!(
                    "OfflineUniqueIdentifier {} came before with other content; the first stands",
                    taken.key()
                )),
            };
        }
        Entry::Vacant(free) => {
            if !inbox.ids.insert(upload.transaction.id.clone()) {
                return refused(format!(
                    "the Id {} belongs to another transaction",
                    upload.transaction.id
                ));
            }
            free.insert((arrival, Some(fingerprint)));
        }
    }
    inbox.next_arrival += 1;
    let status = inbox.add(arrival, fingerprint, upload);
    Ok(Received::Queued { arrival, status })
}

/// Whether what came before has this content: as it arrived, or, for what came by import, as it is now.
async fn is_same(w: &mut Writing, arrival: i64, fingerprint: i64) -> Result<bool, Fault> {
    let Some(stored) = transaction::load(w, [arrival]).await?.pop() else {
        return Ok(false);
    };
    if stored.fingerprint == fingerprint {
        return Ok(true);
    }
    let id = HashMap::from([(arrival, stored.transaction.id.clone())]);
    let items: Vec<Item> = item::of(w, &id).await?.into_iter().map(|row| row.item).collect();
    Ok(fingerprint::of_upload(&stored.transaction, &items) == Ok(fingerprint))
}

impl Inbox {
    /// Notes an upload to be added; answers the status it gets.
    fn add(&mut self, arrival: i64, fingerprint: i64, upload: Upload) -> Status {
        let Upload {
            mut transaction,
            items,
        } = upload;
        let moment = timestamp(self.now);
        let count = items.len() as i64;
        let ready = items
            .iter()
            .filter(|item| item.status == ItemStatus::Ready)
            .count() as i64;
        let depends_on = dependency::listed(transaction.dependent_offline_identifiers.as_deref());
        let released = depends_on.iter().all(|on| {
            self.dependencies
                .get(*on)
                .is_some_and(|(_, status)| status == Status::Success.as_str())
        });
        if !depends_on.is_empty() {
            self.dependent.push(arrival);
        }
        let complete = is_complete(count, ready, transaction.expected_record_count);
        transaction.status = if complete && released {
            Status::New
        } else {
            Status::Waiting
        };
        transaction.actual_records_count = Some(ready);
        transaction.name.clear();
        (transaction.created_date, transaction.last_modified_date) = (moment, moment);
        transaction.system_modstamp = moment;
        let status = transaction.status;
        for (slot, mut item) in items.into_iter().enumerate() {
            item.device_sync_transaction_id = transaction.id.clone();
            (item.created_date, item.last_modified_date, item.system_modstamp) = (moment, moment, moment);
            // Of an item nothing is asked again: the whole upload has its fingerprint.
            let row = StoredItem {
                key: key(arrival, slot as i64),
                fingerprint: 0,
                item,
            };
            self.additions.items.push(row);
        }
        self.additions.transactions.push(StoredTransaction {
            item_count: count,
            ..StoredTransaction::new(arrival, fingerprint, transaction)
        });
        status
    }
}

/// Cancels those whose dependencies are canceled, and finds those that depend on themselves; answers the canceled.
async fn settle_dependencies(w: &mut Writing, inbox: &Inbox) -> Result<HashSet<i64>, Fault> {
    if inbox.dependent.is_empty() {
        return Ok(HashSet::new());
    }
    let canceled = dependents::cancel_behind(w, &inbox.dependencies).await?;
    cycle::mark(w, inbox.dependent.iter().copied()).await?;
    Ok(canceled)
}
