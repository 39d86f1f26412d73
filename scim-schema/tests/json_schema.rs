//! The JSON Schema of a resource agrees with what is written, and with nothing else.
#![cfg(all(feature = "schemars1", feature = "derive"))]
#![expect(clippy::unwrap_used, reason = "tests")]

mod models;

use jsonschema::Validator;
use models::*;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Replace;
use scim_schema::resource::{DynamicAttributes, DynamicExtension};
use scim_schema::rfc::{Group, User};
use scim_schema::schema::{Attribute, Schema, Type};
use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::write::Scim;
use scim_schema::{ScimExtension, ScimResource, json_schema};
use serde_json::{Map, Value, json};

fn validator<R: ScimResource>() -> Validator {
    let schema = json_schema::of::<R>();
    jsonschema::draft202012::meta::validate(schema.as_value()).unwrap();
    jsonschema::options().should_validate_formats(true).build(schema.as_value()).unwrap()
}

/// What is written of it, with a location, is valid.
fn valid<R: ScimResource>(resource: &R) -> Value {
    let bytes = Scim::new(resource).base("https://example.com/scim/v2").to_vec();
    let value = serde_json::from_slice(&bytes).unwrap();
    let validator = validator::<R>();
    let errors: Vec<_> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?} in {value:#}");
    value
}

fn badge() -> Badge {
    Badge {
        id: "b-1".into(),
        serial_number: "A-1".into(),
        holder: Some(Reference::parse("../Users/7").unwrap()),
        doors: vec![Door { number: Some(1), primary: Some(true), ..Door::default() }],
        labels: vec!["front".into(), String::new()],
        color: Some(Color("red".into())),
        uses: Some(-3),
        weight: Some(2.0),
        issued_at: Some(DateTime::parse("2008-01-23T04:56:22.10-05:00").unwrap()),
        image: Some(Binary::from_bytes(b"\x00png")),
        lost: Some(false),
        maker: Maker { name: None, country: Some("NL".into()) },
        parking: Some(Parking { lot: Some("east".into()), level: Some(2) }),
        ..Badge::default()
    }
}

/// Any value of the type that the schema says, for every attribute.
fn filled(schema: &Value) -> Value {
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    match schema["type"].as_str().unwrap() {
        "object" => {
            let properties = schema["properties"].as_object().unwrap().iter();
            Value::Object(
                properties
                    .map(|(name, schema)| (name.clone(), filled(schema)))
                    .collect::<Map<_, _>>(),
            )
        }
        "array" => match schema["items"].get("enum") {
            Some(all) => all.clone(),
            None => json!([filled(&schema["items"])]),
        },
        "boolean" => json!(true),
        "integer" => json!(7),
        "number" => json!(7.5),
        _ if schema.get("contentEncoding").is_some() => json!("TWFu"),
        _ => match schema.get("format").and_then(Value::as_str) {
            Some("date-time") => json!("2011-05-13T04:42:34Z"),
            Some("uri-reference") => json!("../Users/26118915"),
            _ => json!("text"),
        },
    }
}

/// Reads a resource with a value for every attribute, and writes it.
fn whole<R: ScimResource>(blank: &R) -> Value {
    let mut body = filled(json_schema::of::<R>().as_value());
    body.as_object_mut().unwrap().insert("id".to_owned(), json!(blank.id().to_string()));
    let (resource, _) =
        Replace::<R>::new(body.to_string(), Dialect::RFC).unwrap().apply(blank).unwrap();
    valid(&resource)
}

