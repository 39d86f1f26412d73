//! Models with a field for each kind of column, and where their tables have it.

use crate::database::Asked;
use scim_schema::sql::{Complex, Database, List, Sql, Stored, Table};
use scim_schema::value::{Binary, DateTime, InvalidValue, Reference};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource};
use sea_query::{Expr, ExprTrait, Query as Statement};

/// A field for each kind of column.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Asset", endpoint = "/Assets")]
pub(super) struct Asset {
    #[scim(id)]
    pub(super) id: i64,
    #[scim(path = "externalId")]
    pub(super) external_id: Option<String>,
    #[scim(required, uniqueness = "server", column = "the_name")]
    pub(super) name: String,
    #[scim(case_exact, uniqueness = "server")]
    pub(super) code: Option<String>,
    #[scim(fold_column = "label_key")]
    pub(super) label: Option<String>,
    pub(super) note: String,
    pub(super) count: Option<i64>,
    pub(super) weight: Option<f64>,
    pub(super) lost: Option<bool>,
    pub(super) image: Option<Binary>,
    #[scim(reference = "User")]
    pub(super) link: Option<Reference>,
    pub(super) state: Option<State>,
    pub(super) sold: Option<DateTime>,
    pub(super) paid: Option<DateTime>,
    #[scim(with = "activity")]
    pub(super) stopped: Option<DateTime>,
    pub(super) tags: Vec<String>,
    pub(super) colors: Vec<String>,
    pub(super) parts: Vec<Part>,
    pub(super) pieces: Vec<Part>,
    pub(super) maker: Option<Maker>,
    pub(super) origin: Option<Maker>,
    #[scim(get = "Asset::owners")]
    pub(super) owned_by: Vec<i64>,
    #[scim(extension)]
    pub(super) parking: Option<Parking>,
    #[scim(path = "meta.created")]
    pub(super) created: DateTime,
    #[scim(path = "meta.lastModified")]
    pub(super) updated: DateTime,
    #[scim(version)]
    pub(super) revision: u64,
}

impl Asset {
    fn owners(&self) -> Vec<String> {
        self.owned_by.iter().map(ToString::to_string).collect()
    }
}

mod activity {
    use super::{DateTime, InvalidValue};

    #[expect(clippy::ref_option, clippy::unnecessary_wraps, reason = "the derive hands it over")]
    pub(super) fn view(stopped: &Option<DateTime>) -> Option<bool> {
        Some(stopped.is_none())
    }
    #[expect(clippy::unnecessary_wraps, reason = "others refuse")]
    pub(super) fn set(stopped: &mut Option<DateTime>, goes: bool) -> Result<(), InvalidValue> {
        *stopped = (!goes).then(DateTime::now);
        Ok(())
    }
    pub(super) fn clear(stopped: &mut Option<DateTime>) -> Result<(), InvalidValue> {
        set(stopped, true)
    }
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(super) struct Part {
    pub(super) value: Option<String>,
    pub(super) size: Option<i64>,
    pub(super) primary: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(super) struct Maker {
    pub(super) country: Option<String>,
    pub(super) founded: Option<DateTime>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking", name = "Parking")]
pub(super) struct Parking {
    pub(super) lot: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, ScimEnum)]
pub(super) enum State {
    #[default]
    New,
    Used,
}

/// A flat row: groups of fields, and slots.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
pub(super) struct Member {
    #[scim(id)]
    pub(super) id: i64,
    #[scim(path = "userName", fold_column = "login_key")]
    pub(super) login: String,
    #[scim(path = "name.familyName")]
    pub(super) family_name: Option<String>,
    #[scim(path = "name.givenName")]
    pub(super) given_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    pub(super) email: String,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    pub(super) home_email: Option<String>,
}

pub(super) fn assets(database: Database) -> Sql<Asset> {
    let timestamp = match database {
        Database::Postgres => Stored::Timestamp,
        _ => Stored::Millis,
    };
    let owners = Statement::select()
        .columns(["asset", "owner"])
        .from("ownership")
        .and_where(Expr::col("until").is_null())
        .take();
    Table::<Asset>::new("assets")
        .instants(Stored::InstantText)
        .stored("sold", timestamp)
        .stored("paid", Stored::Seconds)
        .expr("stopped", Expr::col(("assets", "stopped")).is_null())
        .list("tags", List::table("asset_tags", "asset"))
        .list("colors", List::json())
        .list("parts", List::table("asset_parts", "asset").position("at"))
        .list("pieces", List::json())
        .complex("maker", Complex::columns("maker_"))
        .complex("origin", Complex::json())
        .complex("parking", Complex::columns("parking_"))
        .list("owned_by", List::relation(owners, "asset").value("owner"))
        .on(database)
        .unwrap()
}

pub(super) fn members(database: Database) -> Sql<Member> {
    Table::<Member>::new("members").on(database).unwrap()
}

/// The tables, so that what is said of them runs.
pub(super) fn asset_tables(database: Database) -> String {
    let (json, sold) = match database {
        Database::Postgres => ("JSONB", "TIMESTAMPTZ"),
        _ => ("TEXT", "INTEGER"),
    };
    format!(
        "CREATE TABLE assets (id BIGINT PRIMARY KEY, external_id TEXT, the_name TEXT, code TEXT,
         label TEXT, label_key TEXT, note TEXT, count BIGINT, weight DOUBLE PRECISION,
         lost BOOLEAN, image TEXT, link TEXT, state TEXT, sold {sold}, paid BIGINT, stopped TEXT,
         colors {json}, pieces {json}, maker_country TEXT, maker_founded TEXT, origin {json},
         parking_lot TEXT, created TEXT, updated TEXT, revision BIGINT);
         CREATE TABLE asset_tags (asset BIGINT, value TEXT);
         CREATE TABLE asset_parts (asset BIGINT, at BIGINT, value TEXT, size BIGINT,
         \"primary\" BOOLEAN);
         CREATE TABLE ownership (asset BIGINT, owner TEXT, until TEXT);"
    )
}

pub(super) const MEMBER_TABLES: &str = "CREATE TABLE members (id BIGINT PRIMARY KEY, login TEXT,
    login_key TEXT, family_name TEXT, given_name TEXT, email TEXT, home_email TEXT)";

/// The database to run what is shown in, if it is there.
pub(super) fn asked(database: Database, schema: &str, tables: &str) -> Option<Asked> {
    let asked = match database {
        Database::Postgres => Asked::postgres(schema)?,
        _ => Asked::sqlite(),
    };
    asked.execute(tables);
    Some(asked)
}
