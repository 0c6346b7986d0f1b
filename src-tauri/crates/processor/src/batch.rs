//! One batch: from claimed transactions through the org to settlements.

use std::collections::HashSet;

use chrono::Duration;
use model::{
    Attempt, AttemptOutcome, LimitUsage, RecordId, RunCounts, SyncErrorCode, SyncProcessorSettings, Timestamp,
};
use org::{Answer, Applied, ItemError, Lane, LaneStep, OrgItem, OrgTransaction};
use store::{Claimed, ClaimedItem, ProcessedItem, Settled, SettledAs, Settlement};

use crate::{
    AttemptFacts, Outcome, PartEnded, Processor, ProcessorError, ProcessorEvent, RefusedItem, RunSummary,
    bulk::{self, OrderValues},
    log_lines::{Occasion, log_entries},
    order::batches,
    outcome_of,
    own_task::on_own_task,
    run::{Batch, Run, signed},
};

impl<OnEvent: FnMut(ProcessorEvent) + Send> Run<'_, OnEvent> {
    /// Applies and settles a batch; answers how many of it were given back untried.
    pub(crate) async fn process(&self, batch: Batch) -> Result<usize, ProcessorError> {
        let claims: Vec<(i64, i64)> = batch
            .claimed
            .iter()
            .map(|claimed| (claimed.arrival, claimed.lease))
            .collect();
        let started_at = self.processor.clock.now();
        if started_at >= batch.holds_until {
            // The machine slept. Others may have these by now, or an admin may have canceled them.
            return self.give_back(claims).await;
        }
        let tried = if self.is_to_be_set_aside(&batch) {
            Ok(self.set_aside(&batch).await.map(|answers| (batch, answers)))
        } else {
            self.survive(on_own_task(apply(self.processor.clone(), batch)))
                .await
        };
        let settled = match tried {
            Ok(Ok((batch, answers))) => self.settle(batch, answers).await,
            Ok(Err(error)) => Err(error),
            Err(crash) => return self.lose(claims, started_at, crash).await,
        };
        if settled.is_err()
            && let Err(second) = self.processor.store.release(claims).await
        {
            tracing::warn!(%second, "claims could not be given back; they come back when their lease runs out");
        }
        settled
    }

    async fn settle(&self, batch: Batch, answers: Answers) -> Result<usize, ProcessorError> {
        self.tell(ProcessorEvent::Applied {
            transactions: answers.answers.len(),
        });
        let (share, claimed) = (answers.share_of_each(), signed(answers.answers.len()));
        let (mut settlements, mut ids, mut untried) = (Vec::new(), Vec::new(), Vec::new());
        for (claimed, answer) in batch.claimed.into_iter().zip(answers.answers) {
            let (records, new_ids, errors) = match answer.applied {
                Applied::Committed { records, new_ids, .. } => {
                    (processed_items(&claimed.items, records), new_ids, Vec::new())
                }
                Applied::Refused(errors) => (Vec::new(), Vec::new(), in_device_order(&claimed, errors)),
                Applied::NotTried => {
                    untried.push((claimed.arrival, claimed.lease));
                    continue;
                }
            };
            let outcome = outcome_for(&claimed, &errors, &batch.settings);
            let ending = Ending {
                outcome,
                errors,
                usage: answer.usage,
                started_at: answers.started_at,
                duration: share,
                ended_at: answers.ended_at,
            };
            ids.push(claimed.transaction.id.clone());
            settlements.push(Settlement {
                records,
                new_ids,
                ..settlement(self.processor, claimed, ending)
            });
        }
        let outcomes: Vec<AttemptOutcome> = settlements
            .iter()
            .map(|settlement| settlement.attempt.outcome)
            .collect();
        let store = self.processor.store.clone();
        let settled = on_own_task(async move { store.settle(settlements).await }).await?;
        let counts = RunCounts {
            claimed,
            ..self.tell_settled(ids, &outcomes, &settled)
        };
        self.tell(ProcessorEvent::PartEnded(PartEnded {
            started_at: answers.started_at,
            ended_at: self.processor.clock.now(),
            counts,
            error: None,
        }));
        self.give_back(untried).await
    }

    /// Counts and tells what was settled; answers the counts.
    fn tell_settled(
        &self,
        ids: Vec<RecordId>,
        outcomes: &[AttemptOutcome],
        settled: &[Settled],
    ) -> RunCounts {
        let (mut changed, mut counts) = (Vec::with_capacity(ids.len()), RunCounts::default());
        self.count(|summary| {
            for ((id, outcome), settled) in ids.into_iter().zip(outcomes).zip(settled) {
                match settled {
                    Settled::LeaseLost => summary.lease_lost += 1,
                    Settled::Updated => {
                        *counter(summary, *outcome) += 1;
                        counts.count(*outcome);
                        changed.push(id);
                    }
                }
            }
        });
        self.tell(ProcessorEvent::Settled {
            ids: changed,
            failed: counts.failed,
        });
        counts
    }

    async fn give_back(&self, claims: Vec<(i64, i64)>) -> Result<usize, ProcessorError> {
        let untried = claims.len();
        if untried > 0 {
            self.count(|summary| summary.given_back += signed(untried));
            self.processor.store.release(claims).await?;
        }
        Ok(untried)
    }
}

