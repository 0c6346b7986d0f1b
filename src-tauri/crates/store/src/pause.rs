//! Pausing the Sync Processor, for every program at once.

use model::{Pause, timestamp};

use crate::{
    Change, SettingsScope, Store, StoreError,
    tables::{
        pause,
        setting::{self, StoredChange},
    },
};

impl Store {
    /// Why the processor is paused; none when it is not.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn pause(&self) -> Result<Option<Pause>, StoreError> {
        self.read(async |c| Ok(pause::get(c).await?)).await
    }

    /// Pauses the processor, or lets it go on. While it is paused, nothing is claimed, by whichever program; what was
    /// claimed before is still settled. Answers the pause that holds now: the first stands. Who did it and why is
    /// kept with the changes of the processor's settings.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was changed.
    pub async fn set_paused(&self, paused: bool, change: &Change) -> Result<Option<Pause>, StoreError> {
        self.write(async |w| {
            let changed = if paused {
                let begun = Pause {
                    by: change.actor.clone(),
                    at: timestamp(w.now),
                    reason: change.reason.clone(),
                };
                pause::begin(w, &begun).await?
            } else {
                pause::end(w).await?
            };
            if changed {
                let noted = StoredChange {
                    scope: SettingsScope::Processor.key(),
                    changed_at: w.now,
                    actor: change.actor.clone(),
                    field: "paused".into(),
                    old_value: (!paused).to_string(),
                    new_value: paused.to_string(),
                    reason: change.reason.clone(),
                };
                setting::note(w, &noted).await?;
            }
            Ok(pause::get(w).await?)
        })
        .await
    }
}
