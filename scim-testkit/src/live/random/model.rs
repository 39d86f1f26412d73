//! What should be there, and the requests that find out.

mod pages;
mod versions;

use super::step::{Change, Fields, Sequence, Step};
use crate::live::attribute::get;
use crate::live::{Answer, Ask, Made, Session, Stop, Verdict};
use scim_schema::schema::Type;
use serde_json::{Value, json};

/// What should be there of a case.
pub(super) struct Model<'m, 'r> {
    fields: &'m Fields,
    session: &'m mut Session<'r>,
    /// Part of all texts of the case, which nothing else has.
    tag: String,
    held: Vec<Option<Held>>,
}

/// A resource: its singular values in the order of the fields, and the `value`s of its list.
struct Held {
    made: Made,
    values: Vec<Option<Value>>,
    list: Vec<String>,
    version: Option<String>,
    /// The one before.
    previous: Option<String>,
}

impl Held {
    /// Its version is that of an answer.
    fn is_at(&mut self, read: &Answer) {
        let now = version(read);
        if self.version.is_some() && self.version != now {
            self.previous = self.version.take();
        }
        self.version = now;
    }
}

impl<'m, 'r> Model<'m, 'r> {
    pub(super) fn new(fields: &'m Fields, session: &'m mut Session<'r>) -> Self {
        let tag = session.unique();
        Self { fields, session, tag, held: Vec::new() }
    }

    pub(super) fn run(&mut self, sequence: &Sequence) -> Verdict {
        for step in sequence {
            match step {
                Step::Create(values) => self.create(values)?,
                Step::Replace(which, values) => self.replace(*which, values)?,
                Step::Patch(which, changes) => self.patch(*which, changes)?,
                Step::Delete(which) => self.delete(*which)?,
                Step::Find(field, variant) => self.find(*field, *variant)?,
                Step::Stale(which, write) => self.stale(*which, *write)?,
                Step::Pages(field, count) => self.pages(*field, *count)?,
            }
        }
        Ok(())
    }

