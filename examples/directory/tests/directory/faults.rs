//! The database is down, slow, busy or full: clients are told to come again, and nothing is half
//! written.

use crate::client::{Answer, Client, GROUP, USER, text};
use crate::databases::{Home, On, both};
use directory::database::{Database, Options, Statement};
use serde_json::json;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

both!(a_pool_that_is_exhausted_is_waited_for_in_vain, writers_who_see_one_order_all_land);

/// 7644-3.12-18: no cause is shown, and when to come again is.
#[track_caller]
fn assert_unavailable(answer: &Answer) {
    answer.assert_error(503, None, "try again later");
    let after: u32 = answer.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(after >= 1);
}

async fn impatient(url: &str) -> Client {
    let options =
        Options { connections: 2, patience: Duration::from_millis(700), ..Options::default() };
    Client::on(Database::open_with(url, &options).await.unwrap())
}

async fn a_pool_that_is_exhausted_is_waited_for_in_vain(on: On) {
    let home = Home::new(on);
    let client = impatient(&home.url()).await;
    let user = client.user("babs").await;
    let path = format!("/Users/{}", text(&user, "id"));
    let held = (client.database.read().await.unwrap(), client.database.read().await.unwrap());
    assert_unavailable(&client.get(&path).await);
    assert_unavailable(&client.get("/Users").await);
    assert_unavailable(&client.put(&path, &json!({ "schemas": [USER], "userName": "c" })).await);
    drop(held);
    assert_eq!(client.get(&path).await.body, user);
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_given_up() {
    let Some(on) = On::postgres() else { return };
    let home = Home::new(on);
    let (client, other) = (impatient(&home.url()).await, Client::of(&home.url()).await);
    client.user("babs").await;
    let mut lock = other.database.write().await.unwrap();
    lock.execute(Statement::new("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")).await.unwrap();
    assert_unavailable(&client.get("/Users").await);
    let late = client.post("/Users", &json!({ "schemas": [USER], "userName": "late" })).await;
    assert_unavailable(&late);
    drop(lock);
    assert_eq!(client.get("/Users").await.body["totalResults"], 1);
    assert_eq!(client.count("SELECT count(*) FROM changes").await, 1);
}

/// SQLite ends even a transaction that reads, such as where there is no space to sort large rows in: who
/// reads next does not read the same for ever.
#[tokio::test]
async fn a_transaction_that_sqlite_ends_is_no_other_ones() {
    let home = Home::new(On::Sqlite);
    let options = Options { connections: 1, ..Options::default() };
    let client = Client::on(Database::open_with(&home.url(), &options).await.unwrap());
    let mut ended = client.database.read().await.unwrap();
    ended.execute(Statement::new("ROLLBACK")).await.unwrap();
    drop(ended);
    assert_eq!(client.get("/Users").await.body["totalResults"], 0);
    client.user("babs").await;
    assert_eq!(client.get("/Users").await.body["totalResults"], 1);
}

/// It ends by itself, so that it keeps neither a processor nor a connection from others.
#[tokio::test]
async fn a_statement_of_sqlite_that_takes_too_long_ends() {
    let home = Home::new(On::Sqlite);
    let options =
        Options { connections: 1, patience: Duration::from_millis(500), ..Options::default() };
    let database = Database::open_with(&home.url(), &options).await.unwrap();
    let endless = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n)
                   SELECT count(*) FROM n";
    let client = Client::on(database.clone());
    let user = client.user("babs").await;
    let path = format!("/Users/{}", text(&user, "id"));

    // the one connection to read from is there again, and so is the one that writes
    assert!(database.read().await.unwrap().number(Statement::new(endless)).await.is_err());
    assert_eq!(client.get(&path).await.body, user);
    assert!(database.write().await.unwrap().number(Statement::new(endless)).await.is_err());
    assert_eq!(client.delete(&path).await.status, 204);
    database.close().await;

    // also where whoever waited has gone, long before the time is over
    let hour = Duration::from_secs(3_600);
    let options = Options { connections: 1, patience: hour, ..Options::default() };
    let database = Database::open_with(&home.url(), &options).await.unwrap();
    let mut snapshot = database.read().await.unwrap();
    let reading = tokio::spawn(async move { snapshot.number(Statement::new(endless)).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    reading.abort();
    let client = Client::on(database.clone());
    let found = tokio::time::timeout(Duration::from_secs(60), client.get("/Users")).await;
    assert_eq!(found.unwrap().body["totalResults"], 0);
    database.close().await;
}

/// The user was there when it was looked for, and not when the row was written.
#[tokio::test]
async fn a_member_that_goes_away_meanwhile_is_looked_for_again() {
    let Some(on) = On::postgres() else { return };
    let client = Client::new(on).await;
    let user = client.user("babs").await;
    let group = client.create("/Groups", &json!({ "schemas": [GROUP], "displayName": "g" })).await;
    client
        .execute(&[
            "CREATE SEQUENCE attempts",
            "CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN
                 IF nextval('attempts') = 1 THEN NEW.user_seq = NULL; END IF;
                 RETURN NEW;
             END $$",
            "CREATE TRIGGER gone BEFORE INSERT ON group_members FOR EACH ROW EXECUTE FUNCTION gone()",
        ])
        .await;
    let path = format!("/Groups/{}", text(&group, "id"));
    let add = json!([{ "op": "add", "path": "members", "value": [{ "value": user["id"] }] }]);
    let answer = client.patch(&path, &add).await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    assert_eq!(client.count("SELECT last_value FROM attempts").await, 2);
}

/// Whoever has the file waits for nobody.
#[tokio::test]
async fn a_writer_of_another_process_is_waited_for_in_vain() {
    let home = Home::new(On::Sqlite);
    let client = impatient(&home.url()).await;
    let user = client.user("babs").await;
    let path = format!("/Users/{}", text(&user, "id"));
    let other = Database::open(&home.url()).await.unwrap();
    let held = other.write().await.unwrap();
    let put = json!({ "schemas": [USER], "userName": "c" });
    assert_unavailable(&client.put(&path, &put).await);
    assert_unavailable(&client.delete(&path).await);
    assert_eq!(client.get(&path).await.body, user);
    drop(held);
    other.close().await;
    assert_eq!(client.put(&path, &put).await.status, 200);
    client.database.close().await;
}

/// PostgreSQL says so when a row is written, or when the work is committed.
#[tokio::test]
async fn a_full_disk_of_postgres_leaves_what_was_there() {
    let Some(on) = On::postgres() else { return };
    let client = Client::new(on).await;
    let user = client.user("babs").await;
    let full = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE SQLSTATE '53100'; END $$";
    client.execute(&[full]).await;
    let path = format!("/Users/{}", text(&user, "id"));
    let put =
        json!({ "schemas": [USER], "userName": "babs", "emails": [{ "value": "a@example.com" }] });
    for (trigger, when) in
        [("TRIGGER", ""), ("CONSTRAINT TRIGGER", "DEFERRABLE INITIALLY DEFERRED")]
    {
        let create = format!(
            "CREATE {trigger} full_disk AFTER INSERT ON user_emails {when}
             FOR EACH ROW EXECUTE FUNCTION full_disk()"
        );
        client.execute(&[&create]).await;
        let answer = client.put(&path, &put).await;
        assert_unavailable(&answer);
        assert_eq!(answer.headers["retry-after"], "60");
        let mut new = put.clone();
        new["userName"] = json!("late");
        assert_unavailable(&client.post("/Users", &new).await);
        client.execute(&["DROP TRIGGER full_disk ON user_emails"]).await;
        assert_eq!(client.get(&path).await.body, user);
        assert_eq!(client.get("/Users").await.body["totalResults"], 1);
        assert_eq!(client.count("SELECT count(*) FROM changes").await, 1);
    }
    assert_eq!(client.put(&path, &put).await.status, 200);
}

/// What stands between a server and its database.
struct Cable {
    listener: TcpListener,
    to: String,
    open: JoinSet<()>,
}

impl Cable {
    async fn new(to: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self { listener, to, open: JoinSet::new() }
    }

    fn address(&self) -> SocketAddr {
        self.listener.local_addr().unwrap()
    }

    /// Carries whatever comes, as long as `work` takes.
    async fn carrying<T>(&mut self, work: impl Future<Output = T>) -> T {
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                accepted = self.listener.accept() => {
                    let (mut near, _) = accepted.unwrap();
                    let to = self.to.clone();
                    self.open.spawn(async move {
                        let mut far = TcpStream::connect(to).await.unwrap();
                        let _ = copy_bidirectional(&mut near, &mut far).await;
                    });
                }
            }
        }
    }

    /// Cuts all connections.
    async fn cut(&mut self) {
        self.open.shutdown().await;
    }
}

