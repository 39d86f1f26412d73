//! A model as rows.

use crate::layout::Layout;
use scim_schema::compare::{instant_key, unicode_key};
use scim_schema::resource::{Flags, Kind, Model, Node, View};
use scim_schema::schema::Type;
use scim_schema::value::DateTime;
use sea_query::Value;
use serde_json::{Map, Value as Json};

/// The columns of a row, by their names.
pub(crate) type Columns = Vec<(String, Value)>;

/// The columns of a row, and the values of lists that are in rows of their own.
#[derive(Default)]
pub(crate) struct Cells {
    pub(crate) columns: Columns,
    pub(crate) lists: Vec<(&'static str, Vec<Columns>)>,
}

/// What a model holds.
pub(crate) fn cells(model: &dyn Model, nodes: &'static [Node], layout: Layout) -> Cells {
    let mut cells = Cells::default();
    fill(&mut cells, model, nodes, 0, "", layout);
    cells
}

fn fill(
    cells: &mut Cells,
    model: &dyn Model,
    nodes: &'static [Node],
    base: u16,
    prefix: &str,
    layout: Layout,
) {
    for node in nodes {
        let base = base + node.base;
        let column = if node.column.is_empty() { node.field } else { node.column };
        let name = format!("{prefix}{column}");
        match node.kind {
            Kind::Field(field) | Kind::Complex(field, _) if node.flags.has(Flags::MULTI_VALUED) => {
                list(cells, &model.get(base + field), node, name, layout);
            }
            Kind::Field(field) | Kind::Version(field) => {
                simple(cells, &model.get(base + field), node, &name);
            }
            Kind::Complex(field, nodes) => {
                part(cells, &model.get(base + field), nodes, node.field, prefix, layout);
            }
            Kind::Group(nodes) => fill(cells, model, nodes, base, prefix, layout),
            Kind::Slots(slots) => {
                for slot in slots {
                    match slot.element {
                        Some(field) => {
                            part(
                                cells,
                                &model.get(base + field),
                                slot.nodes,
                                slot.field,
                                prefix,
                                layout,
                            );
                        }
                        None => fill(cells, model, slot.nodes, base, prefix, layout),
                    }
                }
            }
            _ => {}
        }
    }
}

fn simple(cells: &mut Cells, view: &View<'_>, node: &Node, name: &str) {
    let value = value(view, node);
    if let (Value::String(Some(text)), "userName") = (&value, node.name()) {
        let key = unicode_key(text).into_owned();
        cells.columns.push((format!("{name}_key"), Value::String(Some(key))));
    }
    cells.columns.push((name.to_owned(), value));
}

fn value(view: &View<'_>, node: &Node) -> Value {
    let instant = |value: &DateTime| instant_key(value.unix_seconds(), value.subsec_nanos());
    match view {
        // a column that is not null holds the empty text instead
        View::Null if node.flags.has(Flags::BLANK) && !node.flags.has(Flags::ADAPTED) => {
            Value::String(Some(String::new()))
        }
        View::Null => match node.attribute.r#type {
            Type::Boolean => Value::Bool(None),
            Type::Integer => Value::BigInt(None),
            Type::Decimal => Value::Double(None),
            _ => Value::String(None),
        },
        View::Boolean(value) => Value::Bool(Some(*value)),
        View::Integer(value) if node.attribute.r#type == Type::Integer => {
            Value::BigInt(Some(i64::try_from(*value).unwrap()))
        }
        View::Integer(value) => Value::String(Some(value.to_string())),
        View::Decimal(value) => Value::Double(Some(*value)),
        View::String(text) if node.attribute.r#type == Type::DateTime => {
            Value::String(Some(instant(&DateTime::parse(text).unwrap())))
        }
        View::String(text) => Value::String(Some((*text).to_owned())),
        View::Display(value) => Value::String(Some(value.to_string())),
        View::DateTime(at) => Value::String(Some(instant(at))),
        View::Computed(made) => value(&made.view(), node),
        View::Secret(_) => Value::String(Some("hash".to_owned())),
        _ => panic!("not simple: {view:?}"),
    }
}

fn part(
    cells: &mut Cells,
    view: &View<'_>,
    nodes: &'static [Node],
    field: &str,
    prefix: &str,
    layout: Layout,
) {
    match (view, layout) {
        (View::Complex(model), Layout::Tables) => {
            fill(cells, *model, nodes, 0, &format!("{prefix}{field}_"), layout);
        }
        (View::Complex(model), Layout::Json) => {
            let object = object(*model, nodes).to_string();
            cells.columns.push((format!("{prefix}{field}"), Value::String(Some(object))));
        }
        (View::Computed(made), _) => part(cells, &made.view(), nodes, field, prefix, layout),
        _ => {}
    }
}

fn elements(view: &View<'_>, each: &mut dyn FnMut(&View<'_>)) {
    match view {
        View::List(list) => (0..list.len()).for_each(|index| each(&list.at(index))),
        View::Computed(made) => elements(&made.view(), each),
        View::Null => {}
        other => each(other),
    }
}

fn list(cells: &mut Cells, view: &View<'_>, node: &'static Node, name: String, layout: Layout) {
    match layout {
        Layout::Tables => {
            let mut rows = Vec::new();
            elements(view, &mut |element| {
                let mut row = Cells::default();
                match element {
                    View::Complex(model) => {
                        // what has parts in the element is in JSON
                        fill(&mut row, *model, node.nodes(), 0, "", Layout::Json);
                    }
                    other => row.columns.push(("value".to_owned(), value(other, node))),
                }
                rows.push(row.columns);
            });
            cells.lists.push((node.field, rows));
        }
        Layout::Json => {
            let mut array = Vec::new();
            elements(view, &mut |element| {
                array.push(match element {
                    View::Complex(model) => object(*model, node.nodes()),
                    other => json(value(other, node)),
                });
            });
            let text = Json::Array(array).to_string();
            cells.columns.push((name, Value::String(Some(text))));
        }
    }
}

fn object(model: &dyn Model, nodes: &'static [Node]) -> Json {
    let cells = cells(model, nodes, Layout::Json);
    let members = cells.columns.into_iter().map(|(name, value)| {
        // what is JSON already is text here
        let value = match value {
            Value::String(Some(text)) if is_json(nodes, &name) => {
                serde_json::from_str(&text).unwrap()
            }
            value => json(value),
        };
        (name, value)
    });
    Json::Object(members.collect::<Map<_, _>>())
}

fn is_json(nodes: &'static [Node], name: &str) -> bool {
    nodes.iter().any(|node| {
        let several = node.flags.has(Flags::MULTI_VALUED) || matches!(node.kind, Kind::Complex(..));
        several && (node.column == name || node.field == name)
            || matches!(node.kind, Kind::Group(nodes) if is_json(nodes, name))
    })
}

fn json(value: Value) -> Json {
    match value {
        Value::Bool(Some(value)) => value.into(),
        Value::BigInt(Some(value)) => value.into(),
        Value::Double(Some(value)) => value.into(),
        Value::String(Some(value)) => value.into(),
        _ => Json::Null,
    }
}
