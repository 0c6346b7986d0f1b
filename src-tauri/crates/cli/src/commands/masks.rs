//! `syncadm masks` and `syncadm reveals`: which personal data is masked, and who saw it all the same.

use model::{MaskRule, MaskRules, Reveal, Revealed};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    exit::{Exit, Failure},
    output::{Cell, DIM, Output, Table, WARN, moment},
    session::{Session, read},
};

const EXAMPLES: &str = "\
Examples:
  syncadm masks list
  syncadm masks add Badge__c --object Visit --reason \"names the visitor\"
  syncadm masks add note --part --show --reason \"our notes name products only\"
  syncadm masks remove Badge__c --object Visit --reason \"the field is gone\"
  syncadm masks off --reason \"audit of 12 May\"

An own rule beats the built-in ones; of two, the more exact one holds.";

/// See the help.
#[derive(Debug, clap::Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Command {
    /// List the rules, those of admins first
    List,
    /// Add a rule
    #[command(after_help = EXAMPLES)]
    Add {
        #[command(flatten)]
        subject: Subject,
        /// Show such fields instead of masking them
        #[arg(long)]
        show: bool,
        /// Why; it is kept in the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Take out a rule that an admin added
    Remove {
        #[command(flatten)]
        subject: Subject,
        /// Why; it is kept in the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Mask personal data on screen and in this program
    On {
        /// Why; it is kept in the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Show personal data on screen and in this program
    Off {
        /// Why; it is kept in the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Which fields a rule is about.
#[derive(Debug, clap::Args)]
pub struct Subject {
    /// API name of the field
    field: String,
    /// FIELD is a part of names
    #[arg(long)]
    part: bool,
    /// Only fields of this object
    #[arg(long, value_name = "OBJECT")]
    object: Option<String>,
}

/// See the help.
#[derive(Debug, clap::Args)]
pub struct RevealsArgs {
    /// At most so many, 200 at the most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: i64,
    /// Only reveals before the one of this number
    #[arg(long, value_name = "NO")]
    before: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct View {
    built_in: Vec<MaskRule>,
    value: MaskRules,
    version: i64,
}

#[derive(Deserialize)]
struct Page {
    reveals: Vec<Value>,
}

impl Subject {
    fn rule(self, mask: bool) -> MaskRule {
        MaskRule {
            object_name: self.object.map(Into::into),
            field: self.field.into(),
            is_part: self.part,
            mask,
        }
    }

    fn is_of(&self, rule: &MaskRule) -> bool {
        let object = self.object.as_deref().unwrap_or_default();
        rule.field.eq_ignore_ascii_case(&self.field)
            && rule.is_part == self.part
            && rule
                .object_name
                .as_deref()
                .unwrap_or_default()
                .eq_ignore_ascii_case(object)
    }
}

/// Does it.
///
/// # Errors
/// When a rule is wrong or not there, or someone else changed the rules meanwhile.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    let answer: Value = session.call("masks.get", json!({})).await?;
    let View {
        mut value, version, ..
    } = read("masks.get", answer.clone())?;
    let reason = match command {
        Command::List => return list(answer, output),
        Command::Add {
            subject,
            show,
            reason,
        } => {
            value.own.push(subject.rule(!show));
            reason
        }
        Command::Remove { subject, reason } => {
            let before = value.own.len();
            value.own.retain(|rule| !subject.is_of(rule));
            if value.own.len() == before {
                return Err(Failure::NotFound(
                    "there is no such own rule; see masks list".to_owned(),
                ));
            }
            reason
        }
        Command::On { reason } => {
            value.on_screen = true;
            reason
        }
        Command::Off { reason } => {
            value.on_screen = false;
            reason
        }
    };
    let request = json!({ "value": value, "expectedVersion": version, "reason": reason });
    list(session.call("masks.save", request).await?, output)
}

fn list(answer: Value, output: &Output) -> Result<Exit, Failure> {
    if output.json {
        output.document(&answer)?;
        return Ok(Exit::Done);
    }
    let View { built_in, value, .. } = read("masks.get", answer)?;
    let mut table = Table::new(["Field", "Object", "Holds", "Rule"]);
    let own = value.own.iter().map(|rule| (rule, "own"));
    for (rule, origin) in own.chain(built_in.iter().map(|rule| (rule, "built in"))) {
        let field = match rule.is_part {
            true => format!("…{}…", rule.field),
            false => rule.field.to_string(),
        };
        let mask = if rule.mask { "masked" } else { "shown" };
        table.row([
            field.into(),
            rule.object_name.as_deref().unwrap_or("any").into(),
            mask.into(),
            Cell::styled(origin, DIM),
        ]);
    }
    let state = if value.on_screen { "masked" } else { "shown" };
    output.text(&format!(
        "Personal data is {WARN}{state}{WARN:#} on screen.\n{}",
        table.text(0)
    ))?;
    Ok(Exit::Done)
}

/// Lists what was revealed.
///
/// # Errors
/// When the store cannot be read.
pub async fn reveals(session: &Session, args: RevealsArgs, output: &Output) -> Result<Exit, Failure> {
    let request = json!({ "before": args.before, "limit": args.limit });
    let Page { reveals } = session.call("reveals.list", request).await?;
    if output.json {
        output.rows(&reveals)?;
        return Ok(Exit::Done);
    }
    let reveals: Vec<Reveal> = read("reveals.list", Value::Array(reveals))?;
    let mut table = Table::new(["No", "When (UTC)", "Who", "What", "Reason"]);
    for reveal in &reveals {
        table.row([
            Cell::number(reveal.number),
            moment(reveal.revealed_at).into(),
            Cell::from(&reveal.actor),
            what(&reveal.what).into(),
            reveal.reason.as_deref().unwrap_or_default().into(),
        ]);
    }
    output.text(&table.text(0))?;
    Ok(Exit::Done)
}

fn what(revealed: &Revealed) -> String {
    match revealed {
        Revealed::Payload {
            transaction_name,
            object_name,
            field,
            ..
        } => format!("{object_name}.{field} of {transaction_name}"),
        Revealed::Record {
            record_id,
            object_name,
            field,
        } => format!("{object_name}.{field} of the record {record_id}"),
        Revealed::Export { query, out } if query.is_empty() => format!("export of all to {out}"),
        Revealed::Export { query, out } => format!("export of {query} to {out}"),
    }
}
