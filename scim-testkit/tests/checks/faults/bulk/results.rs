//! What bulk requests are answered.

use super::{failed, is_bulk};
use crate::fault::{Fault, gives};
use crate::server::{Answer, Asked};
use serde_json::{Map, Value, json};

/// Each result.
fn each(asked: &Asked, answer: &mut Answer, mut change: impl FnMut(&mut Map<String, Value>)) {
    if is_bulk(asked) && answer.is_ok() {
        let results = answer.json.get_mut("Operations").and_then(Value::as_array_mut);
        for result in results.into_iter().flatten().filter_map(Value::as_object_mut) {
            change(result);
        }
    }
}

pub(in crate::faults) fn all() -> Vec<Fault> {
    vec![
        gives("bulk.bulk-id", "7644-3.7-25", "`bulkId` is not given back", |asked, answer| {
            each(asked, answer, |result| {
                result.remove("bulkId");
            })
        }),
        gives("bulk.status-number", "7644-3.7-18", "`status` is a number", |asked, answer| {
            each(asked, answer, |result| {
                let status =
                    result["status"].as_str().and_then(|status| status.parse::<u16>().ok());
                result.insert("status".to_owned(), json!(status));
            })
        }),
        gives(
            "bulk.status-object",
            "7644-3.7.3-03",
            "`status` is an object with the code",
            |asked, answer| {
                each(asked, answer, |result| {
                    let code = result["status"].take();
                    result.insert("status".to_owned(), json!({"code": code}));
                })
            },
        ),
        gives(
            "bulk.no-detail",
            "7644-3.7.3-04",
            "errors of operations are not explained",
            |asked, answer| {
                each(asked, answer, |result| {
                    if let Some(Value::Object(error)) = result.get_mut("response") {
                        error.remove("detail");
                    }
                })
            },
        ),
        gives("bulk.no-status", "7644-3.7.3-03", "results have no `status`", |asked, answer| {
            each(asked, answer, |result| {
                result.remove("status");
            })
        }),
        gives("bulk.location", "7644-3.7-15", "results have no `location`", |asked, answer| {
            each(asked, answer, |result| {
                result.remove("location");
            })
        }),
        gives(
            "bulk.location-of-failures",
            "7644-3.7.3-02",
            "results of failed PUTs have no `location`",
            |asked, answer| {
                each(asked, answer, |result| {
                    if failed(result) {
                        result.remove("location");
                    }
                })
            },
        ),
        gives(
            "bulk.location-wrong",
            "7644-3.7-15",
            "`location` of a created resource is its endpoint",
            |asked, answer| {
                each(asked, answer, |result| {
                    if let Some(Value::String(location)) = result.get_mut("location") {
                        if let Some((endpoint, _)) = location.clone().rsplit_once('/') {
                            *location = endpoint.to_owned();
                        }
                    }
                })
            },
        ),
        gives(
            "bulk.response",
            "7644-3.7-16",
            "failed operations have no `response`",
            |asked, answer| {
                each(asked, answer, |result| {
                    if failed(result) {
                        result.remove("response");
                    }
                })
            },
        ),
        gives(
            "bulk.response-text",
            "7644-3.7-19",
            "`response` of failed operations is a text",
            |asked, answer| {
                each(asked, answer, |result| {
                    if failed(result) {
                        result.insert("response".to_owned(), json!("Bad Request"));
                    }
                })
            },
        ),
        gives("bulk.method", "7644-3.7-08", "results have no `method`", |asked, answer| {
            each(asked, answer, |result| {
                result.remove("method");
            })
        }),
        gives(
            "bulk.error-status",
            "7644-3.7-19",
            "`status` in a `response` is another one",
            |asked, answer| {
                each(asked, answer, |result| {
                    if failed(result) {
                        result["response"]["status"] = json!("500");
                    }
                })
            },
        ),
        gives(
            "bulk.status-of-post",
            "7644-3.7-18",
            "created resources have the `status` 200",
            |asked, answer| {
                each(asked, answer, |result| {
                    if result.get("status") == Some(&json!("201")) {
                        result.insert("status".to_owned(), json!("200"));
                    }
                })
            },
        ),
    ]
}
