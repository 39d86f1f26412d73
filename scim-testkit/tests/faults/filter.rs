//! Engines that evaluate or write a filter wrongly.

mod comparisons;
mod syntax;

pub(crate) use comparisons::{comparisons, letters};
pub(crate) use syntax::{accepted, syntax};

use crate::fault::{Fault, Wrong, fault};
use scim_schema::filter::Options;
use scim_schema::filter::syntax::{Comparison, Expression, Literal, Operator, Present, ValuePath};
use scim_schema::message::ScimError;
use scim_schema::path::AttributePath;
use scim_schema::resource::ScimResource;
use scim_schema::schema::{self, Attribute};
use scim_testkit::law::{Engine as _, Shipped, filter, logic};

type Truth = Result<bool, ScimError>;

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

macro_rules! filters { ($($name:literal, $requirement:literal, $how:ident, $wrong:expr;)*) => {
    vec![$( fault($name, $requirement, &filter::AGREES, Wrong::Matches(|resource, text, options| {
        $how(resource, text, options, $wrong)
    })) ),*]
} }
use filters;

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
