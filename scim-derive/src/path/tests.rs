use super::*;

fn path<'a>(
    schema: Option<&'a str>,
    attribute: &'a str,
    selector: Option<(&'a str, Literal<'a>)>,
    sub_attribute: Option<&'a str>,
) -> Result<Path<'a>, String> {
    let selector = selector.map(|(sub_attribute, value)| Selector { sub_attribute, value });
    Ok(Path { schema, attribute, selector, sub_attribute })
}

#[test]
fn paths_are_split_into_their_parts() {
    let work = Some(("type", Literal::String("work")));
    let core = "urn:ietf:params:scim:schemas:core:2.0:User";
    assert_eq!(Path::parse("userName"), path(None, "userName", None, None));
    assert_eq!(Path::parse("name.givenName"), path(None, "name", None, Some("givenName")));
    assert_eq!(Path::parse("manager.$ref"), path(None, "manager", None, Some("$ref")));
    assert_eq!(
        Path::parse(r#"emails[type eq "work"].value"#),
        path(None, "emails", work, Some("value"))
    );
    assert_eq!(Path::parse(r#"addresses[ type  eq "work" ]"#), path(None, "addresses", work, None));
    assert_eq!(
        Path::parse("emails[primary eq true].value"),
        path(None, "emails", Some(("primary", Literal::Boolean(true))), Some("value"))
    );
    assert_eq!(
        Path::parse("EnterpriseUser:department"),
        path(Some("EnterpriseUser"), "department", None, None)
    );
    assert_eq!(
        Path::parse("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName"),
        path(Some(core), "name", None, Some("givenName"))
    );
    assert_eq!(
        Path::parse(r#"roles[value eq "a].b:c"].display"#),
        path(None, "roles", Some(("value", Literal::String("a].b:c"))), Some("display"))
    );
}

#[test]
fn what_is_wrong_is_said() {
    for (text, message) in [
        ("", "name is missing"),
        ("name.", "name is missing"),
        ("user name", "`user name` is not an attribute name"),
        ("1st", "`1st` is not an attribute name"),
        ("a.b.c", "`b.c` is too deep: write `a.b`"),
        ("emails[type eq \"work\"", "no closing `]`"),
        ("emails[type eq \"work\".value", "no closing `]`"),
        ("emails[type eq \"work]", "no closing `\"`"),
        ("emails[type eq work].value", "write `type eq \"work\"`"),
        ("emails[type co \"work\"].value", "`[type co` is no selector: write `[type eq \"..\"]`"),
        ("emails[type EQ \"work\"].value", "`[type EQ` is no selector"),
        ("emails[type]", "`[type` is no selector"),
        ("emails[type eq \"a\" and primary eq true]", "without `and primary eq true`"),
        ("emails[type eq \"work\"]value", "expected `.`"),
        ("emails[type eq \"\"]", "has a text that is empty or has escapes"),
        ("emails[type eq \"a\\n\"]", "empty or has escapes"),
        ("emails.value[type eq \"work\"]", "write `emails[type eq ..].value`"),
        ("a b:c", "neither the URN nor the name"),
        (":userName", "neither the URN nor the name"),
    ] {
        let error = Path::parse(text).unwrap_err();
        assert!(error.contains(message), "{text}: {error}");
    }
}

#[test]
fn urns_are_those_of_rfc_8141() {
    for urn in ["urn:example:x", "URN:ietf:params:scim:schemas:core:2.0:User", "urn:a-b:1/2%20"] {
        assert_eq!(check_urn(urn), Ok(()));
    }
    for urn in [
        "",
        "urn:",
        "urn:x:y",
        "urn:example:",
        "urn:example:a b",
        "http://x",
        "urn:example:a:",
        "urn:-x:y",
        "urn:é:x",
        "ué",
    ] {
        assert!(check_urn(urn).is_err(), "{urn}");
    }
}

/// The runtime has a parser of its own for what requests give: without a selector they agree, on
/// every short text over the characters that matter.
#[test]
fn the_runtime_parses_the_same_paths() {
    use scim_schema::path::AttributePath;

    const CHARACTERS: &[char] = &['a', 'Z', '1', '.', '$', '-', '_', ' ', 'é', '"'];
    fn all(length: u32) -> impl Iterator<Item = String> {
        let base = CHARACTERS.len();
        (0..base.pow(length)).map(move |number| {
            (0..length).map(|place| CHARACTERS[number / base.pow(place) % base]).collect()
        })
    }
    let mut accepted = 0;
    for text in (0..=4).flat_map(all) {
        for text in [text.clone(), format!("urn:example:2.0:Badge:{text}")] {
            let (ours, theirs) = (Path::parse(&text), AttributePath::parse(&text));
            assert_eq!(ours.is_ok(), theirs.is_some(), "{text}");
            if let (Ok(ours), Some(theirs)) = (ours, theirs) {
                let parts = (theirs.schema(), theirs.attribute(), theirs.sub_attribute());
                assert_eq!((ours.schema, ours.attribute, ours.sub_attribute), parts, "{text}");
                accepted += 1;
            }
        }
    }
    assert!(accepted > 1000, "{accepted}");
}
