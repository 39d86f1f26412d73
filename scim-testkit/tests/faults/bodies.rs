//! Engines that read the body of a POST or PUT wrongly, whatever the model.

mod accepting;

pub(crate) use accepting::accepting;

use crate::fault::{Fault, Wrong, fault};
use crate::message::{Answer, Object};
use scim_schema::resource::ScimResource;
use scim_schema::schema::{Attribute, Mutability, Type};
use scim_testkit::law::{Engine as _, Shipped, edit, written};
use scim_testkit::oracle::document;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

/// A body with something else in it; what is no object stays.
pub(crate) fn mangled(body: &str, mangle: impl FnOnce(&mut Object)) -> String {
    match serde_json::from_str(body) {
        Ok(Value::Object(mut object)) => {
            mangle(&mut object);
            Value::Object(object).to_string()
        }
        _ => body.to_owned(),
    }
}

/// Every value within others, the innermost first.
fn each(value: &mut Value, change: &dyn Fn(&mut Value)) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|one| each(one, change)),
        Value::Object(members) => members.values_mut().for_each(|one| each(one, change)),
        _ => {}
    }
    change(value);
}

/// A body all of whose values but the URNs in `schemas` are changed so.
pub(crate) fn changed(body: &str, change: &dyn Fn(&mut Value)) -> String {
    mangled(body, |object| {
        let others = object.iter_mut().filter(|(name, _)| !name.eq_ignore_ascii_case("schemas"));
        others.for_each(|(_, value)| each(value, change));
    })
}

fn texts(body: &str, change: impl Fn(&str) -> String) -> String {
    changed(body, &|value| {
        if let Value::String(text) = value {
            *text = change(text);
        }
    })
}

/// What was refused is tried again with another body.
fn forgiving<R: ScimResource>(
    stored: &R,
    body: &str,
    right: &dyn Fn(&R, &str) -> Answer<R>,
    other: impl FnOnce() -> String,
) -> Answer<R> {
    right(stored, body).or_else(|error| right(stored, &other()).map_err(|_| error))
}

fn name_of<R: ScimResource>(name: &str) -> Option<&'static Attribute> {
    R::SCHEMA.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

fn has(object: &Object, name: &str) -> bool {
    object.keys().any(|one| one.eq_ignore_ascii_case(name))
}

/// A PUT that keeps some of what it leaves out.
fn keeping<R: ScimResource>(
    stored: &R,
    body: &str,
    is_kept: impl Fn(&str, &Value) -> bool,
) -> String {
    let held = document(stored).as_object().cloned().unwrap_or_default();
    mangled(body, |object| {
        for (name, value) in held {
            let written =
                name_of::<R>(&name).is_none_or(|one| one.mutability == Mutability::ReadWrite);
            if written && !has(object, &name) && is_kept(&name, &value) {
                object.insert(name, value);
            }
        }
    })
}

macro_rules! edits { ($law:expr, $form:ident: $($name:literal, $requirement:literal, $wrong:expr;)*) => {
    vec![$( fault($name, $requirement, $law, Wrong::$form($wrong)) ),*]
} }
use edits;

