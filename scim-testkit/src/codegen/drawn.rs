//! Documents as service providers have them, drawn at random: what tests of codegen begin with.

use super::Source as Documents;
use crate::strategy::{Generator, Source};
use scim_schema::ScimExtension;
use scim_schema::ScimResource;
use scim_schema::rfc::{EnterpriseUser, Group, User};
use scim_schema::schema::{
    Attribute, Mutability, ResourceType, Returned, Schema, SchemaExtension, Type, Uniqueness,
};
use std::borrow::Cow;

/// Schemas and resource types that keep the RFC, of all types and characteristics: names that are
/// words of Rust, descriptions of any text, the RFC's own schemas narrowed or changed.
#[doc(hidden)]
#[must_use]
pub fn documents() -> Generator<Documents> {
    Generator::new(|source| drawn(source, false))
}

/// Schemas and resource types as they are found: beside what [`documents`] has, characteristics
/// that contradict one another or the RFC.
#[doc(hidden)]
#[must_use]
pub fn careless_documents() -> Generator<Documents> {
    Generator::new(|source| drawn(source, true))
}

const NAMES: &[&str] = &[
    "displayName",
    "value",
    "type",
    "primary",
    "emails",
    "active",
    "$ref",
    "self",
    "crate",
    "match",
    "userID",
    "HTTPUrl",
    "foo_bar",
    "fooBar",
    "a-b",
    "x509Certificates",
    "address2Line",
    "created",
    "version",
    "lastModified",
    "status",
    "gen",
    "Vec",
    "statuses",
    "companies",
    "B",
    "r2D2",
    "super",
    "a__b",
    "$weird$name",
    "tail_",
    "meta_created",
    "externalID2",
    "password",
];
const TEXTS: &[&str] = &[
    "",
    "The name.",
    "Whether it works; with `code` in it.",
    "Two\nparagraphs.",
    "a",
    " begins blank",
    "ends blank ",
    "two  blanks",
    "``` fence",
    "bidi \u{202e}txet",
    "ends */ here",
    "tab\there",
    "C:\\path",
    "\"quoted\"",
    "{braces} and %s",
    "[link] and <b>",
    "line\r\nline",
    "日本語 — é",
    "\u{0}nul",
    "- item",
    "# heading",
    "1. first",
    "see https://example.com/a?b=c",
    "\n",
    "a\n\nb",
    "This text is longer than a line of code has room for, so that it goes on in another line, and in one more after that, which ends here.",
    "Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.",
];
const VALUES: &[&str] = &[
    "work",
    "home",
    "other",
    "Work",
    "inUse",
    "2fa",
    "self",
    "a b",
    "\"quoted\"",
    "back\\slash",
    "Bearer",
    "日本",
    "-",
    "Other",
    "ANY_OTHER",
    "in use",
    "x, y",
];
const SCHEMA_NAMES: &[&str] = &[
    "Badge",
    "User",
    "Enterprise User",
    "2FA Settings",
    "用户",
    "Self",
    "Option",
    "user",
    "Door\"s",
];
const LAST: &[&str] = &["Badge", "User", "acme.v2", "self", "1x"];

fn drawn(source: &mut Source, careless: bool) -> Documents {
    let count = 1 + source.below(2);
    let mut schemas: Vec<Schema> = Vec::new();
    let mut types = Vec::new();
    for index in 0..count {
        let mut schema = if source.chance(25) {
            of_rfc(source, &[User::SCHEMA, Group::SCHEMA], careless)
        } else {
            own(source, index, false, careless)
        };
        if schemas.iter().any(|known| known.id == schema.id) {
            schema.id = format!("urn:example:other:{index}").into();
            written_out(&mut schema);
        }
        let mut extensions = Vec::new();
        for extension in 0..source.below(3) {
            let extension = if source.chance(20) {
                of_rfc(source, &[EnterpriseUser::SCHEMA], careless)
            } else {
                own(source, 10 * (index + 1) + extension, true, careless)
            };
            let mut listed = SchemaExtension::new("", source.chance(30));
            listed.schema = extension.id.clone();
            extensions.push(listed);
            if !schemas.iter().any(|known| known.id == extension.id) {
                schemas.push(extension);
            }
        }
        extensions.dedup_by(|a, b| a.schema == b.schema);
        let mut known = ResourceType::new("", "", "", "");
        known.id = schema.name.clone();
        known.name = schema.name.clone();
        known.endpoint = format!("/Things{index}").into();
        known.schema = schema.id.clone();
        known.schema_extensions = extensions.into();
        types.push(known);
        schemas.push(schema);
    }
    Documents::new(schemas, types)
}

