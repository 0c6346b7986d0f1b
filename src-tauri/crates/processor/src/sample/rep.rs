//! A field user with the device in the bag.

use model::{RecordId, User};
use rand::RngExt as _;
use rand_chacha::ChaCha12Rng;

/// A version of the mobile app, and the metadata that devices with it have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct App {
    pub(super) version: &'static str,
    pub(super) metadata: &'static str,
}

const CURRENT: App = App {
    version: "256.2.0",
    metadata: "2026-11",
};
const PREVIOUS: App = App {
    version: "254.4.1",
    metadata: "2026-08",
};
/// Its metadata is older than the org's: the cause of many a failure.
pub(super) const OUTDATED: App = App {
    version: "248.6.3",
    metadata: "2025-10",
};

/// A field user.
pub(super) struct Rep {
    pub(super) user: User,
    /// Place in the world's territories.
    pub(super) territory: usize,
    /// Enough of each for the whole time.
    pub(super) stock: Vec<Stock>,
    /// Of this one there is next to nothing.
    pub(super) scarce: Stock,
    pub(super) app: &'static App,
    pub(super) device: String,
    /// Sequence of the last transaction.
    pub(super) sequence: i64,
    /// Visits that were planned and not made yet, oldest first.
    pub(super) plans: Vec<Plan>,
}

/// Samples that a rep carries.
#[derive(Clone)]
pub(super) struct Stock {
    /// The product item.
    pub(super) item: RecordId,
    pub(super) lot: String,
}

/// A visit that was planned on the device.
pub(super) struct Plan {
    /// Place in the world's accounts.
    pub(super) account: usize,
    /// Device-made id of the visit.
    pub(super) visit: String,
    /// The transaction that makes the visit.
    pub(super) transaction: String,
}

impl Rep {
    pub(super) fn new(
        user: User,
        territory: usize,
        stock: Vec<Stock>,
        scarce: Stock,
        number: usize,
        rng: &mut ChaCha12Rng,
    ) -> Self {
        let app = match number % 4 {
            1 => &OUTDATED,
            3 => &PREVIOUS,
            _ => &CURRENT,
        };
        let device = format!("iPad-{:08X}", rng.random::<u32>());
        Self {
            user,
            territory,
            stock,
            scarce,
            app,
            device,
            sequence: 0,
            plans: Vec::new(),
        }
    }
}

/// An identifier as devices make them.
pub(super) fn device_made_id(rng: &mut ChaCha12Rng) -> String {
    let (high, low): (u64, u64) = (rng.random(), rng.random());
    format!(
        "{:08X}-{:04X}-4{:03X}-A{:03X}-{:012X}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFF,
        low >> 52,
        low & 0xFFFF_FFFF_FFFF
    )
}