/// Sends a batch through the org; answers it with what the org said.
async fn apply(processor: Processor, batch: Batch) -> Result<(Batch, Answers), ProcessorError> {
    let lanes = lanes_of(&batch.claimed);
    let group = batch.settings.optimize_performance_by_grouping_items;
    let sharing = bulk::sharing(&processor.store, &lanes).await?;
    let org_lanes = lanes.iter().map(|lane| org_lane(lane, group, &sharing)).collect();
    let after_refusal = |lane: usize, position: usize, errors: &[ItemError]| {
        let refused = lanes.get(lane).and_then(|lane| lane.get(position));
        match refused.map(|claimed| outcome_for(claimed, errors, &batch.settings)) {
            // What remains pending holds up the later ones of its user.
            Some(Outcome::Retry { .. }) => LaneStep::Stop,
            _ => LaneStep::Continue,
        }
    };
    let started_at = processor.clock.now();
    let answers: Vec<Answer> = processor
        .org
        .apply(org_lanes, &after_refusal)
        .await?
        .into_iter()
        .flatten()
        .collect();
    let (asked, answered) = (batch.claimed.len(), answers.len());
    if asked != answered {
        return Err(ProcessorError::Answers { asked, answered });
    }
    let answers = Answers {
        answers,
        started_at,
        ended_at: processor.clock.now(),
    };
    Ok((batch, answers))
}

/// What the org said, and when.
pub(crate) struct Answers {
    /// One for each claimed transaction, in their order.
    pub(crate) answers: Vec<Answer>,
    pub(crate) started_at: Timestamp,
    pub(crate) ended_at: Timestamp,
}

impl Answers {
    /// The org applies a batch as a whole: a transaction's time is its equal share of it.
    fn share_of_each(&self) -> Duration {
        let tried = self
            .answers
            .iter()
            .filter(|answer| answer.applied != Applied::NotTried)
            .count();
        (self.ended_at - self.started_at) / i32::try_from(tried.max(1)).unwrap_or(i32::MAX)
    }
}

/// How an attempt ended.
struct Ending {
    outcome: Outcome,
    errors: Vec<ItemError>,
    usage: Option<LimitUsage>,
    started_at: Timestamp,
    duration: Duration,
    ended_at: Timestamp,
}

/// One lane per user.
pub(crate) fn lanes_of(claimed: &[Claimed]) -> Vec<&[Claimed]> {
    claimed
        .chunk_by(|a, b| a.transaction.owner_id == b.transaction.owner_id)
        .collect()
}

/// A lane as the org takes it; `sharing` are those that share batches with the one before them.
pub(crate) fn org_lane(lane: &[Claimed], group: bool, sharing: &HashSet<i64>) -> Lane {
    let mut values = OrderValues::default();
    let mut transactions = Vec::with_capacity(lane.len());
    for claimed in lane {
        let shares_batches = group && sharing.contains(&claimed.arrival);
        if !shares_batches {
            values = OrderValues::default();
        }
        transactions.push(OrgTransaction {
            shares_batches,
            ..org_transaction(claimed, group, &mut values)
        });
    }
    Lane { transactions }
}

fn org_transaction<'a>(claimed: &'a Claimed, group: bool, values: &mut OrderValues<'a>) -> OrgTransaction {
    let batches = batches(&claimed.items, group);
    let orders = values.of(&claimed.items, &batches);
    let items = orders.into_iter().zip(&batches).flat_map(|(order, batch)| {
        batch
            .iter()
            .map(move |position| (order, &claimed.items[*position]))
    });
    OrgTransaction {
        id: claimed.transaction.id.clone(),
        owner_id: claimed.transaction.owner_id.clone(),
        enforce_owner_permission: claimed.transaction.is_owner_permission_enforced,
        items: items
            .map(|(order, item)| OrgItem {
                item_id: item.id.clone(),
                object_name: item.object_name.clone(),
                operation: item.operation_type,
                record_identifier: item.record_identifier.clone(),
                field_values: item.field_values.clone(),
                order,
            })
            .collect(),
        known_ids: claimed.known_ids.clone(),
        shares_batches: false,
    }
}

