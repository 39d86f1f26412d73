//! Engines that compare wrongly.

use super::{Truth, declared, filters};
use crate::fault::{Fault, Wrong, fault};
use crate::message::Object;
use scim_schema::filter::Options;
use scim_schema::filter::syntax::{Comparison, Expression, Literal, Operator};
use scim_schema::message::ScimError;
use scim_schema::path::AttributePath;
use scim_schema::resource::ScimResource;
use scim_schema::schema::{Attribute, Type};
use scim_testkit::law::{Engine as _, Shipped, case, filter};
use scim_testkit::oracle::document;
use serde_json::Value;
use std::cmp::Ordering;

/// The filter with `and`, `or` and `not` combined here, and all else evaluated by a function.
fn combined(expression: &Expression<'_>, leaf: &dyn Fn(&Expression<'_>) -> Truth) -> Truth {
    // all of it, as the right engine looks for errors everywhere
    let all = |terms: &[Expression<'_>]| -> Result<Vec<bool>, ScimError> {
        terms.iter().map(|term| combined(term, leaf)).collect()
    };
    match expression {
        Expression::Or(terms) => Ok(all(terms)?.contains(&true)),
        Expression::And(terms) => Ok(!all(terms)?.contains(&false)),
        Expression::Not(inner) => Ok(!combined(inner, leaf)?),
        other => leaf(other),
    }
}

/// A comparison, and what it compares.
struct Leaf<'a> {
    operator: Operator,
    literal: &'a Literal<'a>,
    attribute: &'static Attribute,
    /// The values that the resource has.
    values: Vec<Value>,
    /// All of a list, in order.
    whole: &'a Value,
    path: &'a AttributePath<'a>,
    in_list: bool,
}

impl Leaf<'_> {
    fn text(&self) -> Option<&str> {
        match self.literal {
            Literal::String(text) => Some(text),
            _ => None,
        }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.values.iter().filter_map(Value::as_str)
    }

    /// Whether the attribute is a text that compares by another key than itself.
    fn is_folded(&self) -> bool {
        self.attribute.r#type == Type::String && !self.attribute.case_exact
    }

    /// As the operator says of texts.
    fn of_texts(&self, a: &str, b: &str) -> bool {
        match self.operator {
            Operator::Eq => a == b,
            Operator::Ne => a != b,
            Operator::Co => a.contains(b),
            Operator::Sw => a.starts_with(b),
            Operator::Ew => a.ends_with(b),
            ordering => of_order(ordering, a.cmp(b)),
        }
    }
}

fn of_order(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Gt => order.is_gt(),
        Operator::Ge => order.is_ge(),
        Operator::Lt => order.is_lt(),
        _ => order.is_le(),
    }
}

fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let members: &Object = value.as_object()?;
    members.iter().find(|(one, _)| one.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// A filter that is evaluated rightly but for some comparisons outside of value paths.
fn compared<R: ScimResource>(
    resource: &R,
    text: &str,
    options: &Options<'_>,
    wrong: fn(&Leaf<'_>) -> Option<bool>,
) -> Truth {
    let right = Shipped.matches(resource, text, options)?;
    let Ok(expression) = Expression::parse(text, options) else { return Ok(right) };
    let document = document(resource);
    combined(&expression, &|leaf| {
        let right = || Shipped.matches(resource, &leaf.to_string(), options);
        let Expression::Comparison(Comparison { attribute: path, operator, value, .. }) = leaf
        else {
            return right();
        };
        let Some((attribute, in_list)) = declared::<R>(path) else { return right() };
        let extension = path.schema().and_then(|urn| member(&document, urn));
        let whole = member(extension.unwrap_or(&document), path.attribute());
        let whole = whole.unwrap_or(&Value::Null);
        let sub = path.sub_attribute().unwrap_or("value");
        let elements = match whole {
            Value::Array(elements) => elements.as_slice(),
            Value::Null => &[],
            value => std::slice::from_ref(value),
        };
        let values = elements
            .iter()
            .filter_map(|one| if one.is_object() { member(one, sub) } else { Some(one) });
        let values = values.cloned().collect();
        let leaf =
            Leaf { operator: *operator, literal: value, attribute, values, whole, path, in_list };
        wrong(&leaf).map_or_else(right, Ok)
    })
}

/// What is wrong with comparisons.
pub(crate) fn comparisons<R: ScimResource>() -> Vec<Fault<R>> {
    use Operator::{Eq, Ge, Gt, Le, Lt, Ne};
    filters![
        "`ne` does not match what is absent", "7644-3.4.2.2-11", compared, |leaf| {
            (leaf.operator == Ne && leaf.values.is_empty()).then_some(false)
        };
        "`ne` of a list matches if any value differs", "7644-3.4.2.2-11", compared, |leaf| {
            let text = leaf.text().filter(|_| leaf.operator == Ne && leaf.in_list)?;
            (leaf.values.len() > 1).then(|| leaf.texts().any(|one| !one.eq_ignore_ascii_case(text)))
        };
        "texts are in the order of UTF-16", "7644-3.4.2.2-16", compared, |leaf| {
            let ordered = leaf.is_folded() && leaf.operator.is_ordering();
            let text = leaf.text().filter(|_| ordered)?.to_ascii_lowercase();
            let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
            let plain = leaf.path.attribute() != "userName";
            plain.then(|| leaf.texts().any(|one| {
                of_order(leaf.operator, units(&one.to_ascii_lowercase()).cmp(&units(&text)))
            }))
        };
        "texts are in the order of bytes, upper case first", "7644-3.4.2.2-16", compared, |leaf| {
            let ordered = leaf.is_folded() && leaf.operator.is_ordering();
            let text = leaf.text().filter(|_| ordered)?;
            Some(leaf.texts().any(|one| leaf.of_texts(one, text)))
        };
        "date-times compare as texts", "7644-3.4.2.2-20", compared, |leaf| {
            let time = leaf.attribute.r#type == Type::DateTime && leaf.operator != Ne;
            let text = leaf.text().filter(|_| time)?;
            Some(leaf.texts().any(|one| leaf.of_texts(one, text)))
        };
        "fractions of seconds are not compared", "7644-3.4.2.2-20", compared, |leaf| {
            let time = leaf.attribute.r#type == Type::DateTime;
            let text = leaf.text().filter(|_| time && leaf.operator != Ne)?;
            let plain = |text: &str| text.ends_with('Z') && text.len() > 19;
            let cut = |text: &str| text.chars().take(19).collect::<String>();
            (plain(text) && leaf.texts().all(plain))
                .then(|| leaf.texts().any(|one| leaf.of_texts(&cut(one), &cut(text))))
        };
        "numbers compare as texts", "7644-3.4.2.2-16", compared, |leaf| {
            let Literal::Number(number) = leaf.literal else { return None };
            (leaf.operator != Ne)
                .then(|| leaf.values.iter().any(|one| leaf.of_texts(&one.to_string(), number)))
        };
        "numbers compare in floating point", "7644-3.4.2.2-16", compared, |leaf| {
            let Literal::Number(number) = leaf.literal else { return None };
            let number: f64 = number.parse().ok()?;
            let order = |one: &Value| one.as_f64().and_then(|one| one.partial_cmp(&number));
            let holds = |order: Ordering| match leaf.operator {
                Eq => order.is_eq(),
                operator => of_order(operator, order),
            };
            (leaf.operator != Ne).then(|| leaf.values.iter().filter_map(order).any(holds))
        };
        "attributes of extensions have no value", "7644-3.4.2.2-50", compared, |leaf| {
            leaf.path.schema().filter(|urn| urn.contains("extension"))?;
            Some(leaf.operator == Ne)
        };
        "only the first value of a list is looked at", "7644-3.4.2.2-42", compared, |leaf| {
            let (text, first) = (leaf.text()?, leaf.values.first()?.as_str()?);
            let simple = leaf.in_list && leaf.operator == Eq && leaf.is_folded();
            simple.then(|| first.eq_ignore_ascii_case(text))
        };
        "only the primary element of a list is looked at", "7644-3.4.2.2-42", compared, |leaf| {
            let primary = |one: &&Value| one.get("primary") == Some(&true.into());
            let one = leaf.whole.as_array()?.iter().find(primary)?;
            let held = member(one, leaf.path.sub_attribute().unwrap_or("value"));
            let text = leaf.text().filter(|_| leaf.operator == Eq && leaf.is_folded())?;
            Some(held.and_then(Value::as_str).is_some_and(|one| one.eq_ignore_ascii_case(text)))
        };
        "`eq null` never matches", "7643-2.5-01", compared, |leaf| {
            (*leaf.literal == Literal::Null && leaf.operator == Eq).then_some(false)
        };
        "`ne null` matches what is absent", "7643-2.5-01", compared, |leaf| {
            (*leaf.literal == Literal::Null && leaf.operator == Ne).then_some(true)
        };
        "`sw` and `ew` do not match the whole text", "7644-3.4.2.2-13", compared, |leaf| {
            let text = leaf.text()?;
            let ends = matches!(leaf.operator, Operator::Sw | Operator::Ew);
            let whole = leaf.texts().count() == 1 && leaf.texts().any(|one| one == text);
            (ends && whole).then_some(false)
        };
        "what is absent is less than any value", "7644-3.4.2.2-18", compared, |leaf| {
            (matches!(leaf.operator, Lt | Le) && leaf.values.is_empty()).then_some(true)
        };
        "what is absent is greater than any value", "7644-3.4.2.2-16", compared, |leaf| {
            (matches!(leaf.operator, Gt | Ge) && leaf.values.is_empty()).then_some(true)
        };
        "false is what is absent", "7643-2.3.2-01", compared, |leaf| {
            let truth = matches!(leaf.literal, Literal::Boolean(false)) && leaf.operator == Eq;
            (truth && leaf.values.is_empty()).then_some(true)
        };
        "`schemas` has no value", "7644-3.4.2.2-49", compared, |leaf| {
            leaf.path.attribute().eq_ignore_ascii_case("schemas").then_some(leaf.operator == Ne)
        };
        "`meta` has no value", "7644-3.4.2.2-04", compared, |leaf| {
            leaf.path.attribute().eq_ignore_ascii_case("meta").then_some(leaf.operator == Ne)
        };
        "long texts compare by their first hundred characters", "7644-3.4.2.2-10", compared,
        |leaf| {
            let text = leaf.text().filter(|text| text.chars().count() > 100)?;
            let start = |text: &str| text.chars().take(100).collect::<String>().to_lowercase();
            (leaf.operator == Eq).then(|| leaf.texts().any(|one| start(one) == start(text)))
        };
        "`%` and `_` are wild in `co`", "7644-3.4.2.2-12", compared, |leaf| {
            let text = leaf.text().filter(|_| leaf.operator == Operator::Co && leaf.is_folded())?;
            let wild = text.contains(['%', '_']) && !leaf.values.is_empty();
            wild.then_some(true)
        };
    ]
}

/// What is wrong with letter case.
pub(crate) fn letters<R: ScimResource>() -> Vec<Fault<R>> {
    use Operator::{Eq, Ne};
    let faults = filters![
        "`co`, `sw` and `ew` are case-sensitive", "7644-3.4.2.2-48", compared, |leaf| {
            let text = leaf.text().filter(|_| leaf.operator.is_substring())?;
            Some(leaf.texts().any(|one| leaf.of_texts(one, text)))
        };
        "`eq` is case-sensitive", "7644-3.4.2.2-48", compared, |leaf| {
            let text = leaf.text().filter(|_| leaf.operator == Eq && leaf.is_folded())?;
            Some(leaf.texts().any(|one| one == text))
        };
        "`caseExact` is ignored", "7644-3.4.2.2-48", compared, |leaf| {
            let exact = leaf.attribute.case_exact && leaf.attribute.r#type == Type::String;
            let text = leaf.text().filter(|_| exact)?.to_ascii_lowercase();
            (leaf.operator != Ne)
                .then(|| leaf.texts().any(|one| leaf.of_texts(&one.to_ascii_lowercase(), &text)))
        };
        "references compare without case", "7643-2.3.7-05", compared, |leaf| {
            let text = leaf.text().filter(|_| leaf.attribute.r#type == Type::Reference)?;
            (leaf.operator == Eq).then(|| leaf.texts().any(|one| one.eq_ignore_ascii_case(text)))
        };
        "letters beyond ASCII fold too", "7644-3.4.2.2-48", compared, |leaf| {
            let folded = leaf.is_folded() && leaf.operator != Ne && leaf.path.attribute() != "userName";
            let text = leaf.text().filter(|_| folded)?.to_lowercase();
            Some(leaf.texts().any(|one| leaf.of_texts(&one.to_lowercase(), &text)))
        };
        "`userName` folds ASCII only", "7644-3.4.2.2-48", compared, |leaf| {
            let user_name = leaf.path.attribute().eq_ignore_ascii_case("userName");
            let text = leaf.text().filter(|_| user_name && leaf.operator != Ne)?.to_ascii_lowercase();
            Some(leaf.texts().any(|one| leaf.of_texts(&one.to_ascii_lowercase(), &text)))
        };
        "`id` compares without case", "7643-3.1-11", compared, |leaf| {
            let id = leaf.path.attribute().eq_ignore_ascii_case("id") && leaf.operator == Eq;
            let text = leaf.text().filter(|_| id)?;
            Some(leaf.texts().any(|one| one.eq_ignore_ascii_case(text)))
        };
        "`externalId` compares without case", "7643-3.1-17", compared, |leaf| {
            let id = leaf.path.attribute().eq_ignore_ascii_case("externalId");
            let text = leaf.text().filter(|_| id && leaf.operator == Eq)?;
            Some(leaf.texts().any(|one| one.eq_ignore_ascii_case(text)))
        };
    ];
    faults.into_iter().map(|fault| fault.of(&case::CASE_EXACT)).collect()
}
