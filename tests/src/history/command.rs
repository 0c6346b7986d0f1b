//! What may happen in a history.

use model::{Operation, Status, SyncProcessorSettings};
use proptest::{collection::vec, option, prelude::*, sample::Index};

use super::{
    run::{Run, run},
    simulation::to_rehearse,
};
use crate::reference::{Action, Record};

/// Users of the org.
pub const USERS: usize = 3;

/// Schedules that an admin made.
pub const SCHEDULES: usize = 2;

/// When a schedule may be due: as a cron expression, and in minutes of every day.
pub const TIMES: [(&str, &[i64]); 3] = [
    ("0 1 * * *", &[60]),
    ("30 */6 * * *", &[30, 390, 750, 1_110]),
    ("*/20 8-9 * * *", &[480, 500, 520, 540, 560, 580]),
];

/// One thing that happens. An [`Index`] picks one of the transactions there are.
#[derive(Debug, Clone)]
pub enum Command {
    /// A device uploads.
    Upload(Draft),
    /// A device uploads once more what came before: as it was, or with another content.
    UploadAgain { which: Index, is_changed: bool },
    /// A file brings a transaction as it was elsewhere.
    Import(Row),
    /// A file brings one more item of a transaction.
    ImportItem { which: Index, item: ItemDraft },
    /// A processor runs.
    Run(Run),
    /// An admin simulates the whole queue, and a processor runs.
    Rehearse(Run),
    /// An admin simulates a transaction, perhaps with another payload of an item that is not saved.
    Simulate {
        which: Index,
        edit: Option<(Index, bool)>,
    },
    /// An admin changes a status.
    Act { action: Action, which: Index },
    /// An admin does something to many.
    Bulk(Bulk),
    /// An admin takes back what a bulk job did, in commits of so many.
    Undo { which: Index, portion: usize },
    /// An admin writes a comment.
    Comment { which: Index },
    /// An admin writes another payload; with an old version in hand, that is a conflict.
    EditItem {
        which: Index,
        item: Index,
        is_valid: bool,
        is_stale: bool,
    },
    /// An admin changes what a transaction depends on: so many further on, or back.
    EditDependencies { which: Index, offsets: Vec<i8> },
    /// An admin changes the settings.
    Set(SyncProcessorSettings),
    /// An admin pauses the processor, or resumes it.
    Pause { is_paused: bool },
    /// An admin activates a schedule, or deactivates it.
    Activate { schedule: usize, is_active: bool },
    /// An admin gives a schedule other times: one of [`TIMES`].
    Reschedule { schedule: usize, times: usize },
    /// Somebody takes a lock.
    Lock { user: usize, record: Record },
    /// Somebody releases one.
    Release { user: usize, record: Record },
    /// The clock moves, forward or back.
    Clock { seconds: i64 },
}

/// A transaction to upload.
#[derive(Debug, Clone)]
pub struct Draft {
    pub user: usize,
    pub sequence: Option<i64>,
    /// How long ago the device made it.
    pub minutes_ago: i64,
    /// Whether it is to be processed on arrival.
    pub is_real_time: bool,
    /// What it depends on: so many transactions further on (not there yet), or back; 0 is itself.
    pub offsets: Vec<i8>,
    /// Whether all of its items come along.
    pub is_complete: bool,
    pub items: Vec<ItemDraft>,
}

/// A transaction in a file.
#[derive(Debug, Clone)]
pub struct Row {
    pub draft: Draft,
    pub status: Status,
    /// Attempts that failed elsewhere.
    pub failed: i64,
    /// Whether the import is one commit.
    pub is_all_or_none: bool,
}

/// A bulk job.
#[derive(Debug, Clone)]
pub struct Bulk {
    pub deed: BulkKind,
    pub chosen: Chosen,
    /// Transactions of one commit.
    pub portion: usize,
    /// It is canceled after so many commits.
    pub stops_after: Option<usize>,
}

/// What a bulk job does.
#[derive(Debug, Clone)]
pub enum BulkKind {
    Act(Action),
    Mend { of_visits: bool },
    Write { of_visits: bool },
}

/// What a bulk job is about.
#[derive(Debug, Clone)]
pub enum Chosen {
    /// These, as the admin saw them; with an old version in hand, that is a conflict.
    These { which: Vec<Index>, is_stale: bool },
    /// All with a status.
    WithStatus(Status),
}

/// An item to upload.
#[derive(Debug, Clone)]
pub struct ItemDraft {
    pub operation: Operation,
    pub record: Record,
    pub is_valid: bool,
}