    /// A value of a field, the same for the same variant.
    fn value(&self, field: usize, variant: u32) -> Option<Value> {
        let attribute = self.fields.singular.get(field)?;
        Some(match attribute.r#type() {
            Type::Boolean => variant.is_multiple_of(2).into(),
            Type::Integer => (40 + variant).into(),
            Type::Decimal => json!(0.5 + f64::from(variant)),
            _ => format!("{} {variant}", self.tag).into(),
        })
    }

    /// The `value` of an element, the same for the same variant.
    fn element(&self, variant: u32) -> String {
        let places = u32::try_from(self.fields.places.len()).unwrap_or(u32::MAX);
        let variant = variant.checked_rem(places).unwrap_or(variant);
        format!("{}-{variant}@mail.example.com", self.tag)
    }

    /// An element, with the type of its place where each type has one.
    fn placed(&self, value: &str) -> Value {
        let mut places = self.fields.places.iter().zip(0..);
        match places.find(|(_, variant)| self.element(*variant) == value) {
            Some((word, _)) => json!({"value": value, "type": word}),
            None => json!({"value": value}),
        }
    }

    fn body(&self, values: &[(usize, u32)]) -> (Value, Vec<Option<Value>>) {
        let mut body = self.session.minimal();
        let mut held = vec![None; self.fields.singular.len()];
        for (field, variant) in values {
            let value = self.value(*field, *variant);
            if let (Some(attribute), Some(value), Some(place)) =
                (self.fields.singular.get(*field), value, held.get_mut(*field))
            {
                attribute.put(&mut body, value.clone());
                *place = Some(value);
            }
        }
        (body, held)
    }

    fn create(&mut self, values: &[(usize, u32)]) -> Verdict {
        let (body, asked) = self.body(values);
        let made = self.session.create_body(&body)?;
        let read = self.session.read(&made)?;
        let (list, version, previous) = (Vec::new(), None, None);
        let mut held = Held { made, values: asked, list, version, previous };
        self.expect(&held, &read, true)?;
        self.adopt(&mut held, &read);
        held.is_at(&read);
        self.held.push(Some(held));
        Ok(())
    }

    fn replace(&mut self, which: usize, values: &[(usize, u32)]) -> Verdict {
        let Some(mut held) = self.held.get_mut(which).and_then(Option::take) else {
            return Ok(());
        };
        let (mut body, asked) = self.body(values);
        // what is required stays as it was
        if let (Some(body), Some(sent)) = (body.as_object_mut(), held.made.sent.as_object()) {
            for attribute in held.made.kind.attributes().iter().filter(|one| one.is_required()) {
                if let Some(value) = sent.get(attribute.name()) {
                    body.insert(attribute.name().to_owned(), value.clone());
                }
            }
        }
        self.session.put(&held.made, &body)?.expect_success()?;
        let read = self.session.read(&held.made)?;
        let changed = held.values != asked;
        held.values = asked;
        // what PUT leaves out may stay, go or become a default (RFC 7644 section 3.5.1)
        self.expect(&held, &read, true)?;
        let before = held.version.clone();
        self.adopt(&mut held, &read);
        held.is_at(&read);
        let all_given = held.values.len() == values.len();
        if changed && all_given {
            expect_moved(before.as_deref(), &held, &read)?;
        }
        self.put_back(which, held);
        Ok(())
    }

    fn patch(&mut self, which: usize, changes: &[Change]) -> Verdict {
        let Some(mut held) = self.held.get_mut(which).and_then(Option::take) else {
            return Ok(());
        };
        let before = (held.values.clone(), held.list.clone());
        let mut operations = Vec::new();
        for change in changes {
            operations.extend(self.operation(&mut held, change));
        }
        if operations.is_empty() {
            self.put_back(which, held);
            return Ok(());
        }
        self.session.patch(&held.made, &Value::Array(operations))?.expect_success()?;
        let read = self.session.read(&held.made)?;
        self.expect(&held, &read, false)?;
        let old = held.version.clone();
        held.is_at(&read);
        if before != (held.values.clone(), held.list.clone()) {
            expect_moved(old.as_deref(), &held, &read)?;
        }
        self.put_back(which, held);
        Ok(())
    }

    /// The operation of a change, which is made here too; none where the RFC leaves open what it
    /// means.
    fn operation(&self, held: &mut Held, change: &Change) -> Option<Value> {
        let path = |field: usize| Some(self.fields.singular.get(field)?.path());
        let list = self.fields.list.as_ref().map(crate::live::Attr::path);
        match change {
            Change::Add(field, variant) | Change::Replace(field, variant) => {
                let value = self.value(*field, *variant)?;
                *held.values.get_mut(*field)? = Some(value.clone());
                let op = if matches!(change, Change::Add(..)) { "add" } else { "replace" };
                Some(json!({"op": op, "path": path(*field)?, "value": value}))
            }
            Change::Remove(field) => {
                // whether removing nothing succeeds is open, and a boolean may have a default
                let attribute = self.fields.singular.get(*field)?;
                let place = held.values.get_mut(*field)?;
                if attribute.r#type() == Type::Boolean || place.is_none() {
                    return None;
                }
                *place = None;
                Some(json!({"op": "remove", "path": attribute.path()}))
            }
            Change::AddElement(variant) => {
                let value = self.element(*variant);
                if held.list.contains(&value) {
                    return None;
                }
                held.list.push(value.clone());
                Some(json!({"op": "add", "path": list?, "value": [self.placed(&value)]}))
            }
            Change::ReplaceElements(variants) => {
                let mut values: Vec<String> =
                    variants.iter().map(|one| self.element(*one)).collect();
                values.sort();
                values.dedup();
                held.list.clone_from(&values);
                let elements: Vec<Value> = values.iter().map(|value| self.placed(value)).collect();
                Some(json!({"op": "replace", "path": list?, "value": elements}))
            }
            Change::RemoveElement(variant) => {
                let value = self.element(*variant);
                let at = held.list.iter().position(|known| *known == value)?;
                held.list.remove(at);
                let path = format!("{}[value eq \"{value}\"]", list?);
                Some(json!({"op": "remove", "path": path}))
            }
        }
    }

    fn delete(&mut self, which: usize) -> Verdict {
        let Some(held) = self.held.get_mut(which).and_then(Option::take) else { return Ok(()) };
        self.session.delete(&held.made)?.expect_success()?;
        self.session.get(&held.made.path)?.expect_status(404)?;
        Ok(())
    }

    fn find(&mut self, field: usize, variant: u32) -> Verdict {
        let (Some(attribute), Some(Value::String(text))) =
            (self.fields.singular.get(field).cloned(), self.value(field, variant))
        else {
            return Ok(());
        };
        let filter = format!("{} eq {}", attribute.path(), Value::from(text.as_str()));
        let ask = Ask::get(self.session.kind().endpoint()).query("filter", &filter);
        let answer = self.session.send(&ask)?;
        let found = answer.expect_list()?;
        let mut found: Vec<&str> =
            found.iter().filter_map(|one| get(one, "id")?.as_str()).collect();
        let holds = |held: &&Held| {
            held.values
                .get(field)
                .is_some_and(|value| value.as_ref() == Some(&Value::from(text.as_str())))
        };
        let mut expected: Vec<&str> =
            self.held.iter().flatten().filter(holds).map(|held| &*held.made.id).collect();
        found.sort_unstable();
        expected.sort_unstable();
        // the values are of this case alone, so nothing else has them
        if found == expected {
            return Ok(());
        }
        let told =
            |ids: &[&str]| if ids.is_empty() { "nothing".to_owned() } else { ids.join(", ") };
        Err(answer.failed(format!("`{filter}` to find {}", told(&expected)), told(&found)))
    }

    /// Expects a resource to be as it should; what has no value may have one after a POST or PUT,
    /// where servers give defaults.
    fn expect(&self, held: &Held, read: &Answer, defaults: bool) -> Verdict {
        for (attribute, value) in self.fields.singular.iter().zip(&held.values) {
            match value {
                Some(value) => read.expect_value(attribute, value)?,
                // a boolean without a value may be false
                None if defaults || attribute.r#type() == Type::Boolean => {}
                None => read.expect_unassigned(attribute)?,
            }
        }
        let Some(list) = self.fields.list.as_ref().filter(|_| !defaults) else { return Ok(()) };
        let mut found = elements(list, read);
        let mut expected: Vec<String> =
            held.list.iter().map(|value| value.to_lowercase()).collect();
        found.sort_unstable();
        expected.sort_unstable();
        if found == expected {
            return Ok(());
        }
        let told = |values: &[String]| format!("[{}]", values.join(", "));
        Err(read.failed(
            format!("the values of `{}` to be {}", list.path(), told(&expected)),
            told(&found),
        ))
    }

    /// Takes what the server made of what was left to it.
    fn adopt(&self, held: &mut Held, read: &Answer) {
        for (attribute, value) in self.fields.singular.iter().zip(&mut held.values) {
            if value.is_none() {
                let found = attribute.of(read.json());
                *value = found.filter(|found| crate::live::answer::is_assigned(found)).cloned();
            }
        }
        if let Some(list) = &self.fields.list {
            held.list = elements(list, read);
        }
    }

    fn put_back(&mut self, which: usize, held: Held) {
        if let Some(place) = self.held.get_mut(which) {
            *place = Some(held);
        }
    }
}

/// The `value`s of a list, which a server may give in another case.
fn elements(list: &crate::live::Attr, read: &Answer) -> Vec<String> {
    let found = list.of(read.json()).and_then(Value::as_array);
    let values = found.into_iter().flatten().filter_map(|one| get(one, "value")?.as_str());
    values.map(str::to_lowercase).collect()
}

fn version(read: &Answer) -> Option<String> {
    let tag = read.header("etag").map(str::to_owned);
    tag.or_else(|| read.json().pointer("/meta/version")?.as_str().map(str::to_owned))
}

/// Another state has another version (RFC 7644 section 3.14).
fn expect_moved(before: Option<&str>, held: &Held, read: &Answer) -> Result<(), Stop> {
    match (before, held.version.as_deref()) {
        (Some(before), Some(now)) if before == now => {
            Err(read.failed("another version after a change", format!("`{now}` again")))
        }
        _ => Ok(()),
    }
}
