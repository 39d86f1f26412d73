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
