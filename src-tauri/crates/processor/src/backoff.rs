//! How long a Retry waits: exponential, with a cap and jitter. The choice of numbers is this product's.

use chrono::Duration;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// The wait after the first failed attempt, before jitter.
pub const BASE: Duration = Duration::minutes(1);
/// No wait is longer than this: reached after the seventh failed attempt.
pub const CAP: Duration = Duration::hours(1);

/// How long to wait after `failed_attempts` failed attempts (1 or more) of the transaction that arrived as number
/// `arrival`. In whole milliseconds, from half of [`BASE`] to [`CAP`].
///
/// Doubles with each failed attempt, up to the cap, and takes a random part of up to one half off, so that
/// transactions that met the same lock do not all come back at the same moment. The random part is seeded by the
/// transaction and the attempt alone: it does not depend on what was processed before, nor on how many users are
/// processed in parallel.
pub fn retry_wait(arrival: i64, failed_attempts: i64) -> Duration {
    let doublings = u32::try_from(failed_attempts.max(1) - 1)
        .unwrap_or(u32::MAX)
        .min(32);
    let longest = BASE
        .num_milliseconds()
        .saturating_mul(1_i64 << doublings)
        .min(CAP.num_milliseconds());
    // The odd constants spread neighbouring numbers over the whole range of seeds.
    let seed = arrival.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ failed_attempts
            .cast_unsigned()
            .wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    Duration::milliseconds(ChaCha8Rng::seed_from_u64(seed).random_range(longest / 2..=longest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn waits_double_up_to_the_cap() {
        let minutes = [1, 2, 4, 8, 16, 32, 60, 60];
        for (failed_attempts, minutes) in (1..).zip(minutes) {
            let longest = Duration::minutes(minutes);
            let wait = retry_wait(42, failed_attempts);
            assert!(
                wait >= longest / 2 && wait <= longest,
                "attempt {failed_attempts}: {wait}"
            );
        }
    }

    #[test]
    fn transactions_that_failed_together_come_back_apart() {
        let waits: std::collections::BTreeSet<_> = (0..100).map(|arrival| retry_wait(arrival, 3)).collect();
        assert!(waits.len() > 95, "{} different waits", waits.len());
    }

    proptest! {
        #[test]
        fn any_attempt_waits_within_the_bounds_and_the_same_each_time(arrival: i64, failed_attempts: i64) {
            let wait = retry_wait(arrival, failed_attempts);
            prop_assert!(wait >= BASE / 2 && wait <= CAP);
            prop_assert_eq!(wait, retry_wait(arrival, failed_attempts));
        }
    }
}
