//! Filters that ask for what the data has.

use super::expr::{Compare, FilterExpr, PathExpr};
use super::leaf::{Leaf, Names, is_shown, is_text, member};
use super::target::Field;
use super::value::simple;
use super::{Generator, Settings, Source, Target, near, resource};
use scim_schema::schema::Type;
use serde_json::Value;
use std::sync::Arc;

/// How to draw filters on data that another generator drew.
///
/// They are valid as the RFC has it, with every operator of each type, value paths, `not`, `and`
/// and `or`. Most ask for values that occur in the data, so a filter matches some resources and
/// not others more often than not.
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_testkit::strategy::{Filters, Generator, Settings, Target, stored};
///
/// let groups = Target::of::<Group>()?;
/// let stored = stored(&groups, &Settings::default(), 5);
/// let filters = Filters::new(&groups, &Settings::default());
/// let pairs = Generator::new(move |source| {
///     let groups = stored.draw(source);
///     let filter = filters.draw(source, &groups);
///     (groups, filter)
/// });
/// let (_, filter) = pairs.sample(1);
/// assert!(scim_schema::filter::Filter::<Group>::parse(&filter.to_string()).is_ok());
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Filters {
    pub(super) names: Arc<Names>,
    settings: Settings,
}

/// Filters on the given resources.
///
/// ```
/// use scim_schema::{filter::Filter, rfc::Group};
/// use scim_testkit::strategy::{Settings, Target, filter};
/// use serde_json::json;
///
/// let data = [json!({"id": "1", "displayName": "Staff"}), json!({"id": "2", "displayName": "Guests"})];
/// let filters = filter(&Target::of::<Group>()?, &data, &Settings::default());
/// for expression in filters.samples().take(20) {
///     assert!(Filter::<Group>::parse(&expression.to_string()).is_ok(), "{expression}");
/// }
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn filter(target: &Target, data: &[Value], settings: &Settings) -> Generator<FilterExpr> {
    let (filters, data) = (Filters::new(target, settings), data.to_vec());
    Generator::new(move |source| filters.draw(source, &data))
}

/// Up to `most` resources as a server holds them, and a filter on them.
///
/// ```
/// use proptest::prelude::*;
/// use scim_testkit::strategy::{Settings, Target, filtered};
///
/// let groups = Target::of::<scim_schema::rfc::Group>()?;
/// proptest!(|((data, filter) in filtered(&groups, &Settings::default(), 5))| {
///     // store `data`, search for `filter`, look at what is found
///     prop_assert!(data.len() <= 5 && !filter.paths().is_empty());
/// });
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn filtered(
    target: &Target,
    settings: &Settings,
    most: usize,
) -> Generator<(Vec<Value>, FilterExpr)> {
    let (filters, stored) =
        (Filters::new(target, settings), resource::stored(target, settings, most));
    Generator::new(move |source| {
        let data = stored.draw(source);
        let filter = filters.draw(source, &data);
        (data, filter)
    })
}

impl Filters {
    /// Filters on resources of a type.
    #[must_use]
    pub fn new(target: &Target, settings: &Settings) -> Self {
        Self::named(&Names::of(target), settings)
    }

    pub(super) fn named(names: &Arc<Names>, settings: &Settings) -> Self {
        Self { names: Arc::clone(names), settings: *settings }
    }

    /// A filter on some resources.
    pub fn draw(&self, source: &mut Source, data: &[Value]) -> FilterExpr {
        self.whole(source, data, self.settings.depth)
    }

    /// A filter of one term: one comparison, or a value path; or its negation.
    pub fn term(&self, source: &mut Source, data: &[Value]) -> FilterExpr {
        let negated = source.chance(20);
        let term = self.one(source, data, 1);
        if negated { FilterExpr::Not(Box::new(term)) } else { term }
    }

    fn whole(&self, source: &mut Source, data: &[Value], depth: u32) -> FilterExpr {
        combined(source, depth, &mut |source, depth| self.one(source, data, depth))
    }

    fn one(&self, source: &mut Source, data: &[Value], depth: u32) -> FilterExpr {
        let value_path = source.chance(25);
        let value_path =
            (value_path && depth > 0).then(|| self.value_path(source, data, depth)).flatten();
        value_path.unwrap_or_else(|| self.atom(source, data))
    }

