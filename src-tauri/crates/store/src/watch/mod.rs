//! The watch: what its rules look at, and the inbox of what it told.

mod facts;

use model::{Notice, NoticeAbout, NoticeStep, WatchFacts, WatchSettings, notice_steps};

use crate::{
    Change, SettingsAnswer, SettingsScope, Store, StoreError, Versioned, engine::Fault, settings,
    store::Writing, tables::notice,
};

#[cfg(test)]
pub(crate) use facts::{OLDEST_STUCK, STUCK};

/// So many notices are kept, the newest, and those that are not over.
pub const KEPT_NOTICES: i64 = 1_000;

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// What came of a look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noted {
    /// Notices that are new.
    pub raised: Vec<Notice>,
    /// Whether anything in the inbox is another now.
    pub has_changed: bool,
}

/// Some of the notices, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePage {
    /// The notices.
    pub notices: Vec<Notice>,
    /// Whether there are older ones.
    pub has_more: bool,
}

impl Store {
    /// What the watch looks for.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn watch_settings(&self) -> Result<Versioned<WatchSettings>, StoreError> {
        self.read(async |c| settings::get(c, &SettingsScope::Watch).await)
            .await
    }

    /// Changes what the watch looks for.
    ///
    /// # Errors
    /// When a value is outside its range, or the store cannot be written; then nothing was changed.
    pub async fn set_watch_settings(
        &self,
        value: &WatchSettings,
        expected_version: i64,
        change: &Change,
    ) -> Result<SettingsAnswer<WatchSettings>, StoreError> {
        value.check()?;
        self.write(async |w| settings::set(w, &SettingsScope::Watch, value, expected_version, change).await)
            .await
    }

    /// What the rules look at, now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn watch_facts(&self, settings: &WatchSettings) -> Result<WatchFacts, StoreError> {
        let now = self.now();
        self.read(async |c| facts::facts(c, settings, now).await).await
    }

    /// Keeps that these conditions hold now, and no others. One that is over and comes back within the cooldown goes
    /// on with its notice. Writes only when something is another.
    ///
    /// # Errors
    /// When the store cannot be read or written; then nothing was changed.
    pub async fn note_conditions(
        &self,
        conditions: Vec<NoticeAbout>,
        cooldown_minutes: i64,
    ) -> Result<Noted, StoreError> {
        let since = self.now().saturating_sub(cooldown_minutes.saturating_mul(MINUTE));
        let known = self.read(async |c| Ok(notice::known(c, since).await?)).await?;
        if notice_steps(known, conditions.clone()).is_empty() {
            return Ok(Noted::default());
        }
        self.write(async |w| {
            // Another program may have looked meanwhile.
            let steps = notice_steps(notice::known(w, since).await?, conditions);
            let mut noted = Noted {
                raised: Vec::new(),
                has_changed: !steps.is_empty(),
            };
            let now = w.now;
            for step in steps {
                match step {
                    NoticeStep::Raise(about) => noted.raised.push(raise(w, &about).await?),
                    NoticeStep::GoOn { id, about } => notice::go_on(w, id, &about, now).await?,
                    NoticeStep::End { id } => notice::end(w, id, now).await?,
                }
            }
            Ok(noted)
        })
        .await
    }

    /// Puts a test notice into the inbox. It is over at once, and counts as told.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn raise_test_notice(&self) -> Result<Notice, StoreError> {
        self.write(async |w| {
            let now = w.now;
            let test = raise(w, &NoticeAbout::Test {}).await?;
            notice::end(w, test.id, now).await?;
            notice::note_told(w, test.id, now).await?;
            Ok(notice::get(w, test.id).await?.unwrap_or(test))
        })
        .await
    }

    /// Notices in the inbox before the one numbered `before` (none: from the newest on), newest first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn notices(
        &self,
        before: Option<i64>,
        only_unread: bool,
        limit: usize,
    ) -> Result<NoticePage, StoreError> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        self.read(async |c| {
            let mut notices = notice::page(c, before.unwrap_or(i64::MAX), only_unread, most).await?;
            let has_more = notices.len() > limit;
            notices.truncate(limit);
            Ok(NoticePage { notices, has_more })
        })
        .await
    }

    /// How many notices are not read.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn unread_notices(&self) -> Result<i64, StoreError> {
        self.read(async |c| Ok(notice::unread(c).await?)).await
    }

    /// Marks notices as read: these, or all when none are named. Answers whether any was not.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn mark_notices_read(&self, ids: Option<&[i64]>) -> Result<bool, StoreError> {
        self.write(async |w| {
            let now = w.now;
            Ok(notice::mark_read(w, ids, now).await?)
        })
        .await
    }

    /// Takes what was read out of the inbox. What goes on is not told anew because of that. Answers whether there was
    /// anything.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn clear_notices(&self) -> Result<bool, StoreError> {
        self.write(async |w| {
            let now = w.now;
            Ok(notice::clear(w, now).await?)
        })
        .await
    }

    /// The notices that nobody has read or was told of, oldest first. From now on they count as told, so that of
    /// several programs one tells.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn take_untold_notices(&self) -> Result<Vec<Notice>, StoreError> {
        if !self.read(async |c| Ok(notice::has_untold(c).await?)).await? {
            return Ok(Vec::new());
        }
        self.write(async |w| {
            let now = w.now;
            Ok(notice::tell(w, now).await?)
        })
        .await
    }
}

async fn raise(w: &mut Writing, about: &NoticeAbout) -> Result<Notice, Fault> {
    let now = w.now;
    let id = notice::insert(w, about, now).await?;
    notice::delete_until(w, id - KEPT_NOTICES).await?;
    let raised = notice::get(w, id).await?;
    raised.ok_or_else(|| StoreError::Unreadable(format!("notice {id}")).into())
}
