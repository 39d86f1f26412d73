//! PATCH: a body parsed and applied, beside the same body only parsed.

use crate::flat::{Member, member};
use crate::race::Race;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Patch;
use serde_json::Value;
use std::hint::black_box;

const SIMPLE: &str = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"Chief Hydrologist"},{"op":"replace","path":"active","value":true},{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Field Hydrology"}]}"#;
const VALUE_PATH: &str = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"marta.vega@example.com"}]}"#;

pub(crate) fn races() -> Vec<Race> {
    vec![patch("patch, 3 simple operations", SIMPLE), patch("patch, one value path", VALUE_PATH)]
}

fn patch(name: &'static str, body: &'static str) -> Race {
    let read =
        |body: &String| Patch::<Member>::new(black_box(body.as_bytes()), Dialect::RFC).unwrap();
    // by turns, so that every one changes something
    let other = body.replace("Hydrolog", "Geograph").replace("marta", "maria");
    let mut bodies = [body.to_owned(), other];
    let (mut target, stored) = (member(), member());
    for body in [&bodies[0], &bodies[1], &bodies[0]] {
        assert!(!read(body).apply_to(&mut target).unwrap().is_empty());
    }
    Race::new(name, "serde_json::from_slice, Value", move || {
        black_box(serde_json::from_slice::<Value>(black_box(body.as_bytes())).unwrap());
    })
    .target("Patch::apply_to, in place", 0.8, move || {
        bodies.swap(0, 1);
        black_box(read(&bodies[0]).apply_to(&mut target).unwrap());
    })
    .target("Patch::apply, copied first", 2.0, move || {
        black_box(Patch::<Member>::new(black_box(body), Dialect::RFC).unwrap())
            .apply(black_box(&stored))
            .unwrap();
    })
}
