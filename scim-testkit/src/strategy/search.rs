//! Searches: projections, sorting and pages.

use super::expr::{FilterExpr, PathExpr};
use super::filter::{notable, one_kind};
use super::leaf::{Leaf, Names, is_shown};
use super::spell::spelt;
use super::{Filters, Generator, Settings, Source, Target};
use scim_schema::schema::Returned;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// What a search asks for (RFC 7644 section 3.4.2).
///
/// ```
/// use scim_testkit::strategy::{PathExpr, SearchExpr};
///
/// let search = SearchExpr {
///     sort_by: Some(PathExpr::new("name").dot("familyName")),
///     descending: Some(true),
///     count: Some(10),
///     ..SearchExpr::default()
/// };
/// assert_eq!(search.query(), "sortBy=name.familyName&sortOrder=descending&count=10");
/// assert_eq!(search.body()["sortBy"], "name.familyName");
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "users make their own")]
pub struct SearchExpr {
    /// Which resources.
    pub filter: Option<FilterExpr>,
    /// What of each resource.
    pub projection: ProjectionExpr,
    /// In the order of which attribute.
    pub sort_by: Option<PathExpr>,
    /// Whether `sortOrder` is `descending`, where it is given.
    pub descending: Option<bool>,
    /// From which, counting from 1; less counts as 1.
    pub start_index: Option<i64>,
    /// How many at most; less than 0 counts as 0.
    pub count: Option<i64>,
}

/// What of a resource is asked for (RFC 7644 section 3.9).
///
/// ```
/// use scim_testkit::strategy::{ProjectionExpr, SearchExpr};
///
/// let projection = ProjectionExpr::Excluded(vec!["members".into(), "meta".into()]);
/// assert_eq!(projection.parameter().map(|(name, _)| name), Some("excludedAttributes"));
/// assert_eq!(projection.query(), "excludedAttributes=members%2Cmeta");
/// let search = SearchExpr { projection, ..SearchExpr::default() };
/// assert_eq!(search.body()["excludedAttributes"], serde_json::json!(["members", "meta"]));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "RFC 7644 section 3.9 closes it")]
pub enum ProjectionExpr {
    /// What is returned by default.
    #[default]
    Default,
    /// These attributes, as they are spelt, and what is always returned.
    Attributes(Vec<String>),
    /// What is returned by default but for these.
    Excluded(Vec<String>),
}

impl ProjectionExpr {
    /// The name of the parameter, and the attributes.
    #[must_use]
    pub fn parameter(&self) -> Option<(&'static str, &[String])> {
        match self {
            Self::Default => None,
            Self::Attributes(paths) => Some(("attributes", paths)),
            Self::Excluded(paths) => Some(("excludedAttributes", paths)),
        }
    }

    /// The query part of a URI, encoded; empty where nothing is asked for.
    #[must_use]
    pub fn query(&self) -> String {
        let paths = self.parameter().map(|(name, paths)| (name, paths.join(",")));
        encoded(paths.into_iter())
    }
}

impl SearchExpr {
    /// The query part of a URI, encoded (RFC 7644 section 3.4.2).
    #[must_use]
    pub fn query(&self) -> String {
        let order = |descending| if descending { "descending" } else { "ascending" };
        let parameters = [
            self.projection.parameter().map(|(name, paths)| (name, paths.join(","))),
            self.filter.as_ref().map(|filter| ("filter", filter.to_string())),
            self.sort_by.as_ref().map(|path| ("sortBy", path.to_string())),
            self.descending.map(|descending| ("sortOrder", order(descending).to_owned())),
            self.start_index.map(|index| ("startIndex", index.to_string())),
            self.count.map(|count| ("count", count.to_string())),
        ];
        encoded(parameters.into_iter().flatten())
    }

    /// The body of a POST to `/.search` (RFC 7644 section 3.4.3).
    #[must_use]
    pub fn body(&self) -> Value {
        let mut body = Map::new();
        let urn = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
        body.insert("schemas".to_owned(), json!([urn]));
        let order = |descending| if descending { "descending" } else { "ascending" };
        for (name, value) in [
            self.projection.parameter().map(|(name, paths)| (name, json!(paths))),
            self.filter.as_ref().map(|filter| ("filter", json!(filter.to_string()))),
            self.sort_by.as_ref().map(|path| ("sortBy", json!(path.to_string()))),
            self.descending.map(|descending| ("sortOrder", json!(order(descending)))),
            self.start_index.map(|index| ("startIndex", json!(index))),
            self.count.map(|count| ("count", json!(count))),
        ]
        .into_iter()
        .flatten()
        {
            body.insert(name.to_owned(), value);
        }
        Value::Object(body)
    }
}

