//! What is asked for, what is left out, and what is never or always there.
#![cfg(feature = "derive")]

use super::Projection;
use crate::resource::{DynamicAttributes, DynamicExtension};
use crate::schema::{Attribute, Returned, Schema, Type};
use crate::value::Secret;
use crate::write::Scim;
use crate::{ScimComplex, ScimExtension, ScimResource};
use serde_json::{Value, json};

const URN: &str = "urn:example:scim:schemas:extension:2.0:Extra";

/// An attribute of each kind, returned in each way.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Thing", endpoint = "/Things")]
struct Thing {
    #[scim(id)]
    id: u32,
    plain: Option<String>,
    #[scim(returned = "always")]
    always: Option<String>,
    #[scim(returned = "request")]
    asked: Option<String>,
    #[scim(returned = "never", mutability = "writeOnly")]
    never: Option<Secret>,
    #[scim(path = "group.plain")]
    inner: Option<String>,
    #[scim(path = "group.always", returned = "always")]
    inner_always: Option<String>,
    part: Option<Part>,
    parts: Vec<Part>,
    labels: Vec<String>,
    #[scim(returned = "always")]
    whole: Option<Part>,
    #[scim(extension)]
    extra: Option<Extra>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Part {
    plain: Option<String>,
    #[scim(returned = "always")]
    always: Option<String>,
    #[scim(returned = "request")]
    asked: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Extra", name = "Extra")]
struct Extra {
    lot: Option<String>,
    #[scim(returned = "always")]
    seal: Option<String>,
    #[scim(returned = "request")]
    memo: Option<String>,
}

fn thing() -> Thing {
    let x = || Some("x".to_owned());
    let part = Part { plain: x(), always: x(), asked: x() };
    Thing {
        id: 7,
        plain: x(),
        always: x(),
        asked: x(),
        never: Some(Secret::new("x")),
        inner: x(),
        inner_always: x(),
        part: Some(part.clone()),
        parts: vec![part.clone()],
        labels: vec!["x".to_owned()],
        whole: Some(part),
        extra: Some(Extra { lot: x(), seal: x(), memo: x() }),
    }
}

/// The names of what is written, but for what every answer has; those of sub-attributes behind a
/// dot, those of the extension behind `Extra:`.
fn shown(projection: &Projection<Thing>) -> Vec<String> {
    let json: Value =
        serde_json::from_slice(&Scim::new(&thing()).projection(projection).to_vec()).unwrap();
    let mut names = Vec::new();
    for (name, value) in json.as_object().unwrap() {
        let inner = value.get(0).unwrap_or(value);
        match (name.as_str(), inner) {
            ("schemas" | "id" | "meta", _) => {}
            (URN, Value::Object(parts)) => {
                names.extend(parts.keys().map(|part| format!("Extra:{part}")));
            }
            (name, Value::Object(parts)) => {
                names.extend(parts.keys().map(|part| format!("{name}.{part}")));
            }
            (name, _) => names.push(name.to_owned()),
        }
    }
    names.sort();
    names
}

fn sorted(names: &[&str]) -> Vec<String> {
    let mut names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    names.sort();
    names
}

const ALWAYS: [&str; 4] = ["always", "whole.plain", "whole.always", "Extra:seal"];
const DEFAULT: [&str; 13] = [
    "plain",
    "always",
    "group.plain",
    "group.always",
    "part.plain",
    "part.always",
    "parts.plain",
    "parts.always",
    "labels",
    "whole.plain",
    "whole.always",
    "Extra:lot",
    "Extra:seal",
];

/// 7643-7-29, -30, -32, -33, 7644-3.9-03 to -08: what is asked for is added to what is always there, what
/// is excluded is taken from what is there without asking.
#[test]
fn what_is_asked_for_and_what_is_left_out() {
    assert_eq!(shown(&Projection::default()), sorted(&DEFAULT));
    let memo = format!("{URN}:memo");
    let only: [(&str, &[&str]); 23] = [
        ("plain", &["plain"]),
        ("asked,never", &["asked"]),
        // what is simple has no sub-attributes
        ("plain.x", &[]),
        ("labels.x", &[]),
        // but the elements of a list, which are their own `value`
        ("labels.VALUE", &["labels"]),
        // what is not defined adds nothing, not even what is always returned beside it
        ("group.x", &[]),
        ("part.x,parts.x", &[]),
        // what is always returned is not less of it where a part is asked for
        ("whole", &[]),
        ("whole.plain", &[]),
        ("whole.x", &[]),
        ("whole.asked", &["whole.asked"]),
        // the attribute of an extension has its URN before it
        ("lot", &[]),
        ("memo", &[]),
        (&memo, &["Extra:memo"]),
        (URN, &["Extra:lot"]),
        ("group", &["group.plain", "group.always"]),
        ("group.plain", &["group.plain", "group.always"]),
        ("part.asked", &["part.asked", "part.always"]),
        ("part,part.asked", &["part.plain", "part.always", "part.asked"]),
        ("parts.plain", &["parts.plain", "parts.always"]),
        // in any order
        ("parts.asked, PARTS", &["parts.plain", "parts.always", "parts.asked"]),
        (&format!("{memo},{URN}"), &["Extra:lot", "Extra:memo"]),
        (&format!("{URN},{memo}"), &["Extra:lot", "Extra:memo"]),
    ];
    for (names, more) in only {
        let expected = sorted(&[&ALWAYS, more].concat());
        assert_eq!(shown(&Projection::attributes(names.split(','))), expected, "{names}");
        let both = Projection::from_parameters(Some(names), Some("plain"));
        assert_eq!(shown(&both), expected, "{names}: these count alone");
    }
    let without: [(&str, &[&str]); 12] = [
        ("plain", &["plain"]),
        ("always,asked", &[]),
        ("lot", &[]),
        ("plain.x,labels.x,part.x,whole.x", &[]),
        ("labels.value", &["labels"]),
        // each attribute has a rule of its own
        ("whole", &[]),
        ("whole.plain", &["whole.plain"]),
        ("whole.plain,whole.always", &["whole.plain"]),
        (URN, &["Extra:lot"]),
        ("group.plain,group.always", &["group.plain"]),
        ("parts.plain", &["parts.plain"]),
        ("part", &["part.plain", "part.always"]),
    ];
    for (names, less) in without {
        let rest: Vec<_> = DEFAULT.into_iter().filter(|name| !less.contains(name)).collect();
        assert_eq!(shown(&Projection::excluding(names.split(','))), sorted(&rest), "{names}");
        let given = Projection::from_parameters(None, Some(names));
        assert_eq!(shown(&given), sorted(&rest), "{names}");
        let given = Projection::from_parameters(Some(" , "), Some(names));
        assert_eq!(shown(&given), sorted(&rest), "{names}: nothing is asked for");
    }
    let all = [&DEFAULT[..], &["asked"]].concat();
    assert_eq!(shown(&Projection::everything()), sorted(&all), "but for what is asked below");
}

/// What a store has to load.
#[test]
fn what_a_projection_includes() {
    let cases = [
        (
            Projection::<Thing>::default(),
            ["plain", "always", "part"],
            ["asked", "never", "nothing"],
        ),
        (
            Projection::attributes(["asked"]),
            ["asked", "always", "ASKED"],
            ["plain", "never", "part"],
        ),
        (Projection::excluding(["part"]), ["plain", "always", "parts"], ["part", "asked", "never"]),
        (Projection::everything(), ["plain", "asked", "part"], ["never", "nothing", ""]),
    ];
    for (projection, included, others) in cases {
        for name in included {
            assert!(projection.includes(name), "{name}");
        }
        for name in others {
            assert!(!projection.includes(name), "{name}");
        }
    }
    assert_eq!(json!(shown(&Projection::from_parameters(None, None))), json!(sorted(&DEFAULT)));
}

/// A store loads what a tenant has of its own with everything else.
#[test]
fn everything_has_what_is_defined_at_run_time() {
    const ACME: &str = "urn:example:acme:2.0:User";

    #[derive(Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Member {
        #[scim(id)]
        id: u32,
        user_name: String,
        #[scim(dynamic)]
        extra: DynamicAttributes,
    }

    let desk = Attribute::new("desk", Type::String, "").returned(Returned::Request);
    let schema = Schema { attributes: vec![desk].into(), ..Schema::new(ACME, "Acme", "") };
    let acme = DynamicExtension::new(&schema).unwrap();
    let everything = Projection::<Member>::everything_with(Some(acme));
    assert!(everything.includes(ACME) && everything.includes("userName"));
    assert!(!Projection::<Member>::everything().includes(ACME));
}

/// The same is written where a list is looked for in it.
#[cfg(feature = "http1")]
#[test]
fn what_is_written_around_a_list() {
    let thing = thing();
    for projection in [None, Some(Projection::<Thing>::excluding(["plain"]))] {
        let scim = || match &projection {
            None => Scim::new(&thing),
            Some(projection) => Scim::new(&thing).projection(projection),
        };
        let (whole, mut written) = (scim().to_vec(), Vec::new());
        let place = scim().write_with(&mut written, "parts").unwrap();
        assert_eq!(written, whole);
        let elements: Value =
            serde_json::from_slice(&[b"[", &whole[place], b"]"].concat()).unwrap();
        let value: Value = serde_json::from_slice(&whole).unwrap();
        assert_eq!(elements, value["parts"]);
    }
}

/// An element that a field holds, which says itself what its declaration says.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Site", endpoint = "/Sites")]
struct Site {
    #[scim(id)]
    id: u32,
    #[scim(path = r#"spots[type eq "main"]"#, primary)]
    main: Option<Spot>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Spot {
    r#type: Option<String>,
    primary: Option<bool>,
    plain: Option<String>,
    #[scim(returned = "always")]
    always: Option<String>,
    #[scim(returned = "request")]
    asked: Option<String>,
}

/// 7643-7-28: parts of a fixed element are shown as those of any other, and each once.
#[test]
fn parts_of_fixed_elements() {
    let text = |text: &str| Some(text.to_owned());
    let main = Spot {
        r#type: text("main"),
        primary: Some(true),
        plain: text("p"),
        always: text("a"),
        asked: text("q"),
    };
    let site = Site { id: 7, main: Some(main) };
    for (projection, expected) in [
        (
            Projection::<Site>::default(),
            r#"{"type":"main","primary":true,"plain":"p","always":"a"}"#,
        ),
        (Projection::attributes(["spots.plain"]), r#"{"plain":"p","always":"a"}"#),
        (Projection::attributes(["spots.type"]), r#"{"type":"main","always":"a"}"#),
        (Projection::attributes(["spots.primary"]), r#"{"primary":true,"always":"a"}"#),
        (Projection::attributes(["spots.asked"]), r#"{"always":"a","asked":"q"}"#),
        (Projection::excluding(["spots.plain"]), r#"{"type":"main","primary":true,"always":"a"}"#),
    ] {
        let written = Scim::new(&site).projection(&projection).to_vec();
        let written = String::from_utf8(written).unwrap();
        assert!(written.contains(&format!("[{expected}]")), "{expected}: {written}");
    }
}
