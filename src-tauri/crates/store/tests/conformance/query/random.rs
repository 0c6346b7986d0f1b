//! Random queries, of values that occur and some that do not.

use model::{Operation, Status};
use proptest::{prelude::*, sample::select};
use query::{
    Age, AgeUnit, Comparison, Expr, Has, Is, Moment, MomentKey, NumberKey, Pattern, Side, Term, Test, TextKey,
};
use store::{SortBy, TransactionSort};

use crate::query::filled::user_id;

/// Every sort.
pub fn sorts() -> impl Strategy<Value = TransactionSort> {
    (select(&SortBy::ALL), any::<bool>()).prop_map(|(by, descending)| TransactionSort { by, descending })
}

/// Queries with up to a dozen conditions.
pub fn queries() -> impl Strategy<Value = Expr> {
    let leaf = tests().prop_map(|test| Expr::Term(Term::new(test)));
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            1 => inner.clone().prop_map(|expr| Expr::Not(Box::new(expr))),
            2 => prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::all),
            2 => prop::collection::vec(inner, 1..4).prop_map(Expr::any),
        ]
    })
}

fn some<T: Clone + std::fmt::Debug + 'static>(values: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(select(values), 1..3)
}

/// One or two of these texts; one that ends in `*` is a beginning.
fn patterns(texts: &'static [&'static str]) -> impl Strategy<Value = Vec<Pattern>> {
    some(texts.to_vec()).prop_map(|texts| texts.into_iter().map(pattern).collect())
}

fn pattern(text: &str) -> Pattern {
    Pattern {
        text: text.trim_end_matches('*').to_owned(),
        begins: text.ends_with('*'),
    }
}

fn text_tests() -> impl Strategy<Value = Test> {
    let of = |key, texts| patterns(texts).prop_map(move |all| Test::Text(key, all));
    prop_oneof![
        of(TextKey::Object, &["Visit", "Visit*", "Account", "*", "Nothing"]),
        of(
            TextKey::User,
            &[
                "ann lee",
                "ANN*",
                "anna öz",
                "ben_1",
                "ben%*",
                "cleo@x.org",
                "owner-x",
                "nobody",
                "be"
            ]
        ),
        Just(Test::Text(
            TextKey::User,
            vec![Pattern::exactly(&user_id(2).to_string()[..15])]
        )),
        of(TextKey::Profile, &["rep", "Man*", "nothing"]),
        of(TextKey::Territory, &["Area 1", "area*", "_rea 1"]),
        of(TextKey::Device, &["iPad-1", "iP*", "Galaxy Tab-2", "ipad*"]),
        of(TextKey::App, &["5.1", "5.*", "7"]),
        of(TextKey::Metadata, &["60", "6*"]),
        of(TextKey::Error, &["NOT_FOUND", "DUP*", "*", "APEX_CPU_LIMIT"]),
        of(TextKey::Field, &["Visit_Date__c", "Visit_*", "Visit"]),
    ]
}

fn tests() -> impl Strategy<Value = Test> {
    let comparisons = select(vec![
        Comparison::Equal,
        Comparison::Less,
        Comparison::AtMost,
        Comparison::More,
        Comparison::AtLeast,
    ]);
    let keys = select(vec![MomentKey::Made, MomentKey::Received, MomentKey::Modified]);
    let ages = (0..60_u16, select(vec![AgeUnit::Hours, AgeUnit::Days]));
    let moments = prop_oneof![
        ages.prop_map(|(count, unit)| Moment::Ago(Age { count, unit })),
        select(vec!["2026-11-20", "2026-11-22"]).prop_map(|day| Moment::Day(day.parse().unwrap())),
    ];
    let names = ["1", "7", "DST-000000001", "dst-0000000012", "DST", "X"].map(str::to_owned);
    let records = ["rec-1", "rec-7", "rec", "---"].map(str::to_owned);
    let words = [
        "alpha",
        "beta",
        "alpha beta",
        "beta alpha",
        "delt*",
        "delta",
        "locked",
        "NOT_FOUND",
        "zeta",
    ];
    prop_oneof![
        2 => some(Status::ALL.to_vec()).prop_map(Test::Status),
        1 => some(Operation::ALL.to_vec()).prop_map(Test::Operation),
        1 => some(Has::ALL.to_vec()).prop_map(Test::Has),
        2 => some(Is::ALL.to_vec()).prop_map(Test::Is),
        1 => some(names.to_vec()).prop_map(Test::Name),
        1 => some(records.to_vec()).prop_map(Test::Record),
        8 => text_tests(),
        1 => (select(vec![NumberKey::Attempts, NumberKey::Items]), comparisons, 0..4_i64)
            .prop_map(|(key, comparison, number)| Test::Number(key, comparison, number)),
        2 => (keys, select(vec![Side::After, Side::Before]), moments)
            .prop_map(|(key, side, moment)| Test::Moment(key, side, moment)),
        3 => select(words.to_vec()).prop_map(|word| Test::Words(pattern(word))),
    ]
}
