//! Attributes that are defined at run time, each tenant's own, through the service.
#![cfg(all(feature = "derive", feature = "http1"))]
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]
#![expect(clippy::needless_pass_by_value, reason = "bodies are written where they are sent")]

mod provider;

use provider::{Answer, BASE, Request, USER, delete, get, patch, post, put};
use scim_schema::ScimResource;
use scim_schema::message::ScimError;
use scim_schema::resource::{DynamicAttributes, DynamicExtension};
use scim_schema::schema::Schema;
use scim_schema::service::{Authenticate, Credential, Identity, MemoryStore, ScimService};
use serde_json::{Value, json};

const ACME: &str = "urn:example:acme:2.0:User";
const GLOBEX: &str = "urn:example:globex:2.0:User";

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(dynamic)]
    extra: DynamicAttributes,
    #[scim(version)]
    revision: u64,
}

fn acme() -> Value {
    json!({ "id": ACME, "name": "Acme", "attributes": [
        { "name": "costCentre", "type": "string", "caseExact": true, "required": true },
        { "name": "hired", "type": "dateTime" },
        { "name": "shifts", "type": "dateTime", "multiValued": true },
        { "name": "codes", "type": "string", "multiValued": true },
        { "name": "level", "type": "integer", "mutability": "readOnly" },
        { "name": "note", "type": "string", "returned": "request" },
        { "name": "badge", "type": "string", "mutability": "immutable" },
        { "name": "cars", "type": "complex", "multiValued": true, "subAttributes": [
            { "name": "value", "type": "string" },
            { "name": "electric", "type": "boolean" },
            { "name": "plate", "type": "string", "returned": "request" },
        ] },
    ] })
}

fn globex() -> Value {
    json!({ "id": GLOBEX, "name": "Globex", "attributes": [
        { "name": "costCentre", "type": "integer" },
        { "name": "locker", "type": "string", "returned": "always" },
        { "name": "page", "type": "reference", "referenceTypes": ["uri"] },
        { "name": "photo", "type": "binary", "caseExact": false },
        { "name": "pages", "type": "complex", "multiValued": true, "subAttributes": [
            { "name": "value", "type": "reference", "referenceTypes": ["uri"] },
        ] },
    ] })
}

struct Tenants;

impl Authenticate for Tenants {
    async fn authenticate(&self, request: &http::request::Parts) -> Result<Identity, ScimError> {
        let token = Credential::of(request)?;
        let tenant = token.secret().expose();
        let identity = Identity::new().tenant(tenant);
        let schema = match tenant {
            "acme" => acme(),
            "globex" => globex(),
            _ => return Ok(identity),
        };
        let schema: Schema = serde_json::from_value(schema).unwrap();
        Ok(identity.dynamic::<Member>(DynamicExtension::new(&schema).unwrap()))
    }
}

struct Provider(ScimService);

impl Provider {
    fn new() -> Self {
        let store = MemoryStore::<Member>::new();
        let service = ScimService::builder().resource(store).authenticate(Tenants);
        Self(service.base_path("/v2").base_url(BASE).build())
    }

    fn send(&mut self, tenant: &str, request: Request) -> Answer {
        request.token(tenant).send(&mut self.0)
    }
}

fn member(extension: &str, value: &Value) -> Value {
    json!({ "schemas": [USER, extension], "userName": "bjensen", extension: value })
}

fn operations(operations: &Value) -> Value {
    json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations })
}

/// 7643-7-01, 7643-6-12: `/Schemas` and `/ResourceTypes` publish what the tenant has.
#[test]
fn each_tenant_sees_its_own_schema() {
    let mut provider = Provider::new();
    let ids = |answer: Answer| -> Vec<String> {
        let list = answer.status(200).json();
        let ids = list["Resources"].as_array().unwrap().iter();
        ids.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(provider.send("acme", get("/Schemas"))), [USER, ACME]);
    assert_eq!(ids(provider.send("globex", get("/Schemas"))), [USER, GLOBEX]);
    assert_eq!(ids(provider.send("initech", get("/Schemas"))), [USER]);
    provider.send("globex", get(&format!("/Schemas/{ACME}"))).error(404, None);

    let published = provider.send("acme", get(&format!("/Schemas/{ACME}"))).status(200).json();
    let mut attributes = published["attributes"].as_array().unwrap().iter();
    let cars = attributes.find(|one| one["name"] == "cars").unwrap();
    assert_eq!(cars["subAttributes"][1]["type"], "boolean");
    let types = provider.send("acme", get("/ResourceTypes/User")).status(200).json();
    assert_eq!(types["schemaExtensions"], json!([{ "schema": ACME, "required": false }]));
    let types = provider.send("initech", get("/ResourceTypes/User")).status(200).json();
    assert!(types.get("schemaExtensions").is_none_or(|list| *list == json!([])));
}

