//! Filters.

use super::is_user;
use crate::fault::{Fault, does, takes};
use crate::server::{Answer, Asked, Server};
use http::Method;
use serde_json::{Value, json};

/// Another filter in the place of this one; nothing in quotes is touched.
fn other(asked: &mut Asked, change: impl Fn(&str) -> String) {
    if asked.is_query() {
        asked.reset("filter", |filter| outside(filter, &change));
    }
}

/// Changes what is not in quotes.
fn outside(filter: &str, change: &dyn Fn(&str) -> String) -> String {
    let (mut out, mut plain, mut quoted) = (String::new(), String::new(), false);
    let mut before = ' ';
    for c in filter.chars() {
        if c == '"' && before != '\\' {
            if quoted {
                quoted = false;
                out.push(c);
            } else {
                out.push_str(&change(&std::mem::take(&mut plain)));
                out.push(c);
                quoted = true;
            }
        } else if quoted {
            out.push(c);
        } else {
            plain.push(c);
        }
        before = c;
    }
    out.push_str(&change(&plain));
    out
}

/// One operator for another.
macro_rules! operator {
    ($id:literal, $breaks:literal, $title:literal, $from:literal => $to:literal) => {
        takes($id, $breaks, $title, |asked| other(asked, |text| text.replace($from, $to)))
    };
}

fn filter(asked: &Asked) -> Option<String> {
    if asked.is_query() { asked.parameter("filter") } else { None }
}

/// Refused, if the filter is like this.
fn refused(server: &Server, asked: &Asked, is: impl Fn(&str) -> bool) -> Answer {
    if filter(asked).is_some_and(|filter| is(&filter)) {
        return Answer::error(400, "invalidFilter");
    }
    server.ask(asked)
}

/// Without a filter, if it is refused.
fn ignored(server: &Server, asked: &Asked, is: impl Fn(&str) -> bool) -> Answer {
    let answer = server.ask(asked);
    if answer.status == 400 && filter(asked).is_some_and(|filter| is(&filter)) {
        let mut without = asked.clone();
        without.without("filter");
        return server.ask(&without);
    }
    answer
}

/// Nothing, if the filter is refused.
fn nothing() -> Answer {
    Answer::new(
        200,
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": [],
        }),
    )
}

/// Only what is like this remains of a list.
fn keep(answer: &mut Answer, is: impl Fn(&Value) -> bool) {
    if let Some(all) = answer.listed() {
        all.retain(|one| is(one));
        let left = all.len();
        answer.json["totalResults"] = json!(left);
        answer.json["itemsPerPage"] = json!(left);
    }
}

/// The text that an attribute is compared with: `userName eq "x"`.
fn compared(filter: &str, operator: &str) -> Option<(String, String)> {
    let (name, value) = filter.split_once(&format!(" {operator} "))?;
    let value: Value = serde_json::from_str(value).ok()?;
    Some((name.to_owned(), value.as_str()?.to_owned()))
}

/// Texts in a list, with `value` for elements.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(object) => object.get("value").map(texts).unwrap_or_default(),
        _ => Vec::new(),
    }
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = operators();
    faults.extend(logic());
    faults.extend(names());
    faults.extend(refusals());
    faults
}