pub(crate) fn puts<R: ScimResource>() -> Vec<Fault<R>> {
    edits![&edit::REPLACE_AGREES, Replace:
        "a PUT keeps what it leaves out", "7644-3.5.1-06", |stored, body, dialect| {
            let body = keeping(stored, body, |name, _| name != "schemas" && name != "meta");
            Shipped.replace(stored, &body, dialect)
        };
        "a PUT keeps lists that it leaves out", "7644-3.5.1-16", |stored, body, dialect| {
            let body = keeping(stored, body, |name, value| name != "schemas" && value.is_array());
            Shipped.replace(stored, &body, dialect)
        };
        "a PUT keeps extensions that it leaves out", "7644-3.5.1-06", |stored, body, dialect| {
            let body = keeping(stored, body, |name, _| name.contains(':'));
            Shipped.replace(stored, &body, dialect)
        };
        "a PUT keeps sub-attributes that it leaves out", "7644-3.5.1-06", |stored, body, dialect| {
            let held = document(stored);
            let body = mangled(body, |object| {
                for (name, value) in object.iter_mut().filter(|(name, _)| *name != "meta") {
                    let held = held.get(name).and_then(Value::as_object);
                    if let (Some(held), Value::Object(value)) = (held, value) {
                        for (sub, held) in held.iter().filter(|(_, held)| !held.is_object()) {
                            value.entry(sub.clone()).or_insert_with(|| held.clone());
                        }
                    }
                }
            });
            Shipped.replace(stored, &body, dialect)
        };
        "a PUT adds to lists", "7644-3.5.1-16", |stored, body, dialect| {
            let held = document(stored);
            let body = mangled(body, |object| {
                for (name, value) in object.iter_mut().filter(|(name, _)| *name != "schemas") {
                    let held = held.get(name).and_then(Value::as_array);
                    if let (Some(held), Value::Array(value)) = (held, value) {
                        let old = held.iter().filter(|one| one.get("primary").is_none());
                        let new: Vec<Value> = old.filter(|one| !value.contains(one)).cloned().collect();
                        value.extend(new);
                    }
                }
            });
            Shipped.replace(stored, &body, dialect)
        };
        "a PUT with another `id` is accepted", "7644-3.5.1-15", |stored, body, dialect| {
            let body = mangled(body, |object| drop(object.remove("id")));
            Shipped.replace(stored, &body, dialect)
        };
        "a PUT without what is required keeps it", "7644-3.5.1-13", |stored, body, dialect| {
            let right = |stored: &R, body: &str| Shipped.replace(stored, body, dialect);
            forgiving(stored, body, &right, || keeping(stored, body, |name, _| {
                name_of::<R>(name).is_some_and(|attribute| attribute.required)
            }))
        };
        "a PUT reports only what it was given", "7644-3.5.1-06", |stored, body, dialect| {
            let mut edited = Shipped.replace(stored, body, dialect)?;
            let lower = body.to_ascii_lowercase();
            edited.changed.retain(|path| {
                let name = path.split(['.', '[']).next().unwrap_or_default();
                path.contains(':') || lower.contains(&format!("\"{}\":", name.to_ascii_lowercase()))
            });
            Ok(edited)
        };
        "`active` is true after a PUT without it", "7644-3.5.1-05", |stored, body, dialect| {
            let known = name_of::<R>("active").is_some();
            let body = mangled(body, |object| {
                if known && !has(object, "active") {
                    object.insert("active".to_owned(), true.into());
                }
            });
            Shipped.replace(stored, &body, dialect)
        };
        "the password is lost by a PUT without it", "7644-3.5.1-05", |stored, body, dialect| {
            let known = name_of::<R>("password").is_some();
            let body = mangled(body, |object| {
                if known && !has(object, "password") {
                    object.insert("password".to_owned(), Value::Null);
                }
            });
            Shipped.replace(stored, &body, dialect)
        };
    ]
}

/// Null that says nothing: what is left out is kept where it is not readWrite, or says so.
pub(crate) fn nulls<R: ScimResource>() -> Vec<Fault<R>> {
    edits![&edit::REPLACE_AGREES, Edit:
        "null is ignored", "7643-2.5-02", |stored, body, right| {
            right(stored, &mangled(body, |object| object.retain(|_, value| !value.is_null())))
        };
    ]
}

