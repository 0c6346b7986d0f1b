//! What happens to the org beside the uploads: the causes of errors, and what mends them.

use chrono::Duration;
use model::{Clock as _, IdGenerator, ManualClock, Operation, RecordId, key_prefix};
use org::{Lane, LaneStep, LocalOrg, Org as _, OrgError, OrgItem, OrgTransaction, RecordLock};
use serde_json::{Value, json};

use super::world::World;

/// How much a rep gets when the scarce product is sent.
const RESTOCK: i64 = 8;

/// A change of the org. Accounts are places in the world's accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OrgChange {
    /// The account is no longer active.
    Deactivate { account: usize },
    /// It is active again.
    Activate { account: usize },
    /// The account is deleted.
    Delete { account: usize },
    /// The account's address is deleted.
    DeleteAddress { account: usize },
    /// The account leaves its territory.
    TakeFromTerritory { account: usize },
    /// It comes back.
    GiveToTerritory { account: usize },
    /// A batch integration holds the account, for some hours or until somebody releases it.
    Lock { account: usize, hours: Option<i64> },
    /// A product item gets more on hand.
    Restock { item: RecordId },
}

impl OrgChange {
    /// Makes the change.
    pub(super) async fn apply(
        &self,
        world: &World,
        org: &LocalOrg,
        clock: &ManualClock,
        ids: &IdGenerator,
    ) -> Result<(), OrgError> {
        let account = |place: &usize| &world.accounts[*place];
        let is_active = |account: &RecordId, is_active: bool| {
            item(
                ids,
                Operation::Update,
                "Account",
                account.to_string(),
                json!({ "IsActive": is_active }),
            )
        };
        let delete =
            |object, id: &RecordId| item(ids, Operation::Delete, object, id.to_string(), Value::Null);
        let item = match self {
            Self::Deactivate { account: place } => is_active(&account(place).id, false),
            Self::Activate { account: place } => is_active(&account(place).id, true),
            Self::Delete { account: place } => delete("Account", &account(place).id),
            Self::DeleteAddress { account: place } => delete("ContactPointAddress", &account(place).address),
            Self::TakeFromTerritory { account: place } => {
                delete("ObjectTerritory2Association", &account(place).tie)
            }
            Self::GiveToTerritory { account: place } => {
                let account = account(place);
                let territory = &world.territories[account.territory].id;
                let values = json!({ "ObjectId": account.id, "Territory2Id": territory });
                let tie = format!("realignment-{}", account.id);
                item(ids, Operation::Insert, "ObjectTerritory2Association", tie, values)
            }
            Self::Restock { item: product_item } => {
                let values = json!({ "QuantityOnHand": RESTOCK });
                item(
                    ids,
                    Operation::Update,
                    "ProductItem",
                    product_item.to_string(),
                    values,
                )
            }
            Self::Lock {
                account: place,
                hours,
            } => {
                return org.lock_records(&[lock(&account(place).id, *hours, clock)]).await;
            }
        };
        let transaction = OrgTransaction {
            id: ids.next(key_prefix::TRANSACTION),
            owner_id: world.integration.to_string(),
            enforce_owner_permission: false,
            items: vec![item],
            known_ids: std::collections::HashMap::new(),
            shares_batches: false,
        };
        let lane = Lane {
            transactions: vec![transaction],
        };
        let applied = org.apply(vec![lane], &|_, _, _| LaneStep::Continue).await?;
        tracing::debug!(?self, ?applied, "the org of the sample changed");
        Ok(())
    }
}

fn item(
    ids: &IdGenerator,
    operation: Operation,
    object: &'static str,
    record: String,
    values: Value,
) -> OrgItem {
    OrgItem {
        item_id: ids.next(key_prefix::ITEM),
        object_name: object.to_owned(),
        operation,
        record_identifier: Some(record),
        field_values: values.is_object().then(|| values.to_string()),
        order: 0,
    }
}

fn lock(account: &RecordId, hours: Option<i64>, clock: &ManualClock) -> RecordLock {
    let since = clock.now();
    let (holder, reason) = match hours {
        Some(_) => ("MDM Account Sync", "master data is being merged"),
        None => (
            "Territory Realignment 2026-Q4",
            "the job stopped half-way and still holds its records",
        ),
    };
    RecordLock {
        record_id: account.clone(),
        holder: holder.to_owned(),
        reason: reason.to_owned(),
        since,
        until: hours.map(|hours| since + Duration::hours(hours)),
    }
}
