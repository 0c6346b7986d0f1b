//! Users and profiles, as far as lists and settings need them.

use model::{Profile, User};

use crate::{Store, StoreError};

impl Store {
    /// Adds users, or replaces what is known of them, in one commit.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn upsert_users(&self, users: &[User]) -> Result<(), StoreError> {
        let _ = users;
        Err(StoreError::Unreadable("upsert_users is not there yet".into()))
    }

    /// Adds profiles, or replaces what is known of them, in one commit.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn upsert_profiles(&self, profiles: &[Profile]) -> Result<(), StoreError> {
        let _ = profiles;
        Err(StoreError::Unreadable("upsert_profiles is not there yet".into()))
    }

    /// Users whose name or user name contains `search` (in any case), or whose Id it is, by name, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn users(&self, search: &str, limit: usize) -> Result<Vec<User>, StoreError> {
        let _ = (search, limit);
        Err(StoreError::Unreadable("users is not there yet".into()))
    }

    /// Every profile, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn profiles(&self) -> Result<Vec<Profile>, StoreError> {
        Err(StoreError::Unreadable("profiles is not there yet".into()))
    }

    /// Every profile with the number of its active users, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn profiles_with_users(&self) -> Result<Vec<(Profile, i64)>, StoreError> {
        Err(StoreError::Unreadable("profiles_with_users is not there yet".into()))
    }
}
