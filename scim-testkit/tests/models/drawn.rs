//! Resources of the models, drawn at random.

use super::{Address, Badge, BadgeState, Color, Door, Maker, Member, Parking};
use proptest::prelude::*;
use scim_schema::rfc::{self, User};
use scim_schema::value::{Binary, DateTime, Reference, Secret};

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "bjensen",
        "BJensen",
        "Barbara",
        "b",
        "",
        "É",
        "é",
        "e\u{301}",
        "ß",
        "SS",
        "7",
        "work",
        "x y",
        "\u{ff22}jensen",
        "ς",
        "Σ",
        "\u{10000}",
        "true",
    ])
    .prop_map(str::to_owned)
}

fn types() -> impl Strategy<Value = Option<String>> {
    prop::option::of(
        prop::sample::select(vec!["work", "home", "WORK", "other"]).prop_map(str::to_owned),
    )
}

fn date_time() -> impl Strategy<Value = DateTime> {
    prop::sample::select(vec![
        "2011-05-13T04:42:34Z",
        "2011-05-13T06:42:34+02:00",
        "2011-05-13T04:42:34.100Z",
        "2016-12-31T23:59:60Z",
        "1969-12-31T23:59:59",
        "-0001-01-01T24:00:00-14:00",
    ])
    .prop_map(|text| DateTime::parse(text).unwrap())
}

fn maybe<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(0.6, value)
}

/// At most one is primary.
fn primary(one: Option<usize>, index: usize, said: bool) -> Option<bool> {
    (one == Some(index)).then_some(true).or(said.then_some(false))
}

