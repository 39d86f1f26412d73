use super::{agrees, agrees_at_the_root, all_agree};
use crate::law::Shipped;
use crate::law::wrong::Wrong;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::Group;

fn staff() -> Group {
    Group { display_name: "Staff".into(), ..Group::default() }
}

#[test]
fn a_filter_that_matches_otherwise_breaks_the_law() {
    let (all, one) = (Wrong::Matches(|_, _| Ok(true)), staff());
    for filter in ["displayName eq \"All\"", "externalId pr", "undefined pr"] {
        assert!(agrees(&all, &one, filter, Dialect::RFC).is_err(), "{filter}");
        assert_eq!(agrees(&Shipped, &one, filter, Dialect::RFC), Ok(()), "{filter}");
        assert!(agrees_at_the_root(&all, &one, filter, Dialect::RFC).is_err(), "{filter}");
        assert_eq!(agrees_at_the_root(&Shipped, &one, filter, Dialect::RFC), Ok(()), "{filter}");
    }
    let texts = ["displayName pr", "displayName ne \"Staff\""].map(str::to_owned);
    assert_eq!(all_agree(&all, &one, &texts[..1], Dialect::RFC), Ok(()));
    let broken = all_agree(&all, &one, &texts, Dialect::RFC).unwrap_err();
    assert_eq!(broken.request, texts[1], "the second of them");
    assert_eq!((&*broken.expected, &*broken.actual), ("false", "true"));
}

#[test]
fn a_filter_is_refused_as_the_rfc_has_it() {
    let one = staff();
    let syntax = Wrong::Matches(|_, _| Err(ScimError::invalid_syntax("no")));
    assert!(agrees(&syntax, &one, "undefined pr", Dialect::RFC).is_err(), "invalidFilter");
    assert!(agrees(&syntax, &one, "displayName pr", Dialect::RFC).is_err(), "it matches");
}
