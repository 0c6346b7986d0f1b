//! The error codes a transaction can fail with. Source: Salesforce API status codes, and the domain's error table.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of cause an error has; it tells who can mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ErrorKind {
    /// Goes away by itself: try again.
    Transient,
    /// A governor limit: high load, or code or settings that do too much at once.
    Limit,
    /// The payload does not fit the org's rules.
    Data,
    /// The device's metadata is older than the org's.
    Metadata,
    /// Sharing or permissions.
    Access,
    /// Code of the org (a trigger or flow) failed.
    OrgCode,
    /// A code this program does not know.
    Unknown,
}

macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $kind:ident;)*) => {
        /// The code of an error that an attempt ended with (`DeviceSyncTransactionLog.ExceptionCode`). Codes that
        /// an import brings and this list does not name are kept as they are.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(from = "String", into = "String")]
        #[ts(export, type = "string")]
        pub enum SyncErrorCode {
            $($(#[$doc])* $variant,)*
            /// A code that is not in this list, kept as it came.
            Other(String),
        }

        impl SyncErrorCode {
            /// Every code this program knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The code as Salesforce writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(code) => code,
                }
            }

            /// The kind of its cause.
            pub const fn kind(&self) -> ErrorKind {
                match self {
                    $(Self::$variant => ErrorKind::$kind,)*
                    Self::Other(_) => ErrorKind::Unknown,
                }
            }
        }

        impl From<String> for SyncErrorCode {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)*
                    _ => Self::Other(text),
                }
            }
        }
    };
}

error_codes! {
    /// Another process holds the row.
    UnableToLockRow = "UNABLE_TO_LOCK_ROW", Transient;
    /// Processing took too long.
    RequestRunningTooLong = "REQUEST_RUNNING_TOO_LONG", Transient;
    /// A query took too long.
    QueryTimeout = "QUERY_TIMEOUT", Transient;
    /// CPU time limit.
    ApexCpuLimit = "APEX_CPU_LIMIT", Limit;
    /// Heap size limit.
    ApexHeapLimit = "APEX_HEAP_LIMIT", Limit;
    /// Another limit, such as the number of queries.
    LimitExceeded = "LIMIT_EXCEEDED", Limit;
    /// A validation rule.
    FieldCustomValidationException = "FIELD_CUSTOM_VALIDATION_EXCEPTION", Data;
    /// A field that must not be empty is.
    RequiredFieldMissing = "REQUIRED_FIELD_MISSING", Data;
    /// A value that must be unique is taken.
    DuplicateValue = "DUPLICATE_VALUE", Data;
    /// A duplicate rule found a similar record.
    DuplicatesDetected = "DUPLICATES_DETECTED", Data;
    /// The text is longer than the field.
    StringTooLong = "STRING_TOO_LONG", Data;
    /// The number does not fit the field.
    NumberOutsideValidRange = "NUMBER_OUTSIDE_VALID_RANGE", Data;
    /// The value has the wrong type.
    InvalidTypeOnFieldInRecord = "INVALID_TYPE_ON_FIELD_IN_RECORD", Data;
    /// Not a value of the picklist, or empty.
    InvalidOrNullForRestrictedPicklist = "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", Data;
    /// The field cannot be written.
    InvalidFieldForInsertUpdate = "INVALID_FIELD_FOR_INSERT_UPDATE", Metadata;
    /// The org does not know the field.
    InvalidField = "INVALID_FIELD", Metadata;
    /// The org does not know the object.
    InvalidType = "INVALID_TYPE", Metadata;
    /// A reference to a record that is not there.
    InvalidCrossReferenceKey = "INVALID_CROSS_REFERENCE_KEY", Data;
    /// A text that is no Id.
    MalformedId = "MALFORMED_ID", Data;
    /// The record does not exist.
    NotFound = "NOT_FOUND", Data;
    /// The record was deleted.
    EntityIsDeleted = "ENTITY_IS_DELETED", Data;
    /// The record cannot be deleted because others refer to it.
    DeleteFailed = "DELETE_FAILED", Data;
    /// No right to the record.
    InsufficientAccessOrReadonly = "INSUFFICIENT_ACCESS_OR_READONLY", Access;
    /// No right to a record that is referred to.
    InsufficientAccessOnCrossReferenceEntity = "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", Access;
    /// A trigger or flow failed.
    CannotInsertUpdateActivateEntity = "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", OrgCode;
    /// FieldValues is not a JSON object.
    JsonParserError = "JSON_PARSER_ERROR", Data;
    /// A dependency cycle. Ours.
    SyncProcessorError = "SYNC_PROCESSOR_ERROR", OrgCode;
    /// The processor ended abnormally again and again while it worked on the transaction. Ours.
    ProcessorCrashed = "PROCESSOR_CRASHED", OrgCode;
}

impl From<SyncErrorCode> for String {
    fn from(code: SyncErrorCode) -> Self {
        code.as_str().to_owned()
    }
}

impl From<&str> for SyncErrorCode {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl FromStr for SyncErrorCode {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl fmt::Display for SyncErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_read_back_and_others_are_kept() {
        for code in SyncErrorCode::KNOWN {
            assert_eq!(&SyncErrorCode::from(code.as_str()), code);
        }
        assert_eq!(SyncErrorCode::from("APEX_ERROR").as_str(), "APEX_ERROR");
        assert_eq!(SyncErrorCode::from("APEX_ERROR").kind(), ErrorKind::Unknown);
    }
}
