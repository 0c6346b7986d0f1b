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

/// Notices of new error groups.
async fn of_groups(desk: &Desk) -> Vec<Value> {
    let kinds = ["errorGroup", "manyErrorGroups"];
    let notices = inbox(desk).await.into_iter();
    let groups = notices.filter(|notice| kinds.iter().any(|kind| notice["about"]["kind"] == *kind));
    groups.collect()
}

/// Error groups that nobody knows of.
async fn unseen(desk: &Desk) -> Vec<Value> {
    let groups = desk.call("errorGroups.list", json!({})).await["groups"].clone();
    let groups = groups.as_array().unwrap().iter().cloned();
    let unseen = groups.filter(|group| group["state"] == "new" || group["state"] == "regressed");
    unseen.collect()
}

/// Says of these groups that they are known; the watch looks at once, and ends what it told of them.
async fn know_of(desk: &Desk, groups: &[Value]) {
    for group in groups {
        let values = json!({ "isKnown": true, "snoozedUntil": null, "assignee": null, "note": null });
        let known = json!({ "id": group["id"], "expectedVersion": group["version"], "values": values });
        desk.call("errorGroups.save", known).await;
    }
    until(desk, async || of_groups(desk).await[0]["endedAt"].is_string()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_new_errors_of_a_sample_are_one_notice_until_somebody_knows_of_all() {
    let (desk, desktop) = watched().await;
    until(&desk, async || !of_groups(&desk).await.is_empty()).await;
    let unseen = unseen(&desk).await;
    let notices = of_groups(&desk).await;
    let notice = &notices[0];
    assert_eq!(
        (notices.len(), &notice["about"]["kind"]),
        (1, &"manyErrorGroups".into())
    );
    // Some of them are tried again still: nothing has failed with their error.
    let told = notice["about"]["told"].as_array().unwrap().len();
    assert!((4..=unseen.len()).contains(&told), "{told}");
    assert_eq!(notice["title"], format!("{told} new errors"));
    assert_eq!(notice["about"]["worst"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&notice["endedAt"], &notice["readAt"]),
        (&Value::Null, &Value::Null)
    );
    let unread = desk.call("inbox.count", json!({})).await["unread"].clone();
    assert_eq!(unread, inbox(&desk).await.len());

    know_of(&desk, &unseen).await;
    assert_eq!(of_groups(&desk).await.len(), 1);
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
        json!({ "quietHours": true, "quietFrom": "07:30", "quietTo": "12:15" }),
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

    desk.clock.advance(Duration::minutes(4 * 60 + 15));
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

/// A watched desk with an empty queue, on Monday at 08:00.
async fn empty() -> Desk {
    let desk = Desk::new();
    desk.console.watch();
    let request = json!({ "storePath": desk.path("queue.syncstore") });
    desk.call("workspace.create", request).await;
    desk
}

async fn last_report(desk: &Desk) -> Value {
    desk.call("watch.read", json!({})).await["lastReport"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_daily_report_saves_itself_once_for_each_day_and_catches_up_once() {
    let desk = empty().await;
    let folder = desk.path("reports");
    std::fs::create_dir(&folder).unwrap();
    let files = || {
        let entries = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    };
    let is_saved = async |day: &str| {
        let last = last_report(&desk).await;
        last["day"] == day && last["savedAt"].is_string()
    };
    set(
        &desk,
        json!({ "reportSaved": true, "reportFolder": folder, "reportTime": "08:30" }),
    )
    .await;
    // That of Sunday is not due before half past eight.
    until(&desk, async || is_saved("2026-11-21").await).await;
    let of = |day: &str| {
        [
            format!("daily-report-{day}.csv"),
            format!("daily-report-{day}.html"),
        ]
    };
    assert_eq!(files(), of("2026-11-21"));
    let html = std::fs::read_to_string(folder.join("daily-report-2026-11-21.html")).unwrap();
    assert!(html.contains("Daily report of 2026-11-21"), "{html}");

    // What was saved is not written again, though its file is gone.
    std::fs::remove_file(folder.join("daily-report-2026-11-21.html")).unwrap();
    desk.clock.advance(Duration::minutes(30));
    set(&desk, json!({ "cooldownMinutes": 5 })).await;
    until(&desk, async || is_saved("2026-11-22").await).await;
    assert_eq!(files().len(), 3, "{:?}", files());

    // The computer sleeps for three days.
    desk.clock.advance(Duration::days(3));
    set(&desk, json!({ "cooldownMinutes": 6 })).await;
    until(&desk, async || is_saved("2026-11-25").await).await;
    assert_eq!(files()[1..3], of("2026-11-22"));
    assert_eq!(files()[3..], of("2026-11-25"), "only the last one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_daily_report_that_cannot_be_saved_is_a_notice_that_says_what_to_do() {
    let desk = empty().await;
    let folder = desk.path("missing");
    set(&desk, json!({ "reportSaved": true, "reportFolder": folder })).await;
    until(&desk, async || !inbox(&desk).await.is_empty()).await;
    let notice = inbox(&desk).await.remove(0);
    assert_eq!(notice["title"], "Daily report of 2026-11-22 not saved");
    let text = notice["text"].as_str().unwrap();
    assert!(
        text.contains("See that the folder is there and can be written"),
        "{text}"
    );
    assert!(last_report(&desk).await["error"].is_string());

    std::fs::create_dir(&folder).unwrap();
    desk.clock.advance(Duration::minutes(10));
    set(&desk, json!({ "cooldownMinutes": 5 })).await;
    until(&desk, async || inbox(&desk).await[0]["endedAt"].is_string()).await;
    assert!(last_report(&desk).await["savedAt"].is_string());
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
    set(
        &desk,
        json!({ "quietHours": true, "quietFrom": "00:00", "quietTo": "00:00" }),
    )
    .await;
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
        until(&desk, async || !of_groups(&desk).await.is_empty()).await;
        let other = Desk::new();
        let path = desk.path("sample.syncstore");
        other.call("workspace.open", json!({ "storePath": path })).await;
        let mut events = desk.console.events();
        if is_own { &desk } else { &other }.mask_on_screen(false).await;
        // The watch looks once a minute; it does so now, and notes last that the notice is over.
        know_of(&desk, &unseen(&desk).await).await;
        let mut told = 0;
        while let Ok(event) = events.try_recv() {
            told += usize::from(matches!(event, ConsoleEvent::MasksChanged));
        }
        assert_eq!(told, 1, "by this program: {is_own}");
    }
}
