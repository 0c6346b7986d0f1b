//! Users and profiles.

use model::{Profile, User};

use crate::engine::{Fixture, fixture};

impl Fixture {
    fn user(&self, name: &str, username: &str, profile: &Profile) -> User {
        User {
            id: self.ids.next("005"),
            name: name.into(),
            username: username.into(),
            profile_id: profile.id.clone(),
            territory: None,
            is_active: true,
        }
    }
}

#[tokio::test]
async fn users_are_found_by_a_part_of_their_name_or_their_id() {
    let f = fixture().await;
    let profile = Profile {
        id: f.ids.next("00e"),
        name: "Rep".into(),
    };
    let users = vec![
        f.user("Ümit Özal", "umit@example.com", &profile),
        f.user("Anna 100%", "anna_a@example.com", &profile),
        f.user("Anna Berg", "anna.b@example.com", &profile),
    ];
    f.store.upsert_users(&users).await.unwrap();
    let found = async |search: &str| {
        let users = f.store.users(search, 10).await.unwrap();
        users.into_iter().map(|user| user.name).collect::<Vec<_>>()
    };
    assert_eq!(found("").await, ["Anna 100%", "Anna Berg", "Ümit Özal"]);
    assert_eq!(found(" ANNA ").await, ["Anna 100%", "Anna Berg"]);
    assert_eq!(found("özal").await, ["Ümit Özal"]);
    assert_eq!(found("100%").await, ["Anna 100%"]);
    assert_eq!(found("a_a@").await, ["Anna 100%"]);
    assert_eq!(found(users[0].id.as_str()).await, ["Ümit Özal"]);
    assert!(found("nobody").await.is_empty());
    assert_eq!(f.store.users("", 2).await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_latest_is_known_of_users_and_profiles() {
    let f = fixture().await;
    let mut profile = Profile {
        id: f.ids.next("00e"),
        name: "Rep".into(),
    };
    let other = Profile {
        id: f.ids.next("00e"),
        name: "Manager".into(),
    };
    f.store
        .upsert_profiles(&[profile.clone(), other.clone()])
        .await
        .unwrap();
    profile.name = "Sales Rep".into();
    f.store.upsert_profiles(&[profile.clone()]).await.unwrap();
    assert_eq!(
        f.store.profiles().await.unwrap(),
        [other.clone(), profile.clone()]
    );

    let mut user = f.user("Anna", "anna", &profile);
    f.store
        .upsert_users(&[user.clone(), f.user("Ben", "ben", &profile)])
        .await
        .unwrap();
    user.is_active = false;
    user.territory = Some("Berlin".into());
    f.store.upsert_users(&[user.clone()]).await.unwrap();
    assert_eq!(f.store.users("anna", 9).await.unwrap(), [user]);
    assert_eq!(
        f.store.profiles_with_users().await.unwrap(),
        [(other, 0), (profile, 1)]
    );
}
