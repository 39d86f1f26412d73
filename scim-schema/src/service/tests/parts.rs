//! Lists that a store gives in parts.

use super::send::try_read;
use super::*;
use crate::ScimResource;
use crate::edit::{Create, Edit};
use crate::filter::Filter;
use crate::projection::Projection;
use crate::query::{Page, Query, Updated};
use crate::rfc::Member;
use crate::service::{Context, MemoryStore, Schedule, Scheduled, Store};
use crate::value::DateTime;
use http_body::Body as _;
use serde_json::json;
use std::sync::Arc;

/// A group, and how many of its members were read.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "Group")]
struct Crew {
    #[scim(id)]
    id: String,
    display_name: String,
    members: Vec<Member>,
    external_id: Option<String>,
    #[scim(version)]
    revision: u64,
    #[scim(skip)]
    read: usize,
}

/// Reads two members at a time, up to this many.
#[derive(Clone)]
struct Slowly(MemoryStore<Crew>, usize);

impl Slowly {
    fn begin(mut crew: Crew) -> Crew {
        crew.members.truncate(2);
        crew.read = crew.members.len();
        crew
    }
}

impl Store<Crew> for Slowly {
    type Error = ScimError;

    const IN_PARTS: Option<&'static str> = Some("members");

    async fn create(&self, cx: &Context, new: Create<Crew>) -> Result<Crew, ScimError> {
        self.0.create(cx, new).await.map(Self::begin)
    }

    async fn get(
        &self,
        cx: &Context,
        id: &String,
        p: &Projection<Crew>,
    ) -> Result<Option<Crew>, ScimError> {
        Ok(self.0.get(cx, id, p).await?.map(Self::begin))
    }

    async fn update(
        &self,
        cx: &Context,
        id: &String,
        edit: Edit<Crew>,
    ) -> Result<Updated<Crew>, ScimError> {
        let mut updated = self.0.update(cx, id, edit).await?;
        updated.resource = updated.resource.map(Self::begin);
        Ok(updated)
    }

    handed_on!(self.0, Crew: delete);

    async fn search(&self, cx: &Context, query: &Query<Crew>) -> Result<Page<Crew>, ScimError> {
        let mut page = self.0.search(cx, query).await?;
        for crew in page.resources_mut() {
            *crew = Self::begin(std::mem::take(crew));
        }
        Ok(page)
    }

    fn is_last_part(&self, crew: &Crew) -> bool {
        crew.read < 2
    }

    async fn next_part(
        &self,
        cx: &Context,
        crew: &Crew,
        p: &Projection<Crew>,
    ) -> Result<Option<Crew>, ScimError> {
        if crew.read >= self.1 {
            return Err(ScimError::internal("the disk is gone"));
        }
        let Some(mut next) = self.0.get(cx, &crew.id, p).await? else { return Ok(None) };
        next.members.drain(..crew.read);
        next.members.truncate(2);
        next.read = crew.read + next.members.len();
        Ok((!next.members.is_empty()).then_some(next))
    }
}

fn services(read: usize) -> (ScimService, ScimService) {
    let store = MemoryStore::<Crew>::new();
    let whole = ScimService::builder().resource(store.clone()).unauthenticated().build();
    let slow = ScimService::builder().resource(Slowly(store, read)).unauthenticated().build();
    (whole, slow)
}

fn crew(members: usize) -> String {
    let members: Vec<_> = (0..members).map(|n| json!({ "value": format!("m{n}") })).collect();
    let group = "urn:ietf:params:scim:schemas:core:2.0:Group";
    json!({ "schemas": [group], "displayName": "crew", "members": members }).to_string()
}

/// Whoever reads a response cannot tell: whatever the number of members, the method and what of
/// them is shown, alone and on a page with others.
#[test]
fn the_parts_make_the_same_text() {
    let (whole, slow) = services(usize::MAX);
    let mut uris = vec!["/Groups".to_owned()];
    for members in [3, 0, 1, 2, 4, 7] {
        let created = Send::post("/Groups", &crew(members)).to(&slow);
        let id = created.json()["id"].as_str().unwrap().to_owned();
        let uri = format!("/Groups/{id}");
        let same = Send::get(&uri).to(&whole);
        assert_eq!(created.body, same.body);
        assert_eq!(created.header("etag"), same.header("etag"));
        assert_eq!(Send::put(&uri, &crew(members)).to(&slow).body, same.body);
        uris.push(uri);
    }
    for uri in uris {
        for query in [
            "",
            "?attributes=members.value",
            "?attributes=displayName",
            "?attributes=members&excludedAttributes=schemas",
            "?excludedAttributes=members",
            "?excludedAttributes=members.type",
        ] {
            let uri = format!("{uri}{query}");
            let [slow, whole] = [&slow, &whole].map(|service| Send::get(&uri).to(service));
            assert_eq!((slow.status, whole.status), (200, 200));
            assert_eq!(
                String::from_utf8(slow.body).unwrap(),
                String::from_utf8(whole.body).unwrap(),
                "{uri}"
            );
        }
    }
}

