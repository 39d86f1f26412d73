//! Lists of simple and of complex values.

use super::ListMut;
use crate::value::DateTime;

/// What is simple has no parts: a list of it takes no blank element, and stays as it is.
#[test]
fn only_complex_values_begin_blank() {
    let (mut texts, mut some) = (vec!["a".to_owned()], vec![Some("a".to_owned())]);
    let (mut numbers, mut truths) = (vec![1_i64], vec![true]);
    let mut instants = vec![DateTime::from_unix(0, 0).unwrap()];
    let simple: [&mut dyn ListMut; 5] =
        [&mut texts, &mut some, &mut numbers, &mut truths, &mut instants];
    for (index, list) in simple.into_iter().enumerate() {
        assert!(list.push_blank().is_none(), "{index}");
        assert_eq!(list.len(), 1, "{index}");
    }
    #[cfg(feature = "derive")]
    {
        let mut emails = Vec::<crate::rfc::Email>::new();
        assert!(emails.push_blank().is_some());
        assert_eq!(emails, [crate::rfc::Email::default()]);
    }
}
