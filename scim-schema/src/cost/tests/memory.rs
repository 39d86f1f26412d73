//! The memory of one request: a multiple of the bytes that are allowed, whatever they say.

use super::{cost, list};
use crate::dialect::Dialect;
use crate::edit::{Create, Patch, Replace};
use crate::limits::Limits;
use crate::rfc::{Group, User};
#[cfg(feature = "http1")]
use crate::service::{MemoryStore, ScimService, tests::Send};

/// Parts until the text has so many bytes.
fn filled(bytes: usize, before: &str, part: impl Fn(usize) -> String, after: &str) -> String {
    let one = part(100).len() + 1;
    let parts = (bytes - before.len() - after.len()) / one;
    let text = format!("{before}{}{after}", list(parts, |index| part(100 + index % 900)));
    assert!(text.len() <= bytes && text.len() > bytes / 2, "{}", text.len());
    text
}

/// A part with its number.
fn one(part: &'static str) -> impl Fn(usize) -> String {
    move |index| part.replace('#', &index.to_string())
}

fn bodies(bytes: usize) -> Vec<String> {
    let user = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"u","#;
    vec![
        filled(bytes, &format!("{user}\"addresses\":["), one(r##"{"type":"#"}"##), "]}"),
        filled(bytes, &format!("{user}\"emails\":["), one(r##"{"value":"#"}"##), "]}"),
        filled(bytes, &format!("{user}\"roles\":["), one("{}"), "]}"),
        filled(bytes, &format!("{user}\"x509Certificates\":["), one(r##"{"value":"A#"}"##), "]}"),
        filled(bytes, user, one(r##""a#":[[]]"##), "}"),
        filled(bytes, &format!("{user}\"title\":\""), one("\\u00e9\\n"), "\"}"),
    ]
}

fn patches(bytes: usize) -> Vec<String> {
    let patch = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["#;
    let add = format!("{patch}{{\"op\":\"add\",\"value\":{{\"addresses\":[");
    vec![
        filled(bytes, patch, one(r##"{"op":"add","path":"title","value":"#"}"##), "]}"),
        filled(bytes, &add, one(r##"{"type":"#"}"##), "]}}]}"),
        filled(bytes, &format!("{patch}{{\"op\":\"add\",\"value\":{{"), one(r##""a#":1"##), "}}]}"),
        filled(
            bytes,
            &format!("{patch}{{\"op\":\"add\",\"path\":\"emails\",\"value\":["),
            one(r##"{"value":"#"}"##),
            "]}]}",
        ),
    ]
}

#[cfg(feature = "http1")]
fn bulks(bytes: usize) -> Vec<String> {
    let bulk = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":["#;
    vec![
        filled(bytes, bulk, one(r##"{"method":"DELETE","path":"/Users/#"}"##), "]}"),
        filled(
            bytes,
            bulk,
            one(
                r##"{"method":"POST","path":"/Users","bulkId":"#","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"#"}}"##,
            ),
            "]}",
        ),
        filled(
            bytes,
            bulk,
            one(r##"{"method":"PATCH","path":"/Users/bulkId:#","data":{}}"##),
            "]}",
        ),
        filled(bytes, bulk, one("{}"), "]}"),
        // each element of a list with a reference is filled by itself
        filled(
            bytes,
            &format!(
                r#"{bulk}{{"method":"POST","path":"/Users","bulkId":"x","data":{{"emails":["bulkId:x","#
            ),
            |_| "1".into(),
            "]}}]}",
        ),
    ]
}

/// At most this many bytes are held for each byte of a body.
const FACTOR: u64 = 48;

#[test]
fn a_body_at_the_limit_takes_a_multiple_of_it() {
    for body in [1 << 16, 1 << 18] {
        let limits = Limits { body, ..Limits::DEFAULT };
        let most = FACTOR * body as u64;
        for text in bodies(body) {
            let created = cost(|| {
                let create = Create::<User>::with_limits(&text, Dialect::OKTA, limits).unwrap();
                create.apply(&User::default()).is_ok()
            });
            let replaced = cost(|| {
                let replace = Replace::<User>::with_limits(&text, Dialect::OKTA, limits).unwrap();
                replace.apply(&User::default()).is_ok()
            });
            assert!(
                created.peak.max(replaced.peak) <= most,
                "{created:?} {}",
                text.get(..150).unwrap_or_default()
            );
        }
        for text in patches(body) {
            let patched = cost(|| {
                let patch = Patch::<User>::with_limits(&text, Dialect::OKTA, limits).unwrap();
                patch.apply(&User::default()).is_ok()
            });
            assert!(patched.peak <= most, "{patched:?} {}", text.get(..150).unwrap_or_default());
        }
        // one byte more is refused before anything is made of it
        let beyond = "x".repeat(body + 1);
        let refused = cost(|| Patch::<Group>::with_limits(&beyond, Dialect::RFC, limits).is_err());
        assert!(refused.peak < 1_000, "{refused:?}");
    }
    #[cfg(feature = "http1")]
    for payload in [1 << 16, 1 << 18] {
        let limits = Limits { bulk_payload: payload, bulk_operations: payload, ..Limits::DEFAULT };
        for text in bulks(payload) {
            let service = ScimService::builder().resource(MemoryStore::<User>::new());
            let service = service.unauthenticated().limits(limits).build();
            let sent = Send::post("/Bulk", &text);
            let cost = cost(|| sent.to(&service).status);
            assert!(
                cost.peak <= FACTOR * payload as u64,
                "{cost:?} {}",
                text.get(..150).unwrap_or_default()
            );
        }
    }
    // the other bound: elements, each of which is larger than its text
    let limits = Limits { elements: 100, ..Limits::DEFAULT };
    for text in &bodies(1 << 18)[..4] {
        let refused = cost(|| {
            let create = Create::<User>::with_limits(text, Dialect::OKTA, limits).unwrap();
            assert_eq!(create.apply(&User::default()).unwrap_err().status(), 413);
        });
        assert!(refused.peak <= (1 << 18) + 100_000, "{refused:?}");
    }
}
