//! Laws of what a store holds, seen by its clients.

mod requested;

use super::client::{Client, id, keys, unique, unstamped, with_keys_of};
use super::{BASE, Broken, Cases, Law, Trial};
use crate::exchange::Exchange;
use crate::oracle::{Shape, document};
use crate::strategy::{Generator, Source, resource};
use scim_schema::resource::ScimResource;
use serde_json::{Value, json};
use std::sync::Arc;

/// Answers and reads.
pub static ANSWERS: Law = Law {
    name: "what a write answers is what a read gives, at the location that it names",
    requirements: &[
        "7644-3.3-07",
        "7644-3.3-09",
        "7644-3.3-10",
        "7644-3.3.1-01",
        "7644-3.4.1-02",
        "7644-3.5.1-14",
        "7643-3.1-06",
        "7643-3.1-22",
        "7643-3.1-24",
        "7643-7-33",
    ],
};

/// Versions.
pub static VERSION: Law = Law {
    name: "the version moves when what a client can write moves, and never else",
    requirements: &["7644-3.14-02", "7644-3.14-03", "7644-3.14-07", "7643-3.1-24"],
};

/// Uniqueness.
pub static UNIQUE: Law = Law {
    name: "what is unique is held once, as letter case counts for it",
    requirements: &["7643-7-36", "7643-7-37", "7644-3.3-11", "7644-3.3-12", "7644-3.12-22"],
};

/// Failures.
pub static FAILURE: Law = Law {
    name: "a request that fails changes nothing",
    requirements: &["7644-3.5.2-24", "7644-3.5.2-25", "7644-3.5.2-26", "7644-3.5.2-27"],
};

/// Deletions.
pub static DELETED: Law = Law {
    name: "what is deleted is gone, and what was unique of it is free",
    requirements: &[
        "7643-3.1-08",
        "7644-3.6-02",
        "7644-3.6-03",
        "7644-3.6-04",
        "7644-3.6-05",
        "7644-3.6-06",
    ],
};

/// A service provider with one resource, and a request.
fn trials<R: ScimResource>(
    cases: &Cases<R>,
    other: impl Fn(&mut Source, &Value) -> Value + Send + Sync + 'static,
    holds: impl Fn(&Client<'_, R>, &Held, &Value) -> Result<(), Broken> + Send + Sync + Clone + 'static,
    law: &'static Law,
) -> Generator<Trial<R>> {
    let bodies = resource(cases.target(), cases.get_settings());
    let cases = cases.clone();
    Generator::new(move |source| {
        let (blank, body) = (cases.bases().draw(source), bodies.draw(source));
        let other = other(source, &body);
        let request = format!("POST {body}\n{other}");
        let holds = holds.clone();
        Trial::new(document(&blank), request.clone(), move |engine| {
            let client = Client::new(engine, &blank);
            let created = client.post(&body);
            if created.status() != 201 {
                // what a model refuses, though its schema allows it, is no matter of the store
                let refused =
                    engine.create(&blank, &body.to_string(), scim_schema::dialect::Dialect::RFC);
                return match refused {
                    Ok(_) => {
                        Err(law.broken(&document(&blank), &created, &"201", &created.status()))
                    }
                    Err(_) => Ok(()),
                };
            }
            let read = client.get(&id(&created));
            let (shape, body) = (Shape::shared(&blank), body.clone());
            let held = Held { shape, created, read, body, request: request.clone() };
            holds(&client, &held, &other)
        })
    })
}

/// The resource that was created.
struct Held {
    shape: Arc<Shape>,
    created: Exchange,
    read: Exchange,
    /// What it was created with.
    body: Value,
    request: String,
}

impl Held {
    fn id(&self) -> String {
        id(&self.created)
    }

    fn broken(&self, law: &'static Law, expected: &str, actual: &Exchange) -> Broken {
        law.broken(&self.read.json(), &self.request, &expected, actual)
    }
}

pub(super) fn answers<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let bodies = resource(cases.target(), cases.get_settings());
    let other =
        move |source: &mut Source, body: &Value| with_keys_of::<R>(&bodies.draw(source), body);
    trials(
        cases,
        other,
        |client, held, other| {
            check_answer(held, &held.created, &held.read)?;
            requested::check(client, held, &held.created, &held.body)?;
            let location = format!(
                "{BASE}{}{}",
                R::RESOURCE_TYPE.endpoint,
                super::client::segment(&held.id())
            );
            if held.created.header("location") != location {
                return Err(held.broken(&ANSWERS, &location, &held.created));
            }
            let put = client.put(&held.id(), None, other);
            if put.status() != 200 {
                return Ok(());
            }
            check_answer(held, &put, &client.get(&held.id()))?;
            requested::check(client, held, &put, other)?;
            let Some(patch) = requested::patch(&held.shape, &held.body) else { return Ok(()) };
            let patched = client.patch(&held.id(), None, &patch.message);
            requested::check(client, held, &patched, &patch.given)
        },
        &ANSWERS,
    )
}

