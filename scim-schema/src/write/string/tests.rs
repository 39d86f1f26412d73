use super::push;

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
