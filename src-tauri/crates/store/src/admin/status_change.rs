//! Ignore, Retry, Mark manual, Mark resolved.

use std::collections::{HashMap, HashSet};

use model::{Mover, RecordId, Status};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Change, Store, StoreError,
    engine::Fault,
    queue::{
        dependents,
        transition::{self, ErrorChange, Transition},
    },
    store::Writing,
    tables::{
        comment, dependency,
        field_change::{self, Changed},
        transaction::{self, Standing},
    },
};

/// A transaction whose status is to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StatusRequest {
    /// The transaction.
    pub id: RecordId,
    /// The version that the person saw; another version is a conflict. None: whatever it is now.
    pub expected_version: Option<i64>,
}

/// What became of one of the transactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ActionAnswer {
    /// The transaction.
    pub id: RecordId,
    /// What became of it.
    pub result: ActionResult,
}

/// What an action did to one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum ActionResult {
    /// It has this status now.
    Done {
        /// The new status.
        status: Status,
    },
    /// The action does not apply to it. Nothing was changed.
    NotAllowed {
        /// Its status.
        status: Status,
        /// Why not, for the person who asked.
        reason: String,
    },
    /// Someone changed it meanwhile. Nothing was changed.
    Conflict {
        /// Its version now.
        version: i64,
    },
    /// There is no such transaction.
    NotFound,
}

impl Store {
    /// Ignores transactions: they become Canceled, and with them those Waiting ones that depend on them.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn ignore(
        &self,
        requests: &[StatusRequest],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        self.write(async |w| act(w, Action::Ignore, requests, change).await)
            .await
    }

    /// Asks for one more attempt, due at once. A Canceled transaction that depends on others can be retried only
    /// when every one of them is Success.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn retry(
        &self,
        requests: &[StatusRequest],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        self.write(async |w| act(w, Action::Retry, requests, change).await)
            .await
    }

    /// Marks transactions as handled by hand: they become Manual.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn mark_manual(
        &self,
        requests: &[StatusRequest],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        self.write(async |w| act(w, Action::MarkManual, requests, change).await)
            .await
    }

    /// Marks Manual transactions as resolved: they become Success, and the reason is kept as a comment.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn mark_resolved(
        &self,
        requests: &[StatusRequest],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        self.write(async |w| act(w, Action::MarkResolved, requests, change).await)
            .await
    }
}

/// What people do to the status of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// They become Canceled.
    Ignore,
    /// One more attempt.
    Retry,
    /// They become Manual.
    MarkManual,
    /// They become Success.
    MarkResolved,
}

impl Action {
    /// The status it leads to.
    pub(crate) const fn status(self) -> Status {
        match self {
            Self::Ignore => Status::Canceled,
            Self::Retry => Status::Retry,
            Self::MarkManual => Status::Manual,
            Self::MarkResolved => Status::Success,
        }
    }

    /// Why it cannot be done to a transaction with this status.
    pub(crate) fn refusal(self, status: Status) -> String {
        let can = match self {
            Self::Ignore => "ignore what is Waiting, New, Retry, Failed or Manual",
            Self::Retry => "retry what is Failed, Manual or Canceled",
            Self::MarkManual => "mark as Manual what is New, Retry or Failed",
            Self::MarkResolved => "mark as resolved what is Manual",
        };
        match status {
            Status::InProgress => "It is being processed; wait until the attempt has ended.".into(),
            _ => format!("It is {status}; you can {can}."),
        }
    }
}

async fn act(
    w: &mut Writing,
    action: Action,
    requests: &[StatusRequest],
    change: &Change,
) -> Result<Vec<ActionAnswer>, Fault> {
    let standings = transaction::standings(w, requests.iter().map(|request| &request.id)).await?;
    let held_back = match action {
        Action::Retry => held_back(w, &standings).await?,
        _ => HashMap::new(),
    };
    let mut done = HashSet::new();
    let answers: Vec<ActionAnswer> = requests
        .iter()
        .map(|request| {
            let result = match standings.get(&request.id) {
                None => ActionResult::NotFound,
                // Named twice in one call: the second time it has the new status.
                Some(standing) if done.contains(&standing.arrival) => ActionResult::NotAllowed {
                    status: action.status(),
                    reason: action.refusal(action.status()),
                },
                Some(standing) => decide(action, request, standing, &held_back),
            };
            if let (ActionResult::Done { .. }, Some(standing)) = (&result, standings.get(&request.id)) {
                done.insert(standing.arrival);
            }
            ActionAnswer {
                id: request.id.clone(),
                result,
            }
        })
        .collect();
    let changing: Vec<&Standing> = standings
        .values()
        .filter(|standing| done.contains(&standing.arrival))
        .collect();
    write(w, action, &changing, change).await?;
    Ok(answers)
}

