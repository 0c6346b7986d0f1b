//! The status of a transaction, and which change of status is legal.
//!
//! ```text
//! (received) ─► Waiting ─► New ─┐                    ┌─► Success
//!                  │            ├─► InProgress ──────┼─► Retry   (claimed again when due)
//!                  ▼     Retry ─┘   (lease expired:  ├─► Failed ─► Retry, Manual, Canceled
//!               Canceled             back to before) ├─► Canceled ─► Retry
//!                                                    └─► Manual ─► Success, Retry, Canceled
//! ```

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The status of a transaction in the queue (`DeviceSyncTransaction.Status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum Status {
    /// Received, not yet in the queue: items still arriving, or a dependency is not Success.
    Waiting,
    /// In the processing queue.
    New,
    /// Claimed by a processor.
    InProgress,
    /// Queued for a subsequent attempt.
    Retry,
    /// Applied to the org.
    Success,
    /// An error stopped it; an admin must act.
    Failed,
    /// Will not be processed.
    Canceled,
    /// An admin handles it by hand.
    Manual,
}

/// Who asks for a change of status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Mover {
    /// The queue itself: arrival of items, dependencies, cascades.
    Queue,
    /// A Sync Processor that claims or settles.
    Processor,
    /// An admin.
    Admin,
}

/// A text that names no status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a status; use one of Waiting, New, InProgress, Retry, Success, Failed, Canceled, Manual"
)]
pub struct UnknownStatus(pub String);

impl Status {
    /// Every status, in the order of a transaction's life.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::New,
        Self::InProgress,
        Self::Retry,
        Self::Success,
        Self::Failed,
        Self::Canceled,
        Self::Manual,
    ];

    /// The picklist value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::New => "New",
            Self::InProgress => "InProgress",
            Self::Retry => "Retry",
            Self::Success => "Success",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
            Self::Manual => "Manual",
        }
    }

    /// Whether `mover` may change a transaction from this status to `to`. The conditions that need more than
    /// the two statuses (all items there, every dependency Success) are the store's to check.
    pub const fn can_become(self, to: Self, mover: Mover) -> bool {
        use Status::{Canceled, Failed, InProgress, Manual, New, Retry, Success, Waiting};
        match mover {
            Mover::Queue => matches!((self, to), (Waiting, New | Canceled)),
            Mover::Processor => matches!(
                (self, to),
                (New | Retry, InProgress) | (InProgress, Success | Retry | Failed | Canceled | Manual | New)
            ),
            Mover::Admin => matches!(
                (self, to),
                (Waiting | New | Retry | Failed | Manual, Canceled)
                    | (Failed | Manual | Canceled, Retry)
                    | (New | Retry | Failed, Manual)
                    | (Manual, Success)
            ),
        }
    }

    /// Whether the transaction is still to be processed: it counts for the age of the queue and blocks others.
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Waiting | Self::New | Self::InProgress | Self::Retry)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Status {
    type Err = UnknownStatus;

    /// Takes the picklist value in any case, as CSV files come from many hands.
    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownStatus(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::*;

    /// The table of the domain, row by row: from, to, by.
    const LEGAL: &[(&[Status], &[Status], Mover)] = &[
        (&[Waiting], &[New], Mover::Queue),
        (&[Waiting], &[Canceled], Mover::Queue),
        (&[Waiting], &[Canceled], Mover::Admin),
        (&[New, Retry], &[InProgress], Mover::Processor),
        (
            &[InProgress],
            &[Success, Retry, Failed, Canceled, Manual],
            Mover::Processor,
        ),
        (&[InProgress], &[New, Retry], Mover::Processor),
        (&[New, Retry, Failed, Manual], &[Canceled], Mover::Admin),
        (&[Failed, Manual], &[Retry], Mover::Admin),
        (&[Canceled], &[Retry], Mover::Admin),
        (&[New, Retry, Failed], &[Manual], Mover::Admin),
        (&[Manual], &[Success], Mover::Admin),
    ];

    #[test]
    fn legal_changes_are_exactly_those_of_the_table() {
        for from in Status::ALL {
            for to in Status::ALL {
                for mover in [Mover::Queue, Mover::Processor, Mover::Admin] {
                    let legal = LEGAL
                        .iter()
                        .any(|(f, t, m)| f.contains(&from) && t.contains(&to) && *m == mover);
                    assert_eq!(from.can_become(to, mover), legal, "{from} to {to} by {mover:?}");
                }
            }
        }
    }

    #[test]
    fn names_read_back() {
        for status in Status::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
            assert_eq!(status.as_str().to_uppercase().parse(), Ok(status));
        }
        assert_eq!("Done".parse::<Status>(), Err(UnknownStatus("Done".into())));
    }
}
