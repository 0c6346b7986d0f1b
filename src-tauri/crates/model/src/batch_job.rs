//! Runs of the Sync Processor as they are kept: `BatchJob` and `BatchJobPart`.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AttemptOutcome, Timestamp};

/// What made a run begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RunTrigger {
    /// A schedule was due.
    Schedule,
    /// A schedule was due while no program was there to run it: one run for all that was missed.
    CatchUp,
    /// An admin asked for it in the console.
    Manual,
    /// `syncadm process`.
    CommandLine,
    /// The processor that works whenever something is due.
    Background,
    /// What is real-time arrived.
    RealTime,
}

/// How far a run, or a part of it, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum BatchJobStatus {
    /// Begun; nothing was settled yet.
    Submitted,
    /// At work.
    InProgress,
    /// Done.
    Completed,
    /// Done; some transactions are Failed.
    CompletedWithFailures,
    /// An error ended it, or its program died.
    Failed,
    /// Someone ended it early.
    Canceled,
}

/// A text that names none of what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is neither a status nor a trigger of a run")]
pub struct UnknownRunWord(pub String);

/// What became of the transactions of a run or of a part of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunCounts {
    /// Taken from the queue; one that was taken twice counts twice.
    pub claimed: i64,
    /// Attempts that ended as Success.
    pub success: i64,
    /// Attempts that will be repeated.
    pub retry: i64,
    /// Attempts that ended as Failed.
    pub failed: i64,
    /// Attempts that ended as Canceled.
    pub canceled: i64,
    /// Attempts that ended as Manual.
    pub manual: i64,
}

/// A run of the Sync Processor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BatchJob {
    /// Its number; later runs have higher ones.
    pub id: i64,
    /// The schedule's name at the time, or what else made it run.
    pub name: String,
    /// The schedule; it may have been deleted since.
    pub schedule_id: Option<i64>,
    /// What made it begin.
    pub trigger: RunTrigger,
    /// How far it is.
    pub status: BatchJobStatus,
    /// It took only transactions that were made on the device in the last so many days.
    pub lookback_days: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The name of the processor, which claims and attempts have too.
    pub processor: String,
    /// What became of its transactions, so far.
    #[serde(flatten)]
    pub counts: RunCounts,
    /// What ended it early, in words.
    pub error: Option<String>,
}

/// A part of a run: the transactions that were taken from the queue and applied together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BatchJobPart {
    /// 1 for the first that was taken.
    pub number: i64,
    /// What came of it.
    pub status: BatchJobStatus,
    /// When it was taken.
    pub started_at: Timestamp,
    /// When it was settled.
    pub ended_at: Timestamp,
    /// What became of its transactions.
    #[serde(flatten)]
    pub counts: RunCounts,
    /// What went wrong with the part as a whole.
    pub error: Option<String>,
}

impl RunCounts {
    /// Counts one more attempt.
    pub fn count(&mut self, outcome: AttemptOutcome) {
        *match outcome {
            AttemptOutcome::Success => &mut self.success,
            AttemptOutcome::Retry => &mut self.retry,
            AttemptOutcome::Failed => &mut self.failed,
            AttemptOutcome::Canceled => &mut self.canceled,
            AttemptOutcome::Manual => &mut self.manual,
        } += 1;
    }

    /// Adds the counts of a part.
    pub fn add(&mut self, part: &Self) {
        self.claimed += part.claimed;
        self.success += part.success;
        self.retry += part.retry;
        self.failed += part.failed;
        self.canceled += part.canceled;
        self.manual += part.manual;
    }

    /// What a run or part is that came to its end.
    pub const fn status(&self) -> BatchJobStatus {
        if self.failed > 0 {
            BatchJobStatus::CompletedWithFailures
        } else {
            BatchJobStatus::Completed
        }
    }
}

impl BatchJobStatus {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Submitted,
        Self::InProgress,
        Self::Completed,
        Self::CompletedWithFailures,
        Self::Failed,
        Self::Canceled,
    ];

    /// The picklist value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "Submitted",
            Self::InProgress => "InProgress",
            Self::Completed => "Completed",
            Self::CompletedWithFailures => "CompletedWithFailures",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
        }
    }
}

impl RunTrigger {
    /// Every trigger.
    pub const ALL: [Self; 6] = [
        Self::Schedule,
        Self::CatchUp,
        Self::Manual,
        Self::CommandLine,
        Self::Background,
        Self::RealTime,
    ];

    /// Whether it is begun in order to look for work: it is kept only when it finds some.
    pub const fn only_looks(self) -> bool {
        matches!(self, Self::Background | Self::RealTime)
    }

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::CatchUp => "catchUp",
            Self::Manual => "manual",
            Self::CommandLine => "commandLine",
            Self::Background => "background",
            Self::RealTime => "realTime",
        }
    }
}

impl FromStr for BatchJobStatus {
    type Err = UnknownRunWord;

    fn from_str(text: &str) -> Result<Self, UnknownRunWord> {
        let named = Self::ALL.into_iter().find(|status| status.as_str() == text);
        named.ok_or_else(|| UnknownRunWord(text.to_owned()))
    }
}

impl FromStr for RunTrigger {
    type Err = UnknownRunWord;

    fn from_str(text: &str) -> Result<Self, UnknownRunWord> {
        let named = Self::ALL.into_iter().find(|trigger| trigger.as_str() == text);
        named.ok_or_else(|| UnknownRunWord(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_those_that_travel() {
        for status in BatchJobStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
        for trigger in RunTrigger::ALL {
            assert_eq!(trigger.as_str().parse(), Ok(trigger));
            assert_eq!(serde_json::to_value(trigger).unwrap(), trigger.as_str());
        }
        assert!("Done".parse::<BatchJobStatus>().is_err());
    }

    #[test]
    fn counts_add_up() {
        let mut part = RunCounts {
            claimed: 5,
            ..RunCounts::default()
        };
        for outcome in AttemptOutcome::ALL {
            part.count(outcome);
        }
        let mut run = part;
        run.add(&part);
        let twice = RunCounts {
            claimed: 10,
            success: 2,
            retry: 2,
            failed: 2,
            canceled: 2,
            manual: 2,
        };
        assert_eq!(run, twice);
        assert_eq!(run.status(), BatchJobStatus::CompletedWithFailures);
        assert_eq!(RunCounts::default().status(), BatchJobStatus::Completed);
    }
}
