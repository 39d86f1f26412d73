//! What writers know of what they wrote, and what may be there then.

use crate::running::Server;
use scim_schema::service::{Change, ChangeKind};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What became of a request.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    #[default]
    Not,
    /// It happened, or it did not.
    Unanswered,
    Acknowledged,
}

impl Sent {
    fn allows(self, happened: bool) -> bool {
        match self {
            Self::Not => !happened,
            Self::Unanswered => true,
            Self::Acknowledged => happened,
        }
    }
}

/// Of a resource whose creation was sent.
#[derive(Debug, Default)]
pub(super) struct Life {
    /// Where it is, once its creation was acknowledged.
    pub(super) path: Option<String>,
    pub(super) deleted: Sent,
}

impl Life {
    fn allows(&self, is_there: bool) -> bool {
        match &self.path {
            Some(_) => self.deleted.allows(!is_there),
            None => true,
        }
    }
}

/// Each edit has a number: the title is that of the last one, and each leaves an address, until a PUT
/// leaves its own alone.
#[derive(Debug, Default)]
pub(super) struct User {
    pub(super) life: Life,
    /// The numbers in its addresses after the last edit that was acknowledged.
    pub(super) acknowledged: Vec<u64>,
    /// The same after the last one that was sent.
    pub(super) sent: Vec<u64>,
    /// Of the group of everybody.
    pub(super) is_member: Sent,
}

/// A group of one user, both of the same bulk request.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) life: Life,
    pub(super) member: u64,
}

/// All that was sent, by the numbers in the names.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) users: BTreeMap<u64, User>,
    pub(super) groups: BTreeMap<u64, Group>,
}

impl Written {
    pub(super) fn user(&mut self, number: u64) -> &mut User {
        self.users.get_mut(&number).unwrap()
    }

    pub(super) fn group(&mut self, number: u64) -> &mut Group {
        self.groups.get_mut(&number).unwrap()
    }

    /// All of them each time costs too much: the last ones are those at risk.
    pub(super) fn check_newest(&self, server: &Server, everybody: &str) {
        let members = members(&get(server, everybody).unwrap());
        for (number, known) in self.users.iter().rev().take(60) {
            let Some(path) = &known.life.path else { continue };
            let found = get(server, path);
            assert!(known.life.allows(found.is_some()), "{path}: {known:?}");
            let Some(found) = found else { continue };
            known.check(*number, &found, &members);
        }
        for known in self.groups.values().rev().take(15) {
            let Some(path) = &known.life.path else { continue };
            assert!(known.life.allows(get(server, path).is_some()), "{path}: {known:?}");
        }
    }

    /// Nothing that was acknowledged is lost, nothing is there by halves, and nothing that nobody sent.
    pub(super) fn check_all(&self, users: &[Value], groups: &[Value], everybody: &str) {
        let (mut ids, mut teams) = (BTreeMap::new(), BTreeMap::new());
        for user in users {
            let again = ids.insert(number(user, "userName", "user"), text(user, "id"));
            assert_eq!(again, None, "{user}");
        }
        let everybody = everybody.rsplit('/').next();
        let is_everybody = |group: &&Value| Some(text(group, "id")) == everybody;
        for group in groups.iter().filter(|group| !is_everybody(group)) {
            let again = teams.insert(number(group, "displayName", "group"), group);
            assert!(again.is_none(), "{group}");
        }
        let everybody = members(groups.iter().find(is_everybody).unwrap());

        for user in users {
            let number = number(user, "userName", "user");
            let known = self.users.get(&number).unwrap_or_else(|| panic!("nobody sent {user}"));
            known.check(number, user, &everybody);
        }
        for (number, known) in &self.users {
            assert!(known.life.allows(ids.contains_key(number)), "{number}: {known:?}");
        }
        let all: BTreeSet<_> = ids.values().map(|id| (*id).to_owned()).collect();
        assert!(everybody.is_subset(&all), "{:?} are nobody", everybody.difference(&all));

        for (number, known) in &self.groups {
            let team = teams.remove(number);
            assert!(known.life.allows(team.is_some()), "{number}: {known:?}");
            let Some(team) = team else { continue };
            check_path(&known.life, "/Groups", team);
            let member = ids.get(&known.member).map(|id| (*id).to_owned());
            let is_deleted = self.users[&known.member].life.deleted != Sent::Not;
            // it refers to the user, who was first
            assert!(member.is_some() || is_deleted, "{team}: its member never was");
            assert_eq!(members(team), BTreeSet::from_iter(member), "{team}");
        }
        assert!(teams.is_empty(), "nobody sent {teams:?}");
    }

