//! Claiming what is real-time, on arrival.

use model::timestamp;
use store::{ClaimRequest, SettledAs, Upload};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{ANNA, BEN, asking, because, identifiers, settlement},
};

impl Fixture {
    fn real_time(&self, owner: &str, identifier: &str) -> Upload {
        let mut upload = self.upload(identifier);
        upload.transaction.owner_id = owner.into();
        upload.transaction.is_real_time = true;
        upload
    }

    async fn claim_real_time(&self, limit: usize) -> Vec<String> {
        let claims = self.store.claim_real_time(asking(limit)).await.unwrap();
        identifiers(&self.read(&claims).await)
            .into_iter()
            .map(str::to_owned)
            .collect()
    }
}

#[tokio::test]
async fn a_lane_is_taken_up_to_its_last_real_time_transaction_and_other_users_are_left() {
    let f = fixture().await;
    let mut bens = f.upload("ben");
    bens.transaction.owner_id = BEN.into();
    f.receive(vec![
        f.upload("first"),
        f.real_time(ANNA, "now"),
        f.upload("between"),
        f.real_time(ANNA, "now too"),
        f.upload("after"),
        bens,
    ])
    .await;
    assert_eq!(
        f.claim_real_time(10).await,
        ["first", "now", "between", "now too"]
    );
    assert!(f.claim_real_time(10).await.is_empty());
}

#[tokio::test]
async fn a_limit_is_kept_and_the_next_claim_goes_on() {
    let f = fixture().await;
    f.receive(vec![
        f.upload("1"),
        f.upload("2"),
        f.real_time(ANNA, "3"),
        f.real_time(BEN, "4"),
    ])
    .await;
    let claims = f.store.claim_real_time(asking(2)).await.unwrap();
    let first = f.read(&claims).await;
    assert_eq!(identifiers(&first), ["1", "2"]);
    let request = ClaimRequest {
        after_owner: claims.next_owner,
        ..asking(2)
    };
    let second = f.store.claim_real_time(request).await.unwrap();
    assert_eq!(identifiers(&f.read(&second).await), ["4"]);
    assert_eq!(second.next_owner, None);
    let done = first.iter().map(|claim| settlement(claim, SettledAs::Success));
    f.settle(done.collect()).await;
    assert_eq!(f.claim_real_time(2).await, ["3"]);
}

#[tokio::test]
async fn what_leads_to_nothing_real_time_is_left_however_little_room_there_is() {
    let f = fixture().await;
    let mut blocking = f.upload("without items");
    blocking.transaction.owner_id = BEN.into();
    let mut before = f.upload("before");
    before.transaction.owner_id = BEN.into();
    f.receive(vec![f.real_time(ANNA, "now"), f.upload("after"), before])
        .await;
    f.store
        .import_transactions(vec![blocking.transaction])
        .await
        .unwrap();
    f.receive(vec![f.real_time(BEN, "held up")]).await;
    assert_eq!(f.claim_real_time(2).await, ["now"]);
    assert!(f.claim_real_time(1).await.is_empty());
}

#[tokio::test]
async fn what_blocks_holds_real_time_up_and_so_do_missing_items_and_a_pause() {
    let f = fixture().await;
    f.receive(vec![f.upload("retry"), f.real_time(ANNA, "now")]).await;
    let claims = f.claim(1).await;
    let later = SettledAs::Retry {
        next_attempt_at: timestamp(START + 60_000),
    };
    f.settle(vec![settlement(&claims[0], later)]).await;
    let mut empty = f.real_time(BEN, "without items").transaction;
    empty.name = "empty".into();
    f.store.import_transactions(vec![empty]).await.unwrap();
    assert!(f.claim_real_time(10).await.is_empty());

    f.clock.set(timestamp(START + 60_000));
    f.store.set_paused(true, &because("maintenance")).await.unwrap();
    assert!(f.claim_real_time(10).await.is_empty());
    f.store.set_paused(false, &because("done")).await.unwrap();
    assert_eq!(f.claim_real_time(10).await, ["retry", "now"]);
}
