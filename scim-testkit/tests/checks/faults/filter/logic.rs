//! `and`, `or`, `not` and brackets.

use super::*;

pub(super) fn all() -> Vec<Fault> {
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
