//! What a filter means.

use super::{Filter, Literal, Operator, Term};
use crate::oracle::path::{Chain, sub_attribute};
use crate::oracle::shape::Attribute;
use crate::oracle::{Refusal, Shape, instant, key};
use scim_schema::dialect::{Dialect, Tolerance};
use scim_schema::schema::Type;
use serde_json::Value;
use std::cmp::Ordering;

type Answer<T> = Result<T, Refusal>;

/// Whether a resource, as a [`document`](crate::oracle::document), matches a filter on its type.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::User};
/// use scim_testkit::oracle::{Shape, document, filter};
///
/// let user = User { user_name: "bjensen".into(), ..User::default() };
/// let shape = Shape::of(&user);
/// let absent = filter::parse(r#"title ne "Guide""#, &shape, Dialect::RFC)?;
/// assert!(filter::matches(&absent, &shape, &document(&user), Dialect::RFC)?);
/// # Ok::<(), scim_testkit::oracle::Refusal>(())
/// ```
///
/// # Errors
/// `invalidFilter`: an attribute that is not defined or never returned, or an operator or a value
/// that its type does not have.
pub fn matches(filter: &Filter, shape: &Shape, document: &Value, dialect: Dialect) -> Answer<bool> {
    let within = Within { shape, dialect, root: false, of: Of::Resource };
    within.evaluate(&filter.0, document)
}

/// The same at the root, where an attribute that a type lacks has no value (7644-3.4.2.1-06).
///
/// # Errors
/// As [`matches()`], but for undefined attributes.
pub(crate) fn matches_at_root(
    filter: &Filter,
    shape: &Shape,
    document: &Value,
    dialect: Dialect,
) -> Answer<bool> {
    let within = Within { shape, dialect, root: true, of: Of::Resource };
    within.evaluate(&filter.0, document)
}

/// Whether an element of an attribute satisfies the filter in brackets.
pub(in crate::oracle) fn element_matches(
    term: &Term,
    attribute: &Attribute,
    element: &Value,
    shape: &Shape,
    dialect: Dialect,
) -> Answer<bool> {
    let within = Within { shape, dialect, root: false, of: Of::Element(attribute) };
    within.evaluate(term, element)
}

/// The elements of a resource that a value path such as `emails[type eq "work"]` chooses; `None`
/// if it is none.
pub(crate) fn chosen(text: &str, shape: &Shape, document: &Value) -> Option<Vec<Value>> {
    let dialect = Dialect::RFC;
    let Filter(Term::ValuePath(path, term)) = super::parse(text, shape, dialect).ok()? else {
        return None;
    };
    let chain = path.resolve(shape, dialect)?;
    let attribute = *chain.last()?;
    let is = |element: &&Value| {
        element_matches(&term, attribute, element, shape, dialect).unwrap_or(false)
    };
    Some(values(&chain, document).into_iter().filter(is).cloned().collect())
}

/// What the names of an expression name.
#[derive(Clone, Copy)]
enum Of<'s> {
    Resource,
    /// Sub-attributes of this attribute, in one element of it.
    Element(&'s Attribute),
}

#[derive(Clone, Copy)]
struct Within<'s> {
    shape: &'s Shape,
    dialect: Dialect,
    root: bool,
    of: Of<'s>,
}

impl<'s> Within<'s> {
    /// Both sides are looked at, so that an error in either is one.
    fn evaluate(self, term: &Term, value: &Value) -> Answer<bool> {
        match term {
            // 7644-3.4.2.2-25, -26, -27
            Term::Or(left, right) => {
                let (left, right) = (self.evaluate(left, value)?, self.evaluate(right, value)?);
                Ok(left || right)
            }
            Term::And(left, right) => {
                let (left, right) = (self.evaluate(left, value)?, self.evaluate(right, value)?);
                Ok(left && right)
            }
            Term::Not(inner) => Ok(!self.evaluate(inner, value)?),
            Term::Present(path) => match self.resolve(path)? {
                Some(chain) => Ok(is_present(&chain, value)),
                None => Ok(false),
            },
            Term::Compare(path, operator, literal) => {
                self.compare(self.resolve(path)?, *operator, literal, value)
            }
            Term::ValuePath(path, inner) => {
                let Some(chain) = self.resolve(path)? else { return Ok(false) };
                let attribute = last(&chain)?;
                let simple = attribute.sub_attributes.is_empty();
                if simple && (!attribute.multi_valued || attribute.computed) {
                    if self.root {
                        return Ok(false);
                    }
                    let why = format!("`{}` has no sub-attributes", attribute.name);
                    return Err(Refusal::invalid_filter(why));
                }
                let inside = Self { of: Of::Element(attribute), ..self };
                // 7644-3.4.2.2-30: one and the same element
                let mut any = false;
                for element in values(&chain, value) {
                    any |= inside.evaluate(inner, element)?;
                }
                // what is in the brackets is checked, whatever there is (7644-3.4.2.2-31)
                inside.evaluate(inner, &Value::Null)?;
                Ok(any)
            }
        }
    }

