//! Engines that read another syntax, or accept what they must refuse.

use super::{Truth, declared, filters};
use crate::fault::{Fault, Wrong, fault};
use scim_schema::filter::Options;
use scim_schema::filter::syntax::Expression;
use scim_schema::message::{ScimError, ScimType};
use scim_schema::path::AttributePath;
use scim_schema::resource::ScimResource;
use scim_testkit::law::{Engine as _, Shipped, filter};

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
