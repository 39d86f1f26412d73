//! What Okta and Entra write, beside what it means.

use super::spots::Spot;
use super::{Op, OperationExpr, PatchExpr, PatchTarget};
use crate::strategy::expr::{Compare, FilterExpr, PathExpr};
use crate::strategy::resource::{Scope, element, some_value};
use crate::strategy::target::Field;
use crate::strategy::value::simple;
use crate::strategy::{Generator, Settings, Source, Target};
use scim_schema::dialect::{Dialect, Tolerance};
use scim_schema::schema::Type;
use serde_json::{Value, json};

/// A patch as a client with a dialect writes it, and one that means the same and is written as
/// the RFC has it.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::User};
/// use scim_testkit::strategy::{Settings, Target, spelled};
///
/// let users = Target::of::<User>()?;
/// let one = spelled(&users, &Settings::default(), Dialect::OKTA).sample(1);
/// println!("{:?}: {} for {}", one.habits, one.spelt.body(), one.strict.body());
/// assert!(one.is_known_to(Dialect::OKTA));
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Spelled {
    /// As the RFC has it.
    pub strict: PatchExpr,
    /// As the client writes it.
    pub spelt: PatchExpr,
    /// What is different, one for each operation.
    pub habits: Vec<Habit>,
}

/// How a client deviates from the RFC in a patch.
///
/// ```
/// use scim_schema::dialect::Dialect;
/// use scim_testkit::strategy::Habit;
///
/// let strict = Habit::ALL.iter().filter(|habit| habit.is_known_to(Dialect::RFC)).count();
/// assert_eq!(strict, 2);
/// assert!(Habit::ALL.iter().all(|habit| habit.is_known_to(Dialect::ENTRA)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Habit {
    /// `Add`, `Replace`: Entra's operations begin with a capital.
    OpCase,
    /// `"False"` for `false`, from Entra.
    TextBoolean,
    /// `""` for an attribute that is emptied, from Okta.
    EmptyText,
    /// Two elements with `primary` true, of which the first keeps it.
    TwoPrimaries,
    /// Dotted names, and attributes with their URN, in a value without a path, from Entra.
    PathKeys,
    /// An attribute of an extension without its URN, from Entra.
    ExtensionWithoutUrn,
    /// A complex attribute given as its `value` alone, from Entra: `manager`.
    BareValue,
    /// A complex attribute given in an array, from Entra.
    OneElementArray,
    /// A role whose `value` is JSON text, from Entra.
    JsonInRoles,
    /// `replace` of an element that is not there, from Entra: it is created.
    CreateUnmatched,
    /// A member with `$ref` null, from Entra.
    NullReference,
}

impl Habit {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::OpCase,
        Self::TextBoolean,
        Self::EmptyText,
        Self::TwoPrimaries,
        Self::PathKeys,
        Self::ExtensionWithoutUrn,
        Self::BareValue,
        Self::OneElementArray,
        Self::JsonInRoles,
        Self::CreateUnmatched,
        Self::NullReference,
    ];

    /// Whether a dialect must take it for what it means.
    #[must_use]
    pub fn is_known_to(self, dialect: Dialect) -> bool {
        dialect.accepts(match self {
            Self::OpCase | Self::NullReference => return true,
            Self::TextBoolean => Tolerance::StringBoolean,
            Self::EmptyText => Tolerance::EmptyString,
            Self::TwoPrimaries => Tolerance::FirstPrimary,
            Self::PathKeys => Tolerance::PathKeys,
            Self::ExtensionWithoutUrn => Tolerance::ExtensionWithoutUrn,
            Self::BareValue | Self::OneElementArray => Tolerance::BareValue,
            Self::JsonInRoles => Tolerance::JsonInRoles,
            Self::CreateUnmatched => Tolerance::CreateUnmatched,
        })
    }
}

impl Spelled {
    /// Whether a dialect must take it for what it means.
    #[must_use]
    pub fn is_known_to(&self, dialect: Dialect) -> bool {
        self.habits.iter().all(|habit| habit.is_known_to(dialect))
    }
}

/// Patches as clients with a dialect write them, beside what they mean; with several operations
/// the deviations of the client are combined. `dialect` is one that must take them all.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::User};
/// use scim_testkit::strategy::{Settings, Target, spelled};
///
/// let users = Target::of::<User>()?;
/// let patches = spelled(&users, &Settings::default(), Dialect::ENTRA);
/// for one in patches.samples().take(10) {
///     assert!(one.is_known_to(Dialect::ENTRA) && one.spelt != one.strict);
/// }
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn spelled(target: &Target, settings: &Settings, dialect: Dialect) -> Generator<Spelled> {
    let spots = Spot::all(target);
    let settings = Settings { read_only: 0, nulls: 0, empty: 0, respelled: 0, ..*settings };
    let known: Vec<Habit> =
        Habit::ALL.into_iter().filter(|habit| habit.is_known_to(dialect)).collect();
    Generator::new(move |source| {
        let mut drawn = Spelled {
            strict: PatchExpr { operations: Vec::new() },
            spelt: PatchExpr { operations: Vec::new() },
            habits: Vec::new(),
        };
        let mut add = |source: &mut Source| {
            let habit = source.pick(&known).copied().unwrap_or(Habit::OpCase);
            let mut draw = Draw { source, spots: &spots, settings: &settings };
            let other = draw.operation(habit).map(|pair| (habit, pair));
            let (habit, (strict, spelt)) = other.unwrap_or_else(|| (Habit::OpCase, draw.op_case()));
            drawn.strict.operations.push(strict);
            drawn.spelt.operations.push(spelt);
            drawn.habits.push(habit);
        };
        let _ = source.list_of(1, settings.operations, |source| add(source));
        drawn
    })
}

