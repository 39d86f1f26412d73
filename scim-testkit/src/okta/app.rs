//! What an administrator sets of an app: how it is provisioned, and which attribute goes where.

mod choice;
mod mapping;

pub use choice::{Clear, Matching, Mode, OnInactive};
pub(super) use mapping::{Mapping, Source};

use super::place::{InvalidPlace, Place};
use mapping::{defaults, usual};
use serde_json::Value;

/// An app of an org: the server, as Okta provisions it.
///
/// The mapping of a new one is the default of the integration wizard.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Mode, Org, Profile}};
///
/// let app = App::new(Mode::Patch)
///     .all_attributes()
///     .map("nickName", "nickName")?
///     .map_or("locale", "en-GB", "locale")?
///     .map_constant("work", "email", r#"emails.^[type=="work"].type"#)?
///     .unmap("timezone");
/// let mut org = Org::new(Target::service(scim), app);
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith").with("nickName", "JJ"));
/// org.assign(&jane)?;
/// let post = &org.exchanges().nth(1).unwrap().body;
/// assert!(post.contains(r#""nickName":"JJ""#) && post.contains(r#""locale":"en-GB""#), "{post}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// One that is the source of profiles, whose users match by their email addresses:
///
/// ```
/// use scim_testkit::okta::{App, Clear, Matching, Mode, OnInactive};
///
/// let app = App::new(Mode::Put)
///     .source(OnInactive::Suspend)
///     .matching(Matching::Email)
///     .clear(Clear::Null);
/// assert_eq!(app.mode(), Mode::Put);
/// ```
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "these are check boxes")]
pub struct App {
    pub(super) mode: Mode,
    pub(super) unique: String,
    pub(super) unique_source: String,
    pub(super) mappings: Vec<Mapping>,
    pub(super) create: bool,
    pub(super) update: bool,
    pub(super) deactivate: bool,
    pub(super) sync_password: bool,
    pub(super) import_groups: bool,
    pub(super) push_groups: bool,
    pub(super) fill_new_groups: bool,
    pub(super) clear: Clear,
    pub(super) spaces_as_plus: bool,
    pub(super) matching: Matching,
    pub(super) partial: bool,
    pub(super) confirm_new: bool,
    pub(super) names_optional: bool,
    pub(super) safeguard: u32,
    pub(super) source: Option<OnInactive>,
    pub(super) pre_hire: Option<(Place, u32)>,
}

impl App {
    /// An app with everything switched on but profile sourcing.
    #[must_use]
    pub fn new(mode: Mode) -> Self {
        Self {
            mode,
            unique: "userName".to_owned(),
            unique_source: "login".to_owned(),
            mappings: defaults(),
            create: true,
            update: true,
            deactivate: true,
            sync_password: true,
            import_groups: true,
            push_groups: true,
            fill_new_groups: matches!(mode, Mode::Patch),
            clear: Clear::Empty,
            spaces_as_plus: false,
            matching: Matching::UserName,
            partial: false,
            confirm_new: true,
            names_optional: false,
            safeguard: 20,
            source: None,
            pre_hire: None,
        }
    }

    /// How it changes what the server has.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether assigning a user creates one.
    ///
    /// ```
    /// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
    /// # let scim = ScimService::builder()
    /// #     .resource(MemoryStore::<User>::new())
    /// #     .resource(MemoryStore::<Group>::new())
    /// #     .unauthenticated()
    /// #     .build();
    /// use scim_testkit::{live::Target, okta::{App, Mode, Org, Password, Profile}};
    ///
    /// // an app that only looks people up, and hears of nothing
    /// let quiet = App::new(Mode::Put)
    ///     .create(false)
    ///     .update(false)
    ///     .deactivate(false)
    ///     .sync_password(false)
    ///     .import_groups(false)
    ///     .push_groups(false)
    ///     .unique("externalId", "login")
    ///     .spaces_as_plus(true);
    /// let mut org = Org::new(Target::service(scim), quiet);
    /// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
    /// let _ = org.assign(&jane);
    /// org.update(&jane, |profile| { profile.set("title", "Guide"); })?;
    /// org.sync_password(&jane, Password::Okta)?;
    /// let sent: Vec<String> = org.exchanges().map(|exchange| exchange.line()).collect();
    /// assert!(sent.iter().all(|line| line.starts_with("GET /Users?filter=externalId+eq+")), "{sent:?}");
    /// # Ok::<(), scim_testkit::okta::Task>(())
    /// ```
    #[must_use]
    pub const fn create(mut self, on: bool) -> Self {
        self.create = on;
        self
    }