/// The address of the server in a URL, if it has one.
fn address(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once('@')?;
    rest.split_once('/').map(|(address, _)| address).filter(|address| address.contains(':'))
}

#[tokio::test]
async fn a_database_that_is_down_is_asked_again_when_it_is_up() {
    let Some(on) = On::postgres() else { return };
    let home = Home::new(on);
    let url = home.url();
    let Some(to) = address(&url) else { return };
    let mut cable = Cable::new(to.to_owned()).await;
    let url = url.replacen(to, &cable.address().to_string(), 1);
    let client = cable.carrying(impatient(&url)).await;
    let user = cable.carrying(client.user("babs")).await;
    let path = format!("/Users/{}", text(&user, "id"));

    cable.cut().await;
    assert_unavailable(&client.get(&path).await);
    assert_unavailable(&client.get("/Users?filter=userName%20eq%20%22babs%22").await);
    assert_unavailable(
        &client.post("/Users", &json!({ "schemas": [USER], "userName": "x" })).await,
    );
    assert_unavailable(&client.delete(&path).await);

    let again = cable.carrying(client.get(&path)).await;
    assert_eq!((again.status, &again.body), (200, &user));
    assert_eq!(cable.carrying(client.get("/Users")).await.body["totalResults"], 1);
}

#[tokio::test]
async fn a_full_disk_leaves_what_was_there() {
    let home = Home::new(On::Sqlite);
    let client = Client::of(&home.url()).await;
    let user = client.user("babs").await;
    let group =
        json!({ "schemas": [GROUP], "displayName": "g", "members": [{ "value": user["id"] }] });
    client.create("/Groups", &group).await;
    let pages = client.count("PRAGMA page_count").await;
    let limit = async |pages: i64| {
        let mut work = client.database.write().await.unwrap();
        let pragma = Statement::new(format!("PRAGMA max_page_count = {pages}"));
        work.number(pragma).await.unwrap();
    };
    limit(pages + 60).await;
    let large = |name: &str| {
        let values = (0..8).map(|n| json!({ "value": format!("{n}{}", "x".repeat(9_000)) }));
        let values: Vec<_> = values.collect();
        json!({ "schemas": [USER], "userName": name, "emails": values, "title": "t".repeat(20_000) })
    };
    let mut created = Vec::new();
    let refused = loop {
        let answer = client.post("/Users", &large(&format!("user{}", created.len()))).await;
        match answer.status {
            201 => created.push(answer.body),
            _ => break answer,
        }
    };
    assert_unavailable(&refused);

    // every row belongs to a write that was answered, and every such write is there
    let users = i64::try_from(created.len()).unwrap() + 1;
    assert_eq!(client.count("SELECT count(*) FROM users").await, users);
    assert_eq!(client.count("SELECT count(*) FROM user_emails").await, (users - 1) * 8);
    assert_eq!(client.count("SELECT count(*) FROM changes").await, users + 1);
    for user in &created {
        assert_eq!(&client.get(&format!("/Users/{}", text(user, "id"))).await.body, user);
    }
    // there is space again, on this connection or, where SQLite ended the transaction, on another
    limit(1_000_000).await;
    let path = format!("/Users/{}", text(&user, "id"));
    assert_eq!(client.put(&path, &large("babs")).await.status, 200);
    client.database.close().await;
}

