//! The org: its people, its groups, and who is assigned to the app.

use super::app::App;
use super::clock::Clock;
use super::group::{Group, Rule, Team};
use super::person::{Assignment, Lifecycle, Person, User};
use super::profile::Profile;
use super::task::Task;
use super::wire::{Run, Who, Wire};
use crate::live::{Answer, Ask, Recorded, Target, resource_path};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// A simulated Okta org with one app: the server.
///
/// What it is told it does at once, and as Okta does it on the wire; what fails is the answer, and
/// stays in [`tasks`](Self::tasks). All exchanges are recorded. Requests go to the URL of the
/// target and nowhere else; and to none that is not on this machine, unless the target
/// [allows it](Target::allow_writes).
///
/// ```
/// use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// use scim_testkit::{live::Target, okta::{App, Mode, Org, Profile}};
///
/// let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Put));
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
/// org.assign(&jane)?;
/// org.update(&jane, |profile| { profile.set("title", "Engineer"); })?;
/// org.unassign(&jane)?;
/// let lines: Vec<String> = org.exchanges().map(|exchange| exchange.line()).collect();
/// assert!(lines[0].starts_with("GET /Users?filter=userName%20eq%20%22jane%40example.com%22"));
/// assert_eq!(lines[1], "POST /Users -> 201");
/// assert!(lines.iter().all(|line| !line.starts_with("DELETE")));
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
///
/// A whole life, and what the server hears of it:
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Clock, Mode, Org, Password, Profile}};
///
/// // a whole life, and what the server hears of it
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Patch))
///     .with_tag("life")               // ids that no other org has
///     .with_clock(Clock::new())
///     .keep(100);                     // exchanges, the newest
/// org.connect()?;
/// assert!(org.findings().next().is_none() && org.clock().passed().is_zero());
///
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
/// assert_eq!(org.user("JANE@example.com").as_ref(), Some(&jane));
/// let staff = org.add_group("Staff", &[&jane]);
/// org.assign_group(&staff)?;
/// org.force_sync(&jane)?;
/// org.sync_password(&jane, Password::Random)?;
/// org.unassign_group(&staff)?;
/// org.reassign(&jane)?;
/// org.deactivate(&jane)?;
/// org.reactivate(&jane);
/// assert!(org.assignment(&jane).is_none(), "to be active again assigns nothing");
///
/// assert!(org.delete(&jane).is_err(), "only who is deactivated can be deleted");
/// org.deactivate(&jane)?;
/// org.delete(&jane)?;
/// assert_eq!(org.users().count(), 0);
/// assert!(org.tasks().is_empty(), "{:?}", org.tasks());
/// // Okta never deletes an account
/// assert!(org.exchanges().all(|exchange| exchange.method != "DELETE"));
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
///
/// And what it hears of the server:
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Lifecycle, Link, Mode, OnInactive, Org, Profile, Unlink}};
///
/// // an app that is the source: who is inactive there is suspended in Okta
/// let app = App::new(Mode::Patch).source(OnInactive::Suspend);
/// let mut org = Org::new(Target::service(scim), app);
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
/// let staff = org.add_group("Staff", &[&jane]);
/// org.assign(&jane)?;
/// org.push_group(&staff)?;
/// assert!(org.external_id(&jane).is_some() && org.external_group(&staff).is_some());
///
/// assert_eq!(org.import()?.scanned, 1);
/// assert_eq!(org.app_groups().count(), 1);
/// assert!(org.import_changes()?.created.is_empty());
/// assert_eq!(org.profile(&jane).map(|one| one.text("login")), Some("jane@example.com"));
///
/// // the group of the server's that was just imported
/// org.unlink_group(&staff, Unlink::Leave)?;
/// org.link_group(&staff, "Staff", Link::KeepName)?;
///
/// // this server has nothing to grant
/// let entitlements = org.discover_entitlements()?;
/// assert!(entitlements.is_empty());
/// org.grant(&jane, &entitlements)?;
///
/// // an event: she is on leave
/// let uri = format!("/Users/{}", org.external_id(&jane).unwrap());
/// org.receive(&serde_json::json!({"sub_id": {"format": "scim", "uri": uri},
///     "events": {"urn:ietf:params:scim:event:prov:deactivate": {}}}));
/// assert_eq!(org.lifecycle(&jane), Some(Lifecycle::Suspended));
///
/// // an administrator suspends somebody, and says which account is his
/// let tom = org.hire(Profile::new("tom@example.com", "Tom", "Jones"));
/// org.suspend(&tom);
/// assert_eq!(org.lifecycle(&tom), Some(Lifecycle::Suspended));
/// org.confirm(&tom, "26118915");
/// assert_eq!(org.external_id(&tom), Some("26118915"));
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
pub struct Org {
    pub(super) app: App,
    pub(super) wire: Wire,
    pub(super) people: BTreeMap<User, Person>,
    pub(super) teams: BTreeMap<Group, Team>,
    /// Whose account each is, by its id on the server.
    pub(super) linked: BTreeMap<String, User>,
    /// Users by what an import matches them by.
    pub(super) exact: BTreeMap<String, User>,
    /// Users as the last imports showed them, by their ids on the server.
    pub(super) imported: BTreeMap<String, Value>,
    /// Groups likewise.
    pub(super) app_groups: BTreeMap<String, Value>,
    /// Which groups are pushed by their names.
    pub(super) rules: Vec<Rule>,
    /// Since when an incremental import asks for changes.
    pub(super) watermark: Option<String>,
    tasks: Vec<Task>,
    tag: String,
    counter: u64,
}

