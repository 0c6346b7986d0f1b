//! Data Loader imports within a history: transactions as they were elsewhere, and items that come later.

use model::{Item, LogEntry, Operation, RecordId, Status, Transaction};
use store::Imported;

use super::{
    Came, History,
    command::{ItemDraft, Row},
    object, payload, told,
};
use crate::{reference::Deed, upload::upload};

/// The error that a transaction brings.
const ERROR: &str = "FIELD_CUSTOM_VALIDATION_EXCEPTION";

impl History {
    /// A file brings a transaction.
    pub(super) async fn import(&mut self, row: &Row) -> Result<(), String> {
        let (upload, mut transaction) = self.drafted(&row.draft);
        let mut stored = upload.transaction.clone();
        stored.name = format!("DST-{}", stored.offline_unique_identifier);
        stored.status = row.status;
        stored.number_of_failed_attempts = Some(row.failed);
        let has_error =
            row.failed > 0 && matches!(row.status, Status::Failed | Status::Manual | Status::Retry);
        let log: Vec<LogEntry> = has_error.then(|| self.log_entry(&stored)).into_iter().collect();
        self.keep(&upload, Came::Imported(Box::new(stored.clone())));
        match row.is_all_or_none {
            true => self.import_all(stored, upload.items, log).await?,
            false => self.import_each(stored, upload.items, log).await?,
        }
        self.end_import().await?;
        transaction.status = row.status;
        transaction.failed = row.failed;
        transaction.error = has_error.then_some(ERROR);
        self.reference.import(transaction);
        Ok(())
    }

    /// A file brings a transaction once more.
    pub(super) async fn import_again(
        &mut self,
        number: usize,
        mut row: Transaction,
        is_changed: bool,
    ) -> Result<(), String> {
        if is_changed {
            "another".clone_into(&mut row.app_version);
        }
        let store = &self.world.parts.store;
        let answers = store.import_transactions(vec![row]).await.map_err(told)?;
        match (&answers[..], is_changed) {
            ([Imported::Unchanged], false) | ([Imported::Refused(_)], true) => self.end_import().await,
            (other, _) => Err(format!("t{number} came once more: {other:?}")),
        }
    }

    /// A file brings one more item of a transaction.
    pub(super) async fn import_item(&mut self, number: usize, draft: &ItemDraft) -> Result<(), String> {
        let it = &self.reference.transactions[number];
        let is_made = |deed: &Deed| deed.operation == Operation::Insert && deed.record == draft.record;
        if draft.operation == Operation::Insert && it.deeds.iter().any(is_made) {
            return Ok(());
        }
        let deed = Deed {
            operation: draft.operation,
            record: draft.record,
            is_valid: draft.is_valid,
            text: format!("t{number}.{}", it.deeds.len()),
        };
        let item = self.item(number, &deed);
        self.items[number].push(item.id.clone());
        let store = &self.world.parts.store;
        added(store.import_items(vec![item]).await.map_err(told)?)?;
        self.end_import().await?;
        self.reference.import_deed(number, deed);
        Ok(())
    }

    /// Each file in a commit of its own.
    async fn import_each(
        &self,
        row: Transaction,
        items: Vec<Item>,
        log: Vec<LogEntry>,
    ) -> Result<(), String> {
        let store = &self.world.parts.store;
        added(store.import_transactions(vec![row]).await.map_err(told)?)?;
        added(store.import_items(items).await.map_err(told)?)?;
        added(store.import_log_entries(log).await.map_err(told)?)
    }

    /// All of it in one commit.
    async fn import_all(&self, row: Transaction, items: Vec<Item>, log: Vec<LogEntry>) -> Result<(), String> {
        let mut session = self.world.parts.store.begin_import().await.map_err(told)?;
        added(session.import_transactions(vec![row]).await.map_err(told)?)?;
        added(session.import_items(items).await.map_err(told)?)?;
        added(session.import_log_entries(log).await.map_err(told)?)?;
        session.commit().await.map_err(told)
    }

    async fn end_import(&self) -> Result<(), String> {
        self.world.parts.store.queue_waiting().await.map_err(told)?;
        Ok(())
    }

    /// One more item of a transaction, after those that it has.
    fn item(&self, number: usize, deed: &Deed) -> Item {
        let ids = &self.world.parts.ids;
        let it = &self.reference.transactions[number];
        let user = &self.world.users[it.user];
        let sketch = (
            deed.operation,
            object(deed.record),
            user.name(deed.record),
            payload(deed, &user.home),
        );
        let identifier = format!("t{number}-more-{}", it.deeds.len());
        let made_at = model::timestamp(it.made_at);
        let upload = upload(ids, &user.id, made_at, &identifier, "", &[sketch]);
        let mut item = upload.items.into_iter().next().expect("one item");
        item.name = format!("DSR-{identifier}");
        item.device_sync_transaction_id = self.ids[number].clone();
        item.sequence = Some((it.deeds.len() + 1) as f64);
        item
    }

    fn log_entry(&self, row: &Transaction) -> LogEntry {
        let id: RecordId = self.world.parts.ids.next(model::key_prefix::LOG_ENTRY);
        LogEntry {
            exception_code: Some(ERROR.to_owned()),
            exception_log: Some("Choose another day".to_owned()),
            ..LogEntry::about(id, row.id.clone(), &row.owner_id, row.created_date)
        }
    }
}

fn added(answers: Vec<Imported>) -> Result<(), String> {
    match answers.iter().all(|answer| *answer == Imported::Added) {
        true => Ok(()),
        false => Err(format!("a row was not added: {answers:?}")),
    }
}
