use super::Reference;
use super::resolve::Parts;

// 7643-2.3.7-01, 7643-2.3.7-02
#[test]
fn uris_and_relative_references() {
    let accepted = [
        "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646",
        "https://[2001:db8::1]:8443/v2?a=b&c=d#e",
        "urn:ietf:params:scim:schemas:core:2.0:User",
        "urn:example:a/b",
        "mailto:bjensen@example.com",
        "data:image/png;base64,iVBORw0KGgo=",
        "Users/2819c223",
        "../Users/26118915",
        "./a:b",
        "/v2/Users/1",
        "//example.com/v2",
        "?a:b",
        "#a:b",
        "a%20b",
        "https://example.com/users/jürgen",
    ];
    for text in accepted {
        assert_eq!(Reference::parse(text).unwrap(), text);
    }
    let refused = [
        "",
        " ",
        "not a uri",
        " /Users/1",
        "/Users/1\n",
        "a\tb",
        "a\0b",
        "a\u{a0}b",
        "a\u{85}b",
        "<https://example.com>",
        "\"a\"",
        "a\\b",
        "a^b",
        "a`b",
        "{a}",
        "a|b",
        "::::",
        ":a",
        "1a:b",
        "2819c223:7",
        "ä:b",
        "50%",
        "%2",
        "%zz",
        "%é0",
    ];
    for text in refused {
        assert!(Reference::parse(text).is_err(), "{text:?}");
    }
    let longest = "a".repeat(Reference::MAX_LENGTH);
    assert!(Reference::parse(&longest).is_ok());
    assert!(Reference::parse(&format!("{longest}a")).is_err());
}

#[test]
fn absolute_references_have_a_scheme() {
    for (text, absolute) in [
        ("urn:a", true),
        ("https://h/", true),
        ("//h/a:b", false),
        ("a/b:c", false),
        ("?a:b", false),
    ] {
        assert_eq!(Reference::parse(text).unwrap().is_absolute(), absolute, "{text}");
    }
}

// 7643-2.3.7-05
#[test]
fn equality_is_case_exact() {
    assert_ne!(Reference::parse("Users/a").unwrap(), Reference::parse("users/a").unwrap());
}

// 7643-2.3.7-03: the cases of RFC 3986 sections 5.4.1 and 5.4.2 that are relative
#[test]
fn resolves_as_rfc_3986() {
    let base = Parts::of("http://a/b/c/d;p?q");
    for (relative, absolute) in [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"),
        ("g#s", "http://a/b/c/g#s"),
        ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"),
        ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/./x", "http://a/b/c/g?y/./x"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g#s/./x", "http://a/b/c/g#s/./x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"),
    ] {
        assert_eq!(Parts::of(relative).resolved(&base), absolute, "{relative}");
    }
}

// 7643-2.3.7-04
#[test]
fn the_base_is_the_root_of_the_endpoints() {
    for (root, relative, absolute) in [
        ("https://h/v2/", "Users/1", "https://h/v2/Users/1"),
        ("https://h/v2", "Users/1", "https://h/v2/Users/1"),
        ("https://h", "Users/1", "https://h/Users/1"),
        ("https://h:8443/t/7/v2?x#y", "Users/1?a#b", "https://h:8443/t/7/v2/Users/1?a#b"),
        ("https://h/v2", "/Users/1", "https://h/Users/1"),
        ("https://h/v2", "//other/Users/1", "https://other/Users/1"),
        ("https://h/v2/Users", "../Users/1", "https://h/v2/Users/1"),
        ("https://h/v2", "urn:a:b", "urn:a:b"),
    ] {
        let resolved = Reference::parse(relative).unwrap().resolve(root).unwrap();
        assert_eq!(resolved, absolute, "{relative} on {root}");
    }
    let relative = Reference::parse("Users/1").unwrap();
    for root in ["", "/v2", "h/v2", "//h/v2", "urn:a:b", "https:", "https:///v2", "https://h /"] {
        assert!(relative.resolve(root).is_err(), "{root:?}");
    }
    assert_eq!(Reference::default().resolve("https://h/v2").unwrap(), "https://h/v2/");
}

// 7643-2.3-08
#[test]
fn serde_is_a_string() {
    let reference: Reference = serde_json::from_str(r#""..\/Users\/1""#).unwrap();
    assert_eq!(serde_json::to_string(&reference).unwrap(), r#""../Users/1""#);
    let error = serde_json::from_str::<Reference>(r#""not a uri""#).unwrap_err().to_string();
    assert!(error.starts_with("expected a URI") && !error.contains("not a"), "{error}");
}

#[cfg(feature = "url2")]
#[test]
fn urls() {
    use url::Url;

    for (url, text) in [
        ("https://example.com", "https://example.com/"),
        ("https://example.com/a b?c|d={e}", "https://example.com/a%20b?c%7Cd=%7Be%7D"),
        ("data:text/plain,a b\"%", "data:text/plain,a%20b%22%25"),
        ("https://bücher.example/50%", "https://xn--bcher-kva.example/50%25"),
    ] {
        let reference = Reference::try_from(&Url::parse(url).unwrap()).unwrap();
        assert_eq!(reference, text);
        assert_eq!(Url::try_from(&reference).unwrap().as_str(), text);
    }
    assert!(Url::try_from(&Reference::parse("Users/1").unwrap()).is_err());
}
