//! A valid body, changed in one place.

use super::sites::{Place, Site};
use super::{Violation, Wrong, wrong};
use crate::strategy::resource::{self, Scope, body};
use crate::strategy::target::{Field, Parts};
use crate::strategy::text::recased;
use crate::strategy::value::simple;
use crate::strategy::{Settings, Source};
use scim_schema::schema::Type;
use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

/// Stands for a member that a JSON object cannot have twice.
const TWICE: &str = "scim-testkit: twice";

pub(super) fn draw(
    source: &mut Source,
    parts: &Parts,
    sites: &[Vec<Site>],
    settings: &Settings,
) -> Violation {
    // no list is empty, and there are always some
    let site = source.pick(sites).and_then(|list| source.pick(list).cloned());
    let site = site.unwrap_or(Site { kind: Wrong::Syntax, place: Place::Body });
    let valid = body(source, parts, settings);
    match site.place {
        Place::Body => of_body(source, site.kind, valid, parts),
        Place::Attribute { extension, field, sub } => {
            let fields = match extension.and_then(|index| parts.extensions.get(index)) {
                Some(extension) => &extension.fields,
                None => &parts.fields,
            };
            let Some(field) = fields.get(field) else {
                return of_body(source, Wrong::Syntax, valid, parts);
            };
            let sub = sub.and_then(|sub| field.fields.get(sub));
            let urn = extension.and_then(|index| parts.extensions.get(index));
            let mut drawn = Draw { source, settings, body: valid };
            drawn.of_attribute(site.kind, urn.map(|extension| &*extension.urn), fields, field, sub)
        }
    }
}

/// What is wrong with a body as a whole.
fn of_body(source: &mut Source, kind: Wrong, mut body: Object, parts: &Parts) -> Violation {
    let (mut text, path) = match kind {
        Wrong::NoSchemas => {
            match source.below(3) {
                0 => body.remove("schemas"),
                1 => body.insert("schemas".into(), json!([])),
                _ => body.insert("schemas".into(), Value::Null),
            };
            (None, "schemas")
        }
        Wrong::SchemasType => {
            let types = [json!(parts.urn), json!(7), json!(true), json!({"value": parts.urn})];
            body.insert("schemas".into(), source.pick(&types).cloned().unwrap_or_default());
            (None, "schemas")
        }
        Wrong::UnknownSchema => {
            let unknown =
                ["urn:example:unknown", "", "User", &format!("{} ", parts.urn)].map(Value::from);
            if let Some(Value::Array(urns)) = body.get_mut("schemas") {
                let at = source.below(2) as usize;
                let unknown = source.pick(&unknown).cloned().unwrap_or_default();
                urns.insert(at.min(urns.len()), unknown);
            }
            (None, "schemas")
        }
        Wrong::OtherSchema => {
            let urn = parts.extensions.first().map(|extension| extension.urn.clone());
            body.insert("schemas".into(), json!([urn]));
            (None, "schemas")
        }
        Wrong::OtherId => {
            body.insert("id".into(), "scim-testkit: another".into());
            (None, "id")
        }
        Wrong::NoObject => {
            let others = [json!([]), Value::Null, json!("text"), json!(7), json!([body])];
            (source.pick(&others).map(Value::to_string), "")
        }
        _ => {
            let whole = Value::Object(std::mem::take(&mut body)).to_string();
            let broken = match source.below(4) {
                0 => String::new(),
                1 => {
                    let end = source.below(u32::try_from(whole.len()).unwrap_or(0)) as usize;
                    whole.get(..whole.floor_char_boundary(end)).unwrap_or_default().to_owned()
                }
                2 => format!("{whole} x"),
                _ => whole.replacen('"', "'", 1),
            };
            (Some(broken), "")
        }
    };
    let text = text.take().unwrap_or_else(|| Value::Object(body).to_string());
    Violation::new(kind, None, path.into(), text)
}

struct Draw<'s, 'p> {
    source: &'s mut Source,
    settings: &'p Settings,
    body: Object,
}

