//! Sequences of requests, as data.

use super::patch::Patches;
use super::resource::{Unique, body, stored_view};
use super::search::{ProjectionExpr, SearchExpr, Searches};
use super::{Generator, PatchExpr, Settings, Source, Target};
use serde_json::{Map, Value};

/// A request of a sequence.
///
/// Resources are named by the request that created them, counting the `Create`s of the sequence
/// from 0; it may have been refused, or the resource deleted since.
///
/// ```
/// use scim_testkit::strategy::{RequestExpr, Settings, Target, requests};
///
/// let groups = Target::of::<scim_schema::rfc::Group>()?;
/// for request in requests(&groups, &Settings::default()).sample(1) {
///     let line = match request {
///         RequestExpr::Create { body } => format!("POST /Groups {body}"),
///         RequestExpr::Patch { resource, patch, .. } => format!("PATCH {resource:?} {patch}"),
///         RequestExpr::Search(search) => format!("GET /Groups?{}", search.query()),
///         other => format!("{other:?}"),
///     };
///     assert!(!line.is_empty());
/// }
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RequestExpr {
    /// POST.
    Create {
        /// A valid body. Now and then what must be unique is that of another resource.
        body: Value,
    },
    /// GET of one resource.
    Get {
        /// Which.
        resource: Which,
        /// What of it.
        projection: ProjectionExpr,
    },
    /// PUT.
    Replace {
        /// Which.
        resource: Which,
        /// A valid body, as for `Create`.
        body: Value,
        /// For which version.
        version: Version,
    },
    /// PATCH.
    Patch {
        /// Which.
        resource: Which,
        /// A valid patch.
        patch: PatchExpr,
        /// For which version.
        version: Version,
    },
    /// DELETE.
    Delete {
        /// Which.
        resource: Which,
        /// For which version.
        version: Version,
    },
    /// GET of the endpoint.
    Search(Box<SearchExpr>),
}

/// Which resource a request names.
///
/// ```
/// use scim_testkit::strategy::Which;
///
/// // the ids that a server gave, in the order of the POSTs
/// let ids = ["a1", "b2"];
/// let path = |which| match which {
///     Which::Created(index) => format!("/Groups/{}", ids[index]),
///     Which::Unknown => "/Groups/nobody".to_owned(),
/// };
/// assert_eq!(path(Which::Created(1)), "/Groups/b2");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "there is nothing else to name")]
pub enum Which {
    /// The one that the `Create` of this index made, counting from 0.
    Created(usize),
    /// One that never was.
    Unknown,
}

/// Which version of a resource a request is for (RFC 7644 section 3.14).
///
/// ```
/// use scim_testkit::strategy::Version;
///
/// // what `If-Match` says of a resource whose ETag was one, and then another
/// let if_match = |version| match version {
///     Version::Any => None,
///     Version::Current => Some(r#"W/"2""#),
///     Version::Stale => Some(r#"W/"1""#),
/// };
/// assert_eq!(if_match(Version::default()), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(clippy::exhaustive_enums, reason = "there is nothing else to ask")]
pub enum Version {
    /// Any: no `If-Match`.
    #[default]
    Any,
    /// The one it has.
    Current,
    /// One that it does not have any more.
    Stale,
}

/// Up to [`Settings::requests`] requests that refer to one another. The first is a `Create`.
///
/// ```
/// use scim_testkit::strategy::{RequestExpr, Settings, Target, requests};
///
/// let groups = Target::of::<scim_schema::rfc::Group>()?;
/// let sequence = requests(&groups, &Settings::default()).sample(1);
/// assert!(matches!(sequence[0], RequestExpr::Create { .. }));
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn requests(target: &Target, settings: &Settings) -> Generator<Vec<RequestExpr>> {
    let drawer = Sequences {
        target: target.clone(),
        patches: Patches::new(target, settings),
        searches: Searches::new(target, settings),
        settings: *settings,
    };
    Generator::new(move |source| {
        let mut held = Held::default();
        let most = drawer.settings.requests;
        source.list_of(1, most, |source| drawer.request(source, &mut held))
    })
}

struct Sequences {
    target: Target,
    patches: Patches,
    searches: Searches,
    settings: Settings,
}

/// What a server may hold by now, near enough to ask for it.
#[derive(Default)]
struct Held {
    created: Vec<Value>,
    unique: Unique,
}

impl Sequences {
    fn request(&self, source: &mut Source, held: &mut Held) -> RequestExpr {
        let kind = source.below(100);
        let which = source.below(u32::try_from(held.created.len()).unwrap_or(u32::MAX)) as usize;
        let (unknown, version) = (source.chance(3), source.below(10));
        if held.created.is_empty() || kind < 20 {
            let body = self.body(source, held);
            held.created.push(stored_view(&body, &self.target.parts, held.created.len()));
            return RequestExpr::Create { body: Value::Object(body) };
        }
        let resource = if unknown { Which::Unknown } else { Which::Created(which) };
        let version = match version {
            0..6 => Version::Any,
            6..9 => Version::Current,
            _ => Version::Stale,
        };
        match kind {
            20..33 => RequestExpr::Get { resource, projection: self.searches.projection(source) },
            33..45 => {
                let body = self.body(source, held);
                if let Some(now) = held.created.get_mut(which) {
                    *now = stored_view(&body, &self.target.parts, which);
                }
                RequestExpr::Replace { resource, body: Value::Object(body), version }
            }
            45..75 => {
                let mut nothing = Value::Null;
                let now = held.created.get_mut(which).unwrap_or(&mut nothing);
                RequestExpr::Patch { resource, patch: self.patches.next(source, now), version }
            }
            75..82 => RequestExpr::Delete { resource, version },
            _ => RequestExpr::Search(Box::new(self.searches.draw(source, &held.created))),
        }
    }

    fn body(&self, source: &mut Source, held: &mut Held) -> Map<String, Value> {
        let conflicting = source.chance(10);
        let mut body = body(source, &self.target.parts, &self.settings);
        if !conflicting {
            held.unique.make(&mut body, &self.target.parts);
        } else if let Some(other) = held.created.first() {
            held.unique.copy(other, &mut body, &self.target.parts);
        }
        body
    }
}
