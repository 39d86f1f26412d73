//! Resources that are not what they were made as, or do not stay so.

use super::{DEVICE, is_user, member};
use crate::fault::{Fault, does, gives, takes};
use serde_json::{Value, json};

pub(super) fn all() -> Vec<Fault> {
    vec![
        takes(
            "kept.immutable",
            "7643-7-24",
            "what is immutable is another value than was given at creation",
            |asked| {
                if asked.is_create() && asked.body.contains(DEVICE) {
                    member(asked, "model", |model| {
                        if let Value::String(text) = model {
                            text.push_str(" (1)");
                        }
                    });
                }
            },
        ),
        gives(
            "kept.defaulted",
            "7644-3.4.2.2-45",
            "users show `active` by default, which no filter knows",
            |asked, answer| {
                if is_user(asked) {
                    answer.each(|user| {
                        user.entry("active").or_insert(json!(true));
                    });
                }
            },
        ),
        does("kept.touched", "7643-3.1-08", "every other GET has another `id`", |server, asked| {
            let mut answer = server.ask(&asked);
            if asked.is("GET") && asked.is_one() {
                let odd = server.recall(&asked.path).is_some_and(|odd| odd == true);
                server.remember(&asked.path, !odd);
                if odd {
                    answer.one(|resource| {
                        resource.insert("id".to_owned(), json!("another"));
                    });
                }
            }
            answer
        }),
    ]
}
