//! Badges in their tables.

use super::{Badge, Door, State, Zone};
use crate::database::{
    EXTENSION, Error, Owner, Statement, Table, Work, attach, attach_within, instant, own_columns,
    save, values, weigh,
};
use scim_schema::changes::Changes;
use scim_schema::projection::Projection;
use scim_schema::service::Context;
use scim_schema::sql::{self, Complex, List, Stored};
use scim_schema::value::{Binary, DateTime, Reference, Secret};

values! { Element of Badge:
    "zones" Zone zones,
    "doors" Door doors,
}

weigh!(Badge: external_id, serial_number, holder, picture, note);

impl Table for Badge {
    const TABLE: &'static str = "badges";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("external_id", "externalId"),
        ("serial_number", "serialNumber"),
        ("holder", "holder"),
        ("state", "state"),
        ("lost", "lost"),
        ("access_level", "accessLevel"),
        ("deposit", "deposit"),
        ("issued", "issued"),
        ("issued_key", ""),
        ("picture", "picture"),
        ("print_font", "print"),
        ("print_line", "print"),
        ("note", "note"),
        ("pin_hash", ""),
        ("parking_lot", EXTENSION),
        ("parking_space", EXTENSION),
    ];
    const UNIQUE: &'static [(&'static str, &'static str)] = &[("serial_number", "serialNumber")];
    const SECRET: Option<&'static str> = Some("pin");
    type Listed = Door;

    own_columns!(Badge);

    fn searched() -> sql::Table<Self> {
        let values = |table: &str| List::table(table, "owner").position("position");
        sql::Table::new(Self::TABLE)
            .key("seq")
            .stored("id", Stored::Text)
            .instants(Stored::Millis)
            .complex("print", Complex::columns("print_"))
            .complex("parking", Complex::columns("parking_"))
            .list("zones", values("badge_zones"))
            .list("doors", values("badge_doors"))
    }

    fn bind(&self, statement: Statement) -> Statement {
        let (print, parking) = (self.print.as_ref(), self.parking.as_ref());
        statement
            .bind(self.external_id.as_deref())
            .bind(&self.serial_number)
            .bind(self.holder.as_ref().map(Reference::as_str))
            .bind(self.state.map(State::as_str))
            .bind(self.lost)
            .bind(self.access_level)
            .bind(self.deposit)
            .bind(self.issued.as_ref().map(DateTime::as_str))
            .bind(instant(self.issued.as_ref()))
            .bind(self.picture.as_ref().map(Binary::as_str))
            .bind(print.and_then(|print| print.font.as_deref()))
            .bind(print.and_then(|print| print.line.as_deref()))
            .bind(self.note.as_deref())
            .bind(self.pin.as_ref().map(Secret::expose))
            .bind(parking.and_then(|parking| parking.lot.as_deref()))
            .bind(parking.and_then(|parking| parking.space))
    }

    fn secret(&mut self) -> Option<&mut Secret> {
        self.pin.as_mut()
    }

    async fn load(
        db: &mut Work,
        _: &Context,
        p: &Projection<Self>,
        badges: &mut [Self],
    ) -> Result<(), Error> {
        take_hashes(badges);
        attach::<_, Element>(db, badges, p).await?;
        Ok(())
    }

    async fn load_page(
        db: &mut Work,
        _: &Context,
        p: &Projection<Self>,
        badges: &mut [Self],
        bound: usize,
    ) -> Result<usize, Error> {
        take_hashes(badges);
        Ok(attach_within::<_, Element>(db, badges, p, bound).await?)
    }

    async fn save(
        &self,
        db: &mut Work,
        _: &Context,
        owner: Owner,
        changes: &Changes,
    ) -> Result<(), Error> {
        let zones: Vec<_> = self.zones.iter().map(|value| Zone { value: value.clone() }).collect();
        save(db, owner, changes, "zones", &zones).await?;
        save(db, owner, changes, "doors", &self.doors).await?;
        Ok(())
    }
}

fn take_hashes(badges: &mut [Badge]) {
    for badge in badges {
        // not when more is loaded of a badge that was loaded before
        if let Some(hash) = badge.pin_hash.take() {
            badge.pin = Some(Secret::from(hash));
        }
    }
}
