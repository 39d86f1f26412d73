//! The discovery endpoints.

use super::*;
use serde_json::json;

/// 7643-5-15: readable by whoever has no token yet; 7643-5-05 … -18: what is there, honestly.
#[test]
fn service_provider_config() {
    let (service, _) = service();
    for request in [
        Send::get("/scim/v2/ServiceProviderConfig").without("authorization"),
        Send::get("/scim/v2/ServiceProviderConfig").header("authorization", "wrong"),
        Send::get("/scim/v2/ServiceProviderConfig"),
    ] {
        let answered = request.to(&service);
        assert_eq!(answered.status, 200);
        let mut body = answered.json();
        let schemes = body["authenticationSchemes"].take();
        assert_eq!(schemes[0]["type"], "oauthbearertoken");
        assert_eq!(
            body,
            json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
                "patch": {"supported": true},
                "bulk": {"supported": true, "maxOperations": 1000, "maxPayloadSize": 1048576},
                "filter": {"supported": true, "maxResults": 3},
                "changePassword": {"supported": false},
                "sort": {"supported": true},
                "etag": {"supported": true},
                "pagination": {
                    "cursor": false, "index": true, "defaultPaginationMethod": "index",
                    "defaultPageSize": 3, "maxPageSize": 3
                },
                "authenticationSchemes": null,
                "meta": {
                    "resourceType": "ServiceProviderConfig",
                    "location": "http://localhost:8080/scim/v2/ServiceProviderConfig"
                }
            })
        );
    }
}

/// Where everyone is let in there is no way to authenticate to tell of.
#[test]
fn no_authentication_is_announced_where_there_is_none() {
    let service = ScimService::builder().resource::<Badge>(Memory::default()).unauthenticated();
    let config = Send::get("/ServiceProviderConfig").to(&service.build()).json();
    assert_eq!(config["authenticationSchemes"], json!([]));
}

/// 7643-5-13: versions are announced where a type has them.
#[test]
fn versions_are_announced() {
    use crate::service::MemoryStore;

    #[derive(Debug, Clone, Default, crate::ScimResource)]
    #[scim(rfc = "Group")]
    struct Bare {
        #[scim(id)]
        id: u32,
        display_name: String,
        #[scim(path = "meta.created")]
        created: crate::value::DateTime,
    }
    let service = ScimService::builder().resource(MemoryStore::<Bare>::new()).authenticate(Tokens);
    let config = Send::get("/ServiceProviderConfig").to(&service.build()).json();
    assert_eq!(config["etag"]["supported"], false);
}

/// RFC 9967 section 4: what is told of changes, where anything is.
#[test]
fn events_are_announced() {
    let service = ScimService::builder()
        .resource::<Badge>(Memory::default())
        .unauthenticated()
        .event_uris(crate::events::Issuer::uris().iter().copied())
        .build();
    let config = Send::get("/ServiceProviderConfig").to(&service).json();
    let events = &config["securityEvents"];
    assert_eq!(events["asyncRequest"], "none");
    assert_eq!(events["eventUris"].as_array().unwrap().len(), 6);
    assert_eq!(events["eventUris"][3], "urn:ietf:params:scim:event:prov:delete");
}

/// 7644-4-03, -04: all schemas as a list, and each by its URN, which ignores case.
#[test]
fn schemas() {
    let (service, _) = service();
    let list = Send::get("/scim/v2/Schemas").to(&service).json();
    let ids: Vec<_> = list["Resources"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(
        ids,
        [
            "urn:example:scim:schemas:2.0:Badge",
            "urn:example:scim:schemas:extension:2.0:Parking",
            "urn:ietf:params:scim:schemas:core:2.0:Group"
        ]
    );
    for schema in list["Resources"].as_array().unwrap() {
        let one = Send::get(schema["meta"]["location"].as_str().unwrap()).to(&service);
        assert_eq!((one.status, &one.json()), (200, schema));
    }
    let upper = Send::get("/scim/v2/Schemas/URN:EXAMPLE:scim:schemas:2.0:BADGE").to(&service);
    assert_eq!(upper.json()["name"], "Badge");
    Send::get(&format!("/scim/v2/Schemas/{USER_URN}")).to(&service).error(404, None);
}

/// 7644-4-05, -06.
#[test]
fn resource_types() {
    let (service, _) = service();
    let list = Send::get("/scim/v2/ResourceTypes").to(&service).json();
    assert_eq!(list["totalResults"], 2);
    let badge = &list["Resources"][0];
    assert_eq!((&badge["name"], &badge["endpoint"]), (&json!("Badge"), &json!("/Badges")));
    assert_eq!(
        badge["schemaExtensions"],
        json!([{"schema": "urn:example:scim:schemas:extension:2.0:Parking", "required": false}])
    );
    let one = Send::get(badge["meta"]["location"].as_str().unwrap()).to(&service);
    assert_eq!(&one.json(), badge);
    Send::get("/scim/v2/ResourceTypes/badge").to(&service).error(404, None);
}

/// 7644-4-08, -09: a filter is refused, other parameters are ignored.
#[test]
fn parameters() {
    let (service, _) = service();
    for path in ["Schemas", "ResourceTypes", "ServiceProviderConfig", "ResourceTypes/Badge"] {
        let uri = format!("/scim/v2/{path}");
        Send::get(&format!("{uri}?filter=name%20pr")).to(&service).error(403, None);
        let plain = Send::get(&uri).to(&service);
        let other = Send::get(&format!("{uri}?startIndex=2&count=x&sortBy=id&attributes=id"));
        assert_eq!(other.to(&service).json(), plain.json());
    }
}
