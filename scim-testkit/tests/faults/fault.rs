//! One thing wrong, behind the right engines.

use crate::message::{Answer, At, Op, operations, rewritten};
use http::Response;
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::message::{ScimError, SearchRequest};
use scim_schema::query::{Page, Query};
use scim_schema::resource::ScimResource;
use scim_schema::service::ScimService;
use scim_schema::sort::Order;
use scim_testkit::Answer as Answering;
use scim_testkit::law::{Engine, Law, Shipped};
use scim_testkit::strategy::ProjectionExpr;
use serde_json::Value;
use std::cmp::Ordering;
use std::fmt;

/// An engine with one thing wrong.
pub(crate) struct Fault<R: ScimResource> {
    /// What it does.
    pub(crate) name: &'static str,
    /// The requirement that it breaks.
    pub(crate) requirement: &'static str,
    /// The law that must catch it.
    pub(crate) law: &'static Law,
    pub(crate) wrong: Wrong<R>,
}

pub(crate) fn fault<R: ScimResource>(
    name: &'static str,
    requirement: &'static str,
    law: &'static Law,
    wrong: Wrong<R>,
) -> Fault<R> {
    Fault { name, requirement, law, wrong }
}

impl<R: ScimResource> Fault<R> {
    /// That another law must catch.
    pub(crate) const fn of(mut self, law: &'static Law) -> Self {
        self.law = law;
        self
    }
}

type Edit<R> = fn(&R, &str, Dialect) -> Answer<R>;
type After<R> = fn(&R, &str, Answer<R>) -> Answer<R>;

/// What the engine does in place of the right thing.
pub(crate) enum Wrong<R: ScimResource> {
    /// It takes an operation of a PATCH for others.
    Operation(fn(&At<'_>, Op) -> Vec<Op>),
    /// It takes all the operations for others.
    Operations(fn(Vec<Op>) -> Vec<Op>),
    Replace(Edit<R>),
    Patch(Edit<R>),
    /// What it makes of the right answer, given the resource before and the body.
    Created(After<R>),
    Replaced(After<R>),
    Patched(After<R>),
    /// POST, PUT and PATCH, by the right one.
    Edit(fn(&R, &str, &dyn Fn(&R, &str) -> Answer<R>) -> Answer<R>),
    Matches(fn(&R, &str, &Options<'_>) -> Result<bool, ScimError>),
    Rewritten(fn(&str) -> Result<String, ScimError>),
    Compare(fn(&R, &R, &str, Order) -> Result<Ordering, ScimError>),
    Query(fn(&SearchRequest, Dialect) -> Result<Query<R>, ScimError>),
    Search(fn(&[R], &Query<R>) -> Page<R>),
    Write(fn(&R, &ProjectionExpr) -> Value),
    Schemas(fn(Value) -> Value),
    /// What it makes of the right answer of a service provider.
    Answered(fn(Response<String>) -> Response<String>),
    ResourceTypes(fn(Value) -> Value),
    /// A service provider whose store is wrong, and whose new resources begin like this.
    Service(fn(&R) -> ScimService),
}

impl<R: ScimResource> Engine<R> for Fault<R> {
    fn schemas(&self) -> Value {
        let right = Engine::<R>::schemas(&Shipped);
        if let Wrong::Schemas(wrong) = self.wrong { wrong(right) } else { right }
    }

    fn resource_types(&self) -> Value {
        let right = Engine::<R>::resource_types(&Shipped);
        if let Wrong::ResourceTypes(wrong) = self.wrong { wrong(right) } else { right }
    }

    fn create(&self, prepared: &R, body: &str, dialect: Dialect) -> Answer<R> {
        match self.wrong {
            Wrong::Created(wrong) => wrong(prepared, body, Shipped.create(prepared, body, dialect)),
            Wrong::Edit(wrong) => {
                wrong(prepared, body, &|prepared, body| Shipped.create(prepared, body, dialect))
            }
            _ => Shipped.create(prepared, body, dialect),
        }
    }

    fn replace(&self, stored: &R, body: &str, dialect: Dialect) -> Answer<R> {
        match self.wrong {
            Wrong::Replace(wrong) => wrong(stored, body, dialect),
            Wrong::Replaced(wrong) => wrong(stored, body, Shipped.replace(stored, body, dialect)),
            Wrong::Edit(wrong) => {
                wrong(stored, body, &|stored, body| Shipped.replace(stored, body, dialect))
            }
            _ => Shipped.replace(stored, body, dialect),
        }
    }

    fn patch(&self, stored: &R, body: &str, dialect: Dialect) -> Answer<R> {
        match self.wrong {
            Wrong::Operation(wrong) => rewritten(stored, body, dialect, wrong),
            Wrong::Operations(wrong) => match operations(body) {
                Some(given) => Shipped.patch(stored, &crate::message::body(&wrong(given)), dialect),
                None => Shipped.patch(stored, body, dialect),
            },
            Wrong::Patch(wrong) => wrong(stored, body, dialect),
            Wrong::Patched(wrong) => wrong(stored, body, Shipped.patch(stored, body, dialect)),
            Wrong::Edit(wrong) => {
                wrong(stored, body, &|stored, body| Shipped.patch(stored, body, dialect))
            }
            _ => Shipped.patch(stored, body, dialect),
        }
    }

    fn matches(
        &self,
        resource: &R,
        filter: &str,
        options: &Options<'_>,
    ) -> Result<bool, ScimError> {
        match self.wrong {
            Wrong::Matches(wrong) => wrong(resource, filter, options),
            _ => Shipped.matches(resource, filter, options),
        }
    }

    fn rewritten(&self, filter: &str) -> Result<String, ScimError> {
        match self.wrong {
            Wrong::Rewritten(wrong) => wrong(filter),
            _ => Engine::<R>::rewritten(&Shipped, filter),
        }
    }

    fn compare(&self, a: &R, b: &R, sort_by: &str, order: Order) -> Result<Ordering, ScimError> {
        match self.wrong {
            Wrong::Compare(wrong) => wrong(a, b, sort_by, order),
            _ => Shipped.compare(a, b, sort_by, order),
        }
    }

    fn query(&self, search: &SearchRequest, dialect: Dialect) -> Result<Query<R>, ScimError> {
        match self.wrong {
            Wrong::Query(wrong) => wrong(search, dialect),
            _ => Shipped.query(search, dialect),
        }
    }

    fn search(&self, resources: &[R], query: &Query<R>) -> Page<R> {
        match self.wrong {
            Wrong::Search(wrong) => wrong(resources, query),
            _ => Shipped.search(resources, query),
        }
    }

    fn service(&self, blank: &R) -> ScimService {
        match self.wrong {
            Wrong::Service(wrong) => wrong(blank),
            _ => Shipped.service(blank),
        }
    }

    fn wait(&self, answer: Answering) -> Response<String> {
        let right = Engine::<R>::wait(&Shipped, answer);
        if let Wrong::Answered(wrong) = self.wrong { wrong(right) } else { right }
    }

    fn write(&self, resource: &R, projection: &ProjectionExpr) -> Value {
        match self.wrong {
            Wrong::Write(wrong) => wrong(resource, projection),
            _ => Shipped.write(resource, projection),
        }
    }
}

impl<R: ScimResource> fmt::Debug for Fault<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