    fn atom(&self, source: &mut Source, data: &[Value]) -> FilterExpr {
        let resource = source.pick(data);
        if source.chance(3) {
            // what is absent is null (RFC 7643 section 2.5)
            let operator = if source.chance(50) { Compare::Ne } else { Compare::Eq };
            if let Some(leaf) = source.pick(&self.names.comparable) {
                return FilterExpr::Compare(leaf.path.clone(), operator, Value::Null);
            }
        }
        if source.chance(5) {
            // any attribute, complex ones too, may be asked whether it is there
            let shown = |leaf: &&Leaf| is_shown(&leaf.field);
            let all: Vec<&Leaf> = self.names.all.iter().filter(shown).collect();
            if let Some(leaf) = source.pick(&all) {
                return FilterExpr::Present(leaf.path.clone());
            }
        }
        let (any, by_kind, by_value) = (source.chance(20), source.chance(50), source.chance(25));
        let has =
            |leaf: &&Leaf| any || resource.is_none_or(|resource| !leaf.values(resource).is_empty());
        let mut present: Vec<&Leaf> = self.names.comparable.iter().filter(has).collect();
        if let Some(resource) = resource.filter(|_| by_value) {
            notable(source, &mut present, resource);
        } else if by_kind {
            one_kind(source, &mut present);
        }
        let Some(leaf) = source.pick(&present).copied() else {
            return FilterExpr::Present(PathExpr::new("id"));
        };
        let values = resource.map(|resource| leaf.values(resource)).unwrap_or_default();
        let value = source.pick(&values).copied();
        let mut path = leaf.path.clone();
        if source.chance(20) && leaf.in_list && leaf.field.is("value") {
            // 7644-3.4.2.2-44: without a sub-attribute its `value` is meant
            path.sub_attribute = None;
        }
        compare(source, path, &leaf.field, value, &self.settings)
    }

    fn value_path(&self, source: &mut Source, data: &[Value], depth: u32) -> Option<FilterExpr> {
        let resource = source.pick(data);
        let shown: Vec<&Leaf> = self.names.lists().filter(|leaf| is_shown(&leaf.field)).collect();
        let has = |leaf: &&&Leaf| resource.is_some_and(|one| !leaf.values(one).is_empty());
        let present: Vec<&Leaf> = shown.iter().filter(has).copied().collect();
        let leaf = *source.pick(if present.is_empty() { &shown } else { &present })?;
        let elements = resource.map(|resource| leaf.values(resource)).unwrap_or_default();
        let element = source.pick(&elements).copied();
        let inner = self.in_element(source, &leaf.field, element, depth - 1)?;
        Some(FilterExpr::ValuePath(leaf.path.clone(), Box::new(inner)))
    }

    /// A filter on the sub-attributes of an element, which mostly matches it.
    pub(super) fn in_element(
        &self,
        source: &mut Source,
        list: &Field,
        element: Option<&Value>,
        depth: u32,
    ) -> Option<FilterExpr> {
        let shown = |sub: &&Field| is_shown(sub) && !sub.is_complex() && !sub.is_multi_valued();
        let all: Vec<&Field> = list.fields.iter().filter(shown).collect();
        let has = |sub: &&&Field| element.is_some_and(|one| member(one, sub.name()).is_some());
        let present: Vec<&Field> = all.iter().filter(has).copied().collect();
        let from = if present.is_empty() { all } else { present };
        if from.is_empty() {
            return None;
        }
        Some(combined(source, depth.min(1), &mut |source, _| {
            let Some(sub) = source.pick(&from).copied() else {
                return FilterExpr::Present(PathExpr::new("value"));
            };
            let value = element.and_then(|element| member(element, sub.name()));
            compare(source, PathExpr::new(sub.name()), sub, value, &self.settings)
        }))
    }
}

/// A term, or several with `and`, `or` and `not`.
fn combined(
    source: &mut Source,
    depth: u32,
    term: &mut dyn FnMut(&mut Source, u32) -> FilterExpr,
) -> FilterExpr {
    source.recursive(|source| {
        let kind = source.below(100);
        let kind = if depth == 0 { 0 } else { kind };
        match kind {
            0..60 => term(source, depth),
            60..90 => {
                let terms = source.list_of(2, 3, |source| combined(source, depth - 1, term));
                if kind < 75 { FilterExpr::And(terms) } else { FilterExpr::Or(terms) }
            }
            _ => FilterExpr::Not(Box::new(combined(source, depth - 1, term))),
        }
    })
}

/// What comparisons may get wrong of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notable {
    /// The end of a long text counts.
    Long,
    /// Characters that UTF-16 has in another order.
    High,
    /// Whole numbers that floating point does not have.
    Whole,
    /// An instant with a fraction, or in another zone.
    Instant,
}

fn is_notable(value: &Value, field: &Field) -> Option<Notable> {
    match value {
        Value::String(text) if field.attribute.r#type == Type::DateTime => {
            (text.len() != 20).then_some(Notable::Instant)
        }
        Value::String(text) if text.len() > 100 => Some(Notable::Long),
        Value::String(text) => text.contains(near::is_high).then_some(Notable::High),
        Value::Number(number) => {
            let large = number.as_i64().is_some_and(|whole| whole.unsigned_abs() >= 1 << 53);
            large.then_some(Notable::Whole)
        }
        _ => None,
    }
}

