use super::document;
use crate::law::Shipped;
use crate::law::edit::{create_agrees, patch_agrees};
use crate::law::filter::agrees;
use crate::oracle::Shape;
use scim_schema::dialect::Dialect;
use scim_schema::rfc::{Group, User};
use scim_schema::write::Scim;
use scim_schema::{ScimComplex, ScimResource};
use serde_json::{Value, json};

fn written<R: ScimResource>(resource: &R) -> Value {
    serde_json::from_slice(&Scim::new(resource).to_vec()).unwrap()
}

/// 7644-3.14-03: a weak tag of what a tag may have; nothing is left of one that has nothing else.
#[test]
fn versions() {
    for (version, tag) in [
        ("7", Some("W/\"7\"")),
        ("a b\"c\\d\u{7f}e\n", Some("W/\"abcde\"")),
        ("é", Some("W/\"é\"")),
        (" \"", None),
        ("", None),
    ] {
        let user = User { version: version.into(), ..User::default() };
        let held = document(&user).pointer("/meta/version").cloned();
        assert_eq!(held.as_ref().and_then(Value::as_str), tag, "{version:?}");
        assert_eq!(held, written(&user).pointer("/meta/version").cloned(), "{version:?}");
    }
    assert_eq!(document(&Group::default())["meta"], json!({ "resourceType": "Group" }));
}

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Locker", endpoint = "/Lockers")]
struct Locker {
    #[scim(id)]
    id: u32,
    #[scim(flatten)]
    rest: Rest,
    #[scim(path = r#"keys[kind eq "own"]"#, primary)]
    own: Key,
    #[scim(path = r#"accounts[kind eq "work"].label"#, fold_column = "label_key")]
    label: Option<String>,
    #[scim(path = r#"accounts[kind eq "work"].userName"#, fold_column = "login_key")]
    login: Option<String>,
    #[scim(path = r#"accounts[kind eq "work"].note"#)]
    note: Option<String>,
    #[scim(fold_column = "user_key")]
    user_name: Option<String>,
}

#[derive(Debug, Clone, Default, ScimComplex)]
struct Rest {
    color: Option<String>,
    maker: Option<Maker>,
    #[scim(default = Some(Maker { name: Some("none".into()), year: None }))]
    seller: Option<Maker>,
}

#[derive(Debug, Clone, Default, ScimComplex)]
struct Maker {
    name: Option<String>,
    year: Option<i32>,
}

#[derive(Debug, Clone, Default, ScimComplex)]
struct Key {
    number: Option<i32>,
    kind: Option<String>,
    primary: Option<bool>,
}

/// An element is there for what its declaration does not say.
#[test]
fn elements_with_nothing_but_their_declaration() {
    let said = Key { kind: Some("own".into()), primary: Some(true), number: None };
    for own in [said.clone(), Key { primary: None, ..said.clone() }, Key { kind: None, ..said }] {
        let locker = Locker { id: 1, own, ..Locker::default() };
        assert_eq!(document(&locker).get("keys"), None);
        assert_eq!(written(&locker).get("keys"), None);
    }
}

/// What is flattened into a model is held by it, complex values as well.
#[test]
fn complex_values_of_what_is_flattened() {
    let maker = Maker { name: Some("a".into()), year: Some(1999) };
    let rest = Rest { color: Some("red".into()), maker: Some(maker), seller: None };
    let locker = Locker { id: 1, rest, ..Locker::default() };
    let shape = Shape::of(&locker);
    for (value, kind) in [(json!(2024), Ok(2024)), (json!("x"), Err("invalidValue"))] {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{ "op": "replace", "path": "maker.year", "value": value }],
        });
        patch_agrees(&Shipped, &locker, &body, Dialect::RFC).unwrap();
        let patched = crate::oracle::patch(&body, &shape, &document(&locker), Dialect::RFC);
        let year = patched.map(|patched| patched.document["maker"]["year"].clone());
        assert_eq!(year.map_err(|refusal| refusal.scim_type), kind.map(Value::from));
    }
    let body = json!({ "schemas": ["urn:example:scim:schemas:2.0:Locker"] });
    create_agrees(&Shipped, &locker, &body, Dialect::RFC).unwrap();
    let made = crate::oracle::create(&body, &shape, &document(&locker), Dialect::RFC).unwrap();
    assert_eq!(made["seller"], json!({ "name": "none" }));
}

/// RFC 7644 section 5: what has a folded column is compared as user names are, in fixed elements, too.
#[test]
fn what_has_a_folded_column() {
    let some = || Some("É".to_owned());
    let (label, login, note, user_name) = (some(), some(), some(), some());
    let locker = Locker { id: 1, label, login, note, user_name, ..Locker::default() };
    let shape = Shape::of(&locker);
    for (path, unicode) in [
        ("userName", true),
        ("accounts.label", true),
        ("accounts.userName", true),
        ("accounts.note", false),
    ] {
        let text = format!(r#"{path} eq "é""#);
        agrees(&Shipped, &locker, &text, Dialect::RFC).unwrap();
        let mut on_path = shape.on_path(path).into_iter();
        assert_eq!(on_path.next_back().map(|one| one.unicode), Some(unicode), "{path}");
    }
}