/// What the org's answer means for a transaction.
pub(crate) fn outcome_for(
    claimed: &Claimed,
    errors: &[ItemError],
    settings: &SyncProcessorSettings,
) -> Outcome {
    outcome_of(facts(claimed, &refused_items(claimed, errors)), settings)
}

fn facts<'a>(claimed: &Claimed, refused: &'a [RefusedItem]) -> AttemptFacts<'a> {
    AttemptFacts {
        arrival: claimed.arrival,
        refused,
        failed_attempts: claimed.transaction.number_of_failed_attempts.unwrap_or(0),
        single_attempt: claimed.single_attempt,
    }
}

/// The errors with what their items were to do. An error of no item of the transaction cannot cancel it.
fn refused_items(claimed: &Claimed, errors: &[ItemError]) -> Vec<RefusedItem> {
    let operation_of = |error: &ItemError| claimed.items.iter().find(|item| item.id == error.item_id);
    errors
        .iter()
        .map(|error| RefusedItem {
            code: error.code.clone(),
            operation: operation_of(error).map_or(model::Operation::Insert, |item| item.operation_type),
        })
        .collect()
}

/// The errors in the order of the items on the device, so that the first one, which the transaction shows, does not
/// depend on how the items were grouped.
pub(crate) fn in_device_order(claimed: &Claimed, mut errors: Vec<ItemError>) -> Vec<ItemError> {
    errors.sort_by_key(|error| claimed.items.iter().position(|item| item.id == error.item_id));
    errors
}

/// The items with the Ids that the org (by item) gave their records.
fn processed_items(items: &[ClaimedItem], mut records: Vec<(RecordId, RecordId)>) -> Vec<ProcessedItem> {
    records.sort_unstable();
    let processed = |item: &ClaimedItem| {
        let found = records.binary_search_by(|(id, _)| id.cmp(&item.id)).ok()?;
        let record_id = records.get(found)?.1.clone();
        Some(ProcessedItem {
            key: item.key,
            is_renamed: item.record_identifier.as_deref() != Some(record_id.as_str()),
            record_id,
        })
    };
    items.iter().filter_map(processed).collect()
}

fn settlement(processor: &Processor, claimed: Claimed, ending: Ending) -> Settlement {
    let (outcome, attempt_outcome, message) = told(ending.outcome, ending.ended_at, &ending.errors);
    let next_attempt_at = match outcome {
        SettledAs::Retry { next_attempt_at } => Some(next_attempt_at),
        _ => None,
    };
    let first: Option<&ItemError> = ending.errors.first();
    let occasion = Occasion {
        processor: &processor.name,
        at: ending.ended_at,
        outcome: attempt_outcome,
    };
    let log_entries = log_entries(&processor.ids, &claimed, &ending.errors, &occasion);
    Settlement {
        arrival: claimed.arrival,
        lease: claimed.lease,
        transaction: claimed.transaction,
        outcome,
        attempt: Attempt {
            // The store numbers the attempts of a transaction.
            number: 0,
            started_at: ending.started_at,
            duration_ms: ending.duration.num_milliseconds(),
            outcome: attempt_outcome,
            error_code: first.map(|error| SyncErrorCode::clone(&error.code)),
            message,
            next_attempt_at,
            processor: processor.name.clone(),
            usage: ending.usage,
        },
        records: Vec::new(),
        new_ids: Vec::new(),
        log_entries,
    }
}

/// An outcome as it is written down: the status, how the attempt ended, and why: the rule's reason, else the first
/// error in the org's words.
pub(crate) fn told(
    outcome: Outcome,
    ended_at: Timestamp,
    errors: &[ItemError],
) -> (SettledAs, AttemptOutcome, Option<String>) {
    let (settled_as, attempt, reason) = match outcome {
        Outcome::Success => (SettledAs::Success, AttemptOutcome::Success, None),
        Outcome::Retry { after } => {
            let next_attempt_at = ended_at + after;
            (SettledAs::Retry { next_attempt_at }, AttemptOutcome::Retry, None)
        }
        Outcome::Failed => (SettledAs::Failed, AttemptOutcome::Failed, None),
        Outcome::Canceled { reason } => (SettledAs::Canceled, AttemptOutcome::Canceled, Some(reason)),
        Outcome::Manual { reason } => (SettledAs::Manual, AttemptOutcome::Manual, Some(reason)),
    };
    let message = reason.or_else(|| errors.first().map(|error| error.message.clone()));
    (settled_as, attempt, message)
}

fn counter(summary: &mut RunSummary, outcome: AttemptOutcome) -> &mut i64 {
    match outcome {
        AttemptOutcome::Success => &mut summary.success,
        AttemptOutcome::Retry => &mut summary.retry,
        AttemptOutcome::Failed => &mut summary.failed,
        AttemptOutcome::Canceled => &mut summary.canceled,
        AttemptOutcome::Manual => &mut summary.manual,
    }
}
