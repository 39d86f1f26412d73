//! From what an application says to where each field is.

mod column;

use super::declare::{self, Fields, Form, Said, Stored, Table};
use super::place::{From, Held, Inside, Many, Places, Source};
use super::{Checked, Database, Sql, TableError};
use crate::resource::{DynamicExtension, Flags, Kind, Node, ScimResource, id_field};
use std::any::TypeId;

/// An extension that is defined at run time, whose attributes are members of a JSON object.
pub(super) fn extension(extension: DynamicExtension, database: Database) -> Places {
    let (said, path) = (Fields::default(), format!("{}:", extension.schema().id));
    let mut check =
        Check { database, instants: None, id: Stored::Text, unsure: true, problems: Vec::new() };
    let scope = Scope {
        said: &said,
        prefix: "",
        path: &path,
        below: Below::Json,
        null: true,
        optional: true,
    };
    check.fields(extension.node().nodes(), scope)
}

pub(super) fn table<R: ScimResource>(
    table: &Table<R>,
    database: Database,
) -> Result<Sql<R>, TableError> {
    let mut check = Check {
        database,
        instants: table.instants,
        id: of_id::<R>(database),
        unsure: false,
        problems: Vec::new(),
    };
    let scope = Scope {
        said: &table.fields,
        prefix: "",
        path: "",
        below: Below::Row,
        null: false,
        optional: false,
    };
    let places = check.fields(R::NODES, scope);
    let id = id_field(R::NODES).and_then(|field| places.get(field));
    let Some(Held::Simple(id)) = id.cloned() else {
        check
            .problems
            .push("`id` has no column: map it to one with `.column(\"id\", ..)`".to_owned());
        return Err(TableError { table: table.name.clone(), problems: check.problems });
    };
    if !check.problems.is_empty() {
        return Err(TableError { table: table.name.clone(), problems: check.problems });
    }
    let key = match (&table.key, &id.source) {
        (Some(key), _) => key.clone(),
        (None, Source::Named(column)) => column.clone(),
        (None, _) => "id".to_owned(),
    };
    Ok(Sql::new(Checked { database, name: table.name.clone(), key, id, places }))
}

/// How the id is held, as its type says.
fn of_id<R: ScimResource>(database: Database) -> Stored {
    let id = TypeId::of::<R::Id>();
    let integers = [
        TypeId::of::<i64>(),
        TypeId::of::<u64>(),
        TypeId::of::<i32>(),
        TypeId::of::<u32>(),
        TypeId::of::<i16>(),
        TypeId::of::<u16>(),
    ];
    if integers.contains(&id) {
        return Stored::Integer;
    }
    #[cfg(feature = "uuid1")]
    if id == TypeId::of::<uuid::Uuid>() && database == Database::Postgres {
        return Stored::Uuid;
    }
    let _ = database;
    Stored::Text
}

struct Check {
    database: Database,
    instants: Option<Stored>,
    id: Stored,
    /// Whether a value may be of another type than its attribute: JSON that outlives its schema.
    unsure: bool,
    problems: Vec<String>,
}

/// Where the fields of one struct are looked for.
#[derive(Clone, Copy)]
struct Scope<'a> {
    said: &'a Fields,
    /// What the names of columns begin with.
    prefix: &'a str,
    /// The attribute, for messages; with what separates it from a sub-attribute.
    path: &'a str,
    below: Below,
    /// Whether the struct may be absent.
    null: bool,
    /// Whether even what is required may be absent.
    optional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    /// A row of the table of the resource type.
    Row,
    /// A row of another table.
    Element,
    Json,
}

impl Check {
    fn fields(&mut self, nodes: &'static [Node], scope: Scope<'_>) -> Places {
        let (mut places, mut names) = (Places::default(), Vec::new());
        self.nodes(nodes, 0, scope, &mut places, &mut names);
        for (name, _) in &scope.said.0 {
            if !names.contains(&name.as_str()) {
                let path = scope.path.trim_end_matches(['.', ':']);
                let inside =
                    if path.is_empty() { String::new() } else { format!(" inside `{path}`") };
                self.problems.push(format!("no attribute is held by a field `{name}`{inside}"));
            }
        }
        places
    }

    fn nodes(
        &mut self,
        nodes: &'static [Node],
        base: u16,
        scope: Scope<'_>,
        places: &mut Places,
        names: &mut Vec<&'static str>,
    ) {
        for node in nodes {
            let base = base + node.base;
            let path = format!("{}{}", scope.path, node.name());
            names.push(node.field);
            match node.kind {
                Kind::Field(field) if node.flags.has(Flags::MULTI_VALUED) => {
                    places.0.push((base + field, self.list(node, node.field, path, scope)));
                }
                Kind::Field(field) | Kind::Version(field) => {
                    let held = self.simple(node, path, scope);
                    places.0.push((base + field, held));
                }
                Kind::Complex(field, _) if node.flags.has(Flags::MULTI_VALUED) => {
                    places.0.push((base + field, self.list(node, node.field, path, scope)));
                }
                Kind::Complex(field, nodes) => {
                    let below = format!("{path}{}", separator(node));
                    let held = self.complex(nodes, node.field, &below, scope);
                    places.0.push((base + field, held));
                }
                Kind::Group(nodes) => {
                    let below = format!("{path}{}", separator(node));
                    let scope = Scope { path: &below, optional: true, ..scope };
                    self.nodes(nodes, base, scope, places, names);
                }
                Kind::Slots(slots) => {
                    let below = format!("{path}.");
                    let scope = Scope { path: &below, optional: true, ..scope };
                    for slot in slots {
                        match slot.element {
                            None => self.nodes(slot.nodes, base, scope, places, names),
                            Some(field) => {
                                names.push(slot.field);
                                let held = self.complex(slot.nodes, slot.field, &below, scope);
                                places.0.push((base + field, held));
                            }
                        }
                    }
                }
                Kind::Schemas | Kind::ResourceType | Kind::Location => {}
            }
        }
    }

