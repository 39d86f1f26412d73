//! An engine of laws that asks a database.

use crate::database::Asked;
use crate::layout::{self, Layout};
use crate::rows;
use scim_schema::filter::{Filter, Options};
use scim_schema::message::ScimError;
use scim_schema::query::{Page, Query};
use scim_schema::resource::ScimResource;
use scim_schema::sort::{Order, Sort};
use scim_schema::sql::{Database, Sql};
use scim_testkit::law::Engine;
use sea_query::{Expr, InsertStatement, Value};
use std::cmp::Ordering;

pub(crate) struct InDatabase<R> {
    asked: Asked,
    layout: Layout,
    create: String,
    tables: Vec<String>,
    sql: Sql<R>,
}

impl<R: ScimResource> InDatabase<R> {
    pub(crate) fn new(asked: Asked, layout: Layout) -> Self {
        let (create, tables) = layout::create::<R>(layout, asked.database);
        asked.execute(&create);
        let sql = layout::table::<R>(layout).on(asked.database).unwrap();
        Self { asked, layout, create, tables, sql }
    }

    /// Puts these and no others into the tables.
    fn hold(&self, resources: &[R]) {
        for table in &self.tables {
            self.asked.execute(&format!("DELETE FROM \"{table}\""));
        }
        let [name, ..] = self.tables.as_slice() else { panic!("no table") };
        for (row, resource) in (1_i64..).zip(resources) {
            let cells = rows::cells(resource, R::NODES, self.layout);
            let mut columns = cells.columns;
            if std::any::TypeId::of::<R::Id>() == std::any::TypeId::of::<i64>() {
                let id = resource.id().to_string().parse().unwrap();
                columns.retain(|(name, _)| name != "id");
                columns.push(("id".to_owned(), Value::BigInt(Some(id))));
            }
            columns.push(("scim_row".to_owned(), Value::BigInt(Some(row))));
            self.insert(name, columns);
            for (field, elements) in cells.lists {
                for (position, mut columns) in (0_i64..).zip(elements) {
                    columns.push(("owner".to_owned(), Value::BigInt(Some(row))));
                    columns.push(("position".to_owned(), Value::BigInt(Some(position))));
                    self.insert(&format!("{name}_{field}"), columns);
                }
            }
        }
    }

    fn insert(&self, table: &str, columns: Vec<(String, Value)>) {
        let (names, values): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        let mut insert = InsertStatement::new();
        let values = names.iter().zip(values).map(|(name, value)| self.bound(table, name, value));
        let values: Vec<Expr> = values.collect();
        insert.into_table(table.to_owned()).columns(names).values(values).unwrap();
        self.asked.run(match self.asked.database {
            Database::Postgres => insert.build(sea_query::PostgresQueryBuilder),
            _ => insert.build(sea_query::SqliteQueryBuilder),
        });
    }

    /// A text that is JSON must be said to be.
    fn bound(&self, table: &str, name: &str, value: Value) -> Expr {
        use sea_query::ExprTrait;
        if self.asked.database == Database::Postgres && self.is_json(table, name) {
            return Expr::val(value).cast_as("jsonb");
        }
        Expr::val(value)
    }

    fn is_json(&self, table: &str, name: &str) -> bool {
        let table = self.create.split(';').find(|sql| sql.contains(&format!("TABLE \"{table}\"")));
        table.is_some_and(|sql| sql.contains(&format!("\"{name}\" JSONB")))
    }

    fn ids(&self, statement: &mut sea_query::SelectStatement) -> Vec<String> {
        statement.expr(Expr::cust("CAST(\"id\" AS TEXT)"));
        self.asked.texts(self.sql.build(statement))
    }
}

impl<R: ScimResource> Engine<R> for InDatabase<R> {
    fn matches(
        &self,
        resource: &R,
        filter: &str,
        options: &Options<'_>,
    ) -> Result<bool, ScimError> {
        let filter = Filter::<R>::parse_with(filter, options)?;
        self.hold(std::slice::from_ref(resource));
        let query = Query::<R>::all(scim_schema::limits::Limits::DEFAULT).with_filter(filter);
        Ok(!self.ids(&mut self.sql.page(&query)?).is_empty())
    }

    fn compare(&self, a: &R, b: &R, sort_by: &str, order: Order) -> Result<Ordering, ScimError> {
        let sort = Sort::<R>::parse(sort_by, order)?;
        let (first, second) = (a.id().to_string(), b.id().to_string());
        if first == second {
            return Ok(sort.compare(a, b));
        }
        self.hold(&[a.clone(), b.clone()]);
        let query = Query::<R>::all(scim_schema::limits::Limits::DEFAULT).with_sort(sort);
        let found = self.ids(&mut self.sql.page(&query)?);
        Ok(if found == [first, second] { Ordering::Less } else { Ordering::Greater })
    }

    fn search(&self, resources: &[R], query: &Query<R>) -> Page<R> {
        self.hold(resources);
        let total = self.asked.texts({
            let mut count = self.sql.count(query).unwrap();
            let expr = Expr::cust("CAST(count(*) AS TEXT)");
            count.clear_selects().expr(expr);
            self.sql.build(&count)
        });
        let total: u64 = total[0].parse().unwrap();
        let mut ids = self.ids(&mut self.sql.page(query).unwrap());
        let more = ids.len() > query.count();
        ids.truncate(query.count());
        let find =
            |id: &String| resources.iter().find(|one| one.id().to_string() == *id).unwrap().clone();
        let found = ids.iter().map(find).collect();
        if query.by_cursor() {
            Page::by_cursor(found, Some(total), more)
        } else {
            Page::new(found, total)
        }
    }
}