/// Any command, what matters most often the most often.
pub fn command() -> impl Strategy<Value = Command> {
    let which = any::<Index>;
    prop_oneof![
        8 => draft().prop_map(Command::Upload),
        1 => (which(), any::<bool>())
            .prop_map(|(which, is_changed)| Command::UploadAgain { which, is_changed }),
        2 => row().prop_map(Command::Import),
        1 => (which(), item()).prop_map(|(which, item)| Command::ImportItem { which, item }),
        8 => run().prop_map(Command::Run),
        2 => run().prop_map(|run| Command::Rehearse(to_rehearse(run))),
        2 => (which(), option::of((which(), any::<bool>())))
            .prop_map(|(which, edit)| Command::Simulate { which, edit }),
        4 => (action(), which()).prop_map(|(action, which)| Command::Act { action, which }),
        2 => bulk().prop_map(Command::Bulk),
        2 => (which(), 1..6_usize).prop_map(|(which, portion)| Command::Undo { which, portion }),
        1 => which().prop_map(|which| Command::Comment { which }),
        3 => (which(), which(), prop::bool::weighted(0.8), prop::bool::weighted(0.1)).prop_map(
            |(which, item, is_valid, is_stale)| Command::EditItem { which, item, is_valid, is_stale },
        ),
        1 => (which(), offsets()).prop_map(|(which, offsets)| Command::EditDependencies { which, offsets }),
        1 => settings().prop_map(Command::Set),
        1 => prop::bool::weighted(0.4).prop_map(|is_paused| Command::Pause { is_paused }),
        3 => (0..SCHEDULES, prop::bool::weighted(0.8))
            .prop_map(|(schedule, is_active)| Command::Activate { schedule, is_active }),
        1 => (0..SCHEDULES, 0..TIMES.len())
            .prop_map(|(schedule, times)| Command::Reschedule { schedule, times }),
        1 => lock().prop_map(|(user, record)| Command::Lock { user, record }),
        2 => lock().prop_map(|(user, record)| Command::Release { user, record }),
        4 => clock().prop_map(|seconds| Command::Clock { seconds }),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        2 => Just(Action::Ignore),
        4 => Just(Action::Retry),
        1 => Just(Action::MarkManual),
        2 => Just(Action::MarkResolved),
    ]
}

fn draft() -> impl Strategy<Value = Draft> {
    let minutes_ago = prop_oneof![8 => 0..3_i64, 2 => 3..600_i64, 1 => Just(40 * 24 * 60)];
    (
        0..USERS,
        option::weighted(0.3, 0..4_i64),
        minutes_ago,
        prop::bool::weighted(0.3),
        prop_oneof![3 => Just(Vec::new()), 2 => offsets()],
        prop::bool::weighted(0.95),
        vec(item(), 1..4),
    )
        .prop_map(
            |(user, sequence, minutes_ago, is_real_time, offsets, is_complete, mut items)| {
                // A device makes a record once.
                let mut made = Vec::new();
                items.retain(|item| {
                    let is_again = item.operation == Operation::Insert && made.contains(&item.record);
                    if item.operation == Operation::Insert {
                        made.push(item.record);
                    }
                    !is_again
                });
                Draft {
                    user,
                    sequence,
                    minutes_ago,
                    is_real_time,
                    offsets,
                    is_complete,
                    items,
                }
            },
        )
}

fn row() -> impl Strategy<Value = Row> {
    let status = prop::sample::select(Status::ALL.to_vec());
    (draft(), status, 0..4_i64, any::<bool>()).prop_map(|(draft, status, failed, is_all_or_none)| Row {
        draft,
        status,
        failed,
        is_all_or_none,
    })
}

fn bulk() -> impl Strategy<Value = Bulk> {
    let deed = prop_oneof![
        3 => Just(BulkKind::Act(Action::Retry)),
        3 => Just(BulkKind::Act(Action::Ignore)),
        2 => Just(BulkKind::Act(Action::MarkManual)),
        2 => any::<bool>().prop_map(|of_visits| BulkKind::Mend { of_visits }),
        2 => any::<bool>().prop_map(|of_visits| BulkKind::Write { of_visits }),
    ];
    let these = (vec(any::<Index>(), 1..8), prop::bool::weighted(0.1))
        .prop_map(|(which, is_stale)| Chosen::These { which, is_stale });
    let with_status = prop::sample::select(Status::ALL.to_vec()).prop_map(Chosen::WithStatus);
    let chosen = prop_oneof![2 => these, 1 => with_status];
    let stops_after = option::weighted(0.1, 0..3_usize);
    (deed, chosen, 1..6_usize, stops_after).prop_map(|(deed, chosen, portion, stops_after)| Bulk {
        deed,
        chosen,
        portion,
        stops_after,
    })
}

fn offsets() -> impl Strategy<Value = Vec<i8>> {
    vec(prop_oneof![6 => -4..0_i8, 1 => 0..3_i8], 0..3)
}

fn item() -> impl Strategy<Value = ItemDraft> {
    let visit = || (0..4_u8).prop_map(Record::Visit);
    let account = || (0..2_u8).prop_map(Record::Account);
    let any_record = || prop_oneof![4 => visit(), 6 => account(), 1 => Just(Record::Stranger)];
    let is_valid = prop::bool::weighted(0.9);
    let what = prop_oneof![
        3 => (Just(Operation::Insert), visit()),
        5 => (Just(Operation::Update), any_record()),
        1 => (Just(Operation::Delete), any_record()),
    ];
    (what, is_valid).prop_map(|((operation, record), is_valid)| ItemDraft {
        operation,
        record,
        is_valid: is_valid || operation == Operation::Delete,
    })
}

fn settings() -> impl Strategy<Value = SyncProcessorSettings> {
    (any::<[bool; 4]>(), 0..4_i64).prop_map(|([group, deleted, missing, locked], retries)| {
        SyncProcessorSettings {
            optimize_performance_by_grouping_items: group,
            cancel_sync_for_deleted_records: deleted,
            cancel_sync_when_record_is_not_found: missing,
            retry_sync_for_locked_rows: locked,
            number_of_retry_attempts: retries,
        }
    })
}

fn lock() -> impl Strategy<Value = (usize, Record)> {
    let record = prop_oneof![Just(Record::Home), (0..2_u8).prop_map(Record::Account)];
    (0..USERS, record)
}

fn clock() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => 1..120_i64,
        4 => 120..4_000_i64,
        1 => Just(86_400),
        2 => Just(-86_400),
    ]
}
