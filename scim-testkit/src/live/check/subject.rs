//! What checks are tried on: attributes that the server keeps, and resources that have them.

pub(super) use crate::live::unset;
use crate::live::{Answer, Ask, Attr, Made, Session, Stop};
use scim_schema::schema::{Mutability, Returned, Type};
use serde_json::{Map, Value, json};

/// Passed, if there was something to try it on; else skipped, as there is no such thing.
pub(super) fn tried(any: bool, what: &str) -> Result<(), Stop> {
    if any { Ok(()) } else { Err(Stop::skipped(format!("there is no {what}"))) }
}

/// A text that every resource of the type at hand has, and that tells it from all others:
/// `userName`, `displayName` of groups.
pub(super) fn anchor(s: &Session<'_>) -> Result<Attr, Stop> {
    let text = |one: &Attr| {
        one.r#type() == Type::String
            && one.is_plain()
            && !one.is_multi_valued()
            && one.parent().is_none()
            && one.urn().is_none()
            && one.declared().canonical_values.is_empty()
    };
    let all = s.kind().attributes();
    let required = all.iter().find(|one| text(one) && one.is_required());
    match required {
        Some(found) => Ok(found.clone()),
        None => s.any_string(),
    }
}

/// A text as filters have it.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The text that a resource was sent with; empty if there was none.
pub(super) fn sent<'a>(made: &'a Made, attribute: &Attr) -> &'a str {
    attribute.of(&made.sent).and_then(Value::as_str).unwrap_or_default()
}

/// Makes a resource with values, and skips where the server does not keep one of them.
pub(super) fn made(s: &mut Session<'_>, values: &[(&Attr, Value)]) -> Result<Made, Stop> {
    let anchor = anchor(s)?;
    let mut body = s.minimal();
    if anchor.of(&body).is_none()
        && let Some(value) = s.value(&anchor, 0)
    {
        anchor.put(&mut body, value);
    }
    for (attribute, value) in values {
        attribute.put(&mut body, value.clone());
    }
    let made = s.create_body(&body)?;
    keeps(s, &made, values)?;
    Ok(made)
}

/// What was made; nothing where it could not be, as one type of several.
pub(super) fn if_made(made: Result<Made, Stop>) -> Result<Option<Made>, Stop> {
    match made {
        Err(Stop::Skipped(_)) => Ok(None),
        made => made.map(Some),
    }
}

/// Skips where a resource does not have what it was made with.
pub(super) fn keeps(
    s: &mut Session<'_>,
    made: &Made,
    values: &[(&Attr, Value)],
) -> Result<(), Stop> {
    let missing = |body: &Value| {
        let mut missing = values.iter().filter(|(attribute, value)| {
            is_assigned(value)
                && attribute.declared().returned == Returned::Default
                && !attribute.of(body).is_some_and(is_assigned)
        });
        missing.next().map(|(attribute, _)| attribute.path().to_owned())
    };
    if missing(made.body()).is_none() {
        return Ok(());
    }
    match missing(s.read(made)?.json()) {
        Some(path) => Err(Stop::skipped(format!("the server does not keep `{path}`"))),
        None => Ok(()),
    }
}

/// A filter that only this resource can match: for filters that many match, whose pages may not
/// have it.
pub(super) fn scoped(s: &Session<'_>, made: &Made, filter: &str) -> Result<String, Stop> {
    let anchor = anchor(s)?;
    let value = quoted(sent(made, &anchor));
    Ok(format!("({filter}) and {} eq {value}", anchor.path()))
}

/// Expects a filter to match a resource or not, whatever else it matches.
pub(super) fn expect(
    s: &mut Session<'_>,
    made: &Made,
    filter: &str,
    found: bool,
) -> Result<(), Stop> {
    let filter = scoped(s, made, filter)?;
    s.expect_found(&filter, made, found)
}

/// A value of an attribute; skips where none can be made.
pub(super) fn value(s: &Session<'_>, attribute: &Attr, variant: u32) -> Result<Value, Stop> {
    s.value(attribute, variant).ok_or_else(|| none(attribute))
}

/// An element of a list; skips where none can be made.
pub(super) fn element(s: &Session<'_>, attribute: &Attr, variant: u32) -> Result<Value, Stop> {
    s.element(attribute, variant).ok_or_else(|| none(attribute))
}

