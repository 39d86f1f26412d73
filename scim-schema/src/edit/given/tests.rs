//! What a body and operations give of what is returned on request.
#![cfg(feature = "derive")]

use crate::dialect::Dialect;
use crate::edit::{Create, Edit, Patch};
use crate::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Fleet", endpoint = "/Fleets")]
struct Fleet {
    #[scim(id)]
    id: u32,
    name: Option<String>,
    #[scim(returned = "request")]
    note: Option<String>,
    #[scim(returned = "request", mutability = "readOnly")]
    seen: Option<String>,
    car: Option<Car>,
    cars: Vec<Car>,
    #[scim(extension)]
    lease: Option<Lease>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Lease", name = "Lease")]
struct Lease {
    #[scim(returned = "request")]
    note: Option<String>,
    car: Option<Car>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Car {
    value: Option<String>,
    #[scim(returned = "request")]
    plate: Option<String>,
    #[scim(returned = "request", mutability = "readOnly")]
    seen: Option<String>,
}

/// 7643-7-33: what is returned anyway needs nobody to give it, and what is readOnly nobody gave, a part
/// of a value included.
#[test]
fn what_a_client_cannot_write_it_did_not_give() {
    let car = r#"{"value":"red","plate":"A 1","seen":"here"}"#;
    for (members, expected) in [
        (r#""name":"a","note":"b","seen":"here""#.to_owned(), &["note"][..]),
        (format!(r#""car":{car}"#), &["car.plate"]),
        (format!(r#""CARS":[{{"value":"blue"}},{car}]"#), &["cars.plate"]),
        (r#""car":{"seen":"here"},"cars":[{"seen":"here"}]"#.to_owned(), &[]),
    ] {
        let body = format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:Fleet"],{members}}}"#);
        let given = Create::<Fleet>::new(body, Dialect::RFC).unwrap().given();
        let given: Vec<String> = given.iter().map(ToString::to_string).collect();
        assert_eq!(given, expected, "{members}");

        let operations = format!(r#"[{{"op":"add","value":{{{members}}}}}]"#);
        let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        let body = format!(r#"{{"schemas":["{urn}"],"Operations":{operations}}}"#);
        let edit = Edit::from(Patch::<Fleet>::new(body, Dialect::RFC).unwrap());
        let given: Vec<String> = edit.given().iter().map(ToString::to_string).collect();
        assert_eq!(given, expected, "{operations}");
    }
}

/// 7643-7-33: what an extension has, a part of a value too, however an operation names it.
#[test]
fn what_a_whole_extension_gives() {
    const URN: &str = "urn:example:scim:schemas:extension:2.0:Lease";
    let value = r#"{"note":"b","CAR":{"value":"red","plate":"A 1","seen":"here"}}"#;
    let expected = [format!("{URN}:note"), format!("{URN}:car.plate")];
    let schema = "urn:example:scim:schemas:2.0:Fleet";
    let body = format!(r#"{{"schemas":["{schema}","{URN}"],"{URN}":{value}}}"#);
    let given = Create::<Fleet>::new(body, Dialect::RFC).unwrap().given();
    assert_eq!(given.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    for operation in [
        format!(r#"{{"op":"add","value":{{"{URN}":{value}}}}}"#),
        format!(r#"{{"op":"replace","path":"{URN}","value":{value}}}"#),
    ] {
        let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        let body = format!(r#"{{"schemas":["{urn}"],"Operations":[{operation}]}}"#);
        let edit = Edit::from(Patch::<Fleet>::new(body, Dialect::RFC).unwrap());
        let given: Vec<String> = edit.given().iter().map(ToString::to_string).collect();
        assert_eq!(given, expected, "{operation}");
    }
}
