//! The schema and the resource type of flat structs.

use super::*;
use scim_schema::resource::{Flags, Kind};
use scim_schema::schema::{Mutability, Returned, Type, Uniqueness};
use scim_schema::value::Reference;

fn texts<'a>(list: &'a [std::borrow::Cow<'static, str>]) -> Vec<&'a str> {
    list.iter().map(|text| &**text).collect()
}

/// `/Schemas` publishes what is mapped, in the RFC's order, embedded structs after it.
#[test]
fn the_schema_is_what_is_mapped() {
    let names: Vec<_> = Person::SCHEMA.attributes.iter().map(|a| &*a.name).collect();
    assert_eq!(
        names,
        [
            "userName",
            "displayName",
            "nickName",
            "title",
            "userType",
            "emails",
            "phoneNumbers",
            "addresses",
            "name",
            "timezone",
            "preferredLanguage",
            "locale",
            "active",
            "password",
            "roles",
        ]
    );
    let find = |path: &str| Person::SCHEMA.attribute(path).unwrap_or_else(|| panic!("{path}"));
    let shown = find("displayName");
    assert!(shown.required);
    assert_eq!(shown.uniqueness, Uniqueness::Server);
    let nick = find("nickName");
    assert_eq!((nick.returned, nick.mutability), (Returned::Request, Mutability::Immutable));
    assert_eq!(nick.description, "Short.");
    assert_eq!(find("password").returned, Returned::Never);

    let subs = |path: &str| -> Vec<String> {
        find(path).sub_attributes.iter().map(|a| a.name.to_string()).collect()
    };
    assert_eq!(subs("phoneNumbers"), ["value", "display", "type", "primary"]);
    assert_eq!(texts(&find("phoneNumbers.type").canonical_values), ["work", "mobile"]);
    assert_eq!(subs("emails"), ["value", "primary"]);
    // the parts of the slots, then what whole elements add
    assert_eq!(subs("addresses"), ["locality", "type", "country"]);
    assert_eq!(texts(&find("addresses.type").canonical_values), ["work", "home"]);
    assert_eq!(texts(&find("userType").canonical_values), ["employee", "on-call"]);
    assert_eq!(texts(&find("roles.value").canonical_values), ["admin"]);
    assert_eq!(subs("name"), ["formatted"]);

    let desk = Person::EXTENSIONS[1];
    assert_eq!((&*desk.name, &*desk.description), ("Desk", "Where a person sits."));
    assert_eq!(desk.attribute("row").map(|a| a.r#type), Some(Type::Integer));
    assert_eq!(desk.attribute("seat.number").map(|a| a.r#type), Some(Type::Integer));
    let kind = Person::RESOURCE_TYPE;
    assert_eq!((&*kind.name, &*kind.endpoint), ("User", "/People"));
    let extensions: Vec<_> =
        kind.schema_extensions.iter().map(|e| (&*e.schema, e.required)).collect();
    assert_eq!(
        extensions,
        [
            ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", false),
            ("urn:example:scim:schemas:extension:2.0:Desk", true),
        ]
    );
}

/// Nodes refer to the very attributes that the schema publishes.
#[test]
fn nodes_and_schema_agree() {
    let mut seen = 0;
    for node in Person::NODES {
        let Some(attribute) = Person::SCHEMA.attribute(node.name()) else { continue };
        // nodes of embedded structs refer to the embedded struct's own list
        assert_eq!(node.attribute, attribute);
        assert_eq!(node.flags.has(Flags::REQUIRED), attribute.required, "{}", node.name());
        assert_eq!(node.key, format!(",\"{}\":", node.name()));
        seen += 1;
    }
    assert_eq!(seen, Person::SCHEMA.attributes.len());
    let node = |name: &str| Person::NODES.iter().find(|node| node.name() == name).unwrap();
    assert_eq!(
        (node("userName").column, node("userName").fold_column),
        ("login_name", Some("login_key"))
    );
    assert_eq!(node("displayName").okta, Some("fullName"));
    assert!(node("active").flags.has(Flags::KEEP));
    assert!(node("preferredLanguage").flags.has(Flags::DEFAULT));
    let Kind::Slots(slots) = node("phoneNumbers").kind else { panic!("slots") };
    assert_eq!(slots[1].head, r#","type":"mobile","primary":true"#);
    assert_eq!((slots[0].primary, slots[1].primary), (false, true));
}

/// A reference can be text, and an own attribute several slots.
#[test]
fn attributes_of_ones_own() {
    #[derive(Clone, Default, ScimResource)]
    #[scim(
        schema = "urn:example:2.0:Door",
        name = "Gate",
        endpoint = "/Doors",
        description = "Opens."
    )]
    struct Door {
        #[scim(id)]
        id: String,
        /// Who opened it.
        ///
        /// Or nobody.
        #[scim(reference("User", "Group"))]
        last_users: Vec<String>,
        #[scim(rename = "home-page")]
        page: Option<Reference>,
        #[scim(path = r#"locks[type eq "upper"].code"#)]
        upper: Option<String>,
        #[scim(path = r#"locks[type eq "lower"].code"#, primary)]
        lower: Option<String>,
        #[scim(canonical_values("red", "blue"), case_exact)]
        color: Option<String>,
        #[scim(mutability = "writeOnly", returned = "never")]
        pin: Option<Secret>,
        #[scim(mutability = "readOnly")]
        opened: u64,
    }
    let find = |path: &str| Door::SCHEMA.attribute(path).unwrap_or_else(|| panic!("{path}"));
    let users = find("lastUsers");
    assert_eq!((users.r#type, users.multi_valued, users.case_exact), (Type::Reference, true, true));
    assert_eq!(texts(&users.reference_types), ["User", "Group"]);
    assert_eq!(users.description, "Who opened it.\nOr nobody.");
    assert_eq!(texts(&find("home-page").reference_types), ["uri"]);
    assert!(find("locks").multi_valued);
    assert_eq!(texts(&find("locks.type").canonical_values), ["upper", "lower"]);
    assert_eq!(find("locks.primary").r#type, Type::Boolean);
    assert_eq!(texts(&find("color").canonical_values), ["red", "blue"]);
    assert_eq!(find("pin").mutability, Mutability::WriteOnly);
    assert_eq!((&*Door::RESOURCE_TYPE.name, &*Door::RESOURCE_TYPE.description), ("Gate", "Opens."));

    let mut door = Door { id: "1".into(), lower: Some("77".into()), ..Door::default() };
    assert!(door.edit(7).is_none(), "`opened` is readOnly");
    let json = Scim::new(&door).to_string();
    assert!(json.contains(r#""locks":[{"type":"lower","primary":true,"code":"77"}]"#), "{json}");
}
