//! What laws look at: the engines of `scim-schema`, or another that claims to do the same.

use crate::exchange::{Answer, block_on};
use crate::strategy::ProjectionExpr;
use http::Response;
use scim_schema::changes::Changes;
use scim_schema::dialect::Dialect;
use scim_schema::discovery::Discovery;
use scim_schema::edit::{Create, Patch, Replace};
use scim_schema::filter::{Filter, Options, syntax::Expression};
use scim_schema::message::{ScimError, SearchRequest};
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Query};
use scim_schema::resource::ScimResource;
use scim_schema::service::{MemoryStore, ScimService};
use scim_schema::sort::{Order, Sort};
use scim_schema::write::Scim;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// All that is done with resources of one type, as laws see it.
///
/// Every method is what `scim-schema` does; [`Shipped`] is just that. Another engine overrides what
/// it does otherwise, and gets the rest:
///
/// ```
/// use scim_schema::{dialect::Dialect, message::ScimError, rfc::Group};
/// use scim_testkit::law::{Edited, Engine, Shipped, edit};
///
/// /// An engine that forgets `externalId`.
/// struct Forgetful;
///
/// impl Engine<Group> for Forgetful {
///     fn patch(&self, stored: &Group, body: &str, dialect: Dialect) -> Result<Edited<Group>, ScimError> {
///         let mut edited = Shipped.patch(stored, body, dialect)?;
///         edited.resource.external_id = None;
///         Ok(edited)
///     }
/// }
///
/// let group = Group { external_id: Some("7".into()), ..Group::default() };
/// let patch = serde_json::json!({
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{"op": "replace", "path": "displayName", "value": "Staff"}]
/// });
/// assert!(edit::patch_agrees(&Shipped, &group, &patch, Dialect::RFC).is_ok());
/// assert!(edit::patch_agrees(&Forgetful, &group, &patch, Dialect::RFC).is_err());
/// ```
///
/// And this is all that there is to override:
///
/// ```
/// use scim_schema::{dialect::Dialect, filter::Options, message::SearchRequest, rfc::Group, sort::Order};
/// use scim_testkit::law::{Engine, Shipped};
/// use scim_testkit::strategy::ProjectionExpr;
///
/// let engine: &dyn Engine<Group> = &Shipped;
/// let group = Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() };
/// let body = r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "All"}"#;
///
/// // what is published and written
/// assert_eq!(engine.schemas()["totalResults"], 1);
/// assert_eq!(engine.resource_types()["Resources"][0]["endpoint"], "/Groups");
/// assert_eq!(engine.write(&group, &ProjectionExpr::Default)["displayName"], "Staff");
/// // edits
/// assert_eq!(engine.create(&group, body, Dialect::RFC)?.resource.display_name, "All");
/// assert!(engine.replace(&group, body, Dialect::RFC)?.changed.contains("displayName"));
/// // searches
/// assert!(engine.matches(&group, "displayName pr", &Options::default())?);
/// assert_eq!(engine.rewritten("(displayName pr)")?, "displayName pr");
/// assert!(engine.compare(&group, &group, "displayName", Order::Ascending)?.is_eq());
/// let query = engine.query(&SearchRequest::default(), Dialect::RFC)?;
/// assert_eq!(engine.search(&[group.clone()], &query).total_results(), Some(1));
/// // a whole service, and its answers
/// let service = engine.service(&group);
/// let request = http::Request::get("/Groups").body(String::new())?;
/// let exchange = scim_testkit::Exchange::with(&service, request, |answer| engine.wait(answer));
/// assert_eq!(exchange.status(), 200);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Engine<R: ScimResource>: Send + Sync {
    /// What `GET /Schemas` answers if there is no other resource type: a list response.
    fn schemas(&self) -> Value {
        json(&Discovery::new().resource::<R>().schemas_json(BASE))
    }

    /// What `GET /ResourceTypes` answers if there is no other.
    fn resource_types(&self) -> Value {
        json(&Discovery::new().resource::<R>().resource_types_json(BASE))
    }

    /// A POST on a prepared resource.
    ///
    /// # Errors
    /// What the body does that it may not.
    fn create(&self, prepared: &R, body: &str, dialect: Dialect) -> Result<Edited<R>, ScimError> {
        Create::new(body, dialect)?.apply(prepared).map(Edited::new)
    }

    /// A PUT.
    ///
    /// # Errors
    /// What the body does that it may not.
    fn replace(&self, stored: &R, body: &str, dialect: Dialect) -> Result<Edited<R>, ScimError> {
        Replace::new(body, dialect)?.apply(stored).map(Edited::new)
    }

    /// A PATCH.
    ///
    /// # Errors
    /// What the body does that it may not.
    fn patch(&self, stored: &R, body: &str, dialect: Dialect) -> Result<Edited<R>, ScimError> {
        Patch::new(body, dialect)?.apply(stored).map(Edited::new)
    }

    /// Whether a filter matches a resource.
    ///
    /// # Errors
    /// What is wrong with the filter.
    fn matches(
        &self,
        resource: &R,
        filter: &str,
        options: &Options<'_>,
    ) -> Result<bool, ScimError> {
        Ok(Filter::<R>::parse_with(filter, options)?.matches(resource))
    }

    /// A filter, parsed and written again.
    ///
    /// # Errors
    /// What is wrong with its syntax.
    fn rewritten(&self, filter: &str) -> Result<String, ScimError> {
        Ok(Expression::parse(filter, &Options::default())?.to_string())
    }

    /// The order of two resources.
    ///
    /// # Errors
    /// What is wrong with `sortBy`.
    fn compare(&self, a: &R, b: &R, sort_by: &str, order: Order) -> Result<Ordering, ScimError> {
        Ok(Sort::<R>::parse(sort_by, order)?.compare(a, b))
    }

    /// What a search asks for.
    ///
    /// # Errors
    /// What is wrong with it.
    fn query(&self, search: &SearchRequest, dialect: Dialect) -> Result<Query<R>, ScimError> {
        Query::new(search, &Options::default().dialect(dialect))
    }

    /// The page that a search finds among resources.
    fn search(&self, resources: &[R], query: &Query<R>) -> Page<R> {
        query.run_cloned(resources)
    }

    /// A resource as a response has it, below [`BASE`].
    fn write(&self, resource: &R, projection: &ProjectionExpr) -> Value {
        let names = |names: &'_ [String]| names.to_vec();
        let projection = match projection {
            ProjectionExpr::Default => Projection::<R>::default(),
            ProjectionExpr::Attributes(paths) => {
                Projection::attributes(names(paths).iter().map(String::as_str))
            }
            ProjectionExpr::Excluded(paths) => {
                Projection::excluding(names(paths).iter().map(String::as_str))
            }
        };
        json(&Scim::new(resource).base(BASE).projection(&projection).to_vec())
    }

    /// A service provider with an empty store, whose new resources begin like this.
    fn service(&self, blank: &R) -> ScimService {
        let blank = blank.clone();
        ScimService::builder()
            .resource(MemoryStore::with_blank(move || blank.clone()))
            .unauthenticated()
            .base_url(BASE)
            .build()
    }

    /// Waits for what such a service provider answers.
    fn wait(&self, answer: Answer) -> Response<String> {
        block_on(answer)
    }
}