    /// The attributes that a path names; `None` if they have no value here.
    fn resolve(self, path: &super::Path) -> Answer<Option<Chain<'s>>> {
        let chain = match self.of {
            Of::Resource => path.resolve(self.shape, self.dialect),
            Of::Element(attribute) => {
                sub_attribute(attribute, &path.attribute).map(|found| vec![found])
            }
        };
        match chain {
            Some(chain) if chain.iter().any(|attribute| attribute.is_hidden()) => {
                // filters must not find out what is never returned (decided)
                Err(Refusal::invalid_filter(format!("`{}` is never returned", path.attribute)))
            }
            Some(chain) => Ok(Some(chain)),
            None if self.root => {
                if path.sub_attribute.is_some() {
                    // what is hidden is refused whatever is named below it
                    self.resolve(&super::Path { sub_attribute: None, ..path.clone() })?;
                }
                Ok(None)
            }
            None => Err(Refusal::invalid_filter(format!("`{}` is not defined", path.attribute))),
        }
    }

    fn compare(
        self,
        chain: Option<Chain<'s>>,
        operator: Operator,
        literal: &Literal,
        value: &Value,
    ) -> Answer<bool> {
        let Some(mut chain) = chain else {
            // no value: `ne` matches, and so does being null (decided)
            let null = *literal == Literal::Other(Value::Null);
            return Ok((operator == Operator::Ne) != (null && self.is_equality(operator)));
        };
        // null is being unassigned (7643-2.5-01)
        if *literal == Literal::Other(Value::Null) && self.is_equality(operator) {
            return Ok(is_present(&chain, value) == (operator == Operator::Ne));
        }
        let mut attribute = last(&chain)?;
        // 7644-3.4.2.2-43, -44: a multi-valued one means its `value`
        if let (true, Some(inner)) = (attribute.multi_valued, attribute.sub_attribute("value")) {
            if inner.is_hidden() {
                return Err(Refusal::invalid_filter("`value` is never returned"));
            }
            chain.push(inner);
            attribute = inner;
        }
        let sought = Sought::new(attribute, operator, literal, self.dialect)?;
        if attribute.computed && values(&chain, value).is_empty() {
            // without a base URL nobody knows `meta.location` (decided)
            return Err(Refusal::invalid_filter(format!("`{}` is not known", attribute.name)));
        }
        // `eq` is true of any value, `ne` of none being equal, absence included (decided)
        let any = values(&chain, value).into_iter().any(|value| sought.satisfied_by(value))
            || sought.value == Value::Bool(false) && self.is_primary_unsaid(&chain, value);
        Ok(any != (operator == Operator::Ne))
    }

    /// 7643-2.4-06: whether an element does not say whether it is primary, which means that it is
    /// not.
    fn is_primary_unsaid(self, chain: &Chain<'s>, value: &Value) -> bool {
        let mut above = chain.clone();
        let attribute = above.pop();
        let of = match (above.last(), self.of) {
            (Some(parent), _) => parent.multi_valued,
            (None, Of::Element(parent)) => parent.multi_valued,
            (None, Of::Resource) => false,
        };
        of && attribute.is_some_and(|attribute| attribute.name == "primary")
            && values(&above, value).into_iter().any(|element| {
                element.is_object() && element.get("primary").is_none_or(Value::is_null)
            })
    }

    fn is_equality(self, operator: Operator) -> bool {
        matches!(operator, Operator::Eq | Operator::Ne)
    }
}

fn last<'s>(chain: &Chain<'s>) -> Answer<&'s Attribute> {
    chain.last().copied().ok_or_else(|| Refusal::invalid_filter("no attribute"))
}

/// The values of an attribute, of all elements on the way (7644-3.4.2.2-42). The sub-attributes
/// of an element are named from there.
fn values<'v>(chain: &Chain<'_>, value: &'v Value) -> Vec<&'v Value> {
    let mut values = vec![value];
    for attribute in chain {
        let member = |value: &'v Value| match value {
            Value::Object(members) => members.get(&attribute.name),
            // an element of a simple attribute is its own `value`
            Value::Null => None,
            itself => Some(itself),
        };
        values = values.into_iter().filter_map(member).flat_map(elements).collect();
    }
    values
}