    /// The feed begins each resource once, ends those that are gone, and no others, and has the
    /// version of those that are there.
    pub(super) fn check_feed(&self, users: &[Value], groups: &[Value], changes: &[Change]) {
        let mut last: BTreeMap<(&str, &str), &Change> = BTreeMap::new();
        for change in changes {
            let before = last.insert((change.resource_type.as_str(), change.id.as_str()), change);
            assert_eq!(before.is_none(), change.kind == ChangeKind::Created, "{change:?}");
            let is_end = before.is_some_and(|before| before.kind == ChangeKind::Deleted);
            assert!(!is_end, "after its end: {change:?}");
        }
        let mut there = BTreeSet::new();
        for (kind, resources) in [("User", users), ("Group", groups)] {
            for resource in resources {
                let key = (kind, text(resource, "id"));
                there.insert(key);
                let version = last.remove(&key).and_then(|change| change.version_after.as_deref());
                assert_eq!(version, Some(text(&resource["meta"], "version")), "{resource}");
            }
        }
        for change in last.values() {
            assert_eq!(change.kind, ChangeKind::Deleted, "{change:?}");
        }
        let users = self.users.values().map(|user| ("User", &user.life));
        for (kind, life) in users.chain(self.groups.values().map(|group| ("Group", &group.life))) {
            let Some(path) = &life.path else { continue };
            let key = (kind, path.rsplit('/').next().unwrap());
            assert!(there.contains(&key) || last.contains_key(&key), "no change of {life:?}");
        }
    }
}

impl User {
    /// A user who is there, in one of two states, and nothing between them.
    fn check(&self, name: u64, user: &Value, everybody: &BTreeSet<String>) {
        check_path(&self.life, "/Users", user);
        assert_eq!(number(user, "userName", "user"), name, "{user}");
        let emails = user["emails"].as_array().into_iter().flatten();
        let held: Vec<u64> = emails
            .map(|email| {
                text(email, "value").strip_suffix("@example.com").unwrap().parse().unwrap()
            })
            .collect();
        assert!(
            held == self.acknowledged || held == self.sent,
            "{held:?} is not of {self:?}: {user}"
        );
        let last = held.last().copied().unwrap_or(0).to_string();
        assert_eq!((text(user, "title"), text(user, "nickName")), (&*last, &*last), "{user}");
        assert!(self.is_member.allows(everybody.contains(text(user, "id"))), "{self:?}: {user}");
    }
}

/// Where it was said to be, if that was said.
fn check_path(life: &Life, endpoint: &str, resource: &Value) {
    if let Some(path) = &life.path {
        assert_eq!(*path, super::path(endpoint, resource), "{resource}");
    }
}

/// A resource, if it is there.
fn get(server: &Server, path: &str) -> Option<Value> {
    let (status, _, body) = server.send("GET", path, &Value::Null);
    match status {
        200 => Some(serde_json::from_str(&body).unwrap()),
        404 => None,
        _ => panic!("{path}: {status} {body}"),
    }
}

/// All resources of an endpoint, page by page, each as it is by itself.
pub(super) fn all(server: &Server, endpoint: &str) -> Vec<Value> {
    let mut all = Vec::new();
    loop {
        let page = get(server, &format!("{endpoint}?startIndex={}", all.len() + 1)).unwrap();
        let resources = page["Resources"].as_array().cloned().unwrap_or_default();
        let total = page["totalResults"].as_u64().unwrap();
        if resources.is_empty() {
            assert_eq!(all.len() as u64, total, "{endpoint}");
            return all;
        }
        for resource in resources {
            all.push(get(server, &super::path(endpoint, &resource)).unwrap());
        }
    }
}

fn members(group: &Value) -> BTreeSet<String> {
    let members = group["members"].as_array().into_iter().flatten();
    members.map(|member| text(member, "value").to_owned()).collect()
}

fn text<'a>(resource: &'a Value, name: &str) -> &'a str {
    resource[name].as_str().unwrap_or_else(|| panic!("no `{name}`: {resource}"))
}

/// What is in a name.
fn number(resource: &Value, attribute: &str, before: &str) -> u64 {
    let name = text(resource, attribute).strip_prefix(before);
    name.and_then(|name| name.parse().ok()).unwrap_or_else(|| panic!("nobody sent {resource}"))
}
