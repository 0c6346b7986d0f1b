//! Makes the org of the sample as it is before the first upload.

use chrono::{Datelike as _, Days, NaiveDate};
use model::{IdGenerator, Profile, RecordId, User, key_prefix};
use org::Catalogue;
use rand::{RngExt as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha12Rng;
use serde_json::{Value, json};

use super::{
    SampleOptions,
    rep::{Rep, Stock},
    words,
    world::{Account, Product, Record, Territory, World},
};

/// Accounts that one territory has: practices and, among them, organizations.
const ACCOUNTS_PER_TERRITORY: usize = 24;
/// Every so manieth account is an organization.
const ORGANIZATION_EVERY: usize = 6;
/// So much of each product a rep carries at the start: enough for sixty days.
const STOCK_AT_START: i64 = 2_000;
/// So much of one product.
const SCARCE_STOCK: i64 = 2;

/// Makes the world.
pub(super) struct Builder<'a> {
    pub(super) world: World,
    catalogue: &'a Catalogue,
    ids: &'a IdGenerator,
    pub(super) rng: &'a mut ChaCha12Rng,
    first_day: NaiveDate,
}

impl<'a> Builder<'a> {
    /// The world that `options` ask for, except accounts that something happens to: see [`Self::account`].
    pub(super) fn new(
        options: &SampleOptions,
        catalogue: &'a Catalogue,
        ids: &'a IdGenerator,
        rng: &'a mut ChaCha12Rng,
    ) -> Self {
        let first_day = options.now.date_naive() - Days::new(u64::from(options.days));
        let world = World {
            profiles: Vec::new(),
            territories: Vec::new(),
            products: Vec::new(),
            accounts: Vec::new(),
            reps: Vec::new(),
            integration: ids.next(key_prefix::USER),
            records: Vec::new(),
        };
        let mut builder = Self {
            world,
            catalogue,
            ids,
            rng,
            first_day,
        };
        builder.integration_user();
        builder.profiles(options.profiles.max(1));
        builder.territories(options.territories.min(options.users).max(1));
        builder.products();
        for number in 0..options.users.max(1) {
            builder.rep(number as usize);
        }
        for territory in 0..builder.world.territories.len() {
            for number in 0..ACCOUNTS_PER_TERRITORY {
                let account = builder.account(territory, (number + 1) % ORGANIZATION_EVERY == 0);
                builder.world.territories[territory].accounts.push(account);
            }
        }
        builder
    }

    fn integration_user(&mut self) {
        let profile = self.ids.next(key_prefix::PROFILE);
        self.add("Profile", &profile, json!({ "Name": "Integration" }));
        let id = self.world.integration.clone();
        self.add(
            "User",
            &id,
            json!({
                "Name": "Data Integration", "Username": "integration@field.example",
                "Email": "integration@field.example", "Alias": "integrat", "ProfileId": profile, "IsActive": true,
            }),
        );
    }

    fn profiles(&mut self, count: u32) {
        for number in 0..count as usize {
            let name = match words::PROFILES.get(number) {
                Some(name) => (*name).to_owned(),
                None => format!("Field User {}", number + 1),
            };
            let id = self.ids.next(key_prefix::PROFILE);
            self.add("Profile", &id, json!({ "Name": name }));
            self.world.profiles.push(Profile { id, name });
        }
    }

    fn territories(&mut self, count: u32) {
        for number in 0..count as usize {
            let city = number % words::CITIES.len();
            let round = number / words::CITIES.len();
            let name = match round {
                0 => words::CITIES[city].0.to_owned(),
                _ => format!("{} {}", words::CITIES[city].0, round + 1),
            };
            let id = self.new_id("Territory2");
            let developer_name = format!("DE_{:03}", number + 1);
            let values = json!({ "Name": name, "DeveloperName": developer_name, "AccountAccessLevel": "Edit", "Country": "Germany" });
            self.add("Territory2", &id, values);
            self.world.territories.push(Territory {
                id,
                name,
                city,
                accounts: Vec::new(),
            });
        }
    }

    fn products(&mut self) {
        for (name, code, family) in words::PRODUCTS {
            let id = self.new_id("Product2");
            let values = json!({
                "Name": name, "ProductCode": code, "StockKeepingUnit": code, "Family": family,
                "QuantityUnitOfMeasure": "Box", "IsActive": true, "IsSample": true,
            });
            self.add("Product2", &id, values);
            self.world.products.push(Product { id, name });
        }
    }

