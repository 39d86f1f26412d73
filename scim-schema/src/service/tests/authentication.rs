//! Who asks.

use super::*;

/// 7644-2-07, 7644-3.12-12: `401` with a challenge and an Error body, whatever the path.
#[test]
fn unauthorized() {
    let (service, memory) = service();
    for path in
        ["/scim/v2/Badges", "/scim/v2/Badges/1", "/scim/v2/Schemas", "/scim/v2/Nothing", "/"]
    {
        for authorization in ["", "Bearer wrong", "wrong", "Basic d3Jvbmc=", "Digest acme-token"] {
            let request = Send::get(path).header("authorization", authorization);
            let answered = request.to(&service);
            let detail = answered.error(401, None);
            assert_eq!(answered.header("www-authenticate"), "Bearer realm=\"SCIM\"");
            assert!(!detail.contains("wrong"), "{detail}");
        }
        Send::get(path).without("authorization").to(&service).error(401, None);
    }
    assert_eq!(memory.tables().seen, [""; 0]);
}

/// A body is not read before it is known who sends it.
#[test]
fn unauthorized_before_anything_else() {
    let (service, _) = service();
    let request = Send::post("/scim/v2/Badges", "").header("authorization", "x");
    request.chunks(vec![b' '; 1024], usize::MAX).to(&service).error(401, None);
}

#[test]
fn an_authenticator_answers_with_other_errors() {
    let (service, _) = service();
    let send =
        |token: &str| Send::get("/scim/v2/Badges").header("authorization", token).to(&service);
    let barred = send("barred");
    barred.error(403, None);
    assert!(barred.headers.get("www-authenticate").is_none());
    let broken = send("broken");
    let detail = broken.error(503, None);
    assert_eq!(broken.header("retry-after"), "30");
    assert!(!detail.contains("locked"), "{detail}");
}

/// Every call of a store gets who asks, in three forms of the header, and what layers before
/// the service know.
#[test]
fn contexts() {
    let (service, memory) = service();
    for authorization in ["Bearer acme-token", "acme-token", "Basic b2t0YTphY21lLXRva2Vu"] {
        Send::get("/scim/v2/Badges").header("authorization", authorization).to(&service);
    }
    Send::get("/Badges").header("authorization", "okta-token").extension(7u8).to(&service);
    let acme = r#"Some("acme-client") Some("acme") rfc http://localhost:8080/scim/v2 None"#;
    let globex = r#"None Some("globex") okta https://globex.example.com/scim Some(7)"#;
    assert_eq!(memory.tables().seen, [acme, acme, acme, globex]);
}

/// The challenges are those of the schemes.
#[test]
fn challenges() {
    use crate::schema::AuthenticationScheme;
    use crate::service::authenticate::challenge;
    assert_eq!(challenge(&[]), "Bearer realm=\"SCIM\"");
    let both = challenge(&[AuthenticationScheme::BEARER, AuthenticationScheme::BASIC]);
    assert!(both.contains("Bearer realm") && both.contains("Basic realm"));
    assert!(challenge(&[AuthenticationScheme::BASIC]).starts_with("Basic realm"));
}
