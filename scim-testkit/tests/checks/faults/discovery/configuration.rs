//! `/ServiceProviderConfig`.

use super::*;

pub(super) fn all() -> Vec<Fault> {
    vec![
        no_config!("config.patch", "7643-5-05", "the configuration has no `patch`", "patch"),
        no_config!("config.bulk", "7643-5-06", "the configuration has no `bulk`", "bulk"),
        no_config!("config.filter", "7643-5-09", "the configuration has no `filter`", "filter"),
        no_config!(
            "config.change-password",
            "7643-5-11",
            "the configuration has no `changePassword`",
            "changePassword"
        ),
        no_config!("config.sort", "7643-5-12", "the configuration has no `sort`", "sort"),
        no_config!(
            "config.authentication",
            "7643-5-14",
            "the configuration has no `authenticationSchemes`",
            "authenticationSchemes"
        ),
        no_config!("config.schemas", "7643-5-01", "the configuration has no `schemas`", "schemas"),
        gives(
            "config.max-operations",
            "7643-5-07",
            "the configuration has no `bulk.maxOperations`",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["bulk"].as_object_mut().map(|bulk| bulk.remove("maxOperations"));
                })
            },
        ),
        gives(
            "config.max-payload",
            "7643-5-08",
            "`bulk.maxPayloadSize` is a text",
            |asked, answer| {
                config(asked, answer, |config| config["bulk"]["maxPayloadSize"] = json!("1 MB"))
            },
        ),
        gives(
            "config.max-results",
            "7643-5-10",
            "the configuration has no `filter.maxResults`",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["filter"].as_object_mut().map(|filter| filter.remove("maxResults"));
                })
            },
        ),
        gives(
            "config.supported-text",
            "7643-5-05",
            "`patch.supported` is a text",
            |asked, answer| {
                config(asked, answer, |config| config["patch"]["supported"] = json!("true"))
            },
        ),
        gives("config.flat", "7643-5-12", "`sort` is a boolean", |asked, answer| {
            config(asked, answer, |config| {
                config.insert("sort".to_owned(), json!(true));
            })
        }),
        gives(
            "config.scheme-type",
            "7643-5-16",
            "an authentication scheme is of an unknown type",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["authenticationSchemes"][0]["type"] = json!("bearer")
                })
            },
        ),
        gives(
            "config.scheme-name",
            "7643-5-17",
            "an authentication scheme has no name",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["authenticationSchemes"][0]
                        .as_object_mut()
                        .map(|scheme| scheme.remove("name"));
                })
            },
        ),
        gives(
            "config.scheme-description",
            "7643-5-18",
            "an authentication scheme has no description",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["authenticationSchemes"][0]
                        .as_object_mut()
                        .map(|scheme| scheme.remove("description"));
                })
            },
        ),
        gives("config.list", "7644-4-02", "the configuration is a list", |asked, answer| {
            if asked.path == "/ServiceProviderConfig" && answer.is_ok() {
                answer.json = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 1, "startIndex": 1, "itemsPerPage": 1, "Resources": [answer.json]});
            }
        }),
        does("config.written", "7643-5-02", "PUT of the configuration is 200", |server, asked| {
            if asked.path == "/ServiceProviderConfig" && asked.is("PUT") {
                return Answer::new(200, asked.json());
            }
            server.ask(&asked)
        }),
        does("config.posted", "7644-3.2-09", "POST of a schema is 201", |server, asked| {
            if asked.path == "/Schemas" && asked.is("POST") {
                Answer::new(201, asked.json())
            } else {
                server.ask(&asked)
            }
        }),
        does("config.deleted", "7643-6-01", "DELETE of a resource type is 204", |server, asked| {
            if asked.segments().first() == Some(&"ResourceTypes") && asked.is("DELETE") {
                return Answer { raw: Some(String::new()), ..Answer::new(204, Value::Null) };
            }
            server.ask(&asked)
        }),
        does("config.secret", "7643-5-15", "the configuration needs a token", |server, asked| {
            if asked.path == "/ServiceProviderConfig"
                && asked.headers.get("authorization").is_none()
            {
                let mut answer = Answer::error(401, "");
                answer.set("www-authenticate", "Bearer");
                return answer;
            }
            server.ask(&asked)
        }),
        does(
            "config.sort-unsupported",
            "7644-3.4.2.3-03",
            "sorting is said to be supported and is not",
            |server, mut asked| {
                if asked.is_query() {
                    asked.without("sortBy");
                }
                server.ask(&asked)
            },
        ),
        gives(
            "config.documentation",
            "7643-5-04",
            "`documentationUri` is no URI",
            |asked, answer| {
                config(asked, answer, |config| {
                    config.insert("documentationUri".to_owned(), json!("see the wiki"));
                })
            },
        ),
    ]
}
