//! Several handles on one store, as of several processes.

use std::collections::HashSet;

use model::Status;
use store::{EditAnswer, FieldEdit, Received, SettledAs};

use crate::{
    engine::fixture,
    sample::{asking, because, settlement},
};

#[tokio::test]
async fn two_handles_see_each_other_s_work() {
    let f = fixture().await;
    let other = f.another().await;
    f.receive(vec![f.upload("a")]).await;
    assert_eq!(other.counts().await.unwrap().new, 1);
    let claims = other.claim(asking(1)).await.unwrap();
    let claims = other.read_claimed(&claims).await.unwrap();
    assert_eq!(f.status("a").await, Status::InProgress);
    other
        .settle(vec![settlement(&claims[0], SettledAs::Success)])
        .await
        .unwrap();
    assert_eq!(f.status("a").await, Status::Success);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_many_claim_at_once_is_claimed_once() {
    let f = fixture().await;
    let mut uploads: Vec<_> = (0..200).map(|number| f.upload(&format!("u{number}"))).collect();
    for (number, upload) in uploads.iter_mut().enumerate() {
        upload.transaction.owner_id = format!("owner {}", number % 20);
    }
    f.receive(uploads).await;
    let mut tasks = Vec::new();
    for handle in [
        f.store.clone(),
        f.another().await,
        f.store.clone(),
        f.another().await,
    ] {
        tasks.push(tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let claims = handle.claim(asking(7)).await.unwrap();
                let claims = handle.read_claimed(&claims).await.unwrap();
                if claims.is_empty() {
                    return mine;
                }
                mine.extend(claims.iter().map(|claim| claim.arrival));
                let done = claims
                    .iter()
                    .map(|claim| settlement(claim, SettledAs::Success))
                    .collect();
                handle.settle(done).await.unwrap();
            }
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.unwrap());
    }
    assert_eq!(all.len(), 200);
    assert_eq!(all.into_iter().collect::<HashSet<_>>().len(), 200);
    assert_eq!(f.store.counts().await.unwrap().success, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_upload_from_many_sides_is_one_transaction() {
    let f = fixture().await;
    let upload = f.upload("a");
    let mut tasks = Vec::new();
    for handle in [f.store.clone(), f.another().await, f.another().await] {
        let upload = upload.clone();
        tasks.push(tokio::spawn(async move {
            handle.receive(vec![upload]).await.unwrap()
        }));
    }
    let mut queued = 0;
    for task in tasks {
        queued += usize::from(matches!(task.await.unwrap()[0], Received::Queued { .. }));
    }
    assert_eq!(queued, 1);
    assert_eq!(f.store.counts().await.unwrap().total(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_edits_of_one_version_one_is_saved() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let id = f.find("a").await.transaction.id;
    let mut tasks = Vec::new();
    for handle in [f.store.clone(), f.another().await] {
        let edit = store::Edit {
            id: id.clone(),
            expected_version: 1,
            fields: vec![FieldEdit {
                name: "Sequence".into(),
                value: Some(tasks.len().to_string()),
            }],
            items: vec![],
        };
        tasks.push(tokio::spawn(async move {
            handle.edit(&edit, &because("race")).await.unwrap()
        }));
    }
    let mut saved = 0;
    for task in tasks {
        match task.await.unwrap() {
            EditAnswer::Saved { .. } => saved += 1,
            EditAnswer::Conflict(now) => assert_eq!(now.version, 2),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(saved, 1);
}

#[tokio::test]
async fn a_write_that_is_given_up_leaves_nothing_behind() {
    let f = fixture().await;
    let uploads: Vec<_> = (0..2_000).map(|number| f.upload(&format!("u{number}"))).collect();
    // Polled a few times and dropped, wherever it may be by then; a fast machine may be done.
    for polls in [1, 2, 3, 5, 8, 13, 21, 34] {
        let mut receiving = Box::pin(f.store.receive(uploads.clone()));
        for _ in 0..polls {
            let moment = std::time::Duration::from_millis(1);
            if tokio::time::timeout(moment, &mut receiving).await.is_ok() {
                break;
            }
        }
    }
    let total = f.store.counts().await.unwrap().total();
    assert!(total == 0 || total == 2_000, "all or nothing, not {total}");
    let answers = f.store.receive(uploads).await.unwrap();
    assert_eq!(answers.len(), 2_000);
    assert_eq!(f.store.counts().await.unwrap().total(), 2_000);
}
