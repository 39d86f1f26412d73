use super::{KEPT, Recorded, Secrets, text};
use bytes::Bytes;
use http::{HeaderValue, Request, Response};

#[test]
fn curl_repeats_it_and_has_no_secret() {
    let mut secret = HeaderValue::from_static("Bearer abc");
    secret.set_sensitive(true);
    let request = Request::post("http://localhost/Users?a=b%20c")
        .header("authorization", secret)
        .header("content-type", "application/scim+json")
        .body(Bytes::from_static(br#"{"userName": "O'Neill $HOME"}"#))
        .unwrap();
    let recorded = Recorded::sent(&request, &Secrets::default());
    assert_eq!(
        recorded.curl(),
        "curl -i -X POST 'http://localhost/Users?a=b%20c' \\\n  -H \"authorization: Bearer $TOKEN\" \\\n  \
         -H 'content-type: application/scim+json' \\\n  \
         --data-binary '{\"userName\": \"O'\\''Neill $HOME\"}'"
    );
    assert_eq!(recorded.line(), "POST /Users?a=b%20c");
}

/// What a server tells again, too.
#[test]
fn no_password_shows() {
    let body = r#"{"userName":"babs","password":"t0p \"secret\"","title":"x"}"#;
    let request = Request::post("http://localhost/Users").body(Bytes::from(body)).unwrap();
    let mut secrets = Secrets::default();
    secrets.learn(request.body());
    let mut recorded = Recorded::sent(&request, &secrets);
    assert_eq!(recorded.body, r#"{"userName":"babs","password":"$PASSWORD","title":"x"}"#);
    let told = r#"{"detail":"t0p \"secret\" is too short","urn:x:User:Password":"another-one"}"#;
    secrets.learn(told.as_bytes());
    recorded.answered(&Response::new(Bytes::from(told)), &secrets);
    let reply = r#"{"detail":"$PASSWORD is too short","urn:x:User:Password":"$PASSWORD"}"#;
    assert_eq!(recorded.reply.unwrap().body, reply);
}

/// A short one may be a part of any text, so it is hidden where it is a value; and a number may be one.
#[test]
fn no_short_password_shows() {
    let body = r#"{"userName":"an abc","password":"abc","Operations":[{"path":"password","value":12345678}]}"#;
    let request = Request::post("http://localhost/Users").body(Bytes::from(body)).unwrap();
    let mut secrets = Secrets::default();
    secrets.learn(request.body());
    let recorded = Recorded::sent(&request, &secrets);
    let shown = r#"{"userName":"an abc","password":"$PASSWORD","Operations":[{"path":"password","value":$PASSWORD}]}"#;
    assert_eq!(recorded.body, shown);
}

/// Whatever names it, and whether anybody marked it: what a server gives is a session of its own.
#[test]
fn no_session_shows() {
    let request = Request::get("http://localhost/Users")
        .header("authorization", "Bearer wrong")
        .header("cookie", "session=canary")
        .header("proxy-authorization", "Basic canary")
        .body(Bytes::new())
        .unwrap();
    let mut recorded = Recorded::sent(&request, &Secrets::default());
    let response = Response::builder()
        .header("set-cookie", "session=canary; HttpOnly")
        .header("set-cookie", "other=canary")
        .header("authorization", "Bearer canary")
        .body(Bytes::new())
        .unwrap();
    recorded.answered(&response, &Secrets::default());
    let json = serde_json::to_string(&recorded).unwrap();
    assert!(!json.contains("canary") && json.contains("$SET_COOKIE"), "{json}");
    // a check that sends a wrong one is repeated with it
    assert!(recorded.curl().contains("Bearer wrong"), "{}", recorded.curl());
}

/// Where a body is cut off, too.
#[test]
fn no_secret_shows_in_part() {
    let mut secrets = Secrets::default();
    secrets.add("correct-horse-battery", "$TOKEN");
    for before in KEPT - 25..KEPT + 5 {
        let body = format!("{}correct-horse-battery{}", "x".repeat(before), "y".repeat(100));
        let shown = text(&Bytes::from(body), &secrets);
        assert!(!shown.contains("co") && shown.ends_with("bytes in all)"), "{before}: {shown}");
        assert!(shown.len() < KEPT + 40, "{before}");
    }
}
