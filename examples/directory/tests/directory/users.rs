use crate::client::{BADGE, Client, ENTERPRISE, USER, text};
use crate::databases::{On, both};
use directory::password;
use serde_json::{Value, json};

both!(
    what_was_sent_is_what_is_returned,
    a_put_that_changes_nothing_is_no_write,
    a_put_without_password_and_active_keeps_both,
    an_empty_password_is_none,
    values_keep_their_rows,
    user_names_are_unique_whatever_their_case_and_width,
    a_deleted_user_is_gone,
    pages_miss_nothing_and_repeat_nothing,
    users_are_found_and_sorted,
    the_name_of_a_manager_is_the_managers,
    the_seed_is_a_directory,
);

/// Every attribute that a client can write, with nothing where a server may be tempted: no
/// `formatted`, no primary address, values in no order.
fn whole() -> Value {
    let element = |value: &str, kind: &str| json!({ "value": value, "display": "d", "type": kind });
    json!({
        "schemas": [USER, ENTERPRISE],
        "externalId": "701984",
        "userName": "BJensen@Example.com",
        "name": {
            "familyName": "Jensen", "givenName": "Barbara", "middleName": "Jane",
            "honorificPrefix": "Ms.", "honorificSuffix": "III"
        },
        "displayName": "Babs Jensen",
        "nickName": "Babs",
        "profileUrl": "https://login.example.com/bjensen",
        "title": "Tour Guide",
        "userType": "Employee",
        "preferredLanguage": "en-US,en;q=0.5",
        "locale": "en-US",
        "timezone": "America/Los_Angeles",
        "active": true,
        "emails": [element("z@example.com", "work"), element("A@Example.com", "home")],
        "phoneNumbers": [element("555-555 5555", "work")],
        "ims": [element("someAimHandle", "aim")],
        "photos": [element("https://photos.example.com/F", "photo")],
        "addresses": [
            {
                "streetAddress": "100 Universal City Plaza", "locality": "Hollywood",
                "region": "CA", "postalCode": "91608", "country": "USA", "type": "work"
            },
            { "formatted": "456 Hollywood Blvd\nHollywood", "type": "home", "primary": true }
        ],
        "entitlements": [{ "value": "parking" }],
        "roles": [{ "value": "guide", "primary": false }],
        "x509Certificates": [{ "value": "TWFuaWZlc3Q=" }],
        ENTERPRISE: {
            "employeeNumber": "701984", "costCenter": "4130", "organization": "Universal",
            "division": "Theme Park", "department": "Tours",
            "manager": { "value": "created-later", "$ref": "../Users/created-later" }
        }
    })
}

/// Without what the server adds.
fn sent(mut body: Value) -> Value {
    let members = body.as_object_mut().unwrap();
    assert!(members.remove("id").is_some() && members.remove("meta").is_some());
    body
}

// 7644-3.3-07 to -10, 7644-3.4.1-02
async fn what_was_sent_is_what_is_returned(on: On) {
    let client = Client::new(on).await;
    let mut body = whole();
    body["password"] = "t1meMa$heen".into();
    let created = client.post("/Users", &body).await;
    assert_eq!(created.status, 201);
    assert_eq!(sent(created.body.clone()), whole());

    let id = text(&created.body, "id");
    let location = format!("https://scim.example.com/scim/v2/Users/{id}");
    assert_eq!(created.headers["location"], location);
    assert_eq!(created.body["meta"]["location"], location);
    assert_eq!(created.headers["etag"], "W/\"1\"");

    let got = client.get(&format!("/Users/{id}")).await;
    assert_eq!((got.status, &got.body), (200, &created.body));
    let listed = client.get("/Users").await;
    assert_eq!(listed.body["Resources"], json!([created.body]));

    let minimal = client.user("minimal").await;
    assert_eq!(sent(minimal), json!({ "schemas": [USER], "userName": "minimal" }));
}

// 7644-3.5.1-03, -04, -14
async fn a_put_that_changes_nothing_is_no_write(on: On) {
    let client = Client::new(on).await;
    let created = client.create("/Users", &whole()).await;
    let path = format!("/Users/{}", text(&created, "id"));
    for body in [whole(), created.clone()] {
        let again = client.put(&path, &body).await;
        assert_eq!((again.status, &again.body), (200, &created));
    }
    let mut changed = whole();
    changed["title"] = "Guide".into();
    let changed = client.put(&path, &changed).await;
    assert_eq!(changed.headers["etag"], "W/\"2\"");
    assert_eq!(changed.body["title"], "Guide");
    assert_eq!(changed.body["meta"]["created"], created["meta"]["created"]);
    assert_eq!(client.get(&path).await.body, changed.body);
}