/// Leaves the attributes whose values are notable in one way, if there are any.
pub(super) fn notable(source: &mut Source, leaves: &mut Vec<&Leaf>, resource: &Value) {
    let ways = |leaf: &Leaf| -> Vec<Notable> {
        let values = leaf.values(resource);
        values.into_iter().filter_map(|value| is_notable(value, &leaf.field)).collect()
    };
    let mut known = Vec::new();
    for way in leaves.iter().flat_map(|leaf| ways(leaf)) {
        if !known.contains(&way) {
            known.push(way);
        }
    }
    let one = source.pick(&known).copied();
    leaves.retain(|leaf| one.is_none_or(|one| ways(leaf).contains(&one)));
}

/// Leaves the attributes of one kind: a resource has twenty texts for one date-time.
pub(super) fn one_kind(source: &mut Source, leaves: &mut Vec<&Leaf>) {
    let kind = |leaf: &Leaf| {
        let attribute = &leaf.field.attribute;
        let extended = leaf.path.urn.is_some();
        (attribute.r#type, attribute.case_exact, attribute.required, leaf.in_list, extended)
    };
    let mut kinds = Vec::new();
    for leaf in &*leaves {
        if !kinds.contains(&kind(leaf)) {
            kinds.push(kind(leaf));
        }
    }
    let one = source.pick(&kinds).copied();
    leaves.retain(|leaf| one.is_none_or(|one| kind(leaf) == one));
}

/// A comparison with a value that occurs, or another one.
fn compare(
    source: &mut Source,
    path: PathExpr,
    field: &Field,
    occurs: Option<&Value>,
    settings: &Settings,
) -> FilterExpr {
    use Compare::{Co, Eq, Ew, Ge, Gt, Le, Lt, Ne, Sw};
    let r#type = field.attribute.r#type;
    let operators: &[Compare] = match r#type {
        // 7644-3.4.2.2-21: no others for boolean and binary
        Type::Boolean | Type::Binary => &[Eq, Eq, Eq, Ne],
        Type::Integer | Type::Decimal | Type::DateTime => &[Eq, Ne, Gt, Ge, Lt, Le],
        _ if occurs.and_then(Value::as_str).is_some_and(|text| text.len() > 100) => {
            &[Eq, Eq, Eq, Ne, Co, Gt, Lt]
        }
        _ => &[Eq, Eq, Co, Sw, Ew, Ne, Gt, Ge, Lt, Le],
    };
    match source.below(100) {
        0..90 => {}
        90..96 => return FilterExpr::Present(path),
        kind => {
            let operator = if kind == 96 { Ne } else { Eq };
            return FilterExpr::Compare(path, operator, Value::Null);
        }
    }
    let operator = source.pick(operators).copied().unwrap_or(Eq);
    let another = source.chance(10);
    let value = match occurs {
        Some(value) if !value.is_null() && !another => value.clone(),
        _ => simple(source, field, &Settings { empty: 0, ..*settings }),
    };
    let near = source.chance(if is_text(r#type) { 40 } else { 60 });
    let value = match value {
        Value::String(text) if is_text(r#type) => {
            // now and then a part from the wrong end
            let part = match (operator, source.chance(15)) {
                (Co, _) => part(source, &text, true, true),
                (Sw, false) | (Ew, true) => part(source, &text, false, true),
                (Ew, false) | (Sw, true) => part(source, &text, true, false),
                _ => text,
            };
            let by = match operator {
                Eq | Ne => near::By::Equality,
                Co | Sw | Ew => near::By::Parts,
                Gt | Ge | Lt | Le => near::By::Order,
            };
            let part = if near { near::text(source, &part, by) } else { part };
            Value::String(part)
        }
        Value::String(text) if near && r#type == Type::DateTime => {
            near::date_time(source, &text).into()
        }
        Value::Number(number) if near => near::number(source, &number),
        value => value,
    };
    FilterExpr::Compare(path, operator, value)
}

/// A part of a text with something in it, if the text has: less than all at the ends that may be
/// cut.
fn part(source: &mut Source, text: &str, cut_start: bool, cut_end: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let most = u32::try_from(chars.len().min(8)).unwrap_or(8);
    let cut = |source: &mut Source, may: bool| {
        if may { source.below(most.max(1)) as usize } else { 0 }
    };
    let start = cut(source, cut_start);
    let end = chars.len().saturating_sub(cut(source, cut_end));
    match chars.get(start..end) {
        Some(part) if !part.is_empty() => part.iter().collect(),
        _ => text.to_owned(),
    }
}
