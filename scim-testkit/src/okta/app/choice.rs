//! What an administrator chooses of an app.

use crate::okta::person::Lifecycle;

/// How Okta changes what a server has.
///
/// ```
/// use scim_testkit::okta::{App, Mode};
///
/// for mode in Mode::ALL {
///     assert_eq!(App::new(mode).mode().name(), mode.name());
/// }
/// assert_eq!(Mode::Patch.name(), "patch");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "Okta has these two")]
pub enum Mode {
    /// PUT for everything, as apps of the integration wizard do.
    Put,
    /// PATCH for `active`, passwords and groups, as apps of the catalogue do. Profiles are put.
    Patch,
}

impl Mode {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Put, Self::Patch];

    /// `put` or `patch`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Put => "put",
            Self::Patch => "patch",
        }
    }
}

/// How an attribute that is cleared in Okta is sent.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Clear, Mode, Org, Profile}};
///
/// let app = App::new(Mode::Put).clear(Clear::Null);
/// let mut org = Org::new(Target::service(scim), app);
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith").with("title", "Guide"));
/// org.assign(&jane)?;
/// org.update(&jane, |profile| { profile.clear("title"); })?;
/// let put = org.exchanges().last().unwrap();
/// assert!(put.body.contains(r#""title":null"#), "{}", put.body);
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Clear {
    /// As an empty text.
    #[default]
    Empty,
    /// As null.
    Null,
    /// Not at all.
    Omit,
}

/// What becomes of an Okta user whose app user is not active any more, where the app is the source.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Lifecycle, Mode, OnInactive, Org}};
/// # let post = |body: &str| {
/// #     let request = http::Request::post("/Users").header("content-type", "application/scim+json");
/// #     scim_testkit::Exchange::of(&scim, request.body(body.to_owned()).unwrap()).json()["id"].as_str().unwrap().to_owned()
/// # };
/// let id = post(r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "jane@example.com",
///     "name": {"givenName": "Jane", "familyName": "Smith"},
///     "emails": [{"value": "jane@example.com", "primary": true}]}"#);
/// let app = App::new(Mode::Put).source(OnInactive::Suspend);
/// let mut org = Org::new(Target::service(scim), app);
/// let jane = org.import()?.created.remove(0);
/// // HR says that she is on leave
/// org.receive(&serde_json::json!({"sub_id": {"format": "scim", "uri": format!("/Users/{id}")},
///     "events": {"urn:ietf:params:scim:event:prov:deactivate": {}}}));
/// assert_eq!(org.lifecycle(&jane), Some(Lifecycle::Suspended));
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum OnInactive {
    /// Deactivated.
    #[default]
    Deactivate,
    /// Suspended.
    Suspend,
    /// Nothing.
    Nothing,
}

impl OnInactive {
    /// What becomes of one who is this now.
    pub(in crate::okta) const fn of(self, now: Lifecycle) -> Lifecycle {
        match self {
            Self::Deactivate => Lifecycle::Deactivated,
            Self::Suspend => Lifecycle::Suspended,
            Self::Nothing => now,
        }
    }
}

/// By what an imported user is an Okta user that exists.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Matching, Mode, Org, Profile}};
/// # let post = |body: &str| {
/// #     let request = http::Request::post("/Users").header("content-type", "application/scim+json");
/// #     scim_testkit::Exchange::of(&scim, request.body(body.to_owned()).unwrap()).status()
/// # };
/// assert_eq!(post(r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "jsmith",
///     "name": {"givenName": "Jane", "familyName": "Smith"},
///     "emails": [{"value": "jane@example.com", "primary": true}]}"#), 201);
/// let app = App::new(Mode::Put).matching(Matching::Email);
/// let mut org = Org::new(Target::service(scim), app);
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
/// assert_eq!(org.import()?.linked, [jane]);
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Matching {
    /// The same login.
    #[default]
    UserName,
    /// The same email address.
    Email,
    /// The same value of this Okta attribute.
    Attribute(String),
}
