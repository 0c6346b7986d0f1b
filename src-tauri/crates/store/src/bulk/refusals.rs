//! What a batch left as it is, gathered by reason.

use model::{BulkRefusal, RecordId, RefusalKind, Status, TransactionRef};

use crate::{
    engine::Fault,
    tables::{bulk_change::Left, unreadable},
};

/// So many transactions are named for each reason.
const SAMPLE: usize = 5;

/// Refusals in the making.
#[derive(Debug, Default)]
pub(super) struct Refusals(Vec<BulkRefusal>);

impl Refusals {
    /// One more transaction that was left.
    pub(super) fn add(&mut self, kind: RefusalKind, reason: &str, transaction: TransactionRef) {
        let known = self
            .0
            .iter_mut()
            .find(|refusal| refusal.kind == kind && refusal.reason == reason);
        match known {
            Some(refusal) => {
                refusal.count += 1;
                if refusal.sample.len() < SAMPLE {
                    refusal.sample.push(transaction);
                }
            }
            None => self.0.push(BulkRefusal {
                kind,
                reason: reason.to_owned(),
                count: 1,
                sample: vec![transaction],
            }),
        }
    }

    /// All of them.
    pub(super) fn all(self) -> Vec<BulkRefusal> {
        self.0
    }
}

/// The refusal of Ids that are not there; none when there are none.
pub(super) fn missing(ids: &[RecordId]) -> Vec<BulkRefusal> {
    if ids.is_empty() {
        return Vec::new();
    }
    vec![BulkRefusal {
        kind: RefusalKind::NotFound,
        reason: "There is no such transaction.".into(),
        count: i64::try_from(ids.len()).unwrap_or(i64::MAX),
        sample: Vec::new(),
    }]
}

/// A transaction that was left, by name.
pub(super) fn named(left: &Left) -> Result<TransactionRef, Fault> {
    Ok(TransactionRef {
        id: left.id.parse().map_err(unreadable)?,
        name: left.name.clone(),
        status: left.status,
    })
}

/// Why nothing can be done while a processor has it.
pub(super) const IN_WORK: &str = "It is being processed; wait until the attempt has ended.";

/// Why somebody else's change is not overwritten.
pub(super) const CHANGED: &str = "Somebody changed it meanwhile; look at it again.";

/// Why an undo leaves what is applied.
pub(super) const COMMITTED: &str = "It is Success since then; what was applied is not taken back.";

/// The kind of refusal that a status stands for in an undo.
pub(super) fn in_undo(status: Status) -> Option<(RefusalKind, &'static str)> {
    match status {
        Status::Success => Some((RefusalKind::Committed, COMMITTED)),
        Status::InProgress => Some((RefusalKind::Status, IN_WORK)),
        _ => None,
    }
}
