use super::{DE_MORGAN, DOUBLE_NEGATION, REWRITTEN};
use crate::law::wrong::{Wrong, broken};
use crate::law::{Cases, Engine as _, Shipped};
use scim_schema::filter::Options;
use scim_schema::rfc::Group;

/// 7644-3.4.2.2-27
#[test]
fn a_negation_that_is_lost_breaks_the_law() {
    let cases = Cases::<Group>::new().unwrap();
    let asserting = Wrong::<Group>::Matches(|group, filter| {
        let right = Shipped.matches(group, filter, &Options::default())?;
        Ok(right || ["not ((", "not (not ("].iter().any(|start| filter.starts_with(start)))
    });
    for law in [&DE_MORGAN, &DOUBLE_NEGATION] {
        let found = broken(law, &cases, &asserting).unwrap();
        assert_ne!(found.expected, found.actual, "{found}");
    }
    for law in [&REWRITTEN, &DE_MORGAN, &DOUBLE_NEGATION] {
        assert_eq!(broken(law, &cases, &Shipped), None);
    }
}