/// 7643-2.3: every model, as full as it gets and as empty as it may be.
#[test]
fn what_is_written_is_valid() {
    let written = valid(&member());
    assert_eq!(written["emails"][0]["primary"], true);
    valid(&Member { id: 1, login: "b".into(), ..Member::default() });

    let written = valid(&badge());
    assert_eq!(written["urn:example:scim:schemas:extension:2.0:Parking"]["level"], 2);
    valid(&Badge { id: "1".into(), serial_number: "A-1".into(), ..Badge::default() });

    let written = whole(&User { id: "1".into(), ..User::default() });
    let attributes = User::SCHEMA.attributes.iter().map(|attribute| &*attribute.name);
    let missing: Vec<_> = attributes.filter(|name| written.get(name).is_none()).collect();
    // never returned, and readOnly
    assert_eq!(missing, ["password", "groups"]);
    let written = whole(&Group { id: "1".into(), ..Group::default() });
    assert_eq!(written["members"].as_array().unwrap().len(), 1);
    valid(&Group { id: "1".into(), display_name: "Guides".into(), ..Group::default() });
}

/// One thing wrong at a time.
#[test]
fn what_is_wrong_is_refused() {
    let good = valid(&badge());
    let validator = validator::<Badge>();
    let extension = "/urn:example:scim:schemas:extension:2.0:Parking";
    for (at, wrong) in [
        ("/schemas", json!([])),
        ("/schemas", json!(["urn:example:scim:schemas:extension:2.0:Parking"])),
        ("/schemas", json!(["urn:example:scim:schemas:2.0:Badge", "urn:example:other"])),
        ("/id", Value::Null),
        ("/id", json!(7)),
        ("/serialNumber", Value::Null),
        ("/serialNumber", json!(["A-1"])),
        ("/holder", json!("not a uri")),
        ("/doors", json!({"number": 1})),
        ("/doors/0/number", json!("1")),
        ("/doors/0/number", json!(1.5)),
        ("/doors/0/width", json!(1)),
        ("/labels/0", json!(1)),
        ("/weight", json!("2")),
        ("/issuedAt", json!("yesterday")),
        ("/lost", json!("false")),
        ("/maker", json!({"name": "Lockwood"})),
        ("/shoeSize", json!(43)),
        ("/meta/resourceType", json!("User")),
        (extension, json!({"lot": "east"})),
        (extension, json!({"level": 2, "roof": true})),
    ] {
        let mut value = good.clone();
        let (parent, name) = at.rsplit_once('/').unwrap();
        match value.pointer_mut(parent).unwrap() {
            Value::Object(object) => drop(object.insert(name.to_owned(), wrong.clone())),
            Value::Array(array) => array[name.parse::<usize>().unwrap()] = wrong.clone(),
            other => panic!("{other}"),
        }
        let found = validator.iter_errors(&value).map(|e| e.instance_path().to_string());
        let found: Vec<_> = found.collect();
        assert!(!found.is_empty(), "{at}: {wrong}");
        assert!(
            found.iter().all(|path| at.starts_with(&**path) || path.starts_with(at)),
            "{at}: {found:?}"
        );
    }
    for name in ["schemas", "id", "serialNumber"] {
        let mut value = good.clone();
        value.as_object_mut().unwrap().remove(name);
        assert!(!validator.is_valid(&value), "{name}");
    }
}

/// 7643-7: the characteristics that JSON Schema has words for.
#[test]
fn characteristics() {
    let schema = json_schema::of::<Member>();
    let at = |path: &str| schema.pointer(path).unwrap_or_else(|| panic!("{path}"));
    assert_eq!(at("/$schema"), "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(at("/title"), "User");
    assert_eq!(at("/required"), &json!(["schemas", "id", "userName"]));
    assert_eq!(at("/properties/id/readOnly"), true);
    assert_eq!(at("/properties/meta/readOnly"), true);
    assert_eq!(at("/properties/password/writeOnly"), true);
    assert_eq!(at("/properties/emails/items/properties/type/examples"), &json!(["work", "home"]));
    assert_eq!(at("/properties/meta/properties/resourceType/const"), "User");
    assert!(schema.pointer("/properties/nickName").is_none());

    // required, and not in every answer
    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(schema = "urn:example:Lock", endpoint = "/Locks")]
    struct Lock {
        #[scim(id)]
        id: String,
        #[scim(required, mutability = "writeOnly", returned = "never")]
        pin: Secret,
        #[scim(required, returned = "request")]
        site: String,
        #[scim(required)]
        doors: Vec<String>,
    }
    let schema = json_schema::of::<Lock>();
    assert_eq!(schema.get("required").unwrap(), &json!(["schemas", "id", "doors"]));
    assert_eq!(schema.pointer("/properties/doors/minItems").unwrap(), 1);
    valid(&Lock { id: "1".into(), pin: "1234".into(), site: "x".into(), doors: vec!["a".into()] });
}

