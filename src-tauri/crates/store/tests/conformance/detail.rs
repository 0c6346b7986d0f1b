//! Finding and reading one transaction.

use model::{Profile, User};
use store::SettledAs;

use crate::{engine::fixture, sample::ANNA};

#[tokio::test]
async fn a_transaction_is_found_by_id_name_or_identifier() {
    let f = fixture().await;
    f.receive(vec![f.upload("dev-a"), f.upload("dev-b")]).await;
    let id = f.find("dev-b").await.transaction.id;
    for text in [
        id.as_str(),
        &id.as_str()[..15],
        " DST-0000000002 ",
        "dst-0000000002",
        "dev-b",
    ] {
        assert_eq!(f.store.find(text).await.unwrap(), Some(id.clone()), "{text}");
    }
    for text in ["", "dev", "DST-2", "'; DROP TABLE sync_transaction; --"] {
        assert_eq!(f.store.find(text).await.unwrap(), None, "{text}");
    }
    assert_eq!(f.store.transaction(&f.transaction_id()).await.unwrap(), None);
}

#[tokio::test]
async fn of_several_with_one_name_the_newest_is_found() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let mut twin = f.upload("b").transaction;
    twin.name = "DST-0000000001".into();
    f.store.import_transactions(vec![twin.clone()]).await.unwrap();
    assert_eq!(f.store.find("DST-0000000001").await.unwrap(), Some(twin.id));
}

#[tokio::test]
async fn owner_and_profile_are_shown_when_they_are_known() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    assert_eq!((f.find("a").await.owner, f.find("a").await.profile), (None, None));
    let profile = Profile {
        id: f.ids.next("00e"),
        name: "Sales Rep".into(),
    };
    let user = User {
        id: ANNA.parse().unwrap(),
        name: "Anna Adler".into(),
        username: "anna@example.com".into(),
        profile_id: profile.id.clone(),
        territory: Some("Berlin".into()),
        is_active: true,
    };
    f.store.upsert_users(std::slice::from_ref(&user)).await.unwrap();
    assert_eq!(f.find("a").await.profile, None);
    f.store
        .upsert_profiles(std::slice::from_ref(&profile))
        .await
        .unwrap();
    let detail = f.find("a").await;
    assert_eq!((detail.owner, detail.profile), (Some(user), Some(profile)));
}

#[tokio::test]
async fn items_and_logs_are_read_for_several_transactions_at_once() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b"), f.upload("c")]).await;
    f.process_all(SettledAs::Success).await;
    let items = f.store.items_of(&[3, 1, 99]).await.unwrap();
    let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names, ["DSR-0000000001-01", "DSR-0000000003-01"]);
    assert!(f.store.items_of(&[]).await.unwrap().is_empty());
    assert!(f.store.log_entries_of(&[1, 2, 3]).await.unwrap().is_empty());
}