fn operators() -> Vec<Fault> {
    vec![
        takes("filter.ignored", "7644-3.4.2.2-04", "filters are ignored", |asked| {
            if asked.is_query() {
                asked.without("filter");
            }
        }),
        operator!("filter.co-is-sw", "7644-3.4.2.2-12", "`co` is `sw`", " co " => " sw "),
        operator!("filter.co-is-ew", "7644-3.4.2.2-12", "`co` is `ew`", " co " => " ew "),
        operator!("filter.co-is-eq", "7644-3.4.2.2-12", "`co` is `eq`", " co " => " eq "),
        operator!("filter.sw-is-co", "7644-3.4.2.2-13", "`sw` is `co`", " sw " => " co "),
        operator!("filter.sw-is-eq", "7644-3.4.2.2-13", "`sw` is `eq`", " sw " => " eq "),
        operator!("filter.ew-is-co", "7644-3.4.2.2-14", "`ew` is `co`", " ew " => " co "),
        operator!("filter.ew-is-sw", "7644-3.4.2.2-14", "`ew` is `sw`", " ew " => " sw "),
        operator!("filter.ne-is-eq", "7644-3.4.2.2-11", "`ne` is `eq`", " ne " => " eq "),
        operator!("filter.eq-is-co", "7644-3.4.2.2-10", "`eq` of a text is `co`", " eq " => " co "),
        operator!("filter.gt-is-ge", "7644-3.4.2.2-16", "`gt` is `ge`", " gt " => " ge "),
        operator!("filter.ge-is-gt", "7644-3.4.2.2-17", "`ge` is `gt`", " ge " => " gt "),
        operator!("filter.lt-is-le", "7644-3.4.2.2-18", "`lt` is `le`", " lt " => " le "),
        operator!("filter.le-is-lt", "7644-3.4.2.2-19", "`le` is `lt`", " le " => " lt "),
        operator!("filter.gt-is-lt", "7644-3.4.2.2-16", "`gt` is `lt`", " gt " => " lt "),
        operator!("filter.lt-is-gt", "7644-3.4.2.2-18", "`lt` is `gt`", " lt " => " gt "),
        takes("filter.pr-always", "7644-3.4.2.2-15", "`pr` is always true", |asked| {
            if filter(asked)
                .is_some_and(|filter| filter.ends_with(" pr") && filter.matches(' ').count() == 1)
            {
                asked.without("filter");
            }
        }),
        does(
            "filter.pr-never-complex",
            "7644-3.4.2.2-15",
            "`pr` of a complex attribute is false",
            |server, asked| {
                let complex = ["name pr", "maker pr", "emails pr", "ports pr", "meta pr"];
                if filter(&asked).is_some_and(|filter| complex.contains(&filter.as_str())) {
                    return nothing();
                }
                server.ask(&asked)
            },
        ),
        does(
            "filter.eq-case",
            "7643-7-19",
            "`eq` of a text that is not case-exact regards case",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if let Some((name, value)) =
                    filter(&asked).and_then(|filter| compared(&filter, "eq"))
                {
                    if !name.contains(['.', ':']) {
                        keep(&mut answer, |one| {
                            one[&name].as_str().is_none_or(|text| text == value)
                        });
                    }
                }
                answer
            },
        ),
        does(
            "filter.user-name-case",
            "7643-4.1.1-04",
            "filters on `userName` regard case",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if let Some((name, value)) =
                    filter(&asked).and_then(|filter| compared(&filter, "eq"))
                {
                    if name == "userName" {
                        keep(&mut answer, |one| {
                            one["userName"].as_str().is_none_or(|text| text == value)
                        });
                    }
                }
                answer
            },
        ),
        does("filter.sw-case", "7643-7-19", "`sw` and `co` regard case", |server, asked| {
            let mut answer = server.ask(&asked);
            for operator in ["sw", "co"] {
                if let Some((name, value)) =
                    filter(&asked).and_then(|filter| compared(&filter, operator))
                {
                    if !name.contains(['.', ':']) && name != "id" {
                        keep(&mut answer, |one| {
                            let all = texts(&one[&name]);
                            all.is_empty() || all.iter().any(|text| text.contains(&value))
                        });
                    }
                }
            }
            answer
        }),
        does(
            "filter.exact-ignores-case",
            "7643-7-19",
            "`eq` of a case-exact text ignores case",
            |server, asked| {
                let exact = ["externalId", "serialNumber", "build"];
                if let Some((name, value)) =
                    filter(&asked).and_then(|filter| compared(&filter, "eq"))
                {
                    if exact.contains(&name.as_str()) {
                        let mut all = asked.clone();
                        all.without("filter");
                        let mut answer = server.ask(&all);
                        keep(&mut answer, |one| {
                            one[&name]
                                .as_str()
                                .is_some_and(|text| text.eq_ignore_ascii_case(&value))
                        });
                        return answer;
                    }
                }
                server.ask(&asked)
            },
        ),
        does(
            "filter.id-ignores-case",
            "7643-3.1-11",
            "filters on `id` ignore case",
            |server, mut asked| {
                if filter(&asked).is_some_and(|filter| filter.starts_with("id eq ")) {
                    asked.reset("filter", str::to_lowercase);
                }
                server.ask(&asked)
            },
        ),
        does(
            "filter.date-text",
            "7644-3.4.2.2-20",
            "date-times compare as text",
            |server, asked| {
                for operator in ["eq", "gt", "ge", "lt", "le"] {
                    let Some((name, value)) =
                        filter(&asked).and_then(|filter| compared(&filter, operator))
                    else {
                        continue;
                    };
                    let sub = match name.as_str() {
                        "meta.created" | "meta.lastModified" | "boughtAt" => name.replace('.', "/"),
                        _ => continue,
                    };
                    let mut all = asked.clone();
                    all.without("filter");
                    let mut answer = server.ask(&all);
                    keep(&mut answer, |one| {
                        one.pointer(&format!("/{sub}")).and_then(Value::as_str).is_some_and(
                            |text| match operator {
                                "eq" => text == value,
                                "gt" => *text > *value,
                                "ge" => *text >= *value,
                                "lt" => *text < *value,
                                _ => *text <= *value,
                            },
                        )
                    });
                    return answer;
                }
                server.ask(&asked)
            },
        ),
        does(
            "filter.number-text",
            "7644-3.4.2.2-16",
            "numbers compare as text",
            |server, asked| {
                if let Some(text) = filter(&asked) {
                    let parts: Vec<_> = text.split(' ').collect();
                    if let [name @ ("uses" | "weight"), operator, value] = parts[..] {
                        let mut all = asked.clone();
                        all.without("filter");
                        let mut answer = server.ask(&all);
                        keep(&mut answer, |one| {
                            if one[name].is_null() {
                                return false;
                            }
                            let text = one[name].to_string();
                            match operator {
                                "eq" => text == value,
                                "ne" => text != value,
                                "gt" => &*text > value,
                                "ge" => &*text >= value,
                                "lt" => &*text < value,
                                _ => &*text <= value,
                            }
                        });
                        return answer;
                    }
                }
                server.ask(&asked)
            },
        ),
        does(
            "filter.first-value",
            "7644-3.4.2.2-42",
            "only the first element of a list is compared",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if let Some((name, value)) =
                    filter(&asked).and_then(|filter| compared(&filter, "eq"))
                {
                    let (list, sub) = name.split_once('.').unwrap_or((&name, "value"));
                    if ["emails", "ports", "labels", "members"].contains(&list) {
                        keep(&mut answer, |one| match &one[list] {
                            Value::Array(all) => {
                                let first = if all[0].is_object() { &all[0][sub] } else { &all[0] };
                                first.as_str() == Some(&*value)
                            }
                            _ => true,
                        });
                    }
                }
                answer
            },
        ),
        does(
            "filter.extension",
            "7644-3.4.2.2-04",
            "filters on extensions find nothing",
            |server, asked| {
                if filter(&asked).is_some_and(|filter| filter.contains(":extension:")) {
                    nothing()
                } else {
                    server.ask(&asked)
                }
            },
        ),
        does(
            "filter.boolean-text",
            "7644-3.4.2.2-10",
            "filters on booleans find nothing",
            |server, asked| {
                if filter(&asked).is_some_and(|filter| {
                    filter.ends_with(" eq true") || filter.ends_with(" eq false")
                }) {
                    return nothing();
                }
                server.ask(&asked)
            },
        ),
        does(
            "filter.unicode",
            "7643-2.3.1-01",
            "filters with characters beyond ASCII find nothing",
            |server, asked| {
                if filter(&asked).is_some_and(|filter| !filter.is_ascii()) {
                    nothing()
                } else {
                    server.ask(&asked)
                }
            },
        ),
        does(
            "filter.quotes",
            "7644-3.4.2.2-10",
            "escapes in filters are taken as they are",
            |server, asked| {
                if filter(&asked).is_some_and(|filter| filter.contains('\\')) {
                    nothing()
                } else {
                    server.ask(&asked)
                }
            },
        ),
        does(
            "filter.words-in-quotes",
            "7644-3.4.2.2-10",
            "` and ` in quotes splits a filter",
            |server, asked| {
                refused(server, &asked, |filter| {
                    filter.split('"').skip(1).step_by(2).any(|quoted| {
                        quoted.contains(" and ")
                            || quoted.contains(" or ")
                            || quoted.contains(['(', '['])
                    })
                })
            },
        ),
        does(
            "filter.common",
            "7643-3-09",
            "`id` and `meta` cannot be filtered by",
            |server, asked| {
                refused(server, &asked, |filter| {
                    filter.starts_with("id ") || filter.starts_with("meta.")
                })
            },
        ),
        does(
            "filter.wildcards",
            "7644-3.4.2.2-12",
            "`%` and `_` are wildcards",
            |server, asked| {
                if let Some((name, value)) =
                    filter(&asked).and_then(|filter| compared(&filter, "co"))
                {
                    if value.contains(['%', '_']) {
                        let mut all = asked.clone();
                        all.without("filter");
                        let mut answer = server.ask(&all);
                        let pieces: Vec<String> =
                            value.split(['%', '_']).map(str::to_owned).collect();
                        keep(&mut answer, |one| {
                            texts(&one[&name])
                                .iter()
                                .any(|text| pieces.iter().all(|piece| text.contains(piece)))
                        });
                        return answer;
                    }
                }
                server.ask(&asked)
            },
        ),
    ]
}

