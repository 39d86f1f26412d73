//! Inputs to begin with, from the strategies of the testkit.

use super::cursor;
use super::models::{Badge, Member};
use super::provider::Team;
use super::subject::Subjects;
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::discovery::Discovery;
use scim_schema::rfc::{Group, User};
use scim_testkit::codegen::{careless_documents, documents};
use scim_testkit::oracle::document;
use scim_testkit::strategy::{
    Filters, Generator, Patches, RequestExpr, SearchExpr, Settings, Target, Version, Which,
    invalid_path, path, requests, resource, spelled, violation,
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
    of_model::<Badge>(b'2', &mut add);
    of_model::<Member>(b'3', &mut add);
    for seed in 0..40 {
        add("bulk", bulk().sample(seed).to_string().into_bytes());
    }
    of_requests().into_iter().for_each(|input| add("http", input));
    of_schemas().into_iter().for_each(|input| add("schema", input));
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
    all
}

/// Inputs of `http`.
#[must_use]
pub fn of_requests() -> Vec<Vec<u8>> {
    let users = sequence::<Member>("/scim/v2/Users");
    let teams = sequence::<Team>("/scim/v2/Groups");
    let all = users.samples().take(40).chain(teams.samples().take(20));
    all.map(String::into_bytes).collect()
}

/// Inputs of `schema`.
#[must_use]
pub fn of_schemas() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let schemas = Discovery::new().resource::<User>().resource::<Group>().resource::<Badge>();
    let schemas: Value = serde_json::from_slice(&schemas.schemas_json("")).unwrap();
    for schema in schemas["Resources"].as_array().unwrap() {
        all.push(format!("0{schema}").into_bytes());
        for attribute in schema["attributes"].as_array().unwrap() {
            let one = json!({"id": schema["id"], "name": "One", "attributes": [attribute]});
            all.push(format!("1{one}").into_bytes());
        }
    }
    let (careful, careless) = (documents(), careless_documents());
    let drawn = careful.samples().take(30).chain(careless.samples().take(30));
    for (index, source) in drawn.enumerate() {
        let seed = index % 10;
        // as the service provider of a schema has it, and each as a schema of its own
        let whole = json!({"schemas": source.schemas, "resourceTypes": source.resource_types});
        all.push(format!("{seed}{whole}").into_bytes());
        for schema in source.schemas.iter().take(2) {
            all.push(format!("{seed}{}", json!(schema)).into_bytes());
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
    let users = Target::of::<Member>().unwrap();
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

/// Requests about the resources of a type, as text.
fn sequence<R: ScimResource + Default>(endpoint: &'static str) -> Generator<String> {
    let target = Target::of::<R>().unwrap();
    let settings = Settings::awkward().requests(6);
    requests(&target, &settings).map(move |requests| {
        let texts: Vec<String> = requests.iter().map(|request| text(endpoint, request)).collect();
        texts.join("\n%%\n")
    })
}

fn text(endpoint: &str, request: &RequestExpr) -> String {
    let kind = "content-type: application/scim+json\n";
    let at = |which: &Which| match which {
        Which::Created(index) => format!("{endpoint}/{}", index + 1),
        Which::Unknown => format!("{endpoint}/none"),
    };
    match request {
        RequestExpr::Create { body } => format!("POST {endpoint}\n{kind}\n{body}"),
        RequestExpr::Get { resource, projection } => {
            let query = projection.query();
            let known = if query.is_empty() { "if-none-match: W/\"1\"\n" } else { "" };
            format!("GET {}?{query}\n{known}\n", at(resource))
        }
        RequestExpr::Replace { resource, body, version } => {
            format!("PUT {}\n{kind}{}\n{body}", at(resource), if_match(*version))
        }
        RequestExpr::Patch { resource, patch, version } => {
            format!("PATCH {}\n{kind}{}\n{}", at(resource), if_match(*version), patch.body())
        }
        RequestExpr::Delete { resource, version } => {
            format!("DELETE {}\n{}\n", at(resource), if_match(*version))
        }
        RequestExpr::Search(search) => searched(endpoint, search),
        _ => String::new(),
    }
}

/// The first version is an old one, or not yet.
fn if_match(version: Version) -> &'static str {
    match version {
        Version::Any => "",
        Version::Current => "if-match: *\n",
        Version::Stale => "if-match: W/\"1\"\n",
    }
}

fn searched(endpoint: &str, search: &SearchExpr) -> String {
    let at = match search.descending {
        Some(true) => endpoint,
        Some(false) => "/scim/v2",
        None => return format!("GET {endpoint}?{}\n\n", search.query()),
    };
    format!("POST {at}/.search\ncontent-type: application/json\n\n{}", search.body())
}
