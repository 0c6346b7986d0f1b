//! Who does what when in the sample: every transaction's moment, user and fate, before any of them is made.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, Duration, NaiveDate, NaiveTime, Timelike as _, Weekday};
use model::Timestamp;
use rand::{RngExt as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha12Rng;

use super::{SampleOptions, builder::Builder, mishap::Mishap, org_change::OrgChange, world::World};

/// When field users work, in hours of UTC.
const WORKDAY: std::ops::Range<u32> = 7..18;
/// A weekend day has so much of the work of a weekday, in percent.
const WEEKEND_PERCENT: u64 = 8;
/// Devices upload at these hours of the older days, and more often on the last ones.
const UPLOAD_HOURS: [u32; 2] = [12, 18];
const RECENT_UPLOAD_HOURS: [u32; 6] = [9, 11, 13, 15, 17, 19];
/// Days whose uploads come more often.
const RECENT_DAYS: u64 = 2;
/// Mishaps of one kind in one territory share an account when they lie this close.
const SHARED_CAUSE: Duration = Duration::hours(24);

/// Devices that fall silent: which of the last reps has it, and for how many days in the end.
const SILENT: [(usize, i64); 3] = [(1, 34), (2, 27), (3, 25)];

/// One transaction to come.
pub(super) struct Slot {
    pub(super) made_at: Timestamp,
    pub(super) uploaded_at: Timestamp,
    /// Place in the world's reps.
    pub(super) rep: usize,
    pub(super) what: What,
}

/// What a slot is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Something that goes well.
    Routine,
    /// The visit that was planned last is made.
    MakePlan,
    /// Something that goes wrong, at this account (a place in the world's accounts), and what admins do then.
    Wrong {
        mishap: Mishap,
        account: Option<usize>,
        handling: Handling,
    },
}

/// What an admin does about a failure, so many hours after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handling {
    /// Nothing yet.
    Leave,
    /// Writes a comment, and leaves it.
    Comment,
    /// Mends the cause or the payload, and retries.
    Mend { after_hours: i64 },
    /// Ignores it.
    Ignore { after_hours: i64 },
    /// Takes it over by hand, and is done with it or not.
    ByHand { after_hours: i64, is_resolved: bool },
}

/// Everything that is to happen.
pub(super) struct Agenda {
    /// In order of upload, those of one user in the order they were made.
    pub(super) slots: Vec<Slot>,
    /// Changes of the org, in order.
    pub(super) causes: Vec<(Timestamp, OrgChange)>,
    /// Reps that a lock holds up in the end.
    held_up: BTreeSet<usize>,
    /// Accounts that something happened to, and when it is met.
    struck: Vec<(Mishap, usize, Timestamp)>,
}

impl Agenda {
    /// Plans the transactions of `options`, and adds the accounts to the world that something happens to.
    pub(super) fn new(options: &SampleOptions, builder: &mut Builder<'_>) -> Self {
        let mut slots = empty_slots(options, &builder.world, builder.rng);
        let_devices_fall_silent(&mut slots, options, builder.world.reps.len());
        let mut agenda = Self {
            slots,
            causes: Vec::new(),
            held_up: BTreeSet::new(),
            struck: Vec::new(),
        };
        agenda.hold_users_up(options, builder);
        agenda.let_things_go_wrong(options, builder);
        agenda.let_plans_fail_others();
        agenda.causes.sort_by_key(|(at, _)| *at);
        agenda
    }

    /// Some users meet a lock that nobody releases; what they do later waits, for more than a day in the end.
    fn hold_users_up(&mut self, options: &SampleOptions, builder: &mut Builder<'_>) {
        let old_enough = options.now - Duration::hours(26);
        let end = self.slots.partition_point(|slot| slot.uploaded_at < old_enough);
        let span = (self.slots.len() * 5 / 2 / options.days.max(1) as usize).max(8);
        let users = 1 + options.users as usize / 80;
        for number in 0..users {
            let first = (end.saturating_sub(span) + number).min(self.slots.len());
            let Some(slot) = self.slots.get_mut(first).filter(|_| first < end) else {
                return;
            };
            let rep = (number * 31 + 2) % builder.world.reps.len();
            let account = builder.account(builder.world.reps[rep].territory, false);
            let (mishap, handling) = (Mishap::LockedStill, Handling::Leave);
            slot.rep = rep;
            slot.what = What::Wrong {
                mishap,
                account: Some(account),
                handling,
            };
            let locked_at = slot.made_at - Duration::hours(1);
            self.causes
                .push((locked_at, OrgChange::Lock { account, hours: None }));
            self.held_up.insert(rep);
            // Spread over the time, so that the users who are held up do not take each other's.
            for later in self.slots[first..end]
                .iter_mut()
                .skip(users + number)
                .step_by(users)
                .take(4)
            {
                later.rep = rep;
            }
        }
    }

