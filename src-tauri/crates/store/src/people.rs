//! Users and profiles, as far as lists and settings need them.

use model::{Profile, User};

use crate::{
    Store, StoreError,
    tables::{field_user, profile},
};

impl Store {
    /// Adds users, or replaces what is known of them, in one commit.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn upsert_users(&self, users: &[User]) -> Result<(), StoreError> {
        self.write(async |w| Ok(field_user::upsert(w, users).await?))
            .await
    }

    /// Adds profiles, or replaces what is known of them, in one commit.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn upsert_profiles(&self, profiles: &[Profile]) -> Result<(), StoreError> {
        self.write(async |w| Ok(profile::upsert(w, profiles).await?))
            .await
    }

    /// Users whose name or user name contains `search` (in any case), or whose Id it is, by name, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn users(&self, search: &str, limit: usize) -> Result<Vec<User>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(async |c| Ok(field_user::matching(c, search.trim(), limit).await?))
            .await
    }

    /// Every profile, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn profiles(&self) -> Result<Vec<Profile>, StoreError> {
        self.read(async |c| Ok(profile::all(c).await?)).await
    }

    /// Every profile with the number of its active users, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn profiles_with_users(&self) -> Result<Vec<(Profile, i64)>, StoreError> {
        self.read(async |c| Ok(profile::all_with_users(c).await?)).await
    }
}
