//! The column of one simple attribute: which it is, and what it holds of the attribute's type.

use super::{Check, Of, Scope};
use crate::compare::Rule;
use crate::resource::{Flags, Kind, Node};
use crate::schema::Type;
use crate::sql::Database;
use crate::sql::declare::Stored;
use crate::sql::place::{Column, Held, Source};

impl Check {
    pub(super) fn simple(&mut self, node: &'static Node, path: String, scope: Scope<'_>) -> Held {
        let said = Of::new(scope.said, node.field);
        let hidden = node.flags.any(Flags::NEVER.and(Flags::WRITE_ONLY));
        let adapted = node.flags.has(Flags::ADAPTED);
        let nowhere = adapted && said.expr.is_none() && said.column.is_none();
        if said.without || hidden && nowhere {
            return Held::Without(path);
        }
        let source = match (said.expr, said.column) {
            (Some(expr), _) => Source::Expr(Box::new(expr.clone())),
            (None, Some(column)) => Source::Named(column.to_owned()),
            (None, None) if adapted => {
                let field = node.field;
                self.problems.push(format!(
                    "`{path}` is made by a function: say its SQL, \
                     `.expr(\"{field}\", ..)` or `.column(\"{field}\", ..)`, or `.without(\"{field}\")`"
                ));
                return Held::Without(path);
            }
            (None, None) => Source::Named(format!("{}{}", scope.prefix, node.column)),
        };
        let derived = node.fold_column.map(|column| format!("{}{column}", scope.prefix));
        let fold = said.fold_column.map(str::to_owned).or(derived);
        let known = self.problems.len();
        let column = self.column(node, path, source, fold, said.stored, scope);
        if hidden {
            // it is never compared, so nothing need be said of how
            self.problems.truncate(known);
            return Held::Hidden(column);
        }
        Held::Simple(column)
    }

    pub(super) fn column(
        &mut self,
        node: &'static Node,
        path: String,
        source: Source,
        fold: Option<String>,
        said: Option<Stored>,
        scope: Scope<'_>,
    ) -> Column {
        let (r#type, field) = (node.attribute.r#type, node.field);
        let instant = r#type == Type::DateTime;
        let stored = said.unwrap_or(match r#type {
            Type::Boolean => Stored::Boolean,
            Type::Integer => Stored::Integer,
            Type::Decimal => Stored::Decimal,
            Type::DateTime if fold.is_some() => Stored::InstantText,
            Type::DateTime => self.instants.unwrap_or(Stored::Text),
            _ if path == "id" => self.id,
            _ if node.flags.has(Flags::UUID) && self.database == Database::Postgres => Stored::Uuid,
            _ => Stored::Text,
        });
        let possible = match r#type {
            Type::DateTime => stored.is_instant(),
            Type::Boolean => stored == Stored::Boolean,
            Type::Integer | Type::Decimal => matches!(stored, Stored::Integer | Stored::Decimal),
            Type::Binary => matches!(stored, Stored::Text | Stored::Bytes),
            _ => matches!(stored, Stored::Text | Stored::Uuid | Stored::Integer),
        };
        if matches!(node.kind, Kind::Version(_)) || instant && self.unsure {
            // whatever it is, its text is compared
        } else if instant && !possible {
            self.problems.push(format!(
                "`{path}` is a date-time: say how its column holds it, `.instants(..)` or \
                 `.stored(\"{field}\", ..)`, or add a `fold_column` with its instant"
            ));
        } else if !possible {
            let r#type = r#type.as_str();
            self.problems.push(format!(
                "`{path}` is of type {type}, which `{stored:?}` does not hold: say \
                 `.stored(\"{field}\", ..)` with a kind that does"
            ));
        } else if stored == Stored::Timestamp && self.database == Database::Sqlite {
            self.problems.push(format!(
                "`{path}`: SQLite has no timestamps; store `InstantText` or a number"
            ));
        } else if stored == Stored::Text {
            match (Rule::of(node), &fold) {
                (Rule::Unicode, None) => self.problems.push(format!(
                    "`{path}` compares by its Unicode key: keep that in a column of its own, \
                     `.fold_column(\"{field}\", ..)`"
                )),
                (Rule::Exact | Rule::IgnoreAsciiCase, Some(_)) => self.problems.push(format!(
                    "`{path}` does not compare by a key of its own: write \
                     `#[scim(fold_column = \"..\")]` on `{field}`"
                )),
                _ => {}
            }
        }
        // what a function makes has the type of what it makes
        let is = |flag| node.flags.has(flag) && !node.flags.has(Flags::ADAPTED);
        let blank = is(Flags::BLANK);
        let required = node.flags.has(Flags::REQUIRED) && !scope.null && !scope.optional;
        let always = is(Flags::HELD) || path == "id";
        let held = always && !scope.null;
        Column {
            path,
            source,
            fold,
            stored,
            r#type,
            null: !required && !held,
            blank: blank && !required,
            empty: !(always || blank && required),
            unsure: self.unsure,
        }
    }
}