    /// Chooses the slots that go wrong, most of them of late, and how.
    fn let_things_go_wrong(&mut self, options: &SampleOptions, builder: &mut Builder<'_>) {
        let kinds: Vec<Mishap> = Mishap::ALL
            .into_iter()
            .filter(|mishap| *mishap != Mishap::LockedStill)
            .collect();
        let chosen = self.choose(options, kinds.len() + FIXED_FATES.len(), builder.rng);
        let count = chosen.len();
        for (number, slot) in chosen.into_iter().enumerate() {
            // Newest first: every kind once; oldest last: what every sample shall show.
            let fixed = FIXED_FATES.get(count - 1 - number).copied();
            let (mishap, handling) = match (kinds.get(number), fixed) {
                (Some(mishap), _) => (*mishap, Handling::Leave),
                (None, Some(fixed)) => fixed,
                (None, None) => {
                    let mishap = kinds.choose_weighted(builder.rng, |mishap| mishap.weight());
                    let mishap = mishap.copied().unwrap_or(Mishap::MissingField);
                    (
                        mishap,
                        handling(options.now - self.slots[slot].made_at, builder.rng),
                    )
                }
            };
            self.spoil(slot, mishap, handling, builder);
        }
    }

    /// Slots that go wrong, newest first: at least `at_least`, as far as there are so many.
    fn choose(&self, options: &SampleOptions, at_least: usize, rng: &mut ChaCha12Rng) -> Vec<usize> {
        // What is uploaded last is not processed any more.
        let last_upload = self.slots.last().map(|slot| slot.uploaded_at);
        let is_free = |slot: &Slot| {
            slot.is_routine() && Some(slot.uploaded_at) != last_upload && !self.held_up.contains(&slot.rep)
        };
        let free: Vec<usize> = (0..self.slots.len())
            .rev()
            .filter(|place| is_free(&self.slots[*place]))
            .collect();
        let at_least = at_least.min(free.len() / 3);
        let per_mille =
            |place: &usize| share_that_goes_wrong((options.now - self.slots[*place].made_at).num_days());
        let chosen: Vec<usize> = free
            .iter()
            .copied()
            .filter(|place| rng.random_ratio(per_mille(place), 1_000))
            .collect();
        if chosen.len() >= at_least {
            chosen
        } else {
            free.into_iter().step_by(2).take(at_least).collect()
        }
    }

    /// Lets `mishap` happen in a slot, to a user it can happen to.
    fn spoil(&mut self, place: usize, mishap: Mishap, handling: Handling, builder: &mut Builder<'_>) {
        let reps = builder.world.reps.len();
        let start = self.slots[place].rep;
        let suits =
            |rep: &usize| mishap.can_happen_to(&builder.world.reps[*rep]) && !self.held_up.contains(rep);
        let rep = (0..reps)
            .map(|step| (start + step) % reps)
            .find(suits)
            .unwrap_or(start);
        let account = mishap
            .needs_own_account()
            .then(|| self.account_of_cause(place, rep, mishap, builder));
        self.slots[place].rep = rep;
        self.slots[place].what = What::Wrong {
            mishap,
            account,
            handling,
        };
    }

    /// The account to which the cause of `mishap` happened, shortly before.
    fn account_of_cause(
        &mut self,
        place: usize,
        rep: usize,
        mishap: Mishap,
        builder: &mut Builder<'_>,
    ) -> usize {
        let territory = builder.world.reps[rep].territory;
        let made_at = self.slots[place].made_at;
        let is_shared = |(other, account, met_at): &&(Mishap, usize, Timestamp)| {
            *other == mishap
                && builder.world.accounts[*account].territory == territory
                && (*met_at - made_at).abs() < SHARED_CAUSE
        };
        let is_lock = mishap == Mishap::LockedForHours;
        if let Some((_, account, _)) = self.struck.iter().find(is_shared).filter(|_| !is_lock) {
            return *account;
        }
        let account = builder.account(territory, false);
        // A lock ends by itself, so it begins just before the upload; the rest lies before any slot that shares it.
        let at = if is_lock {
            self.slots[place].uploaded_at - Duration::hours(1)
        } else {
            made_at - SHARED_CAUSE
        };
        self.causes.extend(mishap.cause(account).map(|cause| (at, cause)));
        self.struck.push((mishap, account, made_at));
        account
    }