/// As a database of several machines does it: what does not fit one order of all units of work is
/// ended, and done again.
async fn writers_who_see_one_order_all_land(on: On) {
    let home = Home::new(on);
    let url = match on {
        On::Sqlite => home.url(),
        On::Postgres => home.url() + "&options[default_transaction_isolation]=serializable",
    };
    let client = Client::of(&url).await;
    let group = client.create("/Groups", &json!({ "schemas": [GROUP], "displayName": "g" })).await;
    let path = format!("/Groups/{}", text(&group, "id"));
    let mut tasks = JoinSet::new();
    for number in 0..5 {
        let (client, path) = (client.clone(), path.clone());
        tasks.spawn(async move {
            let user = client.user(&format!("user{number}")).await;
            let value = json!([{ "value": user["id"] }]);
            let add = json!([{ "op": "add", "path": "members", "value": value }]);
            let added = client.patch(&path, &add).await;
            assert_eq!(added.status, 204, "{}", added.body);
        });
    }
    // so is what the processes share
    for number in 0..3_u64 {
        let client = client.clone();
        tasks.spawn(async move {
            assert!(client.database.cursor_key().await.unwrap().len() >= 32);
            client.database.keep_position("receiver", number).await.unwrap();
            client.database.changes(Some("acme"), 0, 100).await.unwrap();
        });
    }
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
    let found = client.get(&path).await;
    assert_eq!(found.body["members"].as_array().map(Vec::len), Some(5));
    assert_eq!(found.headers["etag"], "W/\"6\"");
    let changes = client.database.changes(Some("acme"), 0, 100).await.unwrap();
    assert_eq!(changes.len(), 11);
    // each version follows from the one before, in the order of the feed
    let versions = changes.iter().filter(|change| change.resource_type == "Group");
    let versions: Vec<_> = versions.map(|change| change.version_after.clone().unwrap()).collect();
    let expected: Vec<_> = (1..=6).map(|n| format!("W/\"{n}\"")).collect();
    assert_eq!(versions, expected);
    client.database.close().await;
}

