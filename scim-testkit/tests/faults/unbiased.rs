//! How often a fault shows on inputs that nobody chose: a resource and a request drawn apart, with
//! short plain texts, and each attribute with the same chance.

use crate::fault::{Fault, Wrong};
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::message::{ScimError, SearchRequest};
use scim_schema::query::Query;
use scim_schema::resource::ScimResource;
use scim_schema::sort::Order;
use scim_testkit::law::{Cases, Edited, Engine, Shipped};
use scim_testkit::oracle::document;
use scim_testkit::strategy::{Filters, Generator, Patches, Searches, Settings, Source, resource};
use serde_json::Value;

/// How many inputs are tried.
pub(crate) const INPUTS: u64 = 100;

/// The share of inputs on which the answer of an engine is another than the right one.
pub(crate) fn visible<R: ScimResource>(fault: &Fault<R>, cases: &Cases<R>) -> f64 {
    let plain = Settings::default().unicode(0).odd(0).long(0);
    let cases = cases.clone().settings(plain);
    let asked = asked(&fault.wrong, &cases, &plain);
    let differs = |seed: &u64| {
        let ask = asked.sample(*seed);
        ask(fault) != ask(&Shipped)
    };
    (0..INPUTS).filter(differs).count() as f64 / INPUTS as f64
}

/// A question, and how to ask it.
type Ask<R> = Box<dyn Fn(&dyn Engine<R>) -> String>;

/// Questions to what is wrong.
fn asked<R: ScimResource>(
    wrong: &Wrong<R>,
    cases: &Cases<R>,
    plain: &Settings,
) -> Generator<Ask<R>> {
    let (models, bodies) = (cases.models().clone(), resource(cases.target(), plain));
    let searches = Searches::new(cases.target(), plain);
    match wrong {
        Wrong::Created(_) => {
            let bases = cases.bases().clone();
            Generator::new(move |source| {
                let (base, body) = (bases.draw(source), bodies.draw(source).to_string());
                let dialect = dialect(source);
                ask(move |engine| edited(engine.create(&base, &body, dialect)))
            })
        }
        Wrong::Replace(_) | Wrong::Replaced(_) | Wrong::Edit(_) => Generator::new(move |source| {
            let (stored, body) = (models.draw(source), bodies.draw(source).to_string());
            let dialect = dialect(source);
            ask(move |engine| edited(engine.replace(&stored, &body, dialect)))
        }),
        Wrong::Operation(_) | Wrong::Operations(_) | Wrong::Patch(_) | Wrong::Patched(_) => {
            let patches = Patches::new(cases.target(), plain);
            Generator::new(move |source| {
                let (stored, other) = (models.draw(source), models.draw(source));
                let body = patches.draw(source, &document(&other)).body().to_string();
                let dialect = dialect(source);
                ask(move |engine| edited(engine.patch(&stored, &body, dialect)))
            })
        }
        Wrong::Matches(_) => {
            let filters = Filters::new(cases.target(), plain);
            Generator::new(move |source| {
                let (stored, other) = (models.draw(source), models.draw(source));
                let filter = filters.draw(source, &[document(&other)]).to_string();
                let options = Options::default().dialect(dialect(source));
                ask(move |engine| said(engine.matches(&stored, &filter, &options)))
            })
        }
        Wrong::Rewritten(_) => {
            let filters = Filters::new(cases.target(), plain);
            Generator::new(move |source| {
                let other = document(&models.draw(source));
                let filter = filters.draw(source, &[other]).to_string();
                ask(move |engine| said(engine.rewritten(&filter)))
            })
        }
        Wrong::Compare(_) => {
            let lists = cases.some(2, 2);
            Generator::new(move |source| {
                let list = lists.draw(source);
                let order = if source.chance(50) { Order::Ascending } else { Order::Descending };
                let by = searches.sort_by(source).map(|by| by.to_string()).unwrap_or_default();
                ask(move |engine| match &*list {
                    [a, b] => said(engine.compare(a, b, &by, order)),
                    _ => String::new(),
                })
            })
        }
        Wrong::Query(_) | Wrong::Search(_) => {
            let lists = cases.lists(10);
            Generator::new(move |source| {
                let (list, other) = (lists.draw(source), lists.draw(source));
                let other: Vec<Value> = other.iter().map(document).collect();
                let mut search = searches.draw(source, &other).body();
                if source.chance(50) {
                    search["cursor"] = "".into();
                    search.as_object_mut().map(|search| search.remove("startIndex"));
                }
                let dialect = dialect(source);
                ask(move |engine| searched(engine, &list, &search, dialect))
            })
        }
        Wrong::Write(_) => Generator::new(move |source| {
            let (stored, projection) = (models.draw(source), searches.projection(source));
            ask(move |engine| engine.write(&stored, &projection).to_string())
        }),
        // each sequence of requests begins with a POST
        Wrong::Answered(_) | Wrong::Service(_) => Generator::new(|_| ask(|_| String::new())),
        Wrong::Schemas(_) => Generator::new(|_| ask(|engine| engine.schemas().to_string())),
        Wrong::ResourceTypes(_) => {
            Generator::new(|_| ask(|engine| engine.resource_types().to_string()))
        }
    }
}

fn ask<R>(ask: impl Fn(&dyn Engine<R>) -> String + 'static) -> Ask<R> {
    Box::new(ask)
}

/// A page and the one after it.
fn searched<R: ScimResource>(
    engine: &dyn Engine<R>,
    list: &[R],
    search: &Value,
    dialect: Dialect,
) -> String {
    let request = SearchRequest::parse(search.to_string().as_bytes(), dialect);
    let query = match request.and_then(|request| engine.query(&request, dialect)) {
        Ok(query) => query,
        Err(error) => return said::<()>(Err(error)),
    };
    let shown = |query: &Query<R>| {
        let page = engine.search(list, query);
        let ids: Vec<String> = page.resources().iter().map(|one| one.id().to_string()).collect();
        let last = page.resources().last().map(|last| query.position(last));
        (format!("{ids:?} {:?} {:?}", page.total_results(), page.has_more()), last)
    };
    let (first, last) = shown(&query);
    match last.filter(|_| query.by_cursor()) {
        Some(last) => format!("{first} {}", shown(&query.with_cursor(Some(last))).0),
        None => first,
    }
}

fn dialect(source: &mut Source) -> Dialect {
    [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA][source.below(3) as usize]
}

fn said<T: std::fmt::Debug>(answer: Result<T, ScimError>) -> String {
    match answer {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => format!("{} {:?}", error.status(), error.scim_type()),
    }
}

fn edited<R: ScimResource>(answer: Result<Edited<R>, ScimError>) -> String {
    said(answer.map(|Edited { resource, changed, ignored }| {
        format!("{} {changed:?} {ignored:?}", document(&resource))
    }))
}
