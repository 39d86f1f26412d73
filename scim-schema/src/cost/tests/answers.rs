//! The memory of an answer: the resources of a page, and as many bytes as one may have, which go
//! as they are sent.

use super::{PARTS, cost};
use crate::limits::Limits;
use crate::message::ScimError;
use crate::projection::Projection;
use crate::query::{Page, Query};
use crate::rfc::{Group, Member, User};
use crate::service::tests::{Send, always, block_on};
use crate::service::{Body, Context, Identity, MemoryStore, ScimService, Store};
use http::Response;
use http_body::Body as _;
use std::future::poll_fn;
use std::pin::pin;

/// Of a frame: it is closed from this size on.
const FRAME: u64 = 1 << 16;

/// So many users, each of about 4,000 bytes.
fn users(count: usize) -> MemoryStore<User> {
    let (users, cx) = (MemoryStore::<User>::new(), Context::new(Identity::new()));
    for index in 0..count {
        let (user_name, title) = (format!("u{index:05}"), Some("t".repeat(4_000)));
        users.insert(&cx, User { user_name, title, ..User::default() }).unwrap();
    }
    users
}

fn service(users: MemoryStore<User>, limits: Limits) -> ScimService {
    ScimService::builder().resource(users).unauthenticated().limits(limits).build()
}

fn size(response: &Response<Body>) -> u64 {
    assert_eq!(response.status(), 200);
    response.body().size_hint().exact().unwrap()
}

/// What a store found is held while it is written, and of what is written no more than an answer
/// may have: a frame that is closed has an eighth of room at most, the first one and the open one
/// have grown to twice their size.
#[test]
fn a_page_takes_its_resources_and_the_bytes_of_an_answer() {
    let users = users(PARTS);
    let found = cost(|| users.resources(None)).peak;
    for answer in [1 << 17, 1 << 19] {
        let service = service(users.clone(), Limits { answer, ..Limits::DEFAULT });
        let (asked, mut written) = (Send::get("/Users"), 0);
        let counted = cost(|| {
            let response = asked.response(&service);
            written = size(&response);
            response
        });
        let answer = answer as u64;
        assert!((answer / 2..answer + 300).contains(&written), "{written}");
        let most = found + answer + answer / 8 + 4 * FRAME;
        assert!(counted.peak <= most, "{counted:?} {most}");
    }
}

/// What is stored beyond a page takes no memory of it.
#[test]
fn a_page_takes_the_same_of_more() {
    let costs = [PARTS, 4 * PARTS].map(|count| {
        let service = service(users(count), Limits { page: 50, ..Limits::DEFAULT });
        let asked = Send::get("/Users?startIndex=10");
        cost(|| asked.response(&service))
    });
    assert!(costs[1].peak <= costs[0].peak + 1_000, "{costs:?}");
}

/// A frame is gone when it is sent, and sending takes nothing.
#[test]
fn what_was_sent_is_freed() {
    let response = Send::get("/Users").response(&service(users(PARTS), Limits::DEFAULT));
    let mut left = size(&response);
    let (mut body, mut frames) = (pin!(response.into_body()), 0);
    while left > 0 {
        let mut sent = 0;
        let counted = allocation_counter::measure(|| {
            let frame = block_on(poll_fn(|task| body.as_mut().poll_frame(task)));
            sent = frame.unwrap().unwrap().into_data().unwrap().len() as u64;
        });
        assert!(counted.bytes_current <= -i64::try_from(sent).unwrap(), "{sent} {counted:?}");
        assert!(counted.bytes_max < 1_000 && sent < 2 * FRAME, "{sent} {counted:?}");
        left -= sent;
        frames += 1;
    }
    assert!(frames > 10 && body.is_end_stream(), "{frames}");
}

/// A group with so many members, which are read some at a time.
struct Crowd(usize);

/// How many.
const PART: usize = 50;

impl Crowd {
    fn part(&self, from: usize) -> Group {
        let member = |index: usize| Member { value: Some(index.to_string()), ..Member::default() };
        let to = self.0.min(from + PART);
        Group {
            id: "1".into(),
            display_name: "crowd".into(),
            members: (from..to).map(member).collect(),
            ..Group::default()
        }
    }
}

impl Store<Group> for Crowd {
    type Error = ScimError;

    const IN_PARTS: Option<&'static str> = Some("members");

    always!(Group: create update delete => Err(ScimError::not_implemented("it is for reading")));

    async fn get(
        &self,
        _: &Context,
        _: &String,
        _: &Projection<Group>,
    ) -> Result<Option<Group>, ScimError> {
        Ok(Some(self.part(0)))
    }

    async fn search(&self, _: &Context, _: &Query<Group>) -> Result<Page<Group>, ScimError> {
        Ok(Page::new(vec![self.part(0)], 1))
    }

    fn is_last_part(&self, group: &Group) -> bool {
        group.members.len() < PART
    }

    async fn next_part(
        &self,
        _: &Context,
        group: &Group,
        _: &Projection<Group>,
    ) -> Result<Option<Group>, ScimError> {
        let last = group.members.last().and_then(|member| member.value.as_ref());
        let next = last.and_then(|last| last.parse::<usize>().ok()).map_or(0, |last| last + 1);
        Ok((next < self.0).then(|| self.part(next)))
    }
}

/// A list that a store gives in parts is never held as a whole, alone or on a page.
#[test]
fn a_list_in_parts_takes_a_part_of_it() {
    for uri in ["/Groups/1", "/Groups"] {
        let costs = [10 * PARTS, 40 * PARTS].map(|members| {
            let service = ScimService::builder().resource(Crowd(members)).unauthenticated();
            let (service, asked, mut sent) = (service.build(), Send::get(uri), 0);
            let counted = cost(|| {
                let mut body = pin!(asked.response(&service).into_body());
                while let Some(frame) = block_on(poll_fn(|task| body.as_mut().poll_frame(task))) {
                    sent += frame.unwrap().into_data().unwrap().len();
                }
            });
            assert!(sent > 10 * members, "{uri}: {sent}");
            counted
        });
        assert!(costs[1].peak <= costs[0].peak + 4_000, "{uri}: {costs:?}");
    }
}
