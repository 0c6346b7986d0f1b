//! The target org: what it knows of its objects ([`Catalogue`]), and applying transactions to it, each all or
//! none. [`LocalOrg`] is an embedded org with real rules in an SQLite file of its own; a Salesforce org follows
//! behind the same trait.
//!
//! It must not know the queue: no statuses, no attempts, no settings. It answers what happened, in Salesforce's
//! error codes; the processor decides what that means.

mod apply;
mod catalogue;
mod error;
mod local;
mod record;
mod simulation;

pub use apply::{Answer, Applied, ItemError, Lane, LaneStep, Org, OrgItem, OrgTransaction};
pub use catalogue::{
    Catalogue, FieldDescribe, FieldProblem, FieldType, ObjectDescribe, OnDelete, RuleDescribe, RuleKind,
    Sharing, is_same_value,
};
pub use error::OrgError;
pub use local::{LocalOrg, RecordLock, SeedRecord};
pub use record::{OrgRecord, Value};
pub use simulation::{ItemEffect, OrgSnapshot, RecordChange, Simulated, SimulatedOrg};
