//! Bulk requests (RFC 7644 section 3.7).

mod result;

use super::subject::{anchor, at, same, set, value};
use super::{Check, Need, Verdict};
use crate::live::{Answer, Ask, Session, Stop};
use result::{Results, at_of, code, created, error, failed, first, results, status, two};
use serde_json::{Value, json};

const NEEDS: &[Need] = &[Need::Bulk];
const REQUEST: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

pub(super) const CHECKS: &[Check] = &[
    Check::new("bulk.create", "POST in a job creates, and the result has its `bulkId`, `status` and `location`", &["7644-3.7-25", "7644-3.7-04", "7644-3.7-15", "7644-3.7-18", "7644-3.7.3-01", "7644-3.7.3-02", "7644-3.7.3-03", "7644-3.7-01", "7644-3.2-05", "7644-3.2-10", "7644-3.7-02", "7644-3.7-03", "7644-3.7-09"], |s| {
        let one = post(s, "one", &s.minimal());
        let other = post(s, "two", &s.minimal());
        let (answer, results) = run(s, &json!([one, other]))?;
        if results.len() != 2 {
            return Err(answer.failed("two results", results.len().to_string()));
        }
        for (result, id) in results.iter().zip(["one", "two"]) {
            status(&answer, result, "201")?;
            if at_of(result, "bulkId") != id {
                return Err(answer.failed(format!("`bulkId` `{id}`"), format!("`{}`", at_of(result, "bulkId"))));
            }
            if !at_of(result, "method").eq_ignore_ascii_case("POST") {
                return Err(answer.failed("`method` `POST`", format!("`{}`", at_of(result, "method"))));
            }
            let path = created(s, &answer, result)?;
            let read = s.get(&path)?;
            read.expect_status(200)?;
            if at(read.json(), "/meta/location") != at_of(result, "location") {
                return Err(answer.failed("`location` to be `meta.location`", format!("`{}`", at_of(result, "location"))));
            }
        }
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("bulk.message", "a bulk response has the schema BulkResponse, and no `failOnErrors`", &["7644-3.7-04", "7644-3.7-06", "7644-3.7-20", "7644-3.1-06", "7644-3.7-07"], |s| {
        let operation = post(s, "one", &s.minimal());
        let answer = send(s, &json!([operation]), Some(5))?;
        answer.expect_status(200)?;
        let urns = answer.member("schemas").cloned().unwrap_or_default();
        if urns != json!([RESPONSE]) {
            return Err(answer.failed(format!("`schemas` `{RESPONSE}`"), urns.to_string()));
        }
        if answer.member("failOnErrors").is_some() { Err(answer.failed("no `failOnErrors`", "it")) } else { Ok(()) }
    })
    .needs(NEEDS),
    Check::new("bulk.put", "PUT in a job replaces", &["7644-3.7-27", "7644-3.7-02", "7644-3.7-13", "7644-3.7-14"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let mut body = made.sent.clone();
        let new = value(s, &text, 1)?;
        text.put(&mut body, new.clone());
        let (answer, results) = run(s, &json!([{"method": "PUT", "path": made.path, "data": body}]))?;
        status(&answer, first(&answer, &results)?, "200")?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("bulk.patch", "PATCH in a job changes", &["7644-3.7-27", "7644-3.7-02"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let new = value(s, &text, 1)?;
        let data = json!({"schemas": [PATCH_OP], "Operations": [{"op": "replace", "path": text.path(), "value": new}]});
        let (answer, results) = run(s, &json!([{"method": "PATCH", "path": made.path, "data": data}]))?;
        let result = first(&answer, &results)?;
        if !["200", "204"].contains(&code(result)) {
            return Err(answer.failed("`status` `\"200\"` or `\"204\"`", json!(result).to_string()));
        }
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Bulk, Need::Patch])
    .each_type(),
    Check::new("bulk.delete", "DELETE in a job deletes", &["7644-3.7-27", "7644-3.7-02"], |s| {
        let made = s.create()?;
        let (answer, results) = run(s, &json!([{"method": "DELETE", "path": made.path}]))?;
        status(&answer, first(&answer, &results)?, "204")?;
        s.get(&made.path)?.expect_status(404)?;
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("bulk.errors", "an operation that fails is told of as an Error, and the job is 200", &["7644-3.7-16", "7644-3.7-19", "7644-3.7-20", "7644-3.12-30", "7644-3.7-17"], |s| {
        let (answer, results) = run(s, &json!([post(s, "bad", &invalid(s)?)]))?;
        let result = first(&answer, &results)?;
        status(&answer, result, "400")?;
        error(&answer, result, "400")
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("bulk.explanation", "a result of an operation that fails explains the error to people", &["7644-3.7.3-04"], |s| {
        let path = format!("{}/{}", s.kind().endpoint(), s.unique());
        let mut operations = vec![json!({"method": "DELETE", "path": path})];
        if let Ok(body) = invalid(s) {
            operations.push(post(s, "bad", &body));
        }
        let (answer, results) = run(s, &json!(operations))?;
        for result in results.iter().filter(failed) {
            // the text asks for a `description` in `status`, which the examples have as `detail` in `response`
            let result = json!(result);
            if ["/response/detail", "/status/description"].iter().all(|place| at(&result, place).trim().is_empty()) {
                return Err(answer.failed("a `detail` in `response`, which explains the error", format!("`{result}`")));
            }
        }
        super::subject::tried(results.iter().any(|one| failed(&one)), "operation that fails")
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("bulk.status-text", "`status` of a result is the code as a text", &["7644-3.7-18", "7644-3.7.3-03"], |s| {
        let path = format!("{}/{}", s.kind().endpoint(), s.unique());
        let (answer, results) = run(s, &json!([post(s, "one", &s.minimal()), {"method": "DELETE", "path": path}]))?;
        match results.iter().find(|one| !one.get("status").is_some_and(Value::is_string)) {
            Some(other) => Err(answer.failed("`status` as a text", format!("`{}`", json!(other)))),
            None => super::subject::tried(!results.is_empty(), "result"),
        }
    })
    .needs(NEEDS)
    .should(),
    Check::new("bulk.goes-on", "a job goes on after an operation that fails", &["7644-3.7-21", "7644-3.7-20", "7644-3.7.3-01"], |s| {
        let operations = json!([post(s, "a", &s.minimal()), post(s, "b", &invalid(s)?), post(s, "c", &s.minimal())]);
        let (answer, results) = run(s, &operations)?;
        let found: Vec<&str> = results.iter().map(code).collect();
        if found == ["201", "400", "201"] { Ok(()) } else { Err(answer.failed("`status` 201, 400 and 201", format!("{found:?}"))) }
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("bulk.fail-on-errors", "a job ends at the error that `failOnErrors` counts", &["7644-3.7-23", "7644-3.7.3-05", "7644-3.7-05", "7644-3.7-22"], |s| {
        let anchor = anchor(s)?;
        let last = s.minimal();
        let name = anchor.of(&last).cloned().unwrap_or_default();
        let operations = json!([post(s, "a", &s.minimal()), post(s, "b", &invalid(s)?), post(s, "c", &last)]);
        let answer = send(s, &operations, Some(1))?;
        answer.expect_status(200)?;
        let results = results(&answer)?;
        if results.iter().any(|one| at_of(one, "bulkId") == "c" && code(one).starts_with('2')) {
            return Err(answer.failed("no result after the first error", "one"));
        }
        let first = results.first().map_or("", |one| code(one));
        if first != "201" {
            return Err(answer.failed("the result before the error", format!("`{first}`")));
        }
        if s.discovery().config.as_ref().is_none_or(|config| config.filter.supported) {
            let found = s.filter(&format!("{} eq {name}", anchor.path()))?;
            if !found.is_empty() {
                return Err(answer.failed("the last operation not to be run", "what it creates"));
            }
        }
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("bulk.location", "a result has a `location`, but that of a POST that failed", &["7644-3.7-15", "7644-3.7.3-02"], |s| {
        let made = s.create()?;
        let mut wrong = invalid(s)?;
        set(&mut wrong, "id", json!(made.id));
        let (answer, results) = run(s, &json!([{"method": "PUT", "path": made.path, "data": wrong}, {"method": "DELETE", "path": made.path}]))?;
        for result in &results {
            if !at_of(result, "location").ends_with(&made.id) {
                return Err(answer.failed("a `location` of the resource", format!("`{}`", at_of(result, "location"))));
            }
        }
        if results.len() == 2 { Ok(()) } else { Err(answer.failed("two results", results.len().to_string())) }
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("bulk.not-found", "an operation on what is not there is 404 in its result", &["7644-3.7.3-06", "7644-3.7-19"], |s| {
        let path = format!("{}/{}", s.kind().endpoint(), s.unique());
        let (answer, results) = run(s, &json!([{"method": "DELETE", "path": path}]))?;
        let result = first(&answer, &results)?;
        status(&answer, result, "404")?;
        error(&answer, result, "404")
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("bulk.version", "an operation on another version is 412 in its result", &["7644-3.7.3-06", "7644-3.7-11"], |s| {
        let made = s.create()?;
        let before = s.read(&made)?;
        let (answer, results) = run(s, &json!([{"method": "PUT", "path": made.path, "version": "W/\"scim-testkit\"", "data": made.sent}, {"method": "DELETE", "path": made.path, "version": "W/\"scim-testkit\""}]))?;
        if results.len() != 2 {
            return Err(answer.failed("two results", results.len().to_string()));
        }
        for result in &results {
            status(&answer, result, "412")?;
        }
        same(&s.read(&made)?, before.json(), &[])
    })
    .needs(&[Need::Bulk, Need::Etag])
    .each_type(),
    Check::new("bulk.no-operations", "a job without `Operations` is answered 400", &["7644-3.7-07", "7644-3.7-20"], |s| {
        let answer = s.post("/Bulk", &json!({"schemas": [REQUEST]}))?;
        answer.expect_status(400)?;
        Ok(())
    })
    .needs(NEEDS),
    Check::new("bulk.no-method", "an operation without a method fails", &["7644-3.7-08", "7644-3.7-12"], |s| {
        let mut operation = post(s, "one", &s.minimal());
        super::subject::unset(&mut operation, "method");
        let answer = send(s, &json!([operation]), None)?;
        if answer.status() / 100 == 4 {
            return Ok(());
        }
        let results = results(&answer)?;
        let found = results.first().map_or("", |one| code(one));
        if found.starts_with('4') { Ok(()) } else { Err(answer.failed("a refusal", format!("`{found}`"))) }
    })
    .needs(NEEDS),
    Check::new("bulk.too-many", "more operations than `maxOperations` are answered 413, which says so", &["7644-3.7.4-03", "7644-3.7.4-04", "7644-3.7.4-01", "7644-3.7.4-02", "7644-3.12-17"], |s| {
        let most = s.discovery().config.as_ref().and_then(|config| usize::try_from(config.bulk.max_operations).ok()).unwrap_or(0);
        if most == 0 || most > 5_000 {
            return Err(Stop::skipped(format!("`bulk.maxOperations` is {most}")));
        }
        let path = format!("{}/{}", s.kind().endpoint(), s.unique());
        let operations = vec![json!({"method": "DELETE", "path": path}); most + 1];
        let answer = send(s, &json!(operations), None)?;
        answer.expect_status(413)?;
        if answer.text("detail").is_empty() { Err(answer.failed("a `detail` that names the limit", "none")) } else { Ok(()) }
    })
    .needs(&[Need::Bulk, Need::Config]),
    Check::new("bulk.too-large", "a job larger than `maxPayloadSize` is answered 413", &["7644-3.7.4-03", "7644-3.7.4-01", "7644-3.12-17"], |s| {
        let most = s.discovery().config.as_ref().and_then(|config| usize::try_from(config.bulk.max_payload_size).ok()).unwrap_or(0);
        if most == 0 || most > 4 << 20 {
            return Err(Stop::skipped(format!("`bulk.maxPayloadSize` is {most}")));
        }
        let path = format!("{}/{}", s.kind().endpoint(), s.unique());
        let text = "x".repeat(most + 1);
        let answer = send(s, &json!([{"method": "PUT", "path": path, "data": {"schemas": [], "displayName": text}}]), None)?;
        answer.expect_status(413)?;
        Ok(())
    })
    .needs(&[Need::Bulk, Need::Config]),
    Check::new("bulk.reference", "`bulkId:` in a value is the id of what was created", &["7644-3.7.2-02", "7644-3.7.2-01", "7644-3.7-24", "7644-3.7-10", "7644-3.7.2-05"], |s| references(s, false)).needs(&[Need::Bulk, Need::User, Need::Group]),
    Check::new("bulk.forward-reference", "`bulkId:` may name what is created later in the job", &["7644-3.7.2-03", "7644-3.7.1-01", "7644-3.7.2-02"], |s| references(s, true)).needs(&[Need::Bulk, Need::User, Need::Group]),
    Check::new("bulk.extension-reference", "`bulkId:` in an extension is the id of what was created", &["7644-3.7.2-04"], |s| {
        let user = s.user()?;
        s.set_kind(&user);
        let manager = s.kind().attributes().into_iter().find(|one| one.urn().is_some() && one.name() == "manager");
        let Some(manager) = manager else { return Err(Stop::skipped("there is no manager")) };
        let mut body = s.minimal();
        manager.put(&mut body, json!({"value": "bulkId:boss"}));
        let (answer, results) = run(s, &json!([post(s, "boss", &s.minimal()), post(s, "other", &body)]))?;
        let (boss, other) = two(s, &answer, &results)?;
        let read = s.get(&other)?;
        let found = manager.of(read.json()).map_or("", |manager| at(manager, "/value")).to_owned();
        if found.is_empty() {
            return Err(Stop::skipped("the server does not keep `manager`"));
        }
        let expected = s.get(&boss)?.text("id").to_owned();
        if found == expected { Ok(()) } else { Err(read.failed(format!("`manager.value` `{expected}`"), format!("`{found}`"))) }
    })
    .needs(&[Need::Bulk, Need::Enterprise]),
    Check::new("bulk.circle", "two groups that are members of each other are created, or refused with 409", &["7644-3.7.1-01", "7644-3.7.1-02"], |s| {
        let group = s.group()?;
        s.set_kind(&group);
        let with = |s: &Session<'_>, other: &str| {
            let mut body = s.minimal();
            set(&mut body, "members", json!([{"value": format!("bulkId:{other}"), "type": "Group"}]));
            body
        };
        let operations = json!([post(s, "a", &with(s, "b")), post(s, "b", &with(s, "a"))]);
        let answer = send(s, &operations, None)?;
        answer.expect_one_of(&[200, 409])?;
        if answer.status() == 409 {
            return Ok(());
        }
        let results = results(&answer)?;
        if results.iter().any(|one| ["409", "400"].contains(&code(one))) {
            return Err(Stop::informed("a circle of references is refused"));
        }
        let (one, other) = two(s, &answer, &results)?;
        let (one, other) = (s.get(&one)?, s.get(&other)?);
        for (group, member) in [(&one, &other), (&other, &one)] {
            if !group.member("members").map(ToString::to_string).unwrap_or_default().contains(member.text("id")) {
                return Err(group.failed("the other group as a member", "none"));
            }
        }
        Ok(())
    })
    .needs(&[Need::Bulk, Need::Group]),
    Check::new("bulk.unsupported", "bulk that is declared unsupported is not there", &["7644-3.7-01"], |s| {
        if s.discovery().config.as_ref().is_none_or(|config| config.bulk.supported) {
            return Err(Stop::skipped("the server does not declare `bulk.supported` false"));
        }
        let path = format!("{}/{}", s.kind().endpoint(), s.unique());
        send(s, &json!([{"method": "DELETE", "path": path}]), None)?.expect_one_of(&[400, 403, 404, 405, 501])?;
        Ok(())
    }),
];

fn post(s: &Session<'_>, id: &str, data: &Value) -> Value {
    json!({"method": "POST", "path": s.kind().endpoint(), "bulkId": id, "data": data})
}

/// A body that cannot be: without what is required.
fn invalid(s: &Session<'_>) -> Result<Value, Stop> {
    let anchor = anchor(s)?;
    if !anchor.is_required() {
        return Err(Stop::skipped(format!("{} has no required text", s.kind().name())));
    }
    let mut body = s.minimal();
    anchor.take(&mut body);
    Ok(body)
}

fn send(
    s: &mut Session<'_>,
    operations: &Value,
    fail_on_errors: Option<u32>,
) -> Result<Answer, Stop> {
    let mut body = json!({"schemas": [REQUEST], "Operations": operations});
    if let Some(count) = fail_on_errors {
        set(&mut body, "failOnErrors", json!(count));
    }
    s.send(&Ask::post("/Bulk").json(&body))
}

fn run(s: &mut Session<'_>, operations: &Value) -> Result<(Answer, Results), Stop> {
    let answer = send(s, operations, None)?;
    answer.expect_status(200)?;
    let results = results(&answer)?;
    Ok((answer, results))
}

fn references(s: &mut Session<'_>, forward: bool) -> Verdict {
    let (user, group) = (s.user()?, s.group()?);
    s.set_kind(&user);
    let member = post(s, "member", &s.minimal());
    s.set_kind(&group);
    let mut body = s.minimal();
    set(&mut body, "members", json!([{"value": "bulkId:member", "type": "User"}]));
    let team = post(s, "team", &body);
    let operations = if forward { json!([team, member]) } else { json!([member, team]) };
    let (answer, results) = run(s, &operations)?;
    let find = |id: &str| results.iter().find(|one| at_of(one, "bulkId") == id);
    let (Some(member), Some(team)) = (find("member"), find("team")) else {
        return Err(answer.failed("two results with their `bulkId`", results.len().to_string()));
    };
    status(&answer, member, "201")?;
    status(&answer, team, "201")?;
    let (member, team) = (created(s, &answer, member)?, created(s, &answer, team)?);
    let id = s.get(&member)?.text("id").to_owned();
    let read = s.get(&team)?;
    let found = read
        .json()
        .pointer("/members/0/value")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if found == id {
        Ok(())
    } else {
        Err(read.failed(format!("a member `{id}`"), format!("`{found}`")))
    }
}
