use super::Secret;

#[test]
fn equality_sees_every_byte() {
    let secret = Secret::new("t1meMa$heen");
    assert_eq!(secret, secret.clone());
    for (index, _) in secret.expose().char_indices() {
        let mut other = secret.expose().to_owned();
        other.replace_range(index..=index, "#");
        assert_ne!(secret, Secret::from(other), "differs at {index}");
    }
    assert_ne!(secret, Secret::new("t1meMa$hee"));
    assert_eq!(Secret::default(), Secret::new(""));
    // differences that are alike do not make up for each other
    assert_ne!(Secret::from("aa"), Secret::from("cc"));
    assert_ne!(Secret::from("abab"), Secret::from("baba"));
    assert_eq!((Secret::from("ab").expose(), Secret::from("a")), ("ab", Secret::new("a")));
}

// 7643-4.1.1-26
#[test]
fn nothing_of_the_text_is_shown() {
    for text in ["", "x", "t1meMa$heen"] {
        let secret = Some(Secret::new(text));
        assert_eq!(format!("{secret:?}"), "Some(Secret(..))");
        assert_eq!(format!("{secret:#?}"), "Some(\n    Secret(..),\n)");
    }
}

#[test]
fn reads_strings() {
    assert_eq!(serde_json::from_str::<Secret>(r#""a\"b""#).unwrap().expose(), "a\"b");
    let value = serde_json::json!("päss");
    assert_eq!(serde_json::from_value::<Secret>(value).unwrap().expose(), "päss");
    assert_eq!(serde_json::from_str::<Option<Secret>>("null").unwrap(), None);
}

#[test]
fn errors_do_not_quote_what_was_found() {
    let wrong = [
        "8675309",
        "-8675309",
        "8675309.5",
        "86753090000000000000000",
        "true",
        "[8675309]",
        "null",
    ];
    for json in wrong {
        let error = serde_json::from_str::<Secret>(json).unwrap_err().to_string();
        assert!(error.contains("expected a string"), "{error}");
        assert!(!error.contains("86753") && !error.contains("true"), "{error}");
    }
    let error = serde_json::from_str::<Secret>(r#"{"value":"8675309"}"#).unwrap_err().to_string();
    assert!(error.contains("invalid type: map") && !error.contains("8675309"), "{error}");
}
