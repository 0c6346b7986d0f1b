//! Masks of personal data, and what was revealed of it.

use model::{MaskRule, MaskRules, Revealed};
use store::{SettingsAnswer, SettingsScope, Versioned};

use crate::{engine::fixture, sample::because};

#[tokio::test]
async fn rules_are_kept_with_version_and_history() {
    let f = fixture().await;
    let before = f.store.mask_rules().await.unwrap();
    assert_eq!(before.value, MaskRules::default());
    let rules = MaskRules {
        on_screen: false,
        own: vec![MaskRule {
            object_name: Some("Visit".into()),
            field: "Badge__c".into(),
            is_part: false,
            mask: true,
        }],
    };
    let saved = f
        .store
        .set_mask_rules(&rules, 0, &because("audit"))
        .await
        .unwrap();
    assert_eq!(saved, SettingsAnswer::Saved { version: 1 });
    let now = Versioned {
        value: rules.clone(),
        version: 1,
    };
    assert_eq!(f.store.mask_rules().await.unwrap(), now);
    let stale = f.store.set_mask_rules(&rules, 0, &because("late")).await.unwrap();
    assert_eq!(stale, SettingsAnswer::Conflict(now));
    let history = f
        .store
        .settings_history(Some(&SettingsScope::Masks), 9)
        .await
        .unwrap();
    let fields: Vec<&str> = history.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["own", "onScreen"]);
}

#[tokio::test]
async fn reveals_are_kept_with_their_transaction_and_paged_by_number() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    let seen = f.find("a").await;
    let payload = Revealed::Payload {
        transaction_id: seen.transaction.id.clone(),
        transaction_name: seen.transaction.name.clone(),
        item_id: f.ids.next("1QR"),
        object_name: "Account".into(),
        field: "Email".into(),
    };
    let export = Revealed::Export {
        query: "status:failed".into(),
        out: "out.csv".into(),
    };
    let first = f.store.note_reveal(&payload, "ada", Some("asked")).await.unwrap();
    let second = f.store.note_reveal(&export, "bob", None).await.unwrap();
    assert!(second.number > first.number);
    assert_eq!(
        f.store.reveals(None, 9).await.unwrap(),
        [second.clone(), first.clone()]
    );
    assert_eq!(
        f.store.reveals(Some(second.number), 9).await.unwrap(),
        std::slice::from_ref(&first)
    );
    assert_eq!(f.store.reveals(None, 1).await.unwrap(), [second]);
    assert_eq!(f.find("a").await.reveals, [first]);
    assert!(f.find("b").await.reveals.is_empty());
}
