//! What becomes of attributes that the application owns, in every kind of edit.
#![cfg(feature = "derive")]

use super::{Owned, described};
use crate::changes::Changes;
use crate::dialect::Dialect;
use crate::discovery::Discovery;
use crate::edit::{Create, Edit, Patch, Replace};
use crate::message::{ScimError, ScimType};
use crate::patch::ListEdit;
use crate::resource::{DynamicAttributes, DynamicExtension};
use crate::rfc::{Group, PhoneNumber};
use crate::schema::{Mutability, Schema};
use crate::value::Secret;
use crate::{ScimExtension, ScimResource};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PARKING: &str = "urn:example:2.0:Parking";
const ACME: &str = "urn:example:acme:2.0:User";

/// A member, in every way that a struct holds attributes.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Member {
    #[scim(id)]
    id: u64,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "name.givenName")]
    first: Option<String>,
    #[scim(path = "name.familyName")]
    last: Option<String>,
    #[scim(default = Some("Guide".to_owned()))]
    title: Option<String>,
    #[scim(mutability = "immutable")]
    nick_name: Option<String>,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    work: Option<String>,
    #[scim(path = r#"emails[type eq "work"].display"#)]
    work_name: Option<String>,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home: Option<String>,
    phone_numbers: Vec<PhoneNumber>,
    password: Option<Secret>,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(path = "EnterpriseUser:manager.value")]
    manager: Option<String>,
    #[scim(path = "EnterpriseUser:manager.$ref")]
    manager_ref: Option<String>,
    #[scim(extension)]
    parking: Option<Parking>,
    #[scim(dynamic)]
    extra: DynamicAttributes,
}

