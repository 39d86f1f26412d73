//! Filters that parse and cannot be evaluated, and what the error says.

use super::*;

/// 7644-3.4.2.2-21 to -24, -31, -43, -47: what parses and cannot be evaluated.
#[test]
fn refused() {
    for (filter, expected) in [
        ("FOO pr", "`FOO` is not an attribute of `User` (at character 1)"),
        ("nickname pr and usrName pr", "`nickname` is not an attribute of `User` (at character 1)"),
        (
            "usrName pr",
            "`usrName` is not an attribute of `User`; did you mean `userName`? (at character 1)",
        ),
        (
            "department pr",
            "`department` is not an attribute of `User`; write `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department` (at character 1)",
        ),
        ("urn:x:y:userName pr", "`urn:x:y` is not a schema of `User` (at character 1)"),
        (
            "urn:ietf:params:scim:schemas:core:2.0:User:department pr",
            "`department` is not an attribute of `User`; write `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department` (at character 1)",
        ),
        (
            r#"name eq "B""#,
            "`name` is complex; compare a sub-attribute such as `name.familyName` (at character 1)",
        ),
        (r#"name.middle eq "B""#, "`name` has no sub-attribute `middle` (at character 1)"),
        (
            r#"emails[vlue eq "x"]"#,
            "`emails` has no sub-attribute `vlue`; did you mean `value`? (at character 8)",
        ),
        (
            r#"addresses eq "x""#,
            "`addresses` is complex; compare a sub-attribute such as `addresses.type` (at character 1)",
        ),
        ("userName.x pr", "`userName` has no sub-attributes (at character 1)"),
        ("userName[value pr]", "`userName` has no sub-attributes (at character 1)"),
        ("active gt true", "`active` is of type boolean, which has no `gt` (at character 8)"),
        ("active co true", "`active` is of type boolean, which has no `co` (at character 8)"),
        (
            r#"meta.created sw "2010""#,
            "`created` is of type dateTime, which has no `sw` (at character 14)",
        ),
        (
            r#"meta.created gt "today""#,
            "expected a date-time such as `2011-05-13T04:42:34Z` for `created`, not a string at character 17",
        ),
        ("active eq \"true\"", "expected a boolean for `active`, not a string at character 11"),
        (
            "userName eq 7",
            "expected a string in double quotes for `userName`, not a number at character 13",
        ),
        (
            "userName gt null",
            "expected a string in double quotes for `userName`, not null at character 13",
        ),
        (
            r#"password eq "t1meMa$heen""#,
            "`password` is never returned, and so cannot be filtered (at character 1)",
        ),
        ("password pr", "`password` is never returned, and so cannot be filtered (at character 1)"),
        (
            r#"meta.location eq "x""#,
            "`meta.location` cannot be filtered here; filter `id` (at character 1)",
        ),
    ] {
        assert_eq!(detail::<Member>(filter), expected, "{filter}");
    }
    for filter in [
        r#"image lt "MII""#,
        r#"image co "MII""#,
        r#"image eq "not base64!""#,
        r#"uses co 1"#,
        r#"uses eq "1""#,
        "weight eq true",
        "labels[type pr]",
        r#"urn:example:scim:schemas:extension:2.0:Parking eq "x""#,
        "urn:example:scim:schemas:extension:2.0:Parking:slot pr",
    ] {
        assert_ne!(detail::<Badge>(filter), "", "{filter}");
    }
}

/// Where a filter is wrong, and what would be right there.
#[test]
fn errors_tell_the_place() {
    for (filter, offset, expected) in [
        (r#"userName eq "a"and title pr"#, 15, "a space before `and`"),
        (r#"userName eq "a" and(title pr)"#, 16, "a space after `and`"),
        (r#"userName eq "a"or title pr"#, 15, "a space before `or`"),
        (r#"userName eq "a" or(title pr)"#, 16, "a space after `or`"),
        (r#"meta.created eq 2010"#, 16, "a date-time in double quotes for `created`, not a number"),
        ("usrName pr", 0, ""),
    ] {
        let error = Filter::<Member>::parse(filter).map(|_| filter).unwrap_err();
        assert_eq!((error.offset(), error.expected_here()), (offset, expected), "{filter}");
    }
    // behind the bracket, as Entra writes it
    let entra = Options::default().dialect(Dialect::ENTRA);
    let text = r#"emails[type eq "work"].vlue eq "x""#;
    let error = Filter::<Member>::parse_with(text, &entra).map(|_| text).unwrap_err();
    assert_eq!(error.offset(), text.find("vlue").unwrap());
}

/// What may have been meant is told where it is near: a letter too much or too few in four.
#[test]
fn near_names() {
    for (filter, meant) in [
        ("usrName pr", Some("userName")),
        ("usserName pr", Some("userName")),
        ("uswrName pr", Some("userName")),
        ("activ pr", Some("active")),
        ("nameUser pr", None),
        ("usrNm pr", None),
        ("xxuserNa pr", None),
    ] {
        let detail = detail::<Member>(filter);
        let told = detail.split("did you mean `").nth(1).and_then(|rest| rest.split('`').next());
        assert_eq!(told, meant, "{detail}");
    }
}
