use super::*;
use crate::message::ScimType;
use serde_json::json;

const URN: &str = SEARCH_REQUEST_URN;

fn parse(body: &serde_json::Value) -> Result<SearchRequest, ScimError> {
    SearchRequest::parse(body.to_string().as_bytes(), Dialect::RFC)
}

fn whole() -> SearchRequest {
    SearchRequest {
        attributes: vec!["userName".into()],
        excluded_attributes: vec!["emails".into(), "name.givenName".into()],
        filter: Some("title pr".into()),
        sort_by: Some("userName".into()),
        sort_order: Some("descending".into()),
        start_index: Some(-1),
        count: Some(10),
        cursor: Some(String::new()),
    }
}

/// 7644-3.4.3-03, -05 to -11, 9865-3-01: all members, whatever the case of their names, and what
/// is written is read back.
#[test]
fn members() {
    for request in [whole(), SearchRequest::default()] {
        let body = serde_json::to_value(&request).unwrap();
        assert_eq!(parse(&body).unwrap(), request);
        assert_eq!(serde_json::from_value::<SearchRequest>(body).unwrap(), request);
    }
    let upper = serde_json::to_string(&whole()).unwrap();
    let upper = upper.replace("sortBy", "SORTBY").replace("schemas", "Schemas");
    assert_eq!(SearchRequest::parse(upper.as_bytes(), Dialect::RFC).unwrap(), whole());
    let lax = json!({"schemas": [URN], "x": {"y": [1]}, "count": null, "attributes": [null]});
    assert_eq!(parse(&lax).unwrap(), SearchRequest::default());
}

#[test]
fn numbers_too_large_for_any_page() {
    for (number, read) in [
        ("99999999999999999999", i64::MAX),
        ("18446744073709551615", i64::MAX),
        ("-99999999999999999999", i64::MIN),
    ] {
        let body = format!(r#"{{"count":{number}}}"#);
        let request = SearchRequest::parse(body.as_bytes(), Dialect::OKTA).unwrap();
        assert_eq!(request.count, Some(read));
    }
}

/// 7644-3.4.3-04: another schema, or none, is refused, but from clients known for it.
#[test]
fn schemas() {
    for body in [json!({}), json!({"schemas": []}), json!({"schemas": ["urn:x"]})] {
        let error = parse(&body).unwrap_err();
        assert_eq!((error.status(), error.scim_type()), (400, Some(ScimType::InvalidSyntax)));
        assert!(SearchRequest::parse(body.to_string().as_bytes(), Dialect::ENTRA).is_ok());
    }
}

/// 7644-3.12-24, -27: the member, what was found, what is expected; and never the value.
#[test]
fn what_is_refused() {
    for (body, scim_type, detail) in [
        (
            r#"{"count":"7SECRET"}"#,
            ScimType::InvalidValue,
            "`count`: found a string, expected a whole number",
        ),
        (
            r#"{"startIndex":1.5}"#,
            ScimType::InvalidValue,
            "`startIndex`: found a number with a fraction, expected a whole number",
        ),
        (
            r#"{"FILTER":{"SECRET":1}}"#,
            ScimType::InvalidValue,
            "`filter`: found an object, expected a string",
        ),
        (
            r#"{"attributes":"SECRET"}"#,
            ScimType::InvalidValue,
            "`attributes`: found a string, expected an array of strings",
        ),
        (
            r#"{"attributes":["a",7]}"#,
            ScimType::InvalidValue,
            "`attributes`: found a number in an array, expected an array of strings",
        ),
        (
            r#"{"attributes":[true]}"#,
            ScimType::InvalidValue,
            "`attributes`: found a boolean in an array, expected an array of strings",
        ),
        (
            r#"{"attributes":["a",{}]}"#,
            ScimType::InvalidValue,
            "`attributes`: found an object in an array, expected an array of strings",
        ),
        (
            r#"{"attributes":[[]]}"#,
            ScimType::InvalidValue,
            "`attributes`: found an array in an array, expected an array of strings",
        ),
        (
            r#"{"sortBy":true}"#,
            ScimType::InvalidValue,
            "`sortBy`: found a boolean, expected a string",
        ),
        (r#"{"count":1,"Count":2}"#, ScimType::InvalidSyntax, "`count`: given twice; give it once"),
        ("[\"SECRET\"]", ScimType::InvalidSyntax, "the body is not a JSON object"),
        ("\"SECRET\"", ScimType::InvalidSyntax, "the body is not a JSON object"),
        ("{", ScimType::InvalidSyntax, "the body is not a JSON object"),
        ("{} x", ScimType::InvalidSyntax, "the body is not a JSON object"),
    ] {
        let error = SearchRequest::parse(body.as_bytes(), Dialect::OKTA).unwrap_err();
        assert_eq!((error.status(), error.scim_type()), (400, Some(scim_type)), "{body}");
        assert!(error.detail().starts_with(detail), "{body}: {error}");
        let error = serde_json::from_str::<SearchRequest>(body).unwrap_err();
        assert!(!error.to_string().contains("7SECRET"), "{error}");
    }
    let deep = format!("{}{}", r#"{"filter":"#, "[".repeat(100_000));
    assert!(SearchRequest::parse(deep.as_bytes(), Dialect::OKTA).is_err());
}

/// Where serde reads it, what is no object is told in serde's words.
#[test]
fn what_is_expected_is_said_to_serde() {
    let error = serde_json::from_str::<SearchRequest>("7").unwrap_err();
    assert!(error.to_string().contains("expected a search request"), "{error}");
}
