//! What is told of a document: why no code can be of it, or what the code says otherwise.

use super::rfc;
use scim_testkit::codegen::{Generated, Options, Source, generate};
use serde_json::{Value, json};

/// What resource types say that structs cannot is told: a name that is not the schema's, an extension
/// that is listed twice, an endpoint that is taken.
#[test]
fn what_resource_types_say_is_told() {
    let mut source = rfc();
    let mut bots = source.resource_types[0].clone();
    bots.name = "Bot".into();
    bots.endpoint = "/users/".into();
    let mut again = bots.schema_extensions[0].clone();
    again.schema = again.schema.to_ascii_uppercase().into();
    bots.schema_extensions.to_mut().push(again);
    let mut me = bots.clone();
    (me.name, me.endpoint) = ("Me".into(), "/Me".into());
    source.resource_types.extend([bots, me]);
    let generated = generate(&source, &Options::default()).unwrap();
    assert_eq!(generated.code.matches("pub enterprise_user: ").count(), 3, "{}", generated.code);
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".to_ascii_uppercase();
    for remark in [
        format!("the resource type `Bot` lists `{urn}` twice: it is held once"),
        "the endpoint `/users` of `Bot` is something else's already: give it one of its own"
            .to_owned(),
        "the endpoint of `Me` is `/MeResources`: `/Me` is the protocol's, or not a slash and one segment"
            .to_owned(),
    ] {
        assert!(generated.remarks.contains(&remark), "{remark}\n{:#?}", generated.remarks);
    }
}

/// 7643-6-04: the name of a resource type is kept beside a schema of the RFC; of another it is the
/// schema's, which is told.
#[test]
fn what_a_resource_type_is_called_is_kept_or_told() {
    let mut source = rfc();
    source.resource_types[0].name = "Account".into();
    let generated = generate(&source, &Options::default()).unwrap();
    assert!(
        generated.code.contains(r#"#[scim(rfc = "User", name = "Account")]"#),
        "{}",
        generated.code
    );
    let told = |remarks: &[String]| remarks.iter().any(|remark| remark.contains("is named"));
    assert!(!told(&generated.remarks), "{:#?}", generated.remarks);

    let schema =
        json!({"id": "urn:example:2.0:Badge", "name": "Badge", "attributes": [{"name": "a"}]});
    let types = json!([{"name": "Card", "endpoint": "/Cards", "schema": "urn:example:2.0:Badge"}]);
    let source = Source::from_json(&schema.to_string()).unwrap();
    let source = source.with_resource_types(&types.to_string()).unwrap();
    let generated = generate(&source, &Options::default()).unwrap();
    assert_eq!(
        generated.remarks,
        ["the resource type `Card` is named `Badge` here, as its schema is"]
    );
}

/// Likewise without resource types, where the URNs say what extends what.
#[test]
fn what_urns_do_not_say_is_told() {
    let of = |id: &str, name: &str| json!({"id": id, "name": name, "attributes": [{"name": "a"}]});
    let schemas = json!([
        of("urn:example:2.0:Badge", "Badge"),
        of("urn:example:old:2.0:Badge", "OldBadge"),
        of("urn:example:extension:lost:2.0:Key", "Lost"),
        of("urn:example:extension:colour:2.0:Badge", "Colour"),
    ]);
    let source = Source::from_json(&schemas.to_string()).unwrap();
    let generated = generate(&source, &Options::default()).unwrap();
    assert_eq!(
        generated.remarks,
        [
            "the endpoint `/Badges` of `OldBadge` is something else's already: give it one of its own",
            "no URN of a resource ends as `urn:example:extension:lost:2.0:Key` does: its struct is held by no other",
        ]
    );
}

/// What cannot be read can be left out, also by leaving out what it is in.
#[test]
fn what_cannot_be_read_is_skipped() {
    let schema = json!({"id": "urn:example:2.0:Badge", "name": "Badge", "attributes": [
        {"name": "b"},
        {"name": "n", "type": "number"},
        {"name": "c", "type": "complex", "subAttributes": [{"name": "x"}, {"name": "y", "type": "z"}]},
        {"name": "d", "type": "complex", "subAttributes": {}},
    ]});
    let source = Source::from_json(&schema.to_string()).unwrap();
    let skipping = |skip: &[&str]| {
        let mut options = Options::default();
        options.skip = skip.iter().map(|&skip| skip.to_owned()).collect();
        generate(&source, &options)
    };
    let problems = skipping(&["n", "Badge:c"]).unwrap_err().to_string();
    assert_eq!(
        problems,
        "`Badge:d` has `subAttributes` that are no list; `--skip Badge:d` leaves it out"
    );
    let generated = skipping(&["n", "c.y", "urn:example:2.0:Badge:d"]).unwrap();
    assert_eq!(
        generated.differences,
        [
            "`Badge:n`: left out, as asked for",
            "`Badge:c.y`: left out, as asked for",
            "`Badge:d`: left out, as asked for",
        ]
    );
    assert!(generated.code.contains("pub x: Option<String>"), "{}", generated.code);
    let error = skipping(&["c.z"]).unwrap_err().to_string();
    assert!(error.starts_with("`c.z` is no attribute of the documents"), "{error}");
}

#[test]
fn a_mark_before_the_document_and_a_list_of_nothing() {
    let schema = "\u{feff}{\"id\": \"urn:example:2.0:Badge\", \"attributes\": [{\"name\": \"a\"}]}";
    assert_eq!(Source::from_json(schema).unwrap().schemas.len(), 1);
    let list =
        r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 0}"#;
    let error = Source::from_json(list).unwrap_err().to_string();
    assert_eq!(error, "the list response has no `Resources`: expected what `/Schemas` lists");
}

