use super::*;
use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;

/// What the scanner makes of a text as a whole.
fn scanned(text: &str) -> Option<&str> {
    let mut json = Scanner::new(text);
    let value = json.value().ok()?;
    json.end().ok()?;
    Some(value)
}

/// The value again, taken apart and put together.
fn rebuilt(json: &str) -> Option<Value> {
    let mut scanner = Scanner::new(json);
    if scanner.open(b'{').ok()? {
        let mut members = serde_json::Map::new();
        while let Some(name) = scanner.member().ok()? {
            members.insert(name.decode().into_owned(), rebuilt(scanner.value().ok()?)?);
        }
        return Some(members.into());
    }
    if scanner.open(b'[').ok()? {
        let mut elements = Vec::new();
        while scanner.element().ok()? {
            elements.push(rebuilt(scanner.value().ok()?)?);
        }
        return Some(elements.into());
    }
    if let Some(text) = scanner.text().ok()? {
        return Some(text.decode().into());
    }
    serde_json::from_str(json).ok()
}

/// Texts made of what JSON is made of, most of them no JSON.
fn texts() -> impl Strategy<Value = String> {
    let parts = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\"",
        "\"b\":",
        "\"\"",
        "1",
        "-",
        "0",
        ".5",
        "e",
        "E+2",
        "true",
        "false",
        "null",
        "nul",
        " ",
        "\n",
        "\t",
        "\\",
        "\\\"",
        "\\n",
        "\\u00e9",
        "\\ud83d",
        "\\ude00",
        "\\u12",
        "é",
        "😀",
        "\u{1}",
        "\u{7f}",
        "x",
        "\"\\u0061\\/\"",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..12).prop_map(|p| p.concat())
}

/// JSON, with spaces where they may be.
fn jsons() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f32>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,6}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    (value, any::<bool>()).prop_map(|(value, pretty)| match pretty {
        true => serde_json::to_string_pretty(&value).unwrap(),
        false => value.to_string(),
    })
}

/// Whether `serde_json` takes a text for JSON. Halves of characters are no text, and it looks at that
/// when it reads one only; a number may be too large for a `f64`, which is for the reader to say.
fn is_json(text: &str) -> bool {
    let is_too_large =
        |error: serde_json::Error| error.to_string().starts_with("number out of range");
    serde_json::from_str::<IgnoredAny>(text).is_ok()
        && serde_json::from_str::<Value>(text).map_or_else(is_too_large, |_| true)
}

/// A number that no type holds is JSON (found with another seed).
#[test]
fn numbers_have_no_bounds() {
    assert!(scanned("[-9e3729550148366295]").is_some() && is_json("[-9e3729550148366295]"));
}

proptest! {
    /// What the scanner takes for JSON, `serde_json` does.
    #[test]
    fn what_is_json(text in prop_oneof![texts(), jsons()]) {
        prop_assert_eq!(scanned(&text).is_some(), is_json(&text), "{}", text);
    }

    /// The parts are those that `serde_json` reads.
    #[test]
    fn its_parts(text in jsons()) {
        prop_assert_eq!(rebuilt(&text), serde_json::from_str(&text).ok());
    }

    /// A text that is cut, or has another character in it, is JSON where `serde_json` says so.
    #[test]
    fn what_is_broken(text in jsons(), at in any::<prop::sample::Index>(), part in texts()) {
        let at = text.floor_char_boundary(at.index(text.len() + 1));
        let (start, end) = text.split_at(at);
        for broken in [start.to_owned(), format!("{start}{part}{end}")] {
            prop_assert_eq!(scanned(&broken).is_some(), is_json(&broken), "{}", broken);
        }
    }
}

#[test]
fn it_is_as_deep_as_serde_json_reads() {
    for depth in [1, 126, 127, 128, 10_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let expected = serde_json::from_str::<Value>(&text).is_ok();
            assert_eq!(scanned(&text).is_some(), expected, "{depth}");
        }
    }
}

#[test]
fn eight_bytes_at_once_are_seen_as_each_alone() {
    let bytes =
        [0, 1, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff];
    for first in bytes {
        for second in bytes {
            for rest in bytes {
                let all = [first, second, rest, rest, rest, rest, rest, second];
                let bits = escaped_of_8(u64::from_le_bytes(all));
                let found = (bits != 0).then_some(bits.trailing_zeros() / 8);
                let first = all.into_iter().position(is_escaped);
                assert_eq!(found, first.map(|first| first as u32), "{all:x?}");
            }
        }
    }
}

/// What messages call a value, by its first character.
#[test]
fn kinds_of_values() {
    for (json, expected) in [
        ("{}", "an object"),
        ("[1]", "an array"),
        (r#""true""#, "a string"),
        ("true", "a boolean"),
        ("false", "a boolean"),
        ("null", "null"),
        ("-1", "a number"),
        ("7", "a number"),
    ] {
        assert_eq!(kind(json), expected, "{json}");
    }
}

/// 7643-2.1-01: a name in any case, with escapes or without.
#[test]
fn names_are_found_however_they_are_spelt() {
    for (json, is) in [
        (r#""value""#, true),
        (r#""VALUE""#, true),
        (r#""v\u0061lue""#, true),
        (r#""\u0056ALU\u0045""#, true),
        (r#""valve""#, false),
        (r#""valu\u00e9""#, false),
        (r#""v\u0061lve""#, false),
        (r#""valu""#, false),
        (r#""values""#, false),
        (r#""""#, false),
    ] {
        let text = Scanner::new(json).text().ok().flatten().unwrap();
        assert_eq!(text.is("value"), is, "{json}");
        let decoded: String = serde_json::from_str(json).unwrap();
        let plain = (!json.contains('\\')).then_some(&*decoded);
        assert_eq!((text.plain(), &*text.decode()), (plain, &*decoded), "{json}");
    }
}
