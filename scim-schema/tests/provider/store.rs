//! A store as small as can be: rows by tenant and id, ids and times by counting.

use super::Device;
use scim_schema::compare::unicode_key;
use scim_schema::edit::{Create, Edit};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{Context, Store};
use scim_schema::value::DateTime;
use scim_schema::write::etag;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// What is written with each write.
pub(crate) trait Row: ScimResource {
    fn blank() -> Self;
    fn stamp(&mut self, id: &str, version: u32, now: DateTime);
    /// What no other may have.
    fn unique(&self) -> Option<(&'static str, String)>;
}

macro_rules! row { ($($row:ty, $unique:expr;)*) => { $(
    impl Row for $row {
        fn blank() -> Self {
            Self::default()
        }
        fn stamp(&mut self, id: &str, version: u32, now: DateTime) {
            id.clone_into(&mut self.id);
            self.created.get_or_insert_with(|| now.clone());
            self.last_modified = Some(now);
            self.version = version.to_string();
        }
        fn unique(&self) -> Option<(&'static str, String)> {
            let unique: fn(&Self) -> Option<(&'static str, String)> = $unique;
            unique(self)
        }
    }
)* } }

row! {
    User, |user| Some(("userName", unicode_key(&user.user_name).into_owned()));
    Group, |_| None;
    Device, |device| Some(("serial", device.serial.clone()));
}

type Table<R> = BTreeMap<(Option<String>, String), R>;

#[derive(Clone, Default)]
pub(crate) struct Rows(Arc<Mutex<Tables>>);

#[derive(Default)]
pub(crate) struct Tables {
    writes: u32,
    users: Table<User>,
    groups: Table<Group>,
    devices: Table<Device>,
}

pub(crate) trait Of<R> {
    fn table(&mut self) -> &mut Table<R>;
}

macro_rules! table { ($($row:ty, $field:ident;)*) => { $(
    impl Of<$row> for Tables {
        fn table(&mut self) -> &mut Table<$row> {
            &mut self.$field
        }
    }
)* } }

table! {
    User, users;
    Group, groups;
    Device, devices;
}

impl Tables {
    /// The number of a write, and its time: a second after that of the last.
    fn write(&mut self) -> (u32, DateTime) {
        self.writes += 1;
        let (minute, second) = (self.writes / 60 % 60, self.writes % 60);
        (self.writes, DateTime::parse(&format!("2026-01-01T00:{minute:02}:{second:02}Z")).unwrap())
    }

    fn check<R: Row>(&mut self, tenant: &Option<String>, row: &R) -> Result<(), ScimError>
    where
        Self: Of<R>,
    {
        let Some(unique) = row.unique() else { return Ok(()) };
        let id = row.id().to_string();
        let table: &Table<R> = self.table();
        let taken = table.iter().any(|((owner, other), row)| {
            owner == tenant && *other != id && row.unique().as_ref() == Some(&unique)
        });
        if taken { Err(ScimError::uniqueness(unique.0)) } else { Ok(()) }
    }
}

impl<R: Row> Store<R> for Rows
where
    Tables: Of<R>,
{
    type Error = ScimError;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, ScimError> {
        let mut tables = self.0.lock().unwrap();
        let tenant = cx.tenant().map(str::to_owned);
        let (number, now) = tables.write();
        let id = format!("2819c223-{number}");
        let mut row = R::blank();
        row.stamp(&id, number, now);
        new.apply_to(&mut row)?;
        tables.check(&tenant, &row)?;
        tables.table().insert((tenant, id), row.clone());
        Ok(row)
    }

    async fn get(&self, cx: &Context, id: &str, _: &Projection<R>) -> Result<Option<R>, ScimError> {
        let key = (cx.tenant().map(str::to_owned), id.to_owned());
        Ok(self.0.lock().unwrap().table().get(&key).cloned())
    }

    async fn update(&self, cx: &Context, id: &str, edit: Edit<R>) -> Result<Updated<R>, ScimError> {
        let mut tables = self.0.lock().unwrap();
        let key = (cx.tenant().map(str::to_owned), id.to_owned());
        let stored: Option<&R> = tables.table().get(&key);
        let stored = stored.ok_or_else(|| ScimError::not_found(&R::RESOURCE_TYPE.name, id))?;
        let (mut row, changes) = edit.apply(stored)?;
        if !changes.is_empty() {
            tables.check(&key.0, &row)?;
            let (number, now) = tables.write();
            row.stamp(id, number, now);
            tables.table().insert(key, row.clone());
        }
        Ok(Updated::new(row, changes))
    }

    async fn delete(&self, cx: &Context, id: &str, pre: Precondition) -> Result<(), ScimError> {
        let mut tables = self.0.lock().unwrap();
        let key = (cx.tenant().map(str::to_owned), id.to_owned());
        let stored: Option<&R> = tables.table().get(&key);
        let stored = stored.ok_or_else(|| ScimError::not_found(&R::RESOURCE_TYPE.name, id))?;
        pre.check(etag(stored).as_deref())?;
        Of::<R>::table(&mut *tables).remove(&key);
        Ok(())
    }

    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, ScimError> {
        let mut tables = self.0.lock().unwrap();
        let table: &Table<R> = tables.table();
        let own = table.iter().filter(|((owner, _), _)| owner.as_deref() == cx.tenant());
        Ok(query.run(own.map(|(_, row)| row.clone())))
    }
}
