use super::{PATCH_FRAME, REMOVE, has_part, pairs, remove, unchanged};
use crate::law::wrong::{Team, Wrong, asked, broken, values_in};
use crate::law::{Cases, Edited, Engine as _, Shipped};
use crate::oracle::Shape;
use crate::strategy::Settings;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::{Email, User};
use serde_json::{Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

#[test]
fn the_attributes_of_extensions_are_compared_one_by_one() {
    let before = json!({"title": "a", ENTERPRISE: {"division": "b", "department": "c"}});
    let after = json!({"nickName": "d", ENTERPRISE: {"division": "e"}});
    let shown: Vec<String> = pairs(&before, &after)
        .into_iter()
        .map(|(path, old, new)| format!("{path} {old:?} {new:?}").replace(ENTERPRISE, "URN"))
        .collect();
    let expected = [
        "nickName None Some(String(\"d\"))",
        "title Some(String(\"a\")) None",
        "URN:department Some(String(\"c\")) None",
        "URN:division Some(String(\"b\")) Some(String(\"e\"))",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_patch_that_changes_what_it_does_not_name_breaks_the_law() {
    let engine = Wrong::Patch(|user: &User, body, dialect| {
        let mut edited = Shipped.patch(user, body, dialect)?;
        edited.resource.nick_name = Some("someone".into());
        Ok(edited)
    });
    let broken = broken(&PATCH_FRAME, &Cases::<User>::new().unwrap(), &engine).unwrap();
    assert!(broken.request.ends_with("`nickName` is not named"), "{broken}");
    assert_eq!(broken.actual, "\"someone\"");
}

/// An operation that changes nothing changes no field.
#[test]
fn a_patch_that_changes_nothing_leaves_alone_what_scim_does_not_map() {
    let engine = Wrong::<Team>::Patch(|stored, body, dialect| {
        let mut edited = Shipped.patch(stored, body, dialect)?;
        edited.resource.row += 1;
        Ok(edited)
    });
    let cases = Cases::<Team>::new().unwrap().settings(Settings::default().operations(1));
    let cases = cases.show(|team| format!("row {}", team.row));
    let found = broken(&PATCH_FRAME, &cases, &engine).unwrap();
    assert_eq!((&*found.expected, &*found.actual), ("row 0", "row 1"));
    assert_eq!(broken(&PATCH_FRAME, &cases, &Shipped), None);
}

/// What differs that a client cannot change, if something does.
fn differs(before: &Value, after: &Value) -> Option<String> {
    let shape = Shape::of(&User::default());
    unchanged(&shape.attributes, before, after, false).err().map(|(path, ..)| path)
}

/// 7643-7-22
#[test]
fn what_is_read_only_stays_or_goes_with_what_it_is_a_part_of() {
    let id = |id: &str| json!({"schemas": [id], "id": id, "title": id});
    assert_eq!(differs(&id("1"), &id("1")), None);
    assert_eq!(differs(&id("1"), &id("2")).as_deref(), Some("id"));
    assert_eq!(differs(&id("1"), &json!({})).as_deref(), Some("id"));
    let managed = |manager: Value| json!({ENTERPRISE: {"manager": manager}});
    let babs = managed(json!({"value": "7", "displayName": "Babs"}));
    let name = Some(format!("{ENTERPRISE}.manager.displayName"));
    assert_eq!(differs(&babs, &managed(json!({"value": "7", "displayName": "Bob"}))), name);
    assert_eq!(differs(&managed(json!({"value": "7"})), &babs), name, "no one may give it");
    assert_eq!(differs(&babs, &managed(json!({"value": "8"}))), None);
    assert_eq!(differs(&babs, &json!({})), None);
    let changed = json!({"schemas": ["other"], "userName": "other"});
    assert_eq!(differs(&json!({"schemas": ["one"], "userName": "one"}), &changed), None);
}

#[test]
fn removals_choose_by_filter_and_by_value() {
    let (mut filtered, mut listed) = (0, 0);
    let all = asked(&remove(&Cases::<User>::new().unwrap()), 300);
    for text in &all {
        let body = values_in(text).remove(0);
        let Some(operation) = body["Operations"].get(0) else { continue };
        assert!(operation["op"].as_str().unwrap().eq_ignore_ascii_case("remove"), "{text}");
        let by_filter = operation["path"].as_str().is_some_and(|path| path.contains('['));
        assert!(by_filter || operation.get("value").is_some(), "{text}");
        filtered += usize::from(by_filter);
        listed += usize::from(!by_filter);
    }
    assert!(filtered > 50 && listed > 50, "{filtered} and {listed} of {}", all.len());
}

/// What an engine makes of a PATCH that removes elements, changed.
fn removed(
    (user, body, dialect): (&User, &str, Dialect),
    change: fn(&mut Vec<Email>, &[Email]),
) -> Result<Edited<User>, ScimError> {
    let mut edited = Shipped.patch(user, body, dialect)?;
    if edited.resource.emails.len() < user.emails.len() {
        change(&mut edited.resource.emails, &user.emails);
    }
    Ok(edited)
}

/// 7644-3.5.2.2-04, 7644-3.5.2.2-05
#[test]
fn a_removal_takes_no_other_element_and_makes_none() {
    let cases = Cases::<User>::new().unwrap();
    let clearing =
        Wrong::Patch(|user, body, dialect| removed((user, body, dialect), |now, _| now.clear()));
    let found = broken(&REMOVE, &cases, &clearing).unwrap();
    assert!(found.request.ends_with("`emails`") && found.expected.ends_with(" stays"), "{found}");
    let adding = Wrong::Patch(|user, body, dialect| {
        removed((user, body, dialect), |now, _| {
            now.push(Email { value: Some("another".into()), ..Email::default() });
        })
    });
    let found = broken(&REMOVE, &cases, &adding).unwrap();
    assert_eq!(found.expected, "no other elements", "{found}");
}

/// 7644-3.5.2.2-05
#[test]
fn a_removal_of_a_part_takes_it_of_chosen_elements_only() {
    let cases = Cases::<User>::new().unwrap();
    let engine = Wrong::Patch(|user: &User, body, dialect| {
        let mut edited = Shipped.patch(user, body, dialect)?;
        if body.contains("].") && edited.resource.emails != user.emails {
            edited.resource.emails = vec![Email { value: Some("last".into()), ..Email::default() }];
        }
        Ok(edited)
    });
    let found = broken(&REMOVE, &cases, &engine).unwrap();
    assert!(found.expected.ends_with(" stays"), "{found}");
}

/// The elements that a filter chooses for a part of them may lose it.
#[test]
fn removals_break_no_law() {
    let check = crate::law::check(&REMOVE, &Cases::<User>::new().unwrap()).unwrap();
    assert_eq!(check.first_broken(&Shipped, 0..600), None);
}

#[test]
fn an_element_is_known_by_its_value_or_by_something_that_it_has() {
    let known = |element: Value, given: Value| has_part(&element, &given);
    let work = || json!({"value": "a", "type": "work", "primary": true});
    assert!(known(work(), json!({"VALUE": "A", "type": "home"})));
    assert!(!known(work(), json!({"type": "work", "value": "b"})));
    assert!(known(work(), json!({"type": "WORK", "value": null})));
    assert!(!known(work(), json!({"display": "work"})));
    assert!(known(work(), json!({"primary": true})));
    assert!(!known(work(), json!({"primary": false})));
    assert!(known(json!(1), json!(1.0)) && !known(json!(1), json!(2)));
    let (utc, offset) = ("2011-05-13T04:42:34Z", "2011-05-13T06:42:34+02:00");
    assert!(known(json!(utc), json!(offset)) && !known(json!(utc), json!("2011")));
}