/// What this finds is seen, or everyone; nothing is ever due.
struct Seen(Option<&'static str>);

impl Schedule<Crew> for Seen {
    fn seen(&self, _: &Context) -> Result<Option<Filter<Crew>>, ScimError> {
        Ok(self.0.map(Filter::parse).transpose()?)
    }
    fn due(&self, _: &Crew, _: &DateTime) -> Result<Option<Edit<Crew>>, ScimError> {
        Ok(None)
    }
}

/// Behind a schedule, and where the application has the store as well, the parts are those of the
/// store.
#[test]
fn parts_of_what_is_inside() {
    let store = MemoryStore::<Crew>::new();
    let whole = ScimService::builder().resource(store.clone()).unauthenticated().build();
    let shared = Arc::new(Slowly(store, usize::MAX));
    let scheduled = Scheduled::new(shared.clone(), Seen(None));
    let scheduled = ScimService::builder().resource(scheduled).unauthenticated().build();
    let shared = ScimService::builder().resource(shared).unauthenticated().build();
    for (slow, members) in [(&scheduled, 5), (&scheduled, 1), (&shared, 5), (&shared, 1)] {
        let created = Send::post("/Groups", &crew(members)).to(&whole).json();
        let uri = format!("/Groups/{}", created["id"].as_str().unwrap());
        assert_eq!(Send::get(&uri).to(slow).body, Send::get(&uri).to(&whole).body);
        let size = Send::get(&uri).response(slow).body().size_hint().exact();
        assert_eq!(size.is_some(), members == 1, "what ends with its beginning is whole");
    }
}

/// 7644-3.4.1-03, 7644-3.6-06: what is seen is one and the same by id and in searches, though the
/// member that decides is in no part that was read.
#[test]
fn a_later_part_may_hide_the_whole() {
    let store = MemoryStore::<Crew>::new();
    let whole = ScimService::builder().resource(store.clone()).unauthenticated().build();
    let seeing = |filter| {
        let store = Slowly(store.clone(), usize::MAX);
        let scheduled = Scheduled::new(store, Seen(Some(filter)));
        ScimService::builder().resource(scheduled).unauthenticated().build()
    };
    let with = seeing(r#"members.value eq "m4""#);
    let without = seeing(r#"not (members.value eq "m4")"#);
    for (members, has) in [(5, true), (4, false), (1, false)] {
        let created = Send::post("/Groups", &crew(members)).to(&whole).json();
        let id = created["id"].as_str().unwrap();
        let (uri, found) = (format!("/Groups/{id}"), format!("/Groups?filter=id+eq+%22{id}%22"));
        for (service, sees) in [(&with, has), (&without, !has)] {
            let status = if sees { 200 } else { 404 };
            assert_eq!(Send::get(&found).to(service).json()["totalResults"], u64::from(sees));
            assert_eq!(Send::get(&uri).to(service).status, status, "{members}");
            assert_eq!(Send::put(&uri, &crew(members)).to(service).status, status, "{members}");
            if !sees {
                Send::new("DELETE", &uri).to(service).error(404, None);
            }
        }
        assert_eq!(Send::get(&uri).to(&whole).json(), created);
    }
}

/// The size is not known before the end; a client must not take what it has for the whole.
#[test]
fn the_size_is_open_until_the_end() {
    let (_, slow) = services(usize::MAX);
    let id = Send::post("/Groups", &crew(5)).to(&slow).json()["id"].as_str().unwrap().to_owned();
    let response = Send::get(&format!("/Groups/{id}")).response(&slow);
    assert_eq!(response.body().size_hint().exact(), None);
    assert!(response.body().size_hint().lower() > 0);
    // once it is read to its end, it is
    let mut body = std::pin::pin!(response.into_body());
    while block_on(std::future::poll_fn(|cx| body.as_mut().poll_frame(cx))).is_some() {}
    assert_eq!((body.size_hint().exact(), body.is_end_stream()), (Some(0), true));
    let head = Send::new("HEAD", &format!("/Groups/{id}")).to(&slow);
    assert!(head.body.is_empty() && !head.headers.contains_key("content-length"));
    // a store that says nothing of it does not know
    assert!(!MemoryStore::<Crew>::new().is_last_part(&Crew::default()));
    // what ends with its beginning is whole
    let id = Send::post("/Groups", &crew(1)).to(&slow).json()["id"].as_str().unwrap().to_owned();
    assert!(
        Send::get(&format!("/Groups/{id}")).response(&slow).body().size_hint().exact().is_some()
    );
    let without = Send::get(&format!("/Groups/{id}?excludedAttributes=members")).response(&slow);
    assert!(without.body().size_hint().exact().is_some());
}

/// A fault of the store ends the response where it is, so it is no JSON.
#[test]
fn a_fault_ends_the_body() {
    let (_, slow) = services(4);
    Send::post("/Groups", &crew(5)).response(&slow);
    let response = Send::get("/Groups").response(&slow);
    assert_eq!(response.status(), 200);
    let (text, error) = try_read(response.into_body());
    assert!(text.ends_with(br#""value":"m3"}"#), "{}", String::from_utf8_lossy(&text));
    assert_eq!(error.unwrap().status(), 500);
}
