//! What the tests of laws ask of them: engines that are wrong in one thing, and small models.

use super::{Broken, Cases, Edited, Engine, Law, Shipped, Trial, check};
use crate::strategy::{Generator, ProjectionExpr};
use http::{Response, StatusCode};
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::message::ScimError;
use scim_schema::query::{Page, Query};
use scim_schema::sort::Order;
use scim_schema::value::DateTime;
use scim_schema::{ScimComplex, ScimExtension, ScimResource};
use serde_json::Value;
use std::cmp::Ordering;

type Edits<R> = fn(&R, &str, Dialect) -> Result<Edited<R>, ScimError>;

/// What an engine does in place of the right thing.
pub(super) enum Wrong<R: ScimResource> {
    Create(Edits<R>),
    Replace(Edits<R>),
    Patch(Edits<R>),
    Matches(fn(&R, &str) -> Result<bool, ScimError>),
    Compare(fn(&R, &R, Order) -> Result<Ordering, ScimError>),
    Search(fn(&[R], &Query<R>) -> Page<R>),
    Write(fn(&R, &ProjectionExpr) -> Value),
    Answered(fn(Response<String>) -> Response<String>),
}

/// An answer, with another status in place of one.
pub(super) fn instead(
    of: StatusCode,
    status: StatusCode,
    mut answer: Response<String>,
) -> Response<String> {
    if answer.status() == of {
        *answer.status_mut() = status;
    }
    answer
}

impl<R: ScimResource> Engine<R> for Wrong<R> {
    fn create(&self, prepared: &R, body: &str, dialect: Dialect) -> Result<Edited<R>, ScimError> {
        let Self::Create(wrong) = self else { return Shipped.create(prepared, body, dialect) };
        wrong(prepared, body, dialect)
    }

    fn replace(&self, stored: &R, body: &str, dialect: Dialect) -> Result<Edited<R>, ScimError> {
        let Self::Replace(wrong) = self else { return Shipped.replace(stored, body, dialect) };
        wrong(stored, body, dialect)
    }

    fn patch(&self, stored: &R, body: &str, dialect: Dialect) -> Result<Edited<R>, ScimError> {
        let Self::Patch(wrong) = self else { return Shipped.patch(stored, body, dialect) };
        wrong(stored, body, dialect)
    }

    fn matches(
        &self,
        resource: &R,
        filter: &str,
        options: &Options<'_>,
    ) -> Result<bool, ScimError> {
        let Self::Matches(wrong) = self else { return Shipped.matches(resource, filter, options) };
        wrong(resource, filter)
    }

    fn compare(&self, a: &R, b: &R, sort_by: &str, order: Order) -> Result<Ordering, ScimError> {
        let Self::Compare(wrong) = self else { return Shipped.compare(a, b, sort_by, order) };
        wrong(a, b, order)
    }

    fn search(&self, resources: &[R], query: &Query<R>) -> Page<R> {
        let Self::Search(wrong) = self else { return Shipped.search(resources, query) };
        wrong(resources, query)
    }

    fn write(&self, resource: &R, projection: &ProjectionExpr) -> Value {
        let Self::Write(wrong) = self else { return Shipped.write(resource, projection) };
        wrong(resource, projection)
    }

    fn wait(&self, answer: crate::Answer) -> Response<String> {
        let right = Engine::<R>::wait(&Shipped, answer);
        if let Self::Answered(wrong) = self { wrong(right) } else { right }
    }
}

/// The first of some cases of a law that an engine breaks.
pub(super) fn broken<R: ScimResource>(
    law: &Law,
    cases: &Cases<R>,
    engine: &dyn Engine<R>,
) -> Option<Broken> {
    check(law, cases).unwrap().first_broken(engine, 0..200).map(|(_, broken)| broken)
}

/// What some cases of a law ask.
pub(super) fn asked<R: ScimResource>(trials: &Generator<Trial<R>>, count: usize) -> Vec<String> {
    trials.samples().take(count).map(|trial| format!("{trial:?}")).collect()
}

/// The JSON values that a text has one after the other, from the first `{` on.
pub(super) fn values_in(text: &str) -> Vec<Value> {
    let start = text.find('{').unwrap_or(text.len());
    let values = serde_json::Deserializer::from_str(text.get(start..).unwrap_or_default());
    values.into_iter().map_while(Result::ok).collect()
}

/// A group with a number as its id, an attribute that is returned on request alone, and a field that
/// SCIM does not map.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "Group")]
pub(super) struct Team {
    #[scim(id)]
    pub(super) id: u32,
    pub(super) display_name: String,
    #[scim(path = "meta.created")]
    pub(super) created: DateTime,
    #[scim(path = "meta.lastModified")]
    pub(super) modified: DateTime,
    #[scim(version)]
    pub(super) version: u64,
    #[scim(extension)]
    pub(super) budget: Option<Budget>,
    #[scim(skip)]
    pub(super) row: u32,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Budget", name = "Budget")]
pub(super) struct Budget {
    #[scim(returned = "request")]
    pub(super) sum: Option<i64>,
}

/// A pass, of which much is returned on request alone.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Pass", endpoint = "/Passes")]
pub(super) struct Pass {
    #[scim(id)]
    pub(super) id: String,
    #[scim(returned = "request")]
    pub(super) notes: Option<String>,
    pub(super) doors: Vec<Door>,
    pub(super) maker: Option<Maker>,
    #[scim(returned = "request")]
    pub(super) vault: Option<Vault>,
    #[scim(mutability = "readOnly", returned = "request")]
    pub(super) audit: Option<String>,
    #[scim(extension)]
    pub(super) parking: Option<Parking>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(super) struct Door {
    #[scim(key)]
    pub(super) number: Option<i64>,
    #[scim(returned = "request")]
    pub(super) code: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(super) struct Maker {
    pub(super) name: Option<String>,
    #[scim(returned = "request")]
    pub(super) country: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(super) struct Vault {
    pub(super) name: Option<String>,
    #[scim(returned = "request")]
    pub(super) code: Option<String>,
}

pub(super) const PARKING: &str = "urn:example:scim:schemas:extension:2.0:Parking";

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking", name = "Parking")]
pub(super) struct Parking {
    #[scim(returned = "request")]
    pub(super) level: Option<i64>,
    pub(super) owner: Option<Maker>,
}
