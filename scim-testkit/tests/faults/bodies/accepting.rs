//! Engines that accept what they must refuse.

use super::*;
use crate::message::unchanged;

/// The names in a body that another one is, but for case.
fn differing(body: &str) -> Vec<String> {
    let object: Object = serde_json::from_str(body).unwrap_or_default();
    let names: Vec<&String> = object.keys().collect();
    let is_again = |(index, name): &(usize, &&String)| {
        names[..*index].iter().any(|other| other.eq_ignore_ascii_case(name))
    };
    names.iter().enumerate().filter(is_again).map(|(_, name)| (*name).clone()).collect()
}

pub(crate) fn accepting<R: ScimResource>() -> Vec<Fault<R>> {
    edits![&written::VIOLATION, Edit:
        "texts are taken for booleans", "7643-2.3.2-01", |stored, body, right| {
            forgiving(stored, body, right, || changed(body, &|value| {
                let truth = value.as_str().and_then(|text| text.to_ascii_lowercase().parse().ok());
                if let Some(truth) = truth {
                    *value = Value::Bool(truth);
                }
            }))
        };
        "fractions are cut off integers", "7643-2.3.4-01", |stored, body, right| {
            forgiving(stored, body, right, || changed(body, &|value| {
                #[expect(clippy::cast_possible_truncation, reason = "wrong")]
                if let Some(number) = value.as_f64().filter(|_| value.is_f64()) {
                    *value = (number as i64).into();
                }
            }))
        };
        "texts are taken for numbers", "7643-2.3-05", |stored, body, right| {
            forgiving(stored, body, right, || changed(body, &|value| {
                if let Some(number) = value.as_str().and_then(|text| text.parse::<i64>().ok()) {
                    *value = number.into();
                }
            }))
        };
        "numbers are taken for texts", "7643-2.3-02", |stored, body, right| {
            forgiving(stored, body, right, || changed(body, &|value| {
                if value.is_number() || value.is_boolean() {
                    *value = value.to_string().into();
                }
            }))
        };
        "a value is taken for a list of one", "7643-2.4-01", |stored, body, right| {
            forgiving(stored, body, right, || mangled(body, |object| {
                for (name, value) in object {
                    let list = name_of::<R>(name).is_some_and(|one| one.multi_valued);
                    if list && !value.is_array() {
                        *value = json!([value.clone()]);
                    }
                }
            }))
        };
        "a list of one is taken for a value", "7643-2.3-09", |stored, body, right| {
            forgiving(stored, body, right, || mangled(body, |object| {
                for (name, value) in object {
                    let single = name_of::<R>(name).is_some_and(|one| !one.multi_valued);
                    if let (true, Some([one])) = (single, value.as_array().map(Vec::as_slice)) {
                        *value = one.clone();
                    }
                }
            }))
        };
        "what is wrong is ignored", "7644-3.12-11", |stored, body, right| {
            let mut tried = body.to_owned();
            for _ in 0..4 {
                let error = match right(stored, &tried) {
                    Ok(edited) => return Ok(edited),
                    Err(error) => error,
                };
                let path = error.path();
                let name = path.split(['.', '[', ':']).next().unwrap_or_default().to_owned();
                let without = mangled(&tried, |object| {
                    object.retain(|one, _| one == "schemas" || !one.eq_ignore_ascii_case(&name));
                });
                if without == tried {
                    return Err(error);
                }
                tried = without;
            }
            right(stored, &tried)
        };
        "of two primary elements the first has it", "7643-2.4-05", |stored, body, right| {
            forgiving(stored, body, right, || mangled(body, |object| {
                for value in object.values_mut() {
                    let elements = value.as_array_mut().into_iter().flatten();
                    let primary = elements.filter(|one| one.get("primary") == Some(&true.into()));
                    for element in primary.skip(1) {
                        element["primary"] = false.into();
                    }
                }
            }))
        };
        "a body without `schemas` is accepted", "7643-3-05", |stored, body, right| {
            forgiving(stored, body, right, || mangled(body, |object| {
                if object.get("schemas").and_then(Value::as_array).is_none_or(Vec::is_empty) {
                    object.insert("schemas".to_owned(), json!([R::SCHEMA.id]));
                }
            }))
        };
        "an unknown URN in `schemas` is ignored", "7643-3-06", |stored, body, right| {
            forgiving(stored, body, right, || mangled(body, |object| {
                let known = |urn: &Value| {
                    let is = |id: &str| urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(id));
                    is(&R::SCHEMA.id) || R::descriptor().extensions.iter().any(|one| is(&one.id))
                };
                if let Some(Value::Array(urns)) = object.get_mut("schemas") {
                    urns.retain(known);
                }
            }))
        };
        "`schemas` without the core schema is accepted", "7643-3.3-04", |stored, body, right| {
            forgiving(stored, body, right, || mangled(body, |object| {
                if let Some(Value::Array(urns)) = object.get_mut("schemas") {
                    urns.push(json!(R::SCHEMA.id));
                }
            }))
        };
        "of two attributes with one name the last counts", "7643-2.1-01", |stored, body, right| {
            forgiving(stored, body, right, || mangled(body, |object| {
                let names: Vec<String> = object.keys().cloned().collect();
                for (index, name) in names.iter().enumerate() {
                    let later = names.iter().skip(index + 1);
                    if later.into_iter().any(|other| other.eq_ignore_ascii_case(name)) {
                        object.remove(name);
                    }
                }
            }))
        };
        "a name that is given twice counts once, if it is spelt alike", "7643-2.1-01",
        |stored, body, right| forgiving(stored, body, right, || {
            // what is spelt alike is one in a map
            let once = mangled(body, |_| {});
            if differing(&once).is_empty() { once } else { body.to_owned() }
        });
        "names that differ in case are two, and the second is unknown", "7643-2.1-01",
        |stored, body, right| forgiving(stored, body, right, || {
            let others = differing(body);
            mangled(body, |object| object.retain(|name, _| !others.contains(name)))
        });
        "a date without a time is accepted", "7643-2.3.5-02", |stored, body, right| {
            forgiving(stored, body, right, || texts(body, |text| {
                let date = text.len() == 10 && text.starts_with(|c: char| c.is_ascii_digit());
                if date { format!("{text}T00:00:00Z") } else { text.to_owned() }
            }))
        };
        "spaces in base64 are accepted", "7643-2.3.6-01", |stored, body, right| {
            forgiving(stored, body, right, || texts(body, |text| {
                if text == "TW Fu" { "TWFu".to_owned() } else { text.to_owned() }
            }))
        };
        "what is no URI is escaped", "7643-2.3.7-02", |stored, body, right| {
            forgiving(stored, body, right, || texts(body, |text| {
                if text == "not a reference" { "not%20a%20reference".into() } else { text.to_owned() }
            }))
        };
        "a body that is no object is empty", "7644-3.12-24", |stored, body, right| {
            let is_json = serde_json::from_str::<Value>(body).is_ok_and(|body| !body.is_object());
            if is_json { Ok(unchanged(stored)) } else { right(stored, body) }
        };
    ]
}
