//! Requests per second of a SCIM server, whichever it is: `cargo bench -p directory --bench load --
//! http://127.0.0.1:8080/scim/v2 --token T`. It makes users as Okta sends them, reads and changes
//! them, and deletes them again. Only a loopback address is asked.
//!
//! A thread for each connection writes a request and reads the answer, without any library between:
//! what is measured is to be the server. The column `client` is what the client itself took of a
//! processor, which is not the server's; with `--pid`, `server ms` is what the server took of one for
//! a request, which a busy machine changes less than how many there are in a second.
#![expect(clippy::print_stdout, reason = "a program for one purpose")]

#[path = "load/connection.rs"]
mod connection;

use axum::http::{StatusCode, Uri};
use clap::{Parser, ValueEnum};
use connection::{Answer, Connection};
use std::error::Error;
use std::fmt::Display;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const PAGE: usize = 100;

#[derive(Parser)]
struct Arguments {
    /// The base URL of the server, on this machine
    url: Uri,
    /// A bearer token
    #[arg(long)]
    token: Option<String>,
    /// How many connections at once, each with one request at a time
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=256))]
    connections: u32,
    /// How many users to make
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    users: u32,
    /// How long each of the other phases is
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// How many requests each of the other phases has instead, to count instructions of
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    requests: Option<u32>,
    /// One of the other phases, repeatable; all of them by default
    #[arg(long = "phase")]
    phases: Vec<Phase>,
    /// The server's process, to say what it took of a processor: other processes that it asks, such
    /// as a database, are not counted
    #[arg(long)]
    pid: Option<u32>,
    /// Sends a password with each user, which the server may hash at a price
    #[arg(long)]
    passwords: bool,
    /// What cargo gives to each benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

