//! What the fuzz targets do: plain functions of bytes, which panic where something is wrong.
//!
//! An input is text where it can be. Its first characters choose the model, the dialect and the resource
//! that the text is tried on; the rest is the text as a client would send it.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "targets fail by panics; the tests of scim-testkit include this file"
)]

mod bulk;
mod cursor;
mod edits;
mod filter;
mod http;
#[path = "../../scim-testkit/tests/models/mod.rs"]
mod models;
mod path;
mod provider;
mod schema;
pub mod seeds;
mod subject;

pub use self::http::http;
pub use bulk::bulk;
pub use cursor::cursor;
pub use edits::{patch, read};
pub use filter::filter;
pub use path::path;
pub use schema::schema;

/// A target.
pub type Target = fn(&[u8]);

/// All of them, by name.
pub const TARGETS: [(&str, Target); 8] = [
    ("filter", filter),
    ("path", path),
    ("patch", patch),
    ("read", read),
    ("bulk", bulk),
    ("cursor", cursor),
    ("schema", schema),
    ("http", http),
];

/// The inputs of a packed corpus: one a line, what is not printable escaped.
#[must_use]
pub fn unpack(packed: &str) -> Vec<Vec<u8>> {
    packed.lines().map(unescape).collect()
}

/// The line of an input.
#[must_use]
pub fn escape(input: &[u8]) -> String {
    input.escape_ascii().to_string()
}

fn unescape(line: &str) -> Vec<u8> {
    let mut input = Vec::new();
    let mut bytes = line.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            input.push(byte);
            continue;
        }
        input.push(match bytes.next().unwrap() {
            b'x' => {
                let mut digit = || char::from(bytes.next().unwrap()).to_digit(16).unwrap();
                u8::try_from(digit() * 16 + digit()).unwrap()
            }
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            other => other,
        });
    }
    input
}