fn emails() -> impl Strategy<Value = Vec<rfc::Email>> {
    let email = (maybe(text()), maybe(text()), types(), any::<bool>());
    (prop::collection::vec(email, 0..4), maybe(0..3_usize)).prop_map(|(emails, one)| {
        let email = |(index, (value, display, r#type, said))| {
            let primary = primary(one, index, said);
            rfc::Email { value, display, r#type, primary }
        };
        let is_something = |email: &rfc::Email| *email != rfc::Email::default();
        emails.into_iter().enumerate().map(email).filter(is_something).collect()
    })
}

pub fn users() -> impl Strategy<Value = User> {
    let names = maybe((maybe(text()), maybe(text())));
    let enterprise = maybe((maybe(text()), maybe(maybe(text()))));
    let rest = (
        maybe(text()),
        maybe(any::<bool>()),
        maybe(text()),
        maybe(prop::sample::select(vec!["TWFu", "twfu"])),
        maybe(types()),
    );
    (
        (text(), text(), maybe(text()), maybe(text())),
        names,
        emails(),
        enterprise,
        rest,
        (maybe(date_time()), maybe(date_time()), prop::sample::select(vec!["7", ""])),
    )
        .prop_map(|(ids, name, emails, enterprise, rest, meta)| {
            let (id, user_name, external_id, title) = ids;
            let (nick_name, active, password, certificate, address) = rest;
            let (created, last_modified, version) = meta;
            User {
                id: if id.is_empty() { "0".into() } else { id.clone() },
                external_id,
                user_name: if user_name.is_empty() { "0".into() } else { user_name },
                title,
                nick_name,
                active,
                password: password.map(Secret::new),
                emails,
                name: name.map(|(given_name, family_name)| rfc::Name {
                    given_name,
                    family_name,
                    ..rfc::Name::default()
                }),
                x509_certificates: certificate
                    .into_iter()
                    .map(|text| rfc::X509Certificate {
                        value: Some(Binary::parse(text).unwrap()),
                        ..rfc::X509Certificate::default()
                    })
                    .collect(),
                addresses: address
                    .into_iter()
                    .map(|r#type| rfc::Address {
                        locality: Some("Hollywood".into()),
                        r#type,
                        ..rfc::Address::default()
                    })
                    .collect(),
                groups: vec![rfc::GroupMembership { value: Some(id), ..Default::default() }],
                enterprise: enterprise.map(|(department, manager)| rfc::EnterpriseUser {
                    department,
                    manager: manager.map(|value| rfc::Manager {
                        display_name: value.clone(),
                        value,
                        ..Default::default()
                    }),
                    ..rfc::EnterpriseUser::default()
                }),
                created,
                last_modified,
                version: version.into(),
                ..User::default()
            }
        })
}

pub fn members() -> impl Strategy<Value = Member> {
    (
        (0..10_i64, maybe(text()), text(), text(), text(), text(), maybe(text())),
        maybe((maybe(text()), maybe(text()))),
        maybe(date_time()),
        (maybe(text()), maybe(text()), maybe(text())),
        prop::collection::vec(0..9_i64, 0..3),
        (date_time(), date_time(), 0..9_u64),
    )
        .prop_map(|(core, office, deactivated_at, rest, team_ids, meta)| {
            let (id, okta_id, login, first_name, last_name, email, home_email) = core;
            let (password, department, manager_id) = rest;
            let (created_at, updated_at, revision) = meta;
            Member {
                id,
                okta_id,
                login: if login.is_empty() { "0".into() } else { login },
                first_name,
                last_name,
                email,
                home_email,
                office: office.filter(|(street, place)| street.is_some() || place.is_some()).map(
                    |(street_address, locality)| Address {
                        street_address,
                        locality,
                        r#type: Some("work".into()),
                        geo_code: "34.1,-118.3".into(),
                    },
                ),
                deactivated_at,
                password: password.map(Secret::new),
                department,
                manager_id,
                team_ids,
                created_at,
                updated_at,
                revision,
                billing_notes: "pays late".into(),
            }
        })
}

fn doors() -> impl Strategy<Value = Vec<Door>> {
    let door = (maybe(0..4_i32), maybe(text()), any::<bool>());
    (prop::collection::vec(door, 0..4), maybe(0..3_usize)).prop_map(|(doors, one)| {
        let door = |(index, (number, name, said)): (usize, _)| {
            let row_id = u32::try_from(index).unwrap() + 1;
            Door { number, name, primary: primary(one, index, said), row_id }
        };
        let is_something = |door: &Door| Door { row_id: 0, ..door.clone() } != Door::default();
        doors.into_iter().enumerate().map(door).filter(is_something).collect()
    })
}

pub fn badges() -> impl Strategy<Value = Badge> {
    let state = prop::sample::select(vec![BadgeState::Issued, BadgeState::InUse, BadgeState::Gone]);
    let numbers = (
        maybe(prop::sample::select(vec![0, 7, -1])),
        maybe(prop::sample::select(vec![0.0, 7.0, 7.5, -0.0, 1e3])),
        maybe(date_time()),
        maybe(any::<bool>()),
    );
    (
        (text(), text(), maybe(Just("../Users/7")), doors(), state),
        (prop::collection::vec(text(), 0..3), maybe(text()), maybe(text()), maybe(text())),
        numbers,
        (maybe(text()), text(), maybe((maybe(text()), 0..9_i64))),
    )
        .prop_map(|(core, texts, numbers, rest)| {
            let (id, serial_number, holder, doors, state) = core;
            let (labels, color, notes, remark) = texts;
            let (uses, weight, issued_at, lost) = numbers;
            let (name, country, parking) = rest;
            Badge {
                id,
                serial_number: if serial_number.is_empty() { "0".into() } else { serial_number },
                holder: holder.map(|text| Reference::parse(text).unwrap()),
                doors,
                state,
                labels,
                color: color.map(Color),
                notes,
                uses,
                weight,
                issued_at,
                image: Some(Binary::parse("TWFu").unwrap()),
                lost,
                remark,
                maker: Maker { country: name.is_some().then(|| country + "x"), name },
                parking: parking.map(|(lot, level)| Parking { lot, level: Some(level) }),
                stock_row: 9,
            }
        })
}
