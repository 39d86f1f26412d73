//! Operators.

use super::*;

pub(super) fn all() -> Vec<Fault> {
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
        does(
            "filter.pr-never-complex",
            "7644-3.4.2.2-15",
            "`pr` of a complex attribute is false",
            |server, asked| {
                let complex = ["name pr", "maker pr", "emails pr", "ports pr"];
                let is = |filter: &str| {
                    complex.iter().any(|one| filter == *one || filter.contains(&format!("({one})")))
                };
                if filter(&asked).is_some_and(|filter| is(&filter)) {
                    nothing()
                } else {
                    server.ask(&asked)
                }
            },
        ),
        takes("filter.pr-always", "7644-3.4.2.2-15", "`pr` is always true", |asked| {
            other(asked, |text| {
                let words: Vec<&str> = text.split(' ').collect();
                let mut out = Vec::new();
                for (at, word) in words.iter().enumerate() {
                    let is =
                        words.get(at + 1).is_some_and(|next| next.trim_end_matches(')') == "pr");
                    out.push(if is {
                        if word.starts_with('(') { "(id" } else { "id" }
                    } else {
                        word
                    });
                }
                out.join(" ")
            });
        }),
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
                let times = ["meta.created", "meta.lastModified", "boughtAt"];
                as_text(server, &asked, &times, |text, operator, value| {
                    ordered(text, operator, value)
                })
            },
        ),
        does(
            "filter.number-text",
            "7644-3.4.2.2-16",
            "numbers compare as text",
            |server, asked| {
                as_text(server, &asked, &["uses", "weight"], |text, operator, value| {
                    ordered(text, operator, value)
                })
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
                    [" eq true", " eq false"]
                        .iter()
                        .any(|end| filter.ends_with(end) || filter.contains(&format!("{end})")))
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
