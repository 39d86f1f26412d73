//! What Entra ID sends. `FLAG`: with `aadOptscim062020`.

use crate::live::check::profile::{groups, users, with};
use crate::live::{Answer, Ask, Made, Session, Stop, Verdict, encoded};
use scim_schema::ScimExtension;
use scim_schema::rfc::EnterpriseUser;
use serde_json::{Value, json};

/// The schema that Entra ID names beside the RFC's in every group.
pub(super) const ADSCIM: &str =
    "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

/// The path of an attribute of the enterprise extension.
pub(super) fn enterprise(name: &str) -> String {
    format!("{}:{name}", EnterpriseUser::SCHEMA.id)
}

/// The body of a user as Entra ID creates it.
pub(super) fn person(s: &Session<'_>) -> Value {
    let (mut body, unique) = (s.minimal(), s.unique());
    let mail = format!("Jane.{unique}@users.example.com");
    let urns = json!(["urn:ietf:params:scim:schemas:core:2.0:User", EnterpriseUser::SCHEMA.id]);
    with(&mut body, "schemas", urns);
    with(&mut body, "externalId", json!(unique));
    with(&mut body, "userName", json!(mail));
    with(&mut body, "active", json!(true));
    with(&mut body, "displayName", json!("Jane Smith"));
    with(&mut body, "emails", json!([{"primary": true, "type": "work", "value": mail}]));
    with(&mut body, "meta", json!({"resourceType": "User"}));
    let name = json!({"formatted": "Jane Smith", "familyName": "Smith", "givenName": "Jane"});
    with(&mut body, "name", name);
    with(&mut body, "roles", json!([]));
    body
}

/// A user as Entra ID makes it.
pub(super) fn create(s: &mut Session<'_>) -> Result<Made, Stop> {
    users(s)?;
    let body = person(s);
    s.create_body(&body)
}

/// The body of a group as Entra ID creates it: without members.
pub(super) fn team(s: &Session<'_>) -> Value {
    let unique = s.unique();
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group", ADSCIM],
        "externalId": unique,
        "displayName": format!("Team {unique}"),
        "meta": {"resourceType": "Group"},
    })
}

/// A group as Entra ID makes it.
pub(super) fn create_group(s: &mut Session<'_>) -> Result<Made, Stop> {
    groups(s)?;
    let body = team(s);
    s.create_body(&body)
}

/// An operation's name.
pub(super) const fn op<const FLAG: bool>(name: &'static str) -> &'static str {
    match name.as_bytes() {
        _ if FLAG => name,
        b"add" => "Add",
        b"replace" => "Replace",
        _ => "Remove",
    }
}

/// The operation that disables a user, or enables it.
pub(super) fn active<const FLAG: bool>(is: bool) -> Value {
    let value = match (FLAG, is) {
        (true, is) => json!(is),
        (false, true) => json!("True"),
        (false, false) => json!("False"),
    };
    json!({"op": op::<FLAG>("replace"), "path": "active", "value": value})
}

/// The operation that adds members.
pub(super) fn add_members<const FLAG: bool>(members: &[&Made]) -> Value {
    let members: Vec<Value> =
        members.iter().map(|one| json!({"$ref": null, "value": one.id})).collect();
    json!({"op": op::<FLAG>("add"), "path": "members", "value": members})
}

/// The operation that removes a member.
pub(super) fn remove_member<const FLAG: bool>(member: &Made) -> Value {
    if FLAG {
        return json!({"op": "remove", "path": format!("members[value eq \"{}\"]", member.id)});
    }
    json!({"op": "Remove", "path": "members", "value": [{"$ref": null, "value": member.id}]})
}

/// PATCH, which may be answered with the resource or without.
pub(super) fn patch(s: &mut Session<'_>, made: &Made, operations: &Value) -> Result<Answer, Stop> {
    let answer = s.patch(made, operations)?;
    answer.expect_one_of(&[200, 204])?;
    Ok(answer)
}

/// A search, its spaces written as `+`.
pub(super) fn search(s: &mut Session<'_>, filter: &str) -> Result<Answer, Stop> {
    let endpoint = s.kind().endpoint().to_owned();
    let filter = encoded(filter).replace("%20", "+");
    s.send(&Ask::get(format!("{endpoint}?filter={filter}")))
}

/// Expects a search to find a resource alone, in a list.
pub(super) fn finds(s: &mut Session<'_>, filter: &str, made: &Made) -> Verdict {
    let answer = search(s, filter)?;
    let list = answer.expect_list()?;
    let ids: Vec<&str> = list.iter().filter_map(|one| one.get("id")?.as_str()).collect();
    if ids == [made.id.as_str()] {
        return Ok(());
    }
    Err(answer.failed(format!("`{}` alone", made.id), format!("{ids:?}")))
}

/// Expects a search to find nothing, in a list.
pub(super) fn finds_nothing(s: &mut Session<'_>, filter: &str) -> Verdict {
    let answer = search(s, filter)?;
    answer.expect_list()?;
    if answer.total() == Some(0) {
        return Ok(());
    }
    Err(answer.failed("`totalResults` 0", format!("{:?}", answer.total())))
}

/// Expects attributes of a resource to have values, where the resource type has the attributes.
pub(super) fn expect(s: &mut Session<'_>, made: &Made, values: &[(&str, Value)]) -> Verdict {
    let read = s.read(made)?;
    for (path, value) in values {
        let Some(attribute) = made.kind.attribute(path) else { continue };
        match value {
            Value::Null => read.expect_unassigned(&attribute)?,
            value => read.expect_value(&attribute, value)?,
        }
    }
    Ok(())
}

/// A text member of what was sent.
pub(super) fn sent<'m>(made: &'m Made, name: &str) -> &'m str {
    made.sent.get(name).and_then(Value::as_str).unwrap_or_default()
}