    fn rep(&mut self, number: usize) {
        let territory = number % self.world.territories.len();
        // Most are sales reps; the other profiles share the rest.
        let profile = if number % 5 < 2 {
            0
        } else {
            number % self.world.profiles.len()
        };
        let (name, username) = self.person(number);
        let id = self.ids.next(key_prefix::USER);
        let profile_id = self.world.profiles[profile].id.clone();
        let alias: String = username
            .chars()
            .filter(char::is_ascii_alphabetic)
            .take(8)
            .collect();
        self.add(
            "User",
            &id,
            json!({
                "Name": name, "Username": username, "Email": username, "Alias": alias, "ProfileId": profile_id,
                "IsActive": true, "Country": "Germany", "TimeZoneSidKey": "Europe/Berlin",
            }),
        );
        let territory_id = self.world.territories[territory].id.clone();
        let membership = self.new_id("UserTerritory2Association");
        let values = json!({ "UserId": id, "Territory2Id": territory_id, "RoleInTerritory2": "Sales Rep", "IsActive": true });
        self.add("UserTerritory2Association", &membership, values);
        let user = User {
            id: id.clone(),
            name,
            username,
            profile_id,
            territory: Some(self.world.territories[territory].name.clone()),
            is_active: true,
        };
        let (stock, scarce) = self.stock_of(&id);
        let rep = Rep::new(user, territory, stock, scarce, number, self.rng);
        self.world.reps.push(rep);
    }

    /// A name that no other rep has, and the user name made of it.
    fn person(&mut self, number: usize) -> (String, String) {
        let (firsts, lasts) = (words::FIRST_NAMES.len(), words::LAST_NAMES.len());
        // Steps without a common divisor walk through every pair before one comes again.
        let (first, last) = (
            words::FIRST_NAMES[(number * 7) % firsts],
            words::LAST_NAMES[(number * 11 + number / firsts) % lasts],
        );
        let again = number / (firsts * lasts);
        let number = if again == 0 {
            String::new()
        } else {
            (again + 1).to_string()
        };
        let username = format!(
            "{}.{}{number}@field.example",
            first.to_lowercase(),
            last.to_lowercase()
        );
        (format!("{first} {last}"), username)
    }

    /// Enough of three products, and next to nothing of a fourth.
    fn stock_of(&mut self, owner: &RecordId) -> (Vec<Stock>, Stock) {
        let start = self.rng.random_range(0..self.world.products.len());
        let product = |offset: usize| (start + offset) % words::PRODUCTS.len();
        let enough = (0..3)
            .map(|offset| self.stock(owner, product(offset), STOCK_AT_START))
            .collect();
        (enough, self.stock(owner, product(3), SCARCE_STOCK))
    }

    /// Stock of a product that a rep carries.
    fn stock(&mut self, owner: &RecordId, product: usize, on_hand: i64) -> Stock {
        let id = self.new_id("ProductItem");
        let lot = format!("L{:05}", self.rng.random_range(10_000..100_000));
        let Product { id: product_id, name } = &self.world.products[product];
        let values = json!({
            "OwnerId": owner, "Product2Id": product_id, "ProductName": name, "QuantityOnHand": on_hand,
            "QuantityUnitOfMeasure": "Box", "LotNumber": lot,
            "ExpirationDate": self.first_day + Days::new(700),
        });
        let stock = Stock {
            item: id.clone(),
            lot,
        };
        self.add("ProductItem", &id, values);
        stock
    }

