//! Of a server that has nothing beside SCIM.

use super::Row;
use crate::okta::wrong::is_user;
use http::Method;
use scim_testkit::okta::Mode;
use serde_json::{Value, json};

pub(super) const FAULTS: &[Row] = &[
    ("the login is lower-cased", "create", Mode::Put, "`userName` to be `", |_, answered| {
        if let Some(name) = answered.json.get("userName").and_then(Value::as_str) {
            answered.json["userName"] = json!(name.to_lowercase());
        }
    }),
    (
        "the password is echoed",
        "create",
        Mode::Put,
        "`password`, which is never",
        |asked, answered| {
            if answered.served && asked.method == Method::POST && asked.path == "/Users" {
                answered.json["password"] = json!("1m2345678");
            }
        },
    ),
    (
        "a new user is answered without a body",
        "create",
        Mode::Patch,
        "returned empty user",
        |asked, answered| {
            if answered.served && asked.method == Method::POST {
                answered.json = Value::Null;
            }
        },
    ),
    (
        "logins are looked up by another attribute",
        "link",
        Mode::Put,
        "errors reported by remote server",
        |asked, _| {
            asked.query = asked.query.replace("filter=userName", "filter=displayName");
        },
    ),
    ("filters are ignored", "create", Mode::Patch, "users that were not asked for", |asked, _| {
        asked.requery("filter=", "ignored=");
    }),
    (
        "PUT does nothing",
        "update",
        Mode::Put,
        "`name.givenName` to be `Janet`",
        |asked, answered| {
            if !answered.served && asked.method == Method::PUT && is_user(asked) {
                asked.method = Method::GET;
                asked.body = Value::Null;
            }
        },
    ),
    (
        "`active` is not changed by PATCH",
        "deprovision",
        Mode::Patch,
        "`active` to be `false`",
        |asked, answered| {
            if asked.method == Method::PATCH && is_user(asked) {
                answered.instead(204, Value::Null);
            }
        },
    ),
    ("there is no PATCH", "deprovision", Mode::Patch, "Okta to deactivate", |asked, answered| {
        if asked.method == Method::PATCH {
            answered.instead(501, Value::Null);
        }
    }),
    (
        "a deactivated user is not there",
        "deprovision",
        Mode::Put,
        "status 200, found 404",
        |asked, answered| {
            let gone = answered.json.get("active") == Some(&json!(false));
            if answered.served && asked.method == Method::GET && is_user(asked) && gone {
                answered.instead(404, json!({"detail": "gone"}));
            }
        },
    ),
    (
        "what is deactivated is not found",
        "reactivate",
        Mode::Patch,
        "errors reported by",
        |asked, answered| {
            if asked.query.contains("filter=") && answered.served {
                let list = answered.json["Resources"].as_array_mut().unwrap();
                list.retain(|user| user["active"] != json!(false));
                answered.json["totalResults"] = json!(list.len());
            }
        },
    ),
    (
        "PATCH answers no resource",
        "reactivate",
        Mode::Patch,
        "neither the resource nor 204",
        |asked, answered| {
            if answered.served && asked.method == Method::PATCH && is_user(asked) {
                answered.instead(200, json!({}));
            }
        },
    ),
    (
        "a password is refused",
        "password",
        Mode::Put,
        "Okta to sync the password",
        |asked, answered| {
            if asked.method == Method::PUT && asked.body.get("password").is_some() {
                answered.instead(400, json!({"detail": "no"}));
            }
        },
    ),
    (
        "a list of groups has no members",
        "import",
        Mode::Put,
        "to have its members",
        |asked, answered| {
            if asked.path == "/Groups" {
                answered.resources().for_each(|group| group["members"] = json!([]));
            }
        },
    ),
    ("pages have fifty at most", "pages", Mode::Put, "all users to be read", |asked, answered| {
        asked.query = asked.query.replace("count=100", "count=50");
        let _ = answered;
    }),
    ("the second page is the first", "pages", Mode::Put, "all users to be read", |asked, _| {
        asked.query = asked.query.replace("startIndex=101", "startIndex=1");
    }),
    ("a page has everybody", "pages", Mode::Put, "more than the 100", |asked, _| {
        if asked.is_import() {
            asked.query = String::new();
        }
    }),
    ("totals are texts", "pages", Mode::Put, "no whole number", |_, answered| {
        if let Some(total) = answered.json.get("totalResults").and_then(Value::as_u64) {
            answered.json["totalResults"] = json!(total.to_string());
        }
    }),
    (
        "lists leave out who is not active",
        "app-as-master",
        Mode::Put,
        "to be Active",
        |asked, answered| {
            if answered.served && asked.path == "/Users" && asked.query.starts_with("startIndex") {
                let list = answered.json["Resources"].as_array_mut().unwrap();
                list.retain(|user| user["active"] != json!(false));
                answered.json["totalResults"] = json!(list.len());
            }
        },
    ),
    (
        "`groups: []` of a user empties them",
        "update",
        Mode::Put,
        "to have the members",
        |asked, answered| {
            if asked.method == Method::GET && asked.path.starts_with("/Groups/") && answered.served
            {
                answered.json["members"] = json!([]);
            }
        },
    ),
    ("members are added twice", "push", Mode::Patch, "to have the members", |asked, answered| {
        if let Some(members) = answered.json.get_mut("members").and_then(Value::as_array_mut)
            && asked.method == Method::GET
        {
            members.extend(members.clone());
        }
    }),
    (
        "a name that stays is a conflict",
        "push",
        Mode::Patch,
        "the name is taken",
        |asked, answered| {
            let renames = asked.body.pointer("/Operations/0/value/displayName").is_some();
            if asked.method == Method::PATCH && renames {
                answered.instead(409, json!({"detail": "the name is taken"}));
            }
        },
    ),
    ("an `id` in a value is refused", "push", Mode::Patch, "read-only", |asked, answered| {
        if asked.body.pointer("/Operations/0/value/id").is_some() {
            answered.instead(400, json!({"detail": "read-only"}));
        }
    }),
    (
        "members cannot be emptied",
        "push",
        Mode::Put,
        "to have the members []",
        |asked, answered| {
            let empty = asked.body.get("members") == Some(&json!([]));
            if asked.method == Method::PUT && empty && !answered.served {
                asked.method = Method::GET;
                asked.body = Value::Null;
            }
        },
    ),
    ("`display: null` is refused", "push", Mode::Put, "a text is expected", |asked, answered| {
        if asked.body.pointer("/members/0/display") == Some(&Value::Null) {
            answered.instead(400, json!({"detail": "a text is expected"}));
        }
    }),
    (
        "a group is not deleted",
        "push-link",
        Mode::Put,
        "the group to be deleted",
        |asked, answered| {
            if asked.method == Method::DELETE && asked.path.starts_with("/Groups/") {
                answered.instead(204, Value::Null);
            }
        },
    ),
    (
        "an offset from UTC is misread",
        "incremental",
        Mode::Put,
        "to find what changed then",
        |asked, _| {
            asked.query = asked.query.replace("%2B00%3A00", "%2B01%3A00");
        },
    ),
    ("`gt` is `ge`", "incremental", Mode::Put, "to find what changed then", |asked, _| {
        asked.query = asked.query.replace("lastModified%20gt", "lastModified%20ge");
    }),
    (
        "a stale version in a body is refused",
        "update",
        Mode::Put,
        "precondition",
        |asked, answered| {
            if asked.method == Method::PUT && asked.body.pointer("/meta/version").is_some() {
                answered.instead(412, json!({"detail": "precondition"}));
            }
        },
    ),
    ("there are no groups", "connect", Mode::Put, "no groups here", |asked, answered| {
        if asked.path == "/Groups" {
            answered.instead(404, json!({"detail": "no groups here"}));
        }
    }),
    ("a first page is an array", "connect", Mode::Patch, "save the API", |asked, answered| {
        if asked.is_import() && answered.served {
            answered.json = json!([]);
        }
    }),
    (
        "lists show who left as active",
        "sourcing",
        Mode::Put,
        "to be Deactivated",
        |asked, answered| {
            if asked.is_import() {
                answered.resources().for_each(|user| user["active"] = json!(true));
            }
        },
    ),
    (
        "who is deleted stays in lists",
        "sourcing",
        Mode::Patch,
        "the deleted user to be missed",
        |asked, answered| {
            if asked.method == Method::DELETE && is_user(asked) {
                answered.instead(204, Value::Null);
            }
        },
    ),
    (
        "a title stays what it was",
        "directory-as-master",
        Mode::Put,
        "`title` to be `Seller`",
        |asked, _| {
            if asked.method == Method::PUT && is_user(asked) {
                asked.body["title"] = json!("Engineer");
            }
        },
    ),
    (
        "nobody leaves a group",
        "directory-as-master",
        Mode::Patch,
        "to have the members []",
        |asked, answered| {
            let removes = asked.body.pointer("/Operations/0/op") == Some(&json!("remove"));
            if asked.method == Method::PATCH && removes {
                answered.instead(204, Value::Null);
            }
        },
    ),
    (
        "a phone number is another",
        "create",
        Mode::Patch,
        "`phoneNumbers.^[primary==true].value` to be",
        |asked, _| {
            if let Some(phones) = asked.body.get_mut("phoneNumbers").and_then(Value::as_array_mut) {
                phones.iter_mut().for_each(|phone| phone["value"] = json!("+1-555-555-0199"));
            }
        },
    ),
    (
        "changes are in the order of their times",
        "incremental",
        Mode::Patch,
        "every change to be on a page",
        |asked, _| {
            if asked.query.contains("lastModified") && !asked.query.contains("sortBy") {
                asked.query.push_str("&sortBy=meta.lastModified");
            }
        },
    ),
    ("an offset is left out", "incremental", Mode::Put, "to find what changed then", |asked, _| {
        asked.requery("%2B05%3A30", "Z");
    }),
    ("`lt` is `le`", "incremental", Mode::Patch, "to find what changed then", |asked, _| {
        asked.requery("lastModified%20lt", "lastModified%20le");
    }),
    ("`le` is `lt`", "incremental", Mode::Put, "to find what changed then", |asked, _| {
        asked.requery("lastModified%20le", "lastModified%20lt");
    }),
    (
        "a time west of Greenwich is refused",
        "incremental",
        Mode::Put,
        "a 2xx status",
        |asked, answered| {
            if asked.query.contains("-08%3A00") {
                answered.instead(400, json!({"detail": "no such time"}));
            }
        },
    ),
    (
        "a PATCH leaves `lastModified` as it was",
        "incremental",
        Mode::Patch,
        "exactly the three that changed",
        |asked, answered| {
            // as if nobody had been changed by it
            if asked.query.contains("lastModified") && answered.served {
                let total = answered.json["totalResults"].as_u64().unwrap();
                let list = answered.json["Resources"].as_array_mut().unwrap();
                let before = list.len();
                list.retain(|user| user["meta"]["created"] == user["meta"]["lastModified"]);
                let gone = u64::try_from(before - list.len()).unwrap();
                answered.json["totalResults"] = json!(total - gone);
            }
        },
    ),
];
