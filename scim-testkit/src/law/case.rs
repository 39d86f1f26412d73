//! The law of letter case.

use super::held::swapped;
use super::published::{named, published};
use super::{Cases, Law, Trial};
use crate::oracle::{Attribute, Shape, comparison_key, document};
use crate::strategy::{Generator, Source};
use scim_schema::filter::Options;
use scim_schema::resource::ScimResource;
use scim_schema::schema::Type;
use serde_json::{Value, json};

/// `caseExact`.
pub static CASE_EXACT: Law = Law {
    name: "letter case counts in filters where the schema says so, and nowhere else",
    requirements: &["7643-7-19", "7643-2.2-03", "7644-3.4.2.2-48"],
};

/// What a filter asks of a text.
#[derive(Debug, Clone, Copy)]
enum Asks {
    Eq,
    Co,
    Sw,
    Ew,
}

pub(super) fn case_exact<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases = cases.clone();
    Generator::new(move |source: &mut Source| {
        let resource = cases.models().draw(source);
        let (as_published, upper) = (source.chance(25), source.chance(50));
        let asks = [Asks::Eq, Asks::Eq, Asks::Co, Asks::Sw, Asks::Ew];
        let asks = source.pick(&asks).copied().unwrap_or(Asks::Eq);
        let (held, shape) = (document(&resource), Shape::shared(&resource));
        let texts = texts(&shape, &held);
        Trial::new(held.clone(), format!("its texts in another case, {asks:?}"), move |engine| {
            let schemas = as_published.then(|| engine.schemas());
            for text in &texts {
                let mut attribute = text.attribute.clone();
                if let Some(exact) = schemas.as_ref().and_then(|all| text.exact(all, &shape)) {
                    attribute.case_exact = exact;
                }
                let key = |text: &str| comparison_key(text, &attribute);
                for value in &text.values {
                    let folded = if upper { value.to_uppercase() } else { value.to_lowercase() };
                    for (asks, other) in [(asks, part(&swapped(value), asks)), (Asks::Eq, folded)] {
                        let (filter, other_key) = (text.asking(asks, &other), key(&other));
                        let expected = text.values.iter().any(|value| match asks {
                            Asks::Eq => key(value) == other_key,
                            Asks::Co => key(value).contains(&other_key),
                            Asks::Sw => key(value).starts_with(&other_key),
                            Asks::Ew => key(value).ends_with(&other_key),
                        });
                        let actual = match engine.matches(&resource, &filter, &Options::default()) {
                            Ok(matches) => matches.to_string(),
                            Err(error) => error.to_string(),
                        };
                        CASE_EXACT.same(&held, &filter, &expected.to_string(), &actual)?;
                    }
                }
            }
            Ok(())
        })
    })
}

/// A part of a text where that may match; all of it if it is short.
fn part(text: &str, asks: Asks) -> String {
    let count = text.chars().count();
    let (skipped, taken) = match asks {
        _ if count < 3 => (0, count),
        Asks::Eq => (0, count),
        Asks::Co => (1, count - 2),
        Asks::Sw => (0, count - 1),
        Asks::Ew => (1, count - 1),
    };
    text.chars().skip(skipped).take(taken).collect()
}

/// The texts that a resource has at a path.
struct Texts {
    /// The attributes from the resource or the extension to this one.
    names: Vec<String>,
    urn: Option<String>,
    attribute: Attribute,
    values: Vec<String>,
}

impl Texts {
    fn asking(&self, asks: Asks, text: &str) -> String {
        let operator = match asks {
            Asks::Eq => "eq",
            Asks::Co => "co",
            Asks::Sw => "sw",
            Asks::Ew => "ew",
        };
        let urn = self.urn.as_ref().map(|urn| format!("{urn}:")).unwrap_or_default();
        format!("{urn}{} {operator} {}", self.names.join("."), json!(text))
    }

    /// Whether the schemas publish that case counts.
    fn exact(&self, schemas: &Value, shape: &Shape) -> Option<bool> {
        let mut attributes = published(schemas, self.urn.as_ref().unwrap_or(&shape.urn))?;
        let mut found = None;
        for name in &self.names {
            let one = named(attributes, name)?;
            found = one.get("caseExact").and_then(Value::as_bool);
            if let Some(subs) = one.get("subAttributes").and_then(Value::as_array) {
                attributes = subs;
            }
        }
        found
    }
}

/// The texts of a resource that have letters.
fn texts(shape: &Shape, held: &Value) -> Vec<Texts> {
    let mut texts = Vec::new();
    for attribute in &shape.attributes {
        match held.get(&attribute.name) {
            Some(value) if attribute.extension => {
                for inner in &attribute.sub_attributes {
                    let held: Vec<&Value> = value.get(&inner.name).into_iter().collect();
                    add(Some(&attribute.name), &[], inner, &held, &mut texts);
                }
            }
            Some(value) => add(None, &[], attribute, &[value], &mut texts),
            None => {}
        }
    }
    texts
}

fn add(
    urn: Option<&String>,
    above: &[String],
    attribute: &Attribute,
    held: &[&Value],
    texts: &mut Vec<Texts>,
) {
    if attribute.is_hidden() || attribute.computed {
        return;
    }
    let mut elements = Vec::new();
    for value in held {
        match value {
            Value::Array(list) => elements.extend(list),
            one => elements.push(*one),
        }
    }
    let names = [above, std::slice::from_ref(&attribute.name)].concat();
    for sub in &attribute.sub_attributes {
        let inner: Vec<&Value> = elements.iter().filter_map(|one| one.get(&sub.name)).collect();
        add(urn, &names, sub, &inner, texts);
    }
    let letters = |text: &&str| text.chars().any(char::is_alphabetic);
    let values: Vec<String> =
        elements.iter().filter_map(|one| one.as_str()).filter(letters).map(str::to_owned).collect();
    if matches!(attribute.r#type, Type::String | Type::Reference) && !values.is_empty() {
        texts.push(Texts { names, urn: urn.cloned(), attribute: attribute.clone(), values });
    }
}

#[cfg(test)]
mod tests;
