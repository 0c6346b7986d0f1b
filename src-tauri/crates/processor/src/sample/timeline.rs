//! The sample lives through its days: causes, uploads, runs of the processor, the admin's mornings, in order.

use std::{ops::Range, sync::Arc};

use async_trait::async_trait;
use chrono::{Days, Duration, DurationRound as _, NaiveTime};
use model::{Clock as _, IdGenerator, ManualClock, Timestamp};
use org::{Answer, Applied, Catalogue, ItemError, Lane, LaneStep, LocalOrg, Org, OrgError, OrgRecord};
use rand_chacha::ChaCha12Rng;
use store::Store;
use tokio_util::sync::CancellationToken;

use super::{
    SampleOptions,
    admin::Admin,
    agenda::{Agenda, What},
    mishap::Trouble,
    org_change::OrgChange,
    uploads::fill,
    world::World,
};
use crate::{Pace, Processor, ProcessorError, RunOptions, RunSummary};

/// Retries that are due within this time are tried together.
const TICK: Duration = Duration::minutes(5);
/// The hour (UTC) at which the admin looks after failures.
const ADMIN_HOUR: i64 = 8;

/// Something that happens.
enum Event {
    Cause(OrgChange),
    /// The slots that are uploaded at this time.
    Upload(Range<usize>),
    AdminLooks,
}

/// What the days are lived with.
pub(super) struct Timeline<'a> {
    pub(super) options: &'a SampleOptions,
    pub(super) store: &'a Store,
    pub(super) org: &'a LocalOrg,
    pub(super) clock: &'a Arc<ManualClock>,
    pub(super) ids: &'a Arc<IdGenerator>,
    pub(super) rng: &'a mut ChaCha12Rng,
    pub(super) cancel: &'a CancellationToken,
}

impl Timeline<'_> {
    /// Lives through the agenda; answers what the processor did. `progress` gets transactions uploaded, and all.
    pub(super) async fn live(
        &mut self,
        world: &mut World,
        agenda: Agenda,
        mut progress: impl FnMut(i64, i64) + Send,
    ) -> Result<RunSummary, ProcessorError> {
        let processor = self.processor();
        let mut admin = Admin::new(self.store, self.org, self.clock, self.ids);
        let mut total = RunSummary::starting_at(self.clock.now());
        let all = i64::try_from(agenda.slots.len()).unwrap_or(i64::MAX);
        let last_upload = agenda.slots.last().map(|slot| slot.uploaded_at);
        for (at, event) in events(self.options, &agenda) {
            if self.cancel.is_cancelled() {
                return Err(ProcessorError::SampleCanceled);
            }
            self.retry_until(at, &processor, &mut total).await?;
            self.clock.set(at.max(self.clock.now()));
            match event {
                Event::Cause(change) => change.apply(world, self.org, self.clock, self.ids).await?,
                Event::AdminLooks => admin.look_after_failures(world).await?,
                Event::Upload(slots) => {
                    let done = i64::try_from(slots.end).unwrap_or(i64::MAX);
                    self.upload(slots, &agenda, world, &mut admin).await?;
                    progress(done, all);
                }
            }
            // What is uploaded last is left for the admin to process.
            if Some(at) != last_upload {
                self.run(&processor, &mut total).await?;
            }
        }
        Ok(total)
    }

    fn processor(&self) -> Processor {
        let org: Arc<dyn Org> = Arc::new(UnhurriedOrg {
            org: self.org.clone(),
            clock: Arc::clone(self.clock),
        });
        let clock: Arc<ManualClock> = Arc::clone(self.clock);
        // One worker: the order of batches must not depend on how fast they are.
        let pace = Pace {
            workers: 1,
            ..Pace::default()
        };
        Processor::new(
            self.store.clone(),
            org,
            clock,
            Arc::clone(self.ids),
            "Sync Processor",
        )
        .with_pace(pace)
    }

    /// Tries again what is due before `moment`.
    async fn retry_until(
        &self,
        moment: Timestamp,
        processor: &Processor,
        total: &mut RunSummary,
    ) -> Result<(), ProcessorError> {
        while let Some(due) = self.store.next_retry_at().await? {
            let tick = due.max(self.clock.now()).duration_trunc(TICK).unwrap_or(due) + TICK;
            if tick >= moment {
                break;
            }
            self.clock.set(tick);
            // What is due and yet not to be had is held up by an earlier one: the next event may change that.
            if self.run(processor, total).await?.claimed == 0 {
                break;
            }
        }
        Ok(())
    }

    async fn run(&self, processor: &Processor, total: &mut RunSummary) -> Result<RunSummary, ProcessorError> {
        let options = RunOptions {
            lookback_days: i64::from(self.options.days) + 1,
            until_empty: true,
        };
        let summary = processor.run(options, |_| {}, self.cancel.clone()).await?;
        total.add(&summary);
        Ok(summary)
    }

    async fn upload(
        &mut self,
        slots: Range<usize>,
        agenda: &Agenda,
        world: &mut World,
        admin: &mut Admin<'_>,
    ) -> Result<(), ProcessorError> {
        let mut uploads = Vec::with_capacity(slots.len());
        for slot in &agenda.slots[slots] {
            let (upload, trouble): (_, Option<Trouble>) = fill(slot, world, self.ids, self.rng);
            if let (Some(trouble), What::Wrong { handling, .. }) = (trouble, slot.what) {
                admin
                    .troubles
                    .insert(upload.transaction.id.clone(), (trouble, handling));
            }
            uploads.push(upload);
        }
        self.store.receive(uploads).await?;
        Ok(())
    }
}

