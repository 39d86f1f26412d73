use super::{Patched, patch};
use crate::law::Shipped;
use crate::law::edit::patch_agrees;
use crate::oracle::{Refusal, Shape, document};
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::rfc::{Email, EnterpriseUser, Group, Member as GroupMember, Name, User};
use scim_schema::value::Secret;
use serde_json::{Value, json};

fn barbara() -> User {
    let email = |value: &str, r#type: &str, primary| Email {
        value: Some(value.into()),
        r#type: Some(r#type.into()),
        primary,
        ..Email::default()
    };
    User {
        id: "2819".into(),
        user_name: "bjensen".into(),
        name: Some(Name {
            family_name: Some("Jensen".into()),
            given_name: Some("Barbara".into()),
            ..Name::default()
        }),
        password: Some(Secret::new("t1meMa$heen")),
        emails: vec![
            email("bjensen@example.com", "work", Some(true)),
            email("babs@jensen.org", "home", None),
        ],
        enterprise: Some(EnterpriseUser {
            department: Some("Tours".into()),
            ..EnterpriseUser::default()
        }),
        ..User::default()
    }
}

fn friends() -> Group {
    let member = |value: &str| GroupMember { value: Some(value.into()), ..GroupMember::default() };
    Group {
        id: "acbf".into(),
        display_name: "Friends".into(),
        members: vec![member("2819"), member("08e1")],
        ..Group::default()
    }
}

/// A flat model.
#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: i64,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    email: String,
    #[scim(path = r#"emails[type eq "work"].display"#)]
    email_name: Option<String>,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home_email: Option<String>,
}

fn flat() -> Member {
    Member {
        id: 7,
        login: "bjensen".into(),
        email: "b@example.com".into(),
        email_name: Some("B".into()),
        ..Member::default()
    }
}

fn apply<R: ScimResource>(
    resource: &R,
    operations: &Value,
    dialect: Dialect,
) -> Result<Patched, Refusal> {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": operations,
    });
    patch(&body, &Shape::of(resource), &document(resource), dialect)
}

/// Applies one operation, and answers one attribute.
fn after<R: ScimResource>(resource: &R, operation: &Value, attribute: &str) -> Value {
    let patched = apply(resource, &json!([operation]), Dialect::RFC).unwrap();
    patched.document.get(attribute).cloned().unwrap_or_default()
}

fn refused<R: ScimResource>(resource: &R, operation: &Value) -> &'static str {
    apply(resource, &json!([operation]), Dialect::RFC).unwrap_err().scim_type
}

/// 7644-3.5.2.1-06, -10: the RFC's own examples of adding.
#[test]
fn adding() {
    let member = json!({ "display": "Babs Jensen", "$ref": "https://example.com/v2/Users/77", "value": "77" });
    let members =
        after(&friends(), &json!({ "op": "add", "path": "members", "value": [member] }), "members");
    assert_eq!(
        members,
        json!([
            { "value": "2819" },
            { "value": "08e1" },
            { "value": "77", "$ref": "https://example.com/v2/Users/77" },
        ])
    );
    let again =
        json!({ "op": "add", "path": "members", "value": [{ "value": "2819", "display": "x" }] });
    assert_eq!(after(&friends(), &again, "members"), document(&friends())["members"]);
    // what is immutable in it gets its first value
    let known =
        json!({ "op": "add", "path": "members", "value": [{ "value": "2819", "type": "Group" }] });
    let members = json!([{ "value": "2819", "type": "Group" }, { "value": "08e1" }]);
    assert_eq!(after(&friends(), &known, "members"), members);

    let set = json!({ "op": "add", "value": {
        "emails": [{ "value": "babs@jensen.net", "type": "other" }], "nickname": "Babs",
    } });
    let user = apply(&barbara(), &json!([set]), Dialect::RFC).unwrap().document;
    assert_eq!(user["nickName"], "Babs");
    assert_eq!(user["emails"].as_array().unwrap().len(), 3);
}