impl Draw<'_, '_> {
    fn of_attribute(
        &mut self,
        kind: Wrong,
        urn: Option<&str>,
        fields: &[Field],
        field: &Field,
        sub: Option<&Field>,
    ) -> Violation {
        let mut members = match urn {
            None => std::mem::take(&mut self.body),
            Some(urn) => self.extension(urn, fields),
        };
        if urn.is_some() && sub.is_none() {
            let other =
                fields.iter().find(|other| other.is_written() && other.name() != field.name());
            if let Some(other) = other {
                self.put_valid(&mut members, other);
            }
        }
        let path = match sub {
            None => self.wrong_member(kind, &mut members, field, field.path.clone()),
            Some(sub) => self.wrong_sub_attribute(kind, &mut members, field, sub),
        };
        let mut twice = members.get(TWICE).cloned().map(|value| (field, value));
        if let (None, Some(sub)) = (&twice, sub) {
            let value = members.iter().find(|(name, _)| field.is(name)).map(|(_, value)| value);
            let element = value.and_then(|value| value.get(0)).or(value);
            twice = element.and_then(|one| one.get(TWICE)).cloned().map(|value| (sub, value));
        }
        match urn {
            None => self.body = members,
            Some(urn) => {
                self.body.insert(urn.to_owned(), Value::Object(members));
            }
        }
        let at = sub.unwrap_or(field);
        let mut text = Value::Object(std::mem::take(&mut self.body)).to_string();
        if let Some((field, value)) = twice {
            let name = Value::from(recased(self.source, field.name()));
            text = text.replacen(&format!("\"{TWICE}\":{value}"), &format!("{name}:{value}"), 1);
        }
        // null and what is missing are of no type
        let r#type =
            Some(at.attribute.r#type).filter(|_| !at.is_multi_valued() || kind == Wrong::Element);
        let r#type =
            if at.is_multi_valued() && r#type.is_none() { Some(Type::Complex) } else { r#type };
        Violation::new(kind, r#type, path, text)
    }

    /// The members of an extension, which the body then has.
    fn extension(&mut self, urn: &str, fields: &[Field]) -> Object {
        if let Some(Value::Object(members)) = self.body.remove(urn) {
            return members;
        }
        if let Some(Value::Array(urns)) = self.body.get_mut("schemas") {
            urns.push(urn.into());
        }
        let mut members = Object::new();
        for field in fields.iter().filter(|field| field.attribute.required && field.is_written()) {
            self.put_valid(&mut members, field);
        }
        members
    }

    /// A valid value, unless there is one.
    fn put_valid(&mut self, members: &mut Object, field: &Field) {
        let is_there =
            members.iter().any(|(name, value)| field.is(name) && resource::is_assigned(value));
        if !is_there {
            let settings = Settings { nulls: 0, empty: 0, ..*self.settings };
            remove(members, field);
            let mut draw = || resource::value(self.source, field, &settings, &mut Scope::whole());
            // a list may have no element
            let drawn = (0..20).find_map(|_| draw().filter(resource::is_assigned));
            members.extend(drawn.map(|value| (field.name().to_owned(), value)));
        }
    }

    /// Makes an attribute wrong, and answers the path of the error.
    fn wrong_member(
        &mut self,
        kind: Wrong,
        members: &mut Object,
        field: &Field,
        path: String,
    ) -> String {
        let name = field.name().to_owned();
        match kind {
            Wrong::Missing => remove(members, field),
            Wrong::Twice => {
                self.put_valid(members, field);
                let given = members.iter().find(|(name, _)| field.is(name)).map(|(_, v)| v.clone());
                // as the schema spells it, and once more
                remove(members, field);
                let value = given.unwrap_or_default();
                members.insert(name, value.clone());
                members.insert(TWICE.to_owned(), value);
            }
            Wrong::Element => {
                let valid = self.source.list(2, |source| {
                    // distinct or not, the wrong one is what counts
                    resource::element(source, field, self.settings, &mut Scope::no_primary())
                });
                let mut elements: Vec<Value> = valid.into_iter().flatten().collect();
                if !field.slots.is_empty() {
                    elements.clear();
                }
                let index = elements.len();
                elements.push(wrong::value(self.source, kind, field));
                remove(members, field);
                members.insert(name, Value::Array(elements));
                // slots are not told apart by an element that is none
                if field.slots.is_empty() {
                    return format!("{path}[{index}]");
                }
            }
            Wrong::Primaries => {
                let elements = self.primaries(field);
                remove(members, field);
                members.insert(name, elements);
            }
            _ => {
                let value = wrong::value(self.source, kind, field);
                remove(members, field);
                members.insert(name, value);
            }
        }
        path
    }

    /// Two primary elements, perhaps with one before them that is not.
    fn primaries(&mut self, field: &Field) -> Value {
        let value = field.fields.iter().find(|sub| {
            sub.is_written() && !sub.is_primary() && !sub.is_multi_valued() && !sub.is_complex()
        });
        let mut list = Vec::new();
        for index in 0..2 {
            let mut element = Object::new();
            element.insert("primary".to_owned(), true.into());
            if let Some(slot) = field.slots.get(index) {
                element.insert(slot.sub_attribute.to_owned(), slot.value.clone());
            } else if let Some(sub) = value {
                // two of one value would be one element
                let mut text = simple(self.source, sub, &Settings { empty: 0, ..*self.settings });
                let before = list.first().and_then(|first: &Value| first.get(sub.name()));
                for _ in 0..20 {
                    if before != Some(&text) {
                        break;
                    }
                    text = simple(self.source, sub, self.settings);
                }
                element.insert(sub.name().to_owned(), text);
            }
            for sub in field.fields.iter().filter(|sub| sub.attribute.required) {
                if sub.is_written() && !element.contains_key(sub.name()) {
                    self.put_valid(&mut element, sub);
                }
            }
            list.push(Value::Object(element));
        }
        Value::Array(list)
    }

    fn wrong_sub_attribute(
        &mut self,
        kind: Wrong,
        members: &mut Object,
        field: &Field,
        sub: &Field,
    ) -> String {
        // spelt as in the schema, so that it is found
        let given = members.iter().find(|(name, _)| field.is(name)).map(|(_, value)| value.clone());
        remove(members, field);
        let mut elements = match given {
            Some(Value::Array(elements)) if field.slots.is_empty() => elements,
            Some(value @ Value::Object(_)) => vec![value],
            _ => Vec::new(),
        };
        // another one passes over what it has no field for
        let slot = field.slots.iter().find(|slot| slot.held.contains(&sub.name()));
        let slot = slot.or(field.slots.first());
        if elements.is_empty() {
            let drawn = resource::element(
                self.source,
                field,
                &Settings { nulls: 0, ..*self.settings },
                &mut Scope::no_primary(),
            );
            let mut element = drawn.unwrap_or_else(|| json!({}));
            if let Some(slot) = slot {
                element = json!({(slot.sub_attribute): slot.value});
            }
            elements.push(element);
        }
        let mut path = field.path.clone();
        if field.is_multi_valued() {
            match slot {
                Some(slot) => path.push_str(&format!("[{} eq {}]", slot.sub_attribute, slot.value)),
                None => path.push_str("[0]"),
            }
        }
        if let Some(Value::Object(element)) = elements.first_mut() {
            if kind == Wrong::Missing || kind == Wrong::Null {
                // something else makes it a value, whose required part is missing
                let other = |other: &&Field| {
                    other.is_written() && other.name() != sub.name() && !other.is_primary()
                };
                if let Some(other) = field.fields.iter().find(other) {
                    self.put_valid(element, other);
                }
            }
            let name = sub.path.rsplit_once('.').map_or("", |(_, name)| name);
            path = self.wrong_member(kind, element, sub, format!("{path}.{name}"));
        }
        let value = if field.is_multi_valued() {
            Value::Array(elements)
        } else {
            elements.pop().unwrap_or_default()
        };
        members.insert(field.name().to_owned(), value);
        path
    }
}

/// Takes an attribute out, however its name is spelt.
fn remove(members: &mut Object, field: &Field) {
    members.retain(|name, _| !field.is(name));
}
