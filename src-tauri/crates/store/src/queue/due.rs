//! When the queue has work again.

use model::Timestamp;

use crate::{Store, StoreError, tables::transaction};

impl Store {
    /// When the next attempt of a Retry is due; none when there is no Retry.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn next_retry_at(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(async |c| Ok(transaction::next_attempt(c).await?)).await
    }
}
