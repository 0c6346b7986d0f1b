//! Bulk jobs within a history, and their undo.

use model::{BulkAction, BulkState, PatchChange, PatchRule, Status};
use proptest::sample::Index;
use store::{BulkOrder, BulkScope, StatusRequest, TransactionFilter};

use super::{
    History,
    command::{Bulk, BulkKind, Chosen},
    told,
    world::because,
};
use crate::reference::{Action, BulkDeed, Job};

/// What a job did and what it left, in transactions.
type Tally = (usize, usize);

impl History {
    /// An admin does something to many.
    pub(super) async fn bulk(&mut self, bulk: &Bulk) -> Result<(), String> {
        let Some((scope, numbers)) = self.chosen(&bulk.chosen).await? else {
            return Ok(());
        };
        let (action, deed) = self.deed(&bulk.deed);
        let done = numbers
            .chunks(bulk.portion)
            .take(bulk.stops_after.unwrap_or(usize::MAX));
        let done: Vec<&[usize]> = done.collect();
        let id = self.work(action, scope, &numbers, &done).await?;
        let mut job = Job::default();
        let mut refused = 0;
        for portion in &done {
            let is_stale = matches!(bulk.chosen, Chosen::These { is_stale: true, .. });
            refused += match is_stale {
                true => portion.len(),
                false => self.reference.bulk(&mut job, &deed, portion),
            };
        }
        self.jobs.push((id, job));
        let meant: usize = done.iter().map(|portion| portion.len()).sum();
        self.check_tally(id, (meant - refused, refused)).await
    }

    /// An admin takes back what one of the jobs did.
    pub(super) async fn undo(&mut self, which: &Index, portion: usize) -> Result<(), String> {
        if self.jobs.is_empty() {
            return Ok(());
        }
        let (of, undone) = which.get(&self.jobs).clone();
        let numbers = undone.to_undo();
        let portions: Vec<&[usize]> = numbers.chunks(portion).collect();
        let scope = BulkScope::Journal { job: of };
        let id = self
            .work(BulkAction::Undo { of }, scope, &numbers, &portions)
            .await?;
        let mut job = Job::default();
        let mut refused = 0;
        for portion in &portions {
            refused += self.reference.undo(&mut job, &undone, portion);
        }
        self.reference.end_undo();
        self.check_tally(id, (numbers.len() - refused, refused)).await
    }

    /// Which a job is about, as it is asked for and in order of arrival; none when there are no transactions yet.
    async fn chosen(&self, chosen: &Chosen) -> Result<Option<(BulkScope, Vec<usize>)>, String> {
        let (which, is_stale) = match chosen {
            Chosen::These { which, is_stale } => (which, *is_stale),
            Chosen::WithStatus(status) => {
                let filter = TransactionFilter {
                    statuses: vec![*status],
                    ..TransactionFilter::default()
                };
                let scope = BulkScope::Filter {
                    filter: Box::new(filter),
                };
                return Ok(Some((scope, self.with_status(*status))));
            }
        };
        if self.ids.is_empty() {
            return Ok(None);
        }
        let mut numbers: Vec<usize> = which.iter().map(|which| which.index(self.ids.len())).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let ids: Vec<_> = numbers.iter().map(|number| self.ids[*number].clone()).collect();
        let rows = self.world.parts.store.rows(&ids).await.map_err(told)?;
        let targets = rows.into_iter().map(|row| StatusRequest {
            id: row.id,
            expected_version: Some(row.version - i64::from(is_stale)),
        });
        let targets = targets.collect();
        Ok(Some((BulkScope::Ids { targets }, numbers)))
    }

    fn with_status(&self, status: Status) -> Vec<usize> {
        let all = self.reference.transactions.iter().enumerate();
        all.filter(|(_, it)| it.status == status)
            .map(|(number, _)| number)
            .collect()
    }

    /// What a job does, for the product and for the model.
    fn deed(&mut self, kind: &BulkKind) -> (BulkAction, BulkDeed) {
        let patch = |of_visits: bool, [of_visit, of_account]: [&str; 2], change| BulkAction::Patch {
            rule: PatchRule {
                object_name: if of_visits { "Visit" } else { "Account" }.to_owned(),
                field: if of_visits { of_visit } else { of_account }.to_owned(),
                change,
            },
        };
        match *kind {
            BulkKind::Act(action) => (act(action), BulkDeed::Act(action)),
            BulkKind::Mend { of_visits } => (
                patch(of_visits, ["Channel", "Type"], PatchChange::Remove),
                BulkDeed::Mend { of_visits },
            ),
            BulkKind::Write { of_visits } => {
                self.edits += 1;
                let text = format!("patched {}", self.edits);
                let value = format!("\"{text}\"");
                (
                    patch(
                        of_visits,
                        ["InstructionDescription", "Description"],
                        PatchChange::Set { value },
                    ),
                    BulkDeed::Write { of_visits, text },
                )
            }
        }
    }

    /// Carries a job out, as far as these portions; answers its number.
    async fn work(
        &self,
        action: BulkAction,
        scope: BulkScope,
        numbers: &[usize],
        portions: &[&[usize]],
    ) -> Result<i64, String> {
        let (store, change) = (&self.world.parts.store, because());
        let targets = store.bulk_targets(&scope).await.map_err(told)?;
        let arrivals = |numbers: &[usize]| {
            numbers
                .iter()
                .map(|number| *number as i64 + 1)
                .collect::<Vec<_>>()
        };
        let found: Vec<i64> = targets.found.iter().map(|(arrival, _)| *arrival).collect();
        if found != arrivals(numbers) {
            return Err(format!(
                "{scope:?} is about {found:?}, but must be about {numbers:?}"
            ));
        }
        let order = BulkOrder {
            action: action.clone(),
            title: "many".to_owned(),
            scope,
            total: targets.total(),
        };
        let job = store
            .begin_bulk(&order, &targets.missing, &change)
            .await
            .map_err(told)?
            .id;
        let mut left = &targets.found[..];
        for portion in portions {
            let (batch, others) = left.split_at(portion.len());
            left = others;
            match &action {
                BulkAction::Patch { rule } => {
                    store.patch_batch(job, rule, batch, &|_, _| None, &change).await
                }
                BulkAction::Undo { of } => store.undo_batch(job, *of, &arrivals(portion), &change).await,
                action => store.bulk_batch(job, action, batch, &change).await,
            }
            .map_err(told)?;
        }
        let state = match left.is_empty() {
            true => BulkState::Completed,
            false => BulkState::Canceled,
        };
        store.end_bulk(job, state, None).await.map_err(told)?;
        Ok(job)
    }

    async fn check_tally(&self, job: i64, must_be: Tally) -> Result<(), String> {
        let detail = self.world.parts.store.bulk_job(job).await.map_err(told)?;
        let detail = detail.ok_or_else(|| format!("job {job} is lost"))?;
        let (done, refused) = must_be;
        match (detail.job.done, detail.job.refused) == (done as i64, refused as i64) {
            true => Ok(()),
            false => Err(format!(
                "a job did {detail:?}, but must do {done} and leave {refused}"
            )),
        }
    }
}

fn act(action: Action) -> BulkAction {
    match action {
        Action::Retry => BulkAction::Retry,
        Action::Ignore => BulkAction::Ignore,
        Action::MarkManual => BulkAction::MarkManual,
        Action::MarkResolved => unreachable!("each is resolved with a comment of its own"),
    }
}
