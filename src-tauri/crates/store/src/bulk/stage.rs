//! What became of the transactions of a stage of a canary.

use model::{Status, TransactionRef};

use crate::{
    Store, StoreError,
    tables::{bulk_change, transaction},
};

/// A transaction with the error it has now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithError {
    /// Place in the order of arrival.
    pub arrival: i64,
    /// The transaction.
    pub transaction: TransactionRef,
    /// The group of the error.
    pub error_group: Option<i64>,
    /// The error.
    pub error_code: Option<String>,
}

impl WithError {
    /// Whether it is still on its way: queued, or in work.
    pub const fn is_pending(&self) -> bool {
        matches!(
            self.transaction.status,
            Status::Waiting | Status::New | Status::InProgress | Status::Retry
        )
    }
}

impl Store {
    /// These transactions (by place in the order of arrival) as they are now, with the error they have.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn with_errors(&self, arrivals: &[i64]) -> Result<Vec<WithError>, StoreError> {
        self.read(async |c| {
            let rows = transaction::load(c, arrivals.iter().copied()).await?;
            let with_error = rows.into_iter().map(|row| WithError {
                arrival: row.arrival,
                error_group: row.error_group,
                error_code: row.error_code,
                transaction: TransactionRef {
                    id: row.transaction.id,
                    name: row.transaction.name,
                    status: row.transaction.status,
                },
            });
            Ok(with_error.collect())
        })
        .await
    }

    /// Those of these transactions that a job changed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn changed_by_bulk(&self, job: i64, arrivals: &[i64]) -> Result<Vec<i64>, StoreError> {
        self.read(async |c| {
            let noted = bulk_change::noted(c, job, arrivals.iter().copied()).await?;
            Ok(noted.into_iter().map(|(arrival, _, _)| arrival).collect())
        })
        .await
    }
}