fn decide(
    action: Action,
    request: &StatusRequest,
    standing: &Standing,
    held_back: &HashMap<i64, Vec<String>>,
) -> ActionResult {
    let status = standing.status;
    if request
        .expected_version
        .is_some_and(|expected| expected != standing.version)
    {
        return ActionResult::Conflict {
            version: standing.version,
        };
    }
    if !status.can_become(action.status(), Mover::Admin) {
        return ActionResult::NotAllowed {
            status,
            reason: action.refusal(status),
        };
    }
    match held_back.get(&standing.arrival) {
        Some(unmet) if status == Status::Canceled => ActionResult::NotAllowed {
            status,
            reason: format!(
                "It depends on {}, which must be Success first; retry that before.",
                unmet.join(" and ")
            ),
        },
        _ => ActionResult::Done {
            status: action.status(),
        },
    }
}

/// What each of these depends on that is not Success.
async fn held_back(
    w: &mut Writing,
    standings: &HashMap<RecordId, Standing>,
) -> Result<HashMap<i64, Vec<String>>, Fault> {
    let canceled = standings
        .values()
        .filter(|standing| standing.status == Status::Canceled);
    let states = dependency::states(w, canceled.map(|standing| standing.arrival)).await?;
    let mut unmet: HashMap<i64, Vec<String>> = HashMap::new();
    for (arrival, identifier, is_success) in states {
        if !is_success {
            unmet.entry(arrival).or_default().push(identifier);
        }
    }
    Ok(unmet)
}

async fn write(
    w: &mut Writing,
    action: Action,
    standings: &[&Standing],
    change: &Change,
) -> Result<(), Fault> {
    let now = w.now;
    let transitions: Vec<Transition> = standings
        .iter()
        .map(|standing| transition(action, standing, now))
        .collect();
    transition::apply(w, &change.actor, &transitions).await?;
    let changes: Vec<Changed> = standings
        .iter()
        .map(|standing| Changed {
            arrival: standing.arrival,
            item_id: None,
            field: "Status".into(),
            old_value: Some(standing.status.as_str().into()),
            new_value: Some(action.status().as_str().into()),
            reason: change.reason.clone(),
        })
        .collect();
    field_change::insert(w, &changes, now, &change.actor).await?;
    match action {
        Action::Ignore => {
            let causes = standings
                .iter()
                .map(|standing| (standing.identifier.clone(), standing.name.clone()));
            dependents::cancel(w, causes.collect()).await?;
        }
        Action::MarkResolved => {
            let arrivals = standings.iter().map(|standing| standing.arrival);
            comment::insert(w, arrivals, now, &change.actor, &change.reason).await?;
            let identifiers: Vec<String> = standings
                .iter()
                .map(|standing| standing.identifier.clone())
                .collect();
            dependents::wake(w, &identifiers).await?;
        }
        Action::Retry | Action::MarkManual => {}
    }
    Ok(())
}

/// The error stays until an attempt ends well, except where a person says that all is well.
fn transition(action: Action, standing: &Standing, now: i64) -> Transition {
    let plain = Transition::new(
        standing.arrival,
        standing.status,
        standing.error_group,
        action.status(),
    );
    match action {
        Action::Retry => Transition {
            next_attempt_at: Some(now),
            single_attempt: true,
            ..plain
        },
        Action::MarkResolved => Transition {
            error: ErrorChange::Clear { message: None },
            ..plain
        },
        Action::Ignore | Action::MarkManual => plain,
    }
}
