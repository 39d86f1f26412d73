use super::{Field, learn, without_elements};
use scim_schema::schema::{Attribute, Type};
use serde_json::Value;

fn learnt(r#type: Type, takes: impl Fn(&Value) -> bool) -> Field {
    let mut field = Field::new(&Attribute::new("a", r#type, ""), "");
    learn(&mut field, &|_: &Field, value: Value| takes(&value));
    field
}

/// Decimals at a bound are for models that take both, the largest and the smallest.
#[test]
fn odd_decimals_are_within_all_bounds() {
    let real = |value: &Value| value.as_f64().unwrap();
    assert!(learnt(Type::Decimal, |_| true).odd);
    assert!(!learnt(Type::Decimal, |value| real(value) < 1e100).odd);
    assert!(!learnt(Type::Decimal, |value| real(value) > 1e-100).odd);
}

/// A model that takes any reference is given any; one with rules of its own, what it takes.
#[test]
fn references_are_those_that_a_model_takes() {
    let any = learnt(Type::Reference, |_| true);
    assert!(any.odd && any.only.is_empty());
    let is_web = |value: &Value| value.as_str().unwrap().starts_with("https://");
    let web = learnt(Type::Reference, is_web);
    assert!(!web.odd);
    assert_eq!(web.only, ["https://example.com/", "https://example.com/v2/Users/1"]);
}

/// What brackets hold is no part of the path, quoted brackets included; a bracket or a quote alone is.
#[test]
fn paths_are_without_their_elements() {
    for (path, plain) in [
        ("emails.type", "emails.type"),
        (r#"emails[type eq "work"].value"#, "emails.value"),
        (r#"emails[value eq "a]b"].type"#, "emails.type"),
        (r#"emails[value eq "a[b"].type"#, "emails.type"),
        ("a]b", "a]b"),
        (r#"a"b[value eq "c"].type"#, r#"a"b.type"#),
    ] {
        assert_eq!(without_elements(path), plain);
    }
}
