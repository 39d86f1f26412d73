use super::simple;
use crate::strategy::target::Field;
use crate::strategy::{Settings, Source};
use scim_schema::schema::{Attribute, Type};
use serde_json::json;

/// What a model was found to refuse is not generated for it, whatever the settings say.
#[test]
fn texts_are_plain_where_a_model_takes_no_others() {
    let mut field = Field::new(&Attribute::new("a", Type::String, ""), "");
    field.odd = false;
    let none = Settings::default().odd(0).unicode(0).long(0).empty(0);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.@ '+".contains(c);
    for settings in [none.odd(100), none.unicode(100), none.long(100), none.empty(100)] {
        for seed in 0..100 {
            let value = simple(&mut Source::random(seed), &field, &settings);
            let text = value.as_str().unwrap();
            assert!((1..=8).contains(&text.chars().count()), "{text:?}: {settings:?}");
            assert!(text.chars().all(is_plain), "{text:?}: {settings:?}");
        }
    }
}

/// A schema has its canonical values as texts, and a body has them as their type is.
#[test]
fn canonical_values_are_of_the_type_of_their_attribute() {
    for (r#type, canonical, expected) in [
        ("boolean", "true", json!(true)),
        ("boolean", "false", json!(false)),
        ("integer", "-2", json!(-2)),
        ("decimal", "1.5", json!(1.5)),
        ("string", "true", json!("true")),
        ("dateTime", "2011-05-13T04:42:34Z", json!("2011-05-13T04:42:34Z")),
    ] {
        let attribute = json!({"name": "a", "type": r#type, "canonicalValues": [canonical]});
        let attribute: Attribute = serde_json::from_value(attribute).unwrap();
        let field = Field::new(&attribute, "");
        for seed in 0..10 {
            let settings = Settings::default().other_values(0);
            let value = simple(&mut Source::random(seed), &field, &settings);
            assert_eq!(value, expected, "{type} {canonical}");
        }
    }
}