#[test]
fn the_values_have_schemas() {
    fn schema<T: schemars::JsonSchema>() -> Value {
        schemars::generate::SchemaSettings::draft2020_12()
            .with(|settings| settings.meta_schema = None)
            .into_generator()
            .into_root_schema_for::<T>()
            .to_value()
    }
    assert_eq!(
        schema::<DateTime>(),
        json!({"title": "DateTime", "type": "string", "format": "date-time"})
    );
    assert_eq!(schema::<Binary>()["contentEncoding"], "base64");
    assert_eq!(schema::<Reference>()["format"], "uri-reference");
    assert_eq!(schema::<Vec<Secret>>()["items"], json!({"type": "string", "writeOnly": true}));
}

/// 7643-6-12: a resource has the extensions that its type requires, and may have others.
#[test]
fn extensions_that_are_required() {
    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct Guest {
        #[scim(id)]
        id: u32,
        user_name: String,
        #[scim(extension)]
        parking: Option<Parking>,
        #[scim(extension, required)]
        badge: Pass,
    }
    #[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking", name = "Parking")]
    struct Parking {
        lot: Option<String>,
    }
    #[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Pass", name = "Pass")]
    struct Pass {
        #[scim(required)]
        number: String,
    }
    let schema = json_schema::of::<Guest>();
    let required = schema.as_value()["required"].as_array().unwrap();
    let has = |urn: &str| required.iter().any(|name| name == urn);
    assert!(has("urn:example:scim:schemas:extension:2.0:Pass"), "{required:?}");
    assert!(!has("urn:example:scim:schemas:extension:2.0:Parking"), "{required:?}");
    let guest = Guest {
        id: 7,
        user_name: "b".to_owned(),
        parking: None,
        badge: Pass { number: "8".to_owned() },
    };
    valid(&guest);
}

/// 7643-3.3-02, -08: an extension that is defined at run time is there for those who have it.
#[test]
fn an_extension_that_is_defined_at_run_time() {
    const ACME: &str = "urn:example:acme:2.0:User";

    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Tenant {
        #[scim(id)]
        id: u32,
        user_name: String,
        #[scim(dynamic)]
        extra: DynamicAttributes,
    }
    let schema = Schema::new(ACME, "Acme", "What Acme added.")
        .attributes(const { &[Attribute::new("costCentre", Type::Integer, "Who pays.")] });
    let acme = DynamicExtension::new(&schema).unwrap();
    let extra = serde_json::from_str(r#"{"costCentre":4130}"#).unwrap();
    let tenant = Tenant { id: 7, user_name: "b".to_owned(), extra };
    valid(&tenant);

    let written = serde_json::to_value(Scim::new(&tenant).dynamic(acme)).unwrap();
    assert_eq!(written[ACME]["costCentre"], 4130);
    let schema = json_schema::of_descriptor(&Tenant::descriptor_with(Some(acme)));
    jsonschema::draft202012::meta::validate(schema.as_value()).unwrap();
    let described = jsonschema::draft202012::new(schema.as_value()).unwrap();
    assert!(described.is_valid(&written), "{written:#}");
    let mut wrong = written.clone();
    wrong[ACME]["costCentre"] = json!("4130");
    assert!(!described.is_valid(&wrong));
    assert!(!validator::<Tenant>().is_valid(&written), "others have no such extension");
}
