//! Section 3.14: versions of resources.

use crate::provider::*;
use serde_json::json;

/// 7644-3.14-01 to -05, 7643-3.1-26: a weak tag, in the header as in the body; what a client has already
/// is `304` without a body.
#[test]
fn reading() {
    let provider = Provider::new();
    let created = provider.send(post("/Users", user(json!({"userName": "bjensen"})))).status(201);
    let (path, etag) = (format!("/Users/{}", created.id()), created.header("etag").to_owned());
    assert!(etag.starts_with("W/\"") && etag.ends_with('"'), "{etag}");
    let location = provider.send(get(&path)).header("content-location").to_owned();
    assert!(location.ends_with(&path), "{location}");
    created.shows(json!({"meta": {"version": etag}}));
    for known in [&etag, "*", &format!("W/\"other\", {etag}")] {
        let answer = provider.send(get(&path).header("if-none-match", known)).status(304);
        assert_eq!((answer.text(), answer.header("etag")), ("", &*etag), "{known}");
        // RFC 9110 section 15.4.5: as the `200` would have
        assert_eq!(answer.header("content-location"), location, "{known}");
    }
    provider.send(get(&path).header("if-none-match", "W/\"other\"")).status(200);
}

/// 7644-3.14-06, -07, -08, 7644-3.12-16: a write for another version is `412` and changes nothing; weak
/// tags match.
#[test]
fn writing() {
    let provider = Provider::new();
    let created = provider.send(post("/Users", user(json!({"userName": "bjensen"})))).status(201);
    let (path, first) = (format!("/Users/{}", created.id()), created.header("etag").to_owned());
    let titled = |title: &str| put(&path, user(json!({"userName": "bjensen", "title": title})));
    let second = provider.send(titled("Guide").header("if-match", &first)).status(200);
    let second = second.header("etag").to_owned();
    provider.send(titled("Vice President").header("if-match", &first)).error(412, None);
    provider.send(delete(&path).header("if-match", &first)).error(412, None);
    provider.send(get(&path)).shows(json!({"title": "Guide", "meta": {"version": second}}));
    provider.send(titled("Boss").header("if-match", "*")).status(200);
    provider.send(delete(&path).header("if-match", "*")).status(204);
    provider
        .send(put("/Users/unknown", user(json!({"userName": "x"}))).header("if-match", "*"))
        .error(404, None);
}
