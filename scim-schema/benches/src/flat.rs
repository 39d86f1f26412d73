//! A flat model, one row of a table, and its mirror of SCIM's shape.

mod mirror;

use crate::BASE;
use crate::race::Race;
use mirror::Mirror;
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Replace};
use scim_schema::value::DateTime;
use scim_schema::write::Scim;
use scim_schema::{ScimComplex, ScimResource};
use serde_json::Value;
use std::hint::black_box;

/// A member of a workspace: 20 attributes, of them four in slots, one whole element in a slot and
/// three of the extension, and a field that is not mapped.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
pub(crate) struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "externalId")]
    okta_id: Option<String>,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "name.givenName")]
    first_name: String,
    #[scim(path = "name.familyName")]
    last_name: String,
    #[scim(path = "displayName")]
    display_name: Option<String>,
    #[scim(path = "title")]
    pub(crate) title: Option<String>,
    #[scim(path = "locale")]
    pub(crate) locale: Option<String>,
    #[scim(path = "active", default = true)]
    pub(crate) enabled: bool,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    email: String,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home_email: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "work"].value"#)]
    desk_phone: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "mobile"].value"#)]
    mobile_phone: Option<String>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<Address>,
    #[scim(path = "EnterpriseUser:employeeNumber")]
    employee_number: Option<String>,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(path = "EnterpriseUser:manager.value")]
    manager_id: Option<String>,
    #[scim(path = "meta.created")]
    created_at: DateTime,
    #[scim(path = "meta.lastModified")]
    updated_at: DateTime,
    #[scim(version)]
    revision: u64,
    #[scim(skip)]
    billing_notes: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Address {
    street_address: Option<String>,
    locality: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
    r#type: Option<String>,
}

pub(crate) fn member() -> Member {
    let some = |text: &str| Some(text.to_owned());
    Member {
        id: "5f0c1d9e-3b7a-4c58-9e21-7d64a0b8f312".to_owned(),
        okta_id: some("00u8k2m4q6s0WXyz12ab"),
        login: "marta.quintero@example.com".to_owned(),
        first_name: "Marta".to_owned(),
        last_name: "Quintero Vega".to_owned(),
        display_name: some("Marta Quintero"),
        title: some("Principal Hydrologist"),
        locale: some("en-US"),
        enabled: true,
        email: "marta.quintero@example.com".to_owned(),
        home_email: some("marta@quintero.example.org"),
        desk_phone: some("+1-503-555-0142"),
        mobile_phone: some("+1-503-555-0187"),
        office: Some(Address {
            street_address: some("1180 SW Riverside Drive, Floor 4"),
            locality: some("Portland"),
            postal_code: some("97204"),
            country: some("US"),
            r#type: some("work"),
        }),
        employee_number: some("70412"),
        department: some("Hydrology"),
        manager_id: some("9b2e6c41-8d35-4fa7-a0c3-e57f18d4b690"),
        created_at: DateTime::parse("2023-03-14T09:26:53Z").unwrap(),
        updated_at: DateTime::parse("2025-11-02T17:05:41.318Z").unwrap(),
        revision: 41,
        billing_notes: "pays by invoice, end of quarter".to_owned(),
    }
}

/// The member as JSON, as a crate sees it that evaluates filters on values.
pub(crate) fn json(member: &Member) -> Value {
    serde_json::from_slice(&write(member)).unwrap()
}

/// What the application prepares for a body.
fn blank(member: &Member) -> Member {
    Member {
        id: member.id.clone(),
        created_at: member.created_at.clone(),
        updated_at: member.updated_at.clone(),
        revision: member.revision,
        billing_notes: member.billing_notes.clone(),
        ..Member::default()
    }
}

fn create(body: &str, blank: &mut Member) {
    Create::<Member>::new(body, Dialect::RFC).unwrap().apply_to(blank).unwrap();
}

fn replace(body: &str, stored: &mut Member) {
    let changes = Replace::<Member>::new(body, Dialect::RFC).unwrap().apply_to(stored).unwrap();
    assert!(changes.is_empty(), "{changes:?}");
}

fn write(member: &Member) -> Vec<u8> {
    Scim::new(member).base(BASE).to_vec()
}

pub(crate) fn races() -> Vec<Race> {
    let stored = member();
    let body = String::from_utf8(write(&stored)).unwrap();
    let mirror: Mirror = serde_json::from_str(&body).unwrap();
    // the same bytes, and so the same values: nothing was lost on the way into the mirror
    assert_eq!(serde_json::to_string(&mirror).unwrap(), body);

    let sent = serde_json::to_string(&mirror.as_sent()).unwrap();
    vec![
        writes(&mirror, &stored),
        read("read flat, as it is written", body, &mirror, &stored),
        read("read flat, as a client sends it", sent, &mirror.as_sent(), &stored),
    ]
}

fn writes(mirror: &Mirror, member: &Member) -> Race {
    let (mirror, member) = (mirror.clone(), member.clone());
    let (again, mut out) = (member.clone(), Vec::with_capacity(8192));
    Race::new("write flat", "serde_json::to_vec, mirror", move || {
        black_box(serde_json::to_vec(black_box(&mirror)).unwrap());
    })
    .target("Scim::to_vec", 0.6, move || {
        black_box(write(black_box(&member)));
    })
    .beside("Scim::write_to, buffer used again", move || {
        out.clear();
        Scim::new(black_box(&again)).base(BASE).write_to(&mut out);
        black_box(&out);
    })
}

fn read(name: &'static str, body: String, mirror: &Mirror, stored: &Member) -> Race {
    assert_eq!(&serde_json::from_str::<Mirror>(&body).unwrap(), mirror);
    let mut created = blank(stored);
    create(&body, &mut created);
    assert_eq!(&created, stored);
    replace(&body, &mut created);
    assert_eq!(&created, stored);

    let own = || body.clone();
    let (plain, created, replaced, value) = (own(), own(), own(), own());
    let mut kept = stored.clone();
    Race::new(name, "serde_json::from_slice, mirror", move || {
        black_box(serde_json::from_slice::<Mirror>(black_box(plain.as_bytes())).unwrap());
    })
    .target("Create::apply_to, blank", 1.0, move || {
        let mut member = Member::default();
        create(black_box(&created), &mut member);
        black_box(member);
    })
    .target("Replace::apply_to, stored, no change", 1.0, move || {
        replace(black_box(&replaced), &mut kept);
        black_box(&kept);
    })
    .beside("serde_json::from_slice, Value", move || {
        black_box(serde_json::from_slice::<Value>(black_box(value.as_bytes())).unwrap());
    })
}