/// `name=value&name=value`, percent-encoded.
fn encoded(parameters: impl Iterator<Item = (&'static str, String)>) -> String {
    let mut query = String::new();
    for (name, value) in parameters {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => {
                    query.push(char::from(byte));
                }
                byte => query.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    query
}

/// How to draw searches of data that another generator drew.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Searches {
    names: Arc<Names>,
    filters: Filters,
}

/// Up to `most` resources as a server holds them, and a search of them.
///
/// ```
/// use proptest::prelude::*;
/// use scim_testkit::strategy::{Settings, Target, searched};
///
/// let groups = Target::of::<scim_schema::rfc::Group>()?;
/// proptest!(|((data, search) in searched(&groups, &Settings::default(), 5))| {
///     // store `data`, GET `/Groups?{search.query()}`, POST `search.body()` to `/Groups/.search`
///     prop_assert!(data.len() <= 5 && search.body()["schemas"].is_array());
/// });
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn searched(
    target: &Target,
    settings: &Settings,
    most: usize,
) -> Generator<(Vec<Value>, SearchExpr)> {
    let (searches, stored) =
        (Searches::new(target, settings), super::stored(target, settings, most));
    Generator::new(move |source| {
        let data = stored.draw(source);
        let search = searches.draw(source, &data);
        (data, search)
    })
}

impl Searches {
    /// Searches of resources of a type.
    #[must_use]
    pub fn new(target: &Target, settings: &Settings) -> Self {
        let names = Names::of(target);
        Self { filters: Filters::named(&names, settings), names }
    }

    /// A search of some resources, each part of it now and then.
    pub fn draw(&self, source: &mut Source, data: &[Value]) -> SearchExpr {
        let filter =
            source.span(|source| source.chance(50).then(|| self.filters.draw(source, data)));
        let projection = self.projection(source);
        let sort_by =
            source.span(|source| source.chance(50).then(|| self.sort_of(source, data)).flatten());
        let descending = source.span(|source| source.chance(50).then(|| source.chance(50)));
        let (start_index, count) = self.page(source, data.len());
        SearchExpr { filter, projection, sort_by, descending, start_index, count }
    }

    /// What of each resource: paths in any spelling, extensions by their URN, and now and then
    /// one that is not defined, or not below that attribute, which is ignored.
    pub fn projection(&self, source: &mut Source) -> ProjectionExpr {
        source.span(|source| {
            let kind = source.below(3);
            let paths = source.list_of(1, 4, |source| self.projected(source));
            match kind {
                0 => ProjectionExpr::Default,
                1 => ProjectionExpr::Attributes(paths),
                _ => ProjectionExpr::Excluded(paths),
            }
        })
    }

    fn projected(&self, source: &mut Source) -> String {
        let (kind, by_rule) = (source.below(20), source.chance(30));
        let mut leaves: Vec<&Leaf> = self.names.all.iter().collect();
        // what is never returned, or always, is as likely as the many others
        let rules = [Returned::Default, Returned::Never, Returned::Always, Returned::Request];
        let is = |leaf: &&Leaf, rule: &Returned| leaf.field.attribute.returned == *rule;
        let has = |rule: &&Returned| leaves.iter().any(|leaf| is(leaf, rule));
        let rules: Vec<&Returned> = rules.iter().filter(has).collect();
        let rule = source.pick(&rules).copied();
        if let Some(rule) = rule.filter(|_| by_rule) {
            leaves.retain(|leaf| is(leaf, rule));
        }
        let leaf = source.pick(&leaves).copied();
        let extension = source.pick(&self.names.target.parts.extensions);
        match (kind, leaf, extension) {
            (19, ..) => "scimTestkitUndefined".to_owned(),
            (17..19, _, Some(extension)) => extension.urn.clone(),
            (16, Some(leaf), _) => {
                // the elements of a simple list are their own `value`
                let names = ["scimTestkitUndefined", "value"];
                let name = source.pick(&names).copied().unwrap_or_default();
                let path = PathExpr { sub_attribute: Some(name.to_owned()), ..leaf.path.clone() };
                spelt(source, &self.names, &path)
            }
            (_, Some(leaf), _) => spelt(source, &self.names, &leaf.path),
            _ => "id".to_owned(),
        }
    }

    /// An attribute to sort by: a simple one, or a sub-attribute; of a multi-valued one its
    /// primary or first value counts (7644-3.4.2.3-05).
    pub fn sort_by(&self, source: &mut Source) -> Option<PathExpr> {
        self.sort_of(source, &[])
    }

    /// As [`sort_by`](Self::sort_by), mostly of what each of some resources has.
    pub fn sort_of(&self, source: &mut Source, data: &[Value]) -> Option<PathExpr> {
        let is_sortable =
            |leaf: &&Leaf| is_shown(&leaf.field) && !leaf.path.attribute.eq("schemas");
        let mut all: Vec<&Leaf> = self.names.comparable.iter().filter(is_sortable).collect();
        let (shared, by_kind, by_value) = (source.chance(75), source.chance(50), source.chance(20));
        let resource = source.pick(data).filter(|_| by_value);
        let has = |leaf: &&Leaf| data.iter().all(|resource| !leaf.values(resource).is_empty());
        if shared && all.iter().any(has) {
            all.retain(has);
        }
        if let Some(resource) = resource {
            notable(source, &mut all, resource);
        } else if by_kind {
            one_kind(source, &mut all);
        }
        let leaf = source.pick(&all)?;
        let whole = source.chance(30) && leaf.in_list && leaf.field.is("value");
        let mut path = leaf.path.clone();
        if whole {
            path.sub_attribute = None;
        }
        Some(path)
    }

    /// A path as a client may spell it.
    pub fn spell(&self, source: &mut Source, path: &PathExpr) -> String {
        spelt(source, &self.names, path)
    }

    /// `startIndex` and `count`, odd ones included (7644-3.4.2.4-03, 7644-3.4.2.4-04).
    pub fn page(&self, source: &mut Source, resources: usize) -> (Option<i64>, Option<i64>) {
        let most = u32::try_from(resources + 2).unwrap_or(u32::MAX);
        let number = |source: &mut Source, first: i64| match source.below(10) {
            0..4 => None,
            4..8 => Some(first + i64::from(source.below(most))),
            _ => {
                let odd = [0, -1, i64::from(i32::MAX) + 1, i64::MAX, i64::MIN];
                source.pick(&odd).copied()
            }
        };
        let start_index = source.span(|source| number(source, 1));
        let count = source.span(|source| number(source, 0));
        (start_index, count)
    }
}
