use super::*;

fn if_match(value: &str) -> Precondition {
    Precondition::parse(Some(value), None).unwrap()
}

/// 7644-3.14-07 and -08: If-Match holds on a match only, and weak tags match.
#[test]
fn if_match_compares_weakly() {
    for value in
        [r#"W/"7""#, r#""7""#, r#""1", W/"7""#, r#" "x" ,, "7" "#, r#" , W/"7""#, r#",,"7","#, "*"]
    {
        for version in ["7", "\"7\"", "W/\"7\""] {
            assert!(if_match(value).holds(Some(version)), "{value} {version}");
        }
    }
    for value in [r#"W/"77""#, r#""""#, r#""W/7""#] {
        assert!(!if_match(value).holds(Some("W/\"7\"")), "{value}");
        assert_eq!(if_match(value).check(Some("7")).unwrap_err().status(), 412);
    }
    // a comma is part of a tag, not the end of it
    assert!(if_match(r#""a, b""#).holds(Some("a, b")));
}

#[test]
fn a_resource_without_versions_matches_only_the_asterisk() {
    assert!(if_match("*").holds(None));
    assert!(!if_match("\"7\"").holds(None));
    assert!(Precondition::parse(None, Some("\"7\"")).unwrap().holds(None));
}

/// RFC 9110 section 13.1.2: `If-None-Match: *` is for what does not exist yet.
#[test]
fn if_none_match_excludes() {
    let not_seven = Precondition::parse(None, Some("W/\"7\"")).unwrap();
    assert!(!not_seven.holds(Some("7")));
    assert!(not_seven.holds(Some("8")));
    let nothing = Precondition::parse(None, Some("*")).unwrap();
    assert!(!nothing.holds(Some("8")));
    // the error says what was asked
    for (precondition, version, detail) in [
        (&not_seven, "7", "the resource has a version that `If-None-Match` excludes; "),
        (&nothing, "8", "the resource exists, which `If-None-Match: *` excludes; "),
        (&if_match("\"7\""), "8", "the resource has another version than the request requires; "),
    ] {
        let error = precondition.check(Some(version)).unwrap_err();
        assert_eq!(error.status(), 412);
        assert!(error.detail().starts_with(detail), "{error}");
    }
    not_seven.check(Some("8")).unwrap();
}

#[test]
fn what_is_no_list_of_entity_tags_is_refused() {
    for value in [
        "",
        " ",
        ",",
        " , ,",
        ",*",
        "7",
        "W/7",
        "\"7",
        "w/\"7\"",
        "\"7\" \"8\"",
        "\"7\", 8",
        "\"7\"x",
    ] {
        let error = Precondition::parse(Some(value), None).unwrap_err();
        assert_eq!(
            (error.status(), error.scim_type()),
            (400, Some(ScimType::InvalidValue)),
            "{value}"
        );
    }
}
