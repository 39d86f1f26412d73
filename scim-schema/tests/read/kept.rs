//! What stays of a complex value that a PUT leaves out, and what cannot be taken away with one.

use super::{changed, put};
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Patch};
use scim_schema::message::ScimType;
use scim_schema::value::Secret;
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Locker", endpoint = "/Lockers")]
struct Locker {
    #[scim(id)]
    id: u32,
    lease: Option<Lease>,
    /// Held as it is.
    former: Lease,
    #[scim(path = "seal.number", mutability = "immutable")]
    seal: Option<String>,
    #[scim(path = "seal.note")]
    seal_note: Option<String>,
    lock: Option<Lock>,
    #[scim(extension)]
    place: Option<Place>,
    #[scim(path = r#"keys[kind eq "spare"]"#)]
    spare: Option<Key>,
    #[scim(path = r#"phones[kind eq "desk"].number"#)]
    desk: Option<String>,
    #[scim(path = r#"phones[kind eq "desk"].note"#, on_omit = "keep")]
    desk_note: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Lease {
    #[scim(mutability = "immutable")]
    number: Option<String>,
    #[scim(required)]
    holder: Option<String>,
    note: Option<String>,
    #[scim(mutability = "readOnly")]
    seen: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Lock {
    model: Option<String>,
    #[scim(on_omit = "keep")]
    remark: Option<String>,
    #[scim(mutability = "writeOnly", returned = "never")]
    code: Option<Secret>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Key {
    #[scim(mutability = "immutable")]
    number: Option<String>,
    note: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Place", name = "Place")]
struct Place {
    #[scim(mutability = "immutable")]
    building: Option<String>,
    room: Option<String>,
    lease: Option<Lease>,
    #[scim(path = r#"doors[kind eq "back"].note"#, on_omit = "keep")]
    back: Option<String>,
}

const URN: &str = "urn:example:scim:schemas:2.0:Locker";
const PLACE: &str = "urn:example:scim:schemas:extension:2.0:Place";

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn lease() -> Lease {
    Lease { number: text("L-1"), holder: text("babs"), note: text("paid"), seen: Some(true) }
}

fn locker() -> Locker {
    Locker {
        id: 7,
        lease: Some(lease()),
        former: lease(),
        seal: text("S-1"),
        seal_note: text("red"),
        lock: Some(Lock { model: text("M"), remark: text("old"), code: Some(Secret::new("1234")) }),
        place: Some(Place {
            building: text("B"),
            room: text("12"),
            lease: Some(lease()),
            back: None,
        }),
        spare: Some(Key { number: text("K-1"), note: text("bent") }),
        desk: text("555"),
        desk_note: text("ring twice"),
    }
}

fn body(rest: &str) -> String {
    let comma = if rest.is_empty() { "" } else { "," };
    format!(r#"{{"schemas":["{URN}"]{comma}{rest}}}"#)
}

/// 7644-3.5.1-09, 7643-7-25: what is immutable stays though the whole around it is left out, and
/// with it what that whole requires; so do secrets and what `on_omit = "keep"` says. An element
/// goes with all that is in it, as that of a list does.
#[test]
fn what_stays_of_what_is_left_out() {
    let (read, changes) = put(&body(""), &locker()).unwrap();
    let rest = Lease { note: None, ..lease() };
    let expected = Locker {
        id: 7,
        lease: Some(rest.clone()),
        former: rest.clone(),
        seal: text("S-1"),
        lock: Some(Lock { model: None, ..locker().lock.unwrap() }),
        place: Some(Place { building: text("B"), lease: Some(rest), ..Place::default() }),
        desk_note: text("ring twice"),
        ..Locker::default()
    };
    assert_eq!(read, expected);
    let paths = ["lease", "former", "seal", "keys", "phones", "lock", PLACE];
    let changed = changed(&changes);
    assert!(
        paths.iter().all(|path| changed.iter().any(|one| one.starts_with(path))),
        "{changed:?}"
    );
    let (again, changes) = put(&body(""), &read).unwrap();
    assert!(again == read && changes.is_empty());

    // where nothing of it stays, all of it goes, what it requires and what is readOnly too
    let unsigned = Lease { number: None, ..lease() };
    let stored = Locker {
        lease: Some(unsigned.clone()),
        former: unsigned.clone(),
        place: Some(Place { room: text("12"), lease: Some(unsigned), ..Place::default() }),
        lock: Some(Lock { model: text("M"), ..Lock::default() }),
        ..locker()
    };
    let (read, _) = put(&body(""), &stored).unwrap();
    assert_eq!((read.lease, read.place, read.lock), Default::default());
    // but for what no client writes where no `Option` holds it
    assert_eq!(read.former, Lease { seen: Some(true), ..Lease::default() });
}

/// What is kept of a fixed element stays though all that is around it is left out.
#[test]
fn what_is_kept_of_a_fixed_element_in_what_is_left_out() {
    let kept = Place { back: text("ring"), ..Place::default() };
    let place = Place { room: text("12"), ..kept.clone() };
    let (read, changes) = put(&body(""), &Locker { place: Some(place), ..locker() }).unwrap();
    assert_eq!(read.place, Some(kept));
    assert!(changed(&changes).iter().any(|path| path.starts_with(PLACE)), "{changes:?}");
}

/// 7644-3.5.1-10, 7644-3.5.2-15: null takes away what is immutable no more than another value
/// does, whatever it is said of.
#[test]
fn what_is_immutable_does_not_go_with_the_whole() {
    let stored = locker();
    for (name, at) in [
        ("lease", "lease"),
        ("former", "former"),
        ("seal", "seal.number"),
        (PLACE, PLACE),
        ("place.lease", "urn:example:scim:schemas:extension:2.0:Place:lease"),
    ] {
        let given = match name.strip_prefix("place.") {
            Some(name) => format!(r#""{PLACE}":{{"{name}":null}}"#),
            None => format!(r#""{name}":null"#),
        };
        let error = put(&body(&given), &stored).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{given}: {error}");
        assert!(error.path().starts_with(at), "{given}: {error}");
        for operation in [r#""op":"remove""#, r#""op":"replace","value":null"#] {
            let path = name.replace("place.", &format!("{PLACE}:"));
            let patch = format!(
                r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations":[{{{operation},"path":"{path}"}}]}}"#
            );
            let patch = Patch::<Locker>::new(&patch, Dialect::RFC).unwrap();
            let error = patch.apply(&stored).unwrap_err();
            assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{path}: {error}");
        }
    }
    // a secret and what is kept go where that is said
    assert_eq!(put(&body(r#""lock":null"#), &stored).unwrap().0.lock, None);
    // in a new resource nothing has been given yet
    let post = body(r#""lease":null,"former":null,"seal":null"#);
    let (made, _) = Create::<Locker>::new(&post, Dialect::RFC).unwrap().apply(&stored).unwrap();
    assert_eq!((made.lease, made.former.number, made.seal), (None, None, None));
}

/// What a PATCH does to a secret counts as a change wherever the secret is, and what was undone
/// beside it does not.
#[test]
fn a_secret_inside_is_a_change() {
    let patch = |stored: &Locker, operations: &str| {
        let patch = format!(
            r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations":[{operations}]}}"#
        );
        let patch = Patch::<Locker>::new(&patch, Dialect::RFC).unwrap();
        let (patched, changes) = patch.apply(stored).unwrap();
        (patched.lock, changed(&changes))
    };
    let none = Locker { lock: None, ..locker() };
    let secret = Lock { code: Some(Secret::new("1")), ..Lock::default() };
    let one = r#"{"op":"replace","path":"lock.code","value":"1"}"#;
    for stored in [&none, &locker()] {
        let (lock, changed) = patch(stored, one);
        assert!(lock.unwrap().code == secret.code && changed == ["lock.code"], "{changed:?}");
    }
    assert_eq!(patch(&locker(), r#"{"op":"remove","path":"lock.code"}"#).1, ["lock.code"]);
    assert_eq!(patch(&none, r#"{"op":"add","value":{"lock":{"code":"1"}}}"#).1, ["lock.code"]);
    let gone = patch(&locker(), r#"{"op":"remove","path":"lock"}"#);
    assert_eq!((gone.0, gone.1), (None, vec!["lock".to_owned()]));
    let there_and_back = r#"{"op":"replace","path":"lock.model","value":"N"},
        {"op":"replace","path":"lock.model","value":"M"}"#;
    assert_eq!(patch(&locker(), there_and_back).1, Vec::<String>::new());
}

/// 7644-3.5.1-09: an element that a field holds is the same one, whatever is given of it.
#[test]
fn what_is_immutable_of_a_fixed_element() {
    let of = |key: &str| put(&body(&format!(r#""keys":[{{"kind":"spare",{key}}}]"#)), &locker());
    for (key, expected) in [
        (r#""number":"K-1","note":"new""#, Ok(text("new"))),
        (r#""note":"new""#, Ok(text("new"))),
        (r#""number":"K-2""#, Err(Some(ScimType::Mutability))),
        (r#""number":null"#, Err(Some(ScimType::Mutability))),
    ] {
        let read = of(key).map(|(read, _)| read.spare.unwrap());
        match (read, expected) {
            (Ok(read), Ok(note)) => assert_eq!((read.number, read.note), (text("K-1"), note)),
            (Err(error), Err(expected)) => {
                assert_eq!(error.scim_type(), expected, "{key}");
                assert_eq!(&*error.path(), r#"keys[kind eq "spare"].number"#);
            }
            (read, _) => panic!("{key}: {read:?}"),
        }
    }
    let blank = Locker { spare: None, ..locker() };
    let key = body(r#""keys":[{"number":"K-2","kind":"spare"}]"#);
    assert_eq!(put(&key, &blank).unwrap().0.spare.unwrap().number, text("K-2"));
}
