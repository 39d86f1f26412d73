//! `/ServiceProviderConfig`, `/Schemas` and `/ResourceTypes`.

/// Without this member of the configuration.
macro_rules! no_config {
    ($id:literal, $breaks:literal, $title:literal, $name:literal) => {
        gives($id, $breaks, $title, |asked, answer| {
            config(asked, answer, |config| {
                config.remove($name);
            });
        })
    };
}

mod attributes_of;
mod configuration;
mod documents;

use super::{DEVICE, LEASE};
use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked};
use serde_json::{Map, Value, json};

/// The configuration.
fn config(asked: &Asked, answer: &mut Answer, change: impl FnOnce(&mut Map<String, Value>)) {
    if asked.path == "/ServiceProviderConfig" && answer.is_ok() {
        if let Some(config) = answer.json.as_object_mut() {
            change(config);
        }
    }
}

/// Each schema, in the list and alone.
fn schemas(asked: &Asked, answer: &mut Answer, mut change: impl FnMut(&mut Map<String, Value>)) {
    if asked.segments().first() != Some(&"Schemas") || !answer.is_ok() {
        return;
    }
    match answer.json.get_mut("Resources") {
        Some(Value::Array(all)) => all.iter_mut().filter_map(Value::as_object_mut).for_each(change),
        _ => {
            if let Some(one) = answer.json.as_object_mut() {
                change(one);
            }
        }
    }
}

/// Each attribute and sub-attribute of each schema.
fn attributes(asked: &Asked, answer: &mut Answer, mut change: impl FnMut(&mut Map<String, Value>)) {
    fn go(list: Option<&mut Value>, change: &mut dyn FnMut(&mut Map<String, Value>)) {
        for one in list
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
        {
            change(one);
            go(one.get_mut("subAttributes"), change);
        }
    }
    schemas(asked, answer, |schema| go(schema.get_mut("attributes"), &mut change));
}

fn types(asked: &Asked, answer: &mut Answer, mut change: impl FnMut(&mut Map<String, Value>)) {
    if asked.segments().first() != Some(&"ResourceTypes") || !answer.is_ok() {
        return;
    }
    match answer.json.get_mut("Resources") {
        Some(Value::Array(all)) => all.iter_mut().filter_map(Value::as_object_mut).for_each(change),
        _ => {
            if let Some(one) = answer.json.as_object_mut() {
                change(one);
            }
        }
    }
}

fn named(attribute: &Map<String, Value>, name: &str) -> bool {
    attribute.get("name").and_then(Value::as_str) == Some(name)
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = configuration::all();
    faults.extend(documents::all());
    faults.extend(attributes_of::all());
    faults
}
