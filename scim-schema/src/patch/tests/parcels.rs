//! Lists that are immutable, and lists in complex values and in elements.

use super::{Dialect, patch, text};
use crate::edit::Replace;
use crate::message::ScimType;
use crate::value::DateTime;
use crate::{ScimComplex, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Parcel", endpoint = "/Parcels")]
struct Parcel {
    #[scim(id)]
    id: u32,
    #[scim(mutability = "immutable")]
    route: Vec<Stop>,
    #[scim(mutability = "immutable")]
    marks: Vec<String>,
    #[scim(mutability = "immutable")]
    driver: Option<Driver>,
    helper: Option<Driver>,
    loaders: Vec<Driver>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Stop {
    #[scim(key)]
    at: Option<DateTime>,
    place: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Driver {
    name: Option<String>,
    languages: Vec<String>,
}

/// 7644-3.5.1-09, 7644-3.5.2-15: what is immutable may be given as it is, lists of elements and lists
/// in complex values too; and no other way.
#[test]
fn what_is_immutable_may_be_repeated() {
    let stop = |at: &str| Stop { at: at.parse().ok(), place: text("x") };
    let held = Parcel {
        id: 1,
        route: vec![stop("2000-01-01T00:00:00Z"), stop("2000-01-02T00:00:00Z")],
        marks: vec!["a".to_owned(), "b".to_owned()],
        driver: Some(Driver { name: text("d"), languages: vec!["en".to_owned(), "de".to_owned()] }),
        ..Parcel::default()
    };
    let route =
        r#"[{"at":"2000-01-01T00:00:00Z","place":"x"},{"at":"2000-01-02T00:00:00Z","place":"x"}]"#;
    let driver = r#"{"name":"d","languages":["en","de"]}"#;
    for (path, value) in [
        ("route", route),
        ("marks", r#"["a","b"]"#),
        ("driver", driver),
        ("driver", r#"{"languages":["en","de"]}"#),
        ("driver.languages", r#"["en","de"]"#),
    ] {
        for op in ["add", "replace"] {
            let operation = format!(r#"{{"op":"{op}","path":"{path}","value":{value}}}"#);
            let (after, changed) = patch(Dialect::RFC, &held, &operation).unwrap();
            assert_eq!((after, changed), (held.clone(), vec![]), "{operation}");
            let other = operation.replace("2000-01-02", "2000-01-03");
            let other = other.replace(r#""de""#, r#""fr""#).replace(r#""b""#, r#""c""#);
            let error = patch(Dialect::RFC, &held, &other).unwrap_err();
            assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{other}");
        }
    }
    let one = r#"{"op":"add","path":"route","value":{"at":"2000-01-01T00:00:00Z"}}"#;
    assert_eq!(patch(Dialect::RFC, &held, one).unwrap().0, held);
    // neither the whole nor a part of it, whether it has a value or not
    for held in [held.clone(), Parcel::default()] {
        for path in ["route", "driver", "driver.name", "route.place", "route[place eq \\\"y\\\"]"] {
            let operation = format!(r#"{{"op":"remove","path":"{path}"}}"#);
            let error = patch(Dialect::RFC, &held, &operation).unwrap_err();
            assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{operation}");
        }
    }
    let schemas = r#"["urn:example:scim:schemas:2.0:Parcel"]"#;
    let parts = format!(r#""route":{route},"marks":["b","a"],"driver":{driver}"#);
    let body = format!(r#"{{"schemas":{schemas},{parts}}}"#);
    let put = Replace::<Parcel>::new(body, Dialect::RFC).unwrap().apply(&held).unwrap();
    assert_eq!((put.0, put.1.is_empty()), (held, true));
}

/// 7644-3.5.2.2-04, -05: `remove` with values takes these from a list in a complex value, and from
/// lists in elements, and leaves the others.
#[test]
fn values_of_lists_in_complex_values_are_removed() {
    let driver = |languages: &[&str]| Driver {
        name: text("d"),
        languages: languages.iter().map(|&language| language.to_owned()).collect(),
    };
    let held = Parcel {
        helper: Some(driver(&["en", "de", "fr"])),
        loaders: vec![driver(&["de"]), driver(&["fr", "it"])],
        ..Parcel::default()
    };
    let removed = |path: &str, value: &str| {
        let operation = format!(r#"{{"op":"remove","path":"{path}"{value}}}"#);
        patch(Dialect::RFC, &held, &operation).unwrap()
    };
    for (value, rest) in [
        (r#","value":["DE","xx"]"#, vec!["en", "fr"]),
        (r#","value":"en""#, vec!["de", "fr"]),
        (r#","value":null"#, vec!["en", "de", "fr"]),
        ("", vec![]),
    ] {
        let (after, changed) = removed("helper.languages", value);
        assert_eq!(after, Parcel { helper: Some(driver(&rest)), ..held.clone() }, "{value}");
        assert_eq!(changed.is_empty(), rest.len() == 3, "{value}");
    }
    for (path, first, second) in [
        ("loaders.languages", vec![], vec!["it"]),
        (r#"loaders[languages eq \"it\"].languages"#, vec!["de"], vec!["it"]),
    ] {
        let (after, _) = removed(path, r#","value":["de","fr"]"#);
        let loaders = vec![driver(&first), driver(&second)];
        assert_eq!(after, Parcel { loaders, ..held.clone() }, "{path}");
    }
}