impl Org {
    /// An org without people, whose app is a server.
    #[must_use]
    pub fn new(target: Target, app: App) -> Self {
        let mut wire = Wire::new(target);
        wire.spaces_as_plus = app.spaces_as_plus;
        Self {
            app,
            wire,
            people: BTreeMap::new(),
            teams: BTreeMap::new(),
            linked: BTreeMap::new(),
            exact: BTreeMap::new(),
            imported: BTreeMap::new(),
            app_groups: BTreeMap::new(),
            rules: Vec::new(),
            watermark: None,
            tasks: Vec::new(),
            tag: String::new(),
            counter: 0,
        }
    }

    /// With a clock that somebody else has too.
    #[must_use]
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.wire.clock = clock;
        self
    }

    /// With another part of all ids, so that two orgs do not share them.
    #[must_use]
    pub fn with_tag(mut self, tag: &str) -> Self {
        self.tag = tag.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        self
    }

    /// Keeping so many exchanges at most.
    #[must_use]
    pub const fn keep(mut self, exchanges: usize) -> Self {
        self.wire.keep = exchanges;
        self
    }

    pub(super) fn with_run(mut self, run: &Run, application: Option<&Target>) -> Self {
        self.wire.run = run.clone();
        self.wire.also_as(application);
        self
    }

    /// Its clock.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.wire.clock
    }

    /// The app.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Changes what the administrator set.
    ///
    /// ```
    /// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
    /// # let scim = ScimService::builder()
    /// #     .resource(MemoryStore::<User>::new())
    /// #     .resource(MemoryStore::<Group>::new())
    /// #     .unauthenticated()
    /// #     .build();
    /// use scim_testkit::{live::Target, okta::{App, Mode, Org}};
    ///
    /// let mut org = Org::new(Target::service(scim), App::new(Mode::Put));
    /// org.configure(|app| app.import_groups(false));
    /// assert_eq!(org.app().mode(), Mode::Put);
    /// org.connect()?;
    /// assert_eq!(org.requests(), 1, "groups are not asked for any more");
    /// # Ok::<(), scim_testkit::okta::Task>(())
    /// ```
    pub fn configure(&mut self, change: impl FnOnce(App) -> App) {
        self.app = change(self.app.clone());
        self.wire.spaces_as_plus = self.app.spaces_as_plus;
    }

    /// Adds a user, who is active and assigned to nothing.
    pub fn hire(&mut self, profile: Profile) -> User {
        self.add(profile, Lifecycle::Active)
    }

    pub(super) fn add(&mut self, profile: Profile, lifecycle: Lifecycle) -> User {
        let user = User(self.next_id("00u"));
        let password = password(&user.0);
        let assignment = Assignment::default();
        let person = Person { profile, lifecycle, assignment, starts: None, password, sent: None };
        self.people.insert(user.clone(), person);
        user
    }

    /// Adds a group, which is pushed if a [rule](Self::push_by_rule) takes it.
    pub fn add_group(&mut self, name: &str, members: &[&User]) -> Group {
        let group = Group(self.next_id("00g"));
        let members = members.iter().map(|user| (*user).clone()).collect();
        let team = Team { name: name.to_owned(), members, ..Team::default() };
        self.teams.insert(group.clone(), team);
        // what fails is a task
        let _ = self.push_ruled(&group);
        group
    }

    fn next_id(&mut self, prefix: &str) -> String {
        self.counter += 1;
        format!("{prefix}{:0>8}{:09}", self.tag, self.counter)
    }

    /// The profile of a user.
    #[must_use]
    pub fn profile(&self, user: &User) -> Option<&Profile> {
        self.people.get(user).map(|person| &person.profile)
    }

    /// Where a user is in its life.
    #[must_use]
    pub fn lifecycle(&self, user: &User) -> Option<Lifecycle> {
        self.people.get(user).map(|person| person.lifecycle)
    }

    /// The user in the app, while assigned.
    #[must_use]
    pub fn assignment(&self, user: &User) -> Option<&Assignment> {
        let assignment = &self.people.get(user)?.assignment;
        assignment.is_assigned().then_some(assignment)
    }

    /// The id that the server gave a user, also after the assignment.
    #[must_use]
    pub fn external_id(&self, user: &User) -> Option<&str> {
        self.people.get(user)?.assignment.external_id.as_deref()
    }

    /// The id that the server gave a group that is pushed.
    #[must_use]
    pub fn external_group(&self, group: &Group) -> Option<&str> {
        self.teams.get(group)?.push.as_ref().map(|push| &*push.external_id)
    }

    /// The user with a login, in any letter case.
    #[must_use]
    pub fn user(&self, login: &str) -> Option<User> {
        let mut all = self.people.iter();
        let found = all.find(|(_, one)| one.profile.text("login").eq_ignore_ascii_case(login));
        found.map(|(user, _)| user.clone())
    }

    /// All users.
    pub fn users(&self) -> impl Iterator<Item = &User> {
        self.people.keys()
    }

    /// The groups that the last import showed, as the server has them, by their ids.
    pub fn app_groups(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.app_groups.iter().map(|(id, group)| (&**id, group))
    }

    /// The jobs that failed.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// What Okta sent, and what came back: the newest last.
    pub fn exchanges(&self) -> impl Iterator<Item = &Recorded> {
        let okta = self.wire.exchanges().filter(|(who, _)| *who == Who::Okta);
        okta.map(|(_, recorded)| recorded)
    }

    /// How many requests were sent.
    #[must_use]
    pub const fn requests(&self) -> u64 {
        self.wire.requests()
    }

    /// What in the answers Okta does with, or people stumble over.
    pub fn findings(&self) -> impl Iterator<Item = &str> {
        self.wire.findings().iter().map(|finding| &*finding.text)
    }

    /// Keeps what failed for the administrator.
    pub(super) fn done<T>(&mut self, result: Result<T, Task>) -> Result<T, Task> {
        let result = result.map_err(|task| Task { why: self.wire.hide(&task.why), ..task });
        if let Err(task) = &result {
            self.tasks.push(task.clone());
        }
        result
    }

    /// Sends a request for a job.
    pub(super) fn ask(&mut self, what: &str, ask: &Ask) -> Result<Answer, Task> {
        self.wire.send(Who::Okta, ask).map_err(|trouble| Task::trouble(what, trouble))
    }

    /// Sends a request for a job, which any 2xx answers well.
    pub(super) fn ask_well(&mut self, what: &str, ask: &Ask) -> Result<Answer, Task> {
        let answer = self.ask(what, ask)?;
        if answer.is_success() { Ok(answer) } else { Err(Task::of(what, &answer)) }
    }

    /// GET of a resource: the whole of it.
    pub(super) fn read(&mut self, what: &str, path: &str) -> Result<Value, Task> {
        let answer = self.ask_well(what, &Ask::get(path))?;
        if !answer.json().is_object() {
            return Err(Task::unusable(what, "the answer is no resource", &answer));
        }
        Ok(answer.json().clone())
    }

    /// The people of a name in messages.
    pub(super) fn named(&self, user: &User) -> String {
        let name = self.people.get(user).map(|person| person.profile.text("login"));
        format!("`{}`", name.unwrap_or(&user.0))
    }
}

/// The path of a user on the server.
pub(super) fn user_path(id: &str) -> String {
    resource_path("/Users", id)
}

/// The path of a group on the server.
pub(super) fn group_path(id: &str) -> String {
    resource_path("/Groups", id)
}

/// Eight random letters and digits.
pub(super) fn password(seed: &str) -> String {
    use std::hash::{BuildHasher, RandomState};
    let mut number = RandomState::new().hash_one(seed);
    // one of each, as many servers ask for
    let mut text = String::from("1m");
    for _ in 0..6 {
        let digit = u32::try_from(number % 36).unwrap_or_default();
        text.extend(char::from_digit(digit, 36));
        number /= 36;
    }
    text
}

impl fmt::Debug for Org {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Org")
            .field("app", &self.app.mode)
            .field("users", &self.people.len())
            .field("groups", &self.teams.len())
            .field("requests", &self.requests())
            .finish_non_exhaustive()
    }
}