/// What a request is made of, and what is known of the server.
struct Load {
    address: SocketAddr,
    /// Everything of a head that is the same for each request.
    headers: String,
    base: String,
    /// Starts each name, so that two runs do not meet.
    run: String,
    arguments: Arguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Phase {
    #[value(skip)]
    Create,
    Get,
    List,
    Filter,
    Patch,
    #[value(skip)]
    Delete,
}

/// What came of a phase on one connection.
#[derive(Default)]
struct Done {
    ids: Vec<String>,
    times: Vec<Duration>,
    opened: usize,
}

fn main() -> Result<()> {
    let load = Load::new(Arguments::parse())?;
    let Arguments { url, connections, users, phases, .. } = &load.arguments;
    println!("{url}: {connections} connections, {users} users\n");
    println!(
        "| | requests | per second | median ms | 99th ms | server ms | client | connections |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    // each connection has users of its own, so that no two edits meet
    let none = vec![Vec::new(); usize::try_from(*connections)?];
    let ids = load.phase(Phase::Create, &none)?;
    let all = [Phase::Get, Phase::List, Phase::Filter, Phase::Patch];
    let wanted = all.iter().filter(|phase| phases.is_empty() || phases.contains(phase));
    let result = wanted.copied().try_for_each(|phase| load.phase(phase, &ids).map(drop));
    // what was made is deleted, whatever else failed
    load.phase(Phase::Delete, &ids)?;
    result
}

impl Load {
    fn new(arguments: Arguments) -> Result<Load> {
        let url = &arguments.url;
        let authority = url.authority().filter(|_| url.scheme_str() == Some("http"));
        let authority = authority.ok_or("write a URL such as `http://127.0.0.1:8080/scim/v2`")?;
        let port = url.port_u16().unwrap_or(80);
        let host = authority.host().trim_matches(['[', ']']);
        let address = (host, port).to_socket_addrs()?.find(|address| address.ip().is_loopback());
        let address = address.ok_or_else(|| format!("`{host}` is not this machine"))?;
        let token = arguments.token.as_ref();
        let token = token.map(|token| format!("Authorization: Bearer {token}\r\n"));
        let headers = format!(
            "Host: {authority}\r\nAccept: application/scim+json\r\n{}",
            token.unwrap_or_default()
        );
        let base = url.path().trim_end_matches('/').to_owned();
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
        let run = format!("load-{:x}", now.as_millis());
        Ok(Load { address, headers, base, run, arguments })
    }

    /// One phase on all connections at once, and a line of the table; the ids that are known then.
    fn phase(&self, phase: Phase, ids: &[Vec<String>]) -> Result<Vec<Vec<String>>> {
        let ready = Barrier::new(ids.len() + 1);
        let (done, taken, client, server) = thread::scope(|scope| {
            let runs: Vec<_> = (0..)
                .zip(ids)
                .map(|(number, ids)| {
                    let ready = &ready;
                    scope.spawn(move || self.connection(phase, number, ids, ready))
                })
                .collect();
            ready.wait();
            let (start, (own, other)) = (Instant::now(), self.processors());
            let joined = runs.into_iter().map(|run| run.join().unwrap_or(Err("panicked".into())));
            let done: Result<Vec<Done>> = joined.collect();
            let (taken, (client, server)) = (start.elapsed(), self.processors());
            (done, taken, client.saturating_sub(own), server.saturating_sub(other))
        });
        let done = done.map_err(|error| format!("{}: {error}", phase.name()))?;
        let mut times: Vec<_> = done.iter().flat_map(|one| &one.times).copied().collect();
        times.sort_unstable();
        let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
        println!(
            "| {} | {} | {:.0} | {:.2} | {:.2} | {} | {:.0} % | {} |",
            phase.name(),
            times.len(),
            times.len() as f64 / taken.as_secs_f64(),
            at(50).as_secs_f64() * 1e3,
            at(99).as_secs_f64() * 1e3,
            match self.arguments.pid {
                Some(_) => format!("{:.3}", server.as_secs_f64() * 1e3 / times.len().max(1) as f64),
                None => String::new(),
            },
            client.as_secs_f64() / taken.as_secs_f64() * 100.0,
            done.iter().map(|one| one.opened).sum::<usize>(),
        );
        Ok(done.into_iter().map(|one| one.ids).collect())
    }

    fn connection(
        &self,
        phase: Phase,
        number: u32,
        ids: &[String],
        ready: &Barrier,
    ) -> Result<Done> {
        let connection = Connection::open(self.address);
        ready.wait();
        let mut connection = connection?;
        let Arguments { connections, users, seconds, requests, .. } = self.arguments;
        let end = Instant::now() + Duration::from_secs(seconds);
        let mut done = Done::default();
        let mut request = Vec::new();
        for turn in 0.. {
            // the user with this number of all
            let own = turn * connections + number;
            let is_over = match phase {
                Phase::Create => own >= users,
                Phase::Delete => usize::try_from(turn)? >= ids.len(),
                _ => {
                    ids.is_empty()
                        || requests.map_or_else(|| Instant::now() >= end, |most| own >= most)
                }
            };
            if is_over {
                break;
            }
            let place = usize::try_from(turn)?;
            let id = ids.get(place % ids.len().max(1)).map_or("", String::as_str);
            request.clear();
            self.write(phase, own, place / ids.len().max(1), id, &mut request);
            let start = Instant::now();
            let answer = connection.ask(&request)?;
            done.times.push(start.elapsed());
            if let Some(id) = self.check(phase, own, turn == 0, &answer)? {
                done.ids.push(id);
            }
        }
        done.opened = connection.opened();
        Ok(done)
    }

    /// The request number `own` of a phase, in the given round of the ids.
    fn write(&self, phase: Phase, own: u32, round: usize, id: &str, to: &mut Vec<u8>) {
        let base = &self.base;
        let (method, target, body) = match phase {
            Phase::Create => ("POST", format!("{base}/Users"), self.user(own)),
            Phase::Get => ("GET", format!("{base}/Users/{id}"), String::new()),
            Phase::Delete => ("DELETE", format!("{base}/Users/{id}"), String::new()),
            Phase::List => {
                // the page that begins with the next hundred of these users
                let pages = (self.arguments.users / 100).max(1);
                let start = own % pages * 100 + 1;
                let target = format!("{base}/Users?startIndex={start}&count={PAGE}");
                ("GET", target, String::new())
            }
            Phase::Filter => {
                let name = self.name(own % self.arguments.users);
                let target = format!("{base}/Users?filter=userName%20eq%20%22{name}%22");
                ("GET", target, String::new())
            }
            // each changes something: users are made active
            Phase::Patch => {
                let active = round % 2 == 1;
                let body = format!(
                    r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{"op":"replace","path":"active","value":{active}}}]}}"#
                );
                ("PATCH", format!("{base}/Users/{id}"), body)
            }
        };
        let mut line = |line: &str| to.extend_from_slice(line.as_bytes());
        line(&format!("{method} {target} HTTP/1.1\r\n{}", self.headers));
        if !body.is_empty() {
            let length = body.len();
            line(&format!("Content-Type: application/scim+json\r\nContent-Length: {length}\r\n"));
        }
        line("\r\n");
        line(&body);
    }

    /// What this process and the server have taken of a processor.
    fn processors(&self) -> (Duration, Duration) {
        let server = self.arguments.pid.map(|pid| processor(&pid.to_string()));
        (processor("self"), server.unwrap_or_default())
    }

    fn name(&self, own: u32) -> String {
        format!("{}-{own}@example.com", self.run)
    }

    /// A user as Okta sends one.
    fn user(&self, own: u32) -> String {
        let name = self.name(own);
        let password = if self.arguments.passwords { r#""password":"1mz050nq","# } else { "" };
        format!(
            r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{name}","name":{{"givenName":"Given{own}","familyName":"Family{own}"}},"emails":[{{"primary":true,"value":"{name}","type":"work"}}],"displayName":"Given{own} Family{own}","locale":"en-US","externalId":"00u{own}","groups":[],{password}"active":true}}"#
        )
    }

    /// Whether this is the answer; the id of a user that was made.
    fn check(
        &self,
        phase: Phase,
        own: u32,
        first: bool,
        answer: &Answer<'_>,
    ) -> Result<Option<String>> {
        let Answer { status, body } = answer;
        let is_right = match phase {
            Phase::Create => *status == StatusCode::CREATED,
            // some answer a PATCH without the resource
            Phase::Patch => [StatusCode::OK, StatusCode::NO_CONTENT].contains(status),
            Phase::Delete => *status == StatusCode::NO_CONTENT,
            Phase::Get | Phase::List | Phase::Filter => *status == StatusCode::OK,
        };
        let text = || std::str::from_utf8(body).map_err(|_| "the answer is not UTF-8");
        if !is_right {
            let text: String = text()?.chars().take(300).collect();
            return Err(refused(format_args!("{status}"), &text));
        }
        match phase {
            Phase::Create => {
                let id = id(text()?).ok_or_else(|| refused("no id", text().unwrap_or_default()))?;
                return Ok(Some(id.to_owned()));
            }
            // to look at each would cost more than it takes to make it
            Phase::List if first => {
                let whole = PAGE.min(usize::try_from(self.arguments.users)?);
                let found = text()?.matches("\"userName\"").count();
                if found != whole {
                    return Err(refused(format_args!("{found} users instead of {whole}"), ""));
                }
            }
            Phase::Filter => {
                let name = self.name(own % self.arguments.users);
                if !text()?.contains(&format!("\"{name}\"")) {
                    return Err(refused(format_args!("`{name}` is not found"), text()?));
                }
            }
            _ => {}
        }
        Ok(None)
    }
}

impl Phase {
    fn name(self) -> &'static str {
        match self {
            Phase::Create => "create a user",
            Phase::Get => "get a user",
            Phase::List => "a page of 100 users",
            Phase::Filter => "`userName eq`",
            Phase::Patch => "PATCH of `active`",
            Phase::Delete => "delete a user",
        }
    }
}

fn refused(what: impl Display, body: &str) -> Box<dyn Error + Send + Sync> {
    format!("{what} {body}").into()
}

/// The first `id` of a resource: what Okta sends of a user has none of its own.
fn id(body: &str) -> Option<&str> {
    let (_, after) = body.split_once("\"id\"")?;
    let text = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    text.split_once('"').map(|(id, _)| id)
}

/// What a process has taken of a processor; nothing where the system does not say.
fn processor(process: &str) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // fields 14 and 15, in hundredths of a second; the second field may have spaces
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}