/// Everything that happens, in order; of what happens at one time causes come first, then uploads.
fn events(options: &SampleOptions, agenda: &Agenda) -> Vec<(Timestamp, Event)> {
    let mut events: Vec<(Timestamp, Event)> = agenda
        .causes
        .iter()
        .map(|(at, change)| (*at, Event::Cause(change.clone())))
        .collect();
    let mut from = 0;
    for upload in agenda.slots.chunk_by(|a, b| a.uploaded_at == b.uploaded_at) {
        events.push((upload[0].uploaded_at, Event::Upload(from..from + upload.len())));
        from += upload.len();
    }
    let today = options.now.date_naive();
    let mornings = (0..u64::from(options.days)).map(|back| today - Days::new(back));
    let looks = mornings.map(|day| day.and_time(NaiveTime::MIN).and_utc() + Duration::hours(ADMIN_HOUR));
    events.extend(
        looks
            .filter(|at| *at < options.now)
            .map(|at| (at, Event::AdminLooks)),
    );
    events.sort_by_key(|(at, _)| *at);
    events
}

/// The sample's org, which takes its time as a real one would: the clock of the sample moves on.
struct UnhurriedOrg {
    org: LocalOrg,
    clock: Arc<ManualClock>,
}

#[async_trait]
impl Org for UnhurriedOrg {
    async fn catalogue(&self) -> Result<Arc<Catalogue>, OrgError> {
        self.org.catalogue().await
    }

    async fn apply(
        &self,
        lanes: Vec<Lane>,
        on_refused: &(dyn for<'a> Fn(usize, usize, &'a [ItemError]) -> LaneStep + Sync),
    ) -> Result<Vec<Vec<Answer>>, OrgError> {
        let items: usize = lanes
            .iter()
            .flat_map(|lane| &lane.transactions)
            .map(|each| each.items.len())
            .sum();
        let answers = self.org.apply(lanes, on_refused).await?;
        self.clock.advance(Duration::milliseconds(
            40 + 11 * i64::try_from(items).unwrap_or(0),
        ));
        Ok(answers)
    }

    async fn recorded(&self, ids: &[model::RecordId]) -> Result<Vec<Option<Applied>>, OrgError> {
        self.org.recorded(ids).await
    }

    async fn record(&self, id: &model::RecordId) -> Result<Option<OrgRecord>, OrgError> {
        self.org.record(id).await
    }
}
