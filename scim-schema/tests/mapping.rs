//! The mapping of derived models.
#![cfg(feature = "derive")]
#![expect(clippy::panic, reason = "tests")]

mod models;

use models::*;
use scim_schema::resource::OktaMapping;
use scim_schema::rfc::{EnterpriseUser, User};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

fn row<R: ScimResource>(path: &str) -> (String, Option<&'static str>, Option<&'static str>) {
    let mapping = R::mapping();
    let mut found = mapping.into_iter().filter(|row| row.path == path);
    let row = found.next().unwrap_or_else(|| panic!("{path} in\n{mapping}")).clone();
    assert!(found.next().is_none(), "{path} in\n{mapping}");
    (row.field, row.column, row.okta)
}

#[test]
fn derived_fields_and_columns() {
    let named = |field: &str, column, okta| (field.to_owned(), column, okta);
    assert_eq!(row::<Member>("userName"), named("login", Some("login"), Some("login")));
    assert_eq!(
        row::<Member>(r#"emails[type eq "work"].value"#),
        named("email", Some("email"), Some("email"))
    );
    assert_eq!(row::<Member>(r#"addresses[type eq "work"]"#), named("office", None, None));
    assert_eq!(
        row::<Member>(r#"addresses[type eq "work"].streetAddress"#),
        named("office.street_address", Some("street_address"), Some("streetAddress"))
    );
    assert_eq!(row::<Member>("active"), named("deactivated_at", Some("deactivated_at"), None));
    assert_eq!(row::<Member>("meta.version"), named("revision", Some("revision"), None));
    assert_eq!(
        row::<Member>("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value"),
        named("manager_id", Some("manager_id"), Some("managerId"))
    );
    assert_eq!(row::<Badge>("doors.number"), named("doors.number", Some("number"), None));
    assert_eq!(
        row::<Badge>("urn:example:scim:schemas:extension:2.0:Parking:lot"),
        named("parking.lot", Some("lot"), None)
    );
    assert!(
        Member::mapping()
            .rows()
            .iter()
            .all(|row| !row.field.is_empty() && row.field != "billing_notes")
    );
}

/// What a field says of its column and its Okta attribute replaces what is usual.
#[test]
fn said_by_the_field() {
    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Account {
        #[scim(id)]
        id: i64,
        #[scim(path = "userName", column = "LOGIN", fold_column = "LOGIN_KEY", okta = "email")]
        login: String,
        #[scim(flatten)]
        contact: Contact,
        #[scim(version, column = "ROW_VERSION")]
        revision: u64,
    }
    #[derive(Debug, Clone, Default, ScimComplex)]
    #[scim(rfc = "User")]
    struct Contact {
        #[scim(path = "nickName")]
        called: Option<String>,
    }
    let mapping = Account::mapping();
    let login = mapping.rows().iter().find(|row| row.field == "login");
    assert!(login.is_some_and(|row| {
        (row.column, row.fold_column, row.okta) == (Some("LOGIN"), Some("LOGIN_KEY"), Some("email"))
    }));
    assert_eq!(row::<Account>("nickName"), ("called".to_owned(), Some("called"), Some("nickName")));
    assert_eq!(row::<Account>("meta.version"), ("revision".to_owned(), Some("ROW_VERSION"), None));
}

/// The whole user has a place for each of Okta's attributes but the two that go to an element by
/// its type.
#[test]
fn the_whole_user_takes_29_of_okta() {
    let mapping = User::mapping();
    let okta: Vec<_> = mapping.rows().iter().filter_map(|row| row.okta).collect();
    assert_eq!(okta.len(), 29, "{okta:?}");
    assert!(!okta.contains(&"secondEmail") && !okta.contains(&"mobilePhone"));
}

/// The RFC's own schemas hold all that Okta sends, and the same comes of the models for them.
#[test]
fn the_okta_side_of_schemas() {
    let whole = OktaMapping::of_schemas(User::SCHEMA, &[EnterpriseUser::SCHEMA]);
    assert!(whole.lacking().is_empty(), "{whole}");
    // the model of the same says the same of what Okta sends
    let model = User::mapping().okta();
    let names = |mapping: &OktaMapping| {
        let rows = mapping.rows().iter().filter(|row| row.profile.is_some());
        rows.map(|row| row.external_name.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    assert!(names(&model).is_subset(&names(&whole)), "{model}");
    let alone = OktaMapping::of_schemas(User::SCHEMA, &[]);
    let lacking: Vec<_> = alone.lacking().iter().filter_map(|row| row.profile.clone()).collect();
    assert_eq!(
        lacking,
        [
            "employeeNumber",
            "costCenter",
            "organization",
            "division",
            "department",
            "managerId",
            "manager"
        ]
    );
    let csv = whole.to_csv();
    assert_eq!(
        csv.lines().next().unwrap_or_default(),
        "profile,variable,externalName,externalNamespace,dataType,path,held,note"
    );
    assert!(
        csv.contains("email,email,emails.^[primary==true].value,urn:ietf:params:scim:schemas:core:2.0:User,string,emails.value,true,"),
        "{csv}"
    );
    let markdown = alone.to_markdown();
    assert!(markdown.contains("Sent by Okta's usual mapping, and not held:"), "{markdown}");
    assert!(
        markdown
            .lines()
            .filter(|line| line.starts_with('|'))
            .all(|line| line.matches('|').count() == 8),
        "{markdown}"
    );
}

/// A row has the path and the type of what holds it, whatever Okta usually sends there.
#[test]
fn the_okta_side_of_what_holds_it() {
    #[derive(Debug, Clone, Default, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Cost", name = "Cost")]
    struct Cost {
        #[scim(okta = "costCenter")]
        number: Option<i64>,
    }
    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Account {
        #[scim(id)]
        id: i64,
        user_name: String,
        #[scim(path = r#"emails[type eq "work"].value"#)]
        email: Option<String>,
        #[scim(extension)]
        cost: Option<Cost>,
    }
    let okta = Account::mapping().okta();
    let of = |profile: &str| {
        let row = okta.rows().iter().find(|row| row.profile.as_deref() == Some(profile));
        row.map(|row| (&*row.path, row.data_type))
    };
    assert_eq!(of("login"), Some(("userName", "string")));
    assert_eq!(of("email"), Some((r#"emails[type eq "work"].value"#, "string")));
    let number = "urn:example:scim:schemas:extension:2.0:Cost:number";
    assert_eq!(of("costCenter"), Some((number, "integer")));
}