fn elements(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(elements) => elements.iter().collect(),
        other => vec![other],
    }
}

/// 7644-3.4.2.2-15: a value that is neither null nor empty, or a complex one with something in it.
fn is_present(chain: &Chain<'_>, value: &Value) -> bool {
    // computed for every answer, where a document may not have it
    if chain.last().is_some_and(|attribute| attribute.computed) {
        return true;
    }
    let mut above = chain.clone();
    let Some(attribute) = above.pop() else { return false };
    values(&above, value).into_iter().any(|value| {
        let value = match value {
            Value::Object(members) => members.get(&attribute.name),
            Value::Null => None,
            itself => Some(itself),
        };
        value.is_some_and(|value| match value {
            Value::String(text) => !text.is_empty(),
            other => key::is_assigned(other),
        })
    })
}

/// A comparison with a value of the attribute's type.
struct Sought<'s> {
    attribute: &'s Attribute,
    operator: Operator,
    value: Value,
}

impl<'s> Sought<'s> {
    /// Checks operator and value against the type (table 3; a mismatch is an error, decided).
    fn new(
        attribute: &'s Attribute,
        operator: Operator,
        literal: &Literal,
        dialect: Dialect,
    ) -> Answer<Self> {
        use Operator::{Co, Eq, Ew, Ne, Sw};
        let refuse =
            |why: &str| Err(Refusal::invalid_filter(format!("`{}` {why}", attribute.name)));
        match attribute.r#type {
            // 7644-3.4.2.2-21 to -24
            Type::Boolean | Type::Binary if !matches!(operator, Eq | Ne) => {
                return refuse("is only equal or not");
            }
            Type::Integer | Type::Decimal | Type::DateTime if matches!(operator, Co | Sw | Ew) => {
                return refuse("has no substrings");
            }
            _ => {}
        }
        let value = match (attribute.r#type, literal) {
            (Type::Boolean, Literal::Other(Value::String(text)))
                if dialect.accepts(Tolerance::StringBoolean)
                    && (text.eq_ignore_ascii_case("true")
                        || text.eq_ignore_ascii_case("false")) =>
            {
                text.eq_ignore_ascii_case("true").into()
            }
            (Type::Boolean, Literal::Other(value @ Value::Bool(_))) => value.clone(),
            (Type::Integer | Type::Decimal, Literal::Number(text)) => text.clone().into(),
            (Type::DateTime, Literal::Other(Value::String(text)))
                if instant::instant(text).is_some() =>
            {
                text.clone().into()
            }
            (Type::Binary, Literal::Other(Value::String(text))) if key::is_base64(text) => {
                text.clone().into()
            }
            (Type::String | Type::Reference, Literal::Other(Value::String(text))) => {
                text.clone().into()
            }
            // what is complex has none at all (7644-3.4.2.2-43)
            _ => return refuse("has no such values"),
        };
        Ok(Self { attribute, operator, value })
    }

    /// Whether one value compares so; `ne` is asked as `eq`, and negated by who asks.
    fn satisfied_by(&self, value: &Value) -> bool {
        match (self.attribute.r#type, value, &self.value) {
            (Type::Boolean, value, sought) => value == sought,
            (Type::Integer, Value::Number(value), Value::String(sought)) => {
                key::with_literal(value, sought).is_some_and(|order| self.is(order))
            }
            (Type::Decimal, Value::Number(value), Value::String(sought)) => {
                key::with_double(value, sought).is_some_and(|order| self.is(order))
            }
            (Type::DateTime, Value::String(value), Value::String(sought)) => {
                match (instant::instant(value), instant::instant(sought)) {
                    (Some(value), Some(sought)) => self.is(value.cmp(&sought)),
                    _ => false,
                }
            }
            (_, Value::String(value), Value::String(sought)) => {
                let (value, sought) =
                    (key::key(value, self.attribute), key::key(sought, self.attribute));
                match self.operator {
                    Operator::Co => value.contains(&sought),
                    Operator::Sw => value.starts_with(&sought),
                    Operator::Ew => value.ends_with(&sought),
                    _ => self.is(value.cmp(&sought)),
                }
            }
            _ => false,
        }
    }

    fn is(&self, order: Ordering) -> bool {
        match self.operator {
            Operator::Eq | Operator::Ne => order == Ordering::Equal,
            Operator::Gt => order == Ordering::Greater,
            Operator::Ge => order != Ordering::Less,
            Operator::Lt => order == Ordering::Less,
            Operator::Le => order != Ordering::Greater,
            Operator::Co | Operator::Sw | Operator::Ew => false,
        }
    }
}
