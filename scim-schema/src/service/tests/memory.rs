//! A store as small as can be: rows by tenant, endpoint and id.

use crate::edit::{Create, Edit};
use crate::message::ScimError;
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::service::{Context, Store};
use crate::value::Secret;
use crate::write::etag;
use crate::{ScimExtension, ScimResource};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

/// A badge that opens doors.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
pub(crate) struct Badge {
    #[scim(id)]
    pub(crate) id: u64,
    #[scim(required)]
    pub(crate) serial: String,
    pub(crate) color: Option<String>,
    #[scim(mutability = "writeOnly", returned = "never")]
    pub(crate) pin: Option<Secret>,
    #[scim(extension)]
    pub(crate) parking: Option<Parking>,
    #[scim(version)]
    pub(crate) revision: u64,
    #[scim(skip)]
    pub(crate) opened: u64,
}

/// Where its holder parks.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking", name = "Parking")]
pub(crate) struct Parking {
    pub(crate) lot: Option<String>,
}

/// A team: no versions, ids of any text, and updates that do not load it.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "Group")]
pub(crate) struct Team {
    #[scim(id)]
    pub(crate) id: String,
    #[scim(path = "displayName")]
    pub(crate) name: String,
}

/// What a store needs to know of its resources.
pub(crate) trait Row: ScimResource {
    /// Whether an update answers the resource.
    const LOADS: bool;
    fn blank(id: u64) -> Self;
    fn bump(&mut self);
    fn unique(&self) -> &str;
}

impl Row for Badge {
    const LOADS: bool = true;
    fn blank(id: u64) -> Self {
        Self { id, revision: 1, ..Self::default() }
    }
    fn bump(&mut self) {
        self.revision += 1;
    }
    fn unique(&self) -> &str {
        &self.serial
    }
}

impl Row for Team {
    const LOADS: bool = false;
    fn blank(id: u64) -> Self {
        Self { id: format!("a/{id} ü"), ..Self::default() }
    }
    fn bump(&mut self) {}
    fn unique(&self) -> &str {
        &self.name
    }
}

type Rows<R> = BTreeMap<(Option<String>, String), R>;

#[derive(Clone, Default)]
pub(crate) struct Memory(Arc<Mutex<Tables>>);

#[derive(Default)]
pub(crate) struct Tables {
    last: u64,
    pub(crate) badges: Rows<Badge>,
    pub(crate) teams: Rows<Team>,
    /// The contexts of the last call, as text.
    pub(crate) seen: Vec<String>,
}

pub(crate) trait TableOf<R> {
    fn rows(&mut self) -> &mut Rows<R>;
}

impl TableOf<Badge> for Tables {
    fn rows(&mut self) -> &mut Rows<Badge> {
        &mut self.badges
    }
}

impl TableOf<Team> for Tables {
    fn rows(&mut self) -> &mut Rows<Team> {
        &mut self.teams
    }
}

impl Memory {
    pub(crate) fn tables(&self) -> std::sync::MutexGuard<'_, Tables> {
        self.0.lock().unwrap()
    }

    fn called(&self, cx: &Context) -> (std::sync::MutexGuard<'_, Tables>, Option<String>) {
        let mut tables = self.tables();
        tables.seen.push(format!(
            "{:?} {:?} {:?} {} {:?}",
            cx.subject(),
            cx.tenant(),
            cx.dialect(),
            cx.base_url(),
            cx.extensions().get::<u8>()
        ));
        (tables, cx.tenant().map(str::to_owned))
    }
}

/// The faults of a database.
#[derive(Debug)]
pub(crate) enum Fault {
    Scim(ScimError),
    Database,
}

impl From<ScimError> for Fault {
    fn from(error: ScimError) -> Self {
        Self::Scim(error)
    }
}

impl From<Fault> for ScimError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Scim(error) => error,
            Fault::Database => Self::internal(io::Error::other("row 7 of badges is torn")),
        }
    }
}

fn not_found<R: ScimResource>(id: &R::Id) -> Fault {
    ScimError::not_found(&R::RESOURCE_TYPE.name, id).into()
}

impl<R: Row> Store<R> for Memory
where
    Tables: TableOf<R>,
{
    type Error = Fault;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, Fault> {
        let (mut tables, tenant) = self.called(cx);
        let (resource, _) = new.apply(&R::blank(tables.last + 1))?;
        if tables.rows().values().any(|known: &R| known.unique() == resource.unique()) {
            return Err(ScimError::uniqueness("serial").into());
        }
        tables.last += 1;
        tables.rows().insert((tenant, resource.id().to_string()), resource.clone());
        Ok(resource)
    }

    async fn get(&self, cx: &Context, id: &R::Id, _: &Projection<R>) -> Result<Option<R>, Fault> {
        let (mut tables, tenant) = self.called(cx);
        let key = (tenant, id.to_string());
        if key.1 == "500" {
            return Err(Fault::Database);
        }
        Ok(tables.rows().get(&key).cloned())
    }

    async fn update(&self, cx: &Context, id: &R::Id, edit: Edit<R>) -> Result<Updated<R>, Fault> {
        let (mut tables, tenant) = self.called(cx);
        let row: &mut R =
            tables.rows().get_mut(&(tenant, id.to_string())).ok_or_else(|| not_found::<R>(id))?;
        let (mut edited, changes) = edit.apply(row)?;
        if !changes.is_empty() {
            edited.bump();
            *row = edited.clone();
        }
        Ok(if R::LOADS {
            Updated::new(edited, changes)
        } else {
            Updated::unread(etag(&edited), changes)
        })
    }

    async fn delete(&self, cx: &Context, id: &R::Id, pre: Precondition) -> Result<(), Fault> {
        let (mut tables, tenant) = self.called(cx);
        let key = (tenant, id.to_string());
        let row: &R = tables.rows().get(&key).ok_or_else(|| not_found::<R>(id))?;
        pre.check(etag(row).as_deref())?;
        TableOf::<R>::rows(&mut *tables).remove(&key);
        Ok(())
    }

    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, Fault> {
        let (mut tables, tenant) = self.called(cx);
        let rows: &mut Rows<R> = tables.rows();
        let own = rows.iter().filter(|((owner, _), _)| *owner == tenant);
        Ok(query.run_cloned(own.map(|(_, row)| row)))
    }
}
