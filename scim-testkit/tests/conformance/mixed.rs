//! Characteristics together: what is required, kept, immutable, written only or returned on request,
//! of lists in complex values, in elements, in flat fields and in extensions.

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource, ScimValue};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Ship", endpoint = "/Ships")]
#[scim(extension(schema = "urn:example:scim:schemas:extension:2.0:Class", name = "Class"))]
struct Ship {
    #[scim(id)]
    id: u32,
    #[scim(required, case_exact, uniqueness = "server")]
    call_sign: String,
    #[scim(required)]
    crew: Vec<Sailor>,
    #[scim(on_omit = "keep")]
    flags: Vec<Flag>,
    #[scim(on_omit = "keep")]
    pilots: Vec<Sailor>,
    #[scim(case_exact)]
    signals: Vec<String>,
    decks: Vec<i32>,
    #[scim(mutability = "immutable")]
    hull: Hull,
    #[scim(required)]
    home: Option<Port>,
    #[scim(path = "engine.number", mutability = "immutable")]
    engine: Option<i64>,
    #[scim(path = "engine.power", default = Some(0.5))]
    power: Option<f64>,
    #[scim(path = "engine.fuels")]
    fuels: Vec<Fuel>,
    #[scim(path = "engine.checked", on_omit = "keep")]
    checked: Option<DateTime>,
    #[scim(mutability = "writeOnly", returned = "never")]
    code: Option<Secret>,
    #[scim(mutability = "readOnly")]
    ports: Vec<Port>,
    #[scim(returned = "request")]
    cargo: Vec<Crate>,
    #[scim(path = "Class:society")]
    society: Option<String>,
    #[scim(path = "Class:survey.by", mutability = "immutable")]
    surveyor: Option<String>,
    #[scim(path = "Class:survey.notes")]
    notes: Vec<String>,
    #[scim(extension)]
    trade: Trade,
    #[scim(skip)]
    row: u32,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Sailor {
    #[scim(key, required, case_exact)]
    book: Option<String>,
    #[scim(mutability = "immutable")]
    born: Option<DateTime>,
    #[scim(mutability = "immutable")]
    scars: Vec<String>,
    skills: Vec<String>,
    #[scim(on_omit = "keep")]
    rations: Vec<i32>,
    #[scim(default = Some(true))]
    aboard: Option<bool>,
    #[scim(reference("User", "external"))]
    person: Option<Reference>,
    #[scim(returned = "never", mutability = "writeOnly")]
    pin: Option<Secret>,
    primary: Option<bool>,
    #[scim(skip)]
    row: u32,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Hull {
    number: Option<i64>,
    plates: Vec<Binary>,
    fuel: Option<Fuel>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Port {
    #[scim(required)]
    name: Option<Name>,
    berths: Vec<i32>,
    #[scim(mutability = "readOnly")]
    seen: Option<DateTime>,
    #[scim(default = vec!["all".to_owned()])]
    tides: Vec<String>,
}

/// With nothing that tells its elements apart but all of them.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Crate {
    weight: Option<f64>,
    marks: Vec<String>,
    #[scim(returned = "request")]
    content: Option<Binary>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimValue)]
struct Name(String);

#[derive(Debug, Clone, Default, PartialEq, ScimEnum)]
enum Fuel {
    #[default]
    Oil,
    #[scim(rename = "hydrogen")]
    Gas,
    #[scim(other)]
    Other(String),
}

#[derive(Debug, Clone, Default, PartialEq, ScimEnum)]
#[scim(case_exact)]
enum Flag {
    #[default]
    Red,
    White,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Trade", name = "Trade")]
struct Trade {
    routes: Vec<Port>,
    #[scim(required)]
    owner: Option<Port>,
    #[scim(mutability = "immutable")]
    licences: Vec<Crate>,
    #[scim(path = "insurer.names", mutability = "immutable")]
    insurers: Vec<String>,
    #[scim(path = "insurer.until")]
    until: Option<DateTime>,
}

scim_testkit::conformance!(Ship, cases = 32);

/// 7644-3.5.2.2-07: what is not there lacks nothing, so what is removed from it is no error, though it
/// requires something; what it requires can still not be removed.
#[test]
fn what_an_extension_that_is_not_used_lacks() {
    use scim_schema::dialect::Dialect;
    use scim_testkit::law::{Engine as _, Shipped, edit::patch_agrees};
    let name = |name: &str| Some(Name(name.to_owned()));
    let ship = Ship {
        id: 1,
        call_sign: "a".to_owned(),
        crew: vec![Sailor { book: Some("1".to_owned()), ..Sailor::default() }],
        home: Some(Port { name: name("n"), ..Port::default() }),
        ..Ship::default()
    };
    for (op, path, value, is_applied) in [
        ("remove", "owner.berths", "", true),
        ("remove", "owner.tides", "", true),
        ("replace", "owner.berths", r#","value":[]"#, true),
        ("add", "owner.berths", r#","value":[1]"#, false),
        ("replace", "owner", r#","value":null"#, false),
        ("replace", "owner.name", r#","value":null"#, false),
        ("remove", "owner.name", "", false),
        ("remove", "owner", "", false),
    ] {
        let path = format!("urn:example:scim:schemas:extension:2.0:Trade:{path}");
        let body = format!(
            r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations":[{{"op":"{op}","path":"{path}"{value}}}]}}"#
        );
        assert_eq!(Shipped.patch(&ship, &body, Dialect::RFC).is_ok(), is_applied, "{op} {path}");
        let body = serde_json::from_str(&body).unwrap();
        patch_agrees(&Shipped, &ship, &body, Dialect::RFC).unwrap();
    }
}