    /// After a plan that fails, its user makes the visit all the same: that transaction waits for the plan.
    fn let_plans_fail_others(&mut self) {
        for place in 0..self.slots.len() {
            if !matches!(
                self.slots[place].what,
                What::Wrong {
                    mishap: Mishap::FailedPlan,
                    ..
                }
            ) {
                continue;
            }
            let rep = self.slots[place].rep;
            if let Some(next) = self.slots[place + 1..].iter_mut().find(|slot| slot.is_routine()) {
                next.rep = rep;
                next.what = What::MakePlan;
            }
        }
    }
}

/// What every sample shows of an admin's work, from the oldest mishap on.
const FIXED_FATES: [(Mishap, Handling); 4] = [
    (Mishap::FailedPlan, Handling::Ignore { after_hours: 30 }),
    (Mishap::MissingField, Handling::Mend { after_hours: 20 }),
    (
        Mishap::TakenNumber,
        Handling::ByHand {
            after_hours: 24,
            is_resolved: false,
        },
    ),
    (Mishap::MissingSignature, Handling::Comment),
];

impl Slot {
    fn is_routine(&self) -> bool {
        self.what == What::Routine
    }
}

/// Of a thousand transactions of that age in days, so many go wrong. A release of the org a fortnight ago brought
/// new rules, and devices that were not updated since meet them.
fn share_that_goes_wrong(age_in_days: i64) -> u32 {
    match age_in_days {
        0..=2 => 180,
        3..=6 => 140,
        7..=13 => 90,
        _ => 25,
    }
}

/// What admins do about a failure of that age: of the old ones most are dealt with, of the new ones few.
fn handling(age: Duration, rng: &mut ChaCha12Rng) -> Handling {
    let is_dealt_with = rng.random_bool(if age > Duration::days(14) { 0.8 } else { 0.25 });
    let after_hours = rng.random_range(4..70);
    match (is_dealt_with, rng.random_range(0..20)) {
        (false, 0..=2) => Handling::Comment,
        (false, _) => Handling::Leave,
        (true, 0..=12) => Handling::Mend { after_hours },
        (true, 13..=17) => Handling::Ignore { after_hours },
        (true, number) => Handling::ByHand {
            after_hours,
            is_resolved: number == 18,
        },
    }
}

fn empty_slots(options: &SampleOptions, world: &World, rng: &mut ChaCha12Rng) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::with_capacity(options.transactions as usize);
    for (day, count) in transactions_by_day(options) {
        for _ in 0..count {
            let made_at = moment_of_work(day, options.now, rng);
            let uploaded_at = next_upload(made_at, options.now);
            slots.push(Slot {
                made_at,
                uploaded_at,
                rep: rng.random_range(0..world.reps.len()),
                what: What::Routine,
            });
        }
    }
    slots.sort_by_key(|slot| (slot.uploaded_at, slot.made_at));
    slots
}

/// Others do what the users of devices that fall silent would have done meanwhile.
fn let_devices_fall_silent(slots: &mut [Slot], options: &SampleOptions, reps: usize) {
    let Some(others) = reps.checked_sub(SILENT.len()).filter(|others| *others > 0) else {
        return;
    };
    for (place, slot) in slots.iter_mut().enumerate() {
        let is_silent = SILENT.iter().any(|(from_last, days)| {
            slot.rep + from_last == reps && slot.uploaded_at > options.now - Duration::days(*days)
        });
        if is_silent {
            slot.rep = place % others;
        }
    }
}

/// Spreads the transactions over the days before `now`, exactly so many in all.
fn transactions_by_day(options: &SampleOptions) -> Vec<(NaiveDate, u64)> {
    let today = options.now.date_naive();
    let days = (0..u64::from(options.days.max(1)))
        .rev()
        .map(|back| today - Days::new(back));
    let weighted: Vec<(NaiveDate, u64)> = days.map(|day| (day, weight(day, options.now))).collect();
    let total: u64 = weighted.iter().map(|(_, weight)| weight).sum();
    let (mut seen, mut given) = (0, 0);
    let all = u64::from(options.transactions);
    let share = |(day, weight): (NaiveDate, u64)| {
        seen += weight;
        let until_here = (all * seen).checked_div(total).unwrap_or(all);
        let count = until_here - given;
        given = until_here;
        (day, count)
    };
    weighted.into_iter().map(share).collect()
}

