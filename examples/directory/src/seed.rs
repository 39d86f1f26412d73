//! Made-up users, the same ones every time, in teams and departments.

mod names;

use crate::database::{Database, Dialect, Error, Millis, Rows, Statement, Work, count, keys};
use crate::group::Group;
use crate::store::now;
use crate::user::User;
use names::{CITIES, DEPARTMENTS, ENTITLEMENTS, FAMILY_NAMES, GIVEN_NAMES, ROLES, TITLES, pick};
use scim_schema::compare::unicode_key;
use std::ops::Range;

/// Users that are made at once.
const BATCH: u64 = 5_000;
/// Users in a team.
const TEAM: u64 = 20;

/// Fills a tenant that has no user and no group with `users` users, in one unit of work; answers
/// whether it did.
///
/// # Errors
/// What the database says.
pub async fn seed(database: &Database, tenant: &str, users: u32) -> Result<bool, Error> {
    let mut work = database.write().await?.unhurried();
    if count::<User>(&mut work, tenant).await? > 0 || count::<Group>(&mut work, tenant).await? > 0 {
        return Ok(false);
    }
    let keys = || keys::block(usize::try_from(users).unwrap_or(usize::MAX).saturating_add(100));
    let seed = Seed {
        tenant,
        now: Millis::from(&now()).0,
        first_user: keys(),
        first_group: keys(),
        first_member: keys(),
        first_value: keys(),
        teams: u64::from(users).div_ceil(TEAM),
    };
    seed.grants(&mut work).await?;
    let users = u64::from(users);
    let mut start = 0;
    while start < users {
        let batch = start..users.min(start + BATCH);
        seed.users(&mut work, batch.clone()).await?;
        seed.groups(&mut work, batch).await?;
        start += BATCH;
        if start % 50_000 == 0 {
            tracing::info!(tenant, users = start, "seeding");
        }
    }
    if work.dialect() == Dialect::Postgres {
        // else it plans for empty tables until it looks by itself
        work.execute(Statement::new("ANALYZE")).await?;
    }
    work.commit().await?;
    Ok(true)
}

struct Seed<'a> {
    tenant: &'a str,
    now: i64,
    first_user: i64,
    first_group: i64,
    first_member: i64,
    first_value: i64,
    teams: u64,
}

struct Person {
    seq: i64,
    id: String,
    user_name: String,
    given: &'static str,
    family: &'static str,
    number: u64,
}

