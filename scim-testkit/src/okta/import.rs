//! Imports: what the server has, and what Okta makes of it.

mod event;
mod pages;
mod since;

pub(super) use event::{ends, names};

use super::app::{Matching, Source};
use super::org::Org;
use super::person::{Lifecycle, User};
use super::place::Place;
use super::profile::Profile;
use super::task::Task;
use super::wire::{Finding, usable_id};
use crate::live::member;
use pages::Pages;
use scim_schema::value::DateTime;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What an import found, and what became of it.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Mode, Org}};
/// # let post = |body: &str| {
/// #     let request = http::Request::post("/Users").header("content-type", "application/scim+json");
/// #     scim_testkit::Exchange::of(&scim, request.body(body.to_owned()).unwrap()).status()
/// # };
/// assert_eq!(post(r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "jane@example.com",
///     "name": {"givenName": "Jane", "familyName": "Smith"},
///     "emails": [{"value": "jane@example.com", "primary": true}]}"#), 201);
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Put));
/// let first = org.import()?;
/// assert_eq!((first.scanned, first.created.len(), first.full), (1, 1, true));
/// assert_eq!(org.profile(&first.created[0]).map(|one| one.text("login")), Some("jane@example.com"));
///
/// // only what has changed since, which is nothing
/// let changes = org.import_changes()?;
/// assert_eq!((changes.scanned, changes.updated.len(), changes.full), (0, 0, false));
/// assert_eq!(org.app_groups().count(), 0);
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Import {
    /// How many users the server answered.
    pub scanned: usize,
    /// How many groups.
    pub groups: usize,
    /// New Okta users.
    pub created: Vec<User>,
    /// Okta users that exist, and match exactly.
    pub linked: Vec<User>,
    /// Okta users with the same name, and the ids on the server: a person has to say whether they
    /// are the same.
    pub partial: Vec<(User, String)>,
    /// Ids of users that are new, and wait for a person.
    pub unconfirmed: Vec<String>,
    /// Users that Okta knew, and that have changed.
    pub updated: Vec<User>,
    /// Users that became inactive in the app.
    pub deactivated: Vec<User>,
    /// Users that became active again.
    pub reactivated: Vec<User>,
    /// Users that the server does not have any more.
    pub removed: Vec<User>,
    /// How many new users were passed over because they are not active.
    pub inactive: usize,
    /// How many were passed over because they begin later.
    pub early: usize,
    /// Users that could not be imported.
    pub failed: Vec<Task>,
    /// Whether the safeguard gave up removing users.
    pub safeguarded: bool,
    /// Whether all users were asked for, not only those that changed.
    pub full: bool,
}

impl Org {
    /// Imports all users, and groups if the app does: "Import Now".
    ///
    /// # Errors
    /// When the server does not answer lists.
    pub fn import(&mut self) -> Result<Import, Task> {
        let result = self.full_import();
        self.done(result)
    }

    fn full_import(&mut self) -> Result<Import, Task> {
        let watermark = self.clock().now();
        let users = self.pages("import users", "/Users", None)?;
        self.watermark = Some(since::watermark(users.date.as_deref(), &watermark));
        let mut import = Import { full: true, scanned: users.resources.len(), ..Import::default() };
        let mut seen = BTreeSet::new();
        self.index();
        for resource in &users.resources {
            if let Some(id) = usable_id(resource) {
                seen.insert(id.to_owned());
            }
            self.take(resource, &users, &mut import);
        }
        self.remove_missing(&seen, &mut import);
        if self.app.import_groups {
            let groups = self.pages("import groups", "/Groups", None)?;
            import.groups = groups.resources.len();
            self.app_groups = by_id(&groups.resources);
        }
        Ok(import)
    }

    /// Makes of an imported user what the rules say.
    fn take(&mut self, resource: &Value, of: &Pages, import: &mut Import) {
        let what = "import a user";
        let Some(id) = usable_id(resource).map(str::to_owned) else {
            let why = "a user in the list has no `id` that is a text";
            import.failed.push(Task { exchange: Some(of.last), ..Task::refused(what, why) });
            return;
        };
        let active = match member(resource, "active") {
            None | Some(Value::Null) => true,
            Some(Value::Bool(active)) => *active,
            Some(_) => {
                let text = "`active` is neither true nor false".to_owned();
                self.wire.find(Finding { fails: true, text, exchange: of.last });
                true
            }
        };
        let before = self.imported.insert(id.clone(), resource.clone());
        if let Some(user) = self.linked.get(&id).cloned() {
            self.take_known(&user, resource, active, before.as_ref(), import);
            return;
        }
        if !active {
            import.inactive += 1;
            return;
        }
        let starts = self.start_of(resource);
        if let (Some(starts), Some((_, days))) = (&starts, &self.app.pre_hire)
            && days_until(starts, &self.clock().now()) > i64::from(*days)
        {
            import.early += 1;
            return;
        }
        self.take_new(id, resource, starts, of, import);
    }

