//! What the derives make of flat structs: the schema, the resource type, the fields by number.
#![cfg(feature = "derive")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "derive_flat/schema.rs"]
mod schema;

use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Replace};
use scim_schema::resource::Model;
use scim_schema::value::{DateTime, InvalidValue, Secret};
use scim_schema::write::Scim;
use scim_schema::{ScimComplex, ScimEnum, ScimResource, ScimValue};
use serde_json::{Value, json};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(
    rfc = "User",
    endpoint = "/People",
    extension = "EnterpriseUser",
    extension(
        schema = "urn:example:scim:schemas:extension:2.0:Desk",
        name = "Desk",
        description = "Where a person sits.",
        required
    )
)]
struct Person {
    #[scim(skip)]
    row: u64,
    #[scim(path = "id")]
    number: u32,
    // in another order than the RFC's
    #[scim(path = "urn:ietf:params:scim:schemas:core:2.0:User:title")]
    title: Option<String>,
    external_id: Option<String>,
    #[scim(path = "userName", fold_column = "login_key", column = "login_name")]
    login: String,
    #[scim(path = "displayName", required, uniqueness = "server", okta = "fullName")]
    shown: String,
    #[scim(
        path = "nickName",
        returned = "request",
        mutability = "immutable",
        description = "Short."
    )]
    nick: Option<Nick>,
    #[scim(path = r#"phoneNumbers[type eq "work"].value"#)]
    desk_phone: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "mobile"].display"#)]
    mobile_note: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "mobile"].value"#, primary)]
    mobile: Option<String>,
    #[scim(path = "emails[primary eq true].value", default = "none@example.com".to_owned())]
    email: String,
    #[scim(path = r#"addresses[type eq "work"]"#, default = Some(Address::at("Paris")))]
    office: Option<Address>,
    #[scim(path = r#"addresses[type eq "home"].locality"#)]
    home_town: String,
    #[scim(path = "userType")]
    kind: Option<Kind1>,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(path = "EnterpriseUser:manager.value")]
    manager: Option<String>,
    #[scim(path = "Desk:row")]
    desk_row: Option<i32>,
    #[scim(path = "urn:example:scim:schemas:extension:2.0:Desk:seat.number")]
    seat: Option<u8>,
    #[scim(path = "meta.created", get = "Person::created")]
    created: (),
    #[scim(flatten)]
    settings: Settings,
    #[scim(flatten)]
    access: Access,
}

impl Person {
    fn created(&self) -> DateTime {
        let () = self.created;
        DateTime::parse("2020-01-01T00:00:00Z").unwrap_or_default()
    }
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Address {
    locality: Option<String>,
    country: Option<String>,
}

impl Address {
    fn at(town: &str) -> Self {
        Self { locality: Some(town.into()), country: None }
    }
}

/// Embedded, with a struct embedded in it.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User")]
struct Settings {
    #[scim(path = "name.formatted")]
    whole_name: Option<String>,
    #[scim(flatten)]
    region: Region,
    timezone: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User")]
struct Region {
    locale: Option<String>,
    #[scim(path = "preferredLanguage", default = Some("en".into()))]
    language: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User")]
struct Access {
    password: Option<Secret>,
    #[scim(path = r#"roles[value eq "admin"].display"#)]
    admin: Option<String>,
    #[scim(path = "active", with = "locked")]
    locked: bool,
}

mod locked {
    use super::InvalidValue;

