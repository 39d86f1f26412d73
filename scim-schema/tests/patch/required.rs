//! Complex values must have what they require, when all operations are done.

use super::*;
use crate::models::*;
use scim_schema::{ScimComplex, ScimResource};

/// A complex value is made by several operations, in any order.
#[test]
fn several_operations_make_a_complex_value() {
    let stored: Badge = resource("urn:example:scim:schemas:2.0:Badge", r#""serialNumber":"A-1""#);
    let urn = "urn:example:scim:schemas:extension:2.0:Parking";
    let parking = format!("/{urn}");
    let lot = format!(r#"{{"op":"add","path":"{urn}:lot","value":"P"}}"#);
    let level = format!(r#"{{"op":"add","path":"{urn}:level","value":2}}"#);
    let lot_path = format!("{urn}:level");
    let name = r#"{"op":"add","path":"maker.name","value":"M"}"#;
    let country = r#"{"op":"add","path":"maker.country","value":"N"}"#;
    for (first, second, pointer, expected) in [
        (&*lot, &*level, &*parking, r#"{"lot":"P","level":2}"#),
        (&level, &lot, &parking, r#"{"lot":"P","level":2}"#),
        (name, country, "/maker", r#"{"name":"M","country":"N"}"#),
        (country, name, "/maker", r#"{"name":"M","country":"N"}"#),
    ] {
        let (after, _) = apply(RFC, &stored, &format!("{first},{second}")).unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        assert_eq!(at(&after, pointer), expected);
    }
    for (one, path) in [(&*lot, &*lot_path), (name, "maker.country")] {
        let error = apply(RFC, &stored, one).unwrap_err();
        assert_eq!(error.scim_type().unwrap().as_str(), "invalidValue");
        assert_eq!(error.path(), path);
    }
}

/// 7644-3.5.2.2-07: a required part goes only with the whole.
#[test]
fn a_required_part_goes_with_the_whole() {
    let stored: Badge = resource(
        "urn:example:scim:schemas:2.0:Badge",
        r#""serialNumber":"A-1","maker":{"name":"M","country":"N"}"#,
    );
    check(
        &stored,
        &[
            (
                "7644-3.5.2.2-07",
                RFC,
                r#"{"op":"remove","path":"maker.country"}"#,
                "",
                Fails("mutability", "maker.country"),
            ),
            (
                "7644-3.5.2.2-07",
                RFC,
                r#"{"op":"replace","path":"maker","value":{"country":null}}"#,
                "",
                Fails("mutability", "maker.country"),
            ),
            ("whole", RFC, r#"{"op":"remove","path":"maker"}"#, "/maker", Is("null")),
            (
                "part",
                RFC,
                r#"{"op":"remove","path":"maker.name"}"#,
                "/maker",
                Is(r#"{"country":"N"}"#),
            ),
        ],
    );
}

/// A crew that has someone in it.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Crew", endpoint = "/Crews")]
struct Crew {
    #[scim(id)]
    id: String,
    #[scim(required)]
    names: Vec<String>,
}

/// 7644-3.5.2.2-07: of a required attribute some values go, but not the last.
#[test]
fn the_last_value_of_a_required_attribute_stays() {
    let stored = Crew { id: "1".into(), names: vec!["a".into(), "b".into()] };
    check(
        &stored,
        &[
            (
                "one",
                RFC,
                r#"{"op":"remove","path":"names","value":["b"]}"#,
                "/names",
                Is(r#"["a"]"#),
            ),
            (
                "one",
                RFC,
                r#"{"op":"remove","path":"names[value eq \"b\"]"}"#,
                "/names",
                Is(r#"["a"]"#),
            ),
            ("all", RFC, r#"{"op":"remove","path":"names"}"#, "", Fails("mutability", "names")),
            (
                "all",
                RFC,
                r#"{"op":"remove","path":"names","value":["b","a"]}"#,
                "",
                Fails("mutability", "names"),
            ),
            (
                "all",
                RFC,
                r#"{"op":"remove","path":"names[value pr]"}"#,
                "",
                Fails("mutability", "names"),
            ),
            (
                "all",
                RFC,
                r#"{"op":"replace","path":"names","value":[]}"#,
                "",
                Fails("mutability", "names"),
            ),
        ],
    );
}

/// A crew whose members have a name and skills.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Team", endpoint = "/Teams")]
struct Team {
    #[scim(id)]
    id: String,
    members: Vec<Skilled>,
}

#[derive(Debug, Clone, Default, PartialEq, scim_schema::ScimComplex)]
struct Skilled {
    #[scim(required)]
    name: Option<String>,
    #[scim(required)]
    skills: Vec<String>,
}

/// 7644-3.5.2.2-07: some values of a required list go; what has one value is not removed by naming it,
/// whether an element is there or not.
#[test]
fn a_required_part_of_elements_stays() {
    let skills = vec!["a".into(), "b".into()];
    let stored = Team { id: "1".into(), members: vec![Skilled { name: Some("A".into()), skills }] };
    let some = r#"{"op":"remove","path":"members.skills","value":["b"]}"#;
    check(&stored, &[("some", RFC, some, "/members/0/skills", Is(r#"["a"]"#))]);
    for stored in [stored, Team::default()] {
        for (operation, path) in [
            (r#"{"op":"remove","path":"members.skills"}"#, "members.skills"),
            (r#"{"op":"remove","path":"members.name"}"#, "members.name"),
            (r#"{"op":"remove","path":"members.name","value":"A"}"#, "members.name"),
        ] {
            let fails = Fails("mutability", path);
            check(&stored, &[("7644-3.5.2.2-07", RFC, operation, "", fails)]);
        }
    }
}

/// A tour whose guides are named by their ids alone.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Tour", endpoint = "/Tours")]
struct Tour {
    #[scim(id)]
    id: String,
    guides: Vec<Guide>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Guide {
    #[scim(required)]
    value: Option<String>,
    #[scim(mutability = "readOnly")]
    title: Option<String>,
    #[scim(mutability = "readOnly")]
    language: Option<String>,
}

/// 7644-3.12-27: an element that gives only what is readOnly lacks what is required of it.
#[test]
fn an_element_of_what_is_read_only_is_refused() {
    let guide =
        Guide { value: Some("1".into()), title: Some("A".into()), language: Some("en".into()) };
    let tour = Tour { id: "1".into(), guides: vec![guide] };
    for op in ["add", "replace", "remove"] {
        let operation =
            format!(r#"{{"op":"{op}","path":"guides","value":[{{"title":"A","language":"en"}}]}}"#);
        let failed = Fails("invalidValue", "guides[0].value");
        check(&tour, &[("7644-3.12-27", RFC, &operation, "", failed)]);
    }
    check(
        &tour,
        &[
            ("nothing", RFC, r#"{"op":"add","path":"guides","value":[{"title":null}]}"#, "", Stays),
            (
                "beside the value",
                RFC,
                r#"{"op":"add","path":"guides","value":[{"title":"B","value":"2"}]}"#,
                "/guides/1",
                Is(r#"{"value":"2"}"#),
            ),
        ],
    );
    let schemas = r#""schemas":["urn:example:scim:schemas:2.0:Tour"]"#;
    let body = format!(r#"{{{schemas},"guides":[{{"title":"A"}}]}}"#);
    let error = Create::<Tour>::new(body, RFC).unwrap().apply(&Tour::default()).unwrap_err();
    assert_eq!(error.path(), "guides[0].value");
}