impl Seed<'_> {
    fn person(&self, number: u64) -> Person {
        let (given, family) = (pick(GIVEN_NAMES, number, 1), pick(FAMILY_NAMES, number, 2));
        let plain = |name: &str| -> String {
            unicode_key(name).chars().filter(char::is_ascii_alphanumeric).collect()
        };
        Person {
            seq: offset(self.first_user, number),
            id: id(1, number),
            user_name: format!("{}.{}{number}@example.com", plain(given), plain(family)),
            given,
            family,
            number,
        }
    }

    async fn users(&self, db: &mut Work, batch: Range<u64>) -> Result<(), Error> {
        let mut users = Rows::new("users", USER);
        let mut emails = Rows::new("user_emails", EMAIL);
        let mut phones = Rows::new("user_phone_numbers", PHONE);
        let mut addresses = Rows::new("user_addresses", ADDRESS);
        for person in batch.map(|number| self.person(number)) {
            let (locality, region, country, timezone, language) = pick(CITIES, person.number, 3);
            // each of them is the only one in its table
            let value = offset(self.first_value, person.number);
            emails.push([
                value.into(),
                person.seq.into(),
                0_i64.into(),
                person.user_name.as_str().into(),
                "work".into(),
                true.into(),
            ]);
            phones.push([
                value.into(),
                person.seq.into(),
                0_i64.into(),
                format!("tel:+1-555-{:07}", person.number % 10_000_000).into(),
                "work".into(),
            ]);
            addresses.push([
                value.into(),
                person.seq.into(),
                0_i64.into(),
                locality.into(),
                region.into(),
                country.into(),
                "work".into(),
            ]);
            users.push([
                person.seq.into(),
                self.tenant.into(),
                person.id.into(),
                person.user_name.as_str().into(),
                unicode_key(&person.user_name).into(),
                person.given.into(),
                person.family.into(),
                format!("{} {}", person.given, person.family).into(),
                pick(TITLES, person.number, 4).into(),
                department(person.number / TEAM).into(),
                format!("{:06}", person.number + 1).into(),
                timezone.into(),
                language.into(),
                // a few have left
                (person.number % 50 != 49).into(),
                self.now.into(),
                self.now.into(),
                1_i64.into(),
            ]);
        }
        users.write(db).await?;
        emails.write(db).await?;
        phones.write(db).await?;
        addresses.write(db).await
    }

    /// The teams of these users, and the departments, whose members the teams are.
    async fn groups(&self, db: &mut Work, batch: Range<u64>) -> Result<(), Error> {
        let departments = DEPARTMENTS.len() as u64;
        let (mut groups, mut members) =
            (Rows::new("groups", GROUP), Rows::new("group_members", MEMBER));
        let mut group = |seq: i64, id: String, name: String| {
            groups.push([
                seq.into(),
                self.tenant.into(),
                id.into(),
                name.into(),
                self.now.into(),
                self.now.into(),
                1_i64.into(),
            ]);
        };
        if batch.start == 0 {
            for n in 0..departments {
                group(self.department_seq(n), id(2, n), department(n).to_owned());
            }
        }
        let no_one = None::<i64>;
        for team in batch.start / TEAM..batch.end.div_ceil(TEAM) {
            let name = format!("{} team {}", department(team), team / departments + 1);
            group(self.team_seq(team), id(3, team), name);
            members.push([
                offset(self.first_group, team).into(),
                self.department_seq(team % departments).into(),
                no_one.into(),
                self.team_seq(team).into(),
            ]);
        }
        for number in batch {
            members.push([
                offset(self.first_member, number).into(),
                self.team_seq(number / TEAM).into(),
                offset(self.first_user, number).into(),
                no_one.into(),
            ]);
        }
        groups.write(db).await?;
        members.write(db).await
    }

    /// What users can be granted.
    async fn grants(&self, db: &mut Work) -> Result<(), Error> {
        let mut roles = Rows::new("roles", ROLE);
        for (n, (name, description)) in (0..).zip(ROLES) {
            roles.push([
                keys::next().into(),
                self.tenant.into(),
                id(4, n).into(),
                (*name).into(),
                (*description).into(),
                self.now.into(),
                self.now.into(),
                1_i64.into(),
            ]);
        }
        let mut entitlements = Rows::new("entitlements", ENTITLEMENT);
        for (n, (name, description)) in (0..).zip(ENTITLEMENTS) {
            entitlements.push([
                keys::next().into(),
                self.tenant.into(),
                id(5, n).into(),
                (*name).into(),
                "Entitlement".into(),
                (*description).into(),
                self.now.into(),
                self.now.into(),
                1_i64.into(),
            ]);
        }
        roles.write(db).await?;
        entitlements.write(db).await
    }

    fn team_seq(&self, team: u64) -> i64 {
        offset(self.first_group, team)
    }

    /// Departments come after the teams.
    fn department_seq(&self, department: u64) -> i64 {
        offset(self.first_group, self.teams + department)
    }
}

const USER: &[&str] = &[
    "seq",
    "tenant",
    "id",
    "user_name",
    "user_name_key",
    "name_given_name",
    "name_family_name",
    "display_name",
    "title",
    "department",
    "employee_number",
    "timezone",
    "preferred_language",
    "active",
    "created_at",
    "modified_at",
    "revision",
];
const EMAIL: &[&str] = &["id", "owner", "position", "value", "type", "primary"];
const PHONE: &[&str] = &["id", "owner", "position", "value", "type"];
const ADDRESS: &[&str] = &["id", "owner", "position", "locality", "region", "country", "type"];
const GROUP: &[&str] =
    &["seq", "tenant", "id", "display_name", "created_at", "modified_at", "revision"];
const ROLE: &[&str] = &[
    "seq",
    "tenant",
    "id",
    "display_name",
    "description",
    "created_at",
    "modified_at",
    "revision",
];
const ENTITLEMENT: &[&str] = &[
    "seq",
    "tenant",
    "id",
    "display_name",
    "type",
    "description",
    "created_at",
    "modified_at",
    "revision",
];
const MEMBER: &[&str] = &["id", "owner", "user_seq", "group_seq"];

fn offset(first: i64, number: u64) -> i64 {
    first.saturating_add_unsigned(number)
}

fn department(team: u64) -> &'static str {
    let index = usize::try_from(team).unwrap_or_default() % DEPARTMENTS.len();
    DEPARTMENTS.get(index).copied().unwrap_or_default()
}

/// The same UUID for the same number, of version 8: made as an application likes.
fn id(kind: u128, number: u64) -> String {
    let bytes = (kind << 64 | u128::from(number)).to_be_bytes();
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
