//! Which fixed element is meant: by what says that it is the primary one, or by a value that is wrong.

use super::{Dialect, patch, text};
use crate::ScimResource;
use crate::message::ScimType;

/// A phone whose lines have not all the same parts.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Phone", endpoint = "/Phones")]
struct Phone {
    #[scim(id)]
    id: u32,
    #[scim(path = r#"lines[type eq "first"].value"#)]
    first: Option<String>,
    #[scim(path = r#"lines[type eq "first"].primary"#)]
    first_primary: Option<bool>,
    #[scim(path = r#"lines[type eq "second"].value"#)]
    second: Option<String>,
    #[scim(path = r#"lines[type eq "second"].primary"#)]
    second_primary: Option<bool>,
    #[scim(path = r#"lines[type eq "second"].delay"#)]
    second_delay: Option<i64>,
}

/// A text that says `False` makes no element the primary one, and so no other a second one.
#[test]
fn texts_say_which_is_primary() {
    let line = |kind: &str, primary: &str| {
        format!(r#"{{"type":"{kind}","value":"1","primary":"{primary}"}}"#)
    };
    for (first, second) in [(false, true), (true, false), (false, false)] {
        let said = |primary| if primary { "True" } else { "False" };
        let lines = [line("first", said(first)), line("second", said(second))].join(",");
        let operation = format!(r#"{{"op":"replace","path":"lines","value":[{lines}]}}"#);
        let (after, _) = patch(Dialect::ENTRA, &Phone::default(), &operation).unwrap();
        assert_eq!((after.first_primary, after.second_primary), (Some(first), Some(second)));
    }
}

/// 7644-3.5.2.3-09: where no element is chosen there is no target; a value is wrong where the first
/// element that could hold it refuses it.
#[test]
fn a_wrong_value_is_told_by_an_element_that_has_the_part() {
    let held = Phone { first: text("1"), ..Phone::default() };
    for (value, scim_type) in [("7", ScimType::NoTarget), ("true", ScimType::InvalidValue)] {
        let operation =
            format!(r#"{{"op":"replace","path":"lines[value eq \"9\"].delay","value":{value}}}"#);
        let error = patch(Dialect::RFC, &held, &operation).unwrap_err();
        assert_eq!(error.scim_type(), Some(scim_type), "{operation}");
    }
}