/// The whole life of a resource: create, read, filter, sort, project, PATCH, PUT.
#[test]
fn attributes_of_a_tenant_are_as_any_other() {
    let mut provider = Provider::new();
    let mut acme = |request: Request| provider.send("acme", request);
    let extra = json!({
        "costCentre": "A1", "hired": "2026-01-31T09:00:00+01:00", "level": 9, "note": "hm",
        "shifts": ["2026-02-01T01:00:00+01:00"],
        "badge": "7", "cars": [{ "value": "red", "electric": true }, { "value": "blue" }],
    });
    let created = acme(post("/Users", member(ACME, &extra))).status(201);
    let path = format!("/Users/{}", created.id());
    let mut shown = extra.clone();
    // readOnly; and returned on request, which giving it is (7643-7-33)
    shown.as_object_mut().unwrap().remove("level");
    assert_eq!(created.json()[ACME], shown);
    shown.as_object_mut().unwrap().remove("note");
    assert_eq!(acme(get(&path)).status(200).json()[ACME], shown);
    assert_eq!(created.json()["schemas"], json!([USER, ACME]));
    let note = acme(get(&format!("{path}?attributes={ACME}:note"))).status(200).json();
    assert_eq!(note[ACME], json!({ "note": "hm" }));

    for (filter, found) in [
        (format!("{ACME}:costCentre eq \"A1\""), 1),
        (format!("{ACME}:costCentre eq \"a1\""), 0),
        (format!("{ACME}:hired lt \"2026-01-31T08:00:01Z\""), 1),
        (format!("{ACME}:shifts eq \"2026-02-01T00:00:00Z\""), 1),
        (format!("{ACME}:shifts gt \"2026-02-01T00:30:00Z\""), 0),
        (format!("{ACME}:cars[electric eq true and value sw \"r\"]"), 1),
        (format!("{ACME}:cars[electric eq true and value sw \"b\"]"), 0),
        (format!("{ACME}:level pr"), 0),
    ] {
        acme(get(&format!("/Users?filter={filter}&sortBy={ACME}:costCentre"))).list(found);
    }
    acme(get(&format!("/Users?filter={GLOBEX}:costCentre pr"))).error(400, Some("invalidFilter"));

    let change = operations(&json!([
        { "op": "replace", "path": format!("{ACME}:cars[value eq \"blue\"].electric"), "value": true },
        { "op": "add", "path": format!("{ACME}:cars"), "value": [{ "value": "green" }] },
        { "op": "remove", "path": format!("{ACME}:hired") },
    ]));
    let patched = acme(patch(&path, change.clone())).status(200).json();
    assert_eq!(patched[ACME]["cars"].as_array().unwrap().len(), 3);
    assert!(patched[ACME].get("hired").is_none());
    let again = acme(patch(&path, change)).status(200).json();
    assert_eq!(again["meta"]["version"], patched["meta"]["version"], "nothing changed");
    let wrong = |path: &str, value: Value| {
        operations(&json!([{ "op": "replace", "path": format!("{ACME}:{path}"), "value": value }]))
    };
    acme(patch(&path, wrong("level", json!(3)))).error(400, Some("mutability"));
    acme(patch(&path, wrong("badge", json!("8")))).error(400, Some("mutability"));
    acme(patch(&path, wrong("shoeSize", json!(8)))).error(400, Some("invalidPath"));
    acme(patch(&path, wrong("costCentre", json!(8)))).error(400, Some("invalidValue"));
    acme(post("/Users", member(ACME, &json!({ "badge": "8" })))).error(400, Some("invalidValue"));

    let replaced = acme(put(&path, member(ACME, &json!({ "costCentre": "B2" })))).status(200);
    assert_eq!(replaced.json()[ACME], json!({ "costCentre": "B2", "badge": "7" }), "7643-7-25");
    acme(delete(&path)).status(204);
}

/// 7644-3.5.2.3-07: one of several simple values is replaced where it is.
#[test]
fn one_of_several_values_is_replaced() {
    let mut provider = Provider::new();
    let mut acme = |request: Request| provider.send("acme", request).json();
    let extra = json!({ "costCentre": "A1", "codes": ["a", "b"] });
    let created = acme(post("/Users", member(ACME, &extra)));
    let path = format!("/Users/{}", created["id"].as_str().unwrap());
    let mut replace = |old: &str, new: &str| {
        let path_of = format!("{ACME}:codes[value eq \"{old}\"]");
        let change = json!([{ "op": "replace", "path": path_of, "value": new }]);
        acme(patch(&path, operations(&change)))
    };
    let replaced = replace("a", "c");
    assert_eq!(replaced[ACME]["codes"], json!(["c", "b"]));
    assert_ne!(replaced["meta"]["version"], created["meta"]["version"]);
    let again = replace("c", "c");
    assert_eq!(again[ACME]["codes"], json!(["c", "b"]));
    assert_eq!(again["meta"]["version"], replaced["meta"]["version"], "nothing changed");
}

