//! What a service provider did, as engines that laws look at.

use super::super::models::Member;
use super::super::provider::{BASE, Team};
use scim_schema::compare::unicode_key;
use scim_schema::dialect::Dialect;
use scim_schema::message::{ScimError, ScimType, SearchRequest};
use scim_schema::query::{Page, Query};
use scim_schema::resource::ScimResource;
use scim_testkit::Exchange;
use scim_testkit::law::{self, Edited, Engine, Shipped};
use scim_testkit::strategy::ProjectionExpr;
use serde_json::Value;
use std::collections::BTreeSet;

/// A type of which it is known what only a store sets.
pub trait Stamped: ScimResource + Default + PartialEq {
    fn revision(&self) -> u64;

    /// With the id, the version and the times of another.
    fn stamped_as(&self, other: &Self) -> Self;

    /// What no other resource may have, as it compares.
    fn unique(&self) -> Option<String>;
}

impl Stamped for Member {
    fn revision(&self) -> u64 {
        self.revision
    }

    fn stamped_as(&self, other: &Self) -> Self {
        Self {
            id: other.id,
            created_at: other.created_at.clone(),
            updated_at: other.updated_at.clone(),
            revision: other.revision,
            ..self.clone()
        }
    }

    fn unique(&self) -> Option<String> {
        Some(unicode_key(&self.login).into_owned())
    }
}

impl Stamped for Team {
    fn revision(&self) -> u64 {
        self.revision
    }

    fn stamped_as(&self, other: &Self) -> Self {
        Self { id: other.id, revision: other.revision, ..self.clone() }
    }

    fn unique(&self) -> Option<String> {
        None
    }
}

/// The resource with this id.
pub fn find<'r, R: ScimResource>(resources: &'r [R], id: &str) -> Option<&'r R> {
    resources.iter().find(|one| one.id().to_string() == id)
}

/// What a POST, PUT or PATCH was answered, and what it made.
pub struct Answered<'e, R> {
    pub exchange: &'e Exchange,
    /// With the stamps of what it was made of; none if it was refused.
    pub made: Option<R>,
    /// What the store told of it.
    pub changed: BTreeSet<String>,
}

impl<R: Stamped> Answered<'_, R> {
    fn edited(&self) -> Result<Edited<R>, ScimError> {
        let Some(made) = &self.made else { return Err(error(self.exchange)) };
        Ok(Edited { resource: made.clone(), changed: self.changed.clone(), ignored: Vec::new() })
    }
}

impl<R: Stamped> Engine<R> for Answered<'_, R> {
    fn create(&self, _: &R, _: &str, _: Dialect) -> Result<Edited<R>, ScimError> {
        self.edited()
    }

    fn replace(&self, _: &R, _: &str, _: Dialect) -> Result<Edited<R>, ScimError> {
        self.edited()
    }

    fn patch(&self, stored: &R, body: &str, dialect: Dialect) -> Result<Edited<R>, ScimError> {
        // the law tries the operations up to the one that is refused as well
        if body == self.exchange.request().body() {
            self.edited()
        } else {
            Engine::<R>::patch(&Shipped, stored, body, dialect)
        }
    }
}

/// What a search was answered.
pub struct Found<'e>(pub &'e Exchange);

impl<R: ScimResource> Engine<R> for Found<'_> {
    fn query(&self, search: &SearchRequest, dialect: Dialect) -> Result<Query<R>, ScimError> {
        if self.0.status() == 200 {
            Engine::<R>::query(&Shipped, search, dialect)
        } else {
            Err(error(self.0))
        }
    }

    fn search(&self, resources: &[R], query: &Query<R>) -> Page<R> {
        let Self(exchange) = self;
        let (answer, listed) = (exchange.json(), listed(exchange));
        assert_eq!(answer["startIndex"], query.start_index(), "{exchange}");
        assert_eq!(answer["itemsPerPage"], listed.len(), "{exchange}");
        let found = listed.iter().filter_map(|one| find(resources, one["id"].as_str()?));
        Page::new(found.cloned().collect(), answer["totalResults"].as_u64().unwrap())
    }
}

/// The resources of a list.
pub fn listed(exchange: &Exchange) -> Vec<Value> {
    exchange.json()["Resources"].as_array().cloned().unwrap_or_default()
}

/// A resource as an answer has it.
pub struct Shown(pub Value);

impl<R: ScimResource> Engine<R> for Shown {
    /// As if the request had come to where laws are at home.
    fn write(&self, _: &R, _: &ProjectionExpr) -> Value {
        let mut shown = self.0.clone();
        if let Some(location) = shown.pointer_mut("/meta/location") {
            let path = location.as_str().and_then(|text| text.split_once(BASE));
            if let Some(moved) = path.map(|(_, path)| format!("{}{path}", law::BASE)) {
                *location = moved.into();
            }
        }
        shown
    }
}

fn error(exchange: &Exchange) -> ScimError {
    let answer = exchange.json();
    let detail = answer["detail"].as_str().unwrap_or_default().to_owned();
    let error = ScimError::new(exchange.status(), detail);
    match serde_json::from_value::<ScimType>(answer["scimType"].clone()) {
        Ok(scim_type) => error.with_type(scim_type),
        Err(_) => error,
    }
}
