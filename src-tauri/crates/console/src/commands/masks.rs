//! Which personal data is masked.

use model::{MASK, MaskRule, MaskRules};
use serde::{Deserialize, Serialize};
use store::{SettingChange, SettingsScope, Versioned};
use ts_rs::TS;

use super::{
    Nothing,
    settings::{HISTORY_LIMIT, if_saved},
    transactions::change_by,
};
use crate::{ConsoleError, ConsoleEvent, command::Context};

/// Everything the Personal data screen shows of the rules.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MaskRulesView {
    /// What stands for a value that is hidden.
    pub mask: &'static str,
    /// The rules that hold while no own rule says otherwise.
    #[ts(as = "Vec<MaskRule>")]
    pub built_in: &'static [MaskRule],
    /// What admins decided.
    pub value: MaskRules,
    /// Version, to be given when saving.
    pub version: i64,
    /// Changes of it, newest first.
    pub history: Vec<SettingChange>,
}

/// Saves which personal data is masked.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SaveMaskRulesRequest {
    /// The new rules.
    pub value: MaskRules,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// Why.
    pub reason: String,
}

pub(super) async fn get(context: &Context<'_>, _: Nothing) -> Result<MaskRulesView, ConsoleError> {
    let store = context.workspace()?.store().clone();
    let Versioned { value, version } = store.mask_rules().await?;
    let history = store
        .settings_history(Some(&SettingsScope::Masks), HISTORY_LIMIT)
        .await?;
    Ok(MaskRulesView {
        mask: MASK,
        built_in: MaskRule::built_in(),
        value,
        version,
        history,
    })
}

pub(super) async fn save(
    context: &Context<'_>,
    request: SaveMaskRulesRequest,
) -> Result<MaskRulesView, ConsoleError> {
    let value = trimmed(request.value);
    value
        .check()
        .map_err(|error| ConsoleError::at_field("own", error.to_string()))?;
    let change = change_by(context, &request.reason)?;
    let store = context.workspace()?.store().clone();
    let saved = store
        .set_mask_rules(&value, request.expected_version, &change)
        .await?;
    let view = get(context, Nothing {}).await?;
    if_saved(saved, "what personal data is masked", &view)?;
    context.workspace()?.see_masks(view.version);
    context.console.tell(ConsoleEvent::MasksChanged);
    Ok(view)
}

/// Rules without blanks around their names; a blank object is any object.
fn trimmed(rules: MaskRules) -> MaskRules {
    let own = rules.own.into_iter().map(|rule| MaskRule {
        object_name: rule
            .object_name
            .map(|name| name.trim().to_owned().into())
            .filter(|name: &std::borrow::Cow<'_, str>| !name.is_empty()),
        field: rule.field.trim().to_owned().into(),
        ..rule
    });
    MaskRules {
        own: own.collect(),
        ..rules
    }
}