fn logic() -> Vec<Fault> {
    vec![
        operator!("filter.and-is-or", "7644-3.4.2.2-25", "`and` is `or`", " and " => " or "),
        operator!("filter.or-is-and", "7644-3.4.2.2-26", "`or` is `and`", " or " => " and "),
        operator!("filter.not-ignored", "7644-3.4.2.2-27", "`not` is ignored", "not (" => "("),
        takes("filter.or-first", "7644-3.4.2.2-41", "`or` binds before `and`", |asked| {
            if asked.is_query() {
                asked.reset("filter", |filter| {
                    if filter.contains(['(', '['])
                        || !(filter.contains(" and ") && filter.contains(" or "))
                    {
                        return filter.to_owned();
                    }
                    let parts: Vec<_> = filter
                        .split(" and ")
                        .map(|part| {
                            if part.contains(" or ") {
                                format!("({part})")
                            } else {
                                part.to_owned()
                            }
                        })
                        .collect();
                    parts.join(" and ")
                });
            }
        }),
        takes("filter.not-wide", "7644-3.4.2.2-41", "`not` is of all that follows", |asked| {
            if asked.is_query() {
                asked.reset("filter", |filter| match filter.strip_prefix("not (") {
                    Some(rest) => format!("not (({rest})"),
                    None => filter.to_owned(),
                });
            }
        }),
        takes("filter.groups-ignored", "7644-3.4.2.2-41", "parentheses are ignored", |asked| {
            other(asked, |text| {
                if text.contains("not") { text.to_owned() } else { text.replace(['(', ')'], "") }
            });
        }),
        takes(
            "filter.value-path",
            "7644-3.4.2.2-30",
            "conditions in brackets are of different elements",
            |asked| {
                if asked.is_query() {
                    asked.reset("filter", |filter| {
                        let Some((list, rest)) = filter.split_once('[') else {
                            return filter.to_owned();
                        };
                        let Some((inner, after)) = rest.rsplit_once(']') else {
                            return filter.to_owned();
                        };
                        if list.contains(' ') || inner.contains('(') {
                            return filter.to_owned();
                        }
                        let parts: Vec<_> =
                            inner.split(" and ").map(|part| format!("{list}.{part}")).collect();
                        format!("({}){after}", parts.join(" and "))
                    });
                }
            },
        ),
        does(
            "filter.value-path-refused",
            "7644-3.4.2.2-29",
            "brackets are refused",
            |server, asked| refused(server, &asked, |filter| filter.contains('[')),
        ),
        takes(
            "filter.value-path-first",
            "7644-3.4.2.2-30",
            "only the first condition in brackets counts",
            |asked| {
                if asked.is_query() {
                    asked.reset("filter", |filter| {
                        let Some((list, rest)) = filter.split_once('[') else {
                            return filter.to_owned();
                        };
                        let Some((inner, after)) = rest.rsplit_once(']') else {
                            return filter.to_owned();
                        };
                        let first = inner.split(" and ").next().unwrap_or(inner);
                        format!("{list}[{first}]{after}")
                    });
                }
            },
        ),
        takes(
            "filter.three",
            "7644-3.4.2.2-25",
            "the third condition of `and` is ignored",
            |asked| {
                if asked.is_query() {
                    asked.reset("filter", |filter| {
                        if filter.contains(['(', '[']) || filter.contains(" or ") {
                            return filter.to_owned();
                        }
                        filter.split(" and ").take(2).collect::<Vec<_>>().join(" and ")
                    });
                }
            },
        ),
    ]
}