    fn take_known(
        &mut self,
        user: &User,
        resource: &Value,
        active: bool,
        before: Option<&Value>,
        import: &mut Import,
    ) {
        let changed = before.is_some_and(|before| before != resource);
        let starts = self.start_of(resource);
        let now = self.clock().now();
        let profile = self.app.source.is_some().then(|| self.profile_of(resource));
        let same = self.is_exact(user, resource);
        let on_inactive = self.app.source;
        let Some(person) = self.people.get_mut(user) else { return };
        let was_active = person.assignment.active;
        person.assignment.active = active;
        if let Some(profile) = profile {
            for name in profile.changed_from(&person.profile) {
                if profile.knows(&name) {
                    person.profile.set(&name, profile.get(&name).cloned().unwrap_or_default());
                }
            }
        }
        if starts.is_some() {
            person.starts = starts;
        }
        let begun = person.starts.as_ref().is_none_or(|starts| starts.cmp_instant(&now).is_le());
        if changed {
            import.updated.push(user.clone());
        }
        if was_active && !active {
            import.deactivated.push(user.clone());
            if let Some(on_inactive) = on_inactive {
                person.lifecycle = on_inactive.of(person.lifecycle);
            }
        } else if !was_active && active {
            import.reactivated.push(user.clone());
            if on_inactive.is_some() {
                person.lifecycle =
                    if same { Lifecycle::Active } else { Lifecycle::PendingActivation };
            }
        }
        if active && begun && person.lifecycle == Lifecycle::Staged {
            person.lifecycle = Lifecycle::Active;
        }
    }

    fn take_new(
        &mut self,
        id: String,
        resource: &Value,
        starts: Option<DateTime>,
        of: &Pages,
        import: &mut Import,
    ) {
        let profile = self.profile_of(resource);
        let login = profile.text("login");
        let mut missing: Vec<&str> = Vec::new();
        for (name, path) in [
            ("login", "userName"),
            ("firstName", "name.givenName"),
            ("lastName", "name.familyName"),
            ("email", "primary email"),
        ] {
            let may_lack = self.app.names_optional && name.ends_with("Name");
            if profile.text(name).is_empty() && !may_lack {
                missing.push(path);
            }
        }
        if !missing.is_empty() {
            let why = format!("`{login}` has no {}", missing.join(", "));
            let task = Task::refused("import a user", why);
            import.failed.push(Task { exchange: Some(of.last), ..task });
            return;
        }
        let exact = self.exact_match(resource);
        let (user, linked) = match (exact, self.partial_match(&profile)) {
            (Some(user), _) => (user, true),
            (None, Some(user)) if self.app.partial => {
                import.partial.push((user, id));
                return;
            }
            _ if !self.app.confirm_new => {
                import.unconfirmed.push(id);
                return;
            }
            _ => {
                let begun = starts
                    .as_ref()
                    .is_none_or(|starts| starts.cmp_instant(&self.clock().now()).is_le());
                let lifecycle = if begun { Lifecycle::Active } else { Lifecycle::Staged };
                let user = self.add(profile, lifecycle);
                let (attribute, _) = self.matched_by();
                let text = self.profile(&user).map(|one| one.text(attribute).to_lowercase());
                self.exact.insert(text.unwrap_or_default(), user.clone());
                (user, false)
            }
        };
        if let Some(person) = self.people.get_mut(&user) {
            person.starts = starts;
        }
        self.confirm(&user, &id);
        if linked { import.linked.push(user) } else { import.created.push(user) }
    }

    /// Confirms that an imported user is this one: an administrator does so for partial matches.
    pub fn confirm(&mut self, user: &User, external_id: &str) {
        self.linked.insert(external_id.to_owned(), user.clone());
        if let Some(person) = self.people.get_mut(user) {
            person.assignment.external_id = Some(external_id.to_owned());
            person.assignment.active = true;
            person.assignment.direct = true;
        }
    }

