//! What a scenario works with: the org, the server as others see it, and what is expected.

mod app_side;

pub(super) use app_side::{Account, rename};

use super::options::Offers;
use super::org::{Org, user_path};
use super::person::User;
use super::profile::Profile;
use super::task::Task;
use super::wire::{Trouble, Who};
use crate::live::{Answer, Ask, Discovery, Kind, Reply, Stop, is_assigned, member, short};
use serde_json::{Value, json};

/// What a scenario works with.
pub(super) struct Stage<'r> {
    pub(super) org: Org,
    pub(super) discovery: &'r Discovery,
    pub(super) offers: &'r Offers,
    tag: &'r str,
    counter: u32,
    warnings: Vec<String>,
}

/// A user as the server has it.
pub(super) struct Seen {
    pub(super) answer: Answer,
}

impl<'r> Stage<'r> {
    pub(super) fn new(
        org: Org,
        discovery: &'r Discovery,
        offers: &'r Offers,
        tag: &'r str,
    ) -> Self {
        Self { org, discovery, offers, tag, counter: 0, warnings: Vec::new() }
    }

    pub(super) fn warnings(&self) -> &[String] {
        &self.warnings
    }

    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }

    /// The resource type of users.
    pub(super) fn users(&self) -> Result<Kind, Stop> {
        let found = self.discovery.user().cloned();
        let kind =
            found.ok_or_else(|| Stop::skipped("there is no resource type with the schema User"))?;
        if kind.attribute("active").is_none() {
            return Err(Stop::skipped("users have no `active`, by which Okta deactivates them"));
        }
        Ok(kind)
    }

    /// The resource type of groups.
    pub(super) fn groups(&self) -> Result<Kind, Stop> {
        let found = self.discovery.group().cloned();
        found.ok_or_else(|| Stop::skipped("there is no resource type with the schema Group"))
    }

    /// Whether users have an attribute that a client writes and reads back.
    pub(super) fn holds(&self, path: &str) -> bool {
        let kind = self.discovery.user();
        kind.and_then(|kind| kind.attribute(path)).is_some_and(|attribute| attribute.is_plain())
    }

    /// A text that nothing else has.
    pub(super) fn unique(&mut self) -> String {
        self.counter += 1;
        format!("{}-{}", self.tag, self.counter)
    }

    /// A profile that nobody else has.
    pub(super) fn profile(&mut self, first: &str) -> Profile {
        let unique = self.unique();
        let login = format!("{unique}-{first}@okta.example.com");
        Profile::new(&login, first, &format!("Tester {unique}"))
    }

    /// And with all that the default mapping sends.
    pub(super) fn full_profile(&mut self, first: &str) -> Profile {
        let mut profile = self.profile(first);
        for (name, value) in [
            ("middleName", "Q."),
            ("honorificPrefix", "Dr."),
            ("honorificSuffix", "III"),
            ("title", "Engineer"),
            ("nickName", "Nick"),
            ("profileUrl", "https://profile.example.com/nick"),
            ("primaryPhone", "+1-555-555-0100"),
            ("mobilePhone", "+1-555-555-0101"),
            ("streetAddress", "1 Main Street"),
            ("city", "San Francisco"),
            ("state", "CA"),
            ("zipCode", "94105"),
            ("countryCode", "US"),
            ("postalAddress", "1 Main Street, San Francisco"),
            ("preferredLanguage", "en-US"),
            ("locale", "en-US"),
            ("timezone", "America/Los_Angeles"),
            ("userType", "Employee"),
            ("employeeNumber", "701984"),
            ("costCenter", "4130"),
            ("organization", "Example"),
            ("division", "Products"),
            ("department", "Engineering"),
        ] {
            profile.set(name, value);
        }
        let second = profile.text("login").replace("@okta.", "@home.");
        profile.set("secondEmail", second);
        profile
    }

    /// A new user of Okta's, who is assigned to the app.
    pub(super) fn joiner(&mut self, first: &str) -> Result<User, Stop> {
        let profile = self.profile(first);
        let user = self.org.hire(profile);
        self.org.assign(&user)?;
        Ok(user)
    }

    /// The id that the server gave a user.
    pub(super) fn id(&self, user: &User) -> Result<String, Stop> {
        let id = self.org.external_id(user).map(str::to_owned);
        id.ok_or_else(|| Stop::failed("the user to be linked to an account", "no account"))
    }

    /// Sends a request beside Okta.
    pub(super) fn send(&mut self, ask: &Ask) -> Result<Answer, Stop> {
        self.org.wire.send(Who::Observer, ask).map_err(|trouble| match trouble {
            Trouble::Interrupted => Stop::Interrupted,
            // that is no mistake of the server's, and it is not Okta who asks
            Trouble::Limited(_) => Stop::skipped("every attempt was answered 429"),
            trouble => Task::trouble("go on", trouble).into(),
        })
    }

    /// A user as GET answers it now.
    pub(super) fn see(&mut self, user: &User) -> Result<Seen, Stop> {
        let id = self.id(user)?;
        self.see_id(&id)
    }

    /// A user as GET answers it now, by its id.
    pub(super) fn see_id(&mut self, id: &str) -> Result<Seen, Stop> {
        let answer = self.send(&Ask::get(user_path(id)))?;
        answer.expect_status(200)?.expect_object()?;
        Ok(Seen { answer })
    }

    /// The users that a login finds.
    pub(super) fn find(&mut self, login: &str) -> Result<(Vec<Value>, Answer), Stop> {
        let filter = format!("userName eq {}", json!(login));
        let ask = Ask::get("/Users").query("filter", &filter).query("startIndex", "1");
        let answer = self.send(&ask.query("count", "100"))?;
        Ok((answer.expect_list()?, answer))
    }

    /// Expects one account with the login of a user, the one that Okta knows.
    pub(super) fn expect_one_account(&mut self, user: &User) -> Result<(), Stop> {
        let (id, login) = (self.id(user)?, self.login(user));
        let (found, answer) = self.find(&login)?;
        let ids: Vec<&str> =
            found.iter().filter_map(|one| member(one, "id")).filter_map(Value::as_str).collect();
        if ids == [&*id] {
            return Ok(());
        }
        let expected = format!("one account with the login `{login}`, with the id `{id}`");
        Err(answer.failed(expected, format!("{}: {}", ids.len(), ids.join(", "))))
    }

    pub(super) fn login(&self, user: &User) -> String {
        self.org.profile(user).map(|profile| profile.text("login").to_owned()).unwrap_or_default()
    }

    /// Expects the server to have all that is mapped of a profile. What Okta cannot do without must
    /// be there; of the rest, what the server says to have. For an element of a list there may be no
    /// place (Okta takes any combination of `type` and `primary`), so that one is missing only warns;
    /// but another value in its place is wrong.
    pub(super) fn expect_profile(&mut self, user: &User, seen: &Seen) -> Result<(), Stop> {
        const NEEDED: [&str; 4] =
            ["userName", "name.givenName", "name.familyName", "emails.^[primary==true].value"];
        let told = !self.discovery.schemas_json.is_empty();
        let Some(profile) = self.org.profile(user).cloned() else { return Ok(()) };
        for mapping in self.org.app.mappings.clone() {
            let path = mapping.place.path();
            let Some(expected) = mapping.value(user.id(), &profile) else { continue };
            let needed = NEEDED.contains(&&*mapping.place.to_string());
            if !(self.holds(&path) || needed) {
                continue;
            }
            let found = mapping.place.get(seen.answer.json());
            if found == Some(&expected) {
                continue;
            }
            let is_another = found.is_some_and(|found| is_assigned(found) && *found != "");
            let must = needed || (told && (!mapping.place.is_of_list() || is_another));
            let expected = format!("`{}` to be {}", mapping.place, shown(Some(&expected)));
            let found = shown(found);
            if must && path != "externalId" {
                return Err(seen.answer.failed(expected, found));
            }
            self.warn(format!("expected {expected}, found {found}"));
        }
        Ok(())
    }

    /// How many requests of Okta's had an answer that is not to be waited for (RFC 6585 section 4).
    pub(super) fn answered(&self) -> usize {
        let is_limit = |reply: &Reply| reply.status == 429;
        self.org.exchanges().filter(|one| !one.reply.as_ref().is_some_and(is_limit)).count()
    }

    /// Expects Okta to have sent nothing since there were so many requests of its.
    pub(super) fn expect_silence(&self, before: usize, what: &str) -> Result<(), Stop> {
        let sent = self.org.exchanges().count();
        expect(sent == before, "Okta to send nothing", || {
            format!("{} requests after {what}", sent - before.min(sent))
        })
    }

    /// Expects the members of a group on the server to be these users.
    pub(super) fn expect_members(&mut self, id: &str, users: &[&User]) -> Result<(), Stop> {
        let mut expected = Vec::new();
        for user in users {
            expected.push(self.id(user)?);
        }
        expected.sort();
        let answer = self.send(&Ask::get(super::org::group_path(id)))?;
        answer.expect_status(200)?.expect_object()?;
        let members = answer.member("members").and_then(Value::as_array).cloned();
        let members = members.unwrap_or_default();
        let mut found: Vec<String> = members
            .iter()
            .filter_map(|one| member(one, "value").and_then(Value::as_str).map(str::to_owned))
            .collect();
        found.sort();
        if found == expected {
            return Ok(());
        }
        Err(answer.failed(
            format!("the group to have the members {expected:?}"),
            short(&format!("{found:?}")),
        ))
    }
}

