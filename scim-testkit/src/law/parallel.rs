//! Several clients at once: what holds in whatever order their requests come.

use super::client::{Client, id, with_keys_of};
use super::{Cases, Engine, Law, Trial};
use crate::exchange::Exchange;
use crate::oracle::document;
use crate::strategy::{Generator, resource};
use scim_schema::resource::ScimResource;
use serde_json::Value;
use std::collections::BTreeSet;
use std::thread;

/// The law of parallel clients.
pub static PARALLEL: Law = Law {
    name: "of clients at once none loses a write that If-Match protects, or shares what is unique",
    requirements: &["7644-3.14-07", "7643-7-37", "7644-3.3-11", "7644-3.12-16"],
};

/// Clients at once.
const CLIENTS: usize = 3;

/// How often a client that lost tries again; each turn lets another one through.
const TURNS: usize = 100;

pub(super) fn parallel<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let bodies = resource(cases.target(), cases.get_settings());
    let cases = cases.clone();
    Generator::new(move |source| {
        let blank = cases.bases().draw(source);
        let first = bodies.draw(source);
        let others: Vec<Vec<Value>> = (0..CLIENTS)
            .map(|_| {
                let mut draw = || with_keys_of::<R>(&bodies.draw(source), &first);
                vec![draw(), draw()]
            })
            .collect();
        let mut request = format!("POST {first}, by {CLIENTS} clients");
        for bodies in &others {
            let bodies: Vec<String> = bodies.iter().map(ToString::to_string).collect();
            request.push_str(&format!("\nPUT If-Match {}", bodies.join(", then ")));
        }
        let held = document(&blank);
        Trial::new(held.clone(), request.clone(), move |engine| {
            at_once(engine, &blank, &first, &others)
                .map_err(|(expected, actual)| PARALLEL.broken(&held, &request, &expected, &actual))
        })
    })
}

type Differs = (String, String);

fn at_once<R: ScimResource>(
    engine: &dyn Engine<R>,
    blank: &R,
    first: &Value,
    others: &[Vec<Value>],
) -> Result<(), Differs> {
    let client = Client::new(engine, blank);
    let created: Vec<Exchange> = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(|| client.post(first))).collect();
        clients.into_iter().filter_map(|client| client.join().ok()).collect()
    });
    let made: Vec<&Exchange> = created.iter().filter(|one| one.status() == 201).collect();
    let has_keys = super::client::unique::<R>().iter().any(|name| first.get(name).is_some());
    let expected = if has_keys { 1 } else { CLIENTS };
    let Some(one) = made.first() else {
        // what a model refuses, though its schema allows it, is no matter of the store
        let refused = created.iter().all(|one| one.status() == 400);
        return if refused { Ok(()) } else { Err(shown("201", &created)) };
    };
    let ids: BTreeSet<String> = made.iter().map(|one| id(one)).collect();
    if made.len() != expected || ids.len() != expected {
        return Err(shown(&format!("201 for {expected} of them, with ids of their own"), &created));
    }
    let id = id(one);
    let (client, id) = (&client, id.as_str());
    // all begin with the same version, so of their first writes one is served
    let begin = client.get(id).header("etag").to_owned();
    let written: Vec<Result<Vec<Write>, Differs>> = thread::scope(|scope| {
        let clients: Vec<_> = others
            .iter()
            .map(|bodies| {
                let begin = begin.clone();
                scope.spawn(move || {
                    let mut written = Vec::new();
                    let mut before = Some(begin);
                    for body in bodies {
                        written.extend(put(client, id, before.take(), body)?);
                    }
                    Ok(written)
                })
            })
            .collect();
        clients.into_iter().filter_map(|client| client.join().ok()).collect()
    });
    let written: Vec<Vec<Write>> = written.into_iter().collect::<Result<_, _>>()?;
    let written: Vec<Write> = written.into_iter().flatten().collect();
    let last = client.get(id);
    // each version was left once: two writes that left the same one would have lost one of them
    let mut left = BTreeSet::new();
    for write in written.iter().filter(|write| write.before != write.after) {
        if !left.insert(&write.before) {
            let all: Vec<String> = written.iter().map(Write::shown).collect();
            return Err((format!("one write that leaves {}", write.before), all.join("\n")));
        }
    }
    // and the last is the one that nobody left
    let now = last.header("etag");
    let ends = written.iter().filter(|write| write.before != write.after && write.after == now);
    if !left.is_empty() && (ends.count() != 1 || left.contains(&now.to_owned())) {
        let all: Vec<String> = written.iter().map(Write::shown).collect();
        return Err((format!("a last write that ends with {now}"), all.join("\n")));
    }
    Ok(())
}

fn shown(expected: &str, exchanges: &[Exchange]) -> Differs {
    let all: Vec<String> = exchanges.iter().map(ToString::to_string).collect();
    (expected.to_owned(), all.join("\n"))
}

/// A write that was answered with success.
struct Write {
    before: String,
    after: String,
}

impl Write {
    fn shown(&self) -> String {
        format!("{} -> {}", self.before, self.after)
    }
}

/// Writes for a version, and for the one that is there where others wrote meanwhile; `None` if the
/// body is refused.
fn put<R: ScimResource>(
    client: &Client<'_, R>,
    id: &str,
    before: Option<String>,
    body: &Value,
) -> Result<Option<Write>, Differs> {
    let mut before = before.filter(|etag| !etag.is_empty());
    for _ in 0..TURNS {
        let version = before.take().unwrap_or_else(|| client.get(id).header("etag").to_owned());
        if version.is_empty() {
            return Ok(None);
        }
        let answer = client.put(id, Some(&version), body);
        match answer.status() {
            412 => {}
            200 => {
                let after = answer.header("etag").to_owned();
                return Ok(Some(Write { before: version, after }));
            }
            400 | 409 => return Ok(None),
            // 7644-3.12-16: a lost race is no fault of the server
            _ => {
                return Err(("200, or 412 where another was first".to_owned(), answer.to_string()));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests;
