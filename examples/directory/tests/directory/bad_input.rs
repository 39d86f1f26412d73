//! Whatever is sent: the right status, an Error body, nothing stored.

use crate::client::{Answer, Client};
use crate::databases::{On, both};
use axum::body::{Body, Bytes};
use axum::http::Request;

both!(bodies_that_are_no_user, bodies_that_are_an_attack, requests_for_what_there_is_not,);

const SCIM_JSON: &str = "application/scim+json";

async fn post(client: &Client, content_type: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post("/scim/v2/Users").header("content-type", content_type);
    client.send(request, body.into()).await
}

async fn assert_nothing_stored(client: &Client) {
    assert_eq!(client.count("SELECT count(*) FROM users").await, 0);
    assert_eq!(client.count("SELECT count(*) FROM user_emails").await, 0);
}

// 7644-3.12-11
async fn bodies_that_are_no_user(on: On) {
    let client = Client::new(on).await;
    let user = |rest: &str| {
        format!(
            r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a"{rest}}}"#
        )
    };
    let syntax = Some("invalidSyntax");
    let value = Some("invalidValue");
    for (body, scim_type, detail) in [
        (String::new(), syntax, ""),
        ("{".to_owned(), syntax, ""),
        ("[]".to_owned(), syntax, ""),
        ("null".to_owned(), syntax, ""),
        (user("") + "x", syntax, ""),
        (user(r#","userName":"b""#), syntax, "userName"),
        (user(r#","active":"yes""#), value, "`active`"),
        (user(r#","title":7"#), value, "`title`"),
        (user(r#","emails":[{"value":"a@b"},{"value":7}]"#), value, "emails"),
        (user(r#","emails":"a@b""#), value, "`emails`"),
        (user(r#","name":["a"]"#), value, "`name`"),
        (user(r#","password":["hunter2"]"#), value, "`password`"),
        (user(r#","password":"""#), value, "`password`"),
        (user(r#","x509Certificates":[{"value":"?"}]"#), value, "x509Certificates"),
    ] {
        let answer = post(&client, SCIM_JSON, body).await;
        answer.assert_error(400, scim_type, detail);
        assert!(!answer.body.to_string().contains("hunter2"));
    }
    assert_nothing_stored(&client).await;
}

async fn bodies_that_are_an_attack(on: On) {
    let client = Client::new(on).await;
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let nested = format!(
            r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","x":{}1{}}}"#,
            open.repeat(10_000),
            close.repeat(10_000),
        );
        post(&client, SCIM_JSON, nested).await.assert_error(400, Some("invalidSyntax"), "");
    }
    let not_utf8 = Bytes::from_static(b"{\"userName\":\"\xff\"}");
    post(&client, SCIM_JSON, not_utf8).await.assert_error(400, Some("invalidSyntax"), "UTF-8");

    // 7644-3.12-17: announced, and not
    let large = vec![b' '; 100_000_000];
    post(&client, SCIM_JSON, large.clone()).await.assert_error(413, None, "1048576");
    let request = Request::post("/scim/v2/Users").header("content-length", "100000000");
    client.send(request, Body::from("{}")).await.assert_error(413, None, "1048576");
    assert_nothing_stored(&client).await;
}

// 7644-3.12-14
async fn requests_for_what_there_is_not(on: On) {
    let client = Client::new(on).await;
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "image/png", "\""] {
        post(&client, content_type, "{}").await.assert_error(415, None, SCIM_JSON);
    }
    for path in
        ["/Users/", "/Users/7", "/Users/%2e%2e", "/Users/%ff", "/users", "/Nope", "/Users/a/b"]
    {
        // the first is the list, whose trailing slash is let pass
        if path == "/Users/" {
            assert_eq!(client.get(path).await.status, 200);
        } else {
            client.get(path).await.assert_error(404, None, "");
        }
    }
    let answer = client.delete("/Users").await;
    answer.assert_error(405, None, "");
    assert!(answer.headers["allow"].to_str().unwrap().contains("POST"));
    client.get("/Users?startIndex=x").await.assert_error(400, Some("invalidValue"), "startIndex");
    assert_nothing_stored(&client).await;
}
