//! Attributes that the directory is the master of.

use crate::client::{Client, ENTERPRISE, GROUP, USER, text};
use crate::databases::{Home, On, both};
use directory::database::Database;
use directory::mastered::Mastered;
use serde_json::{Value, json};

both!(clients_read_and_the_application_writes, members_can_be_the_applications,);

async fn start(home: &Home, mastered: &[&str]) -> Client {
    Client::mastering(Database::open(&home.url()).await.unwrap(), mastered)
}

// 7643-7-22: of an attribute with several values, a part of a complex one, one of an extension
async fn clients_read_and_the_application_writes(on: On) {
    let home = Home::new(on);
    let department = format!("User:{ENTERPRISE}:department");
    let paths = ["phoneNumbers", "User:name.givenName", &department];
    let client = start(&home, &paths).await;
    let app = client.authorized("Bearer app-token");
    let body = |number: &str| {
        json!({ "schemas": [USER, ENTERPRISE], "userName": "babs", "displayName": "Babs",
            "name": { "givenName": "Barbara", "familyName": "Jensen" },
            "phoneNumbers": [{ "value": number, "type": "work" }],
            ENTERPRISE: { "department": "Tours", "costCenter": "4130" } })
    };
    let created = app.create("/Users", &body("tel:1")).await;
    let path = format!("/Users/{}", text(&created, "id"));
    let current = app.put(&path, &body("tel:2")).await.body;
    assert_eq!(current["meta"]["version"], "W/\"2\"");

    for token in ["token", "okta-token", "entra-token"] {
        let client = client.authorized(&format!("Bearer {token}"));
        // what was read before, sent back
        let put = client.put(&path, &created).await;
        assert_eq!((put.status, &put.body), (200, &current), "{token}");
        let mut operations = vec![
            json!([{ "op": "replace", "path": "phoneNumbers", "value": [] }]),
            json!([{ "op": "remove", "path": "phoneNumbers[type eq \"work\"]" }]),
            json!([{ "op": "add", "path": "name.givenName", "value": "B" }]),
            json!([{ "op": "remove", "path": format!("{ENTERPRISE}:department") }]),
        ];
        for operation in &operations {
            let patch = client.patch(&path, operation).await;
            match token {
                "token" => patch.assert_error(400, Some("mutability"), ""),
                _ => assert_eq!((patch.status, &patch.body), (200, &current), "{operation}"),
            }
        }
        operations = vec![json!([{ "op": "replace", "value": {
            "phoneNumbers": [], "name": { "givenName": "B" }, ENTERPRISE: { "department": null } } }])];
        let patch = client.patch(&path, &operations[0]).await;
        assert_eq!((patch.status, &patch.body), (200, &current), "{token}");

        let schema = client.get(&format!("/Schemas/{ENTERPRISE}")).await.body;
        let mutability = |name: &str| {
            let mut all = schema["attributes"].as_array().unwrap().iter();
            all.find(|one| one["name"] == name).unwrap()["mutability"].clone()
        };
        assert_eq!(
            (mutability("department"), mutability("costCenter")),
            (json!("readOnly"), json!("readWrite"))
        );
    }
    // beside it clients write as ever, and the rest goes when a PUT leaves it out
    let put = client.put(&path, &json!({ "schemas": [USER], "userName": "babs" })).await.body;
    assert_eq!(put["name"], json!({ "givenName": "Barbara" }));
    assert_eq!(
        (&put[ENTERPRISE], put.get("displayName")),
        (&json!({ "department": "Tours" }), None)
    );
    assert_eq!(put["phoneNumbers"], current["phoneNumbers"]);
    let found = client.get("/Users?filter=phoneNumbers.value%20eq%20%22tel:2%22").await.body;
    assert_eq!(found["totalResults"], 1);

    // switched off again, nothing is left of it
    let client = Client::on(client.database.clone());
    let put = client.put(&path, &json!({ "schemas": [USER], "userName": "babs" })).await.body;
    assert_eq!((put.get("phoneNumbers"), put.get("name"), put.get(ENTERPRISE)), (None, None, None));
}

async fn members_can_be_the_applications(on: On) {
    let home = Home::new(on);
    let client = start(&home, &["Group:members"]).await;
    let (app, okta) =
        (client.authorized("Bearer app-token"), client.authorized("Bearer okta-token"));
    let user = client.user("babs").await;
    let group =
        json!({ "schemas": [GROUP], "displayName": "Tours", "members": [{ "value": user["id"] }] });
    let created = app.create("/Groups", &group).await;
    let path = format!("/Groups/{}", text(&created, "id"));
    let put = okta.put(&path, &json!({ "schemas": [GROUP], "displayName": "Guides" })).await.body;
    assert_eq!((&put["displayName"], &put["members"]), (&json!("Guides"), &created["members"]));
    let operations = json!([
        { "op": "replace", "value": { "displayName": "Tour Guides" } },
        { "op": "remove", "path": format!("members[value eq {}]", user["id"]) },
    ]);
    assert_eq!(okta.patch(&path, &operations).await.status, 204);
    let group = client.get(&path).await.body;
    assert_eq!(
        (&group["displayName"], &group["members"]),
        (&json!("Tour Guides"), &created["members"])
    );
    let new = client.create("/Groups", &json!({ "schemas": [GROUP], "displayName": "h", "members": [{ "value": user["id"] }] })).await;
    assert_eq!(new.get("members"), None::<&Value>);
    assert_eq!(app.patch(&path, &operations).await.status, 204);
    assert_eq!(client.get(&path).await.body.get("members"), None);
}

#[test]
fn what_cannot_be_mastered_is_said() {
    for (path, message) in [
        (
            "Users:title",
            "`Users` is no resource type; expected `User:`, `Group:`, `Badge:`, `Role:` or `Entitlement:`",
        ),
        ("titl", "`titl`: not an attribute of `User`; did you mean `title`?"),
        (
            "Badge:serialNumber",
            "`serialNumber`: it is required, so a client has to give it; leave it out",
        ),
        (
            "Badge:doors.floor",
            "`doors.floor`: the elements of a list are written as a whole; write `doors`",
        ),
    ] {
        assert_eq!(Mastered::new(&[path]).unwrap_err().to_string(), message);
    }
}
