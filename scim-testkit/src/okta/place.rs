//! Where a SCIM resource has an attribute of an app, as an Okta administrator writes it.

use crate::live::{member, unset};
use serde_json::{Map, Value, json};
use std::fmt;
use std::str::FromStr;

/// Where a SCIM resource has an attribute of an app: what the profile editor of Okta calls its
/// external name, with the external namespace before it.
///
/// ```
/// use scim_testkit::okta::Place;
/// use serde_json::json;
///
/// let user = json!({"emails": [
///     {"value": "a@example.com", "type": "home"},
///     {"value": "b@example.com", "type": "work", "primary": true}
/// ]});
/// for text in ["emails.^[primary==true].value", "emails[type eq \"work\"].value"] {
///     let place: Place = text.parse()?;
///     assert_eq!(place.get(&user), Some(&json!("b@example.com")));
/// }
/// # Ok::<(), scim_testkit::okta::InvalidPlace>(())
/// ```
///
/// It reads and writes resources as JSON:
///
/// ```
/// use scim_testkit::okta::Place;
/// use serde_json::json;
///
/// let mut user = json!({"userName": "b"});
/// let given: Place = "name.givenName".parse()?;
/// given.set(&mut user, json!("Barbara"));
/// assert_eq!(given.text(&user), Some("Barbara"));
/// assert_eq!((given.path(), given.is_of_list()), ("name.givenName".to_owned(), false));
/// # Ok::<(), scim_testkit::okta::InvalidPlace>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    urn: Option<String>,
    attribute: String,
    selector: Option<Selector>,
    sub: Option<String>,
}

/// Which element of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Selector {
    name: String,
    value: Value,
}

/// A text that is no [`Place`].
///
/// ```
/// use scim_testkit::okta::{App, Mode};
///
/// let error = App::new(Mode::Put).map("title", "emails[").unwrap_err();
/// assert!(error.to_string().starts_with("`emails[` is no place of an attribute"), "{error}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPlace(String);

impl fmt::Display for InvalidPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no place of an attribute; write `name.givenName`, \
             `emails.^[primary==true].value` or `URN:department`",
            self.0
        )
    }
}

impl std::error::Error for InvalidPlace {}

impl FromStr for Place {
    type Err = InvalidPlace;

    fn from_str(text: &str) -> Result<Self, InvalidPlace> {
        parse(text).ok_or_else(|| InvalidPlace(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Place> {
    let (path, selector, after) = match text.split_once('[') {
        Some((path, rest)) => {
            let (inner, after) = rest.split_once(']')?;
            (path.trim_end_matches('^').trim_end_matches('.'), Some(selector(inner)?), after)
        }
        None => (text, None, ""),
    };
    let (urn, path) = match path.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("urn:") => {
            // a dot may be part of a URN: `urn:ietf:params:scim:schemas:core:2.0:User`
            let (urn, path) = path.rsplit_once(':')?;
            (Some(urn.to_owned()), path)
        }
        _ => (None, path),
    };
    let (attribute, inner) = match path.split_once('.') {
        Some((attribute, sub)) => (attribute, Some(sub)),
        None => (path, None),
    };
    let sub = match (&selector, inner, after.strip_prefix('.')) {
        (Some(_), None, Some(sub)) => Some(sub),
        (Some(_), None, None) if after.is_empty() => None,
        (None, sub, None) => sub,
        _ => return None,
    };
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_$".contains(c))
    };
    (is_name(attribute) && sub.is_none_or(is_name)).then(|| Place {
        urn,
        attribute: attribute.to_owned(),
        selector,
        sub: sub.map(str::to_owned),
    })
}

/// `primary==true`, `type=='mobile'`, `type==work` or `type eq "work"`.
fn selector(text: &str) -> Option<Selector> {
    let (name, value) = text.split_once("==").or_else(|| text.split_once(" eq "))?;
    let value = value.trim();
    let plain = value.trim_matches(['"', '\'']);
    let value = match value {
        "true" => json!(true),
        "false" => json!(false),
        _ if plain.is_empty() => return None,
        _ => json!(plain),
    };
    Some(Selector { name: name.trim().to_owned(), value })
}

impl Selector {
    fn is_of(&self, element: &Value) -> bool {
        match (member(element, &self.name), &self.value) {
            (Some(Value::String(found)), Value::String(wanted)) => {
                found.eq_ignore_ascii_case(wanted)
            }
            (found, Value::Bool(false)) => found.is_none_or(|found| *found == json!(false)),
            (found, wanted) => found == Some(wanted),
        }
    }
}

impl Place {
    /// What a resource has there.
    #[must_use]
    pub fn get<'v>(&self, resource: &'v Value) -> Option<&'v Value> {
        let mut at = self.attribute_of(resource)?;
        if let Some(selector) = &self.selector {
            at = at.as_array()?.iter().find(|element| selector.is_of(element))?;
        }
        match &self.sub {
            Some(sub) => member(at, sub),
            None => Some(at),
        }
    }