    /// Those who are in no list any more. Too many of them are a mistake of somebody's.
    fn remove_missing(&mut self, seen: &BTreeSet<String>, import: &mut Import) {
        let assigned: Vec<(User, String)> = self
            .people
            .iter()
            .filter(|(_, one)| one.assignment.is_assigned())
            .filter_map(|(user, one)| Some((user.clone(), one.assignment.external_id.clone()?)))
            .collect();
        let missing: Vec<&(User, String)> =
            assigned.iter().filter(|(_, id)| !seen.contains(id)).collect();
        let most = assigned.len().saturating_mul(self.app.safeguard as usize);
        if missing.len().saturating_mul(100) > most {
            import.safeguarded = !missing.is_empty();
            return;
        }
        for (user, id) in missing {
            self.imported.remove(id);
            self.linked.remove(id);
            if let Some(person) = self.people.get_mut(user) {
                person.assignment = super::person::Assignment::default();
                if self.app.source.is_some() {
                    person.lifecycle = Lifecycle::Deactivated;
                }
            }
            import.removed.push(user.clone());
        }
    }

    /// What of a resource goes into an Okta profile.
    fn profile_of(&self, resource: &Value) -> Profile {
        let mut profile = Profile::default();
        for mapping in &self.app.mappings {
            if let Source::Attribute { name, .. } = &mapping.source {
                let value = mapping.place.get(resource).cloned().unwrap_or_default();
                if !matches!(value, Value::Object(_) | Value::Array(_)) {
                    profile.set(name, value);
                }
            }
        }
        profile
    }

    /// The Okta attribute by which users match, and where a resource has it.
    fn matched_by(&self) -> (&str, Option<&Place>) {
        let attribute = match &self.app.matching {
            Matching::UserName => "login",
            Matching::Email => "email",
            Matching::Attribute(name) => name,
        };
        let is_of =
            |source: &Source| matches!(source, Source::Attribute { name, .. } if name == attribute);
        let mapping = self.app.mappings.iter().find(|mapping| is_of(&mapping.source));
        (attribute, mapping.map(|mapping| &mapping.place))
    }

    fn is_exact(&self, user: &User, resource: &Value) -> bool {
        let (attribute, place) = self.matched_by();
        let known = self.people.get(user).map_or("", |person| person.profile.text(attribute));
        let found = place.and_then(|place| place.text(resource));
        !known.is_empty() && found.is_some_and(|found| found.eq_ignore_ascii_case(known))
    }

    /// The users by what they match by, for an import.
    pub(super) fn index(&mut self) {
        let (attribute, _) = self.matched_by();
        let people = self.people.iter();
        let named = people.map(|(user, one)| (one.profile.text(attribute), user));
        let known = named.filter(|(text, _)| !text.is_empty());
        self.exact = known.map(|(text, user)| (text.to_lowercase(), user.clone())).collect();
    }

    fn exact_match(&self, resource: &Value) -> Option<User> {
        let (_, place) = self.matched_by();
        let found = place?.text(resource)?;
        self.exact.get(&found.to_lowercase()).cloned()
    }

    fn partial_match(&self, profile: &Profile) -> Option<User> {
        let same = |a: &str, b: &str| !a.is_empty() && a.eq_ignore_ascii_case(b);
        let mut all = self.people.iter().filter(|(_, one)| one.assignment.external_id.is_none());
        let found = all.find(|(_, one)| {
            same(one.profile.text("firstName"), profile.text("firstName"))
                && same(one.profile.text("lastName"), profile.text("lastName"))
        });
        found.map(|(user, _)| user.clone())
    }

    /// When a user begins, where the app says.
    fn start_of(&self, resource: &Value) -> Option<DateTime> {
        let (place, _) = self.app.pre_hire.as_ref()?;
        DateTime::parse(place.text(resource)?).ok()
    }
}

fn by_id(resources: &[Value]) -> BTreeMap<String, Value> {
    let all = resources.iter();
    all.filter_map(|one| Some((usable_id(one)?.to_owned(), one.clone()))).collect()
}

/// How many days lie between now and a start, by the calendar of the place of work, which the
/// offset of the date tells: 0 is today there.
pub(super) fn days_until(starts: &DateTime, now: &DateTime) -> i64 {
    const DAY: i64 = 86_400;
    let offset = i64::from(starts.offset_minutes().unwrap_or_default()) * 60;
    let day = |time: &DateTime| time.unix_seconds().saturating_add(offset).div_euclid(DAY);
    day(starts) - day(now)
}

/// A short mark of what a resource is now: its version, or else when it changed, or else all of it.
fn mark(resource: &Value) -> Value {
    let meta = member(resource, "meta");
    let of =
        |name: &str| meta.and_then(|meta| member(meta, name)).filter(|value| value.is_string());
    of("version").or_else(|| of("lastModified")).cloned().unwrap_or_else(|| json!(resource))
}
