//! What searches and edits cost at a million users: `cargo bench -p directory --bench million --
//! [URL] [USERS]`, by default 1,000,000 in a new file. An empty database is filled first.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a program for one purpose")]

use directory::database::{self, Database, Dialect, Read, Statement, Work};
use directory::group::Group;
use directory::seed::seed;
use directory::user::User;
use scim_schema::dialect::Dialect as Client;
use scim_schema::edit::Patch;
use scim_schema::filter::Options;
use scim_schema::message::ScimError;
use scim_schema::query::{Page, Position, Query};
use scim_schema::resource::ScimResource;
use scim_schema::service::{Context, Identity, Store};
use serde_json::json;
use sqlx::FromRow;
use std::time::{Duration, Instant};
use uuid::Uuid;

const TENANT: &str = "acme";

struct Bench {
    database: Database,
    cx: Context,
    users: u32,
}

#[tokio::main]
async fn main() {
    // cargo gives flags of its own
    let arguments: Vec<_> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let file = std::env::temp_dir().join("directory-million.db");
    let url = arguments.first().cloned();
    let url = url.unwrap_or_else(|| format!("sqlite://{}", file.display()));
    let users = arguments.get(1).map_or(1_000_000, |users| users.parse().unwrap());
    // a group of nearly everybody is made in one statement
    let options =
        database::Options { patience: Duration::from_secs(600), ..database::Options::default() };
    let database = Database::open_with(&url, &options).await.unwrap();
    let cx = Context::new(Identity::new().tenant(TENANT).base_url("https://scim.example.com"));
    let bench = Bench { database, cx, users };
    let start = Instant::now();
    if seed(&bench.database, TENANT, users).await.unwrap() {
        println!("{users} users seeded in {:.0?}", start.elapsed());
    }
    bench.lookups().await;
    bench.changed().await;
    bench.cursor().await;
    bench.import().await;
    bench.members().await;
    bench.database.close().await;
}

impl Bench {
    async fn search<R>(&self, query: &Query<R>) -> Page<R>
    where
        R: ScimResource,
        Database: Store<R>,
    {
        let page = Store::<R>::search(&self.database, &self.cx, query).await;
        page.map_err(Into::<ScimError>::into).unwrap()
    }

    /// `userName eq`, against the statement that one writes by hand for the same answer, whose
    /// `schemas` say which extensions the user has: read into the same struct, and into one that
    /// has no more than this answer.
    async fn lookups(&self) {
        let names: Vec<(String,)> = self
            .rows(Statement::new("SELECT user_name FROM users WHERE seq % 997 = 0 LIMIT 400"))
            .await;
        let queries: Vec<Query<User>> = names
            .iter()
            .map(|(name,)| parse(&format!("filter=userName eq \"{name}\"&attributes=userName")))
            .collect();
        let (mut ours, mut by_hand, mut narrow) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..5 {
            for (query, (name,)) in queries.iter().zip(&names) {
                let start = Instant::now();
                assert_eq!(self.search(query).await.resources().len(), 1);
                ours.push(start.elapsed());
                let start = Instant::now();
                let found: Vec<User> = self.named(EXTENSIONS, name).await;
                assert_eq!(found.len(), 1);
                by_hand.push(start.elapsed());
                let start = Instant::now();
                let found: Vec<Narrow> = self.named(ARE_THERE, name).await;
                assert_eq!(found.iter().filter(|row| row.is_whole()).count(), 1);
                narrow.push(start.elapsed());
            }
        }
        let (ours, by_hand, narrow) = (median(ours), median(by_hand), median(narrow));
        ratio("`userName eq`, the store : by hand", ours, by_hand);
        ratio("  the store : by hand, into a struct for this", ours, narrow);
    }

    /// The user of this name: what any answer has, and these columns.
    async fn named<T: Read>(&self, columns: &str, name: &str) -> Vec<T> {
        let text = format!(
            "SELECT seq, id, created_at, modified_at, revision, user_name, {columns} FROM users \
             WHERE tenant = $1 AND user_name_key = $2"
        );
        self.rows(Statement::new(text).bind(TENANT).bind(name)).await
    }

    /// Three users changed among all.
    async fn changed(&self) {
        let last = "SELECT max(modified_at) FROM users";
        let mut work = self.database.write().await.unwrap();
        let last = work.number(Statement::new(last)).await.unwrap() + 60_000;
        let change = "UPDATE users SET modified_at = $1
                      WHERE seq IN (SELECT seq FROM users ORDER BY seq LIMIT 3)";
        work.execute(Statement::new(change).bind(last)).await.unwrap();
        work.commit().await.unwrap();
        let since = scim_schema::value::DateTime::from_unix(last / 1_000 - 1, 0).unwrap();
        let query: Query<User> =
            parse(&format!("filter=meta.lastModified gt \"{}\"", since.as_str()));
        let mut times = Vec::new();
        for _ in 0..50 {
            let start = Instant::now();
            assert_eq!(self.search(&query).await.total_results(), Some(3));
            times.push(start.elapsed());
        }
        println!("`meta.lastModified gt`, 3 of {}: {:.2?}", self.users, median(times));
    }

