//! Other SCIM crates, each with the model of a user it offers and its serde impls.
//!
//! None of them reads names without regard to case, edits a stored user or projects; they are
//! timed with what they do.

use crate::race::Race;

#[cfg(not(feature = "peers"))]
pub(crate) fn write(race: Race, _: &str) -> Race {
    race
}

#[cfg(not(feature = "peers"))]
pub(crate) fn read(race: Race, _: &str) -> Race {
    race
}

#[cfg(not(feature = "peers"))]
pub(crate) fn parse(race: Race, _: &str) -> Race {
    race
}

#[cfg(not(feature = "peers"))]
pub(crate) fn evaluate(race: Race, _: &str, _: &serde_json::Value) -> Race {
    race
}

#[cfg(not(feature = "peers"))]
pub(crate) fn notes(_: &str) -> Vec<String> {
    vec!["Without peers: run with `--features peers` to have them in the table.".to_owned()]
}

#[cfg(feature = "peers")]
pub(crate) use built::{evaluate, notes, parse, read, write};

#[cfg(feature = "peers")]
mod built {
    use super::Race;
    use scim_server::Resource;
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::Value;
    use std::hint::black_box;

    type V2 = scim_v2::models::user::User;
    type Proto = scim_proto::user::User;

    /// The user for scim-server, which refuses a weak ETag as `meta.version`.
    fn for_server(user: &str) -> String {
        user.replacen(r#""W/\"41\"""#, r#""41""#, 1)
    }

    fn writer<T: Serialize + DeserializeOwned + 'static>(user: &str) -> impl FnMut() + 'static {
        let user: T = serde_json::from_str(user).unwrap();
        move || {
            black_box(serde_json::to_vec(black_box(&user)).unwrap());
        }
    }

    fn reader<T: DeserializeOwned + 'static>(user: &str) -> impl FnMut() + 'static {
        let user = user.to_owned();
        move || {
            black_box(serde_json::from_slice::<T>(black_box(user.as_bytes())).unwrap());
        }
    }

    pub(crate) fn write(race: Race, user: &str) -> Race {
        race.beside("scim_v2 User", writer::<V2>(user))
            .beside("scim_proto User", writer::<Proto>(user))
            .beside("scim-server Resource", writer::<Resource>(&for_server(user)))
    }

    pub(crate) fn read(race: Race, user: &str) -> Race {
        race.beside("scim_v2 User", reader::<V2>(user))
            .beside("scim_proto User", reader::<Proto>(user))
            .beside("scim-server Resource", reader::<Resource>(&for_server(user)))
    }

    /// Those that read the filter. scim-filter's parser is the one its `scim_filter` calls.
    pub(crate) fn parse(mut race: Race, text: &str) -> Race {
        if text.parse::<scim_proto::filter::ScimFilter>().is_ok() {
            let text = text.to_owned();
            race = race.beaten("scim_proto ScimFilter", 1.0, move || {
                black_box(black_box(&text).parse::<scim_proto::filter::ScimFilter>().unwrap());
            });
        }
        if scim_filter::parser::filter(text).is_ok_and(|(rest, _)| rest.is_empty()) {
            let text = text.to_owned();
            race = race.beaten("scim-filter", 1.0, move || {
                black_box(scim_filter::parser::filter(black_box(&text)).unwrap());
            });
        }
        if text.parse::<scim_v2::filter::Filter>().is_ok() {
            let text = text.to_owned();
            race = race.beaten("scim_v2 Filter", 1.0, move || {
                black_box(black_box(&text).parse::<scim_v2::filter::Filter>().unwrap());
            });
        }
        race
    }

    pub(crate) fn evaluate(race: Race, text: &'static str, json: &Value) -> Race {
        let ((_, filter), json) = (scim_filter::parser::filter(text).unwrap(), json.clone());
        race.beaten("scim-filter, the Value", 50.0, move || {
            assert!(black_box(filter.r#match(black_box(&json)).unwrap()));
        })
    }

    pub(crate) fn notes(user: &str) -> Vec<String> {
        vec![
            note::<V2>("scim_v2", user),
            note::<Proto>("scim_proto", user),
            note::<Resource>("scim-server", &for_server(user)),
        ]
    }

    /// What a crate writes otherwise than it read it.
    fn note<T: Serialize + DeserializeOwned>(name: &str, user: &str) -> String {
        let sent: Value = serde_json::from_str(user).unwrap();
        let kept = serde_json::to_value(serde_json::from_str::<T>(user).unwrap()).unwrap();
        let mut others = vec![];
        differences(&sent, &kept, "", &mut others);
        match &*others {
            [] => format!("{name} writes what it read."),
            _ => format!("{name} writes otherwise than it read: {}.", others.join(", ")),
        }
    }

    fn differences(sent: &Value, kept: &Value, path: &str, found: &mut Vec<String>) {
        match (sent, kept) {
            (Value::Object(sent), Value::Object(kept)) => {
                for (name, value) in sent {
                    let path = format!("{path}.{name}");
                    differences(value, kept.get(name).unwrap_or(&Value::Null), &path, found);
                }
                let added = kept.keys().filter(|name| !sent.contains_key(*name));
                found.extend(
                    added.map(|name| format!("`{} (added)`", &format!("{path}.{name}")[1..])),
                );
            }
            (Value::Array(sent), Value::Array(kept)) if sent.len() == kept.len() => {
                for (index, (sent, kept)) in sent.iter().zip(kept).enumerate() {
                    differences(sent, kept, &format!("{path}[{index}]"), found);
                }
            }
            _ if sent == kept => {}
            _ => found.push(format!("`{}`", path.trim_start_matches('.'))),
        }
    }
}