fn of(attributes: &Value) -> Result<Generated, String> {
    let schema = json!({"id": "urn:example:2.0:Badge", "name": "Badge", "attributes": attributes});
    let source = Source::from_json(&schema.to_string()).map_err(|problems| problems.to_string())?;
    generate(&source, &Options::default()).map_err(|problems| problems.to_string())
}

/// 7643-2.1-03, 7643-2.3.8-04: what no schema can say is an error with the attribute in it.
#[test]
fn what_cannot_be_names_the_attribute() {
    for (attributes, expected) in [
        (
            json!([{"name": "color"}, {"name": "Color"}]),
            "`Badge:Color` is defined twice, as names ignore case (RFC 7643 section 2.1): rename one of them in the document",
        ),
        (
            json!([{"name": "9a"}]),
            "`Badge:9a` is not the name of an attribute: a letter, then letters, digits, `-` and `_` (RFC 7643 section 2.1); `--skip Badge:9a` leaves it out",
        ),
        (
            json!([{"name": "a", "type": "complex", "subAttributes": [{"name": "b", "type": "complex"}]}]),
            "`Badge:a.b` is complex within a complex attribute, which cannot be (RFC 7643 section 2.3.8); `--skip Badge:a.b` leaves it out",
        ),
        (
            json!([{"name": "pin", "type": "integer", "returned": "never"}]),
            "`Badge:pin` is integer and never returned, and what is never returned is one string, a `Secret`; `--skip Badge:pin` leaves it out",
        ),
        (
            json!([{"name": "a", "type": "number"}]),
            "`Badge:a` cannot be read: unknown variant `number`, expected one of `string`, `boolean`, `decimal`, `integer`, `dateTime`, `binary`, `reference`, `complex`; `--skip Badge:a` leaves it out",
        ),
        (
            json!([{"name": "a", "type": "complex", "subAttributes": [{"name": "b", "required": "yes"}]}]),
            "`Badge:a.b` cannot be read: invalid type: string \"yes\", expected a boolean; `--skip Badge:a.b` leaves it out",
        ),
        (
            json!([{"name": "a", "type": "complex"}]),
            "`Badge:a` is complex and has no sub-attributes; `--skip Badge:a` leaves it out",
        ),
        (json!([{"type": "string"}]), "an attribute of `Badge` has no `name`"),
    ] {
        assert_eq!(of(&attributes).unwrap_err(), expected);
    }
    let unnamed = Source::from_json(r#"{"id": "Badge", "attributes": []}"#).unwrap();
    let error = generate(&unnamed, &Options::default()).unwrap_err().to_string();
    assert_eq!(
        error,
        "`Badge` is no URN such as `urn:example:scim:schemas:2.0:Badge`: it starts with `urn:`"
    );
    assert!(
        Source::from_json("<html>")
            .unwrap_err()
            .to_string()
            .starts_with("expected the answer of `/Schemas`, and line 1 column 1 is no JSON")
    );
    let error = Source::from_json(r#"{"detail": "no"}"#).unwrap_err().to_string();
    assert_eq!(error, r#"expected a schema with an `id`, found `{"detail":"no"}`"#);
}

/// As servers have them: words in any case, nulls, characteristics that contradict the RFC.
#[test]
fn what_the_derive_cannot_say_is_told() {
    let generated = of(&json!([
        {"name": "id", "type": "string"},
        {"name": "link", "type": "Reference", "canonicalValues": null},
        {"name": "image", "type": "BINARY", "caseExact": true, "MULTIVALUED": true},
        {"name": "pin", "type": "string", "mutability": "writeOnly", "returned": "default"},
        {"name": "state", "canonicalValues": ["on", "on", ""], "referenceTypes": ["User"]},
    ]))
    .unwrap();
    assert_eq!(
        generated.differences,
        [
            "`Badge:id`: not listed, as every resource has it (RFC 7643 section 3.1)",
            "`Badge:link`: refers to `uri`, as the document does not say to what",
            "`Badge:link`: caseExact, as references are (RFC 7643 section 2.3.7)",
            "`Badge:pin`: never returned, as it is writeOnly (RFC 7643 section 7)",
            "`Badge:pin`: caseExact, as a `Secret` is",
            "`Badge:state`: each canonical value once, and no empty one",
            "`Badge:state`: without `referenceTypes`, which only references have",
        ]
    );
    assert!(generated.code.contains("pub image: Vec<Binary>"), "{}", generated.code);
    for line in &generated.differences {
        assert!(generated.code.contains(&format!("// - {line}\n")), "{}", generated.code);
    }
}

#[test]
fn names_are_names_of_rust() {
    let code = of(&json!([
        {"name": "type"}, {"name": "self"}, {"name": "userID"}, {"name": "fooBar"}, {"name": "foo_bar"},
        {"name": "version"}, {"name": "address2Line"},
        {"name": "vecs", "type": "complex", "multiValued": true, "subAttributes": [{"name": "id"}]},
    ]))
    .unwrap()
    .code;
    for line in [
        "    pub r#type: Option<String>,",
        "    pub self_: Option<String>,",
        "    #[scim(rename = \"userID\")]\n    pub user_id: Option<String>,",
        "    pub foo_bar: Option<String>,\n    #[scim(rename = \"foo_bar\")]\n    pub foo_bar_2: Option<String>,",
        "    pub version: Option<String>,\n    pub address2_line: Option<String>,",
        "    #[scim(version)]\n    pub meta_version: String,",
        "    pub vecs: Vec<BadgeVec>,",
    ] {
        assert!(code.contains(line), "{line}\n{code}");
    }
}
