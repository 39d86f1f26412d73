use super::of;
use http::Request;

/// What is below the base URL of the answer, for requests with these hosts.
#[test]
fn the_host_is_a_name_and_perhaps_a_port() {
    for (host, usable) in [
        ("scim.example.com", true),
        ("scim_2.example.com:8080", true),
        ("127.0.0.1:80", true),
        ("[::1]:8080", true),
        ("", false),
        ("user@scim.example.com", false),
        ("user:secret@scim.example.com", false),
        ("scim.example.com/path", false),
        ("scim.example.com:80:90", false),
        ("[::1", false),
        ("scim.example.com?x", false),
        ("scim%2eexample.com", false),
        ("scim.example.com\"", false),
    ] {
        let (parts, ()) =
            Request::get("/Users").header("host", host).body(()).unwrap().into_parts();
        let expected = if usable { format!("http://{host}/v2") } else { "/v2".to_owned() };
        assert_eq!(of(&parts, "/v2"), expected, "{host}");
    }
    let (parts, ()) = Request::get("https://a.example/Users")
        .header("host", "b.example")
        .body(())
        .unwrap()
        .into_parts();
    assert_eq!(of(&parts, "/v2"), "https://a.example/v2", "the URI says more");
    let (parts, ()) = Request::get("/Users").body(()).unwrap().into_parts();
    assert_eq!(of(&parts, "/v2"), "/v2");
}
