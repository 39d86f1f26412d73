//! Forms of operations, each taken for another or refused.

use super::*;

/// Refuses a PATCH with an operation like this.
fn refuse(server: &Server, asked: &Asked, is: impl Fn(&Value) -> bool) -> Answer {
    if asked.is("PATCH") && operations(asked).iter().any(is) {
        return Answer::error(400, "invalidPath");
    }
    server.ask(asked)
}

/// Success without a change, for a PATCH with an operation like this.
fn pass_over(server: &Server, asked: &Asked, is: impl Fn(&Value) -> bool) -> Answer {
    if asked.is("PATCH") && operations(asked).iter().any(is) {
        return server.get(asked, &asked.path);
    }
    server.ask(asked)
}

fn is_removal_of(one: &Value, paths: &[&str]) -> bool {
    text(one, "op") == "remove" && paths.contains(&text(one, "path"))
}

const COMPLEX: [&str; 2] = ["name", "maker"];

pub(super) fn all() -> Vec<Fault> {
    vec![
        does(
            "patch.no-value",
            "7644-3.5.2.1-01",
            "`add` without a value succeeds",
            |server, asked| {
                pass_over(server, &asked, |one| {
                    text(one, "op") == "add" && one.get("value").is_none()
                })
            },
        ),
        takes("patch.no-op", "7644-3.5.2-06", "an operation without `op` is `replace`", |asked| {
            asked.operations(|all| {
                for one in all.iter_mut().filter(|one| one.get("op").is_none()) {
                    one["op"] = "replace".into();
                }
            });
        }),
        does(
            "patch.no-operation",
            "7644-3.5.2-05",
            "a PATCH of no operations succeeds",
            |server, asked| {
                if asked.is("PATCH") && asked.json()["Operations"] == json!([]) {
                    return server.get(&asked, &asked.path);
                }
                server.ask(&asked)
            },
        ),
        takes(
            "patch.remove-no-path",
            "7644-3.5.2-10",
            "`remove` without a path is of `displayName`",
            |asked| {
                each(asked, "remove", |one| {
                    if one.get("path").is_none() {
                        one["path"] = "displayName".into();
                    }
                });
            },
        ),
        does(
            "patch.read-only-written",
            "7643-7-22",
            "PATCH writes what is readOnly",
            |server, asked| {
                let id = asked.segments().last().copied().unwrap_or_default().to_owned();
                let read_only = |one: &&Value| {
                    text(one, "op") == "replace" && ["groups", "seen"].contains(&text(one, "path"))
                };
                if let Some(one) = operations(&asked).iter().find(read_only) {
                    server.remember(&id, json!([one["path"], one["value"]]));
                    return server.get(&asked, &asked.path);
                }
                let mut answer = server.ask(&asked);
                if let Some(written) = server.recall(&id).filter(|_| answer.json["id"] == id) {
                    answer.json[written[0].as_str().unwrap()] = written[1].clone();
                }
                answer
            },
        ),
        does(
            "patch.mutability",
            "7644-3.5.2-15",
            "`replace` of what is immutable or readOnly succeeds",
            |server, asked| {
                let answer = server.ask(&asked);
                as_if(server, &asked, answer, "mutability")
            },
        ),
        gives(
            "patch.invalid-422",
            "7644-3.5.2-17",
            "a value of another type is 422",
            |asked, answer| {
                if asked.is("PATCH") && answer.json["scimType"] == "invalidValue" {
                    answer.status = 422;
                    answer.json["status"] = "422".into();
                }
            },
        ),
        does(
            "patch.urn-refused",
            "7644-3.5.2-18",
            "paths with a URN are refused",
            |server, asked| refuse(server, &asked, |one| text(one, "path").starts_with("urn:")),
        ),
        does(
            "patch.urn-case",
            "7644-3.10-05",
            "a URN in another case is refused",
            |server, asked| refuse(server, &asked, |one| text(one, "path").starts_with("URN:")),
        ),
        does(
            "patch.extension-late",
            "7644-3.5.2-19",
            "an extension that the resource lacks cannot be added to",
            |server, asked| {
                let stored = if asked.is("PATCH") {
                    server.get(&asked, &asked.path).json
                } else {
                    json!({})
                };
                let lacks = |one: &Value| {
                    let path = text(one, "path");
                    let urn = path.rsplit_once(':').map_or("", |(urn, _)| urn);
                    text(one, "op") == "add"
                        && urn.contains(":extension:")
                        && stored.get(urn).is_none()
                };
                refuse(server, &asked, lacks)
            },
        ),
        does(
            "patch.last-alone-fails",
            "7644-3.5.2-25",
            "an error in the middle is passed over",
            |server, mut asked| {
                let answer = server.ask(&asked);
                if asked.is("PATCH") && !answer.is_ok() && operations(&asked).len() > 2 {
                    asked.operations(|all| {
                        let last = all.pop();
                        all.truncate(1);
                        all.extend(last);
                    });
                    server.ask(&asked);
                }
                answer
            },
        ),
        takes(
            "patch.complex-twice",
            "7644-3.5.2.3-05",
            "`replace` of a complex attribute is passed over",
            |asked| {
                each(asked, "replace", |one| {
                    if COMPLEX.contains(&text(one, "path")) {
                        one["value"] = json!({});
                    }
                });
            },
        ),
        takes(
            "patch.no-path-once",
            "7644-3.5.2.3-01",
            "`replace` without a path does nothing",
            |asked| {
                each(asked, "replace", |one| {
                    if one.get("path").is_none() {
                        one["value"] = json!({});
                    }
                });
            },
        ),
        takes(
            "patch.add-labels",
            "7644-3.5.2.1-06",
            "`add` to a list of texts replaces it",
            |asked| {
                each(asked, "add", |one| {
                    if text(one, "path") == "labels" {
                        one["op"] = "replace".into();
                    }
                });
            },
        ),
        takes(
            "patch.replace-labels",
            "7644-3.5.2.3-03",
            "`replace` of a list of texts adds to it",
            |asked| {
                each(asked, "replace", |one| {
                    if text(one, "path") == "labels" {
                        one["op"] = "add".into();
                    }
                });
            },
        ),
        does(
            "patch.add-element",
            "7644-3.5.2.1-02",
            "`add` of one element that is in no list is refused",
            |server, asked| {
                refuse(server, &asked, |one| {
                    text(one, "op") == "add"
                        && is_list(text(one, "path"))
                        && one["value"].is_object()
                })
            },
        ),
        does(
            "patch.add-in-element",
            "7644-3.5.2-12",
            "`add` to a part of an element is refused",
            |server, asked| {
                refuse(server, &asked, |one| {
                    text(one, "op") == "add" && text(one, "path").contains("].")
                })
            },
        ),
        does(
            "patch.remove-by-value",
            "7644-3.5.2.2-04",
            "`remove` of an element by its `value` does nothing",
            |server, asked| {
                pass_over(server, &asked, |one| {
                    text(one, "op") == "remove" && text(one, "path").contains("[value eq")
                })
            },
        ),
        does(
            "patch.remove-nothing",
            "7644-3.5.2.2-08",
            "`remove` of an element that is not there removes all",
            |server, asked| {
                let answer = server.ask(&asked);
                let list = operations(&asked).iter().find_map(|one| {
                    let (list, _) = text(one, "path").split_once('[')?;
                    (text(one, "op") == "remove").then(|| list.to_owned())
                });
                let Some(list) = list.filter(|_| asked.is("PATCH")) else { return answer };
                if answer.is_ok() {
                    return answer;
                }
                one_by_one(server, &asked, &[json!({"op": "remove", "path": list})])
            },
        ),
        does(
            "patch.remove-labels",
            "7644-3.5.2.2-03",
            "`remove` of a list of texts does nothing",
            |server, asked| pass_over(server, &asked, |one| is_removal_of(one, &["labels"])),
        ),
        does(
            "patch.remove-complex-ignored",
            "7644-3.5.2.2-02",
            "`remove` of a complex attribute does nothing",
            |server, asked| pass_over(server, &asked, |one| is_removal_of(one, &COMPLEX)),
        ),
        does(
            "patch.remove-extension",
            "7643-3.3-08",
            "`remove` in an extension does nothing",
            |server, asked| {
                pass_over(server, &asked, |one| {
                    text(one, "op") == "remove" && text(one, "path").contains(":extension:")
                })
            },
        ),
        does(
            "patch.replace-extension",
            "7643-3.3-08",
            "`replace` in an extension does nothing",
            |server, asked| {
                pass_over(server, &asked, |one| {
                    text(one, "op") == "replace"
                        && (text(one, "path").contains(":extension:")
                            || one["value"].to_string().contains(":extension:"))
                })
            },
        ),
        does(
            "patch.last-element-stays",
            "7644-3.5.2.2-05",
            "the last element of a list cannot be removed",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is("PATCH") && answer.is_ok() && operations(&asked).len() == 1 {
                    let path =
                        operations(&asked)[0]["path"].as_str().unwrap_or_default().to_owned();
                    let list = path.split('[').next().unwrap_or_default().to_owned();
                    let now = server.get(&asked, &asked.path);
                    if path.contains('[') && is_list(&list) && now.json.get(&list).is_none() {
                        let element = json!([{"value": "stays@example.com", "type": "work"}]);
                        return one_by_one(
                            server,
                            &asked,
                            &[json!({"op": "add", "path": list, "value": element})],
                        );
                    }
                }
                answer
            },
        ),
        does(
            "patch.first-value-refused",
            "7644-3.5.2-16",
            "what is immutable gets no first value",
            |server, asked| {
                refuse(server, &asked, |one| {
                    text(one, "op") == "add" && text(one, "path") == "model"
                })
            },
        ),
        does(
            "patch.types",
            "7643-4.1.1-18",
            "`replace` of what is no text does nothing",
            |server, asked| {
                pass_over(server, &asked, |one| {
                    text(one, "op") == "replace"
                        && (one["value"].is_boolean() || one["value"].is_number())
                })
            },
        ),
        does("patch.index", "7644-3.5.2-03", "a path with an index is taken", |server, asked| {
            pass_over(server, &asked, |one| text(one, "path").contains("[0]"))
        }),
        does(
            "patch.broken",
            "7644-3.12-11",
            "a PATCH that is no JSON does nothing",
            |server, asked| {
                if asked.is("PATCH") && asked.json().is_null() {
                    return server.get(&asked, &asked.path);
                }
                server.ask(&asked)
            },
        ),
        does(
            "patch.few",
            "7644-3.5.2-21",
            "more than three operations are refused",
            |server, asked| {
                if asked.is("PATCH") && operations(&asked).len() > 3 {
                    return Answer::error(413, "");
                }
                server.ask(&asked)
            },
        ),
        does(
            "patch.id-taken",
            "7643-3.1-18",
            "`replace` of `id` and `meta` succeeds",
            |server, asked| {
                pass_over(server, &asked, |one| {
                    text(one, "path") == "id" || text(one, "path").starts_with("meta")
                })
            },
        ),
        takes(
            "patch.primary-stays",
            "7644-3.5.2.3-10",
            "`primary` is not written by PATCH",
            |asked| {
                asked.operations(|all| {
                    all.retain(|one| !text(one, "path").ends_with("].primary"));
                    if all.is_empty() {
                        all.push(json!({"op": "replace", "value": {}}));
                    }
                });
            },
        ),
        does(
            "patch.not-found",
            "7644-3.1-10",
            "what PATCH changed is found by what it was",
            |server, asked| {
                if asked.is("PATCH") {
                    let before = server.get(&asked, &asked.path).json;
                    let id = before["id"].as_str().unwrap_or_default().to_owned();
                    let answer = server.ask(&asked);
                    if answer.is_ok() && server.recall(&id).is_none() {
                        server.remember(&id, before);
                    }
                    return answer;
                }
                let filter = if asked.is_query() { asked.parameter("filter") } else { None };
                let wanted = filter.as_deref().and_then(|filter| filter.split('"').nth(1));
                let Some(wanted) =
                    wanted.filter(|_| filter.as_deref().is_some_and(|f| f.contains(" eq ")))
                else {
                    return server.ask(&asked);
                };
                let mut answer = server.ask(&asked);
                let was = |text: &str| text.contains(wanted);
                for (id, before) in server.all() {
                    if was(&before.to_string()) {
                        let path = format!("{}/{id}", asked.path.trim_end_matches("/.search"));
                        let now = server.get(&asked, &path);
                        if let (true, Some(all)) = (now.is_ok(), answer.listed()) {
                            all.retain(|one| one["id"] != *id);
                            all.push(now.json);
                            let count = all.len();
                            answer.json["totalResults"] = count.into();
                            answer.json["itemsPerPage"] = count.into();
                        }
                    }
                }
                answer
            },
        ),
    ]
}