impl Seen {
    pub(super) fn expect_active(&self, active: bool) -> Result<&Self, Stop> {
        if self.answer.member("active") == Some(&json!(active)) {
            return Ok(self);
        }
        let found = shown(self.answer.member("active"));
        Err(self.answer.failed(format!("`active` to be `{active}`"), found))
    }

    /// Expects a text somewhere, or nothing where that is empty.
    pub(super) fn expect_text(&self, place: &str, expected: &str) -> Result<&Self, Stop> {
        let parsed: Option<super::Place> = place.parse().ok();
        let found = parsed.as_ref().and_then(|place| place.get(self.answer.json()));
        let is = match found {
            Some(found) if expected.is_empty() => !is_assigned(found) || found == "",
            found => found.and_then(Value::as_str).unwrap_or_default() == expected,
        };
        if is {
            return Ok(self);
        }
        let found = shown(found);
        Err(self.answer.failed(format!("`{place}` to be `{expected}`"), found))
    }

    pub(super) fn text(&self, place: &str) -> String {
        let parsed: Option<super::Place> = place.parse().ok();
        parsed
            .and_then(|place| place.text(self.answer.json()).map(str::to_owned))
            .unwrap_or_default()
    }
}

/// A value in a message; nothing where there is none.
fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::String(text)) => format!("`{}`", short(text)),
        Some(value) => format!("`{}`", short(&value.to_string())),
    }
}

/// Expects what Okta itself came to.
pub(super) fn expect(is: bool, expected: &str, found: impl FnOnce() -> String) -> Result<(), Stop> {
    if is { Ok(()) } else { Err(Stop::failed(expected, found())) }
}