fn text(source: &mut Source, of: &'static [&'static str]) -> Cow<'static, str> {
    Cow::Borrowed(source.pick(of).copied().unwrap_or_default())
}

fn own(source: &mut Source, index: u32, is_extension: bool, careless: bool) -> Schema {
    let mut schema = Schema::new("", "", "");
    let kind = if is_extension { "extension:2.0" } else { "2.0" };
    let last = text(source, LAST);
    schema.id = format!("urn:example:scim.acme-{index}:schemas:{kind}:{last}").into();
    schema.name =
        if careless && source.chance(20) { "".into() } else { text(source, SCHEMA_NAMES) };
    schema.description = text(source, TEXTS);
    // an extension without attributes cannot be
    let mut attributes = attributes(source, usize::from(is_extension), 7, false, careless);
    // what a resource has of its own is a name like any other in an extension
    if let Some(first) = attributes.first_mut().filter(|_| is_extension && source.chance(25)) {
        first.name = text(source, &["id", "externalId", "meta", "schemas"]);
    }
    schema.attributes = attributes.into();
    schema
}

fn attributes(
    source: &mut Source,
    least: usize,
    most: usize,
    is_part: bool,
    careless: bool,
) -> Vec<Attribute> {
    let drawn = source.list_of(least, most, |source| attribute(source, is_part, careless));
    let mut kept: Vec<Attribute> = Vec::new();
    for attribute in drawn {
        if !kept.iter().any(|other| other.name.eq_ignore_ascii_case(&attribute.name)) {
            kept.push(attribute);
        }
    }
    kept
}

fn attribute(source: &mut Source, is_part: bool, careless: bool) -> Attribute {
    let types = [
        Type::String,
        Type::Boolean,
        Type::Integer,
        Type::Decimal,
        Type::DateTime,
        Type::Binary,
        Type::Reference,
        Type::Complex,
    ];
    let r#type = source.pick(&types).copied().unwrap_or_default();
    let r#type = if is_part && r#type == Type::Complex { Type::String } else { r#type };
    let mut attribute = Attribute::new("", r#type, "");
    attribute.name = if source.chance(20) {
        let letters: Vec<char> = "abcXYZ019_-".chars().collect();
        format!("n{}", source.letters(6, &letters)).into()
    } else {
        text(source, NAMES)
    };
    attribute.description = text(source, TEXTS);
    attribute.multi_valued = source.chance(30);
    attribute.required = source.chance(25);
    attribute.case_exact = source.chance(30);
    characteristics(source, &mut attribute, careless);
    if source.chance(40) {
        let values = source.list_of(1, 4, |source| text(source, VALUES));
        let mut kept: Vec<Cow<'static, str>> = Vec::new();
        for value in values {
            if careless || !kept.contains(&value) {
                kept.push(value);
            }
        }
        if careless && source.chance(20) {
            kept.push("".into());
        }
        if careless || !matches!(r#type, Type::Reference | Type::Complex) {
            attribute.canonical_values = kept.into();
        }
    }
    if r#type == Type::Complex || careless && source.chance(5) {
        attribute.sub_attributes = attributes(source, 1, 5, true, careless).into();
    }
    attribute
}

