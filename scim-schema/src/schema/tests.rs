use super::*;

const BADGE: &Schema = &Schema::new("urn:example:Badge", "Badge", "A badge.").attributes(
    const {
        &[
            Attribute::new("serialNumber", Type::String, "Printed on the back.")
                .required()
                .case_exact()
                .uniqueness(Uniqueness::Server),
            Attribute::new("doors", Type::Complex, "What it opens.").multi_valued().sub_attributes(
                const {
                    &[Attribute::new("value", Type::Reference, "The door.")
                        .reference_types(const { &[Cow::Borrowed("Door")] })]
                },
            ),
        ]
    },
);

/// 7643-2.2-01 … -07: what a document leaves out takes the defaults.
#[test]
fn an_attribute_with_only_a_name_has_the_default_characteristics() {
    let read: Attribute = serde_json::from_str(r#"{"name":"x"}"#).unwrap();
    assert_eq!(read, Attribute::new("x", Type::String, ""));
}

#[test]
fn json_round_trip() {
    let text = serde_json::to_string(BADGE).unwrap();
    assert_eq!(&serde_json::from_str::<Schema>(&text).unwrap(), BADGE);
    assert!(text.contains(r#""uniqueness":"server""#), "{text}");
}

/// 7643-2.1-01: attribute names ignore case.
#[test]
fn paths_ignore_case() {
    assert!(BADGE.attribute("SERIALnumber").is_some());
    assert_eq!(BADGE.attribute("Doors.VALUE").map(|a| a.r#type), Some(Type::Reference));
    assert!(BADGE.attribute("doors.lock").is_none());
    assert!(BADGE.attribute("").is_none());
}

/// 7643-2.1-01: the case of a name does not matter; any other difference does.
#[test]
fn names_are_the_same_in_any_case() {
    for (name, other, same) in [
        ("", "", true),
        ("userName", "USERname", true),
        ("a", "", false),
        ("a", "ab", false),
        ("userName", "userNames", false),
        ("userName", "uzerName", false),
        ("userName", "zserName", false),
        ("@a", "`a", false),
        ("$ref", "$REF", true),
    ] {
        assert_eq!(same_name(name, other), same, "{name} {other}");
        assert_eq!(same_name(other, name), same, "{other} {name}");
    }
}

/// What there is none of is left out of a document.
#[test]
fn empty_lists_are_left_out() {
    let json = serde_json::to_value(Attribute::new("x", Type::String, "")).unwrap();
    for list in ["subAttributes", "canonicalValues", "referenceTypes"] {
        assert!(json.get(list).is_none(), "{json}");
    }
    let json = serde_json::to_value(ResourceType::new("Badge", "/Badges", "urn:x:y", "")).unwrap();
    assert!(json.get("schemaExtensions").is_none(), "{json}");
}
