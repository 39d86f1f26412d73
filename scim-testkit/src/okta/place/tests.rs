use super::Place;
use serde_json::{Value, json};

fn place(text: &str) -> Place {
    text.parse().unwrap()
}

#[test]
fn places_are_written_as_okta_and_scim_write_them() {
    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let user = json!({
        "userName": "a",
        "name": {"givenName": "b"},
        "emails": [{"value": "c", "type": "home"}, {"value": "d", "type": "work", "primary": true}],
        ENTERPRISE: {"department": "e", "manager": {"value": "f"}},
    });
    for (text, value) in [
        ("userName", "a"),
        ("username", "a"),
        ("name.givenName", "b"),
        ("emails.^[primary==true].value", "d"),
        ("emails.^[primary==false].value", "c"),
        ("emails.^[type==work].value", "d"),
        ("emails.^[type=='home'].value", "c"),
        ("emails[type eq \"home\"].value", "c"),
        (&format!("{ENTERPRISE}:department"), "e"),
        (&format!("{ENTERPRISE}:manager.value"), "f"),
    ] {
        assert_eq!(place(text).text(&user), Some(value), "{text}");
        assert_eq!(place(&place(text).to_string()), place(text), "{text}");
    }
    for text in
        ["", "a.b.c", "emails[type]", "emails[type eq ].value", "a b", "name.", "emails[a==b]c"]
    {
        assert!(text.parse::<Place>().is_err(), "{text}");
    }
}

/// Whatever element has it, unless one is chosen (7644-3.4.2.2-04).
#[test]
fn a_text_is_known_in_any_case() {
    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let user = json!({
        "USERNAME": "Élodie",
        "name": {"givenName": "b"},
        "emails": [{"value": "c", "type": "home"}, {"value": "d", "type": "work"}],
        "number": 7,
        ENTERPRISE: {"employeeNumber": "e"},
    });
    let number = format!("{ENTERPRISE}:employeeNumber");
    for (text, has, lacks) in [
        ("userName", "éLODIE", "Élodie2"),
        ("name.givenName", "B", "givenName"),
        ("emails.value", "D", "home"),
        ("emails", "c", "work"),
        ("emails[type eq \"work\"].value", "d", "c"),
        (&number, "E", ""),
    ] {
        assert!(place(text).has(&user, has), "{text}");
        assert!(!place(text).has(&user, lacks), "{text}");
    }
    for text in ["displayName", "number", "urn:example:User:userName"] {
        assert!(!["Élodie", "7", ""].iter().any(|one| place(text).has(&user, one)), "{text}");
    }
}

#[test]
fn values_are_written_where_they_are_read() {
    let set = |text: &str, mut user: Value, value: Value| {
        let place = place(text);
        place.set(&mut user, value.clone());
        if value != json!("") {
            assert_eq!(place.get(&user), Some(&value), "{text}: {user}");
        }
        user
    };
    assert_eq!(set("name.givenName", json!({}), json!("a")), json!({"name": {"givenName": "a"}}));
    assert_eq!(
        set("emails.^[primary==true].value", json!({"Emails": [{"type": "work"}]}), json!("a")),
        json!({"Emails": [{"type": "work", "primary": true, "value": "a"}]})
    );
    assert_eq!(
        set("emails.^[type==home].value", json!({"emails": [{"type": "work"}]}), json!("a")),
        json!({"emails": [{"type": "work"}, {"type": "home", "value": "a"}]})
    );
    assert_eq!(
        set("urn:a:b:c", json!({"schemas": ["urn:a"]}), json!("d")),
        json!({"schemas": ["urn:a", "urn:a:b"], "urn:a:b": {"c": "d"}})
    );
    // what says nothing makes nothing, and what is no object is none afterwards
    assert_eq!(set("urn:a:b:c", json!({}), json!("")), json!({}));
    assert_eq!(set("title", json!({"title": "x"}), json!("")), json!({"title": ""}));
    assert_eq!(set("name.givenName", json!({"name": [1]}), json!("a"))["name"]["givenName"], "a");
    assert_eq!(set("name.givenName", json!([]), json!("a"))["name"]["givenName"], "a");
}

/// What is taken away leaves nothing that says nothing.
#[test]
fn values_are_taken_away() {
    let remove = |text: &str, mut user: Value| {
        place(text).remove(&mut user);
        user
    };
    let two = json!({"emails": [{"type": "work", "primary": true, "value": "a"}, {"value": "b"}]});
    let one = json!({"emails": [{"value": "b"}]});
    assert_eq!(remove("emails.^[primary==true].value", two.clone()), one);
    assert_eq!(remove("emails.^[primary==true]", two.clone()), one);
    assert_eq!(remove("emails.^[primary==false].value", one), json!({}));
    assert_eq!(remove("emails.^[type==home].value", two.clone()), two);
    let address = json!({"addresses": [{"primary": true, "locality": "a", "region": "b"}]});
    let left = json!({"addresses": [{"primary": true, "region": "b"}]});
    assert_eq!(remove("addresses.^[primary==true].locality", address), left);
    assert_eq!(remove("NAME.givenName", json!({"name": {"givenName": "a"}})), json!({}));
    let extended = json!({"schemas": ["urn:a", "urn:a:b"], "urn:a:b": {"c": "d"}});
    assert_eq!(remove("urn:a:b:c", extended), json!({"schemas": ["urn:a"]}));
    for odd in [json!(null), json!({"name": 5}), json!({"name": [1]}), json!({"urn:a:b": 1})] {
        assert_eq!(remove("name.givenName", odd.clone()), odd);
        assert_eq!(remove("urn:a:b:c", odd.clone()), odd);
    }
}

/// Okta's primary value takes the one element that nothing says to be primary, but for one of
/// another type.
#[test]
fn a_mobile_number_is_no_primary_one() {
    let set = |mut user: Value| {
        place("phoneNumbers.^[primary==true].value").set(&mut user, json!("1"));
        user["phoneNumbers"].as_array().unwrap().len()
    };
    assert_eq!(set(json!({"phoneNumbers": [{"type": "work", "value": "2"}]})), 1);
    assert_eq!(set(json!({"phoneNumbers": [{"type": "mobile", "value": "2"}]})), 2);
}
