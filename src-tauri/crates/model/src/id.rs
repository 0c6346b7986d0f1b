//! 18-character Salesforce-style Ids: a 3-character key prefix, 12 characters, and a 3-character checksum that
//! makes them safe where case is lost.
//! Source of the checksum: Salesforce documentation, "18-character record Id".

use std::{fmt, str::FromStr};

use compact_str::CompactString;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha12Rng;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};
use ts_rs::TS;

const SUFFIX: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The first three characters of the Ids of each object. Choices of this product where Salesforce publishes none.
pub mod key_prefix {
    /// DeviceSyncTransaction.
    pub const TRANSACTION: &str = "1QT";
    /// DeviceSyncTransactionRecord.
    pub const ITEM: &str = "1QR";
    /// DeviceSyncTransactionLog.
    pub const LOG_ENTRY: &str = "1QL";
    /// User.
    pub const USER: &str = "005";
    /// Profile.
    pub const PROFILE: &str = "00e";
}

// Every item has several, so they are kept in place, without memory of their own.
/// A well-formed 18-character Id. A 15-character Id is accepted on input and completed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "CompactString", into = "CompactString")]
#[ts(export, type = "string")]
pub struct RecordId(CompactString);

/// Why a text is not an Id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Neither 15 nor 18 characters.
    #[error("\"{0}\" is not an Id: an Id has 15 or 18 characters")]
    Length(String),
    /// A character that is neither a letter nor a digit.
    #[error("\"{0}\" is not an Id: only letters A to Z and digits are allowed")]
    Character(String),
    /// The last three characters do not belong to the first fifteen.
    #[error(
        "\"{0}\" is not an Id: its last three characters do not match the others, so it was probably mistyped"
    )]
    Checksum(String),
}

impl RecordId {
    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first three characters, which tell the object.
    pub fn key_prefix(&self) -> &str {
        &self.0[..3]
    }
}

impl FromStr for RecordId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.len() != 15 && text.len() != 18 {
            return Err(IdError::Length(text.to_owned()));
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(IdError::Character(text.to_owned()));
        }
        let complete = with_checksum(&text[..15]);
        if text.len() == 18 && complete != text {
            return Err(IdError::Checksum(text.to_owned()));
        }
        Ok(Self(complete))
    }
}

impl TryFrom<CompactString> for RecordId {
    type Error = IdError;

    fn try_from(text: CompactString) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<RecordId> for CompactString {
    fn from(id: RecordId) -> Self {
        id.0
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> Self {
        id.0.into()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Completes 15 ASCII characters with their checksum: one character for the upper-case pattern of each five.
fn with_checksum(first_fifteen: &str) -> CompactString {
    let mut id = CompactString::from(first_fifteen);
    for group in first_fifteen.as_bytes().chunks(5) {
        let pattern = group
            .iter()
            .enumerate()
            .filter(|(_, byte)| byte.is_ascii_uppercase())
            .fold(0_usize, |bits, (position, _)| bits | 1 << position);
        id.push(char::from(SUFFIX[pattern & 31]));
    }
    id
}

/// How many Ids a key prefix has: twelve characters of the alphabet.
const IDS_OF_PREFIX: u128 = (ALPHABET.len() as u128).pow(12);

/// Makes new Ids, each the next one after the one before, as Salesforce's are: what is made together lies together
/// in every index, and is written to few pages. Where it begins is random, so that no two generators meet. Seeded in
/// tests and for the sample, so that the same seed gives the same Ids.
#[derive(Debug)]
pub struct IdGenerator(Mutex<u128>);

impl IdGenerator {
    /// A generator that begins where the operating system says.
    pub fn random() -> Self {
        Self::beginning(&mut ChaCha12Rng::from_rng(&mut rand::rng()))
    }

    /// A generator that gives the same Ids for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::beginning(&mut ChaCha12Rng::seed_from_u64(seed))
    }

    fn beginning(rng: &mut ChaCha12Rng) -> Self {
        Self(Mutex::new(rng.random_range(0..IDS_OF_PREFIX)))
    }

    /// A new Id that begins with `key_prefix` (three letters or digits; see [`key_prefix`]).
    pub fn next(&self, key_prefix: &str) -> RecordId {
        let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rest = *next;
        *next = (rest + 1) % IDS_OF_PREFIX;
        drop(next);
        let mut digits = [0_u8; 12];
        for digit in digits.iter_mut().rev() {
            *digit = ALPHABET[(rest % ALPHABET.len() as u128) as usize];
            rest /= ALPHABET.len() as u128;
        }
        let mut fifteen = CompactString::from(key_prefix);
        fifteen.extend(digits.map(char::from));
        RecordId(with_checksum(&fifteen))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_checksum_tells_where_the_upper_case_letters_stand() {
        // Third group: B at place 0 and X at place 3, so 1 + 8 = 9, the letter J.
        assert_eq!(
            "0013000001Bv6Xq".parse::<RecordId>().map(String::from).as_deref(),
            Ok("0013000001Bv6XqAAJ")
        );
    }

    #[test]
    fn what_is_no_id_is_refused_with_the_reason() {
        assert_eq!("".parse::<RecordId>(), Err(IdError::Length(String::new())));
        assert_eq!(
            "00130000-1Bv6Xq".parse::<RecordId>(),
            Err(IdError::Character("00130000-1Bv6Xq".into()))
        );
        assert_eq!(
            "0013000001Bv6XqAAA".parse::<RecordId>(),
            Err(IdError::Checksum("0013000001Bv6XqAAA".into()))
        );
    }

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (one, two) = (IdGenerator::seeded(7), IdGenerator::seeded(7));
        for _ in 0..100 {
            assert_eq!(
                one.next(key_prefix::TRANSACTION),
                two.next(key_prefix::TRANSACTION)
            );
        }
    }

    #[test]
    fn ids_follow_each_other_and_go_round() {
        let ids = IdGenerator(Mutex::new(IDS_OF_PREFIX - 1));
        let made = [ids.next("001"), ids.next("001"), ids.next("001")].map(|id| id.as_str()[..15].to_owned());
        assert_eq!(made, ["001zzzzzzzzzzzz", "001000000000000", "001000000000001"]);
    }

    proptest! {
        #[test]
        fn made_ids_are_well_formed_and_keep_their_prefix(seed: u64) {
            let id = IdGenerator::seeded(seed).next(key_prefix::ITEM);
            prop_assert_eq!(id.as_str().parse::<RecordId>(), Ok(id.clone()));
            prop_assert_eq!(id.key_prefix(), key_prefix::ITEM);
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,20}") {
            let _ = text.parse::<RecordId>();
        }
    }
}
