use super::simple;
use crate::strategy::target::Field;
use crate::strategy::{Settings, Source};
use scim_schema::schema::{Attribute, Type};

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
