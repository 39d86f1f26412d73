use super::super::target::{Transport, TransportError};
use super::Target;
use bytes::Bytes;
use http::{Request, Response};

struct Nothing;

impl Transport for Nothing {
    fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        Err(TransportError::new("nothing"))
    }
}

#[test]
fn a_base_url_has_a_host_and_nothing_else() {
    let url = |text: &str| Target::over(text, Nothing).map(|target| target.url().to_owned());
    assert_eq!(url("https://a.example/v2/").as_deref(), Ok("https://a.example/v2"));
    for text in ["", "a.example", "ftp://a.example", "/v2", "http://a:b@c.example", "http://a?b"] {
        assert!(url(text).is_err(), "{text}");
    }
}

/// What a server says where a resource is, and what a journal has, lead to no other host.
#[test]
fn credentials_stay_with_the_host() {
    let target = Target::over("https://scim.example.com", Nothing).unwrap();
    assert_eq!(target.below("https://scim.example.com/Users/7"), Some("/Users/7"));
    for other in [".evil.example/Users/7", ":9200/Users/7", "@evil.example/Users/7", "", "/a/../b"]
    {
        assert_eq!(target.below(&format!("https://scim.example.com{other}")), None, "{other}");
    }
    assert_eq!(target.below("https://other.example/Users/7"), None);
    for path in [".evil.example/Users/7", ":9200/", "@evil.example", "Users"] {
        assert_eq!(target.url_of(path), None, "{path}");
        let error = target.ask(http::Method::DELETE, path).unwrap_err();
        assert!(error.to_string().contains("is no path"), "{error}");
    }
    let url = target.url_of("/Users?count=1");
    assert_eq!(url.as_deref(), Some("https://scim.example.com/Users?count=1"));
}

/// RFC 3986 section 5.2, from the base URL on (RFC 7643 section 2.3.7).
#[test]
fn references_lead_below_the_base_url_or_nowhere() {
    let target = Target::over("https://scim.example.com/scim/v2", Nothing).unwrap();
    for reference in [
        "https://scim.example.com/scim/v2/Users/7",
        "//scim.example.com/scim/v2/Users/7",
        "/scim/v2/Users/7",
        "Users/7",
        "../Users/7",
    ] {
        assert_eq!(target.referred(reference).as_deref(), Some("/Users/7"), "{reference}");
    }
    for reference in [
        "/Users/7",
        "/scim/v2",
        "//other.example/scim/v2/Users/7",
        "https://scim.example.com/scim/v2.evil/Users/7",
        "urn:example:7",
        "Users/../../7",
        "",
    ] {
        assert_eq!(target.referred(reference), None, "{reference}");
    }
    let target = Target::over("https://scim.example.com", Nothing).unwrap();
    assert_eq!(target.referred("/Users/7").as_deref(), Some("/Users/7"));
}

/// A journal is a file that anybody may have written: what it names is deleted on another machine only
/// if somebody says so.
#[test]
fn a_journal_deletes_nothing_elsewhere() {
    let journal = "{\"server\": \"https://scim.example.com\"}\n{\"created\": \"/Users/7\"}";
    let target = Target::over("https://scim.example.com", Nothing).unwrap();
    let error = crate::live::clean_up(&target, journal).unwrap_err();
    assert!(error.to_string().ends_with("allow it with `--allow-writes`"), "{error}");
    let done = crate::live::clean_up(&target.allow_writes(true), journal).unwrap();
    assert_eq!(done.left, ["/Users/7"]);
}

#[test]
fn loopback_is_this_machine() {
    let is = |text: &str| Target::over(text, Nothing).unwrap().is_loopback();
    assert!(is("http://localhost:80") && is("http://127.0.0.2") && is("http://[::1]:1/v2"));
    assert!(
        !is("http://127.example.com") && !is("http://10.0.0.1") && !is("https://localhost.example")
    );
}

#[test]
fn secrets_are_not_shown() {
    let target = Target::over("http://localhost", Nothing).unwrap();
    let target = target.token("hunter2hunter2").unwrap().header("X-Key", "opensesame").unwrap();
    assert!(!format!("{target:?}").contains("hunter2"));
    let shown = target.secrets().hide("got hunter2hunter2 and opensesame");
    assert_eq!(shown, "got $TOKEN and $X_KEY");
    let basic = Target::over("http://localhost", Nothing).unwrap();
    let basic = basic.header("Authorization", "Basic b3BlbnNlc2FtZQ==").unwrap();
    assert_eq!(basic.secrets().hide("b3BlbnNlc2FtZQ=="), "$TOKEN");
    let error = target.header("X-Key", "a\nsecret").unwrap_err().to_string();
    assert!(!error.contains("secret"), "{error}");
}
