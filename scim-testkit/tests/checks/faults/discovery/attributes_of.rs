//! Attributes in schemas.

use super::*;

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("attributes.no-type", "7643-7-12", "attributes have no `type`", |asked, answer| {
            attributes(asked, answer, |one| {
                if named(one, "nickName") {
                    one.remove("type");
                }
            })
        }),
        gives(
            "attributes.type",
            "7643-7-12",
            "an attribute is of the type `text`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "nickName") {
                        one.insert("type".to_owned(), json!("text"));
                    }
                })
            },
        ),
        gives(
            "attributes.type-wrong",
            "7643-2-02",
            "an attribute is of another type than its values",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "uses") {
                        one.insert("type".to_owned(), json!("string"));
                    }
                })
            },
        ),
        gives(
            "attributes.multi-valued",
            "7643-7-15",
            "attributes have no `multiValued`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    one.remove("multiValued");
                })
            },
        ),
        gives("attributes.no-name", "7643-7-11", "an attribute has no `name`", |asked, answer| {
            attributes(asked, answer, |one| {
                if named(one, "nickName") {
                    one.remove("name");
                }
            })
        }),
        gives(
            "attributes.sub-attributes",
            "7643-7-13",
            "a complex attribute has no `subAttributes`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "addresses") {
                        one.remove("subAttributes");
                    }
                })
            },
        ),
        gives(
            "attributes.simple-with-subs",
            "7643-1.2-01",
            "a simple attribute has `subAttributes`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "nickName") {
                        one.insert("subAttributes".to_owned(), json!([{"name": "x", "type": "string", "multiValued": false, "description": "x", "required": false, "caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none"}]));
                    }
                })
            },
        ),
        gives(
            "attributes.nested",
            "7643-2.3.8-04",
            "a complex attribute has a complex sub-attribute",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "locality") {
                        one.insert("type".to_owned(), json!("complex"));
                    }
                })
            },
        ),
        gives(
            "attributes.reference-types",
            "7643-2.3.7-06",
            "a reference has no `referenceTypes`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    one.remove("referenceTypes");
                })
            },
        ),
        gives(
            "attributes.reference-type",
            "7643-7-40",
            "a reference is to what is no resource type",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "owner") {
                        one.insert("referenceTypes".to_owned(), json!(["Person"]));
                    }
                })
            },
        ),
        gives(
            "attributes.reference-types-of-string",
            "7643-7-41",
            "a string has `referenceTypes`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "nickName") {
                        one.insert("referenceTypes".to_owned(), json!(["User"]));
                    }
                })
            },
        ),
        gives(
            "attributes.password",
            "7643-4.1.1-25",
            "`password` is said to be returned",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "password") {
                        one.insert("returned".to_owned(), json!("default"));
                    }
                })
            },
        ),
        gives(
            "attributes.password-mutability",
            "7643-4.1.1-25",
            "`password` is said to be readWrite",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "password") {
                        one.insert("mutability".to_owned(), json!("readWrite"));
                    }
                })
            },
        ),
        gives(
            "attributes.groups",
            "7643-4.1.2-25",
            "`groups` is said to be readWrite",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "groups") {
                        one.insert("mutability".to_owned(), json!("readWrite"));
                    }
                })
            },
        ),
        gives(
            "attributes.write-only",
            "7643-7-28",
            "what is writeOnly is said to be returned",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "pin") {
                        one.insert("returned".to_owned(), json!("default"));
                    }
                })
            },
        ),
        gives(
            "attributes.mutability",
            "7643-2.2-04",
            "`mutability` is a word of its own",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "nickName") {
                        one.insert("mutability".to_owned(), json!("read-write"));
                    }
                })
            },
        ),
        gives(
            "attributes.description",
            "7643-7-16",
            "attributes have no `description`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    one.remove("description");
                })
            },
        ),
        gives("attributes.required-text", "7643-7-17", "`required` is a text", |asked, answer| {
            attributes(asked, answer, |one| {
                one.insert("required".to_owned(), json!("false"));
            })
        }),
        gives(
            "attributes.boolean-unique",
            "7643-2.3.2-02",
            "a boolean is unique",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "lost") {
                        one.insert("uniqueness".to_owned(), json!("server"));
                    }
                })
            },
        ),
        gives(
            "attributes.complex-unique",
            "7643-2.3.8-03",
            "a complex attribute is unique",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "maker") {
                        one.insert("uniqueness".to_owned(), json!("server"));
                    }
                })
            },
        ),
        gives(
            "attributes.user-name",
            "7643-4.1.1-02",
            "`userName` is not said to be unique",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "userName") {
                        one.insert("uniqueness".to_owned(), json!("none"));
                    }
                })
            },
        ),
    ]
}
