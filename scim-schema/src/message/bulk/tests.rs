use super::*;

/// Two operations, and more bytes than what is nested deeply here has.
const LIMITS: Limits = Limits { bulk_operations: 2, bulk_payload: 200_000, ..Limits::DEFAULT };

fn parse(members: &str) -> Result<BulkRequest<'static>, ScimError> {
    let body = format!(r#"{{"schemas":["{BULK_REQUEST_URN}"],{members}}}"#);
    BulkRequest::parse(body.leak().as_bytes(), Dialect::RFC, &LIMITS)
}

/// 7644-3.7-03, -05, -07, -08: what a bulk request is made of, in any case.
#[test]
fn requests() {
    let request = parse(
        r#""FAILONERRORS":3,"x":[[]],"operations":[
            {"Method":"POST","bulkID":"a","path":"/Users","Data":{"b":[1]},"y":{}},
            {"method":"DELETE","path":"/Users/7","version":"W/\"1\"","data":null,"bulkId":null}]"#,
    )
    .unwrap();
    assert_eq!((request.fail_on_errors, request.operations.len()), (Some(3), 2));
    let (post, delete) = (&request.operations[0], &request.operations[1]);
    assert_eq!((post.method.as_str(), post.bulk_id.as_deref()), ("POST", Some("a")));
    assert_eq!(post.data.unwrap().get(), r#"{"b":[1]}"#);
    assert_eq!(
        (delete.version.as_deref(), delete.path.as_deref()),
        (Some("W/\"1\""), Some("/Users/7"))
    );
    assert!(delete.data.is_none() && delete.bulk_id.is_none());
    // what is written can be read
    let written = serde_json::to_string(&request).unwrap();
    let read = BulkRequest::parse(written.as_bytes(), Dialect::RFC, &LIMITS).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), written);
}

/// 7644-3.7-03, -07, -08, 7644-3.7.4-03, -04, 7644-3.12-24: and what is none.
#[test]
fn requests_that_are_none() {
    let syntax = Some(ScimType::InvalidSyntax);
    for (members, status, scim_type, detail) in [
        (r#""a":1"#, 400, syntax, "`Operations` is missing; add it"),
        (r#""Operations":{}"#, 400, syntax, "`Operations`: found an object, expected an array"),
        (r#""Operations":[7]"#, 400, syntax, "`Operations`: an operation is not an object"),
        (r#""Operations":[{}]"#, 400, syntax, "`Operations[0].method`: missing; add it"),
        (
            r#""Operations":[{"method":"PUT"},{"method":7}]"#,
            400,
            syntax,
            "`Operations[1].method`: found a number, expected a string",
        ),
        (
            r#""Operations":[{"method":[]}]"#,
            400,
            syntax,
            "`Operations[0].method`: found an array, expected a string",
        ),
        (
            r#""Operations":[{"method":"PUT","METHOD":"PUT"}]"#,
            400,
            syntax,
            "`Operations[0].method`: given twice; give it once",
        ),
        (
            r#""Operations":[],"failOnErrors":0"#,
            400,
            Some(ScimType::InvalidValue),
            "`failOnErrors`: found a number, expected a whole number from 1",
        ),
        (
            r#""Operations":[{},{},{}]"#,
            413,
            None,
            "the bulk request has more than 2 operations (`maxOperations`); send several requests",
        ),
    ] {
        let error = parse(members).unwrap_err();
        assert_eq!((error.status(), error.scim_type()), (status, scim_type), "{members}");
        assert_eq!(error.detail(), detail);
    }
    for body in ["", "[]", "{", "7", r#"{"Operations":[]}"#, r#"{"schemas":["x"],"Operations":[]}"#]
    {
        let error = BulkRequest::parse(body.as_bytes(), Dialect::RFC, &LIMITS).unwrap_err();
        assert_eq!((error.status(), error.scim_type()), (400, syntax), "{body}");
    }
    let lenient = |body: &str| {
        BulkRequest::parse(body.as_bytes(), Dialect::OKTA, &LIMITS)
            .map(|read| read.operations.len())
    };
    assert_eq!(lenient(r#"{"Operations":[]}"#).unwrap(), 0);
    let deep = format!(r#"{{"Operations":[{{"method":"POST","data":{}"#, "[".repeat(100_000));
    assert_eq!(lenient(&deep).unwrap_err().status(), 400);
}

/// 7644-3.7.4-03, -04, 7644-3.8-01: as bytes that come from anywhere.
#[test]
fn bytes() {
    let limits = Limits { bulk_payload: 17, ..LIMITS };
    let read = |body: &[u8]| {
        let read = BulkRequest::parse(body, Dialect::OKTA, &limits);
        read.map(drop).map_err(|error| (error.status(), error.detail()))
    };
    assert_eq!(read(br#"{"Operations":[]}"#), Ok(()));
    let beyond =
        "the bulk request has more than 17 bytes (`maxPayloadSize`); send several requests";
    assert_eq!(read(br#"{"Operations": []}"#), Err((413, beyond.to_owned())));
    let broken = "the body is not UTF-8 from byte 2".to_owned();
    assert_eq!(read(b"{\"\xff\":[]}"), Err((400, broken)));
}

/// 7644-3.7-04, -06, -18: the status is text, and what is not there is left out.
#[test]
fn responses() {
    let operations = vec![
        BulkResult { method: "PUT".into(), status: 200, ..BulkResult::default() },
        BulkResult {
            method: "POST".into(),
            bulk_id: Some("a".into()),
            status: 409,
            response: Some(ScimError::uniqueness("userName")),
            ..BulkResult::default()
        },
    ];
    let json = serde_json::to_value(BulkResponse { operations }).unwrap();
    assert_eq!(json["schemas"], serde_json::json!([BULK_RESPONSE_URN]));
    assert_eq!(json["Operations"][0], serde_json::json!({"method": "PUT", "status": "200"}));
    assert_eq!(json["Operations"][1]["response"]["status"], "409");
}

#[test]
fn members_are_shown_by_name() {
    let members = Members::parse(r#"{"userName":"babs","password":"hunter2"}"#).unwrap();
    assert_eq!(format!("{members:?}"), r#"{"userName", "password"}"#);
}