    /// Whether changes of profiles are sent.
    #[must_use]
    pub const fn update(mut self, on: bool) -> Self {
        self.update = on;
        self
    }

    /// Whether users are deactivated and activated again.
    #[must_use]
    pub const fn deactivate(mut self, on: bool) -> Self {
        self.deactivate = on;
        self
    }

    /// Whether passwords are sent.
    #[must_use]
    pub const fn sync_password(mut self, on: bool) -> Self {
        self.sync_password = on;
        self
    }

    /// Whether imports read groups.
    #[must_use]
    pub const fn import_groups(mut self, on: bool) -> Self {
        self.import_groups = on;
        self
    }

    /// Whether groups are pushed.
    #[must_use]
    pub const fn push_groups(mut self, on: bool) -> Self {
        self.push_groups = on;
        self
    }

    /// Whether a group that is created has its members already, which are sent again at once; so
    /// by default where the app sends PATCH. Both were seen of both kinds of apps.
    ///
    /// ```
    /// # use scim_testkit::okta::{App, Mode};
    /// let app = App::new(Mode::Put).fill_new_groups(true);
    /// # let _ = app;
    /// ```
    #[must_use]
    pub const fn fill_new_groups(mut self, on: bool) -> Self {
        self.fill_new_groups = on;
        self
    }

    /// The "unique identifier field for users", by which a user is looked up, and the Okta
    /// attribute that is looked for; `userName` and `login` by default.
    #[must_use]
    pub fn unique(mut self, scim: &str, okta: &str) -> Self {
        (self.unique, self.unique_source) = (scim.to_owned(), okta.to_owned());
        self
    }

    /// Maps an Okta attribute, in the place of what is mapped there.
    ///
    /// # Errors
    /// When the place is none.
    pub fn map(self, okta: &str, place: &str) -> Result<Self, InvalidPlace> {
        self.mapped(Source::Attribute { name: okta.to_owned(), or: None }, place)
    }

    /// Maps an Okta attribute, and a value where a user has none.
    ///
    /// # Errors
    /// When the place is none.
    pub fn map_or(
        self,
        okta: &str,
        or: impl Into<Value>,
        place: &str,
    ) -> Result<Self, InvalidPlace> {
        self.mapped(Source::Attribute { name: okta.to_owned(), or: Some(or.into()) }, place)
    }

    /// Maps a constant, which is sent for users who have an Okta attribute: the `type` of a phone
    /// number.
    ///
    /// # Errors
    /// When the place is none.
    pub fn map_constant(
        self,
        value: impl Into<Value>,
        with: &str,
        place: &str,
    ) -> Result<Self, InvalidPlace> {
        self.mapped(Source::With { name: with.to_owned(), value: value.into() }, place)
    }

    /// Does not send an Okta attribute any more.
    #[must_use]
    pub fn unmap(mut self, okta: &str) -> Self {
        self.mappings.retain(|mapping| mapping.attribute() != Some(okta));
        self
    }

    fn mapped(mut self, source: Source, place: &str) -> Result<Self, InvalidPlace> {
        let place: Place = place.parse()?;
        self.mappings.retain(|mapping| mapping.place != place);
        self.mappings.push(Mapping { source, place });
        Ok(self)
    }

