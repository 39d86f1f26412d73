//! Filters that cannot be.

use super::*;

pub(super) fn all() -> Vec<Fault> {
    vec![
        does(
            "filter.unknown-operator",
            "7644-3.4.2.2-47",
            "an unknown operator is ignored",
            |server, asked| {
                ignored(server, &asked, |filter| {
                    !filter.contains('(') && filter.split(' ').count() == 3
                })
            },
        ),
        does(
            "filter.unknown-operator-nothing",
            "7644-3.4.2.2-47",
            "an unknown operator finds nothing",
            |server, asked| {
                let answer = server.ask(&asked);
                if answer.status == 400 && filter(&asked).is_some() { nothing() } else { answer }
            },
        ),
        does(
            "filter.boolean-gt",
            "7644-3.4.2.2-21",
            "`gt` on a boolean finds nothing",
            |server, asked| {
                let answer = server.ask(&asked);
                let is = |filter: &str| filter.contains(" gt true") || filter.contains(" gt false");
                if answer.status == 400 && filter(&asked).is_some_and(|filter| is(&filter)) {
                    nothing()
                } else {
                    answer
                }
            },
        ),
        does(
            "filter.boolean-le",
            "7644-3.4.2.2-24",
            "`le` on a boolean finds all",
            |server, asked| {
                ignored(server, &asked, |filter| {
                    filter.contains(" le true") || filter.contains(" le false")
                })
            },
        ),
        does(
            "filter.boolean-ge",
            "7644-3.4.2.2-22",
            "`ge` on a boolean finds all",
            |server, asked| {
                ignored(server, &asked, |filter| {
                    filter.contains(" ge true") || filter.contains(" ge false")
                })
            },
        ),
        does(
            "filter.boolean-lt",
            "7644-3.4.2.2-23",
            "`lt` on a boolean finds all",
            |server, asked| {
                ignored(server, &asked, |filter| {
                    filter.contains(" lt true") || filter.contains(" lt false")
                })
            },
        ),
        does(
            "filter.binary-gt",
            "7644-3.4.2.2-21",
            "`gt` on a binary value finds all",
            |server, asked| {
                ignored(server, &asked, |filter| {
                    filter.contains("image gt") || filter.contains("x509Certificates.value gt")
                })
            },
        ),
        does(
            "filter.error-type",
            "7644-3.12-20",
            "a filter that cannot be is `invalidValue`",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if answer.json["scimType"] == "invalidFilter" {
                    answer.json["scimType"] = json!("invalidValue");
                }
                answer
            },
        ),
        does(
            "filter.syntax",
            "7644-3.12-20",
            "a filter that cannot be parsed is ignored",
            |server, asked| ignored(server, &asked, |_| true),
        ),
        does(
            "filter.syntax-500",
            "7644-3.12-20",
            "a filter that cannot be parsed is an internal error",
            |server, asked| {
                let answer = server.ask(&asked);
                if answer.json["scimType"] == "invalidFilter" {
                    Answer::error(500, "")
                } else {
                    answer
                }
            },
        ),
        does(
            "filter.total",
            "7644-3.4.2-06",
            "`totalResults` counts what the filter leaves out",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if is_user(&asked) && filter(&asked).is_some() && answer.is_ok() {
                    let all = server.also(&asked, &Method::GET, "/Users", Value::Null);
                    answer.json["totalResults"] = all.json["totalResults"].clone();
                }
                answer
            },
        ),
        does(
            "filter.nothing-404",
            "7644-3.4.2-11",
            "a filter that finds nothing is 404",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is_query() && answer.json["totalResults"] == json!(0) {
                    Answer::error(404, "")
                } else {
                    answer
                }
            },
        ),
        does(
            "filter.password",
            "7643-4.1.1-26",
            "filters on the password answer it",
            |server, asked| {
                let mut answer = ignored(server, &asked, |filter| filter.contains("password"));
                if filter(&asked).is_some_and(|filter| filter.contains("password")) {
                    answer.each(|user| {
                        user.insert("password".to_owned(), json!("x"));
                    });
                }
                answer
            },
        ),
        does(
            "filter.path",
            "7644-3.12-20",
            "an invalid filter in a path is an internal error",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is("PATCH")
                    && answer.status == 400
                    && asked.body.contains('[')
                    && answer.json["scimType"] != "noTarget"
                {
                    return Answer::error(500, "");
                }
                answer
            },
        ),
    ]
}
