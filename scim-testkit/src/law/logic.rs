//! Laws of filters that need no oracle: what holds of all of them, whatever they ask.

use super::{Broken, Cases, Engine, Law, Trial};
use crate::oracle::document;
use crate::strategy::{Filters, Generator, Source};
use scim_schema::filter::Options;
use scim_schema::message::ScimError;
use scim_schema::resource::ScimResource;
use serde_json::Value;

/// A filter that is written again means the same.
pub static REWRITTEN: Law = Law {
    name: "a filter that is parsed and written parses to itself, and matches the same",
    requirements: &["7644-3.4.2.2-28", "7644-3.4.2.2-33", "7644-3.4.2.2-41"],
};

/// `not` of `and` is `or` of `not`, and the reverse.
pub static DE_MORGAN: Law = Law {
    name: "not of and is or of not, and the reverse",
    requirements: &["7644-3.4.2.2-25", "7644-3.4.2.2-26", "7644-3.4.2.2-27"],
};

/// `not` of `not` is nothing.
pub static DOUBLE_NEGATION: Law =
    Law { name: "not of not is nothing", requirements: &["7644-3.4.2.2-27"] };

type Holds<R> = fn(&dyn Engine<R>, &R, &str, &str, &Value) -> Result<(), Broken>;

fn trials<R: ScimResource>(cases: &Cases<R>, holds: Holds<R>) -> Generator<Trial<R>> {
    let (cases, filters) = (cases.clone(), Filters::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let resource = cases.models().draw(source);
        let held = document(&resource);
        let draw =
            |source: &mut Source| filters.draw(source, std::slice::from_ref(&held)).to_string();
        let (first, second) = (draw(source), draw(source));
        let request = format!("filter {first}; {second}");
        Trial::new(held.clone(), request, move |engine| {
            holds(engine, &resource, &first, &second, &held)
        })
    })
}

pub(super) fn rewritten<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    trials(cases, |engine, resource, text, _, held| {
        let once = match engine.rewritten(text) {
            Ok(once) => once,
            Err(error) => return Err(REWRITTEN.broken(held, &text, &"a filter", &error)),
        };
        let twice = engine.rewritten(&once).unwrap_or_else(|error| error.to_string());
        REWRITTEN.same(held, &text, &once, &twice)?;
        same(&REWRITTEN, engine, resource, text, &once, held)
    })
}

pub(super) fn de_morgan<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    trials(cases, |engine, resource, a, b, held| {
        let (left, right) = (format!("not (({a}) and ({b}))"), format!("not ({a}) or not ({b})"));
        same(&DE_MORGAN, engine, resource, &left, &right, held)?;
        let (left, right) = (format!("not (({a}) or ({b}))"), format!("not ({a}) and not ({b})"));
        same(&DE_MORGAN, engine, resource, &left, &right, held)
    })
}

pub(super) fn double_negation<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    trials(cases, |engine, resource, text, _, held| {
        same(&DOUBLE_NEGATION, engine, resource, text, &format!("not (not ({text}))"), held)
    })
}

/// Two filters match alike.
fn same<R: ScimResource>(
    law: &'static Law,
    engine: &dyn Engine<R>,
    resource: &R,
    a: &str,
    b: &str,
    held: &Value,
) -> Result<(), Broken> {
    let shown = |answer: Result<bool, ScimError>| match answer {
        Ok(matches) => matches.to_string(),
        Err(error) => error.to_string(),
    };
    let options = Options::default();
    let left = shown(engine.matches(resource, a, &options));
    let right = shown(engine.matches(resource, b, &options));
    law.same(held, &format_args!("{a}\n{b}"), &left, &right)
}

#[cfg(test)]
mod tests;
