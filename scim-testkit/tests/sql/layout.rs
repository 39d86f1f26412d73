//! How any model lies in tables, made from its nodes.

use scim_schema::resource::{Flags, Kind, Node, ScimResource};
use scim_schema::schema::Type;
use scim_schema::sql::{Complex, Database, List, Stored, Table};
use std::fmt::Write;

/// Where what has parts or several values lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Lists in tables, complex values in columns.
    Tables,
    /// Both in JSON.
    Json,
}

/// The builders, which have the same methods.
trait Says: Sized {
    fn in_column(self, field: &str, column: &str) -> Self;
    fn folded(self, field: &str, column: &str) -> Self;
    fn in_list(self, field: &str, list: List) -> Self;
    fn in_parts(self, field: &str, complex: Complex) -> Self;
}

macro_rules! says { ($($name:ty $(: $r:ident)?),*) => { $(
    impl $(<$r: ScimResource>)? Says for $name {
        fn in_column(self, field: &str, column: &str) -> Self {
            self.column(field, column)
        }
        fn folded(self, field: &str, column: &str) -> Self {
            self.fold_column(field, column)
        }
        fn in_list(self, field: &str, list: List) -> Self {
            self.list(field, list)
        }
        fn in_parts(self, field: &str, complex: Complex) -> Self {
            self.complex(field, complex)
        }
    }
)* } }
says! { Table<R>: R, List, Complex }

/// The table of a type, as the derive and the layout have it.
pub(crate) fn table<R: ScimResource>(layout: Layout) -> Table<R> {
    let name = R::RESOURCE_TYPE.name.to_lowercase();
    let table = Table::<R>::new(name.clone()).key("scim_row").instants(Stored::InstantText);
    said(table, R::NODES, layout, &name)
}

fn said<S: Says>(mut says: S, nodes: &'static [Node], layout: Layout, name: &str) -> S {
    let part = |says: S, field: &str, nodes| {
        let complex = match layout {
            Layout::Tables => Complex::columns(format!("{field}_")),
            Layout::Json => Complex::json(),
        };
        says.in_parts(field, said(complex, nodes, layout, name))
    };
    for node in nodes {
        let hidden = node.flags.any(Flags::NEVER.and(Flags::WRITE_ONLY));
        match node.kind {
            _ if hidden => {}
            Kind::Field(_) | Kind::Complex(..) if node.flags.has(Flags::MULTI_VALUED) => {
                let list = match layout {
                    Layout::Tables => {
                        List::table(format!("{name}_{}", node.field), "owner").position("position")
                    }
                    Layout::Json => List::json(),
                };
                let below = format!("{name}_{}", node.field);
                // what has parts in the element is in JSON
                let list = said(list, node.nodes(), Layout::Json, &below);
                says = says.in_list(node.field, list);
            }
            Kind::Field(_) => {
                if node.flags.has(Flags::ADAPTED) {
                    says = says.in_column(node.field, node.field);
                }
                if node.name() == "userName" && node.fold_column.is_none() {
                    says = says.folded(node.field, &format!("{}_key", node.field));
                }
            }
            Kind::Complex(_, nodes) => says = part(says, node.field, nodes),
            Kind::Group(nodes) => says = said(says, nodes, layout, name),
            Kind::Slots(slots) => {
                for slot in slots {
                    says = match slot.element {
                        Some(_) => part(says, slot.field, slot.nodes),
                        None => said(says, slot.nodes, layout, name),
                    };
                }
            }
            _ => {}
        }
    }
    says
}

/// The statements that create the tables, and their names.
pub(crate) fn create<R: ScimResource>(layout: Layout, database: Database) -> (String, Vec<String>) {
    let name = R::RESOURCE_TYPE.name.to_lowercase();
    let (mut sql, mut names) = (String::new(), vec![name.clone()]);
    let mut columns = vec!["\"scim_row\" BIGINT PRIMARY KEY".to_owned()];
    let mut lists = Vec::new();
    walk(R::NODES, "", layout, database, &mut columns, &mut lists);
    // an id that is a number is one in its column
    let is_number = std::any::TypeId::of::<R::Id>() == std::any::TypeId::of::<i64>();
    if let Some(id) = columns.iter_mut().find(|column| column.starts_with("\"id\""))
        && is_number
    {
        *id = "\"id\" BIGINT".to_owned();
    }
    write!(sql, "CREATE TABLE \"{name}\" ({});", columns.join(", ")).unwrap();
    for node in lists {
        let table = format!("{name}_{}", node.field);
        let mut columns =
            vec!["\"owner\" BIGINT NOT NULL".to_owned(), "\"position\" BIGINT".to_owned()];
        if node.nodes().is_empty() {
            columns.push(format!("\"value\" {}", sql_type(node, database)));
        } else {
            walk(node.nodes(), "", Layout::Json, database, &mut columns, &mut Vec::new());
        }
        write!(sql, "CREATE TABLE \"{table}\" ({});", columns.join(", ")).unwrap();
        names.push(table);
    }
    (sql, names)
}

fn walk(
    nodes: &'static [Node],
    prefix: &str,
    layout: Layout,
    database: Database,
    columns: &mut Vec<String>,
    lists: &mut Vec<&'static Node>,
) {
    let json = if database == Database::Postgres { "JSONB" } else { "TEXT" };
    for node in nodes {
        let column = if node.column.is_empty() { node.field } else { node.column };
        match node.kind {
            Kind::Field(_) | Kind::Complex(..) if node.flags.has(Flags::MULTI_VALUED) => {
                match layout {
                    Layout::Json => columns.push(format!("\"{prefix}{column}\" {json}")),
                    Layout::Tables => lists.push(node),
                }
            }
            Kind::Field(_) | Kind::Version(_) => {
                let text = sql_type(node, database);
                columns.push(format!("\"{prefix}{column}\" {text}"));
                if node.name() == "userName" {
                    columns.push(format!("\"{prefix}{column}_key\" TEXT"));
                }
            }
            Kind::Complex(_, nodes) => {
                part(node.field, nodes, prefix, layout, database, columns, lists);
            }
            Kind::Group(nodes) => walk(nodes, prefix, layout, database, columns, lists),
            Kind::Slots(slots) => {
                for slot in slots {
                    match slot.element {
                        Some(_) => {
                            part(slot.field, slot.nodes, prefix, layout, database, columns, lists);
                        }
                        None => walk(slot.nodes, prefix, layout, database, columns, lists),
                    }
                }
            }
            _ => {}
        }
    }
}

fn part(
    field: &str,
    nodes: &'static [Node],
    prefix: &str,
    layout: Layout,
    database: Database,
    columns: &mut Vec<String>,
    lists: &mut Vec<&'static Node>,
) {
    match layout {
        Layout::Tables => {
            walk(nodes, &format!("{prefix}{field}_"), layout, database, columns, lists);
        }
        Layout::Json => {
            let json = if database == Database::Postgres { "JSONB" } else { "TEXT" };
            columns.push(format!("\"{prefix}{field}\" {json}"));
        }
    }
}

fn sql_type(node: &Node, database: Database) -> &'static str {
    let postgres = database == Database::Postgres;
    match node.attribute.r#type {
        Type::Boolean if postgres => "BOOLEAN",
        Type::Integer if postgres => "BIGINT",
        Type::Decimal if postgres => "DOUBLE PRECISION",
        Type::Boolean | Type::Integer => "INTEGER",
        Type::Decimal => "REAL",
        // whatever the order of the column's own
        _ if postgres => "TEXT COLLATE \"en-x-icu\"",
        _ => "TEXT",
    }
}