// 7643-4.1.1-19, -20: stored as a hash, never returned
async fn a_put_without_password_and_active_keeps_both(on: On) {
    let client = Client::new(on).await;
    let body = json!({ "schemas": [USER], "userName": "b", "password": "first", "active": false });
    let created = client.create("/Users", &body).await;
    assert_eq!(created.get("password"), None);
    let path = format!("/Users/{}", text(&created, "id"));
    let hash = async || client.text("SELECT password_hash FROM users").await;
    let first = hash().await.unwrap();
    assert!(first.starts_with("$argon2id$") && password::verify("first", &first));

    let body = json!({ "schemas": [USER], "userName": "b", "title": "t" });
    let put = client.put(&path, &body).await;
    assert_eq!(put.body["active"], false);
    assert_eq!(hash().await.as_deref(), Some(&*first));

    let body = json!({ "schemas": [USER], "userName": "b", "password": "second" });
    let put = client.put(&path, &body).await;
    assert_eq!(put.headers["etag"], "W/\"3\"");
    assert!(password::verify("second", &hash().await.unwrap()));

    let body = json!({ "schemas": [USER], "userName": "b", "password": null, "active": null });
    let put = client.put(&path, &body).await;
    assert_eq!((put.status, put.body.get("active")), (200, None));
    assert_eq!(hash().await, None);
    assert_eq!(client.count("SELECT count(*) FROM sign_in").await, 1);
}

/// A policy on what a client sets (RFC 7643 section 4.1.1): no one is to sign in by typing nothing.
async fn an_empty_password_is_none(on: On) {
    let client = Client::new(on).await;
    let body = json!({ "schemas": [USER], "userName": "b", "password": "first" });
    let created = client.create("/Users", &body).await;
    let path = format!("/Users/{}", text(&created, "id"));
    let hash = async || client.text("SELECT password_hash FROM users").await;
    let first = hash().await.unwrap();

    let empty = json!({ "schemas": [USER], "userName": "b", "password": "" });
    client.put(&path, &empty).await.assert_error(400, Some("invalidValue"), "`password`");
    let replace = json!([{ "op": "replace", "path": "password", "value": "" }]);
    let answer = client.patch(&path, &replace).await;
    answer.assert_error(400, Some("invalidValue"), "`password`");
    assert_eq!(hash().await, Some(first));
    let badge = json!({ "schemas": [BADGE], "serialNumber": "A", "pin": "" });
    client.post("/Badges", &badge).await.assert_error(400, Some("invalidValue"), "`pin`");

    // to Okta it is the same as none
    let put = client.authorized("Bearer okta-token").put(&path, &empty).await;
    assert_eq!(put.status, 200, "{}", put.body);
    assert_eq!(hash().await, None);
}

async fn values_keep_their_rows(on: On) {
    let client = Client::new(on).await;
    let created = client.create("/Users", &whole()).await;
    let path = format!("/Users/{}", text(&created, "id"));
    let row = "SELECT id FROM user_emails WHERE value = 'z@example.com'";
    let before = client.count(row).await;

    // the other email goes, a new one comes, and the display text of this one changes
    let mut body = whole();
    body["emails"] = json!([{ "value": "z@example.com" }, { "value": "new@example.com" }]);
    let put = client.put(&path, &body).await;
    assert_eq!(put.body["emails"], body["emails"]);
    assert_eq!(client.count(row).await, before);
    let removed = "SELECT count(*) FROM user_emails WHERE value = 'A@Example.com'";
    assert_eq!(client.count(removed).await, 0);
    let new = "SELECT id FROM user_emails WHERE value = 'new@example.com'";
    assert!(client.count(new).await > before + 1, "a new value has a new row");
}

// 7644-3.3-11, -12, 7644-5-01, 7644-3.6-04
async fn user_names_are_unique_whatever_their_case_and_width(on: On) {
    let client = Client::new(on).await;
    let first = client.user("Zoë@example.com").await;
    for name in ["zoë@example.com", "ZOË@EXAMPLE.COM", "ｚｏｅ\u{308}@example.com"] {
        let body = json!({ "schemas": [USER], "userName": name });
        let answer = client.post("/Users", &body).await;
        answer.assert_error(409, Some("uniqueness"), "`userName`");
    }
    let second = client.user("zoe@example.com").await;
    let path = format!("/Users/{}", text(&second, "id"));
    let body = json!({ "schemas": [USER], "userName": "ZOË@example.com" });
    client.put(&path, &body).await.assert_error(409, Some("uniqueness"), "`userName`");
    assert_eq!(client.get(&path).await.body, second);

    client.delete(&format!("/Users/{}", text(&first, "id"))).await;
    assert_eq!(client.put(&path, &body).await.status, 200);
}

// 7644-3.6-02, -03, -05, -06, 7644-3.12-16
async fn a_deleted_user_is_gone(on: On) {
    let client = Client::new(on).await;
    let created = client.create("/Users", &whole()).await;
    let path = format!("/Users/{}", text(&created, "id"));
    let stale =
        axum::http::Request::delete(format!("/scim/v2{path}")).header("if-match", "W/\"9\"");
    client.send(stale, axum::body::Body::empty()).await.assert_error(412, None, "version");

    let deleted = client.delete(&path).await;
    assert_eq!((deleted.status, deleted.body), (204, Value::Null));
    client.get(&path).await.assert_error(404, None, "User");
    client.put(&path, &whole()).await.assert_error(404, None, "User");
    client.delete(&path).await.assert_error(404, None, "User");
    assert_eq!(client.get("/Users").await.body["totalResults"], 0);
    assert_eq!(client.count("SELECT count(*) FROM user_emails").await, 0);
}

