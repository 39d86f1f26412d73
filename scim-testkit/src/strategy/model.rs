//! Typed models: what a POST of a generated body makes of a base.

use super::resource::{Unique, body};
use super::sibling::sibling;
use super::target::{Parts, attribute_of, create, simplest};
use super::{Generator, SchemaError, Settings, Source, Target};
use proptest::strategy::{Just, Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use scim_schema::ScimResource;
use scim_schema::message::ScimError;
use scim_schema::resource::{Kind, Scalar};
use scim_schema::value::DateTime;
use serde_json::{Map, Value};
use std::fmt::Debug;
use std::sync::Arc;

/// Models of a type, always valid: what a POST of a generated body makes of a default one with an
/// `id`, the times and the version that a store gives.
///
/// What else is readOnly, and what SCIM does not map, is as in the default; [`strategy_on`] takes
/// it from bases of yours. [`strategy_with`] takes other [`Settings`].
///
/// # Panics
/// When no resource can satisfy the schema; [`strategy_with`] answers an error.
///
/// ```
/// use proptest::prelude::*;
/// use scim_schema::{rfc::Group, write::Scim};
/// use scim_testkit::strategy::strategy;
///
/// proptest!(|(group in strategy::<Group>())| {
///     prop_assert!(!group.display_name.is_empty());
///     let json = Scim::new(&group).to_vec();
///     prop_assert!(json.starts_with(b"{\"schemas\":"), "not a resource");
/// });
/// ```
#[must_use]
#[expect(clippy::panic, reason = "in a test, where this is called, a panic is the failure")]
pub fn strategy<R: ScimResource + Default + Debug>() -> Generator<R> {
    match strategy_with(&Settings::default()) {
        Ok(models) => models,
        Err(error) => panic!("no strategy for {}: {error}", R::RESOURCE_TYPE.name),
    }
}

/// As [`strategy`], with other settings.
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_testkit::strategy::{Settings, strategy_with};
///
/// let full = strategy_with::<Group>(&Settings::default().optional(100).empty(0))?;
/// assert!(full.samples().take(10).all(|group| group.external_id.is_some()));
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
///
/// # Errors
/// When no resource can satisfy the schema.
pub fn strategy_with<R: ScimResource + Default>(
    settings: &Settings,
) -> Result<Generator<R>, SchemaError> {
    let target = Target::of::<R>()?;
    let settings = *settings;
    Ok(Generator::new(move |source| {
        let mut base = R::default();
        stamp(source, &mut base);
        let body = body(source, &target.parts, &settings);
        written(&base, body, &target.parts)
    }))
}

/// Up to `most` models that differ where their schema says so, each made of the base of its
/// index, which should give it its own `id`.
///
/// # Errors
/// When no resource can satisfy the schema.
///
/// ```
/// use scim_schema::rfc::User;
/// use scim_testkit::strategy::{Settings, population};
///
/// let users = population(
///     |index| User { id: index.to_string(), ..User::default() },
///     &Settings::default(),
///     20,
/// )?;
/// for (index, user) in users.sample(1).iter().enumerate() {
///     assert_eq!(user.id, index.to_string());
/// }
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
pub fn population<R: ScimResource>(
    base: impl Fn(usize) -> R + Send + Sync + 'static,
    settings: &Settings,
    most: usize,
) -> Result<Generator<Vec<R>>, SchemaError> {
    let target = Target::of_base(&base(0))?;
    let settings = *settings;
    Ok(Generator::new(move |source| {
        let mut unique = Unique::default();
        let mut index = 0;
        source.list(most, |source| {
            let mut body = body(source, &target.parts, &settings);
            unique.make(&mut body, &target.parts);
            index += 1;
            written(&base(index - 1), body, &target.parts)
        })
    }))
}

/// Models made of a strategy's bases, which supply what SCIM does not map and what only a server
/// sets.
///
/// # Errors
/// When no resource can satisfy the schema, or the strategy gives no base.
///
/// ```
/// use proptest::prelude::*;
/// use scim_schema::ScimResource;
/// use scim_testkit::strategy::{Settings, strategy_on};
///
/// #[derive(Debug, Clone, Default, ScimResource)]
/// #[scim(rfc = "Group")]
/// struct Team {
///     #[scim(id)]
///     id: u32,
///     display_name: String,
///     #[scim(skip)]
///     budget: u32,
/// }
/// let bases = (1_u32.., 1..1_000_u32).prop_map(|(id, budget)| Team { id, budget, ..Team::default() });
/// let teams = strategy_on(bases, &Settings::default())?;
/// proptest!(|(team in teams)| prop_assert!(team.budget > 0 && !team.display_name.is_empty()));
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
pub fn strategy_on<R: ScimResource + Debug, B: Strategy<Value = R>>(
    bases: B,
    settings: &Settings,
) -> Result<impl Strategy<Value = R> + use<R, B>, SchemaError> {
    let base = bases.new_tree(&mut TestRunner::deterministic()).map_err(|reason| {
        SchemaError::new(R::RESOURCE_TYPE.name.clone(), format!("has no base: {reason}"))
    })?;
    let target = Target::of_base(&base.current())?;
    let (parts, settings) = (Arc::clone(&target.parts), *settings);
    let bodies = Generator::new(move |source| body(source, &parts, &settings));
    Ok((bases, bodies, Just(target))
        .prop_map(|(base, body, target)| written(&base, body, &target.parts)))
}

/// Models made of a generator's bases, whose target is at hand.
pub(crate) fn models<R: ScimResource>(
    target: &Target,
    bases: &Generator<R>,
    settings: &Settings,
) -> Generator<R> {
    let (target, bases, settings) = (target.clone(), bases.clone(), *settings);
    Generator::new(move |source| {
        let base = bases.draw(source);
        let body = body(source, &target.parts, &settings);
        written(&base, body, &target.parts)
    })
}

/// So many of them, unique where their schema says so; some nearly as the one before.
pub(crate) fn populations<R: ScimResource>(
    target: &Target,
    base: impl Fn(&mut Source, usize) -> R + Send + Sync + 'static,
    settings: &Settings,
    (least, most): (usize, usize),
) -> Generator<Vec<R>> {
    let (target, settings) = (target.clone(), *settings);
    Generator::new(move |source| {
        let mut unique = Unique::default();
        let mut index = 0;
        let mut last: Option<Map<String, Value>> = None;
        source.list_of(least, most, |source| {
            let base = base(source, index);
            let near = source.chance(40);
            let mut body = match last.as_ref().filter(|_| near) {
                Some(last) => sibling(source, last, &target.parts),
                None => body(source, &target.parts, &settings),
            };
            last = Some(body.clone());
            unique.make(&mut body, &target.parts);
            index += 1;
            written(&base, body, &target.parts)
        })
    })
}

/// What a POST makes of a base. What the model refuses, though its schema allows it, is left out.
fn written<R: ScimResource>(base: &R, mut body: Map<String, Value>, parts: &Parts) -> R {
    // each turn takes one attribute at least
    for _ in 0..1_000 {
        match create(base, &body) {
            Ok(model) => return model,
            Err(error) => {
                if !leave_out(&mut body, &error) {
                    break;
                }
            }
        }
    }
    let simplest = simplest(parts);
    // a target is made only of a model that takes it
    create(base, &simplest).unwrap_or_else(|_| base.clone())
}

/// Takes the attribute of an error out of a body; `false` if it is not there.
fn leave_out(body: &mut Map<String, Value>, error: &ScimError) -> bool {
    let path = attribute_of(error);
    let (members, path) = match path.rsplit_once(':') {
        Some((urn, path)) => match body.get_mut(urn) {
            Some(Value::Object(members)) => (members, path),
            _ => return false,
        },
        None => (body, &*path),
    };
    let (name, sub) = path.split_once('.').map_or((path, None), |(name, sub)| (name, Some(sub)));
    let Some(key) = members.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned() else {
        return false;
    };
    if let (Some(sub), Some(value)) = (sub, members.get_mut(&key)) {
        let elements = match value {
            Value::Array(elements) => elements.as_mut_slice(),
            value => std::slice::from_mut(value),
        };
        let mut found = false;
        for element in elements.iter_mut().filter_map(Value::as_object_mut) {
            let before = element.len();
            element.retain(|name, _| !name.eq_ignore_ascii_case(sub));
            found |= element.len() < before;
        }
        if found {
            return true;
        }
    }
    members.remove(&key).is_some()
}

/// Writes what a store writes: the id, the times and the version.
fn stamp<R: ScimResource>(source: &mut Source, model: &mut R) {
    let number = source.below(1_000);
    let uuid = format!("2819c223-7f76-453a-919d-4138{number:08x}");
    let id = (number + 1).to_string();
    let times = [source.below(1 << 30), source.below(1 << 30)];
    let times = times.map(|seconds| DateTime::from_unix(i64::from(seconds), 0).unwrap_or_default());
    let version = source.below(100);
    for node in R::NODES {
        match node.kind {
            Kind::Field(field) if node.name() == "id" => {
                set(model, node.base + field, &[Scalar::String(&id), Scalar::String(&uuid)]);
            }
            Kind::Group(nodes) if node.name() == "meta" => {
                for inner in nodes {
                    let base = node.base + inner.base;
                    match (inner.kind, inner.name()) {
                        (Kind::Field(field), name @ ("created" | "lastModified")) => {
                            let [created, modified] = &times;
                            let time = if name == "created" { created } else { modified };
                            set(model, base + field, &[Scalar::String(time.as_str())]);
                        }
                        (Kind::Version(field), _) => {
                            let text = version.to_string();
                            let number = Scalar::Integer(version.into());
                            set(model, base + field, &[number, Scalar::String(&text)]);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// Writes the first value that a field takes.
fn set<R: ScimResource>(model: &mut R, field: u16, values: &[Scalar<'_>]) {
    for value in values {
        let Some(place) = model.stamp(field) else { return };
        if matches!(place.edit(|held| held.set(*value)), Ok(Ok(_))) {
            return;
        }
    }
}