/// 7643-2.3.6-04, 7643-2.3.7-05: binary values and references compare with case, though nobody said
/// so; and that is what is published.
#[test]
fn some_types_are_case_exact() {
    let mut provider = Provider::new();
    let mut globex = |request: Request| provider.send("globex", request);
    let extra = json!({ "page": "urn:example:A", "pages": [{ "value": "urn:example:A" }],
        "photo": "AAEC" });
    globex(post("/Users", member(GLOBEX, &extra))).status(201);
    for (filter, found) in [
        ("page eq \"urn:example:A\"", 1),
        ("page eq \"urn:example:a\"", 0),
        ("page sw \"URN\"", 0),
        ("pages[value eq \"urn:example:A\"]", 1),
        ("pages[value eq \"urn:example:a\"]", 0),
        ("photo eq \"AAEC\"", 1),
        ("photo eq \"aaec\"", 0),
    ] {
        globex(get(&format!("/Users?filter={GLOBEX}:{filter}"))).list(found);
    }
    let published = globex(get(&format!("/Schemas/{GLOBEX}"))).status(200).json();
    let of = |name: &str| {
        let mut attributes = published["attributes"].as_array().unwrap().iter();
        attributes.find(|one| one["name"] == name).unwrap()
    };
    assert_eq!(
        [&of("page")["caseExact"], &of("photo")["caseExact"], &of("locker")["caseExact"]],
        [true, true, false]
    );
    assert_eq!(of("pages")["subAttributes"][0]["caseExact"], true);
}

/// One name, two types, two tenants; and a tenant without an extension knows of none.
#[test]
fn tenants_do_not_meet() {
    let mut provider = Provider::new();
    let created =
        provider.send("globex", post("/Users", member(GLOBEX, &json!({ "costCentre": 4130 }))));
    assert_eq!(created.status(201).json()[GLOBEX]["costCentre"], 4130);
    let found = format!("/Users?filter={GLOBEX}:costCentre gt 4129");
    provider.send("globex", get(&found)).list(1);
    provider.send("acme", get(&found)).error(400, Some("invalidFilter"));
    let unknown = member(GLOBEX, &json!({ "costCentre": 1 }));
    provider.send("initech", post("/Users", unknown)).error(400, Some("invalidValue"));
}

/// 7643-7-29, 7644-3.4.2.5-05: an attribute of an extension is always returned like any other,
/// whatever was asked for.
#[test]
fn always_is_always() {
    let mut provider = Provider::new();
    let extra = json!({ "costCentre": 4130, "locker": "7" });
    let created = provider.send("globex", post("/Users", member(GLOBEX, &extra))).status(201);
    for query in [
        "attributes=userName".to_owned(),
        format!("excludedAttributes={GLOBEX}"),
        format!("excludedAttributes={GLOBEX},{GLOBEX}:costCentre"),
        format!("excludedAttributes={GLOBEX}:costCentre,{GLOBEX}:locker"),
    ] {
        let one = provider.send("globex", get(&format!("/Users/{}?{query}", created.id())));
        assert_eq!(one.status(200).json()[GLOBEX], json!({ "locker": "7" }), "{query}");
    }
}

/// 7643-7-33: of an extension, and of complex values, too.
#[test]
fn on_request_is_in_the_answer_to_who_gave_it() {
    let mut provider = Provider::new();
    let mut acme = |request: Request| provider.send("acme", request).json();
    let cars = json!([{ "value": "red", "plate": "A 1" }, { "value": "blue", "plate": "B 2" }]);
    let bare = json!([{ "value": "red" }, { "value": "blue" }]);
    let extra = json!({ "costCentre": "A1", "cars": cars });
    let created = acme(post("/Users", member(ACME, &extra)));
    assert_eq!(created[ACME], extra);
    let path = format!("/Users/{}", created["id"].as_str().unwrap());
    assert_eq!(acme(get(&path))[ACME]["cars"], bare);
    let named = acme(get(&format!("{path}?attributes={ACME}:cars,{ACME}:cars.plate")));
    assert_eq!(named[ACME]["cars"], cars, "named beside the whole");

    for (path_of, value, expected) in [
        ("cars", json!([{ "value": "red", "PLATE": "A 1" }]), &cars),
        ("cars[value eq \"blue\"].plate", json!("B 2"), &cars),
        ("cars[value eq \"blue\"]", json!({ "plate": "B 2" }), &cars),
        ("cars", json!({ "value": "red" }), &bare),
        ("hired", json!("2026-01-31T09:00:00Z"), &bare),
    ] {
        let change = json!([{ "op": "add", "path": format!("{ACME}:{path_of}"), "value": value }]);
        let patched = acme(patch(&path, operations(&change)));
        assert_eq!(&patched[ACME]["cars"], expected, "{path_of}");
    }
}
