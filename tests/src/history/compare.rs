//! Whether the product is what the reference model says.

use std::collections::BTreeMap;

use model::{RecordId, Status, millis};
use store::StatusCounts;

use super::{
    watch::Log,
    world::{User, World},
};
use crate::reference::{Record, Reference};

/// Compares what a list shows of every transaction, and the counts. Where the rules leave a choice (the jitter of a
/// wait), the model takes over what was chosen.
pub async fn queue(world: &World, reference: &mut Reference, ids: &[RecordId]) -> Result<(), String> {
    let rows = world
        .parts
        .store
        .rows(ids)
        .await
        .map_err(|error| error.to_string())?;
    let rows: BTreeMap<&RecordId, _> = rows.iter().map(|row| (&row.id, row)).collect();
    let mut counts = StatusCounts::default();
    for (number, id) in ids.iter().enumerate() {
        let it = &mut reference.transactions[number];
        let row = rows.get(id).ok_or_else(|| format!("t{number} is lost"))?;
        let error = row.error_code.as_ref().map(ToString::to_string);
        let is = (row.status, error.as_deref(), row.number_of_failed_attempts);
        let must_be = (it.status, it.error, it.failed);
        if is != must_be {
            return Err(format!("t{number} is {is:?}, but must be {must_be:?}"));
        }
        if it.status == Status::Retry {
            let due = row.next_attempt_at.map_or(0, millis);
            let (least, most) = it.due;
            if due < least || due > most {
                return Err(format!(
                    "t{number} is due at {due}, but must be from {least} to {most}"
                ));
            }
            it.due = (due, due);
        }
        *counts.get_mut(it.status) += 1;
    }
    let counted = world
        .parts
        .store
        .counts()
        .await
        .map_err(|error| error.to_string())?;
    if counted != counts {
        return Err(format!("the counts are {counted:?}, but must be {counts:?}"));
    }
    Ok(())
}

/// Compares what is in the org, and the order in which it was applied for each user.
pub async fn org(world: &World, reference: &Reference, ids: &[RecordId], log: &Log) -> Result<(), String> {
    let mut accounts = Vec::new();
    let mut visits = Vec::new();
    let user = |number: usize| -> &User { &world.users[number] };
    for kept in &reference.org.kept {
        let (text, is_deleted) = (kept.text.clone(), kept.is_deleted);
        match kept.record {
            Record::Visit(_) => visits.push((user(kept.user).home.to_string(), text, is_deleted)),
            record => accounts.push((user(kept.user).name(record), text, is_deleted)),
        }
    }
    accounts.sort();
    visits.sort();
    for (what, is, must_be) in [
        ("accounts", world.accounts().await, accounts),
        ("visits", world.visits().await, visits),
    ] {
        if is != must_be {
            return Err(format!("the {what} are {is:?}, but must be {must_be:?}"));
        }
    }
    let numbers: BTreeMap<&RecordId, usize> = ids.iter().zip(0..).collect();
    let mut applied: Vec<usize> = log.applied().iter().map(|id| numbers[id]).collect();
    let mut must_be: Vec<usize> = reference.org.ledger.iter().map(|(number, _)| *number).collect();
    for order in [&mut applied, &mut must_be] {
        order.sort_by_key(|number| reference.transactions[*number].user);
    }
    if applied != must_be {
        return Err(format!("applied were {applied:?}, but must be {must_be:?}"));
    }
    Ok(())
}

/// Compares every attempt and the number of comments, and checks both files.
pub async fn details(world: &World, reference: &Reference, ids: &[RecordId]) -> Result<(), String> {
    for (number, id) in ids.iter().enumerate() {
        let it = &reference.transactions[number];
        let detail = world
            .parts
            .store
            .transaction(id)
            .await
            .map_err(|error| error.to_string())?;
        let detail = detail.ok_or_else(|| format!("t{number} is lost"))?;
        let attempts: Vec<&str> = detail
            .attempts
            .iter()
            .rev()
            .map(|attempt| attempt.outcome.as_str())
            .collect();
        let must_be: Vec<&str> = it.attempts.iter().map(|status| status.as_str()).collect();
        if attempts != must_be {
            return Err(format!(
                "t{number} has the attempts {attempts:?}, but must have {must_be:?}"
            ));
        }
        if detail.comments.len() != it.comments {
            return Err(format!("t{number} has the comments {:?}", detail.comments));
        }
    }
    let soundness = world.soundness().await;
    if soundness != ["ok", "ok"] {
        return Err(format!("the files are damaged: {soundness:?}"));
    }
    Ok(())
}