/// 7644-3.5.2.2-02 to -05, -08: the RFC's own examples of removing.
#[test]
fn removing() {
    for (path, left) in [
        (r#"members[value eq "2819"]"#, json!([{ "value": "08e1" }])),
        (r#"members[value eq "77"]"#, json!([{ "value": "2819" }, { "value": "08e1" }])),
        ("members", Value::Null),
    ] {
        assert_eq!(after(&friends(), &json!({ "op": "remove", "path": path }), "members"), left);
    }
    let path = r#"emails[type eq "work" and value ew "example.com"]"#;
    let left = after(&barbara(), &json!({ "op": "remove", "path": path }), "emails");
    assert_eq!(left, json!([{ "value": "babs@jensen.org", "type": "home" }]));
    let left = after(&barbara(), &json!({ "op": "remove", "path": "name.givenName" }), "name");
    assert_eq!(left, json!({ "familyName": "Jensen" }));
}

/// Decided: `remove` with a value never takes more than it names.
#[test]
fn removing_with_a_value() {
    let remove = |value: Value| {
        after(&friends(), &json!({ "op": "remove", "path": "members", "value": value }), "members")
    };
    assert_eq!(remove(json!([{ "value": "2819", "display": null }])), json!([{ "value": "08e1" }]));
    for nothing in [json!([]), json!([{ "value": "77" }]), json!(null)] {
        assert_eq!(remove(nothing), document(&friends())["members"]);
    }
}

/// 7644-3.5.2.3-01 to -10: replacing.
#[test]
fn replacing() {
    let replace = |path: &str, value: Value, attribute: &str| {
        after(&barbara(), &json!({ "op": "replace", "path": path, "value": value }), attribute)
    };
    assert_eq!(replace("userName", json!("babs"), "userName"), "babs");
    assert_eq!(replace("nickName", json!("Babs"), "nickName"), "Babs");
    assert_eq!(
        replace("name", json!({ "familyName": "X", "middleName": "J" }), "name"),
        json!({ "familyName": "X", "givenName": "Barbara", "middleName": "J" })
    );
    assert_eq!(replace("name", json!({}), "name"), Value::Null);
    assert_eq!(
        replace("emails", json!([{ "value": "x@example.com" }]), "emails"),
        json!([{ "value": "x@example.com" }])
    );
    assert_eq!(replace("emails", json!([]), "emails"), Value::Null);
    assert_eq!(
        replace(r#"emails[type eq "home"]"#, json!({ "display": "B", "primary": true }), "emails"),
        json!([
            { "value": "bjensen@example.com", "type": "work", "primary": false },
            { "value": "babs@jensen.org", "type": "home", "display": "B", "primary": true },
        ])
    );
    assert_eq!(
        replace(r#"emails[type eq "home"].value"#, json!("x@y.z"), "emails")[1],
        json!({ "value": "x@y.z", "type": "home" })
    );
    assert_eq!(replace("emails.display", json!("B"), "emails")[0]["display"], "B");
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    assert_eq!(
        replace(&format!("{urn}:manager.value"), json!("26"), urn),
        json!({ "department": "Tours", "manager": { "value": "26" } })
    );
    assert_eq!(
        after(
            &barbara(),
            &json!({ "op": "remove", "path": format!("{urn}:department") }),
            "schemas"
        ),
        json!(["urn:ietf:params:scim:schemas:core:2.0:User"])
    );
}

/// The order of checks (decided): path, mutability, required, value, presence.
#[test]
fn refusals() {
    for (operation, scim_type) in [
        (json!({ "op": "move", "path": "title" }), "invalidSyntax"),
        (json!({ "path": "title", "value": "x" }), "invalidSyntax"),
        (json!({ "op": "add", "path": 5, "value": "x" }), "invalidSyntax"),
        (json!({ "op": "remove" }), "noTarget"),
        (json!({ "op": "remove", "path": "" }), "invalidPath"),
        (json!({ "op": "remove", "path": "emails[0]" }), "invalidFilter"),
        (json!({ "op": "remove", "path": "urn:no\u{0}urn:emails[0]" }), "invalidPath"),
        (json!({ "op": "remove", "path": "shoeSize" }), "invalidPath"),
        (json!({ "op": "remove", "path": "userName.x" }), "invalidPath"),
        (json!({ "op": "remove", "path": r#"name[givenName eq "x"]"# }), "invalidPath"),
        (json!({ "op": "remove", "path": r#"emails[shoeSize eq 9]"# }), "invalidFilter"),
        (json!({ "op": "remove", "path": "id" }), "mutability"),
        (json!({ "op": "remove", "path": "meta.created" }), "mutability"),
        (json!({ "op": "replace", "path": "groups", "value": 5 }), "mutability"),
        (json!({ "op": "remove", "path": "userName" }), "mutability"),
        (json!({ "op": "replace", "path": "userName", "value": null }), "mutability"),
        (json!({ "op": "replace", "path": "userName", "value": "" }), "mutability"),
        (json!({ "op": "replace", "path": "userName", "value": 5 }), "invalidValue"),
        (json!({ "op": "replace", "path": "userName" }), "invalidValue"),
        (json!({ "op": "add", "path": "active", "value": "true" }), "invalidValue"),
        (json!({ "op": "add", "path": "name", "value": "x" }), "invalidValue"),
        (json!({ "op": "add", "path": "name", "value": { "shoeSize": 9 } }), "invalidPath"),
        (json!({ "op": "add", "value": "x" }), "invalidValue"),
        (json!({ "op": "add", "value": { "id": "other" } }), "mutability"),
        (
            json!({ "op": "replace", "path": r#"ims[type eq "x"]"#, "value": { "value": "x" } }),
            "noTarget",
        ),
        (
            json!({ "op": "replace", "path": r#"ims[type eq "x"].value"#, "value": 5 }),
            "invalidValue",
        ),
        (json!({ "op": "add", "path": r#"ims[type co "x"].value"#, "value": "x" }), "noTarget"),
        (
            json!({ "op": "add", "path": "emails", "value": [{ "primary": true }, { "primary": true }] }),
            "invalidValue",
        ),
    ] {
        assert_eq!(refused(&barbara(), &operation), scim_type, "{operation}");
    }
    let immutable =
        json!({ "op": "replace", "path": r#"members[value eq "2819"].value"#, "value": "77" });
    assert_eq!(refused(&friends(), &immutable), "mutability");
    let none = json!({ "schemas": [], "Operations": [{ "op": "remove", "path": "title" }] });
    let (shape, document) = (Shape::of(&barbara()), document(&barbara()));
    assert_eq!(
        patch(&none, &shape, &document, Dialect::RFC).unwrap_err().scim_type,
        "invalidSyntax"
    );
    assert!(patch(&none, &shape, &document, Dialect::OKTA).is_ok());
}

/// Decided: an unmatched `eq` filter is created by `add`, in Entra's dialect by `replace` too.
#[test]
fn creating() {
    let path = r#"ims[type eq "xmpp"].value"#;
    let add = json!({ "op": "Add", "path": path, "value": "b" });
    let made = json!([{ "type": "xmpp", "value": "b" }]);
    assert_eq!(after(&barbara(), &add, "ims"), made);
    let replace = json!([{ "op": "Replace", "path": path, "value": "b" }]);
    let entra = apply(&barbara(), &replace, Dialect::ENTRA).unwrap();
    assert_eq!(entra.document["ims"], made);
    assert_eq!(apply(&barbara(), &replace, Dialect::OKTA).unwrap_err().scim_type, "noTarget");
    let both = json!([{ "op": "add", "path": r#"ims[type eq "xmpp" and primary eq true].value"#, "value": "b" }]);
    for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
        let after = apply(&barbara(), &both, dialect).unwrap();
        let made = json!([{ "type": "xmpp", "value": "b", "primary": true }]);
        assert_eq!(after.document["ims"], made);
    }
}

/// Slots: an element goes where its selector says, and only what it gives changes.
#[test]
fn slots() {
    let emails = |operation: Value| after(&flat(), &operation, "emails");
    assert_eq!(
        emails(
            json!({ "op": "add", "path": "emails", "value": [{ "type": "home", "value": "h" }] })
        ),
        json!([
            { "type": "work", "primary": true, "value": "b@example.com", "display": "B" },
            { "type": "home", "value": "h" },
        ])
    );
    assert_eq!(
        emails(json!({ "op": "add", "path": "emails", "value": { "value": "x" } })),
        json!([{ "type": "work", "primary": true, "value": "x", "display": "B" }])
    );
    assert_eq!(
        emails(
            json!({ "op": "replace", "path": "emails", "value": [{ "type": "work", "value": "x" }] })
        ),
        json!([{ "type": "work", "primary": true, "value": "x" }])
    );
    assert_eq!(
        emails(json!({ "op": "add", "path": r#"emails[type eq "home"].value"#, "value": "h" }))[1],
        json!({ "type": "home", "value": "h" })
    );
    assert_eq!(emails(json!({ "op": "remove", "path": r#"emails[type eq "work"]"# })), Value::Null);
    for (operation, scim_type) in [
        (
            json!({ "op": "add", "path": "emails", "value": { "type": "other", "value": "x" } }),
            "invalidValue",
        ),
        (
            json!({ "op": "add", "path": "emails", "value": [{ "value": "x" }, { "type": "work", "value": "x" }] }),
            "invalidValue",
        ),
        (
            json!({ "op": "replace", "path": r#"emails[type eq "work"].type"#, "value": "home" }),
            "mutability",
        ),
        (
            json!({ "op": "replace", "path": r#"emails[type eq "work"].primary"#, "value": false }),
            "mutability",
        ),
        (json!({ "op": "remove", "path": r#"emails[type eq "work"].type"# }), "mutability"),
        (
            json!({ "op": "replace", "path": r#"emails[type eq "home"].value"#, "value": "x" }),
            "noTarget",
        ),
        (
            json!({ "op": "replace", "path": r#"emails[type eq "other"].value"#, "value": "x" }),
            "noTarget",
        ),
        (json!({ "op": "add", "path": "title", "value": "x" }), "invalidPath"),
    ] {
        assert_eq!(refused(&flat(), &operation), scim_type, "{operation}");
    }
    let other = json!([
        { "op": "add", "path": "emails", "value": { "type": "other", "value": "x" } },
        { "op": "add", "path": "title", "value": "x" },
        { "op": "add", "value": { "name.givenName": "x", "shoeSize": 9 } },
    ]);
    let okta = apply(&flat(), &other, Dialect::OKTA).unwrap();
    assert_eq!(okta.document, document(&flat()));
    assert_eq!(okta.ignored.len(), 4);
}

/// What is not defined comes before what is wrong with a value.
#[test]
fn names_before_values() {
    let value = json!({ "primary": true, "shoeSize": null });
    let operation = json!({ "op": "add", "path": "emails[value pr]", "value": value });
    assert_eq!(refused(&barbara(), &operation), "invalidPath");
    let operation = json!({ "op": "add", "path": "emails[value pr].primary", "value": true });
    assert_eq!(refused(&barbara(), &operation), "invalidValue");
}

/// What Entra sends beside the RFC.
#[test]
fn entra() {
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let patched = apply(&barbara(), &json!([
        { "op": "Replace", "path": "active", "value": "False" },
        { "op": "Add", "path": format!("{urn}:manager"), "value": "26" },
        { "op": "Replace", "path": "department", "value": "Sales" },
        { "op": "Add", "value": { "name.givenName": "Babs", format!("{urn}:costCenter"): "7" } },
        { "op": "Add", "path": "roles", "value": [
            { "value": "{\"id\":\"1\",\"value\":\"Admin\",\"displayName\":\"Administrator\"}" },
        ] },
    ]), Dialect::ENTRA).unwrap().document;
    assert_eq!(patched["active"], false);
    assert_eq!(patched["name"]["givenName"], "Babs");
    assert_eq!(patched["roles"], json!([{ "value": "Admin", "display": "Administrator" }]));
    assert_eq!(
        patched[urn],
        json!({ "manager": { "value": "26" }, "department": "Sales", "costCenter": "7" })
    );
}

/// A flat extension, a part of which is given once.
#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Employee {
    #[scim(id)]
    id: i64,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "EnterpriseUser:employeeNumber", mutability = "immutable")]
    number: Option<String>,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
}

/// 7644-3.5.2-15: what is removed as a whole is not where a part of it is immutable and has a value.
#[test]
fn a_part_that_is_immutable_holds_the_whole() {
    const URN: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let hired = Employee {
        login: "bjensen".into(),
        number: Some("701984".into()),
        department: Some("Tours".into()),
        ..Employee::default()
    };
    let not_yet = Employee { number: None, ..hired.clone() };
    let whole = [
        json!({ "op": "remove", "path": URN }),
        json!({ "op": "replace", "path": URN, "value": null }),
        json!({ "op": "replace", "path": URN, "value": {} }),
        json!({ "op": "replace", "value": { URN: null } }),
    ];
    for operation in whole {
        assert_eq!(refused(&hired, &operation), "mutability", "{operation}");
        assert_eq!(after(&not_yet, &operation, URN), Value::Null, "{operation}");
        for stored in [&hired, &not_yet] {
            let body = json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [operation],
            });
            for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
                patch_agrees(&Shipped, stored, &body, dialect).unwrap();
            }
        }
    }
}
