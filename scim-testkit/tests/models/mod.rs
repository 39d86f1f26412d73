//! Models as applications have them, and resources of them.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file uses some; tests"
)]

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use scim_schema::changes::Changes;
use scim_schema::message::ScimError;
use scim_schema::ownership::Owned;
use scim_schema::rfc::{self, User};
use scim_schema::schema::Mutability;
use scim_schema::value::{Binary, DateTime, InvalidValue, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource, ScimValue};
use scim_testkit::oracle::{Attribute, Refusal, Shape, document, is_same_resource};
use serde_json::Value;

/// A member of a workspace: one row of a table.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
pub(crate) struct Member {
    #[scim(id)]
    pub(crate) id: i64,
    #[scim(path = "externalId")]
    pub(crate) okta_id: Option<String>,
    #[scim(path = "userName")]
    pub(crate) login: String,
    #[scim(path = "name.givenName")]
    pub(crate) first_name: String,
    #[scim(path = "name.familyName")]
    pub(crate) last_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    pub(crate) email: String,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    pub(crate) home_email: Option<String>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    pub(crate) office: Option<Address>,
    #[scim(path = "active", with = "deactivation")]
    pub(crate) deactivated_at: Option<DateTime>,
    #[scim(path = "password")]
    pub(crate) password: Option<Secret>,
    #[scim(path = "EnterpriseUser:department")]
    pub(crate) department: Option<String>,
    #[scim(path = "EnterpriseUser:manager.value")]
    pub(crate) manager_id: Option<String>,
    #[scim(path = "groups", get = "Member::teams")]
    pub(crate) team_ids: Vec<i64>,
    #[scim(path = "meta.created")]
    pub(crate) created_at: DateTime,
    #[scim(path = "meta.lastModified")]
    pub(crate) updated_at: DateTime,
    #[scim(version)]
    pub(crate) revision: u64,
    #[scim(skip)]
    pub(crate) billing_notes: String,
}

impl Member {
    pub(crate) fn teams(&self) -> Vec<Team> {
        self.team_ids.iter().map(|id| Team { value: Some(id.to_string()), display: None }).collect()
    }
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.groups")]
pub(crate) struct Team {
    pub(crate) value: Option<String>,
    pub(crate) display: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
pub(crate) struct Address {
    pub(crate) street_address: Option<String>,
    pub(crate) locality: Option<String>,
    pub(crate) r#type: Option<String>,
    #[scim(skip)]
    pub(crate) geo_code: String,
}

/// `active` of a user that is deactivated at a time.
pub(crate) mod deactivation {
    use super::*;

    pub(crate) const NOW: &str = "2026-01-01T00:00:00Z";

