//! What others do to resources while a schedule looks at them.

use super::*;
use crate::query::Precondition;

/// A schedule of stays that someone deletes while it looks at them.
struct Meanwhile(MemoryStore<Stay>);

impl Schedule<Stay> for Meanwhile {
    fn seen(&self, _: &Context) -> Result<Option<Filter<Stay>>, ScimError> {
        Ok(None)
    }

    fn due(&self, stay: &Stay, now: &DateTime) -> Result<Option<Edit<Stay>>, ScimError> {
        let cx = Context::new(Identity::new());
        block_on(self.0.delete(&cx, &stay.id, Precondition::none()))?;
        Ends.due(stay, now)
    }
}

/// Of what is gone nothing is due: nobody is told of a fault.
#[test]
fn what_is_deleted_meanwhile_is_no_fault() {
    let stays = MemoryStore::<Stay>::new();
    let service =
        ScimService::builder().resource(Scheduled::new(stays.clone(), Meanwhile(stays.clone())));
    let service = service.unauthenticated().build();
    let begin = || {
        let until = Some(DateTime::parse("2020-01-01T00:00:00Z").unwrap());
        let stay = Stay { until, ..Stay::default() };
        stays.insert(&Context::new(Identity::new()), stay).unwrap()
    };
    (0..2).for_each(|_| drop(begin()));
    let list = Send::get("/Stays").to(&service);
    assert_eq!((list.status, &list.json()["totalResults"]), (200, &json!(0)));
    let path = format!("/Stays/{}", begin().id);
    Send::get(&path).to(&service).error(404, None);
}

/// A schedule of stays that someone writes while it looks at them, so many times.
struct Moved {
    stays: MemoryStore<Stay>,
    times: Mutex<u32>,
    /// The end that they give it.
    until: &'static str,
}

impl Schedule<Stay> for Moved {
    fn seen(&self, _: &Context) -> Result<Option<Filter<Stay>>, ScimError> {
        Ok(None)
    }

    fn due(&self, stay: &Stay, now: &DateTime) -> Result<Option<Edit<Stay>>, ScimError> {
        let due = Ends.due(stay, now);
        let mut times = self.times.lock().unwrap();
        if *times > 0 {
            *times -= 1;
            let value = json!({ "until": self.until, "name": times.to_string() });
            let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [{ "op": "replace", "value": value }] });
            let patch = Patch::new(body.to_string(), Dialect::RFC)?;
            let cx = Context::new(Identity::new());
            block_on(self.stays.update(&cx, &stay.id, patch.into()))?;
        }
        due
    }
}

/// Whoever moves an end while something is due of it is not overruled, nor is it told that it was
/// done; what is due all the same is done, once nobody writes.
#[test]
fn what_is_moved_meanwhile_is_asked_about_again() {
    for (times, until, over, status) in [
        (1, "2030-01-01T00:00:00Z", None, 200),
        (3, "2021-01-01T00:00:00Z", Some(true), 200),
        (1_000, "2021-01-01T00:00:00Z", None, 503),
    ] {
        for by_id in [true, false] {
            let (stays, cx) = (MemoryStore::<Stay>::new(), Context::new(Identity::new()));
            let begun = Some(DateTime::parse("2020-01-01T00:00:00Z").unwrap());
            let stay = stays.insert(&cx, Stay { until: begun, ..Stay::default() }).unwrap();
            let schedule = Moved { stays: stays.clone(), times: Mutex::new(times), until };
            let now = || DateTime::parse("2026-12-01T12:00:00Z").unwrap();
            let scheduled = Scheduled::new(stays.clone(), schedule).clock(now);
            let service = ScimService::builder().resource(scheduled).unauthenticated().build();
            let path = if by_id { format!("/Stays/{}", stay.id) } else { "/Stays".to_owned() };
            let answered = Send::get(&path).to(&service);
            assert_eq!(answered.status, status, "{times} {path}");
            assert_eq!(stays.resources(None)[0].over, over, "{times} {path}");
            let changes = block_on(stays.after(None, 0, 10_000)).unwrap();
            let told = changes.iter().filter(|change| change.paths.iter().any(|one| one == "over"));
            assert_eq!(told.count(), usize::from(over.is_some()), "{changes:?}");
            if status == 200 && by_id {
                assert_eq!(answered.json()["name"], "0", "as it is by now");
            }
        }
    }
}
