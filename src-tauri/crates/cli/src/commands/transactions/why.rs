//! Why a transaction is not done yet, in words.

use model::{Explanation, Status, TransactionRef, WaitReason};

use crate::output::{HEAD, clean, moment};

/// A section with a line for each reason; nothing for what is done.
pub fn section(explanation: &Explanation) -> String {
    if explanation.reasons.is_empty() {
        return String::new();
    }
    let lines: String = explanation
        .reasons
        .iter()
        .map(|reason| format!("  {}\n", clean(&sentence(reason))))
        .collect();
    format!("\n{HEAD}Why not yet{HEAD:#}\n{lines}")
}

fn sentence(reason: &WaitReason) -> String {
    match reason {
        WaitReason::Behind {
            transaction,
            until: Some(until),
        } => format!(
            "It waits behind {} of the same user, whose next attempt is due {}.",
            named(transaction),
            moment(*until)
        ),
        WaitReason::Behind { transaction, .. } => {
            format!("It waits behind {} of the same user.", named(transaction))
        }
        WaitReason::Dependency {
            transaction: Some(transaction),
            ..
        } => format!(
            "It depends on {}, which must be Success first.",
            named(transaction)
        ),
        WaitReason::Dependency { identifier, .. } => {
            format!("It depends on {identifier}, which has not arrived.")
        }
        WaitReason::Cycle { transactions } => {
            let way: Vec<&str> = transactions.iter().map(|it| it.name.as_str()).collect();
            format!(
                "It depends on itself: {}. Take one of them out of DependentOfflineIdentifiers, or ignore one.",
                way.join(", which depends on ")
            )
        }
        WaitReason::Items { expected, received } => {
            format!("Items are still to come: {received} of {expected} are there and complete.")
        }
        WaitReason::RetryAt { at } => format!("Its next attempt is due {}.", moment(*at)),
        WaitReason::OutsideLookback { lookback_days, since } => format!(
            "It is outside the lookback of {lookback_days} days since {}; a run with a longer one takes it.",
            moment(*since)
        ),
        WaitReason::Paused { by, at, reason } => {
            format!(
                "The Sync Processor is paused, by {by} since {}: {reason}",
                moment(*at)
            )
        }
        WaitReason::InWork { processor, until } if processor.is_empty() => {
            format!(
                "It was imported as InProgress, and goes back to the queue {}.",
                moment(*until)
            )
        }
        WaitReason::InWork { processor, until } => {
            format!("The processor \"{processor}\" has it until {}.", moment(*until))
        }
        WaitReason::NextRun { at: None, .. } => {
            "Nothing stands in its way: the next run takes it. No schedule is active.".to_owned()
        }
        WaitReason::NextRun {
            at: Some(at),
            schedule,
        } => format!(
            "Nothing stands in its way: the next run takes it, {}{}.",
            moment(*at),
            schedule
                .as_ref()
                .map(|name| format!(" ({name})"))
                .unwrap_or_default()
        ),
        WaitReason::Admin { status } => admin(*status).to_owned(),
    }
}

fn admin(status: Status) -> &'static str {
    match status {
        Status::Canceled => "It will not be processed, unless an admin retries it.",
        Status::Manual => "An admin handles it by hand: mark it resolved when that is done, or retry it.",
        _ => "An error stopped it: an admin edits, retries or ignores it.",
    }
}

fn named(transaction: &TransactionRef) -> String {
    format!("{} ({})", transaction.name, transaction.status)
}

#[cfg(test)]
mod tests {
    use model::timestamp;

    use super::*;

    #[test]
    fn every_reason_is_a_sentence() {
        let transaction = TransactionRef {
            id: "1QT000000000001".parse().unwrap(),
            name: "DST-7".into(),
            status: Status::Retry,
        };
        let at = timestamp(0);
        let table = [
            (
                WaitReason::Behind {
                    transaction: transaction.clone(),
                    until: Some(at),
                },
                "It waits behind DST-7 (Retry) of the same user, whose next attempt is due 1970-01-01 00:00:00Z.",
            ),
            (
                WaitReason::Behind {
                    transaction: transaction.clone(),
                    until: None,
                },
                "It waits behind DST-7 (Retry) of the same user.",
            ),
            (
                WaitReason::Dependency {
                    identifier: "x".into(),
                    transaction: Some(transaction.clone()),
                },
                "It depends on DST-7 (Retry), which must be Success first.",
            ),
            (
                WaitReason::Dependency {
                    identifier: "x".into(),
                    transaction: None,
                },
                "It depends on x, which has not arrived.",
            ),
            (
                WaitReason::Cycle {
                    transactions: vec![transaction.clone(), transaction],
                },
                "It depends on itself: DST-7, which depends on DST-7. Take one of them out of \
                 DependentOfflineIdentifiers, or ignore one.",
            ),
            (
                WaitReason::Items {
                    expected: 3,
                    received: 1,
                },
                "Items are still to come: 1 of 3 are there and complete.",
            ),
            (
                WaitReason::RetryAt { at },
                "Its next attempt is due 1970-01-01 00:00:00Z.",
            ),
            (
                WaitReason::OutsideLookback {
                    lookback_days: 60,
                    since: at,
                },
                "It is outside the lookback of 60 days since 1970-01-01 00:00:00Z; a run with a longer one takes it.",
            ),
            (
                WaitReason::Paused {
                    by: "Ada".into(),
                    at,
                    reason: "maintenance.".into(),
                },
                "The Sync Processor is paused, by Ada since 1970-01-01 00:00:00Z: maintenance.",
            ),
            (
                WaitReason::InWork {
                    processor: "P1".into(),
                    until: at,
                },
                "The processor \"P1\" has it until 1970-01-01 00:00:00Z.",
            ),
            (
                WaitReason::InWork {
                    processor: String::new(),
                    until: at,
                },
                "It was imported as InProgress, and goes back to the queue 1970-01-01 00:00:00Z.",
            ),
            (
                WaitReason::NextRun {
                    at: None,
                    schedule: None,
                },
                "Nothing stands in its way: the next run takes it. No schedule is active.",
            ),
            (
                WaitReason::NextRun {
                    at: Some(at),
                    schedule: Some("Nightly".into()),
                },
                "Nothing stands in its way: the next run takes it, 1970-01-01 00:00:00Z (Nightly).",
            ),
            (
                WaitReason::Admin {
                    status: Status::Failed,
                },
                "An error stopped it: an admin edits, retries or ignores it.",
            ),
        ];
        for (reason, text) in table {
            assert_eq!(sentence(&reason), text);
        }
    }
}
