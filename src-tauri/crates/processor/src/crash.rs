//! Transactions that take their processor down. A panic is caught and the org is waited for only so long; what kills
//! the whole program is found when its claims have run out. Either way the transactions of the batch become suspects,
//! each of which is then processed alone; the one that goes on crashing is set aside.

use std::{any::Any, future::Future, panic::AssertUnwindSafe};

use futures::FutureExt as _;
use model::{RunCounts, SyncErrorCode, Timestamp};
use org::{Answer, Applied, ItemError};
use store::Claimed;

use crate::{
    PartEnded, ProcessorError, ProcessorEvent,
    batch::Answers,
    run::{Batch, Run, signed},
};

impl<OnEvent: FnMut(ProcessorEvent) + Send> Run<'_, OnEvent> {
    /// Waits for the org as long as the pace allows. When it panics or does not answer in that time, that is told in
    /// words; what it committed all the same is in its ledger.
    pub(crate) async fn survive<T>(&self, work: impl Future<Output = T>) -> Result<T, String> {
        let patience = self.processor.pace.patience.to_std().unwrap_or_default();
        // All that a panic can leave half done is the work itself, which is not used again.
        let guarded = AssertUnwindSafe(work).catch_unwind();
        let crash = match tokio::time::timeout(patience, guarded).await {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(panic)) => format!("a defect of this program: {}", words(&*panic)),
            Err(_) => format!("the org did not answer in {} s", patience.as_secs_f32()),
        };
        tracing::error!(crash, "a batch crashed");
        Err(crash)
    }

    /// Gives claims back whose attempt crashed, and tells why. None of them counts as untried: they come again alone.
    pub(crate) async fn lose(
        &self,
        claims: Vec<(i64, i64)>,
        started_at: Timestamp,
        crash: String,
    ) -> Result<usize, ProcessorError> {
        let claimed = signed(claims.len());
        self.count(|summary| summary.given_back += claimed);
        self.processor.store.lose(claims).await?;
        self.tell(ProcessorEvent::PartEnded(PartEnded {
            started_at,
            ended_at: self.processor.clock.now(),
            counts: RunCounts {
                claimed,
                ..RunCounts::default()
            },
            error: Some(format!(
                "the batch crashed: {crash}; its transactions went back to the queue, where each is tried alone"
            )),
        }));
        Ok(0)
    }

    /// Whether the batch is one transaction that lost its processor too often.
    pub(crate) fn is_to_be_set_aside(&self, batch: &Batch) -> bool {
        let most = self.processor.pace.most_crashes;
        matches!(batch.claimed.as_slice(), [only] if only.lost_claims >= most)
    }

    /// Answers for such a transaction without trying it again: what the ledger has of it, or that it crashed.
    pub(crate) async fn set_aside(&self, batch: &Batch) -> Result<Answers, ProcessorError> {
        let started_at = self.processor.clock.now();
        let ids: Vec<_> = batch
            .claimed
            .iter()
            .map(|claimed| claimed.transaction.id.clone())
            .collect();
        let recorded = self.processor.org.recorded(&ids).await?;
        let answers = batch.claimed.iter().zip(recorded);
        let answers = answers.map(|(claimed, recorded)| Answer::unused(untried(claimed, recorded)));
        Ok(Answers {
            answers: answers.collect(),
            started_at,
            ended_at: self.processor.clock.now(),
        })
    }
}

/// What becomes of a transaction that is set aside: what the ledger has of it, or that it crashed.
pub(crate) fn untried(claimed: &Claimed, recorded: Option<Applied>) -> Applied {
    recorded.unwrap_or_else(|| Applied::Refused(vec![crashed(claimed)]))
}

fn crashed(claimed: &Claimed) -> ItemError {
    ItemError {
        // No item in particular is to blame.
        item_id: claimed.transaction.id.clone(),
        code: SyncErrorCode::ProcessorCrashed,
        message: format!(
            "The Sync Processor ended abnormally {} times while it worked on this transaction, so it was set aside; \
             nothing of it was applied. Look for what is unusual in its items; then edit and retry it, or ignore it.",
            claimed.lost_claims
        ),
        object_name: String::new(),
        field_name: None,
        value: None,
    }
}

/// What a panic says.
fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without words")
}