fn none(attribute: &Attr) -> Stop {
    Stop::skipped(format!("no value of `{}` can be made", attribute.path()))
}

/// A simple attribute of a type at the top level, that a client may write, read and leave out.
pub(super) fn typed(s: &Session<'_>, wanted: Type, what: &str) -> Result<Attr, Stop> {
    let is = |one: &Attr| {
        one.r#type() == wanted
            && one.is_plain()
            && !one.is_multi_valued()
            && one.parent().is_none()
            && !one.is_unique()
    };
    s.find(&format!("singular attribute of type {what} that a client may write and read"), is)
}

/// A list of which one element may be primary.
pub(super) fn primary_list(s: &Session<'_>) -> Result<Attr, Stop> {
    let list = s.any_list()?;
    if list.sub("primary").is_none() {
        return Err(Stop::skipped(format!("`{}` has no `primary`", list.path())));
    }
    Ok(list)
}

/// A list of simple values.
pub(super) fn simple_list(s: &Session<'_>) -> Result<Attr, Stop> {
    s.find("list of texts", |one| {
        one.declared().multi_valued && one.r#type() == Type::String && one.is_plain()
    })
}

/// A plain text of an extension.
pub(super) fn extension_text(s: &Session<'_>) -> Result<Attr, Stop> {
    let found = s.kind().plain_strings().into_iter().find(|one| one.urn().is_some());
    found.ok_or_else(|| Stop::skipped(format!("{} has no text in an extension", s.kind().name())))
}

/// Two texts of a complex attribute.
pub(super) fn two_texts(complex: &Attr) -> Result<(Attr, Attr), Stop> {
    let text = |sub: &Attr| {
        sub.r#type() == Type::String
            && sub.is_plain()
            && !sub.declared().multi_valued
            && sub.declared().canonical_values.is_empty()
            // a server may put it together from the others
            && !sub.name().eq_ignore_ascii_case("formatted")
    };
    let mut subs = complex.subs().into_iter().filter(text);
    match (subs.next(), subs.next()) {
        (Some(one), Some(other)) => Ok((one, other)),
        _ => Err(Stop::skipped(format!("`{}` has no two texts", complex.path()))),
    }
}

/// What is read only, at the top level, and a value that it certainly does not have.
pub(super) fn read_only(s: &Session<'_>) -> Result<(Attr, Value), Stop> {
    let attribute = s.find("readOnly attribute", |one| {
        one.declared().mutability == Mutability::ReadOnly && one.parent().is_none()
    })?;
    let unique = s.unique();
    let one = match attribute.r#type() {
        Type::Complex => json!({"value": unique}),
        Type::Boolean => json!(true),
        Type::Integer => json!(987_654),
        Type::Decimal => json!(987.5),
        Type::DateTime => json!("2001-01-01T00:00:00Z"),
        Type::Binary => json!("c2NpbQ=="),
        Type::Reference => json!(format!("https://{unique}.example.com/")),
        Type::String => json!(unique),
    };
    let value = if attribute.declared().multi_valued { json!([one]) } else { one };
    Ok((attribute, value))
}

/// An immutable text at the top level.
pub(super) fn immutable(s: &Session<'_>) -> Result<Attr, Stop> {
    s.find("immutable text", |one| {
        one.declared().mutability == Mutability::Immutable
            && one.parent().is_none()
            && one.r#type() == Type::String
            && !one.is_multi_valued()
            && one.declared().canonical_values.is_empty()
    })
}

/// Whether JSON says something (RFC 7643 section 2.5).
pub(super) fn is_assigned(value: &Value) -> bool {
    crate::live::answer::is_assigned(value)
}

/// JSON without what says nothing, lists in one order: for comparing resources.
pub(super) fn normal(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| is_assigned(value));
            Value::Object(kept.map(|(name, value)| (name.clone(), normal(value))).collect())
        }
        Value::Array(elements) => {
            let mut all: Vec<Value> = elements.iter().map(normal).collect();
            all.sort_by_key(ToString::to_string);
            Value::Array(all)
        }
        Value::Number(number) if number.is_f64() => json!(number.as_f64()),
        other => other.clone(),
    }
}

