//! What fields hold and take, and what is assigned.

mod assigned;
mod by_hand;
mod values_by_hand;

use super::{Flags, ListMut, Scalar, ScimValue, Value, View, computed, is_assigned};
use crate::schema::{Attribute, Type};
use crate::value::{Binary, DateTime, Reference, Secret};
use std::fmt::Debug;

const KINDS: [Scalar<'static>; 4] =
    [Scalar::Boolean(true), Scalar::Integer(7), Scalar::Decimal(7.5), Scalar::String("seven")];

/// A value takes the scalars of its own kind, says whether that changed it, and keeps what it has
/// when it refuses one.
#[track_caller]
fn takes<T: ScimValue + Clone + PartialEq + Debug>(
    blank: &T,
    values: &[(Scalar<'_>, T)],
    takes: &[usize],
) {
    for (index, scalar) in KINDS.iter().enumerate() {
        let (made, mut set) = (T::from_scalar(*scalar), blank.clone());
        let answer = set.set(*scalar);
        assert_eq!(
            (made.is_ok(), answer.is_ok()),
            (takes.contains(&index), made.is_ok()),
            "{scalar:?}"
        );
        assert!(answer.is_ok() || set == *blank, "{scalar:?}");
    }
    for (scalar, value) in values {
        assert_eq!(T::from_scalar(*scalar).as_ref(), Ok(value));
        for (_, other) in values {
            let mut held = other.clone();
            assert_eq!(held.set(*scalar), Ok(other != value));
            assert_eq!(held, *value);
        }
        let mut held = value.clone();
        match held.clear() {
            Ok(changed) => {
                assert_eq!(changed, held != *value);
                assert!(!is_assigned(&held.view()));
                assert_eq!(held.clear(), Ok(false), "it is unassigned");
            }
            Err(refused) => {
                assert_eq!(held, *value);
                assert!(refused.expected().ends_with("which cannot be unassigned"), "{refused}");
                assert!(!T::UNASSIGNABLE);
            }
        }
    }
}

#[test]
fn scalars_that_values_take() {
    let text = |text: &'static str| (Scalar::String(text), text.to_owned());
    let texts = [text("a"), text("ab"), text(""), text("b")];
    takes(&String::new(), &texts, &[3]);
    let boxed = texts.clone().map(|(scalar, text)| (scalar, text.into_boxed_str()));
    takes(&Box::<str>::default(), &boxed, &[3]);
    takes(&None, &texts.map(|(scalar, text)| (scalar, Some(text))), &[3]);
    takes(&false, &[(Scalar::Boolean(true), true), (Scalar::Boolean(false), false)], &[0]);
    takes(&0_u8, &[(Scalar::Integer(255), 255_u8), (Scalar::Integer(0), 0)], &[1]);
    takes(&None, &[(Scalar::Integer(-1), Some(-1_i64)), (Scalar::Integer(0), Some(0))], &[1]);
    takes(&0.0, &[(Scalar::Integer(3), 3.0), (Scalar::Decimal(0.5), 0.5)], &[1, 2]);
    let time = |text: &'static str| (Scalar::String(text), DateTime::parse(text).unwrap());
    let times = [time("2011-05-13T04:42:34Z"), time("2011-05-13T04:42:34.5Z")];
    takes(&times[0].1, &times, &[]);
    let binary = |text: &'static str| (Scalar::String(text), Binary::parse(text).unwrap());
    takes(&binary("TWFu").1, &[binary("TWFu"), binary("TWE=")], &[]);
    let reference = |text: &'static str| (Scalar::String(text), Reference::parse(text).unwrap());
    takes(&reference("x").1, &[reference("../a"), reference("../b")], &[3]);
}

/// A store may hold a hash only, so a secret that is set is always a change; without an `Option`
/// there is no other to take its place.
#[test]
fn a_secret_is_set_and_never_cleared() {
    let mut secret = Secret::new("a");
    assert_eq!(
        (secret.set(Scalar::String("a")), secret.set(Scalar::String("b"))),
        (Ok(true), Ok(true))
    );
    assert!(secret.clear().is_err() && secret.set(Scalar::Integer(1)).is_err());
    assert_eq!(secret.expose(), "b");
    let mut held = Some(secret);
    assert_eq!((held.clear(), held.clear()), (Ok(true), Ok(false)));
}

/// A text is written where it is when there is room, and takes no more than it needs when not.
#[test]
fn a_text_takes_the_room_that_it_needs() {
    let mut text = String::with_capacity(9);
    text.push_str("123456789");
    let place = text.as_ptr();
    for shorter in ["1234567", "987654321"] {
        text.set(Scalar::String(shorter)).unwrap();
        assert_eq!((&*text, text.as_ptr()), (shorter, place));
    }
    text.set(Scalar::String("1234567890")).unwrap();
    assert_eq!((&*text, text.capacity()), ("1234567890", 10));
}

/// A list of values, and one that an engine makes of nothing.
#[test]
fn lists_are_made_by_their_elements() {
    assert!(Vec::<String>::from_scalar(Scalar::String("a")).is_err());
    assert!(Option::<Vec<String>>::from_scalar(Scalar::String("a")).is_err());
    assert_eq!(Option::<String>::from_scalar(Scalar::String("a")), Ok(Some("a".to_owned())));
    assert_eq!(Vec::<String>::blank(), Some(vec![]));
    assert_eq!(Option::<Vec<String>>::blank(), Some(Some(vec![])));
    assert_eq!((String::blank(), Box::<str>::blank()), (Some(String::new()), Some("".into())));
    assert_eq!((bool::blank(), Option::<bool>::blank()), (None, None));

    let mut list: Option<Vec<i64>> = None;
    list.list().unwrap().push(Scalar::Integer(1)).unwrap();
    list.list().unwrap().push(Scalar::Integer(2)).unwrap();
    assert!(list.list().unwrap().push(Scalar::String("3")).is_err());
    assert_eq!(list, Some(vec![1, 2]));
    assert!(list.set(Scalar::Integer(1)).is_err() && 7_i64.list().is_none());
    assert_eq!((list.clear(), list.clear()), (Ok(true), Ok(false)));

    let mut list = vec![1_i64];
    assert!(list.push_blank().is_none(), "a number is never blank");
    assert_eq!((Value::clear(&mut list), Value::clear(&mut list)), (Ok(true), Ok(false)));
}

/// What every list does, of whatever it is made; its elements are told by what `name` makes of
/// them.
#[track_caller]
pub(super) fn is_a_list(list: &mut dyn ListMut, name: &dyn Fn(&View<'_>) -> i128) {
    let names = |list: &dyn ListMut| (0..list.len()).map(|i| name(&list.at(i))).collect::<Vec<_>>();
    assert_eq!(names(list), [0, 1, 2, 3], "what it begins with");
    assert!(matches!(list.at(4), View::Null) && list.at_mut(4).is_none());
    for (a, b) in [(0, 4), (4, 0), (3, 4), (4, 3), (5, 9), (4, 4)] {
        list.swap(a, b);
        assert_eq!(names(list), [0, 1, 2, 3], "{a} and {b} past the end");
    }
    list.swap(0, 3);
    list.swap(2, 2);
    assert_eq!(names(list), [3, 1, 2, 0]);
    list.swap(3, 1);
    assert_eq!(names(list), [3, 0, 2, 1]);
    assert_eq!(list.at_mut(1).map(|value| name(&value.view())), Some(0));
    let mut asked = vec![];
    list.retain(&mut |index| {
        asked.push(index);
        index != 1
    });
    assert_eq!((asked, names(list)), (vec![0, 1, 2, 3], vec![3, 2, 1]));
    assert_eq!(list.pop().map(|value| name(&value.view())), Some(1));
    assert_eq!(names(list), [3, 2]);
    list.retain(&mut |_| false);
    assert!(list.is_empty() && list.pop().is_none());
}

#[test]
fn vectors_are_lists() {
    let number = |view: &View<'_>| match view {
        View::Integer(number) => *number,
        other => panic!("{other:?}"),
    };
    is_a_list(&mut vec![0_i64, 1, 2, 3], &number);
}

/// What is made for a call is seen as what it is: simple values without a box around them.
#[test]
fn what_is_computed_is_seen_as_it_is() {
    assert!(matches!(computed(None::<String>), View::Null));
    assert!(matches!(computed(true), View::Boolean(true)));
    assert!(matches!(computed(Some(7_u8)), View::Integer(7)));
    assert!(
        matches!(computed(Some(7.5)), View::Decimal(number) if number.to_bits() == 7.5_f64.to_bits())
    );
    assert!(matches!(computed(Some(Secret::new("a"))), View::Secret(_)));
    let View::Computed(text) = computed("a".to_owned()) else { panic!("a text") };
    assert!(matches!(text.view(), View::String("a")));
    assert!(matches!(computed(vec![1_i64]), View::Computed(_)));
    assert!(matches!(computed(String::new()), View::Null), "the empty text of a `String`");
}

/// The flags of an attribute are its characteristics.
#[test]
fn an_attribute_has_the_flags_of_its_type() {
    assert_eq!((Vec::<i64>::TYPE, Vec::<i64>::MULTI_VALUED), (Type::Integer, true));
    assert_eq!(
        (<Option<Vec<i64>>>::NESTED, <Option<Vec<Option<Vec<i64>>>>>::NESTED),
        (false, true)
    );
    const ATTRIBUTE: &Attribute = &Attribute::new("a", Type::String, "").multi_valued().required();
    let flags = super::Node::field(ATTRIBUTE, "", 0, "a").flags;
    assert!(flags.has(Flags::REQUIRED.and(Flags::MULTI_VALUED)) && !flags.has(Flags::CASE_EXACT));
    assert!(flags.any(Flags::REQUIRED.and(Flags::NEVER)) && !flags.any(Flags::NEVER));
}