    /// A new account of a territory, with address, provider, goal and territory info; its place in
    /// [`World::accounts`].
    pub(super) fn account(&mut self, territory: usize, is_organization: bool) -> usize {
        let number = self.world.accounts.len();
        let (city, state, area) = words::CITIES[self.world.territories[territory].city];
        let street = format!("{} {}", self.pick(words::STREETS), number + 1);
        let postal_code = format!("{area}{:02}", self.rng.random_range(10..99));
        let last_name = self.pick(words::LAST_NAMES);
        let name = if is_organization {
            format!("{} {city} {}", self.pick(words::CLINICS), number + 1)
        } else {
            format!("Dr. {} {last_name}", self.pick(words::FIRST_NAMES))
        };
        let id = self.new_id("Account");
        let phone = self.phone();
        let kind = if is_organization {
            "Healthcare Organization"
        } else {
            "Healthcare Provider"
        };
        self.add(
            "Account",
            &id,
            json!({
                "Name": name, "Type": kind, "AccountNumber": format!("A-{:06}", number + 1),
                "SourceSystemIdentifier": format!("MDM-{:07}", 4_100_000 + number), "IsActive": true,
                "Phone": phone, "BillingStreet": street, "BillingCity": city, "BillingState": state,
                "BillingPostalCode": postal_code, "BillingCountry": "Germany",
            }),
        );
        let address = self.new_id("ContactPointAddress");
        self.add(
            "ContactPointAddress",
            &address,
            json!({
                "Name": format!("{name}, {city}"), "ParentId": id, "AddressType": "Office", "Street": street,
                "City": city, "State": state, "PostalCode": postal_code, "Country": "Germany",
                "IsPrimary": true, "IsDefault": true,
            }),
        );
        let npi = format!("{:010}", 1_000_000_000_u64 + number as u64 * 37);
        let provider = (!is_organization).then(|| self.provider(&id, &name, &npi));
        let goal = self.goal(&id, territory);
        let (tie, territory_info) = self.territory_ties(&id, &address, territory);
        let account = Account {
            id,
            name,
            territory,
            address,
            street,
            postal_code,
            provider,
            npi,
            goal,
            territory_info,
            tie,
        };
        self.world.accounts.push(account);
        number
    }

    fn provider(&mut self, account: &RecordId, name: &str, npi: &str) -> RecordId {
        let id = self.new_id("HealthcareProvider");
        let values = json!({
            "Name": name, "AccountId": account, "ProviderType": "Practitioner", "Status": "Active",
            "PrimarySpecialty": self.pick(words::SPECIALTIES), "NationalProviderIdentifier": npi,
            "MedicalLicenseNumber": format!("DE-{npi}"), "IsPrescriber": true,
            "YearsOfPractice": self.rng.random_range(2..35),
        });
        self.add("HealthcareProvider", &id, values);
        id
    }

    fn goal(&mut self, account: &RecordId, territory: usize) -> RecordId {
        let id = self.new_id("ProviderActivityGoal");
        let year = self.first_day.year();
        let values = json!({
            "AccountId": account, "Territory2Id": self.world.territories[territory].id,
            "ActivityPlanType": "AccountGoal", "Status": "Draft", "OverallGoal": self.rng.random_range(6..24),
            "StartDate": format!("{year}-01-01"), "EndDate": format!("{year}-12-31"),
        });
        self.add("ProviderActivityGoal", &id, values);
        id
    }

    fn territory_ties(
        &mut self,
        account: &RecordId,
        address: &RecordId,
        territory: usize,
    ) -> (RecordId, RecordId) {
        let territory_id = self.world.territories[territory].id.clone();
        let tie = self.new_id("ObjectTerritory2Association");
        let values = json!({ "ObjectId": account, "Territory2Id": territory_id, "AssociationCause": "Territory2AssignmentRule" });
        self.add("ObjectTerritory2Association", &tie, values);
        let info = self.new_id("ProviderAcctTerritoryInfo");
        let values = json!({
            "AccountId": account, "Territory2Id": territory_id, "PreferredAddressId": address, "IsActive": true,
            "IsAvailableOffline": true, "IsTargetedAccount": true, "ProviderTier": self.pick(&["A", "B", "C"]),
            "VisitGoal": self.rng.random_range(4..16),
        });
        self.add("ProviderAcctTerritoryInfo", &info, values);
        (tie, info)
    }

    fn phone(&mut self) -> String {
        format!(
            "+49 {} {}",
            self.rng.random_range(201..990),
            self.rng.random_range(100_000..10_000_000)
        )
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words.choose(self.rng).copied().unwrap_or_default()
    }

    fn new_id(&self, object: &str) -> RecordId {
        self.ids.next(
            self.catalogue
                .object(object)
                .map_or("000", |object| object.key_prefix.as_str()),
        )
    }

    /// Adds a record. Whoever is not said to own it, the integration user made and owns it.
    fn add(&mut self, object: &'static str, id: &RecordId, mut values: Value) {
        let has_owner = self
            .catalogue
            .object(object)
            .is_some_and(|object| object.field("OwnerId").is_some());
        for field in ["OwnerId", "CreatedById", "LastModifiedById"] {
            if values[field].is_null() && (field != "OwnerId" || has_owner) {
                values[field] = json!(self.world.integration);
            }
        }
        self.world.records.push(Record {
            object,
            id: id.clone(),
            values,
        });
    }
}
