//! The configuration of the service provider (RFC 7643 section 5).

use crate::live::check::subject::{at, tried};
use crate::live::check::{Check, Need};
use serde_json::Value;

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new(
        "discovery.config",
        "the configuration is a resource with its schema, not a list",
        &["7644-4-02", "7643-5-01", "7643-5-03"],
        |s| {
            let answer = s.get("/ServiceProviderConfig")?;
            answer.expect_status(200)?;
            let urn = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
            let urns = answer.member("schemas").cloned().unwrap_or_default();
            if urns.as_array().is_some_and(|urns| urns.iter().any(|one| one == urn)) {
                Ok(())
            } else {
                Err(answer.failed(format!("`schemas` with `{urn}`"), urns.to_string()))
            }
        },
    )
    .reads(),
    Check::new(
        "discovery.supported",
        "the configuration says what is supported, as booleans",
        &["7643-5-05", "7643-5-06", "7643-5-09", "7643-5-11", "7643-5-12", "7643-5-13"],
        |s| {
            let answer = s.get("/ServiceProviderConfig")?;
            for name in ["patch", "bulk", "filter", "changePassword", "sort", "etag"] {
                let found = answer.json().pointer(&format!("/{name}/supported"));
                if !found.is_some_and(Value::is_boolean) {
                    return Err(answer.failed(
                        format!("`{name}.supported` as a boolean"),
                        found.map_or("none".to_owned(), ToString::to_string),
                    ));
                }
            }
            Ok(())
        },
    )
    .reads(),
    Check::new(
        "discovery.limits",
        "the configuration says its limits, as integers",
        &["7643-5-07", "7643-5-08", "7643-5-10", "7644-3.7.4-01", "7643-2.3.4-01"],
        |s| {
            let answer = s.get("/ServiceProviderConfig")?;
            for pointer in ["/bulk/maxOperations", "/bulk/maxPayloadSize", "/filter/maxResults"] {
                let found = answer.json().pointer(pointer);
                if !found.is_some_and(|found| found.is_u64() || found.is_i64()) {
                    return Err(answer.failed(
                        format!("`{pointer}` as an integer"),
                        found.map_or("none".to_owned(), ToString::to_string),
                    ));
                }
            }
            Ok(())
        },
    )
    .reads(),
    Check::new(
        "discovery.authentication",
        "the configuration lists authentication schemes with type, name and description",
        &["7643-5-14", "7643-5-16", "7643-5-17", "7643-5-18", "7643-5-21"],
        |s| {
            let answer = s.get("/ServiceProviderConfig")?;
            let Some(schemes) = answer.member("authenticationSchemes").and_then(Value::as_array)
            else {
                return Err(answer.failed("`authenticationSchemes` as an array", "none"));
            };
            for scheme in schemes {
                for name in ["type", "name", "description"] {
                    if scheme.get(name).and_then(Value::as_str).is_none_or(str::is_empty) {
                        return Err(answer.failed(
                            format!("`{name}` of each authentication scheme"),
                            scheme.to_string(),
                        ));
                    }
                }
            }
            tried(!schemes.is_empty(), "authentication scheme in the configuration")
        },
    )
    .reads(),
    Check::new(
        "discovery.scheme-type",
        "authentication schemes are of types that the RFC knows",
        &["7643-5-16"],
        |s| {
            let answer = s.get("/ServiceProviderConfig")?;
            let known = ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"];
            let schemes = answer.member("authenticationSchemes").and_then(Value::as_array);
            for scheme in schemes.into_iter().flatten() {
                let found = at(scheme, "/type");
                if !known.contains(&found) {
                    return Err(answer.failed(format!("one of {known:?}"), format!("`{found}`")));
                }
            }
            let some = schemes.is_some_and(|schemes| !schemes.is_empty());
            tried(some, "authentication scheme in the configuration")
        },
    )
    .should()
    .reads(),
    Check::new(
        "discovery.config-uris",
        "URIs in the configuration are URIs",
        &["7643-5-04", "7643-5-19", "7643-5-20"],
        |s| {
            let answer = s.get("/ServiceProviderConfig")?;
            let schemes = answer
                .member("authenticationSchemes")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            let uris = schemes
                .flat_map(|scheme| [scheme.get("specUri"), scheme.get("documentationUri")])
                .chain([answer.member("documentationUri")]);
            let mut some = false;
            for uri in uris.flatten().filter(|uri| !uri.is_null()) {
                some = true;
                if !uri.as_str().is_some_and(crate::live::audit::is_uri) {
                    return Err(answer.failed("a URI", uri.to_string()));
                }
            }
            tried(some, "URI in the configuration")
        },
    )
    .needs(&[Need::Config])
    .reads(),
];
