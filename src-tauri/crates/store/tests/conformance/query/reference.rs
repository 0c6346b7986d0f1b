//! What a query means, told plainly: each condition is judged by what the detail of a transaction shows.

use model::{Status, Timestamp};
use query::{Expr, Has, Is, MomentKey, NumberKey, Pattern, Side, Term, Test, TextKey};
use store::TransactionDetail;

/// Whether a transaction meets a query.
pub fn meets(query: &Expr, detail: &TransactionDetail, now: Timestamp) -> bool {
    match query {
        Expr::Term(term) => meets_test(&term.test, detail, now),
        Expr::Not(inner) => !meets(inner, detail, now),
        Expr::Any(parts) => parts.iter().any(|part| meets(part, detail, now)),
        Expr::All(parts) => {
            // Words that stand beside each other must stand in one text.
            let (words, others): (Vec<&Expr>, Vec<&Expr>) =
                parts.iter().partition(|part| word_of(part).is_some());
            let words: Vec<&Pattern> = words.into_iter().filter_map(word_of).collect();
            (words.is_empty() || has_words(&words, detail))
                && others.into_iter().all(|part| meets(part, detail, now))
        }
    }
}

fn word_of(part: &Expr) -> Option<&Pattern> {
    match part {
        Expr::Term(Term {
            test: Test::Words(word),
            ..
        }) => Some(word),
        _ => None,
    }
}

fn meets_test(test: &Test, detail: &TransactionDetail, now: Timestamp) -> bool {
    let t = &detail.transaction;
    match test {
        Test::Status(all) => all.contains(&t.status),
        Test::Operation(all) => detail.items.iter().any(|item| all.contains(&item.operation_type)),
        Test::Has(all) => all.iter().any(|has| match has {
            Has::Comment => !detail.comments.is_empty(),
            Has::Dependency => !detail.dependencies.is_empty(),
            Has::Error => detail.error_code.is_some(),
            Has::Signature => t.is_with_signed_item,
        }),
        Test::Is(all) => all.iter().any(|is| match is {
            Is::Stuck => t.status == Status::New && t.created_date < now - chrono::Duration::days(1),
            Is::Retrying => t.is_retry,
            Is::Bulk => t.is_bulk,
            Is::RealTime => t.is_real_time,
            // What was imported kept the identifier it had.
            Is::Imported => t.offline_unique_identifier.starts_with("dev-"),
            Is::Simulatable => t.is_simulatable,
        }),
        Test::Group(_) => unreachable!("not generated"),
        Test::Name(all) => all.iter().any(|name| match name.parse::<u32>() {
            Ok(number) => t.name == format!("DST-{number:010}"),
            Err(_) => t.name.starts_with(&name.to_uppercase()),
        }),
        Test::Record(all) => detail.items.iter().any(|item| {
            let ids = [
                &item.record_identifier,
                &item.processed_record_identifier,
                &item.related_record_id,
            ];
            ids.into_iter().flatten().any(|id| all.contains(id))
        }),
        Test::Text(key, all) => {
            let texts = texts(*key, detail);
            all.iter()
                .any(|pattern| texts.iter().any(|text| is(text, pattern, *key)))
        }
        Test::Number(key, comparison, number) => {
            let value = match key {
                NumberKey::Attempts => t.number_of_failed_attempts.unwrap_or(0),
                NumberKey::Items => detail.items.len() as i64,
            };
            use query::Comparison::{AtLeast, AtMost, Equal, Less, More};
            match comparison {
                Equal => value == *number,
                Less => value < *number,
                AtMost => value <= *number,
                More => value > *number,
                AtLeast => value >= *number,
            }
        }
        Test::Moment(key, side, moment) => {
            let value = match key {
                MomentKey::Made => t.offline_timestamp,
                MomentKey::Received => t.created_date,
                MomentKey::Modified => t.last_modified_date,
            };
            match side {
                Side::After => value >= moment.resolve(now),
                Side::Before => value < moment.resolve(now),
            }
        }
        Test::Words(word) => has_words(&[word], detail),
    }
}

/// The texts of a transaction that a key is compared with.
fn texts(key: TextKey, detail: &TransactionDetail) -> Vec<String> {
    let t = &detail.transaction;
    let owner = detail.owner.as_ref();
    match key {
        TextKey::Object => detail.items.iter().map(|item| item.object_name.clone()).collect(),
        TextKey::User => {
            let names = owner.map(|user| [user.name.clone(), user.username.clone()]);
            names.into_iter().flatten().chain([t.owner_id.clone()]).collect()
        }
        TextKey::Profile => detail
            .profile
            .iter()
            .map(|profile| profile.name.clone())
            .collect(),
        TextKey::Territory => owner
            .and_then(|user| user.territory.clone())
            .into_iter()
            .collect(),
        TextKey::Device => vec![t.device_identifier.clone()],
        TextKey::App => vec![t.app_version.clone()],
        TextKey::Metadata => vec![t.metadata_version.clone()],
        TextKey::Error => detail
            .error_code
            .iter()
            .map(|code| code.as_str().to_owned())
            .collect(),
        TextKey::Field => {
            let real = detail.log_entries.iter().filter(|entry| !entry.is_simulated);
            real.filter_map(|entry| entry.field_name.clone()).collect()
        }
    }
}

fn is(text: &str, pattern: &Pattern, key: TextKey) -> bool {
    let (mut text, mut wanted) = (text.to_owned(), pattern.text.clone());
    if matches!(key, TextKey::User | TextKey::Profile | TextKey::Territory) {
        // An Id of 15 characters stands for the one of 18.
        if let Ok(id) = wanted.parse::<model::RecordId>() {
            wanted = id.to_string();
        }
        (text, wanted) = (text.to_lowercase(), wanted.to_lowercase());
    }
    match pattern.begins {
        true => text.starts_with(&wanted),
        false => text == wanted,
    }
}

/// Whether one payload or one error text has all of these words and phrases.
fn has_words(words: &[&Pattern], detail: &TransactionDetail) -> bool {
    let items = detail.items.iter().map(|item| {
        let texts = [&item.field_values, &item.record_identifier];
        texts.map(|text| tokens(text.as_deref().unwrap_or_default()))
    });
    let real = detail.log_entries.iter().filter(|entry| !entry.is_simulated);
    let logs = real.map(|entry| {
        let texts = [
            &entry.exception_code,
            &entry.object_name,
            &entry.field_name,
            &entry.exception_log,
        ];
        let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
        [tokens(&texts.join("\n")), Vec::new()]
    });
    let has = |texts: &[Vec<String>; 2], word: &Pattern| texts.iter().any(|tokens| has_phrase(tokens, word));
    items
        .chain(logs)
        .any(|texts| words.iter().all(|word| has(&texts, word)))
}

fn has_phrase(text: &[String], word: &Pattern) -> bool {
    let wanted = tokens(&word.text);
    text.windows(wanted.len()).any(|part| {
        let last = part.len() - 1;
        part[..last] == wanted[..last]
            && match word.begins {
                true => part[last].starts_with(&wanted[last]),
                false => part[last] == wanted[last],
            }
    })
}

fn tokens(text: &str) -> Vec<String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
