//! The RFC's attributes, as published, against the RFC's own documents.
//!
//! The fixture has one row per attribute of the documents in RFC 7643 section 8.7 with verified
//! errata applied, facts only. What the project adds or takes from errata that are not verified
//! is named in its column `decision`.
#![cfg(feature = "derive")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use scim_schema::__private::rfc;
use scim_schema::schema::{Attribute, Schema};
use std::collections::BTreeMap;

const FIXTURE: &str = include_str!("fixtures/rfc-attributes.tsv");
const COLUMNS: [&str; 12] = [
    "schema",
    "path",
    "type",
    "multiValued",
    "required",
    "caseExact",
    "mutability",
    "returned",
    "uniqueness",
    "canonicalValues",
    "referenceTypes",
    "decision",
];

const USER: &Schema =
    &Schema::new(rfc::USER_ID, rfc::USER_NAME, rfc::USER_DESCRIPTION).attributes(rfc::USER);
const ENTERPRISE_USER: &Schema = &Schema::new(
    rfc::ENTERPRISE_USER_ID,
    rfc::ENTERPRISE_USER_NAME,
    rfc::ENTERPRISE_USER_DESCRIPTION,
)
.attributes(rfc::ENTERPRISE_USER);
const GROUP: &Schema =
    &Schema::new(rfc::GROUP_ID, rfc::GROUP_NAME, rfc::GROUP_DESCRIPTION).attributes(rfc::GROUP);
const SERVICE_PROVIDER_CONFIG: &Schema = &Schema::new(
    rfc::SERVICE_PROVIDER_CONFIG_ID,
    rfc::SERVICE_PROVIDER_CONFIG_NAME,
    rfc::SERVICE_PROVIDER_CONFIG_DESCRIPTION,
)
.attributes(rfc::SERVICE_PROVIDER_CONFIG);
const RESOURCE_TYPE: &Schema =
    &Schema::new(rfc::RESOURCE_TYPE_ID, rfc::RESOURCE_TYPE_NAME, rfc::RESOURCE_TYPE_DESCRIPTION)
        .attributes(rfc::RESOURCE_TYPE);
const SCHEMA: &Schema =
    &Schema::new(rfc::SCHEMA_ID, rfc::SCHEMA_NAME, rfc::SCHEMA_DESCRIPTION).attributes(rfc::SCHEMA);

const ALL: [&Schema; 6] =
    [USER, ENTERPRISE_USER, GROUP, SERVICE_PROVIDER_CONFIG, RESOURCE_TYPE, SCHEMA];

/// Path to facts, in the order of the columns `type` to `referenceTypes`.
type Facts = BTreeMap<String, Vec<String>>;

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let mut lines = FIXTURE.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    assert_eq!(lines.next().unwrap(), COLUMNS);
    lines.inspect(|row| assert_eq!(row.len(), COLUMNS.len(), "{row:?}"))
}

fn documented(urn: &str) -> Facts {
    rows()
        .filter(|row| row[0] == urn)
        .map(|row| (row[1].to_owned(), row[2..11].iter().map(|fact| (*fact).to_owned()).collect()))
        .collect()
}

fn published(schema: &Schema) -> Facts {
    fn add(parent: &str, attributes: &[Attribute], facts: &mut Facts) {
        for attribute in attributes {
            let path = format!("{parent}{}", attribute.name);
            add(&format!("{path}."), &attribute.sub_attributes, facts);
            assert!(
                facts.insert(path.clone(), characteristics(attribute)).is_none(),
                "{path} twice"
            );
        }
    }
    let mut facts = Facts::new();
    add("", &schema.attributes, &mut facts);
    facts
}

/// As `/Schemas` would say it, so that the wire names are compared too.
fn characteristics(attribute: &Attribute) -> Vec<String> {
    let json = serde_json::to_value(attribute).unwrap();
    let fact = |name: &str| match json.get(name) {
        None => String::new(),
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Array(list)) => {
            list.iter().map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join("|")
        }
        Some(other) => other.to_string(),
    };
    COLUMNS[2..11].iter().map(|column| fact(column)).collect()
}

