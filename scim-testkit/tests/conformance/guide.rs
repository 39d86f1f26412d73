//! The store of the guide, as it stands there, and what the guide says tries it.
#![allow(clippy::unwrap_used, reason = "tests")]

use scim_schema::ScimResource;
use scim_schema::compare::unicode_key;
use scim_schema::edit::{Create, Edit};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::service::{Context, Store};
use scim_schema::write::etag;
use std::collections::BTreeMap;
use std::sync::Mutex;

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: u64,
    user_name: String,
    #[scim(version)]
    revision: u64,
}

#[derive(Default)]
struct Members(Mutex<Rows>);

#[derive(Default)]
struct Rows {
    members: BTreeMap<u64, Member>,
    /// An id is never given again, whatever was deleted.
    last_id: u64,
}

impl Rows {
    /// Whether no other member has this name, as names compare.
    fn check_unique(&self, member: &Member) -> Result<(), ScimError> {
        let name = unicode_key(&member.user_name);
        let mut others = self.members.values().filter(|other| other.id != member.id);
        if others.any(|other| unicode_key(&other.user_name) == name) {
            return Err(ScimError::uniqueness("userName"));
        }
        Ok(())
    }
}

impl Store<Member> for Members {
    type Error = ScimError;

    async fn create(&self, _: &Context, new: Create<Member>) -> Result<Member, ScimError> {
        let mut rows = self.0.lock().unwrap();
        let id = rows.last_id + 1;
        let (member, _) = new.apply(&Member { id, revision: 1, ..Member::default() })?;
        rows.check_unique(&member)?;
        rows.last_id = id;
        rows.members.insert(id, member.clone());
        Ok(member)
    }

    async fn get(&self, _: &Context, id: &u64, _: &Projection<Member>) -> Result<Option<Member>, ScimError> {
        Ok(self.0.lock().unwrap().members.get(id).cloned())
    }

    async fn update(&self, _: &Context, id: &u64, edit: Edit<Member>) -> Result<Updated<Member>, ScimError> {
        let mut rows = self.0.lock().unwrap();
        let stored = rows.members.get(id).ok_or_else(|| ScimError::not_found("User", id))?;
        let (mut edited, changes) = edit.apply(stored)?; // `If-Match` is checked here
        if !changes.is_empty() {
            rows.check_unique(&edited)?;
            edited.revision += 1;
            rows.members.insert(*id, edited.clone());
        }
        Ok(Updated::new(edited, changes))
    }

    async fn delete(&self, _: &Context, id: &u64, precondition: Precondition) -> Result<(), ScimError> {
        let mut rows = self.0.lock().unwrap();
        let stored = rows.members.get(id).ok_or_else(|| ScimError::not_found("User", id))?;
        precondition.check(etag(stored).as_deref())?;
        rows.members.remove(id);
        Ok(())
    }

    async fn search(&self, _: &Context, query: &Query<Member>) -> Result<Page<Member>, ScimError> {
        Ok(query.run_cloned(self.0.lock().unwrap().members.values()))
    }
}

scim_testkit::conformance!(Member, store = Members::default(), cases = 32);

/// 7643-3.1-08, 7644-3.3-11, -12: what these laws hold is the code that people copy.
#[test]
fn it_is_what_the_guide_shows() {
    let guide = include_str!("../../../scim-schema/guide/stores_and_sql.md");
    let (_, shown) = guide.split_once("```rust\n").unwrap();
    // what stands behind `#` only the doctest sees
    let (code, _) = shown.split_once("\n# ").unwrap();
    assert!(code.contains("impl Store<Member> for Members"), "{code}");
    assert!(include_str!("guide.rs").contains(code), "the guide shows another store:\n{code}");
}
