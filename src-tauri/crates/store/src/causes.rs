//! Entries of the cause catalogue that admins made.

use model::{Cause, CauseFix, CauseMatch, CauseOwner};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{DecisionSubject, Store, StoreError, decisions, tables::own_cause};

/// What an admin writes into an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CauseValues {
    /// Which errors it explains.
    pub matches: CauseMatch,
    /// In a few words.
    pub title: String,
    /// The cause, in plain words.
    pub cause: String,
    /// Who can mend it.
    pub owner: CauseOwner,
    /// What to do, step by step.
    pub recipe: Vec<String>,
    /// What the console can do about it.
    pub fix: Option<CauseFix>,
}

/// What became of a change of an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum CauseAnswer {
    /// Done; the entry as it is now or, after a deletion, as it was.
    Saved(Cause),
    /// Someone changed it meanwhile; this is what it is now. Nothing was changed.
    Conflict(Cause),
    /// There is no such entry.
    NotFound,
}

impl From<Cause> for CauseValues {
    fn from(cause: Cause) -> Self {
        Self {
            matches: cause.matches,
            title: cause.title,
            cause: cause.cause,
            owner: cause.owner,
            recipe: cause.recipe,
            fix: cause.fix,
        }
    }
}

impl Store {
    /// The entries that admins made, by error code.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn own_causes(&self) -> Result<Vec<Cause>, StoreError> {
        self.read(async |c| Ok(own_cause::all(c).await?)).await
    }

    /// Adds an entry, and keeps who did.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn add_cause(&self, values: &CauseValues, actor: &str) -> Result<CauseAnswer, StoreError> {
        self.write(async |w| {
            let id = own_cause::insert(w, values).await?;
            let subject = DecisionSubject::Cause { id };
            decisions::note(w, subject, None::<&CauseValues>, Some(values), actor).await?;
            let added = own_cause::get(w, id).await?;
            Ok(added.map_or(CauseAnswer::NotFound, CauseAnswer::Saved))
        })
        .await
    }

    /// Changes an entry, and keeps who did.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn save_cause(
        &self,
        id: i64,
        expected_version: i64,
        values: &CauseValues,
        actor: &str,
    ) -> Result<CauseAnswer, StoreError> {
        self.write(async |w| {
            let Some(before) = own_cause::get(w, id).await? else {
                return Ok(CauseAnswer::NotFound);
            };
            if before.version != expected_version {
                return Ok(CauseAnswer::Conflict(before));
            }
            own_cause::update(w, id, values).await?;
            let before = CauseValues::from(before);
            decisions::note(
                w,
                DecisionSubject::Cause { id },
                Some(&before),
                Some(values),
                actor,
            )
            .await?;
            let saved = own_cause::get(w, id).await?;
            Ok(saved.map_or(CauseAnswer::NotFound, CauseAnswer::Saved))
        })
        .await
    }

    /// Deletes an entry, and keeps who did; what was decided about it before stays.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn delete_cause(
        &self,
        id: i64,
        expected_version: i64,
        actor: &str,
    ) -> Result<CauseAnswer, StoreError> {
        self.write(async |w| {
            let Some(before) = own_cause::get(w, id).await? else {
                return Ok(CauseAnswer::NotFound);
            };
            if before.version != expected_version {
                return Ok(CauseAnswer::Conflict(before));
            }
            own_cause::delete(w, id).await?;
            let values = CauseValues::from(before.clone());
            let subject = DecisionSubject::Cause { id };
            decisions::note(w, subject, Some(&values), None::<&CauseValues>, actor).await?;
            Ok(CauseAnswer::Saved(before))
        })
        .await
    }
}
