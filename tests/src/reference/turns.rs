//! Schedules, pauses, and runs that take turns, in small.

use model::{BatchJobStatus, RunTrigger, Status};

/// How long a run holds its turn without being heard of, in milliseconds.
const TURN: i64 = 60_000;

/// A schedule that is due for longer than this was missed, in milliseconds.
const MISSED: i64 = 5 * 60_000;

const DAY: i64 = 86_400_000;

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The minutes of every day at which it is due, in order.
    pub minutes: Vec<i64>,
    /// Its runs take what was made in the last so many days.
    pub lookback_days: i64,
    /// When it is due next; none while it is not active.
    pub next: Option<i64>,
    /// When it last ran.
    pub last: Option<i64>,
}

/// A run that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRun {
    /// What made it begin.
    pub trigger: RunTrigger,
    /// It takes what was made in the last so many days.
    pub lookback_days: i64,
    /// How far it is.
    pub status: BatchJobStatus,
    /// How often transactions were claimed, and what became of them.
    pub claimed: usize,
    /// One for each attempt that was settled.
    pub outcomes: Vec<Status>,
    /// Whether there was anything to do.
    pub has_found: bool,
    lease_until: i64,
}

/// What a program hears that asks for a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// The run has begun.
    Begun(RunTrigger, i64),
    /// Another one is at work.
    AtWork,
    /// Nothing begins.
    Paused,
    /// No schedule is due; the next one is then.
    NothingDue(Option<i64>),
}

/// Runs and what makes them begin.
#[derive(Debug, Clone, Default)]
pub struct Turns {
    /// Whether the processor is paused.
    pub is_paused: bool,
    /// Those of the admins.
    pub schedules: Vec<Schedule>,
    /// In the order in which they began.
    pub runs: Vec<KeptRun>,
}

impl Schedule {
    /// The first time at which it is due after `now`.
    fn after(&self, now: i64) -> Option<i64> {
        let today = now - now.rem_euclid(DAY);
        let times =
            [today, today + DAY].map(|day| self.minutes.iter().map(move |minute| day + minute * 60_000));
        times.into_iter().flatten().find(|time| *time > now)
    }
}

impl Turns {
    /// So many schedules like the template, which were activated at `now`.
    pub fn with_schedules(count: usize, minutes: &[i64], now: i64) -> Self {
        let like_the_template = Schedule {
            minutes: minutes.to_vec(),
            lookback_days: 60,
            next: None,
            last: None,
        };
        let mut turns = Self {
            schedules: vec![like_the_template; count],
            ..Self::default()
        };
        for schedule in 0..count {
            turns.activate(schedule, true, now);
        }
        turns
    }

    /// An admin activates a schedule, or deactivates it.
    pub fn activate(&mut self, schedule: usize, is_active: bool, now: i64) {
        let it = &mut self.schedules[schedule];
        if is_active != it.next.is_some() {
            it.next = is_active.then(|| it.after(now)).flatten();
        }
    }

    /// An admin gives a schedule other times.
    pub fn reschedule(&mut self, schedule: usize, minutes: &[i64], now: i64) {
        let it = &mut self.schedules[schedule];
        if it.minutes != minutes {
            it.minutes = minutes.to_vec();
            it.next = it.next.and_then(|_| it.after(now));
        }
    }

    /// Somebody asks for a run: never two at once, and none while the processor is paused.
    pub fn begin(&mut self, trigger: RunTrigger, lookback_days: i64, now: i64) -> Reply {
        // A run that was not heard of for too long has lost its program.
        for lost in self
            .runs
            .iter_mut()
            .filter(|run| run.is_at_work() && run.lease_until <= now)
        {
            lost.status = BatchJobStatus::Failed;
            // What it settled is known; what else it had claimed is not.
            lost.claimed = lost.outcomes.len();
        }
        if self.is_paused {
            return Reply::Paused;
        }
        if self.runs.iter().any(KeptRun::is_at_work) {
            return Reply::AtWork;
        }
        self.runs.push(KeptRun {
            trigger,
            lookback_days,
            status: BatchJobStatus::Submitted,
            claimed: 0,
            outcomes: Vec::new(),
            has_found: false,
            lease_until: now + TURN,
        });
        Reply::Begun(trigger, lookback_days)
    }

    /// A scheduler looks whether a schedule is due. One that was missed runs once, however often it was due.
    pub fn begin_due(&mut self, now: i64) -> Reply {
        // The clock was set back: a schedule does not wait until it is once more as late as it was.
        for it in &mut self.schedules {
            let from_now = it.after(now);
            if it.last.is_some_and(|last| last > now) && it.next > from_now {
                (it.next, it.last) = (from_now, None);
            }
        }
        let first = (0..self.schedules.len())
            .filter_map(|schedule| self.schedules[schedule].next.map(|at| (at, schedule)))
            .min();
        let Some((at, schedule)) = first.filter(|(at, _)| *at <= now) else {
            return Reply::NothingDue(first.map(|(at, _)| at));
        };
        let trigger = match now - at > MISSED {
            true => RunTrigger::CatchUp,
            false => RunTrigger::Schedule,
        };
        let answer = self.begin(trigger, self.schedules[schedule].lookback_days, now);
        if matches!(answer, Reply::Begun(..)) {
            let it = &mut self.schedules[schedule];
            (it.last, it.next) = (Some(now), it.after(now));
        }
        answer
    }

    /// A batch of a run is done: so many were claimed, and these were settled.
    pub fn note(&mut self, run: usize, claimed: usize, settled: Vec<Status>) {
        let it = &mut self.runs[run];
        it.has_found = true;
        if it.is_at_work() {
            it.claimed += claimed;
            it.outcomes.extend(settled);
        }
    }

    /// Attempts of a run were settled, and it died before the batch was done.
    pub fn note_last(&mut self, run: usize, settled: Vec<Status>) {
        let it = &mut self.runs[run];
        if it.is_at_work() {
            it.outcomes.extend(settled);
        }
    }

    /// A run comes to its end. One that lost its turn meanwhile stays as it is; one that only looked is not kept.
    pub fn end(&mut self, run: usize, is_canceled: bool) {
        let it = &mut self.runs[run];
        if !it.is_at_work() {
            return;
        }
        if it.trigger.only_looks() && !it.has_found {
            self.runs.remove(run);
            return;
        }
        it.status = if is_canceled || self.is_paused {
            BatchJobStatus::Canceled
        } else if it.outcomes.contains(&Status::Failed) {
            BatchJobStatus::CompletedWithFailures
        } else {
            BatchJobStatus::Completed
        };
    }
}

impl KeptRun {
    /// Whether it holds the turn.
    pub fn is_at_work(&self) -> bool {
        self.status == BatchJobStatus::Submitted
    }

    /// Whether an admin sees it: not when it may be one that only looks.
    pub fn is_shown(&self) -> bool {
        !self.trigger.only_looks() || !self.is_at_work()
    }
}