/// As the RFC has it, and as the client writes it.
type Pair = (OperationExpr, OperationExpr);

struct Draw<'s, 'p> {
    source: &'s mut Source,
    spots: &'p [Spot],
    settings: &'p Settings,
}

impl<'p> Draw<'_, 'p> {
    fn spot(&mut self, is: impl Fn(&Spot) -> bool) -> Option<&'p Spot> {
        let found: Vec<&Spot> = self.spots.iter().filter(|spot| is(spot)).collect();
        self.source.pick(&found).copied()
    }

    fn op(&mut self) -> Op {
        if self.source.chance(50) { Op::Add } else { Op::Replace }
    }

    fn operation(&mut self, habit: Habit) -> Option<Pair> {
        match habit {
            Habit::OpCase => Some(self.op_case()),
            Habit::TextBoolean => self.text_boolean(),
            Habit::EmptyText => self.empty_text(),
            Habit::TwoPrimaries => self.two_primaries(),
            Habit::PathKeys => self.path_keys(),
            Habit::ExtensionWithoutUrn => self.extension_without_urn(),
            Habit::BareValue | Habit::OneElementArray => self.bare_value(habit),
            Habit::JsonInRoles => self.json_in_roles(),
            Habit::CreateUnmatched => self.create_unmatched(),
            Habit::NullReference => self.null_reference(),
        }
    }

    fn op_case(&mut self) -> Pair {
        let op = self.op();
        let spot = self.source.pick(self.spots);
        let target = spot.map(|spot| PatchTarget::from(spot.path.clone()));
        let value = spot.and_then(|spot| some_value(self.source, &spot.field, self.settings));
        let (strict, mut spelt) = same(op, target, value);
        spelt.op_text = if op == Op::Add { "Add".to_owned() } else { "Replace".to_owned() };
        (strict, spelt)
    }

    fn text_boolean(&mut self) -> Option<Pair> {
        let is_boolean =
            |spot: &Spot| spot.field.attribute.r#type == Type::Boolean && !spot.is_list();
        let spot = self.spot(is_boolean)?;
        let (op, is_true) = (self.op(), self.source.chance(50));
        let texts = if is_true { ["True", "true"] } else { ["False", "false"] };
        let text = self.source.pick(&texts).copied()?;
        Some(pair(op, spot.path.clone(), is_true.into(), text.into()))
    }

    fn empty_text(&mut self) -> Option<Pair> {
        let spot = self.spot(|spot| !spot.is_list() && !spot.field.attribute.required)?;
        Some(pair(Op::Replace, spot.path.clone(), Value::Null, "".into()))
    }

    fn two_primaries(&mut self) -> Option<Pair> {
        let has_primary = |spot: &Spot| {
            spot.is_list() && spot.field.slots.is_empty() && primary(&spot.field).is_some()
        };
        let spot = self.spot(has_primary)?;
        let name = primary(&spot.field)?.name();
        // elements are told apart by it
        let by = spot.field.field("value").or_else(|| {
            spot.field.fields.iter().find(|sub| sub.is_written() && !sub.is_primary())
        })?;
        let mut elements: Vec<Value> = Vec::new();
        for _ in 0..2 {
            let mut one =
                element(self.source, &spot.field, self.settings, &mut Scope::no_primary())?;
            let members = one.as_object_mut()?;
            let value = members.get(by.name());
            if value.is_none() || elements.iter().any(|other| other.get(by.name()) == value) {
                let text = simple(self.source, by, self.settings);
                members.insert(by.name().to_owned(), text);
            }
            members.insert(name.to_owned(), true.into());
            elements.push(one);
        }
        let by = |element: &Value| element.get(by.name()).cloned();
        if elements.first().map(by) == elements.last().map(by) {
            return None;
        }
        let spelt = Value::Array(elements.clone());
        if let Some(Value::Object(last)) = elements.last_mut() {
            last.insert(name.to_owned(), false.into());
        }
        Some(pair(Op::Replace, spot.path.clone(), Value::Array(elements), spelt))
    }

    fn path_keys(&mut self) -> Option<Pair> {
        let op = Op::Replace;
        let is_simple = |spot: &Spot| !spot.is_list() && !spot.field.is_complex();
        let (spot, sub) = if self.source.chance(50) {
            let spot = self.spot(|spot| spot.path.urn.is_some() && is_simple(spot))?;
            (spot, None)
        } else {
            let spot = self.spot(|spot| !spot.is_list() && !spot.subs().is_empty())?;
            let subs = spot.subs();
            (spot, Some(*self.source.pick(&subs)?))
        };
        let written = some_value(self.source, sub.unwrap_or(&spot.field), self.settings)?;
        let (mut strict, mut key) = (written.clone(), spot.path.clone());
        if let Some(sub) = sub {
            strict = json!({(sub.name()): strict});
            key = key.dot(sub.name());
        }
        strict = json!({(spot.field.name()): strict});
        if let Some(urn) = &spot.path.urn {
            strict = json!({(urn.as_str()): strict});
        }
        let spelt = json!({(key.to_string()): written});
        Some((
            OperationExpr::new(op, None, Some(strict)),
            OperationExpr::new(op, None, Some(spelt)),
        ))
    }

    fn extension_without_urn(&mut self) -> Option<Pair> {
        let spots = self.spots;
        let is_only = |spot: &Spot| {
            spots.iter().filter(|other| other.field.is(spot.field.name())).count() == 1
        };
        let spot = self.spot(|spot| spot.path.urn.is_some() && is_only(spot))?;
        let op = self.op();
        let value = some_value(self.source, &spot.field, self.settings)?;
        let (strict, mut spelt) = pair(op, spot.path.clone(), value.clone(), value);
        spelt.path_text = Some(spot.field.name().to_owned());
        Some((strict, spelt))
    }

    fn bare_value(&mut self, habit: Habit) -> Option<Pair> {
        let by_value = |spot: &Spot| {
            let value = spot.field.field("value");
            !spot.is_list()
                && value.is_some_and(|sub| sub.attribute.r#type == Type::String && sub.is_written())
        };
        let spot = self.spot(by_value)?;
        let op = self.op();
        let value = simple(self.source, spot.field.field("value")?, self.settings);
        let strict = json!({"value": value});
        let spelt = if habit == Habit::BareValue { value } else { json!([strict]) };
        Some(pair(op, spot.path.clone(), strict, spelt))
    }

    fn json_in_roles(&mut self) -> Option<Pair> {
        let spot = self.spot(|spot| {
            let has = |name: &str| spot.field.field(name).is_some_and(Field::is_written);
            spot.field.is("roles") && spot.path.urn.is_none() && has("value") && has("display")
        })?;
        let op = self.op();
        let value = simple(self.source, spot.field.field("value")?, self.settings);
        let display = simple(self.source, spot.field.field("display")?, self.settings);
        let role = json!({"id": "18d14569", "value": value, "displayName": display}).to_string();
        let strict = json!([{"value": value, "display": display}]);
        Some(pair(op, spot.path.clone(), strict, json!([{"value": role}])))
    }

    fn create_unmatched(&mut self) -> Option<Pair> {
        let by_type = |spot: &Spot| {
            let r#type = spot.field.field("type");
            spot.is_list()
                && spot.field.slots.is_empty()
                && r#type.is_some_and(|sub| sub.is_written() && !sub.closed)
                && spot.subs().iter().any(|sub| sub.is("value"))
        };
        let spot = self.spot(by_type)?;
        // a type that no generated element has
        let filter = FilterExpr::compare(PathExpr::new("type"), Compare::Eq, "scim-testkit");
        let value = simple(self.source, spot.field.field("value")?, self.settings);
        let target = PatchTarget {
            path: spot.path.clone(),
            filter: Some(filter),
            sub_attribute: Some("value".to_owned()),
        };
        // 7644-3.5.2.1-: `add` creates it in every dialect
        let strict = OperationExpr::new(Op::Add, Some(target.clone()), Some(value.clone()));
        Some((strict, OperationExpr::new(Op::Replace, Some(target), Some(value))))
    }

    fn null_reference(&mut self) -> Option<Pair> {
        let spot = self.spot(|spot| {
            let has = |name: &str| spot.field.field(name).is_some_and(Field::is_written);
            spot.is_list() && has("$ref") && has("value")
        })?;
        let op = self.op();
        let value = simple(self.source, spot.field.field("value")?, self.settings);
        let (strict, spelt) = (json!([{"value": value}]), json!([{"$ref": null, "value": value}]));
        Some(pair(op, spot.path.clone(), strict, spelt))
    }
}

fn primary(field: &Field) -> Option<&Field> {
    field.fields.iter().find(|sub| sub.is_primary() && sub.is_written())
}

fn same(op: Op, target: Option<PatchTarget>, value: Option<Value>) -> Pair {
    let operation = OperationExpr::new(op, target, value);
    (operation.clone(), operation)
}

fn pair(op: Op, path: PathExpr, strict: Value, spelt: Value) -> Pair {
    let target = Some(PatchTarget::from(path));
    (
        OperationExpr::new(op, target.clone(), Some(strict)),
        OperationExpr::new(op, target, Some(spelt)),
    )
}
