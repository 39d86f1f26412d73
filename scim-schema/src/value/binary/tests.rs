use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Binary, is_base64};

// 7643-2.3.6-01, 7643-2.3.6-02, 7643-2.3.6-03
#[test]
fn either_alphabet_with_or_without_padding() {
    let accepted: [(&str, &[u8]); 10] = [
        ("", b""),
        ("Zg==", b"f"),
        ("Zg", b"f"),
        ("Zm8=", b"fo"),
        ("Zm8", b"fo"),
        ("Zm9v", b"foo"),
        ("+/+/", b"\xfb\xff\xbf"),
        ("-_-_", b"\xfb\xff\xbf"),
        ("-_8=", b"\xfb\xff"),
        ("Zh==", b"f"), // unused bits set
    ];
    for (text, octets) in accepted {
        let binary = Binary::parse(text).unwrap();
        assert_eq!(binary.as_str(), text);
        assert_eq!(Binary::from(octets).decode(), octets);
        assert_eq!(binary.decode(), octets, "{text}");
    }
    let refused = [
        "Z", "Zg=", "Zm9v=", "Zm9v==", "Zm9v====", "=", "==", "Z===", "Zg==Zg==", "+_+_", "Zm9\n",
        "Zm 8=", "Zm9v\r\n", "Zmö9",
    ];
    for text in refused {
        assert!(Binary::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn the_check_agrees_with_the_decoder() {
    let alphabet = b"Aw9+/-_= \xff";
    let mut texts: Vec<Vec<u8>> = vec![vec![]];
    let mut start = 0;
    for _ in 0..5 {
        let end = texts.len();
        for index in start..end {
            for byte in alphabet {
                let mut longer = texts[index].clone();
                longer.push(*byte);
                texts.push(longer);
            }
        }
        start = end;
    }
    let modes = [DecodePaddingMode::RequireCanonical, DecodePaddingMode::RequireNone];
    let engines = modes.map(|mode| {
        let config = GeneralPurposeConfig::new()
            .with_decode_padding_mode(mode)
            .with_decode_allow_trailing_bits(true);
        [&STANDARD, &URL_SAFE].map(|alphabet| GeneralPurpose::new(alphabet, config))
    });
    let mut accepted = 0;
    for text in &texts {
        let octets = engines.iter().flatten().find_map(|engine| engine.decode(text).ok());
        assert_eq!(is_base64(text), octets.is_some(), "{}", text.escape_ascii());
        if let Some(octets) = octets {
            let binary = Binary::parse(str::from_utf8(text).unwrap()).unwrap();
            assert_eq!(binary.decode(), octets, "{binary}");
            accepted += 1;
        }
    }
    assert!(accepted > 1_000, "{accepted}");
}

#[test]
fn octets_round_trip() {
    let octets: Vec<u8> = (0..=255).collect();
    for length in 0..octets.len() {
        let binary = Binary::from_bytes(&octets[..length]);
        assert_eq!(binary.decode(), &octets[..length]);
        assert_eq!(Binary::parse(binary.as_str()).unwrap(), binary);
    }
}

// 7643-2.3.6-04
#[test]
fn equality_is_case_exact() {
    assert_ne!(Binary::parse("Zm9v").unwrap(), Binary::parse("zm9v").unwrap());
    assert_ne!(Binary::parse("Zg").unwrap(), Binary::parse("Zg==").unwrap());
}

// 7643-2.3-07
#[test]
fn serde_is_a_string() {
    let binary: Binary = serde_json::from_str(r#""Zm9v""#).unwrap();
    assert_eq!(serde_json::to_string(&binary).unwrap(), r#""Zm9v""#);
    let error = serde_json::from_str::<Binary>(r#""Zm9v!""#).unwrap_err().to_string();
    assert!(error.starts_with("expected base64 text") && !error.contains("Zm9v"), "{error}");
}
