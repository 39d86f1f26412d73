use super::*;
use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::message::ScimType;

fn parse(text: &str) -> Result<Expression<'_>, FilterError> {
    Expression::parse(text, &Options::default())
}

/// 7644-3.4.2.2-05, -08, -09, -25 to -28, -34 to -41: what is accepted, in its one spelling.
#[test]
fn accepted() {
    for (text, canonical) in [
        // operators and names in any case (-05)
        (r#"userName Eq "x""#, r#"userName eq "x""#),
        ("TITLE PR AND a PR", "TITLE pr and a pr"),
        (r#"a co "x" OR a Sw "y" or a EW "z""#, r#"a co "x" or a sw "y" or a ew "z""#),
        (
            "a gt 1 and a ge 1 and a lt 1 and a le 1 and a ne 1",
            "a gt 1 and a ge 1 and a lt 1 and a le 1 and a ne 1",
        ),
        // precedence (-41) and grouping (-28)
        ("a pr or b pr and c pr", "a pr or b pr and c pr"),
        ("(a pr or b pr) and c pr", "(a pr or b pr) and c pr"),
        ("a pr and (b pr and c pr)", "a pr and b pr and c pr"),
        ("((a pr) or (b pr or c pr))", "a pr or b pr or c pr"),
        ("not (a pr) and b pr", "not (a pr) and b pr"),
        ("not (a pr and b pr)", "not (a pr and b pr)"),
        // with and without a space (-39)
        ("not(a pr)", "not (a pr)"),
        ("NOT  ( not(a pr) )", "not (not (a pr))"),
        // spaces that are too many
        ("  ( a   pr )\t", "a pr"),
        // names that begin with an operator, or are one
        (
            r#"primaryEmail pr and order eq 1 or notes co "n""#,
            r#"primaryEmail pr and order eq 1 or notes co "n""#,
        ),
        ("not pr and eq eq 1 or or pr and and pr", "not pr and eq eq 1 or or pr and and pr"),
        ("pr pr", "pr pr"),
        // URNs with dots (-50), `$ref`, sub-attributes
        (
            r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J""#,
            r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J""#,
        ),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref pr",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref pr",
        ),
        ("urn:x-y:2.0:a-b_c pr", "urn:x-y:2.0:a-b_c pr"),
        ("urn:x:2.0:emails[type pr]", "urn:x:2.0:emails[type pr]"),
        // value paths (-34), nested logic in them (-32)
        (
            r#"emails[type eq "work" and (value co "a" or value co "b")]"#,
            r#"emails[type eq "work" and (value co "a" or value co "b")]"#,
        ),
        ("emails[not (type pr)] and a pr", "emails[not (type pr)] and a pr"),
        (
            "emails[ type pr ] or not(emails[primary eq true])",
            "emails[type pr] or not (emails[primary eq true])",
        ),
        // every literal (-36)
        ("a eq true or a eq false or a eq null", "a eq true or a eq false or a eq null"),
        (
            "a eq 0 or a eq -1 or a eq 1.5e3 or a eq -0.5E-2 or a eq 1e+9",
            "a eq 0 or a eq -1 or a eq 1.5e3 or a eq -0.5E-2 or a eq 1e+9",
        ),
        (r#"a eq """#, r#"a eq """#),
        (r#"a eq "\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00é""#, r#"a eq "\"\\/\u0008\u000c\n\r\té😀é""#),
        (r#"a eq ") and (b pr]""#, r#"a eq ") and (b pr]""#),
    ] {
        let filter = parse(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(filter.to_string(), canonical);
        assert_eq!(parse(canonical).unwrap(), filter, "{canonical}");
    }
}

/// 7644-3.4.2.2-06, -07, -33, -35 to -38, -40, -47: what is refused, where and with which words.
#[test]
fn refused() {
    let mut table = String::new();
    for text in [
        "",
        "   ",
        "userName",
        "userName eq",
        "userName eq ",
        r#"userName regex "a""#,
        r#"userName eqx "a""#,
        r#"userName eq"x""#,
        "userName eq x",
        "userName eq 'x'",
        "userName eq “x”",
        "a eq TRUE",
        "a eq Null",
        "a eq 01",
        "a eq 1.",
        "a eq 1.2.3",
        "a eq +1",
        "a eq .5",
        "a eq 1e",
        "a eq [1]",
        r#"a eq {"b":1}"#,
        r#"a eq "x"#,
        r#"a eq "\x""#,
        r#"a eq "\u12""#,
        r#"a eq "\ud800""#,
        r#"a eq "\udc00\ud800""#,
        "a eq \"\n\"",
        r#"a eq "x"and b pr"#,
        "a pr b pr",
        "a pr and",
        "a pr and and b pr",
        "and a pr",
        "a pr or(b pr)",
        "(a pr",
        "a pr)",
        "()",
        "not a pr",
        "not(a pr",
        "a.b.c eq 1",
        "1a eq 1",
        "a. eq 1",
        "é eq 1",
        "x:userName pr",
        "emails[type pr",
        "emails[]",
        "emails[type pr] pr",
        "emails [type pr]",
        "emails.type[value pr]",
        r#"emails[type eq "work" and ims[type eq "x"]]"#,
        "emails[value.x pr]",
        "emails[urn:x:type pr]",
        r#"emails[type eq "work"].value eq "x""#,
        r#"title eq "x" && active pr"#,
    ] {
        let error = parse(text).map(|filter| filter.to_string()).expect_err(text);
        assert_eq!(error.scim_type(), ScimType::InvalidFilter);
        table.push_str(&error.to_string());
        table.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/filter/syntax/refused.txt");
    if std::env::var_os("SCIM_WRITE_SNAPSHOTS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(table, include_str!("refused.txt"));
}

/// Entra's matching query, outside the grammar.
#[test]
fn comparison_after_a_value_path() {
    let options = Options::default().dialect(Dialect::ENTRA);
    for (text, meant) in [
        (r#"emails[type eq "work"].value eq "x""#, r#"emails[type eq "work" and value eq "x"]"#),
        (
            r#"a pr and emails[type eq "work" or primary eq true].value pr or b pr"#,
            r#"a pr and emails[(type eq "work" or primary eq true) and value pr] or b pr"#,
        ),
    ] {
        assert_eq!(Expression::parse(text, &options).unwrap().to_string(), meant);
        assert!(Expression::parse(text, &options.dialect(Dialect::OKTA)).is_ok());
        assert!(parse(text).is_err());
    }
    for text in
        [r#"emails[type eq "work"]."#, r#"emails[type pr].value"#, r#"emails[type pr].a.b pr"#]
    {
        assert!(Expression::parse(text, &options).is_err(), "{text}");
    }
}

/// RFC 7644 section 3.5.2, figure 7.
#[test]
fn patch_paths() {
    let options = Options::default();
    for (text, sub_attribute, filtered) in [
        ("members", None, false),
        ("name.familyName", Some("familyName"), false),
        (r#"addresses[type eq "work"]"#, None, true),
        (r#"members[value eq "2819"].displayName"#, Some("displayName"), true),
        (r#"members[value eq "]"].$ref"#, Some("$ref"), true),
        ("urn:x:2.0:User:emails[type pr].value", Some("value"), true),
    ] {
        let path = PatchPath::parse(text, &options).unwrap();
        assert_eq!(
            (path.sub_attribute, path.filter.is_some()),
            (sub_attribute, filtered),
            "{text}"
        );
        assert_eq!(path.to_string(), text);
    }
    for (text, scim_type) in [
        ("", ScimType::InvalidPath),
        ("a b", ScimType::InvalidPath),
        ("a.b.c", ScimType::InvalidPath),
        ("a[b pr].", ScimType::InvalidPath),
        ("a[b pr].c.d", ScimType::InvalidPath),
        ("a[b pr] pr", ScimType::InvalidPath),
        ("a.b[c pr]", ScimType::InvalidPath),
        ("a[", ScimType::InvalidFilter),
        ("a[b eq x]", ScimType::InvalidFilter),
    ] {
        assert_eq!(PatchPath::parse(text, &options).unwrap_err().scim_type(), scim_type, "{text}");
    }
}

#[test]
fn limits_are_charged_while_parsing() {
    let detail = |text: &str| parse(text).unwrap_err().detail();
    let wrapped = |n: usize| format!("{}a pr{}", "(".repeat(n), ")".repeat(n));
    assert!(parse(&wrapped(64)).is_ok());
    let limits = Limits { filter: usize::MAX, ..Limits::DEFAULT };
    let long = Options::default().limits(limits);
    for text in
        [wrapped(65), wrapped(10_000), "not(".repeat(10_000), format!("a[{}", "(".repeat(10_000))]
    {
        let error = Expression::parse(&text, &long).unwrap_err();
        assert!(error.detail().starts_with("nested deeper than 64"), "{error}");
        // the picture does not grow with the text
        assert!(error.to_string().len() < 500);
    }
    let chain = |n: usize| vec!["a pr"; n].join(" or ");
    assert!(matches!(parse(&chain(500)).unwrap(), Expression::Or(terms) if terms.len() == 500));
    assert!(detail(&chain(501)).starts_with("more than 500 comparisons"));
    assert!(detail(&"é".repeat(8_193)).starts_with("the filter is longer than 8192 characters"));
    assert!(detail(&"é".repeat(8_192)).starts_with("expected an attribute"));
    // a path is not a filter, whatever it is
    for long in ["a".repeat(8_193), format!("a[b eq \"{}\"]", "c".repeat(8_193))] {
        let error = PatchPath::parse(&long, &Options::default()).unwrap_err();
        assert_eq!(error.scim_type(), ScimType::InvalidPath);
        assert!(error.detail().starts_with("the path is longer than 8192 characters"), "{error}");
    }
}

#[test]
fn plain_strings_are_borrowed() {
    let Ok(Expression::Comparison(comparison)) = parse(r#"a eq "plain é""#) else { panic!() };
    assert!(matches!(comparison.value, Literal::String(Cow::Borrowed("plain é"))));
}
