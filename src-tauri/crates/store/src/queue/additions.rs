//! Rows that come into the store, with everything that has to be noted about them.

use crate::{
    engine::{
        Fault,
        search::{self, SearchEntry},
    },
    store::Writing,
    tables::{
        FIRST_LOG_SLOT, app_version, arrival_of, dependency, device,
        item::{self, StoredItem},
        log_entry::{self, StoredLogEntry},
        slot_of,
        transaction::{self, StoredTransaction},
        transaction_object,
    },
};

/// Rows to be added in one commit.
#[derive(Debug, Default)]
pub(crate) struct Additions {
    /// Transactions.
    pub(crate) transactions: Vec<StoredTransaction>,
    /// Items.
    pub(crate) items: Vec<StoredItem>,
    /// Log entries.
    pub(crate) log_entries: Vec<StoredLogEntry>,
}

impl Additions {
    /// Writes the rows, what they depend on, the objects they are about, what can be searched for, and the counts.
    pub(crate) async fn write(&mut self, w: &mut Writing) -> Result<(), Fault> {
        self.name();
        if !self.transactions.is_empty() {
            self.write_transactions(w).await?;
        }
        if !self.items.is_empty() {
            item::insert(w, &self.items).await?;
            let mut objects: Vec<(&str, i64)> = self
                .items
                .iter()
                .map(|row| (row.item.object_name.as_str(), arrival_of(row.key)))
                .collect();
            objects.sort_unstable();
            objects.dedup();
            transaction_object::insert(w, &objects).await?;
        }
        log_entry::insert(w, &self.log_entries).await?;
        search::insert(w, &self.search_entries()).await?;
        Ok(())
    }

    async fn write_transactions(&self, w: &mut Writing) -> Result<(), Fault> {
        transaction::insert(w, &self.transactions).await?;
        app_version::note(w, &self.transactions).await?;
        device::note(w, &self.transactions).await?;
        let lists = self.transactions.iter().filter_map(|row| {
            let list = row.transaction.dependent_offline_identifiers.as_deref()?;
            Some((row.arrival, Some(list)))
        });
        dependency::replace(w, lists).await?;
        for row in &self.transactions {
            w.tally.add(row.transaction.status, row.error_group);
        }
        Ok(())
    }

    fn search_entries(&self) -> Vec<SearchEntry> {
        let items = self
            .items
            .iter()
            .filter_map(|row| search::item_entry(row.key, &row.item));
        let processed = self.items.iter().filter_map(|row| {
            let id = row.item.processed_record_identifier.as_deref()?;
            (row.item.record_identifier.as_deref() != Some(id)).then(|| search::processed_entry(row.key, id))
        });
        let logs = self
            .log_entries
            .iter()
            .filter_map(|row| search::log_entry(row.key, &row.entry));
        items.chain(processed).chain(logs).collect()
    }

    /// Gives a name to what came without.
    fn name(&mut self) {
        for row in &mut self.transactions {
            if row.transaction.name.trim().is_empty() {
                row.transaction.name = format!("DST-{:010}", row.arrival);
            }
        }
        for row in &mut self.items {
            if row.item.name.trim().is_empty() {
                row.item.name = format!("DSR-{:010}-{:02}", arrival_of(row.key), slot_of(row.key) + 1);
            }
        }
        for row in &mut self.log_entries {
            if row.entry.name.trim().is_empty() {
                row.entry.name = log_name(row.key);
            }
        }
    }
}

/// The name of a log entry that came without.
pub(crate) fn log_name(key: i64) -> String {
    format!(
        "DSL-{:010}-{:02}",
        arrival_of(key),
        slot_of(key) - FIRST_LOG_SLOT + 1
    )
}

/// Whether every item is there and complete, as far as the device said how many it would send.
pub(crate) const fn is_complete(items: i64, ready: i64, expected: Option<i64>) -> bool {
    let enough = match expected {
        Some(expected) => items >= expected,
        None => true,
    };
    enough && ready == items
}
