//! Events: in the size of the change that they tell of, and of the feed.

use super::discovered::{Member, extension};
use super::linear;
use crate::events::{Checkpoint, Delivered, Delivery, Issuer, SecurityEvent, Sink, Step};
use crate::message::ScimError;
use crate::rfc::User;
use crate::service::tests::block_on;
use crate::service::{Change, Context, Identity, MemoryStore};
use crate::value::Secret;
use serde_json::{Map, Value};

fn issuer() -> Issuer {
    Issuer::new("https://scim.example.com")
        .audience("https://okta.example.com")
        .resource::<User>()
        .resource::<Member>()
}

/// A change of very many attributes, and the event and the token of it.
#[test]
fn an_event_costs_what_changed() {
    let make = |n: usize| {
        let cx = Context::new(Identity::new().dynamic::<Member>(extension(n)));
        let one = |index: usize| (format!("a{index:04}"), Value::from("x"));
        let extra = (0..n).map(one).collect::<Map<String, Value>>();
        let member = Member { id: "7".into(), user_name: "babs".into(), extra: extra.into() };
        assert!(Change::created(&cx, &member).paths.len() > n);
        (cx, member)
    };
    let (issuer, key) = (issuer(), Secret::new("32 random bytes of configuration"));
    linear("attributes", make, |(cx, member)| {
        let change = Change::created(cx, member);
        issuer.event(&change).unwrap().to_jwt(&key).unwrap()
    });
}

/// How many it was sent.
struct Counted(usize);

impl Sink for Counted {
    async fn deliver(&mut self, _: &SecurityEvent) -> Delivered {
        self.0 += 1;
        Delivered::Accepted
    }
}

/// At the beginning.
struct Begin;

impl Checkpoint for Begin {
    type Error = ScimError;

    async fn load(&mut self) -> Result<u64, ScimError> {
        Ok(0)
    }

    async fn save(&mut self, _: u64) -> Result<(), ScimError> {
        Ok(())
    }
}

#[test]
fn a_feed_is_delivered_in_its_size() {
    let make = |n: usize| {
        let (users, cx) = (MemoryStore::<User>::new(), Context::new(Identity::new()));
        for index in 0..n {
            let user = User { user_name: format!("u{index:04}"), ..User::default() };
            users.insert(&cx, user).unwrap();
        }
        (users, n)
    };
    linear("changes", make, |(users, n)| {
        let mut delivery = Delivery::new(users.clone(), issuer(), Counted(0), Begin);
        while block_on(delivery.step()) != Step::UpToDate {}
        assert_eq!(delivery.sink().0, *n);
    });
}