    /// The attribute that it is in.
    fn attribute_of<'v>(&self, resource: &'v Value) -> Option<&'v Value> {
        let holder = match &self.urn {
            Some(urn) => member(resource, urn)?,
            None => resource,
        };
        member(holder, &self.attribute)
    }

    /// The text that a resource has there, unless it is empty.
    #[must_use]
    pub fn text<'v>(&self, resource: &'v Value) -> Option<&'v str> {
        self.get(resource).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// Whether a resource has a text there, in any letter case; where no element of a list is
    /// chosen, in any of them.
    pub(super) fn has(&self, resource: &Value, text: &str) -> bool {
        let Some(found) = self.attribute_of(resource) else { return false };
        let elements = found.as_array().map_or(std::slice::from_ref(found), Vec::as_slice);
        let text = text.to_lowercase();
        elements.iter().any(|element| {
            let value = match &self.sub {
                Some(sub) => member(element, sub),
                // a list of complex values is compared by `value` (RFC 7644 section 3.4.2.2)
                None => member(element, "value").or(Some(element)),
            };
            self.selector.as_ref().is_none_or(|selector| selector.is_of(element))
                && value.and_then(Value::as_str).is_some_and(|one| one.to_lowercase() == text)
        })
    }

    /// Writes a value there. One that says nothing makes no element, extension or complex value
    /// that is not there yet.
    pub fn set(&self, resource: &mut Value, value: Value) {
        let is_empty = matches!(&value, Value::Null) || value == "";
        if is_empty && self.get(resource).is_none() {
            return;
        }
        if let Some(urn) = &self.urn
            && !is_empty
        {
            declare(resource, urn);
        }
        let mut at = object(resource);
        if let Some(urn) = &self.urn {
            at = object(entry(at, urn));
        }
        let place = entry(at, &self.attribute);
        let write = |place: &mut Value| match &self.sub {
            Some(sub) => *entry(object(place), sub) = value,
            None => *place = value,
        };
        match &self.selector {
            Some(selector) => in_element(place, selector, write),
            None => write(place),
        }
    }

    /// Takes away what a resource has there, and what then says nothing any more: a complex value, an
    /// element that is left with its `type` and `primary` alone, a list, an extension.
    ///
    /// ```
    /// use scim_testkit::okta::Place;
    /// use serde_json::json;
    ///
    /// let mut user = json!({"userName": "a", "name": {"middleName": "Q"}});
    /// "name.middleName".parse::<Place>()?.remove(&mut user);
    /// assert_eq!(user, json!({"userName": "a"}));
    /// # Ok::<(), scim_testkit::okta::InvalidPlace>(())
    /// ```
    pub fn remove(&self, resource: &mut Value) {
        let Some(urn) = &self.urn else { return self.remove_from(resource) };
        let Some(extension) = member_mut(resource, urn) else { return };
        self.remove_from(extension);
        if !is_blank(extension) {
            return;
        }
        unset(resource, urn);
        if let Some(Value::Array(urns)) = member_mut(resource, "schemas") {
            urns.retain(|known| !known.as_str().is_some_and(|one| one.eq_ignore_ascii_case(urn)));
        }
    }

    /// Of a resource, or of an extension.
    fn remove_from(&self, holder: &mut Value) {
        let Some(attribute) = member_mut(holder, &self.attribute) else { return };
        let is_gone = match (&self.selector, attribute, &self.sub) {
            (Some(selector), Value::Array(elements), sub) => {
                elements.retain_mut(|element| {
                    if !selector.is_of(element) {
                        return true;
                    }
                    let Some(sub) = sub else { return false };
                    unset(element, sub);
                    let says = |name: &str| {
                        !["type", "primary", &selector.name]
                            .iter()
                            .any(|key| key.eq_ignore_ascii_case(name))
                    };
                    element.as_object().is_some_and(|members| members.keys().any(|name| says(name)))
                });
                elements.is_empty()
            }
            (_, complex, Some(sub)) => {
                unset(complex, sub);
                is_blank(complex)
            }
            (_, _, None) => true,
        };
        if is_gone {
            unset(holder, &self.attribute);
        }
    }

    /// The path of the attribute without its selector: `emails.value`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = self.urn.as_ref().map(|urn| format!("{urn}:")).unwrap_or_default();
        path.push_str(&self.attribute);
        if let Some(sub) = &self.sub {
            path.push_str(&format!(".{sub}"));
        }
        path
    }

    /// Whether it is one of several values.
    #[must_use]
    pub const fn is_of_list(&self) -> bool {
        self.selector.is_some()
    }
}