fn check_answer(held: &Held, written: &Exchange, read: &Exchange) -> Result<(), Broken> {
    if read.status() != 200 {
        return Err(held.broken(&ANSWERS, "200", read));
    }
    let (answer, now) = (written.json(), read.json());
    // what is returned on request only is for `requested` to look at
    let members = now.as_object().into_iter().flatten();
    for (name, value) in members {
        if !answer.get(name).is_some_and(|answer| has_all(answer, value)) && name != "schemas" {
            return Err(held.broken(&ANSWERS, &format!("`{name}` in both, not {read}"), written));
        }
    }
    let meta = now.get("meta").cloned().unwrap_or_default();
    let text = |name: &str| meta.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let location = written.header("location");
    for (header, name) in [(location, "location"), (read.header("etag"), "version")] {
        if !header.is_empty() && text(name) != header {
            return Err(held.broken(&ANSWERS, &format!("`meta.{name}` is {header}"), read));
        }
    }
    if text("resourceType") != held.shape.resource_type {
        return Err(held.broken(&ANSWERS, &held.shape.resource_type, read));
    }
    Ok(())
}

/// Whether a value has all that another has.
fn has_all(value: &Value, of: &Value) -> bool {
    match (value, of) {
        (Value::Object(value), Value::Object(of)) => of.iter().all(|(name, of)| {
            let value = value.get(name);
            value.is_some_and(|value| has_all(value, of))
        }),
        (Value::Array(value), Value::Array(of)) => {
            of.iter().all(|of| value.iter().any(|value| has_all(value, of)))
        }
        (value, of) => value == of,
    }
}

pub(super) fn version<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let patches = super::agreement::spoilt(cases);
    let other = move |source: &mut Source, body: &Value| patches(source, body);
    trials(
        cases,
        other,
        |client, held, patch| {
            let before = &held.read;
            let on_request = requested::read(client, &held.shape, &held.id());
            let patched = client.patch(&held.id(), None, patch);
            let after = client.get(&held.id());
            let hidden = held.shape.attributes.iter().any(|one| {
                // nobody sees whether it is another one
                one.is_hidden()
                    && patch
                        .to_string()
                        .to_ascii_lowercase()
                        .contains(&one.name.to_ascii_lowercase())
            });
            let moved = before.header("etag") != after.header("etag");
            let differs = unstamped(&before.json()) != unstamped(&after.json())
                || on_request != requested::read(client, &held.shape, &held.id());
            if before.header("etag").is_empty() {
                return Ok(());
            }
            if differs && !moved {
                return Err(held.broken(&VERSION, "another version", &after));
            }
            if !differs && moved && !hidden {
                return Err(held.broken(&VERSION, &format!("{before}"), &after));
            }
            let modified = |read: &Exchange| read.json().pointer("/meta/lastModified").cloned();
            if !moved && modified(before) != modified(&after) {
                return Err(held.broken(&VERSION, "the same `meta.lastModified`", &after));
            }
            // a version that it has no more is refused (7644-3.14-07)
            if moved && patched.status() < 300 {
                let stale = client.patch(&held.id(), Some(before.header("etag")), patch);
                if stale.status() != 412 {
                    return Err(held.broken(&VERSION, "412", &stale));
                }
                let current = client.put(&held.id(), Some(after.header("etag")), &after.json());
                if current.status() != 200 {
                    return Err(held.broken(&VERSION, "200", &current));
                }
            }
            Ok(())
        },
        &VERSION,
    )
}

