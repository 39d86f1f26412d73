//! Look-ups: by id, and of what must be unique.

use super::check::separator;
use super::condition::Scope;
use super::place::Held;
use super::row::{not, truth};
use super::{Sql, value};
use crate::compare::{Key, Rule};
use crate::filter::Condition;
use crate::filter::syntax::Operator;
use crate::resource::{Kind, Model, Node, ScimResource, View};
use crate::schema::Uniqueness;
use sea_query::Expr;
use std::fmt;

/// A unique attribute that has a value, and the rows of other resources with the same one.
///
/// ```
/// # use scim_schema::ScimResource;
/// use scim_schema::message::ScimError;
/// use scim_schema::sql::{Database, Table};
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     #[scim(fold_column = "user_name_key")]
///     user_name: String,
/// }
/// let members = Table::<Member>::new("members").on(Database::Sqlite)?;
/// for unique in members.unique(&Member { id: 7, user_name: "BJensen".into() }) {
///     let taken = sea_query::Query::select().column("id").from("members").and_where(unique.taken).take();
///     let (sql, values) = members.build(&taken);
///     assert!(sql.contains(r#""user_name_key" = ?"#), "{sql}");
///     assert_eq!(values.0[0], "bjensen".into());
///     // and if there is a row:
///     assert_eq!(ScimError::uniqueness(&unique.attribute).status(), 409);
/// }
/// # Ok::<(), scim_schema::sql::TableError>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Unique {
    /// The path of the attribute, as [`ScimError::uniqueness`](crate::message::ScimError::uniqueness)
    /// takes it.
    pub attribute: String,
    /// True of the rows of other resources that compare as equal, and false or null elsewhere.
    pub taken: Expr,
}

impl fmt::Debug for Unique {
    /// The attribute alone: the condition has the value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unique").field("attribute", &self.attribute).finish_non_exhaustive()
    }
}

impl<R: ScimResource> Sql<R> {
    /// The row of the resource with an id; no row for an id that its column cannot hold.
    ///
    /// ```
    /// # use scim_schema::ScimResource;
    /// use scim_schema::sql::{Database, Table};
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     #[scim(fold_column = "user_name_key")]
    ///     user_name: String,
    /// }
    /// let members = Table::<Member>::new("members").on(Database::Sqlite)?;
    /// let found = sea_query::Query::select().column("user_name").from("members").and_where(members.by_id(&7)).take();
    /// let (sql, values) = members.build(&found);
    /// assert_eq!(sql, r#"SELECT "user_name" FROM "members" WHERE "members"."id" = ?"#);
    /// assert_eq!(values.0[0], 7i64.into());
    /// # Ok::<(), scim_schema::sql::TableError>(())
    /// ```
    #[must_use]
    pub fn by_id(&self, id: &R::Id) -> Expr {
        self.asked(|scope| self.id_is(&scope, id))
    }

    /// What is to be looked for before a resource is stored: for each unique attribute that it has,
    /// the rows of others with the same value, as filters compare it. A unique index on the same
    /// expression is what holds when two writers look at once. What is, or is in, a multi-valued
    /// attribute is not looked for.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use scim_schema::{rfc::Group, ScimResource};
    /// use scim_schema::sql::{Database, Stored, Table};
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     #[scim(fold_column = "user_name_key")]
    ///     user_name: String,
    /// }
    ///
    /// let members = Table::<Member>::new("members").on(Database::Postgres)?;
    /// let unique = members.unique(&Member { id: 7, user_name: "BJensen".into() });
    /// assert_eq!(unique[0].attribute, "userName");
    /// # }
    /// # Ok::<(), scim_schema::sql::TableError>(())
    /// ```
    #[must_use]
    pub fn unique(&self, resource: &R) -> Vec<Unique> {
        self.asked(|scope| {
            let mut unique = Vec::new();
            collect(&scope, R::NODES, 0, "", resource, &mut unique);
            let others = not(self.id_is(&scope, resource.id()));
            for one in &mut unique {
                let taken = std::mem::replace(&mut one.taken, truth(true));
                one.taken = super::row::all([taken, others.clone()]);
            }
            unique
        })
    }

    fn id_is(&self, scope: &Scope<'_>, id: &R::Id) -> Expr {
        let key = Key::Text(id.to_string().into());
        let condition = Condition { operator: Operator::Eq, rule: Rule::Exact, key };
        value::compare(&self.table.id, scope.row, scope.database, &condition)
            .unwrap_or_else(|_| truth(false))
    }
}

/// Of the attributes with one value, those below complex ones and of extensions as well; not of the id,
/// which is unique by how it is made.
fn collect(
    scope: &Scope<'_>,
    nodes: &'static [Node],
    base: u16,
    above: &str,
    model: &dyn Model,
    unique: &mut Vec<Unique>,
) {
    for node in nodes {
        let base = base + node.base;
        let path = format!("{above}{}", node.name());
        let below = |path: &str| format!("{path}{}", separator(node));
        match node.kind {
            Kind::Field(field) if path != "id" => {
                unique.extend(one(scope, node, base + field, path, model));
            }
            Kind::Group(nodes) => collect(scope, nodes, base, &below(&path), model, unique),
            Kind::Complex(field, nodes) => {
                let (Some(Held::Inside(inside)), View::Complex(part)) =
                    (scope.places.get(base + field), model.get(base + field))
                else {
                    continue;
                };
                let found = scope.within(inside, &|scope| {
                    let mut found = Vec::new();
                    collect(scope, nodes, 0, &below(&path), part, &mut found);
                    Ok(found)
                });
                unique.extend(found.into_iter().flatten());
            }
            _ => {}
        }
    }
}

/// The rows with the value that a model has of a field.
fn one(
    scope: &Scope<'_>,
    node: &'static Node,
    field: u16,
    attribute: String,
    model: &dyn Model,
) -> Option<Unique> {
    if node.attribute.uniqueness == Uniqueness::None {
        return None;
    }
    let Some(Held::Simple(column)) = scope.places.get(field) else { return None };
    let rule = Rule::of(node);
    let key = Key::of(&model.get(field), rule)?.into_owned();
    let condition = Condition { operator: Operator::Eq, rule, key };
    let taken = value::compare(column, scope.row, scope.database, &condition).ok()?;
    Some(Unique { attribute, taken })
}