/// The first member in which two resources differ, with both values.
pub(super) fn difference(one: &Value, other: &Value) -> Option<(String, Value, Value)> {
    let (one, other) = (normal(one), normal(other));
    let empty = Map::new();
    let members = |value: &Value| value.as_object().cloned().unwrap_or_else(|| empty.clone());
    let (one, other) = (members(&one), members(&other));
    let mut names: Vec<&String> = one.keys().chain(other.keys()).collect();
    names.sort();
    let found =
        |object: &Map<String, Value>, name: &str| object.get(name).cloned().unwrap_or_default();
    let name = names.into_iter().find(|name| one.get(*name) != other.get(*name))?;
    Some((name.clone(), found(&one, name), found(&other, name)))
}

/// Expects an answer to be a resource like another, but for some members.
pub(super) fn same(now: &Answer, expected: &Value, but: &[&str]) -> Result<(), Stop> {
    let without = |value: &Value| {
        let mut value = value.clone();
        if let Some(members) = value.as_object_mut() {
            members.retain(|name, _| !but.contains(&name.as_str()));
        }
        value
    };
    match difference(&without(now.json()), &without(expected)) {
        None => Ok(()),
        Some((name, found, expected)) => {
            Err(now.failed(format!("`{name}` to be `{expected}`"), format!("`{found}`")))
        }
    }
}

/// What a GET answers of what a write answered: without what is returned on request, which only who
/// gave it is answered (7643-7-33).
pub(super) fn as_read(s: &Session<'_>, written: &Value) -> Value {
    let mut read = written.clone();
    for attribute in s.kind().attributes() {
        if attribute.declared().returned == Returned::Request && attribute.of(&read).is_some() {
            attribute.take(&mut read);
        }
    }
    read
}

/// A member at a JSON pointer, as text; empty if it is none.
pub(super) fn at<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// Elements of a list.
pub(super) fn elements<'a>(resource: &'a Value, list: &Attr) -> &'a [Value] {
    list.of(resource).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The ids of resources.
pub(super) fn ids(resources: &[Value]) -> Vec<String> {
    resources.iter().map(|one| at(one, "/id").to_owned()).collect()
}

/// Sets a member of an object.
pub(super) fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// POST of a body to the endpoint at hand.
pub(super) fn post(s: &mut Session<'_>, body: &Value) -> Result<Answer, Stop> {
    let endpoint = s.kind().endpoint().to_owned();
    s.post(&endpoint, body)
}

/// What a POST to the endpoint at hand answered, or what is read where it answers without the
/// resource, as it may.
pub(super) fn shown(s: &mut Session<'_>, answer: Answer) -> Result<Answer, Stop> {
    let kind = s.kind().clone();
    Ok(s.read_instead(&kind, &answer)?.unwrap_or(answer))
}

/// Skips where a POST is answered without the resource, of which `create.body` tells.
pub(super) fn with_body(answer: &Answer) -> Result<(), Stop> {
    let empty = answer.is_success() && answer.body().is_empty();
    if empty { Err(Stop::skipped("a POST is answered without the resource")) } else { Ok(()) }
}

/// POST of a search to the endpoint at hand.
pub(super) fn search(s: &mut Session<'_>, members: Value) -> Result<Answer, Stop> {
    let path = format!("{}/.search", s.kind().endpoint());
    search_at(s, &path, members)
}

/// POST of a search.
pub(super) fn search_at(
    s: &mut Session<'_>,
    path: &str,
    mut members: Value,
) -> Result<Answer, Stop> {
    let urn = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
    set(&mut members, "schemas", json!([urn]));
    s.send(&Ask::post(path).json(&members))
}

/// Text with other letters in upper case.
pub(super) fn other_case(text: &str) -> String {
    let swapped = |c: char| {
        if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
    };
    text.chars().map(swapped).collect()
}

/// An attribute path whose names begin with a capital letter: `UserName`, `Name.GivenName`.
pub(super) fn capital(path: &str) -> String {
    let (urn, names) = path.rsplit_once(':').map_or(("", path), |(urn, names)| (urn, names));
    let names = names.split('.').map(|name| {
        let mut letters = name.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    let names = names.collect::<Vec<_>>().join(".");
    if urn.is_empty() { names } else { format!("{urn}:{names}") }
}
