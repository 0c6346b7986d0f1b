//! The processor in the background.

use model::{Operation::*, RecordId, Status};
use processor::{BackgroundProcessor, ProcessorEvent, RunSummary};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::support::{Scene, Sketch};

fn start(scene: &Scene) -> (BackgroundProcessor, UnboundedReceiver<ProcessorEvent>) {
    let (sender, receiver) = unbounded_channel();
    let tell = move |event| {
        let _ = sender.send(event);
    };
    (
        BackgroundProcessor::start(scene.processor("background"), 60, tell),
        receiver,
    )
}

async fn upload(scene: &Scene, rep: &str, identifier: &str) -> RecordId {
    let account = scene.account(identifier).await;
    let phone = json!({ "Phone": "+49 1" });
    scene
        .upload(Sketch::new(rep, identifier).item(Update, "Account", account.as_str(), phone))
        .await
}

async fn next_finished(events: &mut UnboundedReceiver<ProcessorEvent>) -> RunSummary {
    loop {
        match events.recv().await.expect("the processor is at work") {
            ProcessorEvent::Finished(summary) => return summary,
            ProcessorEvent::Stopped { error } => panic!("{error}"),
            _ => {}
        }
    }
}

#[tokio::test]
async fn it_works_at_once_when_woken_and_not_while_paused() {
    let scene = Scene::new().await;
    let rep = scene.user().await;
    let first = upload(&scene, &rep, "1").await;
    let (background, mut events) = start(&scene);
    assert_eq!(next_finished(&mut events).await.success, 1);
    assert_eq!(scene.status(&first).await, Status::Success);

    let second = upload(&scene, &rep, "2").await;
    background.wake();
    assert_eq!(next_finished(&mut events).await.success, 1);
    assert_eq!(scene.status(&second).await, Status::Success);

    background.pause();
    assert!(background.is_paused());
    let third = upload(&scene, &rep, "3").await;
    background.wake();
    background.stop().await;
    assert_eq!(scene.status(&third).await, Status::New);
    assert_eq!(scene.store.counts().await.unwrap().in_progress, 0);
}

#[tokio::test]
async fn it_goes_on_after_a_pause() {
    let scene = Scene::new().await;
    let rep = scene.user().await;
    let (background, mut events) = start(&scene);
    background.pause();
    let id = upload(&scene, &rep, "1").await;
    background.resume();
    assert_eq!(next_finished(&mut events).await.success, 1);
    assert_eq!(scene.status(&id).await, Status::Success);
    background.stop().await;
}
