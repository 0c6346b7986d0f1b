//! The keys of the language, and the words of those that have a closed set of values.

use std::fmt;

/// What a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each says in KEYS what it is about")]
pub enum Key {
    Status,
    Operation,
    Has,
    Is,
    Group,
    Name,
    Record,
    Text(TextKey),
    Number(NumberKey),
    Moment(MomentKey, Side),
}

/// What has a text that is compared with, whole or by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each says in KEYS what it is about")]
pub enum TextKey {
    Object,
    User,
    Profile,
    Territory,
    Device,
    App,
    Metadata,
    Error,
    Field,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKey {
    /// Failed attempts so far.
    Attempts,
    /// Items of the transaction.
    Items,
}

/// Which moment of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MomentKey {
    /// When the change was made on the device (`OfflineTimestamp`).
    Made,
    /// When the queue received it (`CreatedDate`).
    Received,
    /// When it was last changed (`LastModifiedDate`).
    Modified,
}

/// Which side of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// At the moment or later.
    After,
    /// Earlier than the moment.
    Before,
}

const KEYS: &[(Key, &str, &str)] = &[
    (Key::Status, "status", "status: failed,retry"),
    (Key::Text(TextKey::Object), "object", "an item of this object"),
    (
        Key::Operation,
        "operation",
        "an item that does this: insert, update, delete",
    ),
    (
        Key::Text(TextKey::User),
        "user",
        "the user whose device made it: Id, user name or name",
    ),
    (
        Key::Text(TextKey::Profile),
        "profile",
        "the profile of the user: Id or name",
    ),
    (
        Key::Text(TextKey::Territory),
        "territory",
        "the territory of the user",
    ),
    (
        Key::Text(TextKey::Device),
        "device",
        "the device: iPad-17 or iPad*",
    ),
    (
        Key::Text(TextKey::App),
        "app",
        "the version of the mobile app: 5.2 or 5.*",
    ),
    (
        Key::Text(TextKey::Metadata),
        "metadata",
        "the version of the metadata on the device",
    ),
    (Key::Text(TextKey::Error), "error", "the error it has now"),
    (
        Key::Text(TextKey::Field),
        "field",
        "a field that one of its log entries names",
    ),
    (Key::Group, "group", "a group of errors, by its number"),
    (
        Key::Name,
        "name",
        "the name or how it begins; 42 is DST-0000000042",
    ),
    (
        Key::Record,
        "record",
        "an item about this record: Id or device-made id",
    ),
    (
        Key::Number(NumberKey::Attempts),
        "attempts",
        "failed attempts so far: attempts>=3",
    ),
    (
        Key::Number(NumberKey::Items),
        "items",
        "items of the transaction: items>10",
    ),
    (
        Key::Moment(MomentKey::Made, Side::After),
        "after",
        "made on the device at or after: 2026-11-01 or 3d",
    ),
    (
        Key::Moment(MomentKey::Made, Side::Before),
        "before",
        "made on the device before: 2026-11-01 or 3d",
    ),
    (
        Key::Moment(MomentKey::Received, Side::After),
        "received-after",
        "received at or after: 2026-11-01 or 12h",
    ),
    (
        Key::Moment(MomentKey::Received, Side::Before),
        "received-before",
        "received before: 2026-11-01 or 12h",
    ),
    (
        Key::Moment(MomentKey::Modified, Side::After),
        "modified-after",
        "last changed at or after: 2026-11-01 or 12h",
    ),
    (
        Key::Moment(MomentKey::Modified, Side::Before),
        "modified-before",
        "last changed before: 2026-11-01 or 12h",
    ),
    (
        Key::Has,
        "has",
        "something it has: a comment, a dependency, an error, a signature",
    ),
    (
        Key::Is,
        "is",
        "a state or kind: stuck, retrying, bulk, realtime, imported, simulatable",
    ),
];

impl Key {
    /// Every key, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        KEYS.iter().map(|(key, ..)| *key)
    }

    /// The key as it is written.
    pub fn as_str(self) -> &'static str {
        self.row().map_or("", |(_, name, _)| name)
    }

    /// What it is about, in a few words.
    pub fn doc(self) -> &'static str {
        self.row().map_or("", |(.., doc)| doc)
    }

    /// The key that is written so, in any case.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let row = KEYS.iter().find(|(_, name, _)| name.eq_ignore_ascii_case(text));
        row.map(|(key, ..)| *key)
    }

    fn row(self) -> Option<&'static (Self, &'static str, &'static str)> {
        KEYS.iter().find(|(key, ..)| *key == self)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A closed set of words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal, $meaning:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $meaning] $variant,)*
        }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// What it means, in a few words.
            pub const fn doc(self) -> &'static str {
                match self {
                    $(Self::$variant => $meaning,)*
                }
            }
        }
    };
}

words! {
    /// What a transaction can have.
    Has {
        Comment = "comment", "an admin commented on it";
        Dependency = "dependency", "it depends on another transaction";
        Error = "error", "it has an error now";
        Signature = "signature", "one of its items has a signature";
    }
}

words! {
    /// What a transaction can be.
    Is {
        Stuck = "stuck", "New for more than a day";
        Retrying = "retrying", "Retry, or InProgress on an attempt after the first";
        Bulk = "bulk", "its items may be processed together with others";
        RealTime = "realtime", "processed as soon as it arrives";
        Imported = "imported", "came by import";
        Simulatable = "simulatable", "has items, and is neither InProgress nor Success";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back_in_any_case() {
        for key in Key::all() {
            assert_eq!(Key::named(key.as_str()), Some(key));
            assert_eq!(Key::named(&key.as_str().to_uppercase()), Some(key));
            assert!(!key.doc().is_empty());
        }
        assert_eq!(Key::named("colour"), None);
    }
}
