use super::*;
use proptest::prelude::*;
use std::cmp::Ordering::{Equal, Greater, Less};

/// RFC 7644 section 5: user names that differ in case, width or composition are one.
#[test]
fn unicode_keys() {
    for (a, b) in [
        ("BJENSEN", "bjensen"),
        ("Ｂｊｅｎｓｅｎ", "bjensen"),
        ("ÉMILE", "e\u{301}mile"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ("ｶﾞ", "ガ"),
        ("ﾡ", "ㄱ"),
        ("a\u{3000}b", "a b"),
        ("\u{212b}", "å"),
    ] {
        assert_eq!(unicode_key(a), unicode_key(b), "{a}");
        assert!(Rule::Unicode.eq(a, b), "{a}");
        assert_eq!(Rule::Unicode.cmp(a, b), Equal, "{a}");
        assert!(!Rule::IgnoreAsciiCase.eq(a, b) || a.is_ascii());
    }
    for text in ["", "é", "ß", "strasse", "ｶﾞ", "İ", "ΑΣ", "ﾞ"] {
        assert_eq!(unicode_key(&unicode_key(text)), unicode_key(text), "{text}");
    }
    assert_ne!(unicode_key("ß"), unicode_key("ss"), "lower case, not full folding");
    assert!(matches!(unicode_key("plain@example.com"), Cow::Borrowed(_)));
}

#[test]
fn order_is_by_code_point_of_the_key() {
    for (rule, a, b, order) in [
        (Rule::Exact, "B", "a", Less),
        (Rule::IgnoreAsciiCase, "B", "a", Greater),
        (Rule::IgnoreAsciiCase, "_", "A", Less),
        (Rule::IgnoreAsciiCase, "ab", "A", Greater),
        (Rule::IgnoreAsciiCase, "É", "é", Less),
        (Rule::Unicode, "É", "é", Equal),
        (Rule::Unicode, "z", "É", Less),
        (Rule::Exact, "\u{ffff}", "\u{10000}", Less),
    ] {
        assert_eq!(rule.cmp(a, b), order, "{a} {b}");
        assert_eq!(rule.key(a).cmp(&rule.key(b)), order, "{a} {b}");
        assert_eq!(rule.eq(a, b), order == Equal, "{a} {b}");
    }
}

#[test]
fn numbers_compare_exactly() {
    let big = 9_007_199_254_740_993; // 2^53 + 1, which no f64 is
    for (a, b, order) in [
        (Key::Integer(1), Key::Decimal(1.0), Equal),
        (Key::Integer(1), Key::Decimal(1.5), Less),
        (Key::Integer(-1), Key::Decimal(-1.5), Greater),
        (Key::Integer(big), Key::Decimal(9_007_199_254_740_992.0), Greater),
        (Key::Integer(i128::MAX), Key::Decimal(1e300), Less),
        (Key::Integer(i128::MIN), Key::Decimal(-1e300), Greater),
        (Key::Integer(i128::MAX), Key::Decimal(2_f64.powi(127)), Less),
        (Key::Integer(i128::MIN), Key::Decimal(-(2_f64.powi(127))), Equal),
        (Key::Integer(i128::MIN + 1), Key::Decimal(-(2_f64.powi(127))), Greater),
        (Key::Integer(0), Key::Decimal(f64::INFINITY), Less),
        (Key::Decimal(-0.0), Key::Decimal(0.0), Equal),
        (Key::Instant(1, 5), Key::Instant(1, 4), Greater),
        (Key::Boolean(false), Key::Boolean(true), Less),
    ] {
        assert_eq!(a.cmp(&b), order, "{a:?} {b:?}");
        assert_eq!(b.cmp(&a), order.reverse(), "{b:?} {a:?}");
        assert_eq!((a < b, a > b), (order.is_lt(), order.is_gt()), "{a:?} {b:?}");
    }
}

#[test]
fn parts_ignore_ascii_case_only() {
    assert!(contains_folded("bob@Example.com", "@example") && contains_folded("x", ""));
    assert!(contains_folded("aaB", "ab") && contains_folded("AB", "ab") && contains_folded("", ""));
    assert!(!contains_folded("bob", "bobby") && !contains_folded("", "b"));
    assert!(!contains_folded("aba", "aa") && !contains_folded("É", "é"));
    // in pieces, the key across the end of one
    for (before, key) in [
        (1_000, "ab".repeat(20)),
        (1_023, "ab".into()),
        (5_000, "ab".repeat(1_500)),
        (300, "b".into()),
    ] {
        let text = format!("{}A{}", "Aa".repeat(before), key.to_uppercase());
        assert!(contains_folded(&text, &key), "{before}");
        assert!(
            !contains_folded(&text, &format!("{key}c"))
                && !contains_folded(&key, &text.to_lowercase())
        );
    }
    assert!(
        starts_folded("Example", "ex") && !starts_folded("É", "é") && !starts_folded("a", "ab")
    );
    assert!(ends_folded("Example", "ple") && !ends_folded("a", "ba"));
    assert!(eq_folded("Example", "example") && !eq_folded("@", "`") && !eq_folded("a", "ab"));
}

proptest! {
    /// A search for a key is a search in the text's key.
    #[test]
    fn parts_of_texts_are_parts_of_keys(text in "[abAB@`É]{0,9}", key in "[ab@`É]{0,3}") {
        let folded = ascii_key(&text);
        prop_assert_eq!(contains_folded(&text, &key), folded.contains(&*key));
        let long = text.repeat(400);
        prop_assert_eq!(contains_folded(&long, &key.repeat(3)), ascii_key(&long).contains(&key.repeat(3)));
        prop_assert_eq!(starts_folded(&text, &key), folded.starts_with(&*key));
        prop_assert_eq!(ends_folded(&text, &key), folded.ends_with(&*key));
        prop_assert_eq!(eq_folded(&text, &key), folded == key);
    }

    /// Texts of instants are in the order of the instants.
    #[test]
    fn instant_keys_are_in_order(
        a in prop_oneof![any::<i64>(), -70_000_000_000..260_000_000_000_i64],
        b in prop_oneof![any::<i64>(), -70_000_000_000..260_000_000_000_i64],
        (a_nanos, b_nanos) in (0..1_000_000_000_u32, 0..1_000_000_000_u32),
        same in any::<bool>(),
    ) {
        let b = if same { a } else { b };
        let keys = (instant_key(a, a_nanos), instant_key(b, b_nanos));
        prop_assert_eq!(keys.0.cmp(&keys.1), (a, a_nanos).cmp(&(b, b_nanos)), "{:?}", keys);
    }
}
