//! Engines that evaluate or write a filter wrongly.

use crate::fault::{Fault, Wrong, fault};
use crate::message::Object;
use scim_schema::filter::Options;
use scim_schema::filter::syntax::{Comparison, Expression, Literal, Operator, Present, ValuePath};
use scim_schema::message::{ScimError, ScimType};
use scim_schema::path::AttributePath;
use scim_schema::resource::ScimResource;
use scim_schema::schema::{self, Attribute, Type};
use scim_testkit::law::{Engine as _, Shipped, case, filter, logic};
use scim_testkit::oracle::document;
use serde_json::Value;
use std::cmp::Ordering;

type Truth = Result<bool, ScimError>;

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

/// A filter taken for another.
fn taken<R: ScimResource>(
    resource: &R,
    text: &str,
    options: &Options<'_>,
    other: fn(Expression<'_>) -> Expression<'_>,
) -> Truth {
    match Expression::parse(text, options) {
        Ok(expression) => Shipped.matches(resource, &other(expression).to_string(), options),
        Err(_) => Shipped.matches(resource, text, options),
    }
}

/// A filter each part of which is taken for another, the innermost first.
fn each(expression: Expression<'_>, other: fn(Expression<'_>) -> Expression<'_>) -> Expression<'_> {
    other(match expression {
        Expression::Or(terms) => {
            Expression::Or(terms.into_iter().map(|term| each(term, other)).collect())
        }
        Expression::And(terms) => {
            Expression::And(terms.into_iter().map(|term| each(term, other)).collect())
        }
        Expression::Not(inner) => Expression::Not(Box::new(each(*inner, other))),
        leaf => leaf,
    })
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

/// The declaration of what a path names, and whether it is in a list.
fn declared<R: ScimResource>(path: &AttributePath<'_>) -> Option<(&'static Attribute, bool)> {
    let descriptor = R::descriptor();
    let is = |id: &str| path.schema().is_some_and(|urn| id.eq_ignore_ascii_case(urn));
    let extension = descriptor.extensions.iter().find(|one| is(&one.id));
    let common = [schema::ID, schema::EXTERNAL_ID, schema::META, schema::SCHEMAS].into_iter();
    let mut common = common.filter(|one| one.name.eq_ignore_ascii_case(path.attribute()));
    let own = extension.map_or(descriptor.schema, |one| one).attribute(path.attribute());
    let attribute = own.or_else(|| common.next())?;
    let sub = path.sub_attribute().or_else(|| attribute.sub_attribute("value").map(|_| "value"));
    match sub {
        Some(sub) => Some((attribute.sub_attribute(sub)?, attribute.multi_valued)),
        None => Some((attribute, attribute.multi_valued)),
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

macro_rules! filters { ($($name:literal, $requirement:literal, $how:ident, $wrong:expr;)*) => {
    vec![$( fault($name, $requirement, &filter::AGREES, Wrong::Matches(|resource, text, options| {
        $how(resource, text, options, $wrong)
    })) ),*]
} }

/// What is wrong with `and`, `or`, `not` and brackets.
pub(crate) fn logic<R: ScimResource>() -> Vec<Fault<R>> {
    use Expression::{And, Comparison, Not, Or, Present, ValuePath};
    filters![
        "`or` binds before `and`", "7644-3.4.2.2-41", taken, |filter| each(filter, |one| match one {
            Or(terms) => {
                // a or b and c: (a or b) and c
                let mut factors: Vec<Vec<Expression<'_>>> = vec![Vec::new()];
                for term in terms {
                    let parts = match term {
                        And(parts) => parts,
                        other => vec![other],
                    };
                    for (index, part) in parts.into_iter().enumerate() {
                        if index > 0 {
                            factors.push(Vec::new());
                        }
                        factors.last_mut().unwrap().push(part);
                    }
                }
                let mut factors: Vec<_> = factors
                    .into_iter()
                    .map(|mut terms| if terms.len() == 1 { terms.remove(0) } else { Or(terms) })
                    .collect();
                if factors.len() == 1 { factors.remove(0) } else { And(factors) }
            }
            other => other,
        });
        "`not` holds for all that follows", "7644-3.4.2.2-41", taken,
        |filter| each(filter, |one| match one {
            And(mut terms) if matches!(terms.first(), Some(Not(_))) => {
                let Not(first) = terms.remove(0) else { return And(terms) };
                terms.insert(0, *first);
                Not(Box::new(And(terms)))
            }
            Or(mut terms) if matches!(terms.first(), Some(Not(_))) => {
                let Not(first) = terms.remove(0) else { return Or(terms) };
                terms.insert(0, *first);
                Not(Box::new(Or(terms)))
            }
            other => other,
        });
        "`not` is ignored", "7644-3.4.2.2-27", taken, |filter| each(filter, |one| match one {
            Not(inner) => *inner,
            other => other,
        });
        "`not` of several terms negates the first", "7644-3.4.2.2-27", taken,
        |filter| each(filter, |one| match one {
            Not(inner) => match *inner {
                And(mut terms) => {
                    let first = terms.remove(0);
                    terms.insert(0, Not(Box::new(first)));
                    And(terms)
                }
                Or(mut terms) => {
                    let first = terms.remove(0);
                    terms.insert(0, Not(Box::new(first)));
                    Or(terms)
                }
                other => Not(Box::new(other)),
            },
            other => other,
        });
        "`not` of `and` negates each term", "7644-3.4.2.2-27", taken,
        |filter| each(filter, |one| match one {
            Not(inner) => match *inner {
                And(terms) => And(terms.into_iter().map(|term| Not(Box::new(term))).collect()),
                other => Not(Box::new(other)),
            },
            other => other,
        });
        "the third term is lost", "7644-3.4.2.2-25", taken, |filter| each(filter, |one| match one {
            Or(mut terms) => {
                terms.truncate(2);
                Or(terms)
            }
            And(mut terms) => {
                terms.truncate(2);
                And(terms)
            }
            other => other,
        });
        "`or` is exclusive", "7644-3.4.2.2-26", exclusive, ();
        "parentheses are ignored", "7644-3.4.2.2-28", taken, |filter| each(filter, |one| match one {
            // (a or b) and c: a or b and c
            And(terms) if terms.iter().any(|term| matches!(term, Or(_))) => {
                let mut alternatives: Vec<Vec<Expression<'_>>> = vec![Vec::new()];
                for term in terms {
                    let parts = match term {
                        Or(parts) => parts,
                        other => vec![other],
                    };
                    for (index, part) in parts.into_iter().enumerate() {
                        if index > 0 {
                            alternatives.push(Vec::new());
                        }
                        alternatives.last_mut().unwrap().push(part);
                    }
                }
                let mut alternatives: Vec<_> = alternatives
                    .into_iter()
                    .map(|mut terms| if terms.len() == 1 { terms.remove(0) } else { And(terms) })
                    .collect();
                if alternatives.len() == 1 { alternatives.remove(0) } else { Or(alternatives) }
            }
            other => other,
        });
        "a value path matches across elements", "7644-3.4.2.2-30", taken,
        |filter| each(filter, |one| match one {
            ValuePath(path) => outside(&path.attribute, *path.filter),
            other => other,
        });
        "`not` in a value path is of the whole list", "7644-3.4.2.2-30", taken,
        |filter| each(filter, |one| match one {
            ValuePath(mut path) => match *path.filter {
                Not(inner) => {
                    path.filter = inner;
                    Not(Box::new(ValuePath(path)))
                }
                filter => {
                    path.filter = Box::new(filter);
                    ValuePath(path)
                }
            },
            other => other,
        });
        "a value path holds if there is an element", "7644-3.4.2.2-31", taken,
        |filter| each(filter, |one| match one {
            ValuePath(path) => Present(scim_schema::filter::syntax::Present::new(path.attribute)),
            other => other,
        });
        "`gt` and `lt` include equal values", "7644-3.4.2.2-16", taken,
        |filter| each(filter, |one| match one {
            Comparison(mut one) => {
                one.operator = match one.operator {
                    Operator::Gt => Operator::Ge,
                    Operator::Lt => Operator::Le,
                    other => other,
                };
                Comparison(one)
            }
            other => other,
        });
        "`ge` excludes equal values", "7644-3.4.2.2-17", taken,
        |filter| each(filter, |one| match one {
            Comparison(mut one) => {
                if one.operator == Operator::Ge {
                    one.operator = Operator::Gt;
                }
                Comparison(one)
            }
            other => other,
        });
        "`sw` and `ew` are `co`", "7644-3.4.2.2-13", taken,
        |filter| each(filter, |one| match one {
            Comparison(mut one) => {
                if matches!(one.operator, Operator::Sw | Operator::Ew) {
                    one.operator = Operator::Co;
                }
                Comparison(one)
            }
            other => other,
        });
    ]
}

/// What is wrong with `not` of several terms.
pub(crate) fn negations<R: ScimResource>() -> Vec<Fault<R>> {
    use Expression::{And, Not, Or};
    let mut faults = filters![
        "`not` of `or` negates its first term", "7644-3.4.2.2-27", taken,
        |filter| each(filter, |one| match one {
            Not(inner) => match *inner {
                Or(mut terms) => {
                    let first = terms.remove(0);
                    terms.insert(0, Not(Box::new(first)));
                    Or(terms)
                }
                other => Not(Box::new(other)),
            },
            other => other,
        });
        "the last of several negations is lost", "7644-3.4.2.2-27", taken,
        |filter| each(filter, |one| match one {
            And(mut terms) if terms.iter().all(|term| matches!(term, Not(_))) => {
                let Some(Not(last)) = terms.pop() else { return And(terms) };
                terms.push(*last);
                And(terms)
            }
            other => other,
        });
    ];
    faults = faults.into_iter().map(|fault| fault.of(&logic::DE_MORGAN)).collect();
    faults.extend(filters![
        "what is absent is neither true nor false", "7644-3.4.2.2-27", unknown, ();
    ]);
    faults
}

/// Three values of truth: a comparison with what is absent is unknown, and so is its negation.
fn unknown<R: ScimResource>(resource: &R, text: &str, options: &Options<'_>, (): ()) -> Truth {
    fn of<R: ScimResource>(
        resource: &R,
        one: &Expression<'_>,
        options: &Options<'_>,
    ) -> Result<Option<bool>, ScimError> {
        let all = |terms: &[Expression<'_>]| -> Result<Vec<Option<bool>>, ScimError> {
            terms.iter().map(|term| of(resource, term, options)).collect()
        };
        Ok(match one {
            Expression::Or(terms) => match all(terms)? {
                found if found.contains(&Some(true)) => Some(true),
                found if found.contains(&None) => None,
                _ => Some(false),
            },
            Expression::And(terms) => match all(terms)? {
                found if found.contains(&Some(false)) => Some(false),
                found if found.contains(&None) => None,
                _ => Some(true),
            },
            Expression::Not(inner) => of(resource, inner, options)?.map(|truth| !truth),
            Expression::Comparison(one) if one.value != Literal::Null => {
                let present = Present::new(one.attribute);
                let present = Expression::Present(present).to_string();
                let right = Shipped.matches(resource, &one.to_string(), options)?;
                let known =
                    one.operator == Operator::Ne || Shipped.matches(resource, &present, options)?;
                known.then_some(right)
            }
            other => Some(Shipped.matches(resource, &other.to_string(), options)?),
        })
    }
    let right = Shipped.matches(resource, text, options)?;
    match Expression::parse(text, options) {
        Ok(expression) => Ok(of(resource, &expression, options)? == Some(true)),
        Err(_) => Ok(right),
    }
}

fn exclusive<R: ScimResource>(resource: &R, text: &str, options: &Options<'_>, (): ()) -> Truth {
    let right = Shipped.matches(resource, text, options)?;
    match Expression::parse(text, options) {
        Ok(Expression::Or(terms)) => {
            let mut count = 0;
            for term in terms {
                count += usize::from(Shipped.matches(resource, &term.to_string(), options)?);
            }
            Ok(count == 1)
        }
        _ => Ok(right),
    }
}

/// The terms of a value path as those of the resource.
fn outside<'a>(list: &AttributePath<'a>, inner: Expression<'a>) -> Expression<'a> {
    let path = |name: &str| {
        let urn = list.schema().map(|urn| format!("{urn}:")).unwrap_or_default();
        // it lives as long as the test
        let text: &'static str = format!("{urn}{}.{name}", list.attribute()).leak();
        AttributePath::parse(text).unwrap()
    };
    match inner {
        Expression::Or(terms) => {
            Expression::Or(terms.into_iter().map(|term| outside(list, term)).collect())
        }
        Expression::And(terms) => {
            Expression::And(terms.into_iter().map(|term| outside(list, term)).collect())
        }
        Expression::Not(inner) => Expression::Not(Box::new(outside(list, *inner))),
        Expression::Comparison(one) => Expression::Comparison(Comparison::new(
            path(one.attribute.attribute()),
            one.operator,
            one.value,
        )),
        Expression::Present(one) => {
            Expression::Present(Present::new(path(one.attribute.attribute())))
        }
        Expression::ValuePath(one) => {
            Expression::ValuePath(ValuePath::new(one.attribute, *one.filter))
        }
    }
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

/// What is wrong with the syntax.
pub(crate) fn syntax<R: ScimResource>() -> Vec<Fault<R>> {
    filters![
        "names are case-sensitive", "7644-3.4.2.2-05", refusing, |expression, _| {
            paths(expression).into_iter().any(|path| {
                let last = path.sub_attribute().unwrap_or(path.attribute());
                let spelt = declared::<R>(path).map_or(last, |(attribute, _)| &attribute.name);
                last.eq_ignore_ascii_case(spelt) && last != spelt
            })
        };
        "operators are case-sensitive", "7644-3.4.2.2-05", refusing, |_, text| {
            let outside = unquoted(text);
            let words = ["EQ", "NE", "CO", "SW", "EW", "GT", "GE", "LT", "LE", "PR", "AND", "OR", "NOT"];
            outside.split([' ', '(', ')', '[', ']']).any(|word| words.contains(&word))
        };
        "escapes in texts are refused", "7644-3.4.2.2-36", refusing, |_, text| text.contains('\\');
        "a bracket in a text ends the value path", "7644-3.4.2.2-33", refusing, |_, text| {
            text.contains('[') && text.matches(']').count() > unquoted(text).matches(']').count()
        };
        "`and` in a text ends it", "7644-3.4.2.2-33", refusing, |_, text| {
            text.matches(" or ").count() > unquoted(text).matches(" or ").count()
        };
        "the URN of the core schema is refused", "7644-3.4.2.2-50", refusing, |_, text| {
            let lower = unquoted(text).to_ascii_lowercase();
            lower.contains("urn:ietf:params:scim:schemas:core")
        };
        "`$ref` is refused", "7643-2.3.7-10", refusing, |_, text| unquoted(text).contains("$ref");
        "brackets are refused within `not`", "7644-3.4.2.2-29", refusing, |expression, _| {
            fn within(one: &Expression<'_>, not: bool) -> bool {
                match one {
                    Expression::Or(terms) | Expression::And(terms) => {
                        terms.iter().any(|term| within(term, not))
                    }
                    Expression::Not(inner) => within(inner, true),
                    Expression::ValuePath(_) => not,
                    _ => false,
                }
            }
            within(expression, false)
        };
        "a list without a sub-attribute is refused", "7644-3.4.2.2-44", refusing,
        |expression, _| {
            fn alone(one: &Expression<'_>) -> bool {
                match one {
                    Expression::Or(terms) | Expression::And(terms) => terms.iter().any(alone),
                    Expression::Not(inner) => alone(inner),
                    Expression::Comparison(one) => {
                        let path = &one.attribute;
                        path.sub_attribute().is_none() && path.attribute().ends_with('s')
                    }
                    _ => false,
                }
            }
            alone(expression)
        };
    ]
}

/// The paths in a filter that are not within brackets.
fn paths<'e, 'a>(expression: &'e Expression<'a>) -> Vec<&'e AttributePath<'a>> {
    match expression {
        Expression::Or(terms) | Expression::And(terms) => terms.iter().flat_map(paths).collect(),
        Expression::Not(inner) => paths(inner),
        Expression::Comparison(one) => vec![&one.attribute],
        Expression::Present(one) => vec![&one.attribute],
        Expression::ValuePath(one) => vec![&one.attribute],
    }
}

/// A filter without what is in quotes.
fn unquoted(text: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let mut outside = String::new();
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if !quoted => outside.push(c),
            _ => {}
        }
    }
    outside
}

fn refusing<R: ScimResource>(
    resource: &R,
    text: &str,
    options: &Options<'_>,
    refused: fn(&Expression<'_>, &str) -> bool,
) -> Truth {
    let right = Shipped.matches(resource, text, options)?;
    match Expression::parse(text, options) {
        Ok(expression) if refused(&expression, text) => {
            Err(ScimError::bad_request(ScimType::InvalidFilter, "refused"))
        }
        _ => Ok(right),
    }
}

/// What is accepted and must not be.
pub(crate) fn accepted<R: ScimResource>() -> Vec<Fault<R>> {
    vec![
        fault(
            "an error in a filter is no match",
            "7644-3.4.2.2-47",
            &filter::AGREES,
            Wrong::Matches(|resource, text, options| {
                Ok(Shipped.matches(resource, text, options).unwrap_or(false))
            }),
        ),
        fault(
            "an unknown attribute has no value",
            "7644-3.4.2.2-33",
            &filter::AGREES,
            Wrong::Matches(|resource, text, options| {
                let root = options.root();
                Shipped
                    .matches(resource, text, options)
                    .or_else(|error| Shipped.matches(resource, text, &root).map_err(|_| error))
            }),
        ),
        fault(
            "at the root, an unknown attribute is an error",
            "7644-3.4.2.1-06",
            &filter::AGREES_AT_THE_ROOT,
            Wrong::Matches(|resource, text, options| {
                let options = if is_root(options) { &Options::default() } else { options };
                Shipped.matches(resource, text, options)
            }),
        ),
        fault(
            "at the root, `ne` does not match an unknown attribute",
            "7644-3.4.2.1-06",
            &filter::AGREES_AT_THE_ROOT,
            Wrong::Matches(|resource, text, options| {
                let right = Shipped.matches(resource, text, options)?;
                let unknown = Shipped.matches(resource, text, &Options::default()).is_err();
                Ok(right && !(unknown && is_root(options)))
            }),
        ),
        fault(
            "at the root, an unknown attribute has a value",
            "7644-3.4.2.1-07",
            &filter::AGREES_AT_THE_ROOT,
            Wrong::Matches(|resource, text, options| {
                let right = Shipped.matches(resource, text, options)?;
                let unknown = Shipped.matches(resource, text, &Options::default()).is_err();
                Ok(right || (unknown && is_root(options) && text.ends_with(" pr")))
            }),
        ),
    ]
}

fn is_root(options: &Options<'_>) -> bool {
    format!("{options:?}").contains("root: true")
}
