//! What is due by a schedule: each resource is looked at once, and few are held.

use super::{PARTS, cost, linear};
use crate::dialect::Dialect;
use crate::edit::{Edit, Patch};
use crate::filter::Filter;
use crate::message::ScimError;
use crate::query::{Page, Query, Updated};
use crate::rfc::User;
use crate::service::tests::{always, block_on};
use crate::service::{Context, Identity, MemoryStore, Schedule, Scheduled, Store};
use crate::value::DateTime;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Whether everyone is to leave by now, and how many were looked at.
struct Leave(bool, Arc<AtomicUsize>);

impl Schedule<User> for Leave {
    fn seen(&self, _: &Context) -> Result<Option<Filter<User>>, ScimError> {
        Ok(None)
    }

    fn due(&self, user: &User, _: &DateTime) -> Result<Option<Edit<User>>, ScimError> {
        self.1.fetch_add(1, Relaxed);
        if !self.0 || user.active == Some(false) {
            return Ok(None);
        }
        let body = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations":[{"op":"replace","path":"active","value":false}]}"#;
        Patch::new(body, Dialect::RFC).map(|patch| Some(patch.into()))
    }
}

/// A store that finds the beginning of a page as a database does, and forgets what is written.
struct Indexed(Vec<User>);

impl Indexed {
    fn of(users: usize) -> Self {
        let user = |index: usize| User {
            id: format!("{index:08}"),
            user_name: format!("u{index:08}"),
            ..User::default()
        };
        Self((0..users).map(user).collect())
    }
}

impl Store<User> for Indexed {
    type Error = ScimError;

    always!(User: create delete => Err(ScimError::not_implemented("users stay who they are")));
    always!(User: get => Ok(None));

    async fn update(
        &self,
        _: &Context,
        id: &String,
        edit: Edit<User>,
    ) -> Result<Updated<User>, ScimError> {
        let stored = id.parse::<usize>().ok().and_then(|index| self.0.get(index));
        let (user, changes) = edit.apply(stored.unwrap())?;
        Ok(Updated::new(user, changes))
    }

    async fn search(&self, _: &Context, query: &Query<User>) -> Result<Page<User>, ScimError> {
        let begin = query.after().map_or(0, |after| after.id.parse::<usize>().unwrap() + 1);
        let end = (begin + query.count()).min(self.0.len());
        let page = self.0.get(begin..end).unwrap_or_default().to_vec();
        Ok(Page::by_cursor(page, None, end < self.0.len()))
    }
}

#[test]
fn what_is_due_is_done_in_the_size_of_what_is_stored() {
    for due in [false, true] {
        let make = |n: usize| {
            let looked = Arc::new(AtomicUsize::new(0));
            (Scheduled::new(Indexed::of(2 * n), Leave(due, looked.clone())), looked, 2 * n)
        };
        let name = if due { "all is due" } else { "nothing is due" };
        linear(name, make, |(scheduled, looked, stored)| {
            block_on(scheduled.catch_up::<User>(None)).unwrap();
            assert_eq!(looked.swap(0, Relaxed), *stored, "{name}");
        });
    }
}

/// However many there are, so many are held at once as are looked at at once.
#[test]
fn few_are_held_while_all_are_looked_at() {
    let costs = [2 * PARTS, 6 * PARTS].map(|n| {
        let (users, cx) = (MemoryStore::<User>::new(), Context::new(Identity::new()));
        for user in Indexed::of(n).0 {
            users.insert(&cx, user).unwrap();
        }
        let looked = Arc::new(AtomicUsize::new(0));
        let scheduled = Scheduled::new(users, Leave(false, looked.clone()));
        let cost = cost(|| block_on(scheduled.catch_up::<User>(None)).unwrap());
        assert_eq!(looked.load(Relaxed), n);
        cost
    });
    assert!(costs[1].peak <= costs[0].peak + 4_000, "{costs:?}");
}
