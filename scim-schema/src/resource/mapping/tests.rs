use super::okta::{SENT, usual};
use super::{Mapping, OktaMapping, Row};
use crate::resource::{Descriptor, Kind, Literal, Node, Slot};
use crate::schema::{
    Attribute, EXTERNAL_ID, ID, META, Mutability, ResourceType, Returned, Schema, Type, Uniqueness,
};
use std::collections::BTreeSet;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const VALUE: &Attribute = &Attribute::new("value", Type::String, "");
const EMAILS: &Attribute = &Attribute::new("emails", Type::Complex, "").multi_valued();
const ADDRESSES: &Attribute = &Attribute::new("addresses", Type::Complex, "").multi_valued();

const fn string(name: &'static str) -> Attribute {
    Attribute::new(name, Type::String, "")
}

const fn email(r#type: &'static str, nodes: &'static [Node]) -> Slot {
    Slot::new("type", Literal::String(r#type), "", nodes)
}

/// One row of a table, beside one column that holds a whole address and a child table.
const NODES: &[Node] = &[
    Node::schemas(),
    Node::field(ID, "", 0, "id"),
    Node::field(EXTERNAL_ID, "", 1, "okta_id"),
    Node::field(
        const { &string("userName").required().uniqueness(Uniqueness::Server) },
        "",
        2,
        "login",
    )
    .fold_column("login_key"),
    Node::group(
        const { &Attribute::new("name", Type::Complex, "") },
        "",
        const { &[Node::field(const { &string("givenName") }, "", 3, "first_name").column("given")] },
    ),
    Node::slots(
        EMAILS,
        "",
        const {
            &[
                email("work", const { &[Node::field(VALUE, "", 4, "email")] }).primary(),
                email("other", const { &[Node::field(VALUE, "", 5, "email_2")] }),
                email("home", const { &[Node::field(VALUE, "", 6, "home").okta("privateEmail")] }),
            ]
        },
    ),
    Node::slots(
        ADDRESSES,
        "",
        const {
            &[Slot::new(
                "type",
                Literal::String("work"),
                "",
                const {
                    &[
                        Node::field(const { &string("locality") }, "", 0, "city"),
                        Node::field(const { &string("type") }, "", 1, "kind"),
                    ]
                },
            )
            .element(7)
            .held_by("office")]
        },
    ),
    Node::complex(
        const { &Attribute::new("phoneNumbers", Type::Complex, "").multi_valued() },
        "",
        8,
        "phones",
        const { &[Node::field(VALUE, "", 0, "number")] },
    ),
    Node::field(
        const { &string("password").mutability(Mutability::WriteOnly).returned(Returned::Never) },
        "",
        9,
        "password_hash",
    ),
    Node::group(
        const { &Attribute::new(ENTERPRISE_USER, Type::Complex, "") },
        "",
        const {
            &[
                Node::field(const { &string("department") }, "", 10, "department"),
                Node::group(
                    const { &Attribute::new("manager", Type::Complex, "") },
                    "",
                    const { &[Node::field(VALUE, "", 11, "manager_id")] },
                ),
            ]
        },
    )
    .extension(),
    Node::group(
        META,
        "",
        const {
            &[
                Node::computed(const { &string("resourceType") }, "", Kind::ResourceType),
                Node::computed(const { &string("version") }, "", Kind::Version(12))
                    .held_by("revision"),
            ]
        },
    ),
];

fn mapping(urn: &'static str, nodes: &'static [Node]) -> Mapping {
    const RESOURCE_TYPE: &ResourceType = &ResourceType::new("User", "/Users", USER, "");
    let schema: &'static Schema = Box::leak(Box::new(Schema::new(urn, "", "")));
    Mapping::of(&Descriptor { schema, extensions: &[], resource_type: RESOURCE_TYPE, nodes })
}

fn rows(mapping: &Mapping) -> Vec<(&str, &str, &str)> {
    let each = mapping.into_iter();
    each.map(|Row { field, path, okta, .. }| (&**field, &**path, okta.unwrap_or("-"))).collect()
}

#[test]
fn every_field_has_a_row() {
    assert_eq!(
        rows(&mapping(USER, NODES)),
        [
            ("id", "id", "-"),
            ("okta_id", "externalId", "-"),
            ("login", "userName", "login"),
            ("first_name", "name.givenName", "firstName"),
            ("email", r#"emails[type eq "work"].value"#, "email"),
            ("email_2", r#"emails[type eq "other"].value"#, "secondEmail"),
            ("home", r#"emails[type eq "home"].value"#, "privateEmail"),
            ("office", r#"addresses[type eq "work"]"#, "-"),
            ("office.city", r#"addresses[type eq "work"].locality"#, "city"),
            ("phones", "phoneNumbers", "-"),
            ("phones.number", "phoneNumbers.value", "primaryPhone"),
            ("password_hash", "password", "-"),
            (
                "department",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                "department"
            ),
            (
                "manager_id",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
                "managerId"
            ),
            ("revision", "meta.version", "-"),
        ]
    );
    // a resource that is not a user has no profile, unless it says so
    let other = mapping("urn:example:Device", NODES);
    let named: Vec<_> = other.rows().iter().filter_map(|row| row.okta).collect();
    assert_eq!(named, ["privateEmail"]);
}

/// `work` stands for the primary element only where no slot is marked.
#[test]
fn the_primary_element_is_what_okta_sends() {
    const fn slots(slots: &'static [Slot]) -> [Node; 1] {
        [Node::slots(EMAILS, "", slots)]
    }
    const PART: &[Node] = &[Node::field(VALUE, "", 0, "email")];
    const HOME: Slot = email("home", PART);
    const WORK: Slot = email("work", PART);
    const PRIMARY: Slot = Slot::new("primary", Literal::Boolean(true), "", PART);
    let okta = |nodes: &'static [Node]| {
        mapping(USER, nodes).rows().iter().map(|row| row.okta).collect::<Vec<_>>()
    };
    assert_eq!(okta(const { &slots(&[HOME, WORK]) }), [None, Some("email")]);
    assert_eq!(okta(const { &slots(const { &[HOME.primary(), WORK] }) }), [Some("email"), None]);
    let by_primary = const { &slots(&[PRIMARY, WORK]) };
    assert_eq!(okta(by_primary), [Some("email"), None]);
    assert_eq!(mapping(USER, by_primary).rows()[0].path, "emails[primary eq true].value");
    let sides = |nodes| {
        let mapping = mapping(USER, nodes).okta();
        let named = mapping.rows().iter().map(|row| row.external_name.clone());
        named.filter(|name| name.ends_with(".value")).collect::<Vec<_>>()
    };
    assert_eq!(sides(by_primary), ["emails.^[primary==true].value", "emails.^[type==work].value"]);
    // one that Okta has no attribute for
    const LOGIN: &[Node] = &[Node::slots(
        const { &Attribute::new("badges", Type::Complex, "").multi_valued() },
        "",
        &[PRIMARY],
    )];
    assert_eq!(sides(LOGIN), ["badges.^[primary==true].value"]);
}

#[test]
fn okta_has_31_base_attributes() {
    let all: Vec<_> = SENT.iter().filter_map(|sent| sent.profile).collect();
    assert_eq!(all.len(), 31);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 31);
}

#[test]
fn markdown() {
    let user = mapping(USER, const { NODES.split_at(5).0 });
    let expected = "\
| Field        | SCIM attribute   | Type   | Characteristics                                                      | Column                         | Okta profile |
| ------------ | ---------------- | ------ | -------------------------------------------------------------------- | ------------------------------ | ------------ |
| `id`         | `id`             | string | required, caseExact, readOnly, always returned, unique on the server | `id`                           |              |
| `okta_id`    | `externalId`     | string | caseExact                                                            | `okta_id`                      |              |
| `login`      | `userName`       | string | required, unique on the server                                       | `login`, folded in `login_key` | `login`      |
| `first_name` | `name.givenName` | string |                                                                      | `given`                        | `firstName`  |
";
    assert_eq!(user.to_string(), expected);
    assert_eq!(user.to_string(), user.to_markdown());
}

/// A name may hold what ends a cell; every line keeps its cells, and a formula stays text.
#[test]
fn hostile_names() {
    const HOSTILE: &[Node] = &[Node::slots(
        EMAILS,
        "",
        const {
            &[Slot::new(
                "type",
                Literal::String("a|b`c\\"),
                "",
                const { &[Node::field(VALUE, "", 0, "=HYPERLINK(\"x\",1)").column("@\r\n")] },
            )]
        },
    )];
    let mapping = mapping(USER, HOSTILE);
    let markdown = mapping.to_markdown();
    assert_eq!(markdown.lines().count(), 3);
    assert!(markdown.lines().all(|line| line.matches('|').count() == 7), "{markdown}");
    assert!(
        markdown.contains("emails&#91;type eq &#34;a&#124;b&#96;c&#92;&#92;&#34;&#93;.value"),
        "{markdown}"
    );

    let csv = mapping.to_csv();
    let (_, record) = csv.split_once("\r\n").unwrap();
    assert_eq!(
        record,
        "\"'=HYPERLINK(\"\"x\"\",1)\",\"emails[type eq \"\"a|b`c\\\\\"\"].value\",string,\
         false,false,false,readWrite,default,none,\"'@\r\n\",,\r\n"
    );
}

#[test]
fn csv_and_json_have_the_same_columns() {
    let mapping = mapping(USER, NODES);
    let csv = mapping.to_csv();
    let mut lines = csv.split("\r\n");
    let head: BTreeSet<_> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    assert_eq!(
        lines.nth(2).unwrap(),
        "login,userName,string,false,true,false,readWrite,default,server,login,login_key,login"
    );
    let json = serde_json::to_value(&mapping).unwrap();
    assert_eq!(json.as_array().unwrap().len(), mapping.rows().len());
    let object = json[2].as_object().unwrap();
    assert_eq!(object.keys().cloned().collect::<BTreeSet<_>>(), head);
    assert_eq!((&object["uniqueness"], &object["okta"]), (&"server".into(), &"login".into()));
}

fn okta(mapping: &OktaMapping) -> Vec<(&str, &str, &str)> {
    let each = mapping.rows().iter();
    each.map(|row| (row.profile.as_deref().unwrap_or("-"), &*row.variable, &*row.external_name))
        .collect()
}

/// What an administrator enters: slots by what they select, lists by their primary element.
#[test]
fn the_okta_side() {
    let mapping = mapping(USER, NODES).okta();
    assert_eq!(
        okta(&mapping),
        [
            ("-", "externalId", "externalId"),
            ("login", "userName", "userName"),
            ("firstName", "givenName", "name.givenName"),
            ("email", "email", "emails.^[primary==true].value"),
            ("-", "emailType", "emails.^[primary==true].type"),
            ("secondEmail", "secondEmail", "emails.^[type==other].value"),
            ("privateEmail", "emailsHomeValue", "emails.^[type==home].value"),
            ("city", "locality", "addresses.^[primary==true].locality"),
            ("-", "addressType", "addresses.^[primary==true].type"),
            ("primaryPhone", "primaryPhone", "phoneNumbers.^[primary==true].value"),
            // of a list every element has a place
            ("mobilePhone", "mobilePhone", "phoneNumbers.^[type==mobile].value"),
            ("department", "department", "department"),
            ("managerId", "managerValue", "manager.value"),
        ]
    );
    let department = mapping.rows().iter().find(|row| row.variable == "department").unwrap();
    assert_eq!(department.external_namespace, ENTERPRISE_USER);
    let lacking: Vec<_> = mapping.lacking().iter().map(|row| &*row.variable).collect();
    assert_eq!(lacking.len() + 12, SENT.len(), "{lacking:?}");
    assert!(lacking.contains(&"familyName") && !lacking.contains(&"email"), "{lacking:?}");
    // a resource that is not a user has no profile
    assert_eq!(self::mapping("urn:example:Device", NODES).okta(), OktaMapping::default());
}

/// What is sent to a path comes from what the path is usually mapped to.
#[test]
fn a_path_leads_back_to_what_is_sent_there() {
    for sent in SENT {
        let of_type = sent.path.contains('[');
        assert_eq!(usual(sent.path, None), sent.profile.filter(|_| !of_type), "{}", sent.path);
        let upper = sent.path.to_uppercase();
        assert_eq!(usual(&upper, None), sent.profile.filter(|_| !of_type), "{upper}");
    }
}

/// What chooses an element by something else than its type, or says that it is not the primary one,
/// is no element that Okta sends.
#[test]
fn elements_that_okta_does_not_send() {
    const DISPLAY: &Attribute = &string("display");
    const SLOTS: &[Node] = &[Node::slots(
        EMAILS,
        "",
        const {
            &[
                Slot::new(
                    "display",
                    Literal::String("other"),
                    "",
                    const { &[Node::field(VALUE, "", 0, "a")] },
                ),
                Slot::new(
                    "primary",
                    Literal::Boolean(false),
                    "",
                    const { &[Node::field(VALUE, "", 1, "b")] },
                ),
                Slot::new(
                    "work",
                    Literal::Boolean(true),
                    "",
                    const { &[Node::field(VALUE, "", 2, "c")] },
                ),
                email("other", const { &[Node::field(DISPLAY, "", 3, "d")] }),
            ]
        },
    )];
    let mapping = mapping(USER, SLOTS);
    let profiles: Vec<_> = rows(&mapping).iter().map(|(field, _, okta)| (*field, *okta)).collect();
    assert_eq!(profiles, [("a", "-"), ("b", "-"), ("c", "-"), ("d", "-")]);
}

/// Attributes of an application's own, as Okta names and types them.
#[test]
fn attributes_of_an_extension() {
    let own = |name: &'static str, r#type| Attribute::new(name, r#type, "");
    let attributes = vec![
        own("flag", Type::Boolean),
        own("whole", Type::Integer),
        own("real", Type::Decimal),
        own("since", Type::DateTime),
        own("flags", Type::Boolean).multi_valued(),
        own("wholes", Type::Integer).multi_valued(),
        own("reals", Type::Decimal).multi_valued(),
        own("texts", Type::String).multi_valued(),
        own("seen", Type::String).mutability(Mutability::ReadOnly),
    ];
    let extra = Schema {
        attributes: attributes.into(),
        ..Schema::new("urn:example:2.0:Extra", "Extra", "")
    };
    let parts = vec![VALUE.clone(), string("display")];
    let emails = Attribute { sub_attributes: parts.into(), ..EMAILS.clone() };
    let user = Schema { attributes: vec![emails].into(), ..Schema::new(USER, "User", "") };
    let mapping = OktaMapping::of_schemas(&user, &[&extra]);
    let row = |path: &str| mapping.rows().iter().find(|row| row.path == path).unwrap();
    for (name, data_type) in [
        ("flag", "boolean"),
        ("whole", "integer"),
        ("real", "number"),
        ("since", "string"),
        ("flags", "string array"),
        ("wholes", "integer array"),
        ("reals", "number array"),
        ("texts", "string array"),
        ("seen", "string"),
    ] {
        let row = row(&format!("urn:example:2.0:Extra:{name}"));
        let told = (row.data_type, &*row.external_name, &*row.external_namespace, &*row.variable);
        assert_eq!(told, (data_type, name, "urn:example:2.0:Extra", name));
        let note = if name == "seen" { "only read: import it" } else { "a custom attribute" };
        let read_only = row.note.starts_with("read only") || row.note.contains("only read");
        assert_eq!((read_only, row.note.is_empty()), (name == "seen", false), "{note}");
    }
    // of a list whose elements are not told apart, the primary one
    assert_eq!(row("emails.display").external_name, "emails.^[primary==true].display");
    assert_eq!(mapping.to_string(), mapping.to_markdown());
}
