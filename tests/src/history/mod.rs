//! Random histories: uploads, imports, edits, actions of admins on one or many, changes of settings, locks, moves of the
//! clock, simulations, and processors that run, are paused, canceled, crash, die or fall asleep, when somebody asks for
//! it, something arrives or a schedule is due; each done with the product and with the reference model, and compared
//! after every command.

#![allow(missing_docs, reason = "fields whose names say it")]

mod bulk;
mod command;
mod compare;
mod dump;
mod import;
mod replay;
mod run;
mod simulation;
mod turns;
mod watch;
mod world;

use std::{collections::BTreeMap, sync::Arc};

use chrono::Duration;
use model::{Clock as _, Operation, RecordId, SyncProcessorSettings};
use proptest::{
    collection::vec,
    sample::Index,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner},
};
use serde_json::{Value, json};
use store::{ActionAnswer, ActionResult, Edit, EditAnswer, ItemEdit, Received, StatusRequest, Upload};

pub use self::world::Beginning;
use self::{
    command::{Command, Draft, SCHEDULES, TIMES, USERS},
    run::Run,
    watch::{Log, Step},
    world::{World, because},
};
use crate::{
    reference::{Action, Deed, Job, Kept, Known, Org, Record, Reference, Transaction, Turns},
    upload::upload,
};

/// Commands in a history, at most.
pub const LONGEST: usize = 80;