/// Two writers who wait for each other: PostgreSQL ends one of them, whose work is done again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writer_who_is_ended_begins_again() {
    let Some(on) = On::postgres() else { return };
    let home = Home::new(on);
    let (client, other) = (Client::of(&home.url()).await, Client::of(&home.url()).await);
    // who waits first is ended, unless this machine is too busy to see to that
    let mut rounds = 0..5;
    while rounds.next().is_some() {
        let user = client.user(&format!("user{}", rounds.start)).await;
        let group = json!({ "schemas": [GROUP], "displayName": "g" });
        let path = format!("/Groups/{}", text(&client.create("/Groups", &group).await, "id"));
        let mut work = other.database.write().await.unwrap();
        work.execute(Statement::new("DELETE FROM users")).await.unwrap();
        let add = json!([{ "op": "add", "path": "members", "value": [{ "value": user["id"] }] }]);
        let adding = {
            let (client, path) = (client.clone(), path.clone());
            tokio::spawn(async move { client.patch(&path, &add).await })
        };
        // it has the group, and waits for the user
        let waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'
                     AND application_name = current_setting('application_name')";
        // a look in a transaction of its own, as one sees the same for as long as it lasts
        while other.count(waits).await == 0 {
            assert!(!adding.is_finished(), "it did not wait for the user");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let group = work.execute(Statement::new("UPDATE \"groups\" SET revision = 7")).await;
        drop(work);
        let added = adding.await.unwrap();
        assert_eq!(added.status, 204, "{}", added.body);
        let found = client.get(&path).await.body;
        assert_eq!(found["members"].as_array().map(Vec::len), Some(1), "{found}");
        if group.is_ok() {
            return;
        }
    }
    panic!("the directory was never the one to begin again");
}
