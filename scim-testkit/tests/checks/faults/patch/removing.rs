//! `remove`.

use super::*;

pub(super) fn all() -> Vec<Fault> {
    vec![
        takes(
            "patch.remove-all",
            "7644-3.5.2.2-05",
            "`remove` with a filter removes all elements",
            |asked| {
                each(asked, "remove", |operation| {
                    let path = text(operation, "path").to_owned();
                    if let (Some((list, _)), true) = (path.split_once('['), path.ends_with(']')) {
                        operation["path"] = list.into();
                    }
                });
            },
        ),
        takes(
            "patch.remove-element",
            "7644-3.5.2.2-06",
            "`remove` of a sub-attribute removes the element",
            |asked| {
                each(asked, "remove", |operation| {
                    let path = text(operation, "path").to_owned();
                    if let Some((element, _)) = path.rsplit_once("].") {
                        operation["path"] = format!("{element}]").into();
                    }
                });
            },
        ),
        takes(
            "patch.remove-complex",
            "7644-3.5.2.2-02",
            "`remove` of a sub-attribute removes the complex attribute",
            |asked| {
                each(asked, "remove", |operation| {
                    let path = text(operation, "path").to_owned();
                    if let (Some((complex, _)), false) =
                        (path.split_once('.'), path.contains([':', '[']))
                    {
                        operation["path"] = complex.into();
                    }
                });
            },
        ),
        does(
            "patch.remove-without-path",
            "7644-3.5.2.2-01",
            "`remove` without a path succeeds",
            |server, asked| {
                if operations(&asked)
                    .iter()
                    .any(|one| text(one, "op") == "remove" && one["path"].is_null())
                {
                    return server.get(&asked, &asked.path);
                }
                server.ask(&asked)
            },
        ),
        gives(
            "patch.remove-without-path-type",
            "7644-3.5.2.2-01",
            "`remove` without a path is `invalidSyntax`",
            |asked, answer| {
                if operations(asked)
                    .iter()
                    .any(|one| text(one, "op") == "remove" && one["path"].is_null())
                {
                    answer.failure(|error| {
                        error.insert("scimType".to_owned(), json!("invalidSyntax"));
                    });
                }
            },
        ),
        does(
            "patch.remove-required",
            "7644-3.5.2.2-07",
            "`remove` of a required attribute succeeds",
            |server, asked| {
                let required = operations(&asked)
                    .iter()
                    .any(|one| ["userName", "serialNumber"].contains(&text(one, "path")));
                let answer = server.ask(&asked);
                if required { as_if(server, &asked, answer, "mutability") } else { answer }
            },
        ),
        does(
            "patch.remove-read-only",
            "7644-3.5.2.2-07",
            "`remove` of a readOnly attribute succeeds",
            |server, asked| {
                let read_only = operations(&asked).iter().any(|one| {
                    ["id", "meta", "groups", "seen", "meta.created"].contains(&text(one, "path"))
                });
                let answer = server.ask(&asked);
                if read_only { with_op(server, &asked, "remove", "mutability") } else { answer }
            },
        ),
        does(
            "patch.remove-single-ignored",
            "7644-3.5.2.2-02",
            "`remove` of a simple attribute is ignored",
            |server, mut asked| {
                each(&mut asked, "remove", |operation| {
                    let path = text(operation, "path");
                    if !path.is_empty()
                        && !is_list(path)
                        && !path.contains(['.', '[', ':', '"'])
                        && !["id", "meta", "userName", "serialNumber", "groups", "seen"]
                            .contains(&path)
                        && path != "name"
                    {
                        operation["path"] = json!("externalId");
                    }
                });
                server.ask(&asked)
            },
        ),
        takes(
            "patch.remove-list-ignored",
            "7644-3.5.2.2-03",
            "`remove` of a list is ignored",
            |asked| {
                each(asked, "remove", |operation| {
                    if is_list(text(operation, "path")) {
                        operation["path"] = json!("externalId");
                    }
                });
            },
        ),
        does(
            "patch.remove-absent",
            "7644-3.5.2.2-08",
            "`remove` of a member that is not there is an error",
            |server, asked| {
                if asked.is("PATCH") && asked.path.starts_with("/Groups") {
                    let before = server.get(&asked, &asked.path).json;
                    let answer = server.ask(&asked);
                    let removes = operations(&asked)
                        .iter()
                        .any(|one| text(one, "op") == "remove" && text(one, "path").contains('['));
                    if removes && server.get(&asked, &asked.path).json == before {
                        return Answer::error(400, "noTarget");
                    }
                    return answer;
                }
                server.ask(&asked)
            },
        ),
        gives(
            "patch.remove-empty-list",
            "7644-3.5.2.2-04",
            "a list whose last element was removed has an empty one",
            |asked, answer| {
                if asked.is("PATCH") || asked.is("GET") {
                    answer.one(|resource| {
                        if resource.get("members").is_none()
                            && resource["meta"]["resourceType"] == "Group"
                        {
                            resource.insert("members".to_owned(), json!([{}]));
                        }
                    });
                }
            },
        ),
    ]
}
