//! Values that occur, to be offered where a query is typed.

use query::TextKey;
use sqlx::SqliteConnection;

use crate::{
    Store, StoreError,
    tables::{field_user, field_user::like, log_entry, profile, tally, transaction},
};

/// A value that occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownValue {
    /// The value.
    pub text: String,
    /// More about it, such as whose user name it is; may be empty.
    pub about: String,
}

impl Store {
    /// Values of a key that begin with what is typed (for users: that have it in them), at most `limit`. Versions are
    /// those of the latest transactions. Objects are the org's to know: of them there are none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn known_values(
        &self,
        key: TextKey,
        typed: &str,
        limit: usize,
    ) -> Result<Vec<KnownValue>, StoreError> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(async |c| {
            let mut values = match key {
                TextKey::Object => Vec::new(),
                TextKey::User => users(c, typed, most).await?,
                TextKey::Profile => {
                    let profiles = profile::all(c).await?.into_iter();
                    plain(profiles.map(|profile| profile.name), typed)
                }
                TextKey::Territory => {
                    let beginning = format!("{}%", like(&typed.to_ascii_lowercase()));
                    plain(field_user::territories(c, &beginning, most).await?, "")
                }
                TextKey::Device => plain(transaction::devices(c, typed, most).await?, ""),
                TextKey::App => plain(transaction::latest_app_versions(c).await?, typed),
                TextKey::Metadata => plain(transaction::latest_metadata_versions(c).await?, typed),
                TextKey::Error => plain(tally::error_codes(c).await?, typed),
                TextKey::Field => plain(log_entry::fields(c, typed, most).await?, ""),
            };
            values.truncate(limit);
            Ok(values)
        })
        .await
    }
}

/// Values that begin with what is typed, in any case.
fn plain(texts: impl IntoIterator<Item = String>, typed: &str) -> Vec<KnownValue> {
    let typed = typed.to_lowercase();
    texts
        .into_iter()
        .filter(|text| text.to_lowercase().starts_with(&typed))
        .map(|text| KnownValue {
            text,
            about: String::new(),
        })
        .collect()
}

/// Users by name; by user name where the name is not theirs alone.
async fn users(c: &mut SqliteConnection, typed: &str, limit: i64) -> sqlx::Result<Vec<KnownValue>> {
    let users = field_user::matching(c, typed, limit).await?;
    let is_alone = |name: &str| users.iter().filter(|user| user.name == name).count() == 1;
    let known = users.iter().map(|user| {
        let (text, about) = match is_alone(&user.name) {
            true => (&user.name, &user.username),
            false => (&user.username, &user.name),
        };
        KnownValue {
            text: text.clone(),
            about: about.clone(),
        }
    });
    Ok(known.collect())
}
