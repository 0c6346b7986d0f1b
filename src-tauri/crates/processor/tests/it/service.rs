//! The processor in the background.

use model::{BatchJobStatus, Operation::*, RecordId, RunTrigger, Status};
use processor::{BackgroundProcessor, ProcessorEvent, RunSummary};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::support::{Scene, Sketch, change};

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

    scene.store.set_paused(true, &change()).await.unwrap();
    let second = upload(&scene, &rep, "2").await;
    background.wake();
    background.stop().await;
    assert_eq!(scene.status(&second).await, Status::New);
    assert_eq!(scene.store.counts().await.unwrap().in_progress, 0);

    scene.store.set_paused(false, &change()).await.unwrap();
    let (background, mut events) = start(&scene);
    assert_eq!(next_finished(&mut events).await.success, 1);
    assert_eq!(scene.status(&second).await, Status::Success);
    background.stop().await;
}

#[tokio::test]
async fn only_its_runs_that_did_something_are_kept() {
    let scene = Scene::new().await;
    let rep = scene.user().await;
    let (background, mut events) = start(&scene);
    upload(&scene, &rep, "1").await;
    background.wake();
    assert_eq!(next_finished(&mut events).await.success, 1);
    background.wake();
    background.stop().await;
    let page = scene.store.runs(None, 10).await.unwrap();
    let [run] = page.runs.as_slice() else {
        panic!("{page:?}");
    };
    assert_eq!((run.trigger, run.counts.success), (RunTrigger::Background, 1));
    assert_eq!(run.status, BatchJobStatus::Completed);
}
