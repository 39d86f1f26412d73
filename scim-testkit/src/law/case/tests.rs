use super::{Asks, part, texts};
use crate::law::Shipped;
use crate::law::wrong::{Wrong, broken};
use crate::law::{Cases, Engine, case};
use crate::oracle::{Shape, document};
use scim_schema::rfc::{Email, EnterpriseUser, Name, User};
use scim_schema::value::{Reference, Secret};

fn barbara() -> User {
    User {
        id: "a1".into(),
        external_id: Some("B7".into()),
        user_name: "bjensen".into(),
        password: Some(Secret::new("secret")),
        title: Some("77".into()),
        profile_url: Some(Reference::parse("https://example.com/Babs").unwrap()),
        name: Some(Name { family_name: Some("Jensen".into()), ..Name::default() }),
        emails: vec![
            Email { value: Some("a@example.com".into()), ..Email::default() },
            Email { value: Some("b@example.com".into()), ..Email::default() },
        ],
        enterprise: Some(EnterpriseUser {
            department: Some("Tours".into()),
            ..EnterpriseUser::default()
        }),
        ..User::default()
    }
}

#[test]
fn a_part_of_a_text_is_where_its_operator_looks() {
    let all = |text| [Asks::Eq, Asks::Co, Asks::Sw, Asks::Ew].map(|asks| part(text, asks));
    assert_eq!(all("Jensen"), ["Jensen", "ense", "Jense", "ensen"]);
    assert_eq!(all("ÄöÜ"), ["ÄöÜ", "ö", "Äö", "öÜ"]);
    assert_eq!(all("ab"), ["ab"; 4]);
}

#[test]
fn texts_with_letters_are_asked_for_but_no_secrets() {
    let user = barbara();
    let found: Vec<String> = texts(&Shape::of(&user), &document(&user))
        .iter()
        .map(|one| format!("{} {:?}", one.asking(Asks::Eq, ""), one.values))
        .collect();
    let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
    for expected in [
        "id eq \"\" [\"a1\"]".to_owned(),
        "externalId eq \"\" [\"B7\"]".to_owned(),
        "userName eq \"\" [\"bjensen\"]".to_owned(),
        "profileUrl eq \"\" [\"https://example.com/Babs\"]".to_owned(),
        "name.familyName eq \"\" [\"Jensen\"]".to_owned(),
        "emails.value eq \"\" [\"a@example.com\", \"b@example.com\"]".to_owned(),
        format!("{department} eq \"\" [\"Tours\"]"),
    ] {
        assert!(found.contains(&expected), "{expected} of {found:?}");
    }
    assert_eq!(found.len(), 7, "{found:?}");
}

/// 7643-7-19
#[test]
fn letter_case_is_looked_up_where_the_schemas_publish_it() {
    let user = barbara();
    let (shape, schemas) = (Shape::of(&user), Engine::<User>::schemas(&Shipped));
    let texts = texts(&shape, &document(&user));
    let published: Vec<(&str, Option<bool>)> =
        texts.iter().map(|one| (one.names[0].as_str(), one.exact(&schemas, &shape))).collect();
    for (name, exact) in [
        ("userName", Some(false)),
        ("emails", Some(false)),
        ("profileUrl", Some(true)),
        ("department", Some(false)),
        // no schema has the common attributes
        ("externalId", None),
    ] {
        assert!(published.contains(&(name, exact)), "{name} of {published:?}");
    }
}

/// 7644-3.4.2.2-48
#[test]
fn an_engine_to_which_letter_case_counts_breaks_the_law() {
    let engine = Wrong::<User>::Matches(|user, filter| {
        let right = Shipped.matches(user, filter, &scim_schema::filter::Options::default())?;
        Ok(right && !filter.starts_with("userName"))
    });
    let cases = Cases::<User>::new().unwrap();
    let broken = broken(&case::CASE_EXACT, &cases, &engine).unwrap();
    assert!(broken.request.starts_with("userName "), "{broken}");
    assert_eq!((&*broken.expected, &*broken.actual), ("true", "false"));
}
