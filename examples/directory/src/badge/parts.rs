//! What badges are made of.

use crate::database::{Element, Statement, parsed};
use scim_schema::value::DateTime;
use scim_schema::{ScimComplex, ScimEnum, ScimExtension};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row};

/// What a badge is good for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ScimEnum)]
pub enum State {
    /// Printed and not handed out.
    #[default]
    Printed,
    /// In use.
    Issued,
    /// Opens nothing any more.
    Revoked,
}

impl State {
    /// The text in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Issued => "issued",
            Self::Revoked => "revoked",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Printed, Self::Issued, Self::Revoked].into_iter().find(|s| s.as_str() == text)
    }
}

/// How a name is printed on a badge.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
pub struct Print {
    /// The typeface.
    pub font: Option<String>,
    /// The line of text, as it is printed.
    #[scim(case_exact)]
    pub line: Option<String>,
}

/// A door that a badge opens.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Door {
    /// The row.
    #[scim(skip)]
    pub row: Option<i64>,
    /// The name of the door.
    pub value: Option<String>,
    /// The floor it is on; negative below ground.
    pub floor: Option<i64>,
    /// Since when it may be opened.
    pub since: Option<DateTime>,
}

impl FromRow<'_, SqliteRow> for Door {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            row: row.try_get("id")?,
            value: row.try_get("value")?,
            floor: row.try_get("floor")?,
            since: parsed(row, "since")?,
        })
    }
}

impl Element for Door {
    const TABLE: &'static str = "badge_doors";
    const COLUMNS: &'static [&'static str] = &["value", "floor", "since"];

    fn row(&self) -> Option<i64> {
        self.row
    }

    fn bind<'q>(&'q self, statement: Statement<'q>) -> Statement<'q> {
        statement.bind(&self.value).bind(self.floor).bind(self.since.as_ref().map(DateTime::as_str))
    }
}

/// The row of a zone, whose attribute is simple: there is nothing to keep but its text.
#[derive(Debug, Clone, FromRow)]
pub struct Zone {
    /// The name of the zone.
    pub value: String,
}

impl Element for Zone {
    const TABLE: &'static str = "badge_zones";
    const COLUMNS: &'static [&'static str] = &["value"];

    fn row(&self) -> Option<i64> {
        None
    }

    fn bind<'q>(&'q self, statement: Statement<'q>) -> Statement<'q> {
        statement.bind(&self.value)
    }
}

/// A space in the garage that comes with a badge.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking")]
pub struct Parking {
    /// The garage.
    pub lot: Option<String>,
    /// The number of the space.
    pub space: Option<i64>,
}
