//! The rows of every tenant, their unique keys and their changes: all that one lock guards.

use super::unique::{self, UniqueKey};
use super::{DeletePolicy, stamp};
use crate::edit::Edit;
use crate::message::ScimError;
use crate::query::{Precondition, Updated};
use crate::resource::ScimResource;
use crate::service::{Change, Context, id};
use crate::value::DateTime;
use crate::write::etag;
use std::collections::{BTreeMap, HashMap};

pub(super) struct Tables<R> {
    tenants: HashMap<Option<String>, Rows<R>>,
    /// How many resources were ever created, of all tenants.
    created: u64,
    changes: Vec<Change>,
    sequence: u64,
}

/// The resources of one tenant, each under its place in the order of creation.
struct Rows<R> {
    rows: BTreeMap<u64, R>,
    ids: HashMap<String, u64>,
    unique: BTreeMap<UniqueKey, u64>,
    tombstones: Vec<R>,
}

impl<R> Default for Tables<R> {
    fn default() -> Self {
        Self { tenants: HashMap::new(), created: 0, changes: Vec::new(), sequence: 0 }
    }
}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            ids: HashMap::new(),
            unique: BTreeMap::new(),
            tombstones: Vec::new(),
        }
    }
}

impl<R: ScimResource> Tables<R> {
    fn of(&self, tenant: Option<&str>) -> Option<&Rows<R>> {
        self.tenants.get(&tenant.map(str::to_owned))
    }

    pub(super) fn resources(&self, tenant: Option<&str>) -> impl Iterator<Item = &R> {
        self.of(tenant).into_iter().flat_map(|rows| rows.rows.values())
    }

    pub(super) fn tombstones(&self, tenant: Option<&str>) -> impl Iterator<Item = &R> {
        self.of(tenant).into_iter().flat_map(|rows| &rows.tombstones)
    }

    pub(super) fn get(&self, tenant: Option<&str>, id: &R::Id) -> Option<&R> {
        self.of(tenant)?.find(&id::text(id)).map(|(_, resource)| resource)
    }

    pub(super) fn changes<'a>(
        &'a self,
        tenant: Option<&'a str>,
        sequence: u64,
    ) -> impl Iterator<Item = &'a Change> {
        let first = self.changes.partition_point(|change| change.sequence <= sequence);
        self.changes.iter().skip(first).filter(move |change| change.tenant.as_deref() == tenant)
    }

    pub(super) fn forget_changes(&mut self, through: u64) {
        self.changes.retain(|change| change.sequence > through);
    }

    pub(super) fn insert(
        &mut self,
        cx: &Context,
        mut resource: R,
        now: &DateTime,
    ) -> Result<R, ScimError> {
        let place = self.created + 1;
        let rows = self.tenants.entry(cx.tenant().map(str::to_owned)).or_default();
        stamp::created(&mut resource, place, now);
        let id = resource.id().to_string();
        if rows.ids.contains_key(&id) {
            return Err(ScimError::internal("the id of a new resource is taken"));
        }
        let keys = unique::keys(&resource);
        rows.check(&keys, place)?;

        self.created = place;
        rows.ids.insert(id, place);
        rows.unique.extend(keys.into_iter().map(|key| (key, place)));
        rows.rows.insert(place, resource.clone());
        self.record(Change::created(cx, &resource), now);
        Ok(resource)
    }

    pub(super) fn update(
        &mut self,
        cx: &Context,
        id: &R::Id,
        edit: &Edit<R>,
        now: &DateTime,
    ) -> Result<Updated<R>, ScimError> {
        let rows = self.tenants.entry(cx.tenant().map(str::to_owned)).or_default();
        let (place, stored) = rows.find(&id::text(id)).ok_or_else(|| id::not_found::<R>(id))?;
        let (mut edited, changes) = edit.apply(stored)?;
        if changes.is_empty() {
            return Ok(Updated::new(edited, changes));
        }
        let (before, had) = (etag(stored), unique::keys(stored));
        let keys = unique::keys(&edited);
        rows.check(&keys, place)?;
        stamp::updated(&mut edited, now);

        rows.free(&had);
        rows.unique.extend(keys.into_iter().map(|key| (key, place)));
        rows.rows.insert(place, edited.clone());
        let updated = Updated::new(edited, changes);
        self.record(Change::updated(cx, id, edit.operation(), before, &updated), now);
        Ok(updated)
    }

    pub(super) fn delete(
        &mut self,
        cx: &Context,
        id: &R::Id,
        precondition: &Precondition,
        policy: DeletePolicy,
        now: &DateTime,
    ) -> Result<(), ScimError> {
        let rows = self.tenants.entry(cx.tenant().map(str::to_owned)).or_default();
        let text = id::text(id);
        let (place, stored) = rows.find(&text).ok_or_else(|| id::not_found::<R>(id))?;
        let (version, keys) = (etag(stored), unique::keys(stored));
        precondition.check(version.as_deref())?;

        rows.ids.remove(&*text);
        rows.free(&keys);
        let deleted = rows.rows.remove(&place);
        if policy == DeletePolicy::Tombstone {
            rows.tombstones.extend(deleted);
        }
        self.record(Change::deleted::<R>(cx, id, version), now);
        Ok(())
    }

    fn record(&mut self, change: Change, now: &DateTime) {
        self.sequence += 1;
        self.changes.push(change.with_sequence(self.sequence).with_time(now.clone()));
    }
}

impl<R> Rows<R> {
    fn find(&self, id: &str) -> Option<(u64, &R)> {
        let place = *self.ids.get(id)?;
        Some((place, self.rows.get(&place)?))
    }

    /// Whether no other resource has one of the keys.
    fn check(&self, keys: &[UniqueKey], own: u64) -> Result<(), ScimError> {
        let taken = |key: &&UniqueKey| self.unique.get(*key).is_some_and(|place| *place != own);
        match keys.iter().find(taken) {
            Some((path, _)) => Err(ScimError::uniqueness(path)),
            None => Ok(()),
        }
    }

    fn free(&mut self, keys: &[UniqueKey]) {
        for key in keys {
            self.unique.remove(key);
        }
    }
}
