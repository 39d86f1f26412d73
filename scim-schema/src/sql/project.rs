//! What has to be read for a response.

use super::Sql;
use super::place::{From, Held, Places, Source};
use crate::projection::{Pick, Projection, Selection};
use crate::resource::{Flags, Kind, Node, ScimResource};

/// What has to be read of a resource.
///
/// ```
/// use scim_schema::projection::Projection;
/// use scim_schema::rfc::Group;
/// use scim_schema::sql::{Database, List, Stored, Table};
///
/// let groups = Table::<Group>::new("groups")
///     .instants(Stored::InstantText)
///     .list("members", List::table("group_members", "group_id"))
///     .on(Database::Sqlite)?;
/// let read = groups.read(&Projection::attributes(["displayName", "members"]));
/// assert!(read.columns.contains(&"display_name".to_owned()));
/// assert!(read.list("members"), "a second statement is needed");
/// # Ok::<(), scim_schema::sql::TableError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Read {
    /// The columns of its row: the key, the id, the version, and of what is asked for.
    pub columns: Vec<String>,
    /// The fields whose values are in other tables, and are asked for.
    pub lists: Vec<&'static str>,
}

impl Read {
    fn column(&mut self, column: String) {
        if !self.columns.contains(&column) {
            self.columns.push(column);
        }
    }

    /// Whether the values of a field are to be read from their own table.
    #[must_use]
    pub fn list(&self, field: &str) -> bool {
        self.lists.contains(&field)
    }
}

impl<R: ScimResource> Sql<R> {
    /// What has to be read for what a request asked for, of
    /// [`Query::projection`](crate::query::Query::projection) for one. The columns of fields that
    /// SCIM does not map are the application's to add.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use scim_schema::projection::Projection;
    /// use scim_schema::rfc::Group;
    /// use scim_schema::sql::{Database, List, Stored, Table};
    ///
    /// let groups = Table::<Group>::new("groups")
    ///     .instants(Stored::InstantText)
    ///     .list("members", List::table("group_members", "group_id"))
    ///     .on(Database::Sqlite)?;
    /// let read = groups.read(&Projection::excluding(["members", "meta"]));
    /// assert_eq!(read.columns, ["id", "version", "external_id", "display_name"]);
    /// assert!(!read.list("members"));
    /// # }
    /// # Ok::<(), scim_schema::sql::TableError>(())
    /// ```
    #[must_use]
    pub fn read(&self, projection: &Projection<R>) -> Read {
        let mut read = Read::default();
        read.column(self.table.key.clone());
        if let Source::Named(id) = &self.table.id.source {
            read.column(id.clone());
        }
        // a projection counts the nodes that it was made for
        let nodes = R::descriptor_with(projection.dynamic()).nodes;
        versions(&mut read, nodes, &self.table.places);
        let default;
        let selection = match projection.selection() {
            Some(selection) => selection,
            None => {
                default = Selection::default_of(nodes);
                &default
            }
        };
        picked(&mut read, nodes, 0, &self.table.places, &mut |index| selection.pick(index).clone());
        read
    }
}

fn versions(read: &mut Read, nodes: &'static [Node], places: &Places) {
    for node in nodes {
        match node.kind {
            Kind::Version(field) => {
                held(read, node.field, node.column, places.get(field), &[], &mut |_| Pick::All);
            }
            Kind::Group(nodes) => versions(read, nodes, places),
            _ => {}
        }
    }
}

fn picked(
    read: &mut Read,
    nodes: &'static [Node],
    base: u16,
    places: &Places,
    pick: &mut dyn FnMut(usize) -> Pick,
) {
    for (index, node) in nodes.iter().enumerate() {
        let base = base + node.base;
        let below = match pick(index) {
            Pick::No => continue,
            Pick::All => None,
            Pick::Some(selection) => Some(selection),
        };
        if node.flags.has(Flags::NEVER) {
            continue;
        }
        let mut inner = |index: usize| match &below {
            None => Pick::All,
            Some(selection) => selection.pick(index).clone(),
        };
        match node.kind {
            Kind::Field(field) | Kind::Version(field) => {
                held(read, node.field, node.column, places.get(base + field), &[], &mut inner);
            }
            Kind::Complex(field, nodes) => {
                held(read, node.field, node.column, places.get(base + field), nodes, &mut inner);
            }
            // what is defined at run time is in one column of its own
            Kind::Group(_) if !node.column.is_empty() => read.column(node.column.to_owned()),
            Kind::Group(nodes) => picked(read, nodes, base, places, &mut inner),
            Kind::Slots(slots) => {
                // a selection of sub-attributes: which slot has a value depends on all of them
                for slot in slots {
                    match slot.element {
                        None => picked(read, slot.nodes, base, places, &mut |_| Pick::All),
                        Some(field) => {
                            let place = places.get(base + field);
                            let all = &mut |_| Pick::All;
                            held(read, slot.field, slot.field, place, slot.nodes, all);
                        }
                    }
                }
            }
            Kind::Schemas | Kind::ResourceType | Kind::Location => {}
        }
    }
}

fn held(
    read: &mut Read,
    field: &'static str,
    column: &'static str,
    place: Option<&Held>,
    nodes: &'static [Node],
    pick: &mut dyn FnMut(usize) -> Pick,
) {
    match place {
        Some(Held::Simple(simple)) => match &simple.source {
            Source::Named(name) => read.column(name.clone()),
            // what the field itself has
            Source::Expr(_) | Source::Itself => read.column(column.to_owned()),
        },
        Some(Held::Inside(inside)) => match &inside.json {
            Some(json) => read.column(json.clone()),
            None => picked(read, nodes, 0, &inside.places, pick),
        },
        Some(Held::Many(many)) => match &many.from {
            From::Json(column) => read.column(column.clone()),
            From::Table { .. } | From::Relation { .. } => read.lists.push(field),
        },
        Some(Held::Hidden(_) | Held::Without(_)) | None => {}
    }
}
