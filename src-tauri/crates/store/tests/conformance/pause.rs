//! Pausing the Sync Processor.

use model::{Pause, timestamp};
use store::{SettingsScope, SettledAs};

use crate::{
    engine::{START, fixture},
    sample::{because, settlement},
};

#[tokio::test]
async fn nothing_is_claimed_while_the_processor_is_paused() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    let claims = f.claim(1).await;
    let pause = f.store.set_paused(true, &because("maintenance")).await.unwrap();
    let expected = Pause {
        by: "admin".into(),
        at: timestamp(START),
        reason: "maintenance".into(),
    };
    assert_eq!(pause, Some(expected.clone()));
    // What was claimed before is settled; the rest stays where it is, for other programs too.
    f.settle(vec![settlement(&claims[0], SettledAs::Success)]).await;
    assert!(f.claim(10).await.is_empty());
    assert_eq!(f.another().await.pause().await.unwrap(), Some(expected));
    assert_eq!(f.store.set_paused(false, &because("done")).await.unwrap(), None);
    assert_eq!(f.store.pause().await.unwrap(), None);
    assert_eq!(f.claim(10).await.len(), 1);
}

#[tokio::test]
async fn the_first_pause_stands_and_each_change_is_kept_with_its_reason() {
    let f = fixture().await;
    let first = f.store.set_paused(true, &because("maintenance")).await.unwrap();
    assert_eq!(f.store.set_paused(true, &because("again")).await.unwrap(), first);
    f.store.set_paused(false, &because("done")).await.unwrap();
    f.store.set_paused(false, &because("really")).await.unwrap();
    let history = f
        .store
        .settings_history(Some(&SettingsScope::Processor), 9)
        .await
        .unwrap();
    let changes: Vec<_> = history
        .iter()
        .map(|change| {
            (
                change.field.as_str(),
                change.new_value.as_str(),
                change.reason.as_str(),
            )
        })
        .collect();
    assert_eq!(
        changes,
        [("paused", "false", "done"), ("paused", "true", "maintenance")]
    );
}
