//! Whatever is written: the parser answers, its places lie in the text, and what it prints means the same.

use model::{Operation, Status, timestamp};
use proptest::prelude::*;
use query::{
    Age, AgeUnit, Comparison, Expr, Has, Is, Moment, MomentKey, NumberKey, Pattern, Side, Term, Test,
    TextKey, complete, parse,
};

/// Texts that come near to queries.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "status",
        "user",
        "attempts",
        "after",
        "is",
        ":",
        ">=",
        "<",
        ",",
        "(",
        ")",
        "-",
        "not",
        "and",
        "or",
        "\"",
        "\\",
        "*",
        " ",
        " ",
        "failed",
        "stuck",
        "3d",
        "2026-11-01",
        "ü",
        "😀",
        "\u{202e}",
        "\n",
        "x",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat()),
        "\\PC{0,40}",
    ]
}

fn patterns() -> impl Strategy<Value = Pattern> {
    ("[ a-c*\"\\\\:(),üA-]{1,6}", any::<bool>()).prop_map(|(text, begins)| Pattern { text, begins })
}

fn several<T: std::fmt::Debug + Clone + 'static>(all: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(prop::sample::select(all), 1..4)
}

fn moments() -> impl Strategy<Value = Moment> {
    let units = prop::sample::select(vec![AgeUnit::Hours, AgeUnit::Days, AgeUnit::Weeks]);
    prop_oneof![
        (any::<u16>(), units).prop_map(|(count, unit)| Moment::Ago(Age { count, unit })),
        (0..4_000_000_000_000_i64).prop_map(|millis| Moment::fixed(timestamp(millis))),
        (0..40_000_i64).prop_map(|day| Moment::fixed(timestamp(day * 86_400_000))),
    ]
}

/// Error codes are spelled in capitals; those that are known are read so, however they are written.
fn as_spelled(key: TextKey, mut patterns: Vec<Pattern>) -> Test {
    if key == TextKey::Error {
        for pattern in &mut patterns {
            pattern.text = pattern.text.to_uppercase();
        }
    }
    Test::Text(key, patterns)
}

fn tests() -> impl Strategy<Value = Test> {
    use TextKey::{App, Device, Error, Field, Metadata, Object, Profile, Territory, User};
    let text_keys = prop::sample::select(vec![
        Object, User, Profile, Territory, Device, App, Metadata, Error, Field,
    ]);
    let comparisons = prop::sample::select(vec![
        Comparison::Equal,
        Comparison::Less,
        Comparison::AtMost,
        Comparison::More,
        Comparison::AtLeast,
    ]);
    let which = prop::sample::select(vec![MomentKey::Made, MomentKey::Received, MomentKey::Modified]);
    let sides = prop::sample::select(vec![Side::After, Side::Before]);
    let counted = prop::sample::select(vec![NumberKey::Attempts, NumberKey::Items]);
    let names = || prop::collection::vec("[a-c \"-]{1,5}", 1..3);
    prop_oneof![
        several(Status::ALL.to_vec()).prop_map(Test::Status),
        several(Operation::ALL.to_vec()).prop_map(Test::Operation),
        several(Has::ALL.to_vec()).prop_map(Test::Has),
        several(Is::ALL.to_vec()).prop_map(Test::Is),
        prop::collection::vec(0..i64::MAX, 1..3).prop_map(Test::Group),
        names().prop_map(Test::Name),
        names().prop_map(Test::Record),
        (text_keys, prop::collection::vec(patterns(), 1..3)).prop_map(|(key, all)| as_spelled(key, all)),
        (counted, comparisons, 0..i64::MAX).prop_map(|(key, comparison, n)| Test::Number(key, comparison, n)),
        (which, sides, moments()).prop_map(|(key, side, moment)| Test::Moment(key, side, moment)),
        patterns()
            .prop_filter("a word has a letter", |word| word
                .text
                .chars()
                .any(char::is_alphanumeric))
            .prop_map(Test::Words),
    ]
}

fn exprs() -> impl Strategy<Value = Expr> {
    let leaf = tests().prop_map(|test| Expr::Term(Term::new(test)));
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|expr| Expr::Not(Box::new(expr))),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::all),
            prop::collection::vec(inner, 1..4).prop_map(Expr::any),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_answered(text in texts(), cursor in 0_usize..60) {
        let completion = complete(&text, cursor);
        prop_assert!(text.get(completion.span.start..completion.span.end).is_some());
        match parse(&text) {
            Ok(expr) => prop_assert_eq!(parse(&expr.to_string()), Ok(expr)),
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    prop_assert!(text.get(problem.span.start..problem.span.end).is_some());
                    prop_assert!(!problem.to_string().is_empty() && problem.pointed(&text).contains('^'));
                }
            }
        }
    }

    #[test]
    fn what_is_printed_means_the_same(expr in exprs()) {
        prop_assert_eq!(parse(&expr.to_string()), Ok(expr));
    }
}