fn names() -> Vec<Fault> {
    vec![
        does(
            "filter.operator-case",
            "7644-3.4.2.2-05",
            "operators in upper case are refused",
            |server, asked| {
                refused(server, &asked, |filter| {
                    [" EQ ", " Eq ", " PR", " CO ", " SW "]
                        .iter()
                        .any(|operator| filter.contains(operator))
                })
            },
        ),
        does("filter.logic-case", "7643-2.1-05", "`AND` is refused", |server, asked| {
            refused(server, &asked, |filter| {
                [" AND ", " OR ", "NOT ("].iter().any(|word| filter.contains(word))
            })
        }),
        does(
            "filter.name-case",
            "7643-2.1-01",
            "names in another case are refused",
            |server, asked| {
                let known = [
                    "userName",
                    "displayName",
                    "serialNumber",
                    "externalId",
                    "id",
                    "emails",
                    "ports",
                ];
                refused(server, &asked, |filter| {
                    let name = filter.split(' ').next().unwrap_or_default();
                    known.iter().any(|one| one.eq_ignore_ascii_case(name) && *one != name)
                })
            },
        ),
        does(
            "filter.urn",
            "7644-3.4.2.2-50",
            "names with the URN of the schema are refused",
            |server, asked| {
                refused(server, &asked, |filter| filter.to_lowercase().contains(":core:2.0:"))
            },
        ),
        does(
            "filter.urn-case",
            "7644-3.10-05",
            "URNs in another case are refused",
            |server, asked| {
                refused(server, &asked, |filter| filter.contains("URN:") || filter.contains("Urn:"))
            },
        ),
        does(
            "filter.sub-attribute",
            "7644-3.10-04",
            "sub-attributes cannot be filtered by",
            |server, asked| {
                refused(server, &asked, |filter| {
                    let name = filter.split(' ').next().unwrap_or_default();
                    name.contains('.') && !name.contains(':')
                })
            },
        ),
        does("filter.encoded", "7644-1.2-01", "`%5B` is not decoded", |server, asked| {
            if asked.is("GET") {
                refused(server, &asked, |filter| filter.contains('['))
            } else {
                server.ask(&asked)
            }
        }),
        does(
            "filter.default-value",
            "7644-3.4.2.2-44",
            "a list without a sub-attribute finds nothing",
            |server, asked| {
                let lists = ["emails", "ports"];
                let is = |filter: &str| {
                    lists.iter().any(|list| {
                        filter
                            .strip_prefix(list)
                            .is_some_and(|rest| rest.starts_with(' ') && rest != " pr")
                    })
                };
                if filter(&asked).is_some_and(|filter| is(&filter)) {
                    nothing()
                } else {
                    server.ask(&asked)
                }
            },
        ),
        does(
            "filter.primary-false",
            "7643-2.4-06",
            "an element that is not said to be primary is not `primary eq false`",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if filter(&asked).is_some_and(|filter| filter.contains("primary eq false")) {
                    keep(&mut answer, |one| one.to_string().contains("\"primary\":false"));
                }
                answer
            },
        ),
    ]
}

fn refusals() -> Vec<Fault> {
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