/// The base URL of all that laws write.
pub const BASE: &str = "https://example.com/scim/v2";

/// The engines of `scim-schema`.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::law::{Engine, Shipped};
///
/// let body = r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Staff"}"#;
/// let created = Shipped.create(&Group::default(), body, Dialect::RFC)?;
/// assert_eq!(created.resource.display_name, "Staff");
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "it has no parts")]
pub struct Shipped;

impl<R: ScimResource> Engine<R> for Shipped {}

/// What an edit made of a resource.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::law::{Engine, Shipped};
///
/// let group = Group { external_id: Some("7".into()), display_name: "Staff".into(), ..Group::default() };
/// let body = r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Staff"}"#;
/// let edited = Shipped.replace(&group, body, Dialect::RFC)?;
/// assert!(edited.changed.iter().eq(["externalId"]), "{:?}", edited.changed);
/// assert_eq!(edited.resource.external_id, None);
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "other engines make their own")]
pub struct Edited<R> {
    /// The resource as it is now.
    pub resource: R,
    /// The paths that changed.
    pub changed: BTreeSet<String>,
    /// What a dialect let pass without effect.
    pub ignored: Vec<String>,
}

impl<R> Edited<R> {
    fn new((resource, changes): (R, Changes)) -> Self {
        let changed = changes.paths().iter().map(ToString::to_string).collect();
        Self { resource, changed, ignored: changes.ignored().to_vec() }
    }
}

/// What is no JSON is null, which no law takes for an answer.
fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_default()
}