/// Runs the random history of a seed; answers how many commands it had.
///
/// # Errors
/// Where product and model differ: the seed, the shrunk history, and the difference.
pub fn run(runtime: &tokio::runtime::Runtime, beginning: &Beginning, seed: u64) -> Result<usize, String> {
    let config = Config {
        cases: 1,
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let length = std::cell::Cell::new(0);
    let result = runner.run(&vec(command::command(), 1..=LONGEST), |commands| {
        length.set(commands.len());
        let lived = runtime.block_on(live(beginning, &commands));
        lived.map_err(TestCaseError::fail)
    });
    match result {
        Ok(()) => Ok(length.get()),
        Err(TestError::Fail(reason, commands)) => {
            let lines: Vec<String> = commands
                .iter()
                .map(|command| format!("    {command:?}\n"))
                .collect();
            Err(format!("seed {seed}: {reason}\n{}", lines.concat()))
        }
        Err(TestError::Abort(reason)) => Err(format!("seed {seed}: {reason}")),
    }
}

/// Lives a history; the error says which command made a difference.
async fn live(beginning: &Beginning, commands: &[Command]) -> Result<(), String> {
    let mut history = History::begin(beginning).await;
    for (number, command) in commands.iter().enumerate() {
        history
            .step(command)
            .await
            .map_err(|difference| format!("after command {number}, {command:?}: {difference}"))?;
    }
    compare::details(&history.world, &history.reference, &history.ids).await?;
    history.world.close().await;
    Ok(())
}

/// A history under way.
struct History {
    world: World,
    reference: Reference,
    log: Arc<Log>,
    /// The transactions in order of arrival.
    ids: Vec<RecordId>,
    /// Their items, in order.
    items: Vec<Vec<RecordId>>,
    /// How each of them came.
    came: Vec<Came>,
    /// Edits and patches so far.
    edits: usize,
    /// Bulk jobs: their numbers, and what they did.
    jobs: Vec<(i64, Job)>,
}

/// How a transaction came.
enum Came {
    Uploaded(Box<Upload>),
    Imported(Box<model::Transaction>),
}

impl History {
    async fn begin(beginning: &Beginning) -> Self {
        let of_user = |user: usize| {
            [Record::Home, Record::Account(0), Record::Account(1)].map(|record| Kept {
                user,
                record,
                text: None,
                is_deleted: false,
            })
        };
        Self {
            world: beginning.world().await,
            reference: Reference {
                now: replay::beginning(),
                settings: SyncProcessorSettings::default(),
                transactions: Vec::new(),
                known: Known::new(),
                org: Org {
                    kept: (0..USERS).flat_map(of_user).collect(),
                    ..Org::default()
                },
                turns: Turns::with_schedules(SCHEDULES, TIMES[0].1, replay::beginning()),
            },
            log: Arc::default(),
            ids: Vec::new(),
            items: Vec::new(),
            came: Vec::new(),
            edits: 0,
            jobs: Vec::new(),
        }
    }

    /// Does a command with both, and compares.
    async fn step(&mut self, command: &Command) -> Result<(), String> {
        let picked = |which: &Index| (!self.ids.is_empty()).then(|| which.index(self.ids.len()));
        match command {
            Command::Upload(draft) => self.upload(draft).await?,
            Command::Import(row) => self.import(row).await?,
            Command::ImportItem { which, item } => {
                if let Some(number) = picked(which) {
                    self.import_item(number, item).await?;
                }
            }
            Command::Bulk(bulk) => self.bulk(bulk).await?,
            Command::Undo { which, portion } => self.undo(which, *portion).await?,
            Command::Run(run) => {
                self.run(run).await?;
                self.log.take_settled();
            }
            Command::Rehearse(run) => {
                self.log.take_settled();
                self.rehearse(run).await?;
            }
            Command::Simulate { which, edit } => {
                if let Some(number) = picked(which) {
                    self.simulate(number, edit.as_ref()).await?;
                }
            }
            Command::Set(settings) => self.set(settings).await,
            Command::Pause { is_paused } => {
                self.world.pause(*is_paused).await?;
                self.reference.turns.is_paused = *is_paused;
            }
            Command::Activate { schedule, is_active } => {
                self.world.activate(*schedule, *is_active).await?;
                let now = self.reference.now;
                self.reference.turns.activate(*schedule, *is_active, now);
            }
            Command::Reschedule { schedule, times } => {
                self.world.reschedule(*schedule, *times).await?;
                let now = self.reference.now;
                self.reference.turns.reschedule(*schedule, TIMES[*times].1, now);
            }
            Command::Lock { user, record } => {
                self.world.lock(*user, *record).await;
                self.reference.org.locked.insert((*user, *record));
            }
            Command::Release { user, record } => {
                self.world.release(*user, *record).await;
                self.reference.org.locked.remove(&(*user, *record));
            }
            Command::Clock { seconds } => {
                self.world.parts.clock.advance(Duration::seconds(*seconds));
                self.reference.now += seconds * 1_000;
            }
            Command::UploadAgain { which, is_changed } => {
                if let Some(number) = picked(which) {
                    self.upload_again(number, *is_changed).await?;
                }
            }
            Command::Act { action, which } => {
                if let Some(number) = picked(which) {
                    self.act(*action, number).await?;
                }
            }
            Command::Comment { which } => {
                if let Some(number) = picked(which) {
                    let ids = [self.ids[number].clone()];
                    self.world
                        .parts
                        .store
                        .add_comment(&ids, &because())
                        .await
                        .map_err(told)?;
                    self.reference.transactions[number].comments += 1;
                }
            }
            Command::EditItem {
                which,
                item,
                is_valid,
                is_stale,
            } => {
                if let Some(number) = picked(which) {
                    self.edit_item(number, item, *is_valid, *is_stale).await?;
                }
            }
            Command::EditDependencies { which, offsets } => {
                if let Some(number) = picked(which) {
                    self.edit_dependencies(number, offsets).await?;
                }
            }
        }
        if matches!(
            command,
            Command::Run(_) | Command::Rehearse(_) | Command::Activate { .. } | Command::Reschedule { .. }
        ) {
            turns::compare(&self.world, &self.reference.turns).await?;
        }
        compare::queue(&self.world, &mut self.reference, &self.ids).await
    }

    /// A processor runs, if it may; answers whether it did.
    async fn run(&mut self, run: &Run) -> Result<bool, String> {
        watch::watch("A", &self.world.parts, &self.log, run).await;
        let numbers: BTreeMap<RecordId, usize> = self.ids.iter().cloned().zip(0..).collect();
        let steps = self.log.take();
        replay::replay(&mut self.reference, &numbers, &steps, run)?;
        compare::org(&self.world, &self.reference, &self.ids, &self.log).await?;
        Ok(steps.contains(&("A", Step::Done)))
    }

    async fn upload(&mut self, draft: &Draft) -> Result<(), String> {
        let (upload, transaction) = self.drafted(draft);
        self.keep(&upload, Came::Uploaded(Box::new(upload.clone())));
        let answers = self.world.parts.store.receive(vec![upload]).await.map_err(told)?;
        self.reference.receive(transaction);
        match &answers[..] {
            [Received::Queued { .. }] => Ok(()),
            other => Err(format!("it was not taken: {other:?}")),
        }
    }

    /// Keeps what is needed later on of a transaction that comes.
    fn keep(&mut self, upload: &Upload, came: Came) {
        self.ids.push(upload.transaction.id.clone());
        self.items
            .push(upload.items.iter().map(|item| item.id.clone()).collect());
        self.came.push(came);
    }

    /// The next transaction, as a device sends it and as the model knows it.
    fn drafted(&self, draft: &Draft) -> (Upload, Transaction) {
        let number = self.ids.len();
        let deeds: Vec<Deed> = draft
            .items
            .iter()
            .enumerate()
            .map(|(place, item)| Deed {
                operation: item.operation,
                record: item.record,
                is_valid: item.is_valid,
                text: format!("t{number}.{place}"),
            })
            .collect();
        let user = &self.world.users[draft.user];
        let items: Vec<_> = deeds
            .iter()
            .map(|deed| {
                let payload = payload(deed, &user.home);
                (
                    deed.operation,
                    object(deed.record),
                    user.name(deed.record),
                    payload,
                )
            })
            .collect();
        let depends_on = further(number, &draft.offsets);
        let made_at = self.world.parts.clock.now() - Duration::minutes(draft.minutes_ago);
        let (name, list) = (format!("t{number}"), listed(&depends_on));
        let mut upload = upload(&self.world.parts.ids, &user.id, made_at, &name, &list, &items);
        upload.transaction.sequence = draft.sequence;
        upload.transaction.is_real_time = draft.is_real_time;
        upload.transaction.expected_record_count =
            (!draft.is_complete).then(|| i64::try_from(items.len() + 1).unwrap_or(i64::MAX));
        let made_at = made_at.timestamp_millis();
        let mut transaction = Transaction::new(draft.user, draft.sequence, made_at, deeds);
        transaction.depends_on = depends_on;
        transaction.is_complete = draft.is_complete;
        transaction.is_real_time = draft.is_real_time;
        (upload, transaction)
    }

    async fn upload_again(&mut self, number: usize, is_changed: bool) -> Result<(), String> {
        let mut upload = match &self.came[number] {
            Came::Uploaded(upload) => (**upload).clone(),
            Came::Imported(row) => return self.import_again(number, (**row).clone(), is_changed).await,
        };
        if is_changed {
            upload.transaction.app_version = "another".to_owned();
        }
        let answers = self.world.parts.store.receive(vec![upload]).await.map_err(told)?;
        match (&answers[..], is_changed) {
            ([Received::AlreadyThere { .. }], false) | ([Received::Refused { .. }], true) => Ok(()),
            (other, _) => Err(format!("t{number} came once more: {other:?}")),
        }
    }

    async fn set(&mut self, settings: &SyncProcessorSettings) {
        let store = &self.world.parts.store;
        let version = store
            .processor_settings()
            .await
            .expect("the store answers")
            .version;
        store
            .set_processor_settings(settings, version, &because())
            .await
            .expect("the settings are good");
        self.reference.settings = settings.clone();
    }

    async fn act(&mut self, action: Action, number: usize) -> Result<(), String> {
        let requests = [StatusRequest {
            id: self.ids[number].clone(),
            expected_version: None,
        }];
        let (store, change) = (&self.world.parts.store, because());
        let answers: Vec<ActionAnswer> = match action {
            Action::Ignore => store.ignore(&requests, &change).await,
            Action::Retry => store.retry(&requests, &change).await,
            Action::MarkManual => store.mark_manual(&requests, &change).await,
            Action::MarkResolved => store.mark_resolved(&requests, &change).await,
        }
        .map_err(told)?;
        let is_done = matches!(answers[0].result, ActionResult::Done { .. });
        match is_done == self.reference.act(action, number) {
            true => Ok(()),
            false => Err(format!("t{number}: {:?}", answers[0])),
        }
    }

    async fn edit_item(
        &mut self,
        number: usize,
        item: &Index,
        is_valid: bool,
        is_stale: bool,
    ) -> Result<(), String> {
        let deeds = &self.reference.transactions[number].deeds;
        let place = item.index(deeds.len());
        if deeds[place].operation == Operation::Delete {
            return Ok(());
        }
        self.edits += 1;
        let text = format!("t{number}.{place} edited {}", self.edits);
        let after = Deed {
            is_valid,
            text: text.clone(),
            ..deeds[place].clone()
        };
        let home = &self.world.users[self.reference.transactions[number].user].home;
        let items = self
            .item_edit(number, place, payload(&after, home).to_string())
            .items;
        let answer = self.edit(number, Vec::new(), items, is_stale).await?;
        let is_saved = !is_stale && self.reference.edit_deed(number, place, is_valid, &text);
        check_edit(number, &answer, is_saved, is_stale)
    }

    /// Another payload for an item.
    fn item_edit(&self, number: usize, place: usize, field_values: String) -> Edit {
        Edit {
            id: self.ids[number].clone(),
            expected_version: 0,
            fields: Vec::new(),
            items: vec![ItemEdit {
                item_id: self.items[number][place].clone(),
                field_values: Some(field_values),
                record_identifier: None,
            }],
        }
    }

    async fn edit_dependencies(&mut self, number: usize, offsets: &[i8]) -> Result<(), String> {
        let depends_on = further(number, offsets);
        let value = Some(listed(&depends_on)).filter(|list| !list.is_empty());
        let name = "DependentOfflineIdentifiers".to_owned();
        let fields = vec![store::FieldEdit { name, value }];
        let answer = self.edit(number, fields, Vec::new(), false).await?;
        let is_saved = self.reference.edit_dependencies(number, depends_on);
        check_edit(number, &answer, is_saved, false)
    }

    async fn edit(
        &self,
        number: usize,
        fields: Vec<store::FieldEdit>,
        items: Vec<ItemEdit>,
        is_stale: bool,
    ) -> Result<EditAnswer, String> {
        let id = self.ids[number].clone();
        let store = &self.world.parts.store;
        let rows = store.rows(std::slice::from_ref(&id)).await.map_err(told)?;
        let edit = Edit {
            id,
            expected_version: rows[0].version - i64::from(is_stale),
            fields,
            items,
        };
        store.edit(&edit, &because()).await.map_err(told)
    }
}

fn check_edit(number: usize, answer: &EditAnswer, is_saved: bool, is_stale: bool) -> Result<(), String> {
    match answer {
        EditAnswer::Saved { .. } if is_saved => Ok(()),
        EditAnswer::NotAllowed { .. } if !is_saved && !is_stale => Ok(()),
        EditAnswer::Conflict(_) if is_stale => Ok(()),
        other => Err(format!("the edit of t{number} was answered {other:?}")),
    }
}

/// Transactions so many further on; each once.
fn further(number: usize, offsets: &[i8]) -> Vec<usize> {
    let mut numbers = Vec::new();
    for offset in offsets {
        let other = number.checked_add_signed(isize::from(*offset));
        numbers.extend(other.filter(|other| !numbers.contains(other)));
    }
    numbers
}

fn listed(numbers: &[usize]) -> String {
    let names: Vec<String> = numbers.iter().map(|number| format!("t{number}")).collect();
    names.join(",")
}

fn object(record: Record) -> &'static str {
    match record {
        Record::Visit(_) => "Visit",
        _ => "Account",
    }
}

fn payload(deed: &Deed, home: &RecordId) -> Value {
    let mut payload = match (deed.operation, deed.record) {
        (Operation::Delete, _) => return Value::Null,
        (Operation::Insert, _) => json!({
            "AccountId": home, "PlannedVisitStartTime": "2026-11-24T09:00:00Z", "InstructionDescription": deed.text,
        }),
        (_, Record::Visit(_)) => json!({ "InstructionDescription": deed.text }),
        _ => json!({ "Description": deed.text }),
    };
    if !deed.is_valid {
        let picklist = if object(deed.record) == "Visit" {
            "Channel"
        } else {
            "Type"
        };
        payload[picklist] = json!("Pigeon");
    }
    payload
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