    pub(crate) fn view(field: &Option<DateTime>) -> Option<bool> {
        Some(field.is_none())
    }
    pub(crate) fn set(field: &mut Option<DateTime>, active: bool) -> Result<(), InvalidValue> {
        *field = if active { None } else { Some(DateTime::parse(NOW)?) };
        Ok(())
    }
    pub(crate) fn clear(field: &mut Option<DateTime>) -> Result<(), InvalidValue> {
        set(field, false)
    }
}

/// A badge that opens doors.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
pub(crate) struct Badge {
    #[scim(id)]
    pub(crate) id: String,
    /// Printed on the back.
    #[scim(required, case_exact, uniqueness = "server")]
    pub(crate) serial_number: String,
    /// Whose it is.
    #[scim(reference = "User")]
    pub(crate) holder: Option<Reference>,
    /// What it opens.
    pub(crate) doors: Vec<Door>,
    /// Whether it works.
    #[scim(default = BadgeState::Issued)]
    pub(crate) state: BadgeState,
    /// What it is called.
    pub(crate) labels: Vec<String>,
    /// Chosen once.
    #[scim(mutability = "immutable")]
    pub(crate) color: Option<Color>,
    /// Only shown when asked for.
    #[scim(returned = "request")]
    pub(crate) notes: Option<String>,
    pub(crate) uses: Option<i32>,
    pub(crate) weight: Option<f64>,
    pub(crate) issued_at: Option<DateTime>,
    pub(crate) image: Option<Binary>,
    pub(crate) lost: Option<bool>,
    /// Survives a PUT that leaves it out.
    #[scim(on_omit = "keep")]
    pub(crate) remark: Option<String>,
    pub(crate) maker: Maker,
    #[scim(extension)]
    pub(crate) parking: Option<Parking>,
    #[scim(skip)]
    pub(crate) stock_row: u32,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(crate) struct Door {
    #[scim(key)]
    pub(crate) number: Option<i32>,
    pub(crate) name: Option<String>,
    pub(crate) primary: Option<bool>,
    #[scim(skip)]
    pub(crate) row_id: u32,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(crate) struct Maker {
    pub(crate) name: Option<String>,
    #[scim(required)]
    pub(crate) country: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, ScimEnum)]
pub(crate) enum BadgeState {
    #[default]
    Issued,
    InUse,
    #[scim(rename = "lost")]
    Gone,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, ScimValue)]
pub(crate) struct Color(pub(crate) String);

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking", name = "Parking")]
pub(crate) struct Parking {
    /// The lot.
    pub(crate) lot: Option<String>,
    #[scim(required)]
    pub(crate) level: Option<i64>,
}

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

/// What the application owns of a model, and the shape of what is left to clients.
pub(crate) fn owning<R: ScimResource>(sample: &R, paths: &[&str]) -> (Owned<R>, Shape) {
    let mut shape = Shape::of(sample);
    for path in paths {
        let (urn, path) = match path.rsplit_once(':') {
            _ if shape.attribute(path).is_some() => (None, *path),
            Some((urn, path)) => (Some(urn), path),
            None => (None, *path),
        };
        let parts = if path.contains(':') { vec![path] } else { path.split('.').collect() };
        own(&mut shape.attributes, &urn.into_iter().chain(parts).collect::<Vec<_>>());
    }
    (Owned::new(paths).unwrap(), shape)
}

fn own(attributes: &mut [Attribute], names: &[&str]) {
    let [name, rest @ ..] = names else { return };
    let attribute = attributes.iter_mut().find(|known| known.name == *name);
    let Some(attribute) = attribute else { return };
    if rest.is_empty() {
        attribute.mutability = Mutability::ReadOnly;
        attribute.owned = true;
        return;
    }
    own(&mut attribute.sub_attributes, rest);
    for slot in &mut attribute.slots {
        own(&mut slot.sub_attributes, rest);
    }
}

/// Whether an edit for someone who does not write what is owned ends as the oracle says.
pub(crate) fn agrees<R: ScimResource>(
    before: &R,
    body: &Value,
    expected: Result<(Value, bool), Refusal>,
    actual: Result<(R, Changes), ScimError>,
) -> TestCaseResult {
    let expected = match expected {
        Ok((document, ignored)) => (document, ignored),
        Err(refusal) => {
            let Err(error) = actual else {
                return Err(TestCaseError::fail(format!("{body}\nis {refusal}")));
            };
            let kind = error.scim_type().map_or("", |kind| kind.as_str());
            let allowed = refusal.allows(error.status(), kind);
            prop_assert!(allowed, "{body}\nexpected {refusal}\n but {kind} {error}");
            return Ok(());
        }
    };
    let (after, changes) =
        actual.map_err(|error| TestCaseError::fail(format!("{body}\n{error}")))?;
    let (held, after) = (document(before), document(&after));
    let same = is_same_resource(&expected.0, &after);
    prop_assert!(same, "{body}\n on {held}\n expected {}\n but {after}", expected.0);
    // the engine tells of parts of fixed elements as well
    prop_assert!(!expected.1 || !changes.ignored().is_empty(), "{body}\nnothing is reported");
    Ok(())
}

/// Some of what can be owned of users.
pub(crate) fn paths_of_users() -> impl Strategy<Value = Vec<&'static str>> {
    let all = vec![
        "externalId",
        "name",
        "name.givenName",
        "name.familyName",
        "title",
        "active",
        "profileUrl",
        "emails",
        "addresses",
        "roles",
        "x509Certificates",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
    ];
    prop::sample::subsequence(all, 1..6)
}

/// The same of flat members.
pub(crate) fn paths_of_members() -> impl Strategy<Value = Vec<&'static str>> {
    let all = vec![
        "externalId",
        "name",
        "name.givenName",
        "active",
        "emails",
        "emails.value",
        "addresses",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
    ];
    prop::sample::subsequence(all, 1..5)
}

/// The same of badges.
pub(crate) fn paths_of_badges() -> impl Strategy<Value = Vec<&'static str>> {
    let all = vec![
        "holder",
        "doors",
        "state",
        "labels",
        "color",
        "notes",
        "uses",
        "remark",
        "maker",
        "maker.name",
        "urn:example:scim:schemas:extension:2.0:Parking",
        "urn:example:scim:schemas:extension:2.0:Parking:lot",
    ];
    prop::sample::subsequence(all, 1..6)
}
