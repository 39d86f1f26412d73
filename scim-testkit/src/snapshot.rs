//! Snapshots of what a model publishes, writes and maps, kept by insta beside the user's test.

use scim_schema::ScimResource;
use scim_schema::schema::{ResourceType, Schema};
use scim_schema::write::Scim;
use serde::Serialize;
use serde_json::Value;

mod exchange;
#[cfg(test)]
mod tests;

pub use exchange::exchange;

/// Holds what `/Schemas` and `/ResourceTypes` publish of a resource, as pretty JSON: the schema,
/// those of the extensions, and the resource type.
///
/// Call it in a `#[test]`. The first run writes the snapshot to `snapshots/` beside the test;
/// accept it with `cargo insta accept`, or by removing `.new` from the name of the file. From then
/// on a change fails the test with its difference. In CI (`CI=true`) nothing is written. A name
/// before the type replaces that of the test function.
///
/// ```
/// use scim_schema::rfc::Group;
///
/// // with `#[test]`
/// fn published() {
///     scim_testkit::assert_schema_snapshot!(Group);
/// }
/// ```
#[macro_export]
macro_rules! assert_schema_snapshot {
    ($name:literal, $resource:ty $(,)?) => {
        $crate::__assert_snapshot!($name, $crate::__private::schema::<$resource>())
    };
    ($resource:ty $(,)?) => {
        $crate::__assert_snapshot!($crate::__private::schema::<$resource>())
    };
}

/// Holds what is written of a resource, as pretty JSON with sorted names, like
/// [`assert_schema_snapshot!`].
///
/// `id` and what `meta` says of time and version are replaced by their names, as a store gives
/// them: `"[id]"`. All other values are the model's own and stand as they are.
///
/// ```
/// use scim_schema::rfc::Group;
///
/// // with `#[test]`
/// fn written() {
///     let group = Group { display_name: "Tour Guides".into(), ..Group::default() };
///     scim_testkit::assert_resource_snapshot!(group);
///     scim_testkit::assert_resource_snapshot!("guides", group);
/// }
/// ```
#[macro_export]
macro_rules! assert_resource_snapshot {
    ($name:literal, $resource:expr $(,)?) => {
        $crate::__assert_snapshot!($name, $crate::__private::resource(&$resource))
    };
    ($resource:expr $(,)?) => {
        $crate::__assert_snapshot!($crate::__private::resource(&$resource))
    };
}

/// Holds which field holds which attribute, as the Markdown table of
/// [`ScimResource::mapping`], like [`assert_schema_snapshot!`].
///
/// ```
/// use scim_schema::rfc::Group;
///
/// // with `#[test]`
/// fn mapped() {
///     scim_testkit::assert_mapping_snapshot!(Group);
/// }
/// ```
#[macro_export]
macro_rules! assert_mapping_snapshot {
    ($name:literal, $resource:ty $(,)?) => {
        $crate::__assert_snapshot!($name, $crate::__private::mapping::<$resource>())
    };
    ($resource:ty $(,)?) => {
        $crate::__assert_snapshot!($crate::__private::mapping::<$resource>())
    };
}

/// Holds a request and its response, an [`Exchange`](crate::Exchange), like
/// [`assert_schema_snapshot!`].
///
/// What differs from run to run is replaced by its name: ids that a store gave, wherever they are
/// alone or end a URI, what `meta` says of time and version, entity tags, cursors, request ids;
/// and what authorizes, and passwords, as snapshots are committed. Of a body that is no JSON only the
/// size is shown where one of the bodies may have a password.
///
/// ```
/// use scim_schema::{rfc::Group, service::{MemoryStore, ScimService}};
/// use scim_testkit::Exchange;
///
/// // with `#[test]`
/// fn answered() {
///     let scim = ScimService::builder().resource(MemoryStore::<Group>::new()).unauthenticated().build();
///     let request = http::Request::get("/Groups?count=1").body(String::new()).unwrap();
///     scim_testkit::assert_exchange_snapshot!(Exchange::of(&scim, request));
/// }
/// ```
#[macro_export]
macro_rules! assert_exchange_snapshot {
    ($name:literal, $exchange:expr $(,)?) => {
        $crate::__assert_snapshot!($name, $crate::__private::exchange(&$exchange))
    };
    ($exchange:expr $(,)?) => {
        $crate::__assert_snapshot!($crate::__private::exchange(&$exchange))
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __assert_snapshot {
    ($($argument:expr),*) => {
        // the expression is this crate's own, which tells a reviewer nothing
        $crate::__private::insta::with_settings!({ omit_expression => true }, {
            $crate::__private::insta::assert_snapshot!($($argument),*)
        })
    };
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Published {
    schema: &'static Schema,
    extensions: &'static [&'static Schema],
    resource_type: &'static ResourceType,
}

/// What a resource publishes, as pretty JSON.
#[must_use]
pub fn schema<R: ScimResource>() -> String {
    let published =
        Published { schema: R::SCHEMA, extensions: R::EXTENSIONS, resource_type: R::RESOURCE_TYPE };
    pretty(&published)
}

/// What is written of a resource, without what its store gives it.
#[must_use]
pub fn resource<R: ScimResource>(resource: &R) -> String {
    // serde_json sorts names or not, as any crate in the build may decide
    let mut value = serde_json::to_value(Scim::new(resource)).unwrap_or_default();
    value.sort_all_objects();
    redact(&mut value, "id");
    if let Some(meta) = value.get_mut("meta") {
        for name in ["created", "lastModified", "version"] {
            redact(meta, name);
        }
    }
    pretty(&value)
}

fn redact(object: &mut Value, name: &str) {
    if let Some(value) = object.get_mut(name) {
        *value = Value::from(format!("[{name}]"));
    }
}

/// Which field holds which attribute, as Markdown.
#[must_use]
pub fn mapping<R: ScimResource>() -> String {
    R::mapping().to_markdown()
}

fn pretty<T: Serialize>(value: &T) -> String {
    // nothing here fails to serialize; if it ever did, the snapshot would say so
    serde_json::to_string_pretty(value).unwrap_or_else(|error| error.to_string())
}
