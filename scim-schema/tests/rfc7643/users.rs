//! Sections 4 and 8: users, groups and the enterprise extension.

use crate::provider::*;
use serde_json::json;

/// 7643-4.1-01, 7643-4.1.1-05, -07, -18, 7643-4.1.2-16, -17, 7643-4.3-01 to -03, -05, -06: the whole user of section
/// 8.3, given back as it was sent but for what is secret or the service provider's.
#[test]
fn a_whole_user() {
    let provider = Provider::new();
    let body = json!({
        "schemas": [USER, ENTERPRISE],
        "externalId": "701984", "userName": "bjensen@example.com",
        "name": {
            "formatted": "Ms. Barbara J Jensen, III", "familyName": "Jensen", "givenName": "Barbara",
            "middleName": "Jane", "honorificPrefix": "Ms.", "honorificSuffix": "III",
        },
        "displayName": "Babs Jensen", "nickName": "Babs",
        "profileUrl": "https://login.example.com/bjensen",
        "emails": [
            {"value": "bjensen@example.com", "type": "work", "primary": true},
            {"value": "babs@jensen.org", "type": "home"},
        ],
        "addresses": [
            {
                "streetAddress": "100 Universal City Plaza", "locality": "Hollywood", "region": "CA",
                "postalCode": "91608", "country": "US", "type": "work", "primary": true,
                "formatted": "100 Universal City Plaza\nHollywood, CA 91608 USA",
            },
            {"type": "home", "country": "US"},
        ],
        "phoneNumbers": [{"value": "555-555-5555", "type": "work"}, {"value": "555-555-4444", "type": "mobile"}],
        "ims": [{"value": "someaimhandle", "type": "aim"}],
        "photos": [{"value": "https://photos.example.com/profilephoto/72930000000Ccne/F", "type": "photo"}],
        "userType": "Employee", "title": "Tour Guide", "preferredLanguage": "en-US",
        "locale": "en-US", "timezone": "America/Los_Angeles", "active": true,
        "roles": [{"value": "guide"}], "entitlements": [{"value": "bus"}],
        "x509Certificates": [{"value": "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQA="}],
        ENTERPRISE: {
            "employeeNumber": "701984", "costCenter": "4130", "organization": "Universal Studios",
            "division": "Theme Park", "department": "Tour Operations",
            "manager": {"value": "26118915", "$ref": "../Users/26118915"},
        },
    });
    let mut sent = body.clone();
    sent["password"] = json!("t1meMa$heen");
    sent["groups"] = json!([{"value": "e9e30dba"}]);
    sent[ENTERPRISE]["manager"]["displayName"] = json!("John Smith");
    let answer = provider.send(post("/Users", sent)).status(201).shows(body).shows(json!({
        "password": null, "groups": null, ENTERPRISE: {"manager": {"displayName": null}},
    }));
    assert!(!answer.text().contains("t1meMa"));
}

/// 7643-4.1.1-19, -25, -26, 7643-7-27: a password is accepted on every way in and on no way out.
#[test]
fn passwords() {
    let provider = Provider::new();
    let body = user(json!({"userName": "bjensen", "password": "t1meMa$heen"}));
    let created = provider.send(post("/Users?attributes=password,userName", body)).status(201);
    let path = format!("/Users/{}", created.id());
    let body = user(json!({"userName": "bjensen", "password": "t1meMa$heen2"}));
    for request in [
        get(&path),
        get(&format!("{path}?attributes=password")),
        get("/Users?attributes=password"),
        put(&path, body),
        put(&path, user(json!({"userName": "bjensen", "password": ["t1meMa$heen"]}))),
    ] {
        let answer = provider.send(request);
        assert!(!answer.text().contains("t1meMa"), "{}", answer.text());
    }
    assert!(!created.text().contains("t1meMa"));
}

/// 7643-4.2-01, -05, -07, 7643-8-01: a group, of users and of groups.
#[test]
fn groups() {
    let provider = Provider::new();
    let user = provider.user("bjensen");
    let inner = provider.create("/Groups", group(json!({"displayName": "Guides"})));
    let members = json!([
        {"value": user, "$ref": format!("{BASE}/Users/{user}"), "type": "User"},
        {"value": inner, "$ref": format!("{BASE}/Groups/{inner}"), "type": "Group"},
    ]);
    let body = group(json!({"displayName": "Tours", "members": members}));
    let answer = provider.send(post("/Groups", body.clone())).status(201).shows(body);
    answer.shows(json!({"meta": {"resourceType": "Group"}}));
}