// 7644-3.4.2.4-05, -06, -09 to -13
async fn pages_miss_nothing_and_repeat_nothing(on: On) {
    let client = Client::new(on).await;
    let mut created = Vec::new();
    for number in 0..5 {
        created.push(client.user(&format!("user{number}")).await);
    }
    let page = async |query: &str| client.get(&format!("/Users?{query}")).await.body;
    let mut found = Vec::new();
    for (start, items) in [(1, 2), (3, 2), (5, 1), (6, 0)] {
        let mut page = page(&format!("startIndex={start}&count=2")).await;
        assert_eq!(page["totalResults"], 5);
        assert_eq!((&page["startIndex"], &page["itemsPerPage"]), (&json!(start), &json!(items)));
        found.append(page["Resources"].as_array_mut().unwrap());
    }
    assert_eq!(found, created);
    assert_eq!(page("startIndex=18446744073709551615").await["Resources"], json!([]));
    let totals = page("count=0").await;
    assert_eq!((&totals["totalResults"], &totals["Resources"]), (&json!(5), &json!([])));
}

// 7644-3.4.2.2-04, -42, 7644-3.4.2.3-03, -05, -10: on what other tables hold too, shown or not
async fn users_are_found_and_sorted(on: On) {
    let client = Client::new(on).await;
    for (name, mail) in [("bob", "x@a.example"), ("Alice", "y@b.example"), ("carl", "w@a.example")]
    {
        let emails =
            json!([{ "value": "z@z.example", "type": "home" }, { "value": mail, "primary": true }]);
        let user = json!({ "schemas": [USER], "userName": name, "emails": emails });
        client.create("/Users", &user).await;
    }
    let names = async |query: &str| {
        let list = client.get(&format!("/Users?attributes=userName&{query}")).await.body;
        let found = list["Resources"].as_array().unwrap().iter();
        found.map(|user| text(user, "userName").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("sortBy=userName").await, ["Alice", "bob", "carl"]);
    assert_eq!(names("sortBy=emails&sortOrder=descending").await, ["Alice", "bob", "carl"]);
    let filter = "filter=emails.value%20ew%20%22%40A.example%22";
    assert_eq!(names(filter).await, ["bob", "carl"]);
    assert_eq!(names(&format!("{filter}&sortBy=emails.value&count=1")).await, ["carl"]);
    // 9865-2-07, 9865-3-01; 7644-3.4.3-12: by cursor, by POST, and of all resource types
    let first = client.get("/Users?attributes=userName&sortBy=emails&count=2&cursor").await.body;
    let next = format!("sortBy=emails&count=2&cursor={}", text(&first, "nextCursor"));
    assert_eq!(names(&next).await, ["Alice"]);
    let search = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": "meta.resourceType eq \"User\"", "sortBy": "userName", "startIndex": 2,
    });
    let found = client.post("/.search", &search).await.body;
    assert_eq!((&found["totalResults"], &found["itemsPerPage"]), (&json!(3), &json!(2)));
    assert_eq!(found["Resources"][0]["userName"], "bob");
    client.get("/Users?filter=userName").await.assert_error(400, Some("invalidFilter"), "at");
    client.get("/Users?sortBy=password").await.assert_error(400, Some("invalidValue"), "never");
}

// 7643-4.3: `manager.displayName` is readOnly, and taken from the manager
async fn the_name_of_a_manager_is_the_managers(on: On) {
    let client = Client::new(on).await;
    let boss = json!({ "schemas": [USER], "userName": "boss", "displayName": "The Boss" });
    let boss = client.create("/Users", &boss).await;
    let mut body = whole();
    body[ENTERPRISE]["manager"] = json!({ "value": boss["id"], "displayName": "Someone" });
    let created = client.create("/Users", &body).await;
    assert_eq!(
        created[ENTERPRISE]["manager"],
        json!({ "value": boss["id"], "displayName": "The Boss" })
    );
}

async fn the_seed_is_a_directory(on: On) {
    let client = Client::new(on).await;
    assert!(directory::seed::seed(&client.database, "acme", 1_050).await.unwrap());
    assert!(!directory::seed::seed(&client.database, "acme", 1).await.unwrap());
    let users = client.get("/Users?startIndex=1050").await.body;
    assert_eq!(users["totalResults"], 1_050);
    let groups = users["Resources"][0]["groups"].as_array().unwrap();
    let kinds: Vec<_> = groups.iter().map(|group| text(group, "type")).collect();
    assert_eq!(kinds, ["direct", "indirect"]);
    assert_eq!(client.get("/Groups?count=0").await.body["totalResults"], 53 + 8);
}
