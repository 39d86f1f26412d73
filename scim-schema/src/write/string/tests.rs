use super::{escape_from, push};

#[test]
fn every_character_at_every_place_is_written_as_serde_json_does() {
    let characters =
        (0..=0x100).chain(['€' as u32, '\u{10ffff}' as u32]).filter_map(char::from_u32);
    for character in characters {
        for length in 0..40 {
            for at in [0, 1, length / 2, length] {
                let mut text = "x".repeat(length);
                text.insert(at.min(length), character);
                let mut written = Vec::new();
                push(&mut written, &text);
                let expected = serde_json::to_string(&text).unwrap();
                assert_eq!(String::from_utf8(written).unwrap(), expected);
            }
        }
    }
}

/// What is next to an escape is escaped as well; so is what was appended as it is.
#[test]
fn two_characters_are_escaped() {
    for length in 2..40 {
        for at in 0..length - 1 {
            for other in [at + 1, length - 1] {
                let mut text = vec![b'x'; length];
                text[at] = b'"';
                text[other] = b'"';
                let text = String::from_utf8(text).unwrap();
                let expected = serde_json::to_string(&text).unwrap();
                let mut written = Vec::new();
                push(&mut written, &text);
                assert_eq!(String::from_utf8(written).unwrap(), expected);
                let mut appended = format!("\"{text}").into_bytes();
                escape_from(&mut appended, 1);
                appended.push(b'"');
                assert_eq!(String::from_utf8(appended).unwrap(), expected);
            }
        }
    }
    let mut plain = b"\"\n\"plain".to_vec();
    escape_from(&mut plain, 3);
    escape_from(&mut plain, 100);
    assert_eq!(plain, b"\"\n\"plain", "what was there is left");
}
