//! What badges are made of.

use crate::database::{Element, Nullable, Statement, instant, weigh};
use scim_schema::value::{DateTime, InvalidValue};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension};
use sqlx::FromRow;

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
}

impl TryFrom<Nullable> for Option<State> {
    type Error = InvalidValue;

    fn try_from(Nullable(text): Nullable) -> Result<Self, InvalidValue> {
        let Some(text) = text else { return Ok(None) };
        let all = [State::Printed, State::Issued, State::Revoked];
        let found = all.into_iter().find(|state| state.as_str() == text);
        found.map(Some).ok_or(InvalidValue::new("a state of a badge"))
    }
}

/// How a name is printed on a badge.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex, FromRow)]
pub struct Print {
    /// The typeface.
    #[sqlx(rename = "print_font")]
    pub font: Option<String>,
    /// The line of text, as it is printed.
    #[scim(case_exact)]
    #[sqlx(rename = "print_line")]
    pub line: Option<String>,
}

/// A door that a badge opens.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex, FromRow)]
pub struct Door {
    /// The row.
    #[scim(skip)]
    #[sqlx(rename = "id")]
    pub row: Option<i64>,
    /// The name of the door.
    pub value: Option<String>,
    /// The floor it is on; negative below ground.
    pub floor: Option<i64>,
    /// Since when it may be opened.
    #[scim(fold_column = "since_key")]
    #[sqlx(try_from = "Nullable")]
    pub since: Option<DateTime>,
}

weigh!(Door: value);

impl Element for Door {
    const TABLE: &'static str = "badge_doors";
    const COLUMNS: &'static [&'static str] = &["value", "floor", "since", "since_key"];

    fn row(&self) -> Option<i64> {
        self.row
    }

    fn bind(&self, statement: Statement) -> Statement {
        statement
            .bind(self.value.as_deref())
            .bind(self.floor)
            .bind(self.since.as_ref().map(DateTime::as_str))
            .bind(instant(self.since.as_ref()))
    }
}

/// The row of a zone, whose attribute is simple: there is nothing to keep but its text.
#[derive(Debug, Clone, FromRow)]
pub struct Zone {
    /// The name of the zone.
    pub value: String,
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.value
    }
}

weigh!(Zone: value);

impl Element for Zone {
    const TABLE: &'static str = "badge_zones";
    const COLUMNS: &'static [&'static str] = &["value"];

    fn row(&self) -> Option<i64> {
        None
    }

    fn bind(&self, statement: Statement) -> Statement {
        statement.bind(&self.value)
    }
}

/// A space in the garage that comes with a badge.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimExtension, FromRow)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking")]
pub struct Parking {
    /// The garage.
    #[sqlx(rename = "parking_lot")]
    pub lot: Option<String>,
    /// The number of the space.
    #[sqlx(rename = "parking_space")]
    pub space: Option<i64>,
}
