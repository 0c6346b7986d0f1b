//! The objects of the local org, one definition per file. Names and types follow the Life Sciences Cloud
//! developer guide where it has the field; key prefixes are ours.

mod account;
mod contact_point_address;
mod healthcare_provider;
mod inquiry;
mod people;
mod product;
mod product_disbursement;
mod product_item;
mod provider_acct_territory_info;
mod provider_activity_goal;
mod provider_visit;
mod territory;
mod visit;

pub(crate) use territory::EDIT_ACCESS;

use super::definition::Definition;

/// Every object, in the order in which screens list them.
pub(crate) fn definitions() -> Vec<Definition> {
    vec![
        account::definition(),
        healthcare_provider::definition(),
        contact_point_address::definition(),
        visit::definition(),
        provider_visit::definition(),
        product_disbursement::definition(),
        inquiry::definition(),
        provider_activity_goal::definition(),
        product::definition(),
        product_item::definition(),
        territory::territory(),
        territory::object_association(),
        territory::user_association(),
        provider_acct_territory_info::definition(),
        people::user(),
        people::profile(),
    ]
}