pub(crate) fn reading<R: ScimResource>() -> Vec<Fault<R>> {
    edits![&edit::CREATE_AGREES, Edit:
        "names in another case are ignored", "7643-2.1-01", |stored, body, right| {
            right(stored, &mangled(body, |object| {
                object.retain(|name, _| {
                    name_of::<R>(name).is_none_or(|attribute| attribute.name == *name)
                });
            }))
        };
        "names of sub-attributes in another case are ignored", "7643-2.1-01",
        |stored, body, right| {
            right(stored, &mangled(body, |object| {
                for (name, value) in object {
                    let Some(attribute) = name_of::<R>(name) else { continue };
                    let keep = |members: &mut Object| members.retain(|name, _| {
                        attribute.sub_attribute(name).is_none_or(|sub| sub.name == *name)
                    });
                    match value {
                        Value::Object(members) => keep(members),
                        Value::Array(elements) => {
                            elements.iter_mut().filter_map(Value::as_object_mut).for_each(keep);
                        }
                        _ => {}
                    }
                }
            }))
        };
        "texts are trimmed", "7643-2.3.1-01", |stored, body, right| {
            right(stored, &texts(body, |text| text.trim().to_owned()))
        };
        "texts are cut at 255 characters", "7643-2.3.1-01", |stored, body, right| {
            right(stored, &texts(body, |text| text.chars().take(255).collect()))
        };
        "texts are normalised", "7643-2.3.1-01", |stored, body, right| {
            right(stored, &texts(body, |text| text.nfc().collect()))
        };
        "control characters are dropped", "7643-2.3.1-01", |stored, body, right| {
            right(stored, &texts(body, |text| text.chars().filter(|c| !c.is_control()).collect()))
        };
        "characters beyond the basic plane are replaced", "7643-2.3.1-01", |stored, body, right| {
            right(stored, &texts(body, |text| {
                text.chars().map(|c| if c > '\u{ffff}' { '\u{fffd}' } else { c }).collect()
            }))
        };
        "a byte order mark is dropped", "7643-2.3.1-01", |stored, body, right| {
            right(stored, &texts(body, |text| text.trim_start_matches('\u{feff}').to_owned()))
        };
        "entities are resolved", "7643-2.3.1-01", |stored, body, right| {
            right(stored, &texts(body, |text| text.replace("&amp;", "&")))
        };
        "percent escapes are resolved", "7643-2.3.1-01", |stored, body, right| {
            right(stored, &texts(body, |text| text.replace("%20", " ")))
        };
        "`null` as a text is null", "7643-2.3.1-01", |stored, body, right| {
            right(stored, &changed(body, &|value| {
                if value == "null" {
                    *value = Value::Null;
                }
            }))
        };
        "fractions of seconds are dropped", "7643-2.3.5-03", |stored, body, right| {
            right(stored, &texts(body, |text| match text.split_once('.') {
                Some((start, rest)) if is_date_time(start) => {
                    format!("{start}{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()))
                }
                _ => text.to_owned(),
            }))
        };
        "fractions of seconds are cut at milliseconds", "7643-2.3.5-03", |stored, body, right| {
            right(stored, &texts(body, |text| match text.split_once('.') {
                Some((start, rest)) if is_date_time(start) => {
                    let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                    let digits: String = rest.chars().take_while(char::is_ascii_digit).take(3).collect();
                    format!("{start}.{digits}{zone}")
                }
                _ => text.to_owned(),
            }))
        };
        "leap seconds are refused", "7643-2.3.5-01", |stored, body, right| {
            right(stored, &texts(body, |text| text.replace(":59:60", ":59:6x")))
        };
        "integers go through floating point", "7643-2.3-05", |stored, body, right| {
            right(stored, &changed(body, &|value| {
                #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "wrong")]
                if let Some(number) = value.as_i64() {
                    *value = (number as f64 as i64).into();
                }
            }))
        };
        "decimals are read in single precision", "7643-2.3-04", |stored, body, right| {
            right(stored, &changed(body, &|value| {
                #[expect(clippy::cast_possible_truncation, reason = "wrong")]
                if let Some(number) = value.as_f64().filter(|_| value.is_f64()) {
                    let single = f64::from(number as f32);
                    if single.is_finite() {
                        *value = single.into();
                    }
                }
            }))
        };
        "base64 is given its padding", "7643-2.3.6-03", |stored, body, right| {
            right(stored, &mangled(body, |object| {
                pad(object, &R::SCHEMA.attributes);
            }))
        };
        "a list keeps its first ten elements", "7643-2.4-01", |stored, body, right| {
            right(stored, &mangled(body, |object| {
                for value in object.values_mut() {
                    if let Value::Array(elements) = value {
                        elements.truncate(10);
                    }
                }
            }))
        };
        "the last element of a list is lost", "7643-2.4-01", |stored, body, right| {
            right(stored, &mangled(body, |object| {
                let lists = object.iter_mut().filter(|(name, _)| *name != "schemas");
                for (_, value) in lists {
                    if let Value::Array(elements) = value
                        && elements.len() > 2
                    {
                        elements.pop();
                    }
                }
            }))
        };
        "elements with the same `type` are one", "7643-2.4-11", |stored, body, right| {
            right(stored, &mangled(body, |object| {
                for value in object.values_mut() {
                    if let Value::Array(elements) = value {
                        elements.dedup_by(|a, b| a.get("type").is_some() && a.get("type") == b.get("type"));
                    }
                }
            }))
        };
        "an extension whose URN is not in `schemas` is ignored", "7643-3-08",
        |stored, body, right| {
            right(stored, &mangled(body, |object| {
                let urns = object.get("schemas").cloned().unwrap_or_default();
                let urns = urns.as_array().cloned().unwrap_or_default();
                object.retain(|name, _| !name.contains(':') || urns.contains(&json!(name)));
            }))
        };
    ]
}

fn is_date_time(text: &str) -> bool {
    text.len() >= 19
        && text.contains("T")
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "-T:".contains(c))
}

fn pad(object: &mut Object, attributes: &[Attribute]) {
    for (name, value) in object.iter_mut() {
        let Some(attribute) = attributes.iter().find(|one| one.name == *name) else { continue };
        let elements = match value {
            Value::Array(elements) => elements.as_mut_slice(),
            value => std::slice::from_mut(value),
        };
        for element in elements {
            match element {
                Value::String(text) if attribute.r#type == Type::Binary => {
                    while text.len() % 4 != 0 {
                        text.push('=');
                    }
                }
                Value::Object(members) => pad(members, &attribute.sub_attributes),
                _ => {}
            }
        }
    }
}
