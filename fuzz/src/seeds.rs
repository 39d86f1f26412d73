//! Inputs to begin with, from the strategies of the testkit.

use super::cursor;
use super::subject::Subjects;
use scim_schema::dialect::Dialect;
use scim_schema::discovery::Discovery;
use scim_schema::rfc::{Group, User};
use scim_testkit::oracle::document;
use scim_testkit::strategy::{
    Filters, Generator, Patches, RequestExpr, SearchExpr, Settings, Target, Which, invalid_path,
    path, requests, resource, spelled, violation,
};
use serde_json::{Value, json};

/// Inputs of every target, by its name.
#[must_use]
pub fn seeds() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let mut all: Vec<(&str, Vec<Vec<u8>>)> =
        super::TARGETS.iter().map(|(name, _)| (*name, Vec::new())).collect();
    let mut add = |target: &str, input: Vec<u8>| {
        let known = all.iter_mut().find(|(name, _)| *name == target);
        known.unwrap().1.push(input);
    };
    of_model::<User>(b'0', &mut add);
    of_model::<Group>(b'1', &mut add);
    of_model::<super::models::Badge>(b'2', &mut add);
    of_model::<super::models::Member>(b'3', &mut add);
    for seed in 0..40 {
        add("bulk", bulk().sample(seed).to_string().into_bytes());
        add("http", sequence().sample(seed).into_bytes());
    }
    for (index, change) in
        ["", "ab", "xxyy", "0a1b2c3d", "AAAAAAAA", "\u{1}\u{40}"].iter().enumerate()
    {
        for sort in 0..cursor::SORTS.len() * 2 {
            let mut input =
                vec![u8::try_from(sort).unwrap(), b'0' + u8::try_from(index).unwrap(), b'1'];
            input.extend_from_slice(change.as_bytes());
            add("cursor", input);
        }
    }
    let schemas =
        Discovery::new().resource::<User>().resource::<Group>().resource::<super::models::Badge>();
    let schemas: Value = serde_json::from_slice(&schemas.schemas_json("")).unwrap();
    for schema in schemas["Resources"].as_array().unwrap() {
        add("schema", format!("0{schema}").into_bytes());
        for attribute in schema["attributes"].as_array().unwrap() {
            let one = json!({"id": schema["id"], "name": "One", "attributes": [attribute]});
            add("schema", format!("1{one}").into_bytes());
        }
    }
    all
}

fn of_model<R: Subjects>(kind: u8, add: &mut impl FnMut(&str, Vec<u8>)) {
    let target = Target::of::<R>().unwrap();
    let settings = Settings::awkward();
    let (filters, patches) = (Filters::new(&target, &settings), Patches::new(&target, &settings));
    let (paths, no_paths) = (path(&target), invalid_path(&target));
    let (bodies, wrong) = (resource(&target, &settings), violation(&target, &settings));
    for seed in b'0'..b'z' {
        let held = document(R::of(seed));
        let dialect = b'0' + seed % 3;
        let mut input = |target: &str, text: &str| {
            add(target, [&[kind, dialect, seed], text.as_bytes()].concat());
        };
        let (filters, patches, held_too) = (filters.clone(), patches.clone(), held.clone());
        let filter = Generator::new(move |source| {
            let filter = filters.draw(source, std::slice::from_ref(&held_too));
            filters.spell(source, &filter)
        });
        let patch = Generator::new(move |source| patches.draw(source, &held).body().to_string());
        let number = u64::from(seed);
        input("filter", &filter.sample(number));
        input("patch", &patch.sample(number));
        input("path", &paths.sample(number).0);
        input("path", &no_paths.sample(number));
        input("read", &bodies.sample(number).to_string());
        input("read", &wrong.sample(number).body);
        let dialect = [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA][usize::from(seed % 3)];
        input(
            "patch",
            &spelled(&target, &settings, dialect).sample(number).spelt.body().to_string(),
        );
    }
}

/// Users and groups that refer to one another, changed and deleted.
fn bulk() -> Generator<Value> {
    let settings = Settings::awkward();
    let users = Target::of::<super::models::Member>().unwrap();
    let bodies = resource(&users, &settings);
    let patches = Patches::new(&users, &settings);
    Generator::new(move |source| {
        let mut operations = Vec::new();
        for index in 0..1 + source.below(6) {
            let other = format!("bulkId:b{}", source.below(6));
            let path =
                if source.chance(40) { other.clone() } else { source.between(1..=3).to_string() };
            operations.push(match source.below(6) {
                0 => json!({"method": "POST", "path": "/Users", "bulkId": format!("b{index}"),
                    "data": bodies.draw(source)}),
                1 | 2 => json!({"method": "POST", "path": "/Groups", "bulkId": format!("b{index}"),
                    "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
                        "displayName": format!("g{index}"), "members": [{"value": other}]}}),
                3 => json!({"method": "PATCH", "path": format!("/Users/{path}"),
                    "data": patches.draw(source, &json!({"userName": "one"})).body()}),
                4 => {
                    json!({"method": "PUT", "path": format!("/Users/{path}"), "version": "W/\"1\"",
                    "data": bodies.draw(source)})
                }
                _ => json!({"method": "DELETE", "path": format!("/Users/{path}")}),
            });
        }
        let mut body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "Operations": operations});
        if source.chance(30) {
            body["failOnErrors"] = (1 + source.below(2)).into();
        }
        body
    })
}

/// Requests about users, as text.
fn sequence() -> Generator<String> {
    let target = Target::of::<super::models::Member>().unwrap();
    let settings = Settings::awkward().requests(6);
    requests(&target, &settings).map(|requests| {
        let texts: Vec<String> = requests.iter().map(text).collect();
        texts.join("\n%%\n")
    })
}

fn text(request: &RequestExpr) -> String {
    let kind = "content-type: application/scim+json";
    let at = |which: &Which| match which {
        Which::Created(index) => format!("/scim/v2/Users/{}", index + 1),
        Which::Unknown => "/scim/v2/Users/none".to_owned(),
    };
    match request {
        RequestExpr::Create { body } => format!("POST /scim/v2/Users\n{kind}\n\n{body}"),
        RequestExpr::Get { resource, projection } => {
            let query = projection.query();
            format!("GET {}?{query}\nif-none-match: W/\"1\"\n\n", at(resource))
        }
        RequestExpr::Replace { resource, body, .. } => {
            format!("PUT {}\n{kind}\n\n{body}", at(resource))
        }
        RequestExpr::Patch { resource, patch, .. } => {
            format!("PATCH {}\n{kind}\nif-match: W/\"1\"\n\n{}", at(resource), patch.body())
        }
        RequestExpr::Delete { resource, .. } => format!("DELETE {}\n\n", at(resource)),
        RequestExpr::Search(search) => searched(search),
        _ => String::new(),
    }
}

fn searched(search: &SearchExpr) -> String {
    if search.descending.is_some() {
        return format!(
            "POST /scim/v2/.search\ncontent-type: application/json\n\n{}",
            search.body()
        );
    }
    format!("GET /scim/v2/Users?{}\n\n", search.query())
}
