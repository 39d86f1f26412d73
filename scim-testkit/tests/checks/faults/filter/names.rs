//! Names.

use super::*;

pub(super) fn all() -> Vec<Fault> {
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
