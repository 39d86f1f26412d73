//! Values.

use super::*;

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("representation.boolean-text", "7643-2.3-03", "booleans are texts", |_, answer| {
            for name in ["active", "lost"] {
                each(answer, name, |value| *value = value.to_string().into());
            }
        }),
        gives("representation.integer-text", "7643-2.3-05", "integers are texts", |_, answer| {
            each(answer, "uses", |value| *value = value.to_string().into());
        }),
        gives(
            "representation.integer-fraction",
            "7643-2.3.4-01",
            "integers have a fraction",
            |_, answer| {
                each(answer, "uses", |value| *value = json!(value.as_f64()));
            },
        ),
        gives("representation.decimal-text", "7643-2.3-04", "decimals are texts", |_, answer| {
            each(answer, "weight", |value| *value = value.to_string().into());
        }),
        gives(
            "representation.one-value",
            "7643-2.4-01",
            "a list of one element is the element",
            |_, answer| {
                for name in ["emails", "ports", "members"] {
                    each(answer, name, |value| {
                        if value.as_array().is_some_and(|all| all.len() == 1) {
                            *value = value[0].clone();
                        }
                    });
                }
            },
        ),
        gives(
            "representation.simple-list-of-objects",
            "7643-2.4-01",
            "elements of a simple list are objects",
            |_, answer| {
                each(answer, "labels", |value| {
                    for label in value.as_array_mut().unwrap() {
                        *label = json!({"value": label});
                    }
                });
            },
        ),
        gives("representation.complex-text", "7643-2.3-09", "`name` is a text", |_, answer| {
            each(answer, "name", |value| *value = "Barbara Jensen".into());
        }),
        gives(
            "representation.singular-list",
            "7643-1.2-03",
            "`displayName` is a list",
            |_, answer| {
                each(answer, "displayName", |value| *value = json!([value]));
            },
        ),
        gives(
            "representation.binary",
            "7643-2.3.6-01",
            "binary values are hexadecimal, with spaces",
            |_, answer| {
                each(answer, "image", |value| *value = "4D 61 6E".into());
            },
        ),
        gives(
            "representation.reference",
            "7643-2.3.7-02",
            "references have spaces",
            |_, answer| {
                each(answer, "owner", |value| *value = "the owner".into());
                each(answer, "profileUrl", |value| *value = "the profile".into());
            },
        ),
        gives(
            "representation.extension-flat",
            "7643-3.3-08",
            "attributes of extensions are at the top",
            |_, answer| {
                answer.each(|resource| {
                    let urns: Vec<_> =
                        resource.keys().filter(|name| name.contains(':')).cloned().collect();
                    for urn in urns {
                        if let Some(Value::Object(extension)) = resource.remove(&urn) {
                            resource.extend(extension);
                        }
                    }
                });
            },
        ),
        gives(
            "representation.undeclared",
            "7643-3-06",
            "resources have an attribute that no schema has",
            |_, answer| {
                answer.each(|resource| {
                    resource.insert("rowNumber".to_owned(), json!(7));
                });
            },
        ),
        gives(
            "representation.undeclared-sub-attribute",
            "7643-3-06",
            "`name` has a sub-attribute that no schema has",
            |_, answer| {
                each(answer, "name", |name| {
                    name.as_object_mut()
                        .map(|name| name.insert("initials".to_owned(), json!("BJ")));
                });
            },
        ),
        gives(
            "representation.request-shown",
            "7643-7-33",
            "what is returned on request is in lists",
            |asked, answer| {
                if asked.is_query() && asked.path.starts_with("/Devices") {
                    answer.each(|resource| {
                        resource.insert("notes".to_owned(), json!("x"));
                    });
                }
            },
        ),
        does(
            "representation.default-hidden",
            "7643-7-32",
            "GET leaves `displayName` out",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.is("GET") && asked.is_one() && asked.query.is_empty() {
                    gone(&mut answer, "displayName");
                }
                answer
            },
        ),
        gives(
            "representation.two-primaries",
            "7643-2.4-05",
            "all elements are primary",
            |_, answer| {
                for name in ["emails", "ports"] {
                    each(answer, name, |value| {
                        for element in value.as_array_mut().into_iter().flatten() {
                            element["primary"] = json!(true);
                        }
                    });
                }
            },
        ),
        gives(
            "representation.same-element-twice",
            "7643-2.4-12",
            "elements are there twice",
            |_, answer| {
                for name in ["emails", "ports"] {
                    each(answer, name, |value| {
                        if let Some(first) = value.get(0).cloned() {
                            value.as_array_mut().unwrap().push(first);
                        }
                    });
                }
            },
        ),
        gives(
            "representation.external-id",
            "7643-3.1-13",
            "`externalId` is made up",
            |asked, answer| {
                if asked.is_create() && !asked.body.contains("externalId") {
                    answer.one(|user| {
                        user.insert("externalId".to_owned(), json!("made-up"));
                    });
                }
            },
        ),
        gives(
            "representation.modified-later",
            "7643-3.1-22",
            "a new resource was modified after it was created",
            |asked, answer| {
                if asked.is_create() {
                    meta(answer, "lastModified", |time| *time = "2099-01-01T00:00:00Z".into());
                }
            },
        ),
        gives(
            "representation.content-type",
            "7644-3.1-01",
            "resources are `application/json`",
            |_, answer| {
                if answer.is_ok() && !answer.json.is_null() {
                    answer.set("content-type", "application/json");
                }
            },
        ),
        gives(
            "representation.content-type-html",
            "7644-3.8-01",
            "lists are `text/html`",
            |asked, answer| {
                if asked.is_query() {
                    answer.set("content-type", "text/html");
                }
            },
        ),
        gives(
            "representation.content-location",
            "7643-3.1-23",
            "`Content-Location` is another URI than `meta.location`",
            |_, answer| {
                if !answer.header("content-location").is_empty() {
                    answer.set("content-location", "https://scim.example.com/other");
                }
            },
        ),
        gives(
            "representation.password",
            "7643-4.1.1-19",
            "POST answers the password",
            |asked, answer| {
                if asked.is_create() {
                    let password = asked.json()["password"].clone();
                    if password.is_string() {
                        answer.one(|user| {
                            user.insert("password".to_owned(), password);
                        });
                    }
                }
            },
        ),
        gives(
            "representation.password-hash",
            "7643-4.1.1-26",
            "GET answers a hash of the password when asked for it",
            |asked, answer| {
                if asked.is("GET")
                    && asked.parameter("attributes").is_some_and(|names| names.contains("password"))
                {
                    answer.each(|user| {
                        user.insert("password".to_owned(), json!("$argon2id$v=19$"));
                    });
                }
            },
        ),
        gives(
            "representation.password-in-lists",
            "7643-7-30",
            "lists have passwords",
            |asked, answer| {
                if asked.is_query() && is_user(asked) {
                    answer.each(|user| {
                        user.insert("password".to_owned(), json!("*****"));
                    });
                }
            },
        ),
        gives(
            "representation.write-only",
            "7643-7-27",
            "PUT answers what can only be written",
            |asked, answer| {
                let pin = asked.json()["pin"].clone();
                if asked.is("PUT") && pin.is_string() {
                    answer.one(|device| {
                        device.insert("pin".to_owned(), pin);
                    });
                }
            },
        ),
        gives(
            "representation.write-only-patch",
            "7643-7-27",
            "PATCH answers what can only be written",
            |asked, answer| {
                if asked.is("PATCH") && asked.path.starts_with("/Devices") && answer.status == 200 {
                    answer.one(|device| {
                        device.insert("pin".to_owned(), json!("0000"));
                    });
                }
            },
        ),
        takes(
            "representation.ascii",
            "7643-2.3.1-01",
            "characters beyond ASCII are lost",
            |asked| {
                if matches!(asked.method.as_str(), "POST" | "PUT" | "PATCH") {
                    asked.body =
                        asked.body.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect();
                }
            },
        ),
        takes(
            "representation.basic-plane",
            "7643-2.3.1-01",
            "characters beyond the first 65,536 are lost",
            |asked| {
                asked.body = asked
                    .body
                    .chars()
                    .map(|c| if u32::from(c) > 0xFFFF { '?' } else { c })
                    .collect();
            },
        ),
        takes("representation.trimmed", "7643-2.3.1-01", "texts lose line breaks", |asked| {
            if asked.is_create() {
                asked.body = asked.body.replace("\\n", " ");
            }
        }),
        takes(
            "representation.lower-case",
            "7643-7-20",
            "case-exact texts are in lower case",
            |asked| {
                if asked.is_create() {
                    for name in ["externalId", "build"] {
                        member(asked, name, |value| {
                            *value = value.as_str().unwrap_or_default().to_lowercase().into()
                        });
                    }
                }
            },
        ),
        takes("representation.numbers-rounded", "7643-2.3-04", "decimals are rounded", |asked| {
            member(asked, "weight", |value| {
                if let Some(number) = value.as_f64() {
                    *value = json!(number.round());
                }
            });
        }),
        takes("representation.small-integers", "7643-2.3-05", "integers have 31 bits", |asked| {
            member(asked, "uses", |value| {
                if let Some(number) = value.as_i64() {
                    *value = json!(number % (1 << 31));
                }
            });
        }),
        gives(
            "representation.name-with-space",
            "7643-2.1-03",
            "an attribute of a schema has a space in its name",
            |_, answer| {
                let text = answer.json.to_string().replace("\"nickName\"", "\"nick name\"");
                answer.json = serde_json::from_str(&text).unwrap();
            },
        ),
        gives(
            "representation.extension-missing",
            "7643-3.3-08",
            "GET leaves extensions out",
            |asked, answer| {
                if asked.is("GET") && asked.is_one() {
                    answer.one(|resource| resource.retain(|name, _| !name.contains(':')));
                    each(answer, "schemas", |schemas| {
                        schemas.as_array_mut().unwrap().truncate(1);
                    });
                }
            },
        ),
        gives(
            "representation.null-id-of-groups",
            "7643-4.2-05",
            "members have no `value`",
            |_, answer| {
                each(answer, "members", |members| {
                    for one in members.as_array_mut().into_iter().flatten() {
                        object(one, |one| {
                            one.remove("value");
                        });
                    }
                });
            },
        ),
        gives(
            "representation.user-name-empty",
            "7643-4.1.1-01",
            "lists have users with an empty `userName`",
            |asked, answer| {
                if asked.is_query() {
                    each(answer, "userName", |name| *name = json!(""));
                }
            },
        ),
        gives(
            "representation.types-of-lists",
            "7643-3-10",
            "core attributes are below their URN",
            |asked, answer| {
                if asked.is_one() && asked.is("GET") {
                    answer.one(|resource| {
                        let urn = if resource.contains_key("serialNumber") { DEVICE } else { USER };
                        if let Some(name) = resource.remove("displayName") {
                            resource.insert(urn.to_owned(), json!({"displayName": name}));
                        }
                    });
                }
            },
        ),
    ]
}
