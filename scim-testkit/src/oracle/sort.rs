//! Sorting (RFC 7644 section 3.4.2.3).

use super::path::Path;
use super::shape::{Attribute, Shape};
use super::value::Answer;
use super::{Refusal, instant, key, list};
use scim_schema::dialect::Dialect;
use scim_schema::schema::Type;
use serde_json::Value;
use std::cmp::Ordering;

/// The order of two resources, of their documents, by an attribute (7644-3.4.2.3-04 to -10).
///
/// Those with the same value come in the order of their ids; descending is ascending backwards
/// (decided).
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::oracle::{Shape, sort};
/// use serde_json::json;
/// use std::cmp::Ordering;
///
/// let shape = Shape::of(&Group::default());
/// let (a, b) = (json!({"id": "1", "displayName": "Staff"}), json!({"id": "2", "displayName": "boss"}));
/// let order = sort::compare(&a, &b, "displayName", false, &shape, Dialect::RFC)?;
/// assert_eq!(order, Ordering::Greater, "letter case does not count");
/// assert!(sort::compare(&a, &b, "members.shoeSize", false, &shape, Dialect::RFC).is_err());
/// # Ok::<(), scim_testkit::oracle::Refusal>(())
/// ```
///
/// # Errors
/// `invalidValue` when `sortBy` names nothing, a complex attribute, or what is never returned.
pub fn compare(
    a: &Value,
    b: &Value,
    sort_by: &str,
    descending: bool,
    shape: &Shape,
    dialect: Dialect,
) -> Answer<Ordering> {
    let refuse = |why: &str| Refusal::new("invalidValue", format!("`{sort_by}` {why}"));
    let path = Path::parse(sort_by.trim(), shape).ok_or_else(|| refuse("is no path"))?;
    let mut chain = path.resolve(shape, dialect).ok_or_else(|| refuse("is not defined"))?;
    // 7644-3.4.2.2-44, decided to hold here as well
    if let Some(value) =
        chain.last().filter(|last| last.multi_valued).and_then(|last| last.sub_attribute("value"))
    {
        chain.push(value);
    }
    if chain.iter().any(|attribute| attribute.is_hidden()) {
        return Err(refuse("is never returned"));
    }
    let last = *chain.last().ok_or_else(|| refuse("is no path"))?;
    if last.r#type == Type::Complex {
        return Err(refuse("is complex"));
    }
    // without a base URL nobody knows `meta.location` (decided)
    if last.computed && last.name == "location" && value(a, &chain).is_none() {
        return Err(refuse("is not known"));
    }
    let (left, right) = (value(a, &chain), value(b, &chain));
    let ascending = match (&left, &right) {
        (Some(left), Some(right)) => of_values(left, right, last),
        // 7644-3.4.2.3-07
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    let id = |document: &Value| document.get("id").and_then(Value::as_str).map(str::to_owned);
    let ascending = ascending.then_with(|| id(a).cmp(&id(b)));
    Ok(if descending { ascending.reverse() } else { ascending })
}

/// The value that a resource is sorted by: of several the primary one, or else the first
/// (7644-3.4.2.3-05). An empty text is no value (decided).
fn value(document: &Value, chain: &[&Attribute]) -> Option<Value> {
    let mut value = document.clone();
    for attribute in chain {
        if let Value::Object(members) = &value {
            value = members.get(&attribute.name)?.clone();
        }
        if let Value::Array(elements) = &value {
            let primary = elements.iter().find(|element| list::is_primary(element));
            value = primary.or(elements.first())?.clone();
        }
    }
    (!value.is_null() && value.as_str() != Some("")).then_some(value)
}

fn of_values(a: &Value, b: &Value, attribute: &Attribute) -> Ordering {
    match (a, b) {
        (Value::String(a), Value::String(b)) if attribute.r#type == Type::DateTime => {
            instant::instant(a).cmp(&instant::instant(b))
        }
        (Value::String(a), Value::String(b)) => key::key(a, attribute).cmp(&key::key(b, attribute)),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => {
            key::with_literal(a, &b.to_string()).unwrap_or(Ordering::Equal)
        }
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::compare;
    use crate::oracle::{Shape, document};
    use scim_schema::dialect::Dialect;
    use scim_schema::rfc::{Email, User};
    use std::cmp::Ordering::{self, Equal, Greater, Less};

    fn user(id: &str, title: &str, emails: &[(&str, bool)]) -> User {
        let email = |(value, primary): &(&str, bool)| Email {
            value: Some((*value).into()),
            primary: Some(*primary),
            ..Email::default()
        };
        User {
            id: id.into(),
            user_name: id.into(),
            title: (!title.is_empty()).then(|| title.into()),
            emails: emails.iter().map(email).collect(),
            ..User::default()
        }
    }

    fn order(a: &User, b: &User, by: &str, descending: bool) -> Result<Ordering, &'static str> {
        compare(&document(a), &document(b), by, descending, &Shape::of(a), Dialect::RFC)
            .map_err(|refusal| refusal.scim_type)
    }

    /// 7644-3.4.2.3-04 to -07, -10.
    #[test]
    fn order_of_two() {
        let a = user("1", "b", &[("z@x", false), ("a@x", true)]);
        let b = user("2", "A", &[("b@x", false)]);
        let none = user("3", "", &[]);
        for (left, right, by, descending, expected) in [
            (&a, &b, "title", false, Greater),
            (&a, &b, "title", true, Less),
            (&a, &b, "emails", false, Less),
            (&a, &b, "emails.value", false, Less),
            (&a, &none, "title", false, Less),
            (&a, &none, "title", true, Greater),
            (&b, &none, "nickName", false, Less),
            (&a, &a, "title", false, Equal),
        ] {
            assert_eq!(order(left, right, by, descending), Ok(expected), "{by}");
        }
        // decided: an empty text is no value
        let empty = User { title: Some(String::new()), ..user("0", "", &[]) };
        assert_eq!(order(&b, &empty, "title", false), Ok(Less));
        assert_eq!(order(&empty, &none, "title", false), Ok(Less), "by their ids");
        for by in ["name", "shoeSize", "password", "meta.location", ""] {
            assert_eq!(order(&a, &b, by, false), Err("invalidValue"), "{by}");
        }
    }
}
