use super::{escaped_of_8, is_escaped, push};

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
