//! Values that any server can take: of the right form, recognizable, and nobody's.

use scim_schema::schema::{Attribute, Mutability, Type};
use serde_json::{Map, Value, json};

/// A certificate that certifies nothing, as base64 of DER.
const CERTIFICATE: &str = include_str!("make/certificate.txt");

/// A value of an attribute that differs from those of other variants. `unique` is part of it where
/// it can be. All optional sub-attributes are there if asked for; `None` for what refers to other
/// resources, and for what only the server has values of.
pub(super) fn value(
    attribute: &Attribute,
    parent: Option<&Attribute>,
    unique: &str,
    variant: u32,
    optional: bool,
) -> Option<Value> {
    if refers(attribute) || is_granted(attribute) {
        return None;
    }
    if attribute.multi_valued {
        let first = one(attribute, parent, unique, 2 * variant, optional)?;
        let second = one(attribute, parent, unique, 2 * variant + 1, optional)?;
        return Some(if optional && !is_one_element(attribute, &first, &second) {
            Value::Array(vec![first, second])
        } else {
            Value::Array(vec![first])
        });
    }
    one(attribute, parent, unique, variant, optional)
}

/// Elements with one `value` are one element; and where the schema names one type, there may be room
/// for one.
fn is_one_element(attribute: &Attribute, a: &Value, b: &Value) -> bool {
    if attribute.sub_attribute("type").is_some_and(|sub| sub.canonical_values.len() == 1) {
        return true;
    }
    match (a.get("value"), b.get("value")) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

/// One value, or one element.
pub(super) fn one(
    attribute: &Attribute,
    parent: Option<&Attribute>,
    unique: &str,
    variant: u32,
    optional: bool,
) -> Option<Value> {
    let parent_name = parent.map_or("", |parent| &*parent.name);
    Some(match attribute.r#type {
        Type::Boolean => (variant.is_multiple_of(2)).into(),
        Type::Integer => (40 + i64::from(variant)).into(),
        Type::Decimal => json!(1.5 + f64::from(variant)),
        Type::DateTime => format!("2020-02-03T04:05:{:02}Z", variant % 60).into(),
        Type::Binary if parent_name.to_ascii_lowercase().contains("certificate") => {
            CERTIFICATE.trim().into()
        }
        Type::Binary => match variant % 3 {
            0 => "c2NpbS10ZXN0a2l0".into(),
            1 => "c2NpbQ==".into(),
            _ => "dGVzdA==".into(),
        },
        Type::Reference => {
            format!("https://{unique}.example.com/{}/{variant}", attribute.name).into()
        }
        Type::String => text(attribute, parent_name, unique, variant).into(),
        Type::Complex => complex(attribute, unique, variant, optional)?,
    })
}

fn complex(attribute: &Attribute, unique: &str, variant: u32, optional: bool) -> Option<Value> {
    let mut members = Map::new();
    for sub in attribute.sub_attributes.iter() {
        let wanted = sub.required
            || optional
            || (attribute.multi_valued && ["value", "type"].contains(&&*sub.name));
        // lists for whose types the RFC has no words may have a closed set of none
        let unworded = ["roles", "entitlements", "x509Certificates"]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(&attribute.name));
        let no_type = unworded
            && sub.name.eq_ignore_ascii_case("type")
            && sub.canonical_values.is_empty()
            && !sub.required;
        if sub.mutability == Mutability::ReadOnly || !wanted || no_type || refers(sub) {
            continue;
        }
        if sub.r#type == Type::Boolean && sub.name.eq_ignore_ascii_case("primary") {
            if variant.is_multiple_of(2) && attribute.multi_valued {
                members.insert(sub.name.to_string(), true.into());
            }
            continue;
        }
        if let Some(value) = value(sub, Some(attribute), unique, variant, optional) {
            members.insert(sub.name.to_string(), value);
        }
    }
    if members.is_empty() {
        let mut written =
            attribute.sub_attributes.iter().filter(|sub| sub.mutability != Mutability::ReadOnly);
        let sub = written.find(|sub| !refers(sub) && sub.r#type != Type::Boolean)?;
        members.insert(sub.name.to_string(), value(sub, Some(attribute), unique, variant, true)?);
    }
    Some(Value::Object(members))
}

fn text(attribute: &Attribute, parent: &str, unique: &str, variant: u32) -> String {
    let canonical = &attribute.canonical_values;
    if let Some(count) = std::num::NonZeroUsize::new(canonical.len())
        && let Some(value) = canonical.get(variant as usize % count)
    {
        return value.to_string();
    }
    let (name, parent) = (attribute.name.to_ascii_lowercase(), parent.to_ascii_lowercase());
    let pick = |choices: [&str; 3]| {
        choices.into_iter().cycle().nth(variant as usize % 3).unwrap_or_default().to_owned()
    };
    match (&*parent, &*name) {
        ("emails" | "email", "value" | "display") | (_, "email" | "mail") => {
            format!("{unique}-{variant}@mail.example.com")
        }
        (_, "username") => format!("{unique}-{variant}@users.example.com"),
        ("phonenumbers" | "phones", "value" | "display") | (_, "phone" | "phonenumber") => {
            format!("tel:+1-201-555-01{:02}", variant % 100)
        }
        ("photos", "value") => format!("https://{unique}.example.com/{variant}.png"),
        ("ims", "value") => format!("{unique}-{variant}"),
        (_, "type") => pick(["work", "home", "other"]),
        (_, "locale" | "preferredlanguage" | "language") => pick(["en-US", "de-DE", "fr-FR"]),
        (_, "timezone") => pick(["Europe/Berlin", "America/New_York", "Asia/Tokyo"]),
        (_, "country") => pick(["DE", "US", "FR"]),
        (_, "postalcode") => format!("{:05}", 10_115 + variant),
        (_, "currency") => pick(["EUR", "USD", "JPY"]),
        (_, "password") => format!("Pw-{unique}-{variant}!aZ9"),
        _ => format!("{} {unique} {variant}", attribute.name),
    }
}

/// Whether a text of this name has a form that a server may insist on.
pub(super) fn has_format(name: &str) -> bool {
    let known = [
        "locale",
        "preferredLanguage",
        "language",
        "timezone",
        "country",
        "postalCode",
        "currency",
        "email",
        "mail",
        "phone",
        "phoneNumber",
        "userName",
        "password",
        "type",
    ];
    known.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether only the server knows what values there are, as of what it grants: a server may refuse
/// others, and RFC 7643 section 4.1.2 has no words for them. What is required is tried all the same.
pub(super) fn is_granted(attribute: &Attribute) -> bool {
    let granted = ["roles", "entitlements"];
    let unworded = |sub: &Attribute| sub.canonical_values.is_empty();
    !attribute.required
        && attribute.multi_valued
        && granted.iter().any(|name| name.eq_ignore_ascii_case(&attribute.name))
        && attribute.sub_attribute("value").is_some_and(unworded)
}

/// Whether a value names another resource.
pub(super) fn refers(attribute: &Attribute) -> bool {
    let to_resource = |one: &Attribute| {
        let outside =
            |name: &str| name.eq_ignore_ascii_case("external") || name.eq_ignore_ascii_case("uri");
        one.r#type == Type::Reference
            && !one.reference_types.iter().any(|name| outside(name))
            && (!one.reference_types.is_empty() || one.name.starts_with('$'))
    };
    to_resource(attribute)
        || (attribute.r#type == Type::Complex && attribute.sub_attributes.iter().any(to_resource))
}
