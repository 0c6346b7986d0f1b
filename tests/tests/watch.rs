//! The watch over an open workspace: what goes to the inbox, and what to the desktop.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use console::{Announcement, Announcer, ConsoleEvent, NotShown};
use journeys::Desk;
use serde_json::{Value, json};

/// A desktop that keeps what it showed, or shows nothing for a reason.
#[derive(Default)]
struct Desktop {
    shown: Mutex<Vec<Announcement>>,
    problem: Option<&'static str>,
}

#[async_trait::async_trait]
impl Announcer for Desktop {
    async fn check(&self) -> Result<(), NotShown> {
        self.problem.map_or(Ok(()), |reason| Err(NotShown(reason.into())))
    }

    async fn announce(&self, announcement: Announcement) -> Result<(), NotShown> {
        self.check().await?;
        self.shown.lock().unwrap().push(announcement);
        Ok(())
    }
}

impl Desktop {
    fn titles(&self) -> Vec<String> {
        let shown = self.shown.lock().unwrap();
        shown
            .iter()
            .map(|announcement| announcement.title.clone())
            .collect()
    }
}

/// A watched desk with the sample, and its desktop.
async fn watched() -> (Desk, Arc<Desktop>) {
    let (desk, desktop) = (Desk::new(), Arc::new(Desktop::default()));
    desk.console.watch();
    desk.console.announce_with(desktop.clone());
    let path = desk.path("sample.syncstore");
    let request = json!({ "storePath": path, "users": 12, "transactions": 400, "seed": 7 });
    let job = desk.call("workspace.createSample", request).await;
    desk.finished(&job).await;
    (desk, desktop)
}

/// Waits for something to be so, by listening.
async fn until(desk: &Desk, is_so: impl AsyncFn() -> bool) {
    let mut events = desk.console.events();
    let waiting = async {
        while !is_so().await {
            // An event, or a gap in them, is a reason to look again.
            let _ = events.recv().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), waiting)
        .await
        .expect("it becomes so");
}

async fn inbox(desk: &Desk) -> Vec<Value> {
    let request = json!({ "before": null, "onlyUnread": false, "limit": 100 });
    let answer = desk.call("inbox.list", request).await;
    answer["notices"].as_array().cloned().unwrap()
}

async fn set(desk: &Desk, changes: Value) -> Value {
    let view = desk.call("watch.read", json!({})).await;
    let mut value = view["value"].clone();
    for (name, changed) in changes.as_object().unwrap() {
        value[name] = changed.clone();
    }
    let request = json!({ "value": value, "expectedVersion": view["version"], "reason": "trial" });
    desk.call("watch.write", request).await
}

/// The notice of a new error group, which the first look finds.
async fn group_notice(desk: &Desk) -> Value {
    let notice = async || {
        let notices = inbox(desk).await.into_iter();
        let mut groups = notices.filter(|notice| notice["about"]["kind"] == "errorGroup");
        groups.next()
    };
    until(desk, async || notice().await.is_some()).await;
    notice().await.unwrap()
}

/// Says of its error group that it is known, which the watch looks at at once.
async fn know_of(desk: &Desk, notice: &Value) {
    let group = json!({ "id": notice["about"]["groupId"] });
    let group = desk.call("errorGroups.get", group).await;
    let values = json!({ "isKnown": true, "snoozedUntil": null, "assignee": null, "note": null });
    let known = json!({ "id": group["id"], "expectedVersion": group["version"], "values": values });
    desk.call("errorGroups.save", known).await;
}

