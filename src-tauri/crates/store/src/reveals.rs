//! Personal data that was revealed.

use model::{Reveal, Revealed, timestamp};

use crate::{Store, StoreError, tables::reveal};

impl Store {
    /// Keeps that personal data is revealed to somebody. To be called before the value is answered, so that none is
    /// seen without being on record.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing may be revealed.
    pub async fn note_reveal(
        &self,
        what: &Revealed,
        actor: &str,
        reason: Option<&str>,
    ) -> Result<Reveal, StoreError> {
        self.write(async |w| {
            let now = w.now;
            let number = reveal::insert(w, now, actor, what, reason).await?;
            Ok(Reveal {
                number,
                revealed_at: timestamp(now),
                actor: actor.to_owned(),
                what: what.clone(),
                reason: reason.map(str::to_owned),
            })
        })
        .await
    }

    /// What was revealed, newest first, at most `limit`; before the one of this number, or from the newest on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn reveals(&self, before: Option<i64>, limit: i64) -> Result<Vec<Reveal>, StoreError> {
        let before = before.unwrap_or(i64::MAX);
        self.read(async |c| Ok(reveal::page(c, before, limit).await?))
            .await
    }
}
