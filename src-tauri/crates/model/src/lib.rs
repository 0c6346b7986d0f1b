//! The domain of the Synchronization Admin Console: transactions and their items, statuses and their legal
//! changes, settings, error codes, Ids and the clock.
//!
//! It must not do I/O of any kind. Everything else builds on it, so it knows nothing of the others.
//!
//! Record types ([`Transaction`], [`Item`], [`LogEntry`], ...) carry every field of the Salesforce object of
//! the same meaning and serialise under its API names (`OfflineUniqueIdentifier`), so JSON, CSV and screen
//! speak the words that admins know. Types of our own serialise in camelCase.

mod batch_job;
mod bulk;
mod cause;
mod clock;
mod cron;
mod error_code;
mod error_fingerprint;
mod explanation;
mod history;
mod id;
mod item;
mod limits;
mod log_entry;
mod operation;
mod patch;
mod payload;
mod people;
mod personal_data;
mod reveal;
mod schedule;
mod setting_value;
mod settings;
mod stable_hash;
mod status;
mod transaction;
mod watch;

pub use batch_job::{BatchJob, BatchJobPart, BatchJobStatus, RunCounts, RunTrigger, UnknownRunWord};
pub use bulk::{BulkAction, BulkJob, BulkRefusal, BulkState, RefusalKind, UnknownBulkState};
pub use cause::{Cause, CauseFix, CauseMatch, CauseOwner};
pub use clock::{Clock, ManualClock, SystemClock, Timestamp, millis, timestamp};
pub use cron::{Cron, CronError};
pub use error_code::{ErrorKind, SyncErrorCode};
pub use error_fingerprint::{ErrorFingerprint, ErrorTraits};
pub use explanation::{Explanation, TransactionRef, WaitReason};
pub use history::{Attempt, AttemptOutcome, Comment, FieldChange};
pub use id::{IdError, IdGenerator, RecordId, key_prefix};
pub use item::{Item, ItemStatus};
pub use limits::{GovernorLimits, LimitUsage};
pub use log_entry::{LogEntry, LogSyncStatus, LogType};
pub use operation::Operation;
pub use patch::{MapPair, PatchChange, PatchError, PatchRule};
pub use payload::{FieldValues, PayloadError};
pub use people::{Profile, User};
pub use personal_data::{MASK, MaskRule, MaskRules, MaskRulesError, is_personal};
pub use reveal::{Reveal, Revealed};
pub use schedule::{Pause, Schedule};
pub use setting_value::{SettingKind, TimeOfDay, TimeOfDayError, Weekdays, WeekdaysError};
pub use settings::{
    MOBILE_SYNC_SETTINGS, MobileSyncSettings, MobileSyncSettingsOverride, NumberRange,
    SYNC_PROCESSOR_SETTINGS, SettingInfo, SettingsError, SyncProcessorSettings,
};
pub use stable_hash::stable_hash;
pub use status::{Mover, Status, UnknownStatus};
pub use transaction::{ApiType, DevicePlatform, Transaction, TransactionSource};
pub use watch::{
    FailedGroup, FailedRun, FailureRate, KnownNotice, MOST_COUNTED, ManyErrorGroups, MissedRun, Notice,
    NoticeAbout, NoticeStep, StuckNew, UnsavedReport, WATCH_SETTINGS, WatchFacts, WatchSettings,
    notice_steps,
};