/// Where a member parks.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:2.0:Parking", name = "Parking")]
struct Parking {
    lot: Option<String>,
    space: Option<i64>,
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn stored() -> Member {
    Member {
        id: 7,
        login: "babs".into(),
        first: text("Barbara"),
        last: text("Jensen"),
        title: text("Pilot"),
        nick_name: text("Babs"),
        work: text("b@example.com"),
        work_name: text("Work"),
        home: text("b@example.org"),
        phone_numbers: vec![PhoneNumber { value: text("tel:1"), ..PhoneNumber::default() }],
        department: text("Tours"),
        manager: text("8"),
        parking: Some(Parking { lot: text("L9"), space: Some(4) }),
        ..Member::default()
    }
}

fn owned(paths: &[&str]) -> Owned<Member> {
    Owned::new(paths).unwrap()
}

/// What a client sends that knows nothing better.
const OTHER: &str = r#""userName": "babs2", "name": {"givenName": "B", "familyName": "J"},
    "title": "T", "nickName": "N", "phoneNumbers": [{"value": "tel:2"}],
    "emails": [{"type": "work", "value": "x@example.com", "display": "X"}],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
        {"department": "D", "manager": {"value": "9", "$ref": "u"}},
    "urn:example:2.0:Parking": {"lot": "L1", "space": 1}"#;

fn whole(members: &str) -> String {
    format!(r#"{{"schemas": ["{USER}", "{ENTERPRISE}", "{PARKING}"], {members}}}"#)
}

fn put(owned: Owned<Member>, members: &str) -> (Member, Changes) {
    let edit = Replace::new(whole(members), Dialect::RFC).unwrap().owned(owned);
    edit.apply(&stored()).unwrap()
}

fn patch(
    dialect: Dialect,
    owned: Owned<Member>,
    operation: &str,
) -> Result<(Member, Changes), ScimError> {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    let body = format!(r#"{{"schemas": ["{urn}"], "Operations": [{operation}]}}"#);
    Patch::new(body, dialect)?.owned(owned).apply(&stored())
}

const ALL: &[&str] = &[
    "title",
    "name.givenName",
    "nickName",
    "phoneNumbers",
    "emails.value",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
    "urn:example:2.0:Parking:lot",
];

/// What is owned, of a member.
fn held(member: &Member) -> Member {
    Member {
        login: String::new(),
        last: None,
        work_name: None,
        manager_ref: None,
        parking: Some(Parking {
            lot: member.parking.clone().and_then(|parking| parking.lot),
            space: None,
        }),
        ..member.clone()
    }
}

/// 7644-3.5.1-12, 7643-7-22: whatever a PUT gives, leaves out or sets to null of what is owned, it
/// stays, and everything beside it is the client's.
#[test]
fn a_put_keeps_what_is_owned() {
    let (member, changes) = put(owned(ALL), OTHER);
    assert_eq!(held(&member), held(&stored()));
    assert_eq!((member.last, member.work_name), (text("J"), text("X")));
    assert_eq!(member.parking, Some(Parking { lot: text("L9"), space: Some(1) }));
    let paths: Vec<_> = changes.paths().iter().map(ToString::to_string).collect();
    let manager = format!("{ENTERPRISE}:manager.$ref");
    let space = format!("{PARKING}:space");
    let expected = ["userName", "name.familyName", r#"emails[type eq "work"].display"#];
    assert_eq!(paths, [&expected[..], &[&manager, &space]].concat());

    for members in [
        r#""userName": "babs""#.to_owned(),
        format!(
            r#""userName": "babs", "title": null, "name": null, "phoneNumbers": [], "emails": null,
            "nickName": null, "{ENTERPRISE}": {{"department": null, "manager": null}},
            "{PARKING}": null"#
        ),
        format!(r#""userName": "babs", "name": {{}}, "emails": [], "{PARKING}": {{}}"#),
    ] {
        let (member, _) = put(owned(ALL), &members);
        assert_eq!(held(&member), held(&stored()), "{members}");
        assert_eq!((member.last, member.work_name), (None, None), "{members}");
        assert_eq!(member.parking, Some(Parking { lot: text("L9"), space: None }), "{members}");
    }
    // an echo of what is owned is no change
    let echo = Owned::new(["name", "emails", ENTERPRISE, PARKING]).unwrap();
    let (member, changes) = put(
        echo,
        r#""userName": "babs", "title": "Pilot", "nickName": "Babs",
        "phoneNumbers": [{"value": "tel:1"}], "name": {"givenName": "stale"}"#,
    );
    assert!(changes.is_empty(), "{changes:?}");
    assert_eq!(member, stored());
}

/// 7644-3.3-02: a POST begins with what the application prepared.
#[test]
fn a_post_keeps_what_the_application_prepared() {
    let create = Create::new(whole(OTHER), Dialect::RFC).unwrap().owned(owned(ALL));
    let blank = Member { department: text("New"), ..Member::default() };
    let (member, changes) = create.apply(&blank).unwrap();
    assert_eq!((member.first, member.last), (None, text("J")));
    assert_eq!(member.title, text("Guide"), "its default, as if the body had left it out");
    assert_eq!((member.department, member.work), (text("New"), None));
    assert_eq!(member.parking, Some(Parking { lot: None, space: Some(1) }));
    assert!(member.phone_numbers.is_empty() && !changes.touches("phoneNumbers"));
}

/// 7643-7-22, 7644-3.5.2.2-07: in `rfc` a path to what is owned is refused, and what a value holds of it is
/// ignored; Okta and Entra ID go on, and the application is told what they tried.
#[test]
fn a_patch_is_refused_or_passed_over() {
    for (path, value) in [
        ("title", r#""T""#),
        ("name.givenName", r#""B""#),
        ("nickName", r#""N""#),
        ("phoneNumbers", r#"[{"value": "tel:2"}]"#),
        (r#"phoneNumbers[value eq \"tel:1\"].value"#, r#""tel:2""#),
        (r#"emails[type eq \"work\"].value"#, r#""x@example.com""#),
        ("emails.value", r#""x@example.com""#),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", r#""D""#),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", r#""9""#),
        ("urn:example:2.0:Parking:lot", r#""L1""#),
    ] {
        for op in ["add", "replace", "remove"] {
            let operation = format!(r#"{{"op": "{op}", "path": "{path}", "value": {value}}}"#);
            let error = patch(Dialect::RFC, owned(ALL), &operation).unwrap_err();
            assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{operation}: {error}");
            for dialect in [Dialect::OKTA, Dialect::ENTRA] {
                let (member, changes) = patch(dialect, owned(ALL), &operation).unwrap();
                assert_eq!((member, changes.is_empty()), (stored(), true), "{operation}");
                // without the values that a filter names
                let told = match (path.split_once('['), path.split_once(']')) {
                    (Some((before, _)), Some((_, after))) => [before, after].concat(),
                    _ => path.to_owned(),
                };
                assert_eq!(changes.ignored(), [told], "{operation}");
            }
        }
    }
    let operation = format!(r#"{{"op": "replace", "value": {{{OTHER}}}}}"#);
    // given once, another `nickName` would be an error
    for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
        let (member, changes) = patch(dialect, owned(ALL), &operation).unwrap();
        assert_eq!(held(&member), held(&stored()));
        assert_eq!((member.login.as_str(), member.last), ("babs2", text("J")));
        assert_eq!(member.parking, Some(Parking { lot: text("L9"), space: Some(1) }));
        let expected = [
            "name.givenName",
            "title",
            "nickName",
            "phoneNumbers",
            "emails.value",
            &format!("{ENTERPRISE}:department"),
            &format!("{ENTERPRISE}:manager.value"),
            &format!("{PARKING}:lot"),
        ];
        assert_eq!(changes.ignored(), expected, "{}", dialect.name());
    }
    let operation = format!(r#"{{"op": "remove", "path": "{PARKING}"}}"#);
    let (member, changes) = patch(Dialect::RFC, owned(ALL), &operation).unwrap();
    assert_eq!(member.parking, Some(Parking { lot: text("L9"), space: None }));
    assert_eq!(changes.paths().len(), 1);
    let dotted = r#"{"op": "replace", "value": {"name.givenName": "B", "name.familyName": "J"}}"#;
    let (member, changes) = patch(Dialect::ENTRA, owned(ALL), dotted).unwrap();
    assert_eq!((member.first, member.last), (text("Barbara"), text("J")));
    assert_eq!(changes.ignored(), ["name.givenName"]);
}

/// A PATCH goes on to be refused for what is readOnly anyway, and whoever is not restricted writes.
#[test]
fn what_is_not_owned_is_as_before() {
    let id = r#"{"op": "replace", "path": "id", "value": "8"}"#;
    let error = patch(Dialect::OKTA, owned(ALL), id).unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::Mutability));
    let none = owned(&[]);
    let (member, changes) =
        patch(Dialect::RFC, none, r#"{"op": "replace", "path": "title", "value": "T"}"#).unwrap();
    assert_eq!((member.title, changes.ignored().len()), (text("T"), 0));
}

/// 7643-7-22: what the client cannot write is readOnly in the schema that it sees.
#[test]
fn the_schema_says_so() {
    let all = Discovery::new().resource_owned(owned(ALL));
    let mutability = |urn: &str, path: &str| {
        let schema = all.schema(urn).unwrap();
        let (name, part) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
        let found = schema.attribute(name).unwrap();
        part.map_or(found, |part| found.sub_attribute(part).unwrap()).mutability
    };
    for (urn, path) in [
        (USER, "title"),
        (USER, "nickName"),
        (USER, "name.givenName"),
        (USER, "emails.value"),
        (USER, "phoneNumbers"),
        (USER, "phoneNumbers.value"),
        (ENTERPRISE, "department"),
        (ENTERPRISE, "manager.value"),
        (PARKING, "lot"),
    ] {
        assert_eq!(mutability(urn, path), Mutability::ReadOnly, "{urn} {path}");
    }
    for (urn, path) in [
        (USER, "userName"),
        (USER, "name"),
        (USER, "name.familyName"),
        (USER, "emails"),
        (ENTERPRISE, "manager"),
        (PARKING, "space"),
    ] {
        assert_eq!(mutability(urn, path), Mutability::ReadWrite, "{urn} {path}");
    }
    let whole = Discovery::new().resource_owned(Owned::<Member>::new([PARKING]).unwrap());
    let parking = whole.schema(PARKING).unwrap();
    assert!(parking.attributes.iter().all(|one| one.mutability == Mutability::ReadOnly));
    // nobody else sees that
    assert!(Member::SCHEMA.attribute("title").unwrap().is_writable());
}

#[test]
fn paths_that_cannot_be_owned_say_why() {
    let long = "x".repeat(500);
    for (path, problem) in [
        ("", "expected an attribute path, such as `name.givenName`"),
        ("a b", "expected an attribute path, such as `name.givenName`"),
        ("titl", "not an attribute of `User`; did you mean `title`?"),
        (long.as_str(), "not an attribute of `User`"),
        ("name.givenname2", "`name` has no such sub-attribute; did you mean `givenName`?"),
        ("title.x", "`title` has no such sub-attribute"),
        (
            "urn:example:2.0:Parkin:lot",
            "`urn:example:2.0:Parkin` is not a schema of `User`; did you mean `urn:example:2.0:Parking`?",
        ),
        (
            r#"emails[type eq "work"].value"#,
            "`/Schemas` cannot say that some elements are readOnly; write `emails`",
        ),
        (
            "phoneNumbers.value",
            "the elements of a list are written as a whole; write `phoneNumbers`",
        ),
        ("emails.type", "the attribute tells the elements apart, and nobody writes it"),
        ("userName", "it is required, so a client has to give it; leave it out"),
        ("password", "it is never returned, so nobody could read it either; leave it out"),
        ("id", "it is readOnly already"),
        ("id.x", "`id` is readOnly already; leave out `x`"),
        ("meta", "the service provider writes it, and nobody else"),
        ("meta.created", "the service provider writes it, and nobody else"),
        ("schemas", "the service provider writes it, and nobody else"),
    ] {
        let error = Owned::<Member>::new([path]).unwrap_err();
        assert_eq!(error.path(), super::super::filter::shown(path));
        let error = error.to_string();
        assert!(error.ends_with(&format!("`: {problem}")), "{path}: {error}");
        assert!(error.len() < 300, "{error}");
    }
}

#[test]
fn the_same_paths_are_kept_once() {
    let title = owned(&["title", "NAME.givenname"]);
    assert_eq!(title, owned(&["name.givenName", "TITLE", "title"]));
    assert_ne!(title, owned(&["title"]));
    assert_eq!(title.paths().collect::<Vec<_>>(), ["name.givenName", "title"]);
    let parking = Owned::<Member>::new(["urn:EXAMPLE:2.0:parking:LOT"]).unwrap();
    assert_eq!(format!("{parking:?}"), r#"{"urn:example:2.0:Parking:lot"}"#);
    let nodes = || described(None, Some(title)).nodes.as_ptr();
    assert_eq!(nodes(), nodes());
}

/// A tenant's own attributes can be the application's too.
#[test]
fn attributes_that_are_defined_at_run_time() {
    let schema: Schema = serde_json::from_str(&format!(
        r#"{{"id": "{ACME}", "name": "Acme", "attributes":
            [{{"name": "desk", "type": "string"}}, {{"name": "floor", "type": "integer"}}]}}"#
    ))
    .unwrap();
    let acme = DynamicExtension::new(&schema).unwrap();
    assert!(Owned::<Member>::new([format!("{ACME}:desk")]).is_err(), "no extension is in force");
    let owned = Owned::with(acme, [format!("{ACME}:desk")]).unwrap();
    let body = format!(
        r#"{{"schemas": ["{USER}", "{ACME}"], "userName": "babs", "{ACME}": {{"desk": "1a", "floor": 1}}}}"#
    );
    let edit = Replace::new(body, Dialect::RFC).unwrap().dynamic(acme).owned(owned);
    let json = |extra: &str| serde_json::from_str::<DynamicAttributes>(extra).unwrap();
    let stored = Member { extra: json(r#"{"desk": "7a", "floor": 7}"#), ..stored() };
    let (member, _) = edit.apply(&stored).unwrap();
    assert_eq!(member.extra, json(r#"{"desk": "7a", "floor": 1}"#));
}

/// A store that keeps members as rows is told that nothing becomes of them.
#[test]
fn a_list_apart() {
    let owned = Owned::<Group>::new(["members"]).unwrap();
    let group = Group { display_name: "Tours".into(), ..Group::default() };
    let urn = "urn:ietf:params:scim:schemas:core:2.0:Group";
    let body = format!(
        r#"{{"schemas": ["{urn}"], "displayName": "Guides", "members": [{{"value": "7"}}]}}"#
    );
    let put = Edit::from(Replace::new(body, Dialect::OKTA).unwrap().owned(owned));
    let body = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [
        {"op": "replace", "path": "displayName", "value": "Guides"},
        {"op": "add", "path": "members", "value": [{"value": "7"}]}]}"#;
    let patch = Edit::from(Patch::new(body, Dialect::OKTA).unwrap().owned(owned));
    for edit in [put, patch] {
        let apart = edit.apply_apart(&group, "members", |group| &mut group.members).unwrap();
        let apart = apart.unwrap();
        assert_eq!(apart.resource.display_name, "Guides");
        assert!(matches!(&apart.list, ListEdit::Change { .. }) && apart.list.is_nothing());
        assert_eq!(apart.changes.paths().len(), 1);
    }
}
