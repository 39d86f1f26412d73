use super::{etag, of, push_segment};
use crate::resource::{View, computed};
use crate::value::DateTime;

/// 7644-3.14-01: an opaque tag has no spaces, quotes, backslashes and controls (RFC 9110 section
/// 8.8.3); a version of nothing else is none.
#[test]
fn versions_are_opaque_tags() {
    for (version, tag) in [
        ("7", Some("7")),
        ("a b", Some("ab")),
        ("\"7\"", Some("7")),
        ("7\\", Some("7")),
        ("\u{7f}~!\u{1f}#", Some("~!#")),
        ("é", Some("é")),
        ("", None),
        ("\"\\ \n", None),
    ] {
        let expected = tag.map(|tag| format!("W/\"{tag}\""));
        assert_eq!(etag(&View::String(version)), expected, "{version:?}");
        assert_eq!(etag(&View::Display(&version)), expected, "{version:?}");
    }
    assert_eq!(etag(&View::Integer(-7)).as_deref(), Some("W/\"-7\""));
    assert_eq!((etag(&View::Null), etag(&View::Secret(None))), (None, None));
}

/// RFC 3986 section 2.3: all but unreserved characters are encoded.
#[test]
fn ids_are_path_segments() {
    for (id, segment) in
        [("Az09-._~", "Az09-._~"), ("a/b", "a%2Fb"), ("%", "%25"), ("é ", "%C3%A9%20"), ("", "")]
    {
        let mut out = b"/Users/".to_vec();
        push_segment(&mut out, &View::String(id));
        assert_eq!(String::from_utf8(out).unwrap(), format!("/Users/{segment}"));
    }
}

#[test]
fn texts_of_simple_values() {
    let time = DateTime::default();
    for (view, text) in [
        (View::String("a"), Some("a")),
        (View::DateTime(&time), Some("1970-01-01T00:00:00Z")),
        (View::Display(&7), Some("7")),
        (View::Integer(-1), Some("-1")),
        (View::Decimal(1.5), Some("1.5")),
        (View::Boolean(false), Some("false")),
        (computed(time.clone()), Some("1970-01-01T00:00:00Z")),
        (View::Null, None),
        (View::Secret(None), None),
        (View::List(&vec![1_i64]), None),
    ] {
        assert_eq!(of(&view).as_deref(), text, "{view:?}");
    }
}
