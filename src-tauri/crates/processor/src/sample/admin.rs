//! The admin of the sample, who looks after failures every morning: mends, ignores, takes over, comments.

use std::collections::{HashMap, HashSet};

use chrono::Duration;
use model::{Clock as _, IdGenerator, ManualClock, RecordId, Status};
use org::LocalOrg;
use store::{
    Change, Edit, ItemEdit, StatusRequest, Store, TransactionFilter, TransactionRow, TransactionSort,
};

use super::{
    agenda::Handling,
    mishap::{Mishap, Remedy, Trouble},
    world::World,
};
use crate::ProcessorError;

/// Who does it.
pub(super) const NAME: &str = "Petra Lindner";
/// Failures that are looked at in one go.
const PAGE: usize = 500;

/// What the admin works with.
pub(super) struct Admin<'a> {
    pub(super) store: &'a Store,
    pub(super) org: &'a LocalOrg,
    pub(super) clock: &'a ManualClock,
    pub(super) ids: &'a IdGenerator,
    /// By transaction: what is wrong, and what will be done about it.
    pub(super) troubles: HashMap<RecordId, (Trouble, Handling)>,
    commented: HashSet<RecordId>,
}

impl<'a> Admin<'a> {
    pub(super) fn new(
        store: &'a Store,
        org: &'a LocalOrg,
        clock: &'a ManualClock,
        ids: &'a IdGenerator,
    ) -> Self {
        Self {
            store,
            org,
            clock,
            ids,
            troubles: HashMap::new(),
            commented: HashSet::new(),
        }
    }

    /// Goes through what is Failed.
    pub(super) async fn look_after_failures(&mut self, world: &World) -> Result<(), ProcessorError> {
        let failed = TransactionFilter {
            statuses: vec![Status::Failed],
            ..TransactionFilter::default()
        };
        let mut rows = Vec::new();
        let mut cursor = None;
        loop {
            let page = self
                .store
                .page(&failed, TransactionSort::default(), cursor.as_ref(), PAGE)
                .await?;
            rows.extend(page.rows);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        for row in rows {
            self.look_after(&row, world).await?;
        }
        Ok(())
    }

    async fn look_after(&mut self, row: &TransactionRow, world: &World) -> Result<(), ProcessorError> {
        let Some((trouble, handling)) = self.troubles.get(&row.id) else {
            return Ok(());
        };
        let failed_for = self.clock.now() - row.last_modified_date;
        let is_due = |hours: i64| failed_for >= Duration::hours(hours);
        let request = [StatusRequest {
            id: row.id.clone(),
            expected_version: None,
        }];
        match *handling {
            Handling::Mend { after_hours } if is_due(after_hours) => match &trouble.remedy {
                Remedy::Ignore => self.ignore(&request, trouble.mishap).await?,
                Remedy::Org(change) => {
                    change.apply(world, self.org, self.clock, self.ids).await?;
                    self.retry(&request, trouble.mishap).await?;
                }
                Remedy::Payload { item, text } => {
                    self.correct(row, *item, text, trouble.mishap).await?;
                    self.retry(&request, trouble.mishap).await?;
                }
            },
            Handling::Ignore { after_hours } if is_due(after_hours) => {
                self.ignore(&request, trouble.mishap).await?
            }
            Handling::ByHand {
                after_hours,
                is_resolved,
            } if is_due(after_hours) => {
                self.store
                    .mark_manual(&request, &because("Asked the data steward; entered by hand"))
                    .await?;
                if is_resolved {
                    self.store
                        .mark_resolved(&request, &because("Entered in the org by hand"))
                        .await?;
                }
            }
            Handling::Comment if is_due(2) && self.commented.insert(row.id.clone()) => {
                let comment = because("Called the user; will sync again after the app update");
                self.store
                    .add_comment(std::slice::from_ref(&row.id), &comment)
                    .await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn ignore(&self, request: &[StatusRequest], mishap: Mishap) -> Result<(), ProcessorError> {
        let reason = match mishap {
            Mishap::SameAddress => "Duplicate; the org has this address",
            Mishap::DeletedAccount | Mishap::ChangeOfDeletedAccount => {
                "The account was merged; its survivor is up to date"
            }
            _ => "The user entered it again",
        };
        self.store.ignore(request, &because(reason)).await?;
        Ok(())
    }

    async fn correct(
        &self,
        row: &TransactionRow,
        item: usize,
        text: &str,
        mishap: Mishap,
    ) -> Result<(), ProcessorError> {
        let Some(detail) = self.store.transaction(&row.id).await? else {
            return Ok(());
        };
        let Some(item) = detail.items.get(item) else {
            return Ok(());
        };
        let edit = Edit {
            id: row.id.clone(),
            expected_version: detail.version,
            fields: Vec::new(),
            items: vec![ItemEdit {
                item_id: item.id.clone(),
                field_values: Some(text.to_owned()),
                record_identifier: None,
            }],
        };
        self.store.edit(&edit, &because(reason_to_mend(mishap))).await?;
        Ok(())
    }

    async fn retry(&self, request: &[StatusRequest], mishap: Mishap) -> Result<(), ProcessorError> {
        self.store
            .retry(request, &because(reason_to_mend(mishap)))
            .await?;
        Ok(())
    }
}

fn because(reason: &str) -> Change {
    Change {
        actor: NAME.to_owned(),
        reason: reason.to_owned(),
    }
}

fn reason_to_mend(mishap: Mishap) -> &'static str {
    match mishap {
        Mishap::MissingField => "Filled in the field that the old app does not send",
        Mishap::RetiredValue | Mishap::FailedPlan => "Replaced the retired value",
        Mishap::TextTooLong => "Shortened the text, agreed with the user",
        Mishap::UnknownField | Mishap::ReadOnlyField => "Took the field out that the org no longer takes",
        Mishap::MissingSignature => "Signature is on the paper form",
        Mishap::InactiveAccount => "Account activated again",
        Mishap::LostAccount | Mishap::VisitToLostAccount => "Account is back in the territory",
        Mishap::EmptyStock => "Samples arrived in the user's stock",
        Mishap::CutOff => "Completed from the device's log",
        _ => "Corrected after a call with the user",
    }
}
