//! Badges in their tables.

use super::{Badge, Door, Parking, Print, State, Zone};
use crate::database::{Error, Statement, Table, attach, own_columns, parsed, save};
use scim_schema::changes::Changes;
use scim_schema::projection::Projection;
use scim_schema::service::Context;
use scim_schema::value::{Binary, DateTime, Reference, Secret};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};

impl FromRow<'_, SqliteRow> for Badge {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let print = Print { font: row.try_get("print_font")?, line: row.try_get("print_line")? };
        let parking =
            Parking { lot: row.try_get("parking_lot")?, space: row.try_get("parking_space")? };
        let state: Option<String> = row.try_get("state")?;
        Ok(Self {
            seq: row.try_get("seq")?,
            id: parsed(row, "id")?.unwrap_or_default(),
            external_id: row.try_get("external_id")?,
            serial_number: row.try_get("serial_number")?,
            holder: parsed::<Reference>(row, "holder")?,
            state: state.as_deref().and_then(State::parse),
            lost: row.try_get("lost")?,
            access_level: row.try_get("access_level")?,
            deposit: row.try_get("deposit")?,
            issued: parsed(row, "issued")?,
            picture: parsed::<Binary>(row, "picture")?,
            print: (print != Print::default()).then_some(print),
            zones: Vec::new(),
            doors: Vec::new(),
            note: row.try_get("note")?,
            pin: row.try_get::<Option<String>, _>("pin_hash")?.map(Secret::from),
            parking: (parking != Parking::default()).then_some(parking),
            created: parsed(row, "created")?.unwrap_or_default(),
            last_modified: parsed(row, "last_modified")?.unwrap_or_default(),
            revision: row.try_get("revision")?,
        })
    }
}

impl Table for Badge {
    const TABLE: &'static str = "badges";
    const COLUMNS: &'static [&'static str] = &[
        "external_id",
        "serial_number",
        "holder",
        "state",
        "lost",
        "access_level",
        "deposit",
        "issued",
        "picture",
        "print_font",
        "print_line",
        "note",
        "pin_hash",
        "parking_lot",
        "parking_space",
    ];
    const UNIQUE: &'static [(&'static str, &'static str)] = &[("serial_number", "serialNumber")];
    const SECRET: Option<&'static str> = Some("pin");
    const LOOKUPS: &'static [(&'static str, &'static str)] =
        &[("id", "id"), ("externalId", "external_id"), ("serialNumber", "serial_number")];

    type Listed = Door;

    own_columns!();

    fn bind<'q>(&'q self, statement: Statement<'q>) -> Statement<'q> {
        let (print, parking) = (self.print.as_ref(), self.parking.as_ref());
        statement
            .bind(&self.external_id)
            .bind(&self.serial_number)
            .bind(self.holder.as_ref().map(Reference::as_str))
            .bind(self.state.map(State::as_str))
            .bind(self.lost)
            .bind(self.access_level)
            .bind(self.deposit)
            .bind(self.issued.as_ref().map(DateTime::as_str))
            .bind(self.picture.as_ref().map(Binary::as_str))
            .bind(print.and_then(|print| print.font.as_deref()))
            .bind(print.and_then(|print| print.line.as_deref()))
            .bind(&self.note)
            .bind(self.pin.as_ref().map(Secret::expose))
            .bind(parking.and_then(|parking| parking.lot.as_deref()))
            .bind(parking.and_then(|parking| parking.space))
    }

    fn secret(&mut self) -> Option<&mut Secret> {
        self.pin.as_mut()
    }

    async fn load(
        db: &mut SqliteConnection,
        _: &Context,
        p: &Projection<Self>,
        badges: &mut [Self],
    ) -> Result<(), Error> {
        attach(db, badges, p, "zones", |badge, zones: Vec<Zone>| {
            badge.zones = zones.into_iter().map(|zone| zone.value).collect();
        })
        .await?;
        attach(db, badges, p, "doors", |badge, doors: Vec<Door>| badge.doors = doors).await?;
        Ok(())
    }

    async fn save(
        &self,
        db: &mut SqliteConnection,
        _: &Context,
        seq: i64,
        changes: &Changes,
    ) -> Result<(), Error> {
        let zones: Vec<_> = self.zones.iter().map(|value| Zone { value: value.clone() }).collect();
        save(db, seq, changes, "zones", &zones).await?;
        save(db, seq, changes, "doors", &self.doors).await?;
        Ok(())
    }
}