pub(super) fn uniqueness<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let bodies = resource(cases.target(), cases.get_settings());
    let other = move |source: &mut Source, body: &Value| {
        let drawn = bodies.draw(source);
        match source.below(3) {
            0 => drawn,
            1 => with_keys_of::<R>(&drawn, body),
            // in another case
            _ => {
                let mut same = with_keys_of::<R>(&drawn, body);
                for name in unique::<R>() {
                    if let Some(Value::String(text)) = same.get_mut(&name) {
                        *text = swapped(text);
                    }
                }
                same
            }
        }
    };
    let blanks = cases.bases().clone();
    trials(
        cases,
        other,
        move |client, held, other| {
            let second = client.post(other);
            let blank = blanks.simplest();
            let first = held.read.json();
            let asked = super::Shipped;
            let made = super::Engine::create(
                &asked,
                &blank,
                &other.to_string(),
                scim_schema::dialect::Dialect::RFC,
            );
            let Ok(made) = made else { return Ok(()) };
            let (own, taken) =
                (keys::<R>(&held.shape, &document(&made.resource)), keys::<R>(&held.shape, &first));
            let conflict = own.intersection(&taken).next();
            // 7643-7-36, -37: what is kept unique is published as such
            let unsaid = conflict.filter(|(name, _)| !client.publishes_unique(name));
            if let Some((name, _)) = unsaid {
                let expected = format!("`{name}` is published with its uniqueness");
                return Err(held.broken(&UNIQUE, &expected, &second));
            }
            let conflict = conflict.is_some();
            let expected = if conflict { 409 } else { 201 };
            if second.status() != expected {
                return Err(held.broken(&UNIQUE, &expected.to_string(), &second));
            }
            if conflict && second.json().get("scimType") != Some(&json!("uniqueness")) {
                return Err(held.broken(&UNIQUE, "scimType uniqueness", &second));
            }
            Ok(())
        },
        &UNIQUE,
    )
}

/// With upper case for lower, and the reverse, in ASCII.
pub(super) fn swapped(text: &str) -> String {
    let swap = |c: char| {
        if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
    };
    text.chars().map(swap).collect()
}

pub(super) fn failure<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let patches = super::agreement::spoilt(cases);
    let other = move |source: &mut Source, body: &Value| {
        let mut patch = patches(source, body);
        // the last of several operations fails
        let last = match source.below(4) {
            0 => json!({"op": "replace", "path": "id", "value": "another"}),
            1 => json!({"op": "replace", "path": "scimTestkitUndefined", "value": 1}),
            2 => json!({"op": "remove"}),
            _ => return patch,
        };
        if let Some(Value::Array(operations)) = patch.get_mut("Operations") {
            operations.push(last);
        }
        patch
    };
    trials(
        cases,
        other,
        |client, held, patch| {
            let patched = client.patch(&held.id(), None, patch);
            if patched.status() < 300 {
                return Ok(());
            }
            let after = client.get(&held.id());
            if after.json() != held.read.json() || after.header("etag") != held.read.header("etag")
            {
                return Err(held.broken(
                    &FAILURE,
                    &format!("{} after {patched}", held.read),
                    &after,
                ));
            }
            let error = patched.json();
            if error.get("status") != Some(&json!(patched.status().to_string())) {
                return Err(held.broken(&FAILURE, "its status in its body, as text", &patched));
            }
            Ok(())
        },
        &FAILURE,
    )
}

pub(super) fn deleted<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    trials(
        cases,
        |_, body| body.clone(),
        |client, held, body| {
            let id = held.id();
            let expect = |status: u16, exchange: Exchange| {
                if exchange.status() == status {
                    return Ok(());
                }
                Err(held.broken(&DELETED, &status.to_string(), &exchange))
            };
            expect(204, client.delete(&id, None))?;
            expect(404, client.get(&id))?;
            expect(404, client.put(&id, None, body))?;
            expect(404, client.delete(&id, None))?;
            let list = client.send(http::Method::GET, "", None, None);
            if list.json().get("totalResults") != Some(&json!(0)) {
                return Err(held.broken(&DELETED, "no resources", &list));
            }
            let created = client.post(body);
            // or who knows it would reach another resource
            if created.json().get("id") == Some(&json!(id)) {
                return Err(held.broken(&DELETED, "another `id`", &created));
            }
            expect(201, created)
        },
        &DELETED,
    )
}

#[cfg(test)]
mod tests;
