use crate::client::{BADGE, Client, PARKING, text};
use crate::databases::{On, both};
use directory::password;
use serde_json::{Value, json};

both!(every_type_of_attribute_comes_back, each_characteristic_holds, it_is_published,);

fn badge() -> Value {
    json!({
        "schemas": [BADGE, PARKING],
        "externalId": "x",
        "serialNumber": "A-17",
        "holder": "../Users/2819c223",
        "state": "issued",
        "lost": false,
        "accessLevel": 9_007_199_254_740_993_i64,
        "deposit": 12.5,
        "issued": "2024-02-29T08:30:00.50+01:00",
        "picture": "TWFuaWZlc3Q=",
        "print": { "font": "Inter", "line": "B. Jensen" },
        "zones": ["north", "South"],
        "doors": [
            { "value": "lab", "floor": -1, "since": "2024-03-01T00:00:00Z" },
            { "value": "roof" }
        ],
        PARKING: { "lot": "P2", "space": 4 }
    })
}

async fn every_type_of_attribute_comes_back(on: On) {
    let client = Client::new(on).await;
    let created = client.create("/Badges", &badge()).await;
    let path = format!("/Badges/{}", text(&created, "id"));
    let mut sent = created.clone();
    sent.as_object_mut().unwrap().retain(|name, _| name != "id" && name != "meta");
    assert_eq!(sent, badge());
    assert_eq!(client.get(&path).await.body, created);
    assert_eq!(client.put(&path, &badge()).await.body, created);

    let mut body = badge();
    body["zones"] = json!(["west"]);
    body["doors"] = json!([{ "value": "roof", "floor": 9 }]);
    body.as_object_mut().unwrap().remove(PARKING);
    let put = client.put(&path, &body).await;
    assert_eq!((&put.body["zones"], &put.body["doors"]), (&body["zones"], &body["doors"]));
    assert_eq!((&put.body["schemas"], put.body.get(PARKING)), (&json!([BADGE]), None));
    assert_eq!(client.get("/Badges").await.body["Resources"], json!([put.body]));
}

async fn each_characteristic_holds(on: On) {
    let client = Client::new(on).await;
    let mut body = badge();
    body["note"] = "left-handed".into();
    body["pin"] = "0000".into();
    let created = client.create("/Badges", &body).await;
    let path = format!("/Badges/{}", text(&created, "id"));
    // returned on request, as a write that gives it makes one (7643-7-33), and never
    assert_eq!((&created["note"], created.get("pin")), (&json!("left-handed"), None));
    assert_eq!(client.get(&path).await.body.get("note"), None);
    let asked = client.get(&format!("{path}?attributes=note,pin")).await.body;
    assert_eq!((&asked["note"], asked.get("pin")), (&json!("left-handed"), None));
    let hash = client.text("SELECT pin_hash FROM badges").await.unwrap();
    assert!(password::verify("0000", &hash));

    // immutable (7644-3.5.1-10), canonical values, required, unique and case exact
    let changed = |name: &str, value: Value| {
        let mut body = badge();
        body[name] = value;
        body
    };
    let other_day = changed("issued", "2025-01-01T00:00:00Z".into());
    client.put(&path, &other_day).await.assert_error(400, Some("mutability"), "`issued`");
    let unknown = changed("state", "eaten".into());
    client.put(&path, &unknown).await.assert_error(400, Some("invalidValue"), "`state`");
    let nameless = changed("serialNumber", Value::Null);
    client.post("/Badges", &nameless).await.assert_error(
        400,
        Some("invalidValue"),
        "`serialNumber`",
    );
    client.post("/Badges", &badge()).await.assert_error(409, Some("uniqueness"), "`serialNumber`");
    client.create("/Badges", &changed("serialNumber", "a-17".into())).await;
}

async fn it_is_published(on: On) {
    let client = Client::new(on).await;
    let schemas = client.get("/Schemas").await.body;
    let ids: Vec<_> =
        schemas["Resources"].as_array().unwrap().iter().map(|schema| text(schema, "id")).collect();
    assert_eq!(ids.len(), 8);
    assert!(ids.contains(&BADGE) && ids.contains(&PARKING), "{ids:?}");
    let schema = client.get(&format!("/Schemas/{BADGE}")).await.body;
    let attributes = schema["attributes"].as_array().unwrap();
    let mut types: Vec<_> = attributes.iter().map(|attribute| text(attribute, "type")).collect();
    types.sort_unstable();
    types.dedup();
    let all =
        ["binary", "boolean", "complex", "dateTime", "decimal", "integer", "reference", "string"];
    assert_eq!(types, all);
    assert_eq!(client.get("/ResourceTypes/Badge").await.body["endpoint"], "/Badges");
}