fn characteristics(source: &mut Source, attribute: &mut Attribute, careless: bool) {
    let mutability =
        [Mutability::ReadWrite, Mutability::ReadOnly, Mutability::Immutable, Mutability::WriteOnly];
    let returned = [Returned::Default, Returned::Always, Returned::Request, Returned::Never];
    let uniqueness = [Uniqueness::None, Uniqueness::Server, Uniqueness::Global];
    attribute.mutability = source.pick(&mutability).copied().unwrap_or_default();
    attribute.returned = source.pick(&returned).copied().unwrap_or_default();
    attribute.uniqueness = source.pick(&uniqueness).copied().unwrap_or_default();
    let types = ["User", "Group", "external", "uri", "acme-Door"];
    let refers =
        source.list_of(1, 3, |source| Cow::Borrowed(*source.pick(&types).unwrap_or(&"uri")));
    if attribute.r#type == Type::Reference && !(careless && source.chance(20))
        || careless && source.chance(10)
    {
        attribute.reference_types = refers.into();
    }
    if careless {
        return;
    }
    // 7643-7, -2.3.6, -2.3.7; only one text is a secret
    let is_text = attribute.r#type == Type::String && !attribute.multi_valued;
    if attribute.mutability == Mutability::WriteOnly {
        attribute.returned = Returned::Never;
    }
    if attribute.returned == Returned::Never && !is_text {
        attribute.returned = Returned::Default;
        if attribute.mutability == Mutability::WriteOnly {
            attribute.mutability = Mutability::ReadWrite;
        }
    }
    attribute.case_exact |= attribute.returned == Returned::Never
        || matches!(attribute.r#type, Type::Reference | Type::Binary);
}

/// A schema of the RFC with some of its attributes, narrowed, and sometimes otherwise.
fn of_rfc(source: &mut Source, all: &[&'static Schema], careless: bool) -> Schema {
    let Some(rfc) = source.pick(all) else { return Schema::new("", "", "") };
    let mut schema = (*rfc).clone();
    if source.chance(30) {
        schema.description = text(source, TEXTS);
    }
    schema.attributes = narrowed(source, &rfc.attributes).into();
    if source.chance(25) {
        let more = attribute(source, false, careless);
        if schema.attribute(&more.name).is_none() && is_own(&more.name) {
            schema.attributes.to_mut().push(more);
            written_out(&mut schema);
        }
    }
    schema
}

/// Without the RFC's table, a `Secret` is compared with case.
fn written_out(schema: &mut Schema) {
    for attribute in schema.attributes.to_mut() {
        attribute.case_exact |= attribute.returned == Returned::Never;
    }
}

fn is_own(name: &str) -> bool {
    !["id", "externalId", "meta", "schemas"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn narrowed(source: &mut Source, rows: &[Attribute]) -> Vec<Attribute> {
    let mut kept = Vec::new();
    for row in rows {
        let leaves_out = source.chance(40);
        let mut attribute = row.clone();
        attribute.required |= source.chance(10);
        if source.chance(15) {
            attribute.description = text(source, TEXTS);
        }
        if source.chance(10) && row.mutability == Mutability::ReadWrite {
            attribute.mutability = Mutability::Immutable;
        }
        if source.chance(10) && row.returned == Returned::Default {
            attribute.returned = Returned::Request;
        }
        if source.chance(10) {
            attribute.uniqueness = row.uniqueness.max(Uniqueness::Server);
        }
        if source.chance(20) && row.canonical_values.len() > 1 {
            attribute.canonical_values.to_mut().pop();
        }
        if source.chance(20) && row.reference_types.len() > 1 {
            attribute.reference_types.to_mut().pop();
        }
        let parts = narrowed(source, &row.sub_attributes);
        if !parts.is_empty() {
            attribute.sub_attributes = parts.into();
        }
        if !leaves_out || row.required {
            kept.push(attribute);
        }
    }
    if kept.is_empty() { rows.iter().take(1).cloned().collect() } else { kept }
}
