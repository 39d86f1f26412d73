//! Made-up users, the same ones every time, in teams and departments.

mod names;

use crate::database::{Database, Error, count};
use crate::group::Group;
use crate::store::now;
use crate::user::User;
use names::{CITIES, DEPARTMENTS, FAMILY_NAMES, GIVEN_NAMES, TITLES, pick};
use scim_schema::compare::unicode_key;
use sqlx::{QueryBuilder, SqliteConnection};
use std::ops::Range;

/// Users in a statement: all their parameters must fit.
const BATCH: u64 = 1_000;
/// Users in a team.
const TEAM: u64 = 20;

/// Fills a tenant that has no user and no group with `users` users, in one unit of work; answers
/// whether it did.
///
/// # Errors
/// What the database says.
pub async fn seed(database: &Database, tenant: &str, users: u32) -> Result<bool, Error> {
    let mut work = database.write().await?;
    if count::<User>(&mut work, tenant).await? > 0 || count::<Group>(&mut work, tenant).await? > 0 {
        return Ok(false);
    }
    let users = u64::from(users);
    let seed = Seed {
        tenant,
        now: now().as_str().to_owned(),
        first_user: next_seq(&mut work, "SELECT coalesce(max(seq), 0) FROM users").await?,
        first_group: next_seq(&mut work, "SELECT coalesce(max(seq), 0) FROM \"groups\"").await?,
        teams: users.div_ceil(TEAM),
    };
    let mut start = 0;
    while start < users {
        let batch = start..users.min(start + BATCH);
        seed.users(&mut work, batch.clone()).await?;
        seed.groups(&mut work, batch).await?;
        start += BATCH;
        if start % 10_000 == 0 {
            tracing::info!(tenant, users = start, "seeding");
        }
    }
    work.commit().await?;
    Ok(true)
}

async fn next_seq(db: &mut SqliteConnection, last: &'static str) -> Result<i64, Error> {
    let last: i64 = sqlx::query_scalar(last).fetch_one(db).await?;
    Ok(last + 1)
}

struct Seed<'a> {
    tenant: &'a str,
    now: String,
    first_user: i64,
    first_group: i64,
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

    async fn users(&self, db: &mut SqliteConnection, batch: Range<u64>) -> Result<(), Error> {
        let people: Vec<Person> = batch.map(|number| self.person(number)).collect();
        QueryBuilder::new(
            "INSERT INTO users (seq, tenant, id, user_name, user_name_key, name_given_name, \
             name_family_name, display_name, title, department, employee_number, timezone, \
             preferred_language, active, created, last_modified, revision) ",
        )
        .push_values(&people, |mut row, person| {
            let (_, _, _, timezone, language) = pick(CITIES, person.number, 3);
            row.push_bind(person.seq)
                .push_bind(self.tenant)
                .push_bind(&person.id)
                .push_bind(&person.user_name)
                .push_bind(unicode_key(&person.user_name))
                .push_bind(person.given)
                .push_bind(person.family)
                .push_bind(format!("{} {}", person.given, person.family))
                .push_bind(pick(TITLES, person.number, 4))
                .push_bind(department(person.number / TEAM))
                .push_bind(format!("{:06}", person.number + 1))
                .push_bind(timezone)
                .push_bind(language)
                // a few have left
                .push_bind(person.number % 50 != 49)
                .push_bind(&self.now)
                .push_bind(&self.now)
                .push_bind(1);
        })
        .build()
        .execute(&mut *db)
        .await?;

        QueryBuilder::new("INSERT INTO user_emails (owner, position, value, type, \"primary\") ")
            .push_values(&people, |mut row, person| {
                row.push_bind(person.seq)
                    .push_bind(0)
                    .push_bind(&person.user_name)
                    .push_bind("work")
                    .push_bind(true);
            })
            .build()
            .execute(&mut *db)
            .await?;

        QueryBuilder::new("INSERT INTO user_phone_numbers (owner, position, value, type) ")
            .push_values(&people, |mut row, person| {
                row.push_bind(person.seq)
                    .push_bind(0)
                    .push_bind(format!("tel:+1-555-{:07}", person.number % 10_000_000))
                    .push_bind("work");
            })
            .build()
            .execute(&mut *db)
            .await?;

        QueryBuilder::new(
            "INSERT INTO user_addresses (owner, position, locality, region, country, type) ",
        )
        .push_values(&people, |mut row, person| {
            let (locality, region, country, ..) = pick(CITIES, person.number, 3);
            row.push_bind(person.seq)
                .push_bind(0)
                .push_bind(locality)
                .push_bind(region)
                .push_bind(country)
                .push_bind("work");
        })
        .build()
        .execute(db)
        .await?;
        Ok(())
    }

    /// The teams of these users, and the departments, whose members the teams are.
    async fn groups(&self, db: &mut SqliteConnection, batch: Range<u64>) -> Result<(), Error> {
        let first_team = batch.start / TEAM;
        let teams = first_team..batch.end.div_ceil(TEAM);
        let departments = DEPARTMENTS.len() as u64;
        if first_team == 0 {
            let named = (0..departments).map(|n| (self.department_seq(n), id(2, n), department(n)));
            self.insert_groups(db, named.map(|(seq, id, name)| (seq, id, name.to_owned()))).await?;
        }
        let named = teams.clone().map(|team| {
            let name = format!("{} team {}", department(team), team / departments + 1);
            (self.team_seq(team), id(3, team), name)
        });
        self.insert_groups(db, named).await?;

        QueryBuilder::new("INSERT INTO group_members (owner, group_seq) ")
            .push_values(teams, |mut row, team| {
                row.push_bind(self.department_seq(team % departments))
                    .push_bind(self.team_seq(team));
            })
            .build()
            .execute(&mut *db)
            .await?;
        QueryBuilder::new("INSERT INTO group_members (owner, user_seq) ")
            .push_values(batch, |mut row, number| {
                row.push_bind(self.team_seq(number / TEAM))
                    .push_bind(offset(self.first_user, number));
            })
            .build()
            .execute(db)
            .await?;
        Ok(())
    }

    async fn insert_groups(
        &self,
        db: &mut SqliteConnection,
        groups: impl Iterator<Item = (i64, String, String)>,
    ) -> Result<(), Error> {
        QueryBuilder::new(
            "INSERT INTO \"groups\" \
             (seq, tenant, id, display_name, created, last_modified, revision) ",
        )
        .push_values(groups, |mut row, (seq, id, name)| {
            row.push_bind(seq)
                .push_bind(self.tenant)
                .push_bind(id)
                .push_bind(name)
                .push_bind(&self.now)
                .push_bind(&self.now)
                .push_bind(1);
        })
        .build()
        .execute(db)
        .await?;
        Ok(())
    }

    fn team_seq(&self, team: u64) -> i64 {
        offset(self.first_group, team)
    }

    /// Departments come after the teams.
    fn department_seq(&self, department: u64) -> i64 {
        offset(self.first_group, self.teams + department)
    }
}

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
