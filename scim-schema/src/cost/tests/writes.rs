//! Answers: in the size of what is in them.

use super::{Made, PARTS, cost, group_of, linear};
use crate::projection::Projection;
use crate::rfc::{Email, Group, User};
use crate::write::Scim;

#[test]
fn resources_are_written_in_their_size() {
    linear("members", group_of, |group| Scim::new(group).base("https://example.com").to_vec());
    for text in ["a", "\"", "\u{1}", "\u{e9}", "\u{10000}"] {
        let make = |n: usize| User { title: Some(text.repeat(40 * n)), ..User::default() };
        linear(text, make, |user| Scim::new(user).to_vec());
        let make = |n: usize| Group { id: text.repeat(40 * n), ..Group::default() };
        linear(text, make, |group| Scim::new(group).base("https://example.com").to_vec());
    }
    let email = |index: usize| Email { value: Some(index.to_string()), ..Email::default() };
    let make = |n: usize| User { emails: (0..n).map(email).collect(), ..User::default() };
    for paths in
        [&["emails.type"][..], &["emails"], &["emails.value", "emails.value"], &["userName"]]
    {
        for projection in [
            Projection::<User>::attributes(paths.iter().copied()),
            Projection::excluding(paths.iter().copied()),
        ] {
            linear("projected", make, |user| Scim::new(user).projection(&projection).to_vec());
        }
    }
}

/// A projection is as large as the schema, whatever names it.
#[test]
fn projections_cost_what_they_name() {
    let names: [Made; 7] = [
        ("the same", |_| "userName".into()),
        ("parts", |index| ["emails.value", "emails.type", "name.givenName"][index % 3].into()),
        ("unknown", |index| format!("attribute{index}")),
        ("no names", |index| format!("{index}.{index}")),
        ("extensions", |_| {
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value".into()
        }),
        ("long", |_| "a".repeat(300)),
        ("unknown parts", |index| format!("emails.a{index}")),
    ];
    for (name, make) in names {
        let paths = |n: usize| (0..n).map(make).collect::<Vec<String>>();
        let only =
            |paths: &Vec<String>| Projection::<User>::attributes(paths.iter().map(String::as_str));
        let without =
            |paths: &Vec<String>| Projection::<User>::excluding(paths.iter().map(String::as_str));
        linear(name, paths, only);
        linear(name, paths, without);
        let most = cost(|| only(&paths(1))).allocations + 40;
        let paths = paths(PARTS);
        assert!(cost(|| only(&paths)).allocations < most, "{name}");
    }
}