    fn complex(
        &mut self,
        nodes: &'static [Node],
        field: &'static str,
        path: &str,
        scope: Scope<'_>,
    ) -> Held {
        let said = Of::new(scope.said, field);
        let name = path.trim_end_matches(['.', ':']).to_owned();
        if said.without {
            return Held::Without(name);
        }
        let Some(complex) = said.complex else {
            if scope.below == Below::Json {
                // what is in JSON is there as JSON
                let said = Fields::default();
                let scope = Scope { path, said: &said, ..scope };
                let places = self.fields(nodes, scope);
                return Held::Inside(Inside {
                    places,
                    json: Some(field.to_owned()),
                    unsure: self.unsure,
                });
            }
            self.problems.push(format!(
                "`{name}` is complex: say where its parts are, \
                 `.complex(\"{field}\", Complex::columns(\"{field}_\"))` or `Complex::json()`, or \
                 `.without(\"{field}\")`"
            ));
            return Held::Without(name);
        };
        let inner = Scope { said: &complex.fields, path, null: true, ..scope };
        match &complex.form {
            Form::Columns(prefix) => {
                let prefix = format!("{}{prefix}", scope.prefix);
                let places = self.fields(nodes, Scope { prefix: &prefix, ..inner });
                Held::Inside(Inside { places, json: None, unsure: false })
            }
            Form::Json => {
                let column = said.column.unwrap_or(field);
                let json = Some(format!("{}{column}", scope.prefix));
                let places = self.fields(nodes, Scope { prefix: "", below: Below::Json, ..inner });
                Held::Inside(Inside { places, json, unsure: self.unsure })
            }
        }
    }

    fn list(
        &mut self,
        node: &'static Node,
        field: &'static str,
        path: String,
        scope: Scope<'_>,
    ) -> Held {
        let said = Of::new(scope.said, field);
        if said.without || node.flags.any(Flags::NEVER.and(Flags::WRITE_ONLY)) {
            return Held::Without(path);
        }
        let json = declare::List::json();
        let list = match said.list {
            Some(list) => list,
            None if scope.below == Below::Json => &json,
            None => {
                self.problems.push(format!(
                    "`{path}` has several values: say where they are, \
                     `.list(\"{field}\", List::table(\"..\", \"..\"))` or `List::json()`, or \
                     `.without(\"{field}\")`"
                ));
                return Held::Without(path);
            }
        };
        let column =
            said.column.unwrap_or(if node.column.is_empty() { field } else { node.column });
        let (from, below) = match &list.from {
            declare::From::Json => (From::Json(format!("{}{column}", scope.prefix)), Below::Json),
            _ if scope.below != Below::Row => {
                self.problems.push(format!(
                    "`{path}` has several values inside one of several: only `List::json()` can \
                     hold them"
                ));
                return Held::Without(path);
            }
            declare::From::Table { name, parent } => {
                (From::Table { name: name.clone(), parent: parent.clone() }, Below::Element)
            }
            declare::From::Relation { select, parent } => {
                (From::Relation { select: select.clone(), parent: parent.clone() }, Below::Element)
            }
        };
        let below_path = format!("{path}{}", separator(node));
        let inner = Scope {
            said: &list.fields,
            prefix: "",
            path: &below_path,
            below,
            null: below == Below::Json,
            optional: true,
        };
        let (places, value) = if let Kind::Complex(_, nodes) = node.kind {
            (self.fields(nodes, inner), None)
        } else {
            let source = match below {
                Below::Json => Source::Itself,
                _ => Source::Named(list.value.clone()),
            };
            let fold =
                said.fold_column.map(str::to_owned).or_else(|| node.fold_column.map(str::to_owned));
            let mut value = self.column(node, path.clone(), source, fold, said.stored, inner);
            // an empty text is a value of a list
            value.blank = false;
            (Places::default(), Some(value))
        };
        let (position, unsure) = (list.position.clone(), self.unsure);
        Held::Many(Many { from, position, places, value, unsure })
    }
}

/// What separates an attribute from a sub-attribute, or an extension from its attributes.
pub(super) fn separator(node: &Node) -> char {
    if node.flags.has(Flags::EXTENSION) { ':' } else { '.' }
}

/// What is said of one field; the last word counts.
#[derive(Default)]
struct Of<'a> {
    column: Option<&'a str>,
    fold_column: Option<&'a str>,
    expr: Option<&'a sea_query::Expr>,
    stored: Option<Stored>,
    list: Option<&'a declare::List>,
    complex: Option<&'a declare::Complex>,
    without: bool,
}

impl<'a> Of<'a> {
    fn new(fields: &'a Fields, field: &str) -> Self {
        let mut of = Self::default();
        for (_, said) in fields.0.iter().filter(|(name, _)| name == field) {
            match said {
                Said::Column(column) => of.column = Some(column),
                Said::FoldColumn(column) => of.fold_column = Some(column),
                Said::Expr(expr) => of.expr = Some(expr),
                Said::Stored(stored) => of.stored = Some(*stored),
                Said::List(list) => of.list = Some(list),
                Said::Complex(complex) => of.complex = Some(complex),
                Said::Without => of.without = true,
            }
        }
        of
    }
}
