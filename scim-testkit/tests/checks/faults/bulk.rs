//! Bulk requests.

pub(super) mod results;

use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked, Server};
use serde_json::{Map, Value, json};

fn is_bulk(asked: &Asked) -> bool {
    asked.path == "/Bulk" && asked.is("POST")
}

fn failed(result: &Map<String, Value>) -> bool {
    result.get("status").and_then(Value::as_str).is_some_and(|status| !status.starts_with('2'))
}

/// Each operation.
fn asks(asked: &mut Asked, mut change: impl FnMut(&mut Value)) {
    if is_bulk(asked) {
        asked.edit(|body| {
            for operation in
                body.get_mut("Operations").and_then(Value::as_array_mut).into_iter().flatten()
            {
                change(operation);
            }
        });
    }
}

fn dropped(server: &Server, mut asked: Asked, method: &str) -> Answer {
    let original = asked.clone();
    if !is_bulk(&asked) {
        return server.ask(&asked);
    }
    let mut gone = Vec::new();
    asked.edit(|body| {
        if let Some(Value::Array(all)) = body.get_mut("Operations") {
            let mut index = 0;
            all.retain(|one| {
                let is = one["method"] == method;
                if is {
                    gone.push((index, one.clone()));
                }
                index += 1;
                !is
            });
        }
    });
    if gone.is_empty() {
        return server.ask(&original);
    }
    let mut answer = server.ask(&asked);
    if answer.status != 200 {
        answer = Answer::new(
            200,
            json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"], "Operations": []}),
        );
    }
    if let Some(Value::Array(all)) = answer.json.get_mut("Operations") {
        for (index, one) in gone {
            let path = one["path"].as_str().unwrap_or_default();
            let result = json!({"method": method, "location": format!("{}{path}", crate::server::BASE), "status": if method == "DELETE" { "204" } else { "200" }});
            all.insert(index.min(all.len()), result);
        }
    }
    answer
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives(
            "bulk.schemas",
            "7644-3.7-04",
            "a bulk response has the schema of a request",
            |asked, answer| {
                if is_bulk(asked) && answer.is_ok() {
                    answer.json["schemas"] =
                        json!(["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]);
                }
            },
        ),
        gives(
            "bulk.partial-400",
            "7644-3.7-20",
            "a job in which something failed is 400",
            |asked, answer| {
                if is_bulk(asked)
                    && answer.is_ok()
                    && answer.json["Operations"]
                        .as_array()
                        .is_some_and(|all| all.iter().filter_map(Value::as_object).any(failed))
                {
                    answer.status = 400;
                }
            },
        ),
        gives(
            "bulk.fail-on-errors-answered",
            "7644-3.7-06",
            "`failOnErrors` is in the response",
            |asked, answer| {
                if is_bulk(asked) && answer.is_ok() {
                    answer.json["failOnErrors"] = json!(1);
                }
            },
        ),
        takes("bulk.fail-on-errors-ignored", "7644-3.7-23", "`failOnErrors` is ignored", |asked| {
            if is_bulk(asked) {
                asked.edit(|body| {
                    body.remove("failOnErrors");
                });
            }
        }),
        takes("bulk.stops", "7644-3.7-21", "the first error ends a job", |asked| {
            if is_bulk(asked) {
                asked.edit(|body| {
                    body.insert("failOnErrors".to_owned(), json!(1));
                });
            }
        }),
        does(
            "bulk.forward",
            "7644-3.7.2-03",
            "references to what comes later are refused",
            |server, asked| {
                let body = asked.json();
                let operations = body["Operations"].as_array().cloned().unwrap_or_default();
                for (index, one) in operations.iter().enumerate() {
                    let text = one["data"].to_string();
                    for later in operations.iter().skip(index + 1) {
                        if later["bulkId"]
                            .as_str()
                            .is_some_and(|id| text.contains(&format!("bulkId:{id}\"")))
                        {
                            return Answer::error(400, "invalidValue");
                        }
                    }
                }
                server.ask(&asked)
            },
        ),
        takes(
            "bulk.reference",
            "7644-3.7.2-02",
            "references are kept as they were sent",
            |asked| {
                asks(asked, |operation| {
                    let text = operation["data"].to_string().replace("bulkId:", "bulkid-");
                    if let (Ok(data), false) =
                        (serde_json::from_str(&text), operation["data"].is_null())
                    {
                        operation["data"] = data;
                    }
                });
            },
        ),
        takes(
            "bulk.reference-in-extension",
            "7644-3.7.2-04",
            "references in extensions are kept as they were sent",
            |asked| {
                asks(asked, |operation| {
                    let names: Vec<_> = operation["data"]
                        .as_object()
                        .into_iter()
                        .flatten()
                        .map(|(name, _)| name.clone())
                        .filter(|name| name.contains(':'))
                        .collect();
                    for name in names {
                        let text =
                            operation["data"][&name].to_string().replace("bulkId:", "bulkid-");
                        operation["data"][&name] = serde_json::from_str(&text).unwrap();
                    }
                });
            },
        ),
        does(
            "bulk.too-many",
            "7644-3.7.4-03",
            "more operations than `maxOperations` are run",
            |server, asked| {
                let answer = server.ask(&asked);
                if is_bulk(&asked) && answer.status == 413 {
                    return Answer::new(
                        200,
                        json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"], "Operations": []}),
                    );
                }
                answer
            },
        ),
        gives(
            "bulk.too-many-400",
            "7644-3.7.4-03",
            "more operations than `maxOperations` are 400",
            |asked, answer| {
                if is_bulk(asked) && answer.status == 413 {
                    *answer = Answer::error(400, "tooMany");
                }
            },
        ),
        gives(
            "bulk.too-many-detail",
            "7644-3.7.4-04",
            "413 does not say which limit",
            |asked, answer| {
                if is_bulk(asked) && answer.status == 413 {
                    answer.failure(|error| {
                        error.remove("detail");
                    });
                }
            },
        ),
        does("bulk.delete", "7644-3.7-27", "DELETE in a job does nothing", |server, asked| {
            dropped(server, asked, "DELETE")
        }),
        does("bulk.patch", "7644-3.7-27", "PATCH in a job does nothing", |server, asked| {
            dropped(server, asked, "PATCH")
        }),
        does("bulk.put", "7644-3.7-27", "PUT in a job does nothing", |server, asked| {
            dropped(server, asked, "PUT")
        }),
        gives("bulk.loses", "7644-3.7.3-01", "the last result is missing", |asked, answer| {
            if let (true, Some(Value::Array(all))) =
                (is_bulk(asked), answer.json.get_mut("Operations"))
            {
                if all.len() > 1 {
                    all.pop();
                }
            }
        }),
        takes("bulk.version", "7644-3.7.3-06", "`version` of operations is ignored", |asked| {
            asks(asked, |operation| {
                operation.as_object_mut().map(|operation| operation.remove("version"));
            });
        }),
        gives(
            "bulk.version-results",
            "7644-3.7.3-06",
            "operations on another version have no results",
            |asked, answer| {
                let refused = answer.json["Operations"]
                    .as_array()
                    .is_some_and(|all| all.iter().all(|result| result["status"] == "412"));
                if is_bulk(asked) && answer.is_ok() && refused {
                    answer.json["Operations"] = json!([]);
                }
            },
        ),
        does(
            "bulk.no-operations",
            "7644-3.7-07",
            "a job without `Operations` is 200",
            |server, asked| {
                if is_bulk(&asked) && asked.json()["Operations"].is_null() {
                    return Answer::new(
                        200,
                        json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"], "Operations": []}),
                    );
                }
                server.ask(&asked)
            },
        ),
        does(
            "bulk.no-method",
            "7644-3.7-08",
            "an operation without `method` is a POST",
            |server, mut asked| {
                asks(&mut asked, |operation| {
                    if operation["method"].is_null() {
                        operation["method"] = json!("POST");
                    }
                });
                server.ask(&asked)
            },
        ),
        does(
            "bulk.404",
            "7644-3.7-01",
            "bulk is said to be supported and is 404",
            |server, asked| {
                if asked.path == "/Bulk" { Answer::error(404, "") } else { server.ask(&asked) }
            },
        ),
        does(
            "bulk.circular",
            "7644-3.7.1-01",
            "circular references are an internal error",
            |server, asked| {
                let body = asked.json();
                let operations = body["Operations"].as_array().cloned().unwrap_or_default();
                let refers = |from: &Value, to: &Value| {
                    to["bulkId"].as_str().is_some_and(|id| {
                        from["data"].to_string().contains(&format!("bulkId:{id}\""))
                    })
                };
                if operations.len() > 1
                    && refers(&operations[0], &operations[1])
                    && refers(&operations[1], &operations[0])
                {
                    return Answer::error(500, "");
                }
                server.ask(&asked)
            },
        ),
        gives("bulk.get", "7644-3.2-10", "GET of `/Bulk` is 200", |asked, answer| {
            if asked.path == "/Bulk" && asked.is("GET") {
                *answer = Answer::new(200, json!({}));
            }
        }),
    ]
}
