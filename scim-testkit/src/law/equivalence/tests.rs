use super::{PUT_TWICE, add_twice};
use crate::law::wrong::{Wrong, asked, broken, values_in};
use crate::law::{Cases, Engine as _, Shipped};
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};

#[test]
fn what_is_added_twice_is_added_without_a_filter() {
    let (mut additions, all) = (0, asked(&add_twice(&Cases::<User>::new().unwrap()), 300));
    for text in &all {
        let body = values_in(text).remove(0);
        let Some(operation) = body["Operations"].get(0) else { continue };
        let op = operation["op"].as_str().unwrap();
        let path = operation["path"].as_str().unwrap_or_default();
        assert!(op.eq_ignore_ascii_case("add") && !path.contains('['), "{text}");
        additions += 1;
    }
    assert!(additions > 250, "{additions} of {}", all.len());
}

#[test]
fn a_put_that_is_refused_or_reports_a_change_the_second_time_breaks_the_law() {
    let cases = Cases::<Group>::new().unwrap();
    let refusing = Wrong::Replace(|group, body, dialect| {
        let edited = Shipped.replace(group, body, dialect)?;
        if edited.changed.is_empty() { Err(ScimError::precondition_failed()) } else { Ok(edited) }
    });
    assert!(broken(&PUT_TWICE, &cases, &refusing).is_some());
    let reporting = Wrong::Replace(|group: &Group, body, dialect| {
        let mut edited = Shipped.replace(group, body, dialect)?;
        edited.changed.insert("displayName".to_owned());
        Ok(edited)
    });
    assert!(broken(&PUT_TWICE, &cases, &reporting).is_some());
    assert_eq!(broken(&PUT_TWICE, &cases, &Shipped), None);
}
