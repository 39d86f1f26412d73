use super::*;
use crate::compare::Key;
use std::borrow::Cow;

fn cursors(secret: u8, now: fn() -> SystemTime) -> Cursors {
    let key = CursorKey::new([secret; 32]).unwrap();
    Cursors { key, timeout: Duration::from_secs(60), now }
}

fn early() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_000)
}

fn late() -> SystemTime {
    early() + Duration::from_secs(61)
}

fn places() -> Vec<Reached> {
    let keys = [
        None,
        Some(Key::Boolean(false)),
        Some(Key::Boolean(true)),
        Some(Key::Integer(-7)),
        Some(Key::Decimal(0.5)),
        Some(Key::Instant(-1, 5)),
        Some(Key::Text(Cow::Borrowed("z\u{f6}e"))),
    ];
    let places = keys.map(|key| Reached::Place(Position { key, id: "a/b \u{fc}".into() }));
    let long = Reached::Long { id: "a".into(), digest: [7; 32] };
    [Reached::Start, Reached::End, long].into_iter().chain(places).collect()
}

fn request(filter: &str) -> SearchRequest {
    SearchRequest {
        filter: Some(filter.into()),
        sort_by: Some("title".into()),
        ..SearchRequest::default()
    }
}

/// 9865-2-02: every key comes back, in unreserved characters.
#[test]
fn a_cursor_gives_back_what_was_put_in() {
    let request = request("title pr");
    let bound = Bound { tenant: None, subject: None, endpoints: "/Users", request: &request };
    let cursor = cursors(1, early).seal(&bound, 10, Some(40), &places());
    assert!(cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    // at the very last moment
    let last = cursors(1, || early() + Duration::from_secs(60));
    assert_eq!(last.open(&bound, &cursor, 10, 10).unwrap(), (Some(40), places()));
    // names ignore case, and what is shown does not matter
    let other = SearchRequest {
        filter: Some("TITLE pr".into()),
        attributes: vec!["title".into()],
        ..request.clone()
    };
    let bound = Bound { request: &other, ..bound };
    assert_eq!(last.open(&bound, &cursor, 10, 10).unwrap(), (Some(40), places()));
}

/// 9865-2-13, 9865-2.1-02 to -04, 9865-5-01, -04, -05: another search, tenant, subject, endpoint or key,
/// any flipped bit and any shorter text is `invalidCursor`, with one and the same message.
#[test]
fn what_is_not_a_cursor_of_this_search() {
    let request = request("title pr");
    let (tenant, subject) = (Some("acme"), Some("okta"));
    let bound = Bound { tenant, subject, endpoints: "/Users", request: &request };
    let cursors_of_one = cursors(1, early);
    let cursor = cursors_of_one.seal(&bound, 10, Some(40), &[Reached::Start]);
    let invalid = invalid_cursor().detail();
    let check = |cursors: &Cursors, bound: &Bound<'_>, cursor: &str| {
        let error = cursors.open(bound, cursor, 10, 1).unwrap_err();
        assert_eq!((error.status(), error.scim_type()), (400, Some(ScimType::InvalidCursor)));
        assert_eq!(error.detail(), invalid);
    };
    assert!(cursors_of_one.open(&bound, &cursor, 10, 1).is_ok());
    check(&cursors(2, early), &bound, &cursor);
    check(&cursors_of_one, &Bound { tenant: Some("globex"), ..bound }, &cursor);
    check(&cursors_of_one, &Bound { tenant: None, ..bound }, &cursor);
    check(&cursors_of_one, &Bound { subject: Some("entra"), ..bound }, &cursor);
    check(&cursors_of_one, &Bound { subject: None, ..bound }, &cursor);
    // nor is one taken for the other
    check(&cursors_of_one, &Bound { tenant: subject, subject: tenant, ..bound }, &cursor);
    check(&cursors_of_one, &Bound { endpoints: "/Groups", ..bound }, &cursor);
    for (filter, sort_by, sort_order) in [
        (Some("title pr "), Some("title"), None),
        (None, Some("title"), None),
        (Some("title pr"), Some("id"), None),
        (Some("title pr"), None, None),
        (Some("title pr"), Some("title"), Some("descending")),
    ] {
        let other = SearchRequest {
            filter: filter.map(Into::into),
            sort_by: sort_by.map(Into::into),
            sort_order: sort_order.map(Into::into),
            ..SearchRequest::default()
        };
        check(&cursors_of_one, &Bound { request: &other, ..bound }, &cursor);
    }
    let bytes = URL_SAFE_NO_PAD.decode(&cursor).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut forged = bytes.clone();
        forged[bit / 8] ^= 1 << (bit % 8);
        check(&cursors_of_one, &bound, &URL_SAFE_NO_PAD.encode(forged));
    }
    for length in 0..cursor.len() {
        check(&cursors_of_one, &bound, cursor.get(..length).unwrap());
    }
    check(&cursors_of_one, &bound, "no cursor!");
    check(&cursors_of_one, &bound, &format!("{cursor}="));
    // of the right search, but late, or with another count
    let error = cursors(1, late).open(&bound, &cursor, 10, 1).unwrap_err();
    assert_eq!((error.status(), error.scim_type()), (400, Some(ScimType::ExpiredCursor)));
    let error = cursors_of_one.open(&bound, &cursor, 11, 1).unwrap_err();
    assert_eq!((error.status(), error.scim_type()), (400, Some(ScimType::InvalidCount)));
    let error = cursors_of_one.open(&bound, &cursor, 10, 2).unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::InvalidCursor));
}

#[test]
fn short_keys_are_refused_and_none_is_shown() {
    assert!(CursorKey::new([0; 31]).is_err());
    assert_eq!(format!("{:?}", CursorKey::new(vec![7; 40]).unwrap()), "CursorKey(..)");
}

/// Whatever is signed, such as by an older version, is read in its size or not at all.
#[test]
fn any_payload_is_read_or_refused() {
    use proptest::prelude::*;
    // small numbers, which lengths and kinds are
    let byte = prop_oneof![3 => 0..8_u8, 1 => any::<u8>()];
    proptest!(|(rest in proptest::collection::vec(byte, 24..120))| {
        let payload = [&[VERSION][..], &rest].concat();
        if let Some(signed) = read(&payload) {
            prop_assert!(signed.reached.len() <= rest.len());
        }
        prop_assert!(read(&rest[..24.min(rest.len())]).is_none() || rest[0] == VERSION);
    });
}