    pub(super) fn view(locked: &bool) -> Option<bool> {
        Some(!locked)
    }
    pub(super) fn set(locked: &mut bool, active: bool) -> Result<(), InvalidValue> {
        *locked = !active;
        Ok(())
    }
    pub(super) fn clear(_: &mut bool) -> Result<(), InvalidValue> {
        Err(InvalidValue::new("a boolean"))
    }
}

#[derive(Debug, Clone, PartialEq, ScimValue)]
struct Nick(String);

#[derive(Debug, Clone, PartialEq, ScimEnum)]
enum Kind1 {
    Employee,
    #[scim(rename = "on-call")]
    OnCall,
    #[scim(other)]
    Other(String),
}

fn full() -> Person {
    Person {
        row: 99,
        number: 7,
        title: Some("Guide".into()),
        external_id: Some("x7".into()),
        login: "bj".into(),
        shown: "Barbara".into(),
        nick: Some(Nick("Babs".into())),
        desk_phone: Some("1".into()),
        mobile_note: Some("after six".into()),
        mobile: Some("2".into()),
        email: "bj@example.com".into(),
        office: Some(Address { locality: Some("Hollywood".into()), country: None }),
        home_town: "Oslo".into(),
        kind: Some(Kind1::OnCall),
        department: Some("Tours".into()),
        manager: Some("3".into()),
        desk_row: Some(4),
        seat: Some(2),
        created: (),
        settings: Settings {
            whole_name: Some("Barbara Jensen".into()),
            region: Region { locale: Some("en-US".into()), language: Some("en".into()) },
            timezone: Some("America/Los_Angeles".into()),
        },
        access: Access {
            password: Some(Secret::new("secret")),
            admin: Some("Administrator".into()),
            locked: true,
        },
    }
}

fn written(person: &Person) -> Value {
    serde_json::from_slice(&Scim::new(person).to_vec()).unwrap()
}

#[test]
fn fields_are_written_where_their_paths_say() {
    assert_eq!(
        written(&full()),
        json!({
            "schemas": [
                "urn:ietf:params:scim:schemas:core:2.0:User",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                "urn:example:scim:schemas:extension:2.0:Desk",
            ],
            "id": "7",
            "externalId": "x7",
            "userName": "bj",
            "displayName": "Barbara",
            "title": "Guide",
            "userType": "on-call",
            "emails": [{ "primary": true, "value": "bj@example.com" }],
            "phoneNumbers": [
                { "type": "work", "value": "1" },
                { "type": "mobile", "primary": true, "value": "2", "display": "after six" },
            ],
            "addresses": [
                { "type": "work", "locality": "Hollywood" },
                { "type": "home", "locality": "Oslo" },
            ],
            "name": { "formatted": "Barbara Jensen" },
            "timezone": "America/Los_Angeles",
            "locale": "en-US",
            "preferredLanguage": "en",
            "active": false,
            "roles": [{ "value": "admin", "display": "Administrator" }],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
                { "department": "Tours", "manager": { "value": "3" } },
            "urn:example:scim:schemas:extension:2.0:Desk": { "row": 4, "seat": { "number": 2 } },
            "meta": { "resourceType": "User", "created": "2020-01-01T00:00:00Z" },
        })
    );
}

/// What is written, read again into a blank struct, is the same, but for what a client cannot set.
#[test]
fn what_is_written_is_read_again() {
    let mut body = written(&full());
    body["nickName"] = json!("Babs");
    body["password"] = json!("secret");
    let blank = Person { number: 7, row: 99, ..Person::default() };
    let create = Create::<Person>::new(body.to_string(), Dialect::RFC).unwrap();
    let (person, _) = create.apply(&blank).unwrap();
    assert_eq!(person, full());
}

/// Embedded structs are edited and defaulted in place, at any depth.
#[test]
fn embedded_structs_are_part_of_the_resource() {
    let blank = Person { number: 1, ..Person::default() };
    let body = json!({
        "schemas": [Person::SCHEMA.id, Person::EXTENSIONS[1].id],
        "userName": "a", "displayName": "A", "timezone": "Europe/Oslo", "active": false,
        "name": { "formatted": "A B" },
        // an extension that the resource type requires
        "urn:example:scim:schemas:extension:2.0:Desk": { "row": 4 },
    });
    let create = Create::<Person>::new(body.to_string(), Dialect::RFC).unwrap();
    let (person, changes) = create.apply(&blank).unwrap();
    assert_eq!(person.settings.region.language.as_deref(), Some("en"), "the default of POST");
    assert_eq!(person.email, "none@example.com");
    assert_eq!(person.office, Some(Address::at("Paris")));
    assert_eq!(person.settings.timezone.as_deref(), Some("Europe/Oslo"));
    assert!(person.access.locked);
    assert!(changes.paths().iter().any(|path| *path == "timezone"), "{changes:?}");

    // PUT: what is left out is cleared, but `active` and the password stay
    let stored = full();
    let body = json!({
        "schemas": [Person::SCHEMA.id, Person::EXTENSIONS[1].id],
        "userName": "bj", "displayName": "B",
        "urn:example:scim:schemas:extension:2.0:Desk": { "row": 4 },
    });
    let replace = Replace::<Person>::new(body.to_string(), Dialect::RFC).unwrap();
    let (person, _) = replace.apply(&stored).unwrap();
    assert_eq!(person.settings, Settings::default());
    assert_eq!(person.access, Access { admin: None, ..stored.access });
    assert_eq!((person.row, person.seat, person.office), (99, None, None));
}

/// Every number has one field, and only what a client can write can be edited.
#[test]
fn fields_have_numbers() {
    let mut person = full();
    let own = 18;
    let all = own + <Settings as ScimComplex>::FIELDS + <Access as ScimComplex>::FIELDS;
    assert_eq!((<Settings as ScimComplex>::FIELDS, all), (4, 25));
    let editable: Vec<u16> = (0..=all).filter(|number| person.edit(*number).is_some()).collect();
    let fixed: Vec<u16> = (0..=all).filter(|number| !editable.contains(number)).collect();
    assert_eq!(fixed, [0, 17, 25], "the id, what is computed, and the end");
    assert!(matches!(person.get(all), scim_schema::resource::View::Null));
    assert!(person.edit(u16::MAX).is_none());
    assert!(!person.set_default(u16::MAX));
}

#[test]
fn enums_take_the_canonical_spelling() {
    use scim_schema::resource::Scalar;
    let read = |text| Kind1::from_scalar(Scalar::String(text)).unwrap();
    assert_eq!(read("EMPLOYEE"), Kind1::Employee);
    assert_eq!(read("On-Call"), Kind1::OnCall);
    assert_eq!(read("guest"), Kind1::Other("guest".into()));
    let error = Kind1::from_scalar(Scalar::Integer(1)).unwrap_err();
    assert_eq!(error.expected(), "one of `employee`, `on-call`");

    #[derive(Debug, PartialEq, ScimEnum)]
    #[scim(case_exact)]
    enum Size {
        #[scim(rename = "S")]
        S,
        #[scim(rename = "s")]
        Small,
    }
    assert_eq!(Size::from_scalar(Scalar::String("s")), Ok(Size::Small));
    let error = Size::from_scalar(Scalar::String("m")).unwrap_err();
    assert_eq!(error.expected(), "one of `S`, `s`");
}
