use super::*;
use http::Request;

/// 7644-2-02, 7644-2-06: the forms that clients send.
#[test]
fn three_forms() {
    for (header, name, secret) in [
        ("Bearer abc.def", None, "abc.def"),
        ("bearer   abc", None, "abc"),
        ("BASIC bjpwOnE=", Some("n"), "p:q"),
        ("Basic Onc=", Some(""), "w"),
        ("  abc ", None, "abc"),
    ] {
        let credential = Credential::parse(header).unwrap();
        assert_eq!((credential.name(), credential.secret().expose()), (name, secret), "{header}");
    }
}

/// 7644-3.12-12.
#[test]
fn anything_else_is_unauthorized() {
    for header in [
        "",
        " ",
        "Bearer",
        "basic",
        "Digest username=\"x\"",
        "Bearer a b",
        "Basic %%",
        "Basic bg==",
        "Basic /w==",
    ] {
        assert_eq!(Credential::parse(header).unwrap_err().status(), 401, "{header}");
    }
    let parts = |request: http::request::Builder| request.body(()).unwrap().into_parts().0;
    assert_eq!(Credential::of(&parts(Request::get("/"))).unwrap_err().status(), 401);
    let twice = Request::get("/").header("authorization", "a").header("authorization", "b");
    assert_eq!(Credential::of(&parts(twice)).unwrap_err().status(), 401);
}

#[test]
fn nothing_of_the_secret_is_shown() {
    assert!(!format!("{:?}", Credential::parse("Bearer abcdef").unwrap()).contains("abcdef"));
    assert!(!Credential::parse("Digest abcdef").unwrap_err().to_string().contains("abcdef"));
}