    /// And the rest of the 31 base attributes, where SCIM has a place for them.
    #[must_use]
    pub fn all_attributes(mut self) -> Self {
        for more in usual().filter(Mapping::is_more) {
            self.mappings.retain(|mapping| mapping.place != more.place);
            self.mappings.push(more);
        }
        self
    }

    /// How an attribute that is cleared is sent.
    #[must_use]
    pub const fn clear(mut self, clear: Clear) -> Self {
        self.clear = clear;
        self
    }

    /// Whether a space in a query is `+`, as it once was, and not `%20`.
    #[must_use]
    pub const fn spaces_as_plus(mut self, on: bool) -> Self {
        self.spaces_as_plus = on;
        self
    }

    /// By what an imported user is an Okta user that exists.
    #[must_use]
    pub fn matching(mut self, matching: Matching) -> Self {
        self.matching = matching;
        self
    }

    /// Whether the same first and last name make a partial match, which waits for a person.
    ///
    /// ```
    /// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
    /// # let scim = ScimService::builder()
    /// #     .resource(MemoryStore::<User>::new())
    /// #     .resource(MemoryStore::<Group>::new())
    /// #     .unauthenticated()
    /// #     .build();
    /// use scim_testkit::{live::Target, okta::{App, Mode, Org, Profile}};
    /// # let post = |body: &str| {
    /// #     let request = http::Request::post("/Users").header("content-type", "application/scim+json");
    /// #     scim_testkit::Exchange::of(&scim, request.body(body.to_owned()).unwrap()).status()
    /// # };
    /// for body in [
    ///     r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "jsmith",
    ///         "name": {"givenName": "Jane", "familyName": "Smith"},
    ///         "emails": [{"value": "jsmith@example.org", "primary": true}]}"#,
    ///     r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "robot",
    ///         "emails": [{"value": "robot@example.org", "primary": true}]}"#,
    /// ] {
    ///     assert_eq!(post(body), 201);
    /// }
    /// let app = App::new(Mode::Put)
    ///     .partial_matches(true)      // Jane may be somebody that Okta knows
    ///     .confirm_new(false)         // new users wait for a person
    ///     .names_optional(true)       // the robot has no name
    ///     .safeguard(50)
    ///     .pre_hire("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:hireDate", 14)?;
    /// let mut org = Org::new(Target::service(scim), app);
    /// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
    /// let found = org.import()?;
    /// let [(known, id)] = &*found.partial else { panic!("{found:?}") };
    /// assert_eq!((known, found.unconfirmed.len()), (&jane, 1));
    /// org.confirm(&jane, id);
    /// assert_eq!(org.external_id(&jane), Some(&**id));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn partial_matches(mut self, on: bool) -> Self {
        self.partial = on;
        self
    }

    /// Whether imported users that match none become Okta users at once.
    #[must_use]
    pub const fn confirm_new(mut self, on: bool) -> Self {
        self.confirm_new = on;
        self
    }

    /// Whether users without a first or last name can be imported.
    #[must_use]
    pub const fn names_optional(mut self, on: bool) -> Self {
        self.names_optional = on;
        self
    }

    /// The import safeguard: an import that would remove more of the assigned users than these
    /// percent is given up; 20 by default.
    #[must_use]
    pub const fn safeguard(mut self, percent: u32) -> Self {
        self.safeguard = percent;
        self
    }

    /// Makes the app the source of profiles.
    #[must_use]
    pub const fn source(mut self, inactive: OnInactive) -> Self {
        self.source = Some(inactive);
        self
    }

    /// Imports users so many days before the date that this place has, and none earlier.
    ///
    /// # Errors
    /// When the place is none.
    pub fn pre_hire(mut self, place: &str, days: u32) -> Result<Self, InvalidPlace> {
        self.pre_hire = Some((place.parse()?, days));
        Ok(self)
    }
}