/// As the profile editor of Okta writes it.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(urn) = &self.urn {
            write!(f, "{urn}:")?;
        }
        f.write_str(&self.attribute)?;
        if let Some(Selector { name, value }) = &self.selector {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            write!(f, ".^[{name}=={value}]")?;
        }
        match &self.sub {
            Some(sub) => write!(f, ".{sub}"),
            None => Ok(()),
        }
    }
}

/// A member, its name in any case, if it is there.
fn member_mut<'v>(resource: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    let mut members = resource.as_object_mut()?.iter_mut();
    members.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn is_blank(value: &Value) -> bool {
    value.as_object().is_some_and(Map::is_empty)
}

/// Names a schema in `schemas`.
fn declare(resource: &mut Value, urn: &str) {
    let urns = entry(object(resource), "schemas");
    if !urns.is_array() {
        *urns = json!([]);
    }
    if let Value::Array(urns) = urns
        && !urns.iter().any(|known| known.as_str().is_some_and(|k| k.eq_ignore_ascii_case(urn)))
    {
        urns.push(json!(urn));
    }
}

/// The members of an object, which is made one if it is none.
fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    match value {
        Value::Object(members) => members,
        // it has just been made one
        _ => object(value),
    }
}

/// A member, its name in any case, which is made if it is not there.
fn entry<'v>(members: &'v mut Map<String, Value>, name: &str) -> &'v mut Value {
    let known = members.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned();
    members.entry(known.unwrap_or_else(|| name.to_owned())).or_insert(Value::Null)
}

/// Writes into the element that is meant, which is made if there is none. Where nothing is primary,
/// and there is one element, that is meant: unless it is of a type that Okta does not give its primary
/// ones.
fn in_element(list: &mut Value, selector: &Selector, write: impl FnOnce(&mut Value)) {
    if !list.is_array() {
        *list = json!([]);
    }
    let Value::Array(elements) = list else { return };
    let meant = elements.iter().position(|element| selector.is_of(element));
    let is_usual = |element: &Value| {
        let kind = member(element, "type").and_then(Value::as_str).unwrap_or_default();
        kind.is_empty() || kind.eq_ignore_ascii_case("work")
    };
    let only = match elements.as_slice() {
        [one] if selector.value == json!(true) && is_usual(one) => Some(0),
        _ => None,
    };
    let at = meant.or(only).unwrap_or(elements.len());
    if at == elements.len() {
        elements.push(json!({}));
    }
    if let Some(element) = elements.get_mut(at) {
        *entry(object(element), &selector.name) = selector.value.clone();
        write(element);
    }
}

#[cfg(test)]
mod tests;
