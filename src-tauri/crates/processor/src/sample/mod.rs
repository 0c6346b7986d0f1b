//! The sample: an org and sixty days of uploads of its users, processed day by day by the real Sync Processor, so
//! that every error in it is genuine.

mod activity;
mod admin;
mod agenda;
mod builder;
mod draft;
mod mishap;
mod org_change;
mod rep;
mod timeline;
mod uploads;
mod words;
mod world;

use std::{collections::BTreeMap, path::Path, sync::Arc};

use chrono::Duration;
use model::{IdGenerator, ManualClock, MobileSyncSettingsOverride, Timestamp};
use org::{LocalOrg, Org as _, SeedRecord};
use rand::SeedableRng as _;
use rand_chacha::ChaCha12Rng;
use store::{Change, Store};
use tokio_util::sync::CancellationToken;

use self::{agenda::Agenda, builder::Builder, timeline::Timeline, world::World};
use crate::{ProcessorError, RunSummary};

/// What sample to make. The same options make the same sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleOptions {
    /// Field users.
    pub users: u32,
    /// Profiles they are spread over.
    pub profiles: u32,
    /// Territories they work in.
    pub territories: u32,
    /// Transactions they upload.
    pub transactions: u32,
    /// Days before `now` on which they do so.
    pub days: u32,
    /// Another seed, another sample.
    pub seed: u64,
    /// The moment at which the sample ends.
    pub now: Timestamp,
}

impl SampleOptions {
    /// The default sample, ending at `now`: 200 users in 5 profiles and 40 territories, 20,000 transactions over 60
    /// days, seed 1.
    pub fn new(now: Timestamp) -> Self {
        Self {
            users: 200,
            profiles: 5,
            territories: 40,
            transactions: 20_000,
            days: 60,
            seed: 1,
            now,
        }
    }
}

/// Makes a store and an org at two paths where nothing is yet. The sample lives through its own past, so the files
/// are closed again at the end: open them with the clock of the present. `progress` gets transactions done and
/// transactions in all. Answers what the processor did in those days.
///
/// # Errors
/// When a file cannot be made or written, or the caller cancels. The files are then taken away again.
pub async fn make_sample(
    store_path: &Path,
    org_path: &Path,
    options: &SampleOptions,
    progress: impl FnMut(i64, i64) + Send,
    cancel: CancellationToken,
) -> Result<RunSummary, ProcessorError> {
    let clock = Arc::new(ManualClock::new(
        options.now - Duration::days(i64::from(options.days) + 1),
    ));
    // What was there before stays there.
    let own: Vec<&Path> = [store_path, org_path]
        .into_iter()
        .filter(|path| !path.exists())
        .collect();
    let made = make(store_path, org_path, options, &clock, progress, &cancel).await;
    if made.is_err() {
        own.into_iter().for_each(take_away);
    }
    made
}

async fn make(
    store_path: &Path,
    org_path: &Path,
    options: &SampleOptions,
    clock: &Arc<ManualClock>,
    progress: impl FnMut(i64, i64) + Send,
    cancel: &CancellationToken,
) -> Result<RunSummary, ProcessorError> {
    let ids = Arc::new(IdGenerator::seeded(options.seed));
    let mut rng = ChaCha12Rng::seed_from_u64(options.seed);
    let store = Store::create(store_path, Arc::clone(clock) as _).await?;
    let org = LocalOrg::create(org_path, Arc::clone(clock) as _, Arc::clone(&ids)).await?;
    let catalogue = org.catalogue().await?;
    let mut builder = Builder::new(options, &catalogue, &ids, &mut rng);
    let agenda = Agenda::new(options, &mut builder);
    let mut world = builder.world;
    found(&world, &store, &org).await?;
    let mut timeline = Timeline {
        options,
        store: &store,
        org: &org,
        clock,
        ids: &ids,
        rng: &mut rng,
        cancel,
    };
    let lived = timeline.live(&mut world, agenda, progress).await;
    store.close().await;
    org.close().await;
    lived
}

/// Puts the world into store and org.
async fn found(world: &World, store: &Store, org: &LocalOrg) -> Result<(), ProcessorError> {
    let mut by_object: BTreeMap<&str, Vec<SeedRecord>> = BTreeMap::new();
    for record in &world.records {
        let values = record.values.as_object().cloned().unwrap_or_default();
        by_object.entry(record.object).or_default().push(SeedRecord {
            id: record.id.clone(),
            values,
        });
    }
    for (object, records) in by_object {
        org.load(object, &records).await?;
    }
    store.upsert_profiles(&world.profiles).await?;
    store.upsert_users(&world.users()).await?;
    if let Some(profile) = world.profiles.get(1) {
        let value = MobileSyncSettingsOverride {
            mobile_offline_days_limit: Some(14),
            number_of_items_per_transaction: Some(20),
            ..MobileSyncSettingsOverride::default()
        };
        let reason = "Key accounts are visited in long trips without Wi-Fi".to_owned();
        let change = Change {
            actor: admin::NAME.to_owned(),
            reason,
        };
        store
            .set_profile_settings(&profile.id, &value, 0, &change)
            .await?;
    }
    Ok(())
}

/// Removes what was made of a file and its log.
fn take_away(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        if let Err(error) = std::fs::remove_file(&file)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(?file, %error, "an unfinished file could not be removed");
        }
    }
}