async fn until_over(desk: &Desk, notice: &Value) {
    let is_over = async || {
        let notices = inbox(desk).await;
        let now = notices.iter().find(|other| other["id"] == notice["id"]).unwrap();
        now["endedAt"].is_string()
    };
    until(desk, is_over).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_error_group_is_told_until_somebody_knows_of_it() {
    let (desk, desktop) = watched().await;
    let notice = group_notice(&desk).await;
    assert_eq!(
        (&notice["endedAt"], &notice["readAt"]),
        (&Value::Null, &Value::Null)
    );
    let unread = desk.call("inbox.count", json!({})).await["unread"].clone();
    assert_eq!(unread, inbox(&desk).await.len());

    know_of(&desk, &notice).await;
    until_over(&desk, &notice).await;
    assert_eq!(
        desktop.titles().len(),
        1,
        "what came together is told together: {:?}",
        desktop.titles()
    );

    let count = desk
        .call("inbox.markRead", json!({ "ids": [notice["id"]] }))
        .await;
    assert_eq!(count["unread"].as_i64(), unread.as_i64().map(|unread| unread - 1));
    desk.call("inbox.clear", json!({})).await;
    assert!(inbox(&desk).await.iter().all(|other| other["id"] != notice["id"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn during_quiet_hours_the_inbox_fills_and_afterwards_the_desktop_is_told_once() {
    let (desk, desktop) = (Desk::new(), Arc::new(Desktop::default()));
    desk.console.watch();
    desk.console.announce_with(desktop.clone());
    let request = json!({ "storePath": desk.path("queue.syncstore") });
    desk.call("workspace.create", request).await;
    // It is 08:00.
    set(
        &desk,
        json!({ "quietHours": true, "quietFrom": 7, "quietTo": 12 }),
    )
    .await;
    for (id, name) in [(1, "Nightly"), (1, "Hourly")] {
        let clone = json!({ "id": id, "name": name, "reason": "trial" });
        let clone = desk.call("schedules.clone", clone).await;
        let activate = json!({
            "id": clone["id"], "expectedVersion": clone["version"], "isActive": true, "reason": "trial",
        });
        desk.call("schedules.setActive", activate).await;
    }
    // Nobody runs the schedules here.
    desk.clock.advance(Duration::days(1));
    set(&desk, json!({ "cooldownMinutes": 5 })).await;
    until(&desk, async || inbox(&desk).await.len() == 2).await;
    assert!(desktop.titles().is_empty());

    desk.clock.advance(Duration::hours(4));
    set(&desk, json!({ "cooldownMinutes": 6 })).await;
    let told = async {
        while desktop.titles().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), told)
        .await
        .expect("it is told");
    assert_eq!(desktop.titles(), ["2 notices"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_goes_all_the_way_and_says_whether_it_arrived() {
    let desk = Desk::new();
    desk.call(
        "workspace.create",
        json!({ "storePath": desk.path("queue.syncstore") }),
    )
    .await;
    let without = desk.call("watch.test", json!({})).await;
    assert_eq!(without["desktop"]["state"], "none");
    let broken = Desktop {
        problem: Some("nothing shows notifications"),
        ..Desktop::default()
    };
    desk.console.announce_with(Arc::new(broken));
    let refused = desk.call("watch.test", json!({})).await;
    assert_eq!(refused["desktop"]["reason"], "nothing shows notifications");
    let view = desk.call("watch.read", json!({})).await;
    assert_eq!(view["desktop"], refused["desktop"]);
    assert_eq!(inbox(&desk).await.len(), 2, "each test is in the inbox");

    let (desk, desktop) = (Desk::new(), Arc::new(Desktop::default()));
    desk.console.announce_with(desktop.clone());
    desk.call(
        "workspace.create",
        json!({ "storePath": desk.path("queue.syncstore") }),
    )
    .await;
    set(&desk, json!({ "quietHours": true, "quietFrom": 0, "quietTo": 0 })).await;
    let arrived = desk.call("watch.test", json!({})).await;
    assert_eq!(arrived["desktop"]["state"], "available");
    assert_eq!(desktop.titles(), ["Test notice"], "also during quiet hours");
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_outside_their_range_are_refused_at_their_field() {
    let desk = Desk::new();
    desk.call(
        "workspace.create",
        json!({ "storePath": desk.path("queue.syncstore") }),
    )
    .await;
    let view = desk.call("watch.read", json!({})).await;
    let mut value = view["value"].clone();
    value["stuckNewHours"] = json!(0);
    let request = json!({ "value": value, "expectedVersion": 0, "reason": "trial" });
    let refused = desk.try_call("watch.write", request).await.unwrap_err();
    assert_eq!(refused.details[0]["field"], "stuckNewHours");
    set(&desk, json!({ "stuckNewHours": 12 })).await;
    let stale = json!({ "value": view["value"], "expectedVersion": 0, "reason": "trial" });
    let stale = desk.try_call("watch.write", stale).await.unwrap_err();
    assert_eq!(stale.details["value"]["stuckNewHours"], 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_masks_are_told_once_whichever_program_switches_them() {
    for is_own in [true, false] {
        let (desk, _) = watched().await;
        // It looked once: what holds now is no news.
        let notice = group_notice(&desk).await;
        let other = Desk::new();
        let path = desk.path("sample.syncstore");
        other.call("workspace.open", json!({ "storePath": path })).await;
        let mut events = desk.console.events();
        if is_own { &desk } else { &other }.mask_on_screen(false).await;
        // The watch looks once a minute; it does so now, and notes last that the notice is over.
        know_of(&desk, &notice).await;
        until_over(&desk, &notice).await;
        let mut told = 0;
        while let Ok(event) = events.try_recv() {
            told += usize::from(matches!(event, ConsoleEvent::MasksChanged));
        }
        assert_eq!(told, 1, "by this program: {is_own}");
    }
}
