use super::*;

fn route(path: &str) -> Route {
    Route::of(path, ["/Users", "/Groups", "/v1/Badges", "/v1/Badges/Old"].into_iter())
}

/// 7644-3.2-01, -08 … -11.
#[test]
fn endpoints() {
    assert_eq!(route("/Users"), Route::Collection(0));
    assert_eq!(route("/Groups/"), Route::Collection(1));
    assert_eq!(route("/Groups/7"), Route::Resource(1, "7".into()));
    assert_eq!(route("/Groups/7/"), Route::Resource(1, "7".into()));
    assert_eq!(route("/v1/Badges/7"), Route::Resource(2, "7".into()));
    assert_eq!(route("/v1/Badges/Old"), Route::Collection(3));
    assert_eq!(route("/v1/Badges/Old/7"), Route::Resource(3, "7".into()));
    assert_eq!(route("/Groups/.search"), Route::Search(Some(1)));
    assert_eq!(route("/.search"), Route::Search(None));
    assert_eq!((route(""), route("/")), (Route::Root, Route::Root));
    assert_eq!(route("/Me"), Route::Me);
    assert_eq!(route("/Bulk"), Route::Bulk);
    assert_eq!(route("/ServiceProviderConfig/"), Route::ServiceProviderConfig);
    assert_eq!(route("/Schemas"), Route::Schemas(None));
    assert_eq!(route("/Schemas/urn:x:Y%3az"), Route::Schemas(Some("urn:x:Y:z".into())));
    assert_eq!(route("/ResourceTypes/User"), Route::ResourceTypes(Some("User".into())));
}

/// 7644-3.12-14: what is not there.
#[test]
fn unknown_endpoints() {
    for path in [
        "/users",
        "/User",
        "/Users7",
        "//Users",
        "/Users//",
        "/Users/7/8",
        "/Bulk/7",
        "/Me/7",
        "/v1",
        "/ServiceProviderConfig/x",
        "/Schemas/a/b",
        "/Users/%",
        "/Users/%ff",
        "/x/.search",
    ] {
        assert_eq!(route(path), Route::Unknown, "{path}");
    }
}

#[test]
fn ids_are_decoded_after_the_path_is_split() {
    assert_eq!(route("/Users/a%2Fb"), Route::Resource(0, "a/b".into()));
    assert_eq!(route("/Users/a+b%20%C3%A4"), Route::Resource(0, "a+b ä".into()));
}

#[test]
fn the_base_path_is_stripped_once_and_by_segment() {
    assert_eq!(below("/scim/v2/Users", "/scim/v2"), "/Users");
    assert_eq!(below("/scim/v2", "/scim/v2"), "");
    assert_eq!(below("/scim/v2/scim/v2/Users", "/scim/v2"), "/scim/v2/Users");
    assert_eq!(below("/scim/v2Users", "/scim/v2"), "/scim/v2Users");
    assert_eq!(below("/Users", "/scim/v2"), "/Users");
    assert_eq!(below("/Users", ""), "/Users");
}

/// RFC 3986 section 6.2.2.2: an unreserved character is the same however it is written; what is
/// encoded twice is decoded once.
#[test]
fn unreserved_characters_are_themselves() {
    for (path, expected) in [
        ("/Users", "/Users"),
        ("/%55sers/%2esearch", "/Users/.search"),
        ("/%7e%5F%2d%39", "/~_-9"),
        ("/Users/a%2Fb%20%C3%A4", "/Users/a%2Fb%20%C3%A4"),
        ("/%2555sers", "/%2555sers"),
        ("/%%355", "/%55"),
        ("/%+5%5%", "/%+5%5%"),
        ("/%5ä", "/%5ä"),
    ] {
        assert_eq!(normal(path), expected, "{path}");
    }
}