    /// All of them, by pages of 1,000.
    async fn cursor(&self) {
        let begin: Query<User> = parse("cursor&count=1000&attributes=userName");
        let (mut times, mut seen, mut after) = (Vec::new(), 0, None::<Position>);
        let start = Instant::now();
        let (mut first, mut most) = (0, 0);
        loop {
            // what the first page counts is in its cursor
            let query = begin.clone().with_cursor(after).with_total(times.is_empty());
            let page_start = Instant::now();
            let page = self.search(&query).await;
            times.push(page_start.elapsed());
            seen += page.resources().len();
            if times.len() == 10 {
                first = memory();
            }
            most = most.max(memory());
            let last = page.resources().last();
            after = last.map(|user| Position { id: user.id.to_string(), key: None });
            if page.has_more() != Some(true) {
                break;
            }
        }
        assert_eq!(seen, usize::try_from(self.users).unwrap());
        println!("all by cursor, pages of 1,000: {:.1?}", start.elapsed());
        let end = times.split_off(times.len() - times.len().min(20));
        times.truncate(20);
        ratio("  the last 20 pages : the first 20", median(end), median(times));
        println!("  memory: {first} kB after 10 pages, at most {most} kB");
    }

    /// Okta's import: pages of 100 by index.
    async fn import(&self) {
        for tenth in 0..=10 {
            let start_index = u64::from(self.users) * tenth / 10;
            let start_index = start_index.min(u64::from(self.users) - 99).max(1);
            let query: Query<User> = parse(&format!("startIndex={start_index}&count=100"));
            let mut times = Vec::new();
            for _ in 0..5 {
                let start = Instant::now();
                assert_eq!(self.search(&query).await.resources().len(), 100);
                times.push(start.elapsed());
            }
            println!("page of 100 whole users from {start_index}: {:.2?}", median(times));
        }
    }

    /// 50 more members of a small group and of one with nearly everybody.
    async fn members(&self) {
        let all = i64::from(self.users);
        let (small, large) = (10_000.min(all / 2), all - 5_000.min(all / 2));
        let mut groups =
            [(self.group_of(small).await, Vec::new()), (self.group_of(large).await, Vec::new())];
        let others = "SELECT id FROM users ORDER BY seq DESC LIMIT 1000";
        let others: Vec<(String,)> = self.rows(Statement::new(others)).await;
        for members in others.chunks(50) {
            let value: Vec<_> = members.iter().map(|(id,)| json!({ "value": id })).collect();
            let body = json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [{ "op": "add", "path": "members", "value": value }]
            });
            for (id, times) in &mut groups {
                let patch = Patch::<Group>::new(body.to_string(), Client::RFC).unwrap();
                let start = Instant::now();
                let done = Store::<Group>::update(&self.database, &self.cx, id, patch.into()).await;
                times.push(start.elapsed());
                assert!(!done.map_err(Into::<ScimError>::into).unwrap().changes.is_empty());
            }
        }
        let [of_small, of_large] = groups.map(|(_, times)| median(times));
        ratio(&format!("50 more members of {large} : of {small}"), of_large, of_small);
    }

    /// A new group of the first so many users.
    async fn group_of(&self, members: i64) -> Uuid {
        let id = Uuid::now_v7();
        let mut work = self.database.write().await.unwrap();
        let seq = work.number(Statement::new("SELECT max(seq) + 1 FROM \"groups\"")).await.unwrap();
        let group = Statement::new(
            "INSERT INTO \"groups\" (seq, tenant, id, display_name, created_at, modified_at, revision)
             VALUES ($1, $2, $3, 'of many', 0, 0, 1)",
        );
        work.execute(group.bind(seq).bind(TENANT).bind(id.to_string())).await.unwrap();
        let rows = Statement::new(
            "INSERT INTO group_members (id, owner, user_seq)
             SELECT (SELECT max(id) FROM group_members) + row_number() OVER (ORDER BY seq), $1, seq
             FROM users ORDER BY seq LIMIT $2",
        );
        let filled = work.execute(rows.bind(seq).bind(members)).await.unwrap();
        assert_eq!(i64::try_from(filled).unwrap(), members);
        if work.dialect() == Dialect::Postgres {
            work.execute(Statement::new("ANALYZE group_members")).await.unwrap();
        }
        work.commit().await.unwrap();
        id
    }

    async fn rows<T: Read>(&self, statement: Statement) -> Vec<T> {
        let mut snapshot: Work = self.database.read().await.unwrap();
        snapshot.rows(statement).await.unwrap()
    }
}

/// Of which extensions a user has something.
const EXTENSIONS: &str = "employee_number, cost_center, organization, division, department, \
                          manager_value, manager_ref, hire_date";
const ARE_THERE: &str = "coalesce(employee_number, cost_center, organization, division, \
                         department, manager_value, manager_ref) IS NOT NULL AS is_employee, \
                         hire_date IS NOT NULL AS is_hired";

#[derive(FromRow)]
struct Narrow {
    seq: i64,
    id: String,
    created_at: i64,
    modified_at: i64,
    revision: i64,
    user_name: String,
    is_employee: bool,
    is_hired: bool,
}

impl Narrow {
    fn is_whole(&self) -> bool {
        let numbers = [self.seq, self.created_at, self.modified_at, self.revision];
        numbers.iter().all(|number| *number > 0)
            && !self.id.is_empty()
            && !self.user_name.is_empty()
            && (self.is_employee || self.is_hired || self.revision > 0)
    }
}

fn parse<R: ScimResource>(query: &str) -> Query<R> {
    let query = query.replace(' ', "%20").replace('"', "%22");
    Query::parse(&query, &Options::default()).unwrap()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn ratio(what: &str, this: Duration, that: Duration) {
    let times = this.as_secs_f64() / that.as_secs_f64();
    println!("{what}: {this:.2?} : {that:.2?} = {times:.2}");
}

/// What this process holds in memory, in kB; 0 where the system does not say.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
