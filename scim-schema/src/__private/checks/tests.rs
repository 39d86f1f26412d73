use super::{are_narrower, are_of, has_common};
use crate::schema::{Attribute, Mutability, Returned, Type, Uniqueness};
use std::borrow::Cow;

const TEXT: Attribute = Attribute::new("value", Type::String, "");

fn narrows(held: Attribute, rfc: Attribute) -> bool {
    are_narrower(vec![rfc].leak(), vec![held].leak())
}

/// 7643-7-22, -25, -27: a struct that does not say which attributes of the RFC it has is written no
/// more than those, as a field is.
#[test]
fn mutability_is_narrowed() {
    use Mutability::{Immutable, ReadOnly, ReadWrite, WriteOnly};
    for rfc in [ReadOnly, ReadWrite, Immutable, WriteOnly] {
        for held in [ReadOnly, ReadWrite, Immutable, WriteOnly] {
            let expected = held == rfc
                || matches!((held, rfc), (ReadOnly | Immutable, ReadWrite) | (ReadOnly, Immutable));
            let found = narrows(TEXT.mutability(held), TEXT.mutability(rfc));
            assert_eq!(found, expected, "{held:?} of {rfc:?}");
        }
    }
}

/// 7643-7-29, -30, -33: nor is it shown more.
#[test]
fn returned_is_narrowed() {
    let all = [Returned::Always, Returned::Never, Returned::Default, Returned::Request];
    for rfc in all {
        for held in all {
            let less = rfc == Returned::Default && held != Returned::Always;
            let found = narrows(TEXT.returned(held), TEXT.returned(rfc));
            assert_eq!(found, held == rfc || less, "{held:?} of {rfc:?}");
        }
    }
}

/// 7643-7-17, -19, -37: what is required stays so, and what is unique; case matters as it does.
#[test]
fn other_characteristics_are_narrowed() {
    let all = [Uniqueness::None, Uniqueness::Server, Uniqueness::Global];
    for rfc in all {
        for held in all {
            let found = narrows(TEXT.uniqueness(held), TEXT.uniqueness(rfc));
            assert_eq!(found, held >= rfc, "{held:?} of {rfc:?}");
        }
    }
    assert!(narrows(TEXT.case_exact(), TEXT.case_exact()));
    assert!(!narrows(TEXT, TEXT.case_exact()) && !narrows(TEXT.case_exact(), TEXT));
    assert!(narrows(TEXT.required(), TEXT) && !narrows(TEXT, TEXT.required()));
}

/// 7643-7-12, -15: it has no other type, and no other attribute.
#[test]
fn types_are_the_same() {
    assert!(!narrows(Attribute::new("value", Type::Integer, ""), TEXT));
    assert!(!narrows(TEXT.multi_valued(), TEXT) && !narrows(TEXT, TEXT.multi_valued()));
    assert!(!narrows(Attribute::new("display", Type::String, ""), TEXT));
}

/// 7643-7-18: a struct has no canonical value that the RFC does not have, or none at all.
#[test]
fn canonical_values_are_those_of_the_rfc() {
    const WORK: &[Cow<'static, str>] = &[Cow::Borrowed("work")];
    const ALL: &[Cow<'static, str>] = &[Cow::Borrowed("Work"), Cow::Borrowed("home")];
    let of = |values| TEXT.canonical_values(values);
    assert!(narrows(of(WORK), of(ALL)) && narrows(TEXT, of(ALL)) && narrows(of(WORK), TEXT));
    assert!(!narrows(of(ALL), of(WORK)));
}

#[test]
fn what_is_embedded_says_what_it_is_of() {
    for (rfc, expected) in [(Some("User"), true), (Some("Group"), false), (None, false)] {
        assert_eq!(are_of(rfc, &[TEXT], "User"), expected, "{rfc:?}");
        assert!(are_of(rfc, &[], "User"), "it has errors of its own");
    }
}

/// 7643-3.1-01: every resource has them, in any case of their names.
#[test]
fn what_every_resource_has() {
    for name in ["id", "externalid", "META", "schemas"] {
        assert!(has_common(&[TEXT, Attribute::new(name, Type::String, "")]), "{name}");
    }
    assert!(!has_common(&[TEXT]));
}
