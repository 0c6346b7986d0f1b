//! How processors run in a history, and how their runs end.

use model::RunTrigger;
use proptest::prelude::*;

/// How a processor runs.
#[derive(Debug, Clone)]
pub struct Run {
    pub begin: Begin,
    /// Most transactions in one claim.
    pub batch: usize,
    /// Of a run that no schedule asks for.
    pub lookback_days: i64,
    pub end: End,
}

/// How a run begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// It takes no turn and is not kept.
    Untold,
    /// Somebody asks for it, or something does.
    Asked(RunTrigger),
    /// A schedule may be due.
    Due,
}

impl Run {
    /// Whether it takes only what is to be processed on arrival.
    pub fn is_real_time(&self) -> bool {
        self.begin == Begin::Asked(RunTrigger::RealTime)
    }
}

/// How a run ends.
#[derive(Debug, Clone, Copy)]
pub enum End {
    /// When nothing is due.
    Done,
    /// Somebody pauses the processor in the so-manieth batch, before the org is asked.
    Paused { batch: usize },
    /// Somebody cancels it at the so-manieth event.
    Canceled { at: usize },
    /// It panics at the so-manieth event, and the processor dies.
    Panics { at: usize },
    /// The org panics in the so-manieth batch, before or after it applied it. Only the batch is lost.
    Crashes { batch: usize, after_apply: bool },
    /// The processor dies in the so-manieth batch, before the org is asked or after the org answered, and leaves its
    /// claims behind.
    Dies { batch: usize, after_apply: bool },
    /// The processor sleeps in the so-manieth batch until its claims have run out and another one has run; then it
    /// wakes up. It sleeps before the org is asked, or after the org answered.
    Sleeps { batch: usize, after_apply: bool },
}

/// Any run.
pub fn run() -> impl Strategy<Value = Run> {
    let end = prop_oneof![
        6 => Just(End::Done),
        1 => (1..4_usize).prop_map(|batch| End::Paused { batch }),
        1 => (1..8_usize).prop_map(|at| End::Canceled { at }),
        1 => (1..8_usize).prop_map(|at| End::Panics { at }),
        1 => (1..4_usize, any::<bool>()).prop_map(|(batch, after_apply)| End::Crashes { batch, after_apply }),
        3 => (1..4_usize, any::<bool>()).prop_map(|(batch, after_apply)| End::Dies { batch, after_apply }),
        1 => (1..3_usize, any::<bool>()).prop_map(|(batch, after_apply)| End::Sleeps { batch, after_apply }),
    ];
    let begin = prop_oneof![
        3 => Just(Begin::Untold),
        2 => Just(Begin::Asked(RunTrigger::Manual)),
        2 => Just(Begin::Asked(RunTrigger::Background)),
        2 => Just(Begin::Asked(RunTrigger::RealTime)),
        4 => Just(Begin::Due),
    ];
    let lookback_days = prop_oneof![4 => Just(60), 1 => 0..45_i64];
    (begin, 1..9_usize, lookback_days, end).prop_map(|(begin, batch, lookback_days, end)| Run {
        begin,
        batch,
        lookback_days,
        end,
    })
}