/// How much is done on a day: a workday has 100 for each of its hours.
fn weight(day: NaiveDate, now: Timestamp) -> u64 {
    let hours = if day == now.date_naive() {
        now.hour().clamp(WORKDAY.start, WORKDAY.end) - WORKDAY.start
    } else {
        WORKDAY.end - WORKDAY.start
    };
    let percent = if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        WEEKEND_PERCENT
    } else {
        100
    };
    u64::from(hours) * percent
}

fn moment_of_work(day: NaiveDate, now: Timestamp, rng: &mut ChaCha12Rng) -> Timestamp {
    let start = day.and_time(NaiveTime::MIN).and_utc() + Duration::hours(i64::from(WORKDAY.start));
    let end =
        (start + Duration::hours(i64::from(WORKDAY.end - WORKDAY.start))).min(now - Duration::minutes(3));
    let seconds = (end - start).num_seconds().max(1);
    (start + Duration::seconds(rng.random_range(0..seconds))).min(end)
}

/// When a device uploads what was made at `made_at`: at its next time, at the latest a minute before `now`.
fn next_upload(made_at: Timestamp, now: Timestamp) -> Timestamp {
    let day = made_at.date_naive();
    let is_recent = day + Days::new(RECENT_DAYS) > now.date_naive();
    let hours: &[u32] = if is_recent {
        &RECENT_UPLOAD_HOURS
    } else {
        &UPLOAD_HOURS
    };
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    let at = hours
        .iter()
        .map(|hour| midnight + Duration::hours(i64::from(*hour)))
        .find(|at| *at > made_at);
    at.unwrap_or(made_at + Duration::hours(1))
        .min(now - Duration::minutes(1))
}

#[cfg(test)]
mod tests {
    use model::{IdGenerator, timestamp};
    use org::Catalogue;
    use rand::SeedableRng as _;

    use super::*;

    fn agenda(options: &SampleOptions) -> Agenda {
        let (ids, mut rng) = (IdGenerator::seeded(1), ChaCha12Rng::seed_from_u64(options.seed));
        let catalogue = Catalogue::new(Vec::new());
        Agenda::new(options, &mut Builder::new(options, &catalogue, &ids, &mut rng))
    }

    fn options(users: u32, transactions: u32, hour: i64) -> SampleOptions {
        let monday = 1_795_392_000_000;
        let now = timestamp(monday) + Duration::hours(hour);
        SampleOptions {
            users,
            transactions,
            ..SampleOptions::new(now)
        }
    }

    #[test]
    fn there_are_exactly_as_many_transactions_as_asked_for_at_any_hour_none_later_than_now() {
        for hour in 0..24 {
            for transactions in [1, 7, 400, 1_001] {
                let options = options(12, transactions, hour);
                let agenda = agenda(&options);
                assert_eq!(agenda.slots.len(), transactions as usize, "at {hour}");
                for slot in &agenda.slots {
                    assert!(
                        slot.made_at < slot.uploaded_at && slot.uploaded_at < options.now,
                        "at {hour}"
                    );
                }
                assert!(agenda.slots.is_sorted_by_key(|slot| slot.uploaded_at));
            }
        }
    }

    #[test]
    fn everything_that_can_go_wrong_does_even_in_a_small_sample() {
        let agenda = agenda(&options(12, 400, 9));
        for mishap in Mishap::ALL {
            let happens =
                |slot: &Slot| matches!(slot.what, What::Wrong { mishap: other, .. } if other == mishap);
            assert!(agenda.slots.iter().any(happens), "{mishap:?}");
        }
    }

    #[test]
    fn a_cause_comes_before_what_it_strikes() {
        let agenda = agenda(&options(40, 3_000, 15));
        for slot in &agenda.slots {
            let What::Wrong {
                mishap,
                account: Some(account),
                ..
            } = slot.what
            else {
                continue;
            };
            let cause = mishap.cause(account);
            let (at, _) = agenda
                .causes
                .iter()
                .find(|(_, change)| Some(change) == cause.as_ref())
                .unwrap();
            assert!(*at < slot.uploaded_at, "{mishap:?}");
        }
    }
}