/// Every difference between a schema and the RFC's document of the same URN, one line each.
fn differences(schema: &Schema) -> Vec<String> {
    let (documented, published) = (documented(&schema.id), published(schema));
    assert!(!documented.is_empty(), "the RFC has no schema `{}`", schema.id);
    let mut differences = Vec::new();
    for (path, expected) in &documented {
        let Some(found) = published.get(path) else {
            differences.push(format!("{path}: missing"));
            continue;
        };
        for ((column, expected), found) in COLUMNS[2..].iter().zip(expected).zip(found) {
            if expected != found {
                differences.push(format!("{path}: {column} is `{found}`, not `{expected}`"));
            }
        }
    }
    let unknown = published.keys().filter(|path| !documented.contains_key(*path));
    differences.extend(unknown.map(|path| format!("{path}: not in the RFC")));
    differences
}

/// 7643-8-04: the table has the attributes of the RFC's documents, no more, no less.
#[test]
fn the_table_has_the_facts_of_the_rfc() {
    for schema in ALL {
        assert_eq!(differences(schema), [""; 0], "{}", schema.id);
    }
    assert_eq!(rows().count(), ALL.iter().map(|schema| published(schema).len()).sum::<usize>());
}

/// The ready-made types, written with the derive, publish the RFC's schemas whole.
#[test]
fn the_ready_made_types_publish_the_facts_of_the_rfc() {
    use scim_schema::rfc::{EnterpriseUser, Group, User};
    use scim_schema::{ScimExtension, ScimResource};
    for (published, table) in
        [(User::SCHEMA, USER), (Group::SCHEMA, GROUP), (EnterpriseUser::SCHEMA, ENTERPRISE_USER)]
    {
        assert_eq!(differences(published), [""; 0]);
        assert_eq!(published, table, "descriptions included");
    }
    assert_eq!(User::EXTENSIONS, [ENTERPRISE_USER]);
}

#[test]
fn the_names_of_the_schemas_are_those_of_the_documents() {
    let names: Vec<_> = ALL.iter().map(|schema| &*schema.name).collect();
    let expected = [
        "User",
        "EnterpriseUser",
        "Group",
        "Service Provider Configuration",
        "ResourceType",
        "Schema",
    ];
    assert_eq!(names, expected);
}

#[test]
fn the_comparison_finds_every_kind_of_difference() {
    const CHANGED: &Schema = &Schema::new(rfc::GROUP_ID, "", "").attributes(
        const {
            use scim_schema::schema::Type;
            &[
                Attribute::new("displayName", Type::Binary, "").case_exact(),
                Attribute::new("owner", Type::String, ""),
            ]
        },
    );
    let expected = [
        "displayName: type is `binary`, not `string`",
        "displayName: required is `false`, not `true`",
        "displayName: caseExact is `true`, not `false`",
        "members: missing",
        "members.$ref: missing",
        "members.display: missing",
        "members.type: missing",
        "members.value: missing",
        "owner: not in the RFC",
    ];
    assert_eq!(differences(CHANGED), expected);
}

/// What the table marks as an addition, with its sub-attributes, is what the fixture marks.
#[test]
fn additions_are_marked_in_the_table() {
    let is_below = |path: &str, addition: &str| {
        path.strip_prefix(addition).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    for row in rows() {
        let marked = rfc::ADDITIONS.iter().any(|(urn, path, why)| {
            assert!(!why.is_empty(), "{path}");
            *urn == row[0] && is_below(row[1], path)
        });
        assert_eq!(marked, row[11] == "addition", "{}:{}", row[0], row[1]);
    }
    assert_eq!(rfc::ADDITIONS.len(), 4);
}

/// A derived schema is built from rows of the table in const context.
#[test]
fn rows_can_be_taken_in_const_context() {
    const FORMATTED: Attribute = rfc::sub_attribute(rfc::USER, 1, 0);
    const NARROWED: &Schema = &Schema::new("urn:example:Narrowed", "", "").attributes(
        const {
            &[
                rfc::attribute(rfc::USER, 0),
                rfc::attribute(rfc::USER, 1).required().sub_attributes(const { &[FORMATTED] }),
            ]
        },
    );
    assert_eq!(NARROWED.attribute("userName"), USER.attribute("userName"));
    assert_eq!(NARROWED.attribute("name.formatted"), USER.attribute("name.formatted"));
    assert!(NARROWED.attribute("name.givenName").is_none());
    assert!(NARROWED.attribute("name").is_some_and(|name| name.required));
}
