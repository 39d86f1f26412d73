//! What requests do to what is stored, beside what laws and their oracle say of them.

use super::super::edits::{COMPARED, json};
use super::super::provider::{PAGE, Stores, well_formed};
use super::super::subject::hold;
use super::answered::{Answered, Found, Shown, Stamped, find, listed};
use super::asked::{self, Condition, Named, Names};
use ::http::Request;
use scim_schema::dialect::Dialect;
use scim_schema::message::{ScimError, SearchRequest};
use scim_schema::service::{Change, ChangeFeed, MemoryStore};
use scim_testkit::Exchange;
use scim_testkit::law::{self, Engine, Shipped};
use serde_json::Value;
use std::mem;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Sends requests one after the other, and looks what became of the resources.
pub fn agree(requests: &[Request<String>]) {
    let stores = Stores::new();
    let service = stores.provider();
    let (mut users, mut teams) = (Held::by(&stores.users), Held::by(&stores.teams));
    for request in requests {
        let exchange = Exchange::of(&service, plain(request));
        well_formed(&exchange);
        users.step(&exchange).check();
        teams.step(&exchange).check();
    }
}

/// With the body that a law would send: it knows no name twice, and their order says which of two
/// faults of a PATCH comes first.
fn plain(request: &Request<String>) -> Request<String> {
    let mut request = request.clone();
    if let Some(body) = json(request.body().as_bytes()) {
        *request.body_mut() = body.to_string();
    }
    request
}

/// What a store holds.
struct Held<'s, R> {
    store: &'s MemoryStore<R>,
    resources: Vec<R>,
    /// The sequence of the last change.
    told: u64,
}

impl<'s, R: Stamped> Held<'s, R> {
    fn by(store: &'s MemoryStore<R>) -> Self {
        Self { store, resources: Vec::new(), told: 0 }
    }

    fn step<'e>(&mut self, exchange: &'e Exchange) -> Step<'e, R> {
        let after = self.store.resources(None);
        let changes = ready(self.store.after(None, self.told, usize::MAX)).unwrap();
        self.told = changes.last().map_or(self.told, |change| change.sequence);
        let before = mem::replace(&mut self.resources, after.clone());
        Step { exchange, before, after, changes }
    }
}

/// What a future gives that waits for nothing.
fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

/// A request, and the resources of one type before and after it.
struct Step<'e, R> {
    exchange: &'e Exchange,
    before: Vec<R>,
    after: Vec<R>,
    changes: Vec<Change>,
}

impl<R: Stamped> Step<'_, R> {
    fn check(&self) {
        let Self { exchange, before, after, changes } = self;
        let request = exchange.request();
        let (method, path) = (request.method().as_str(), request.uri().path());
        let failed = exchange.status() >= 400;
        // what its operations do is looked at by a target of its own
        if !failed && asked::bare(path) == "Bulk" {
            return;
        }
        let named = Named::of(path, R::RESOURCE_TYPE.endpoint.trim_start_matches('/'));
        let writes = matches!(
            (method, &named),
            ("POST", Some(Named::All)) | ("PUT" | "PATCH" | "DELETE", Some(Named::One(_)))
        );
        // what fails changes nothing, nor does what reads
        assert!(before == after || writes && !failed, "{exchange}");
        // all that happened is told, and nothing else
        assert_eq!(changes.len(), usize::from(before != after), "{exchange}");
        match (method, named) {
            ("POST", Some(Named::All)) => self.created(),
            ("PUT" | "PATCH", Some(Named::One(id))) => self.edited(&id),
            ("DELETE", Some(Named::One(id))) => self.deleted(&id),
            ("GET" | "HEAD", Some(Named::One(id))) => self.read(&id),
            ("GET", Some(Named::All)) => {
                self.searched(asked::parameters(request).and_then(|all| all.search()));
            }
            ("POST", Some(Named::Search)) if !self.is_unread() => {
                self.searched(SearchRequest::parse(request.body().as_bytes(), Dialect::RFC));
            }
            _ => {}
        }
    }

    fn created(&self) {
        let (exchange, before) = (self.exchange, &self.before);
        if exchange.status() >= 400 {
            return self.written(None, None);
        }
        assert_eq!(exchange.status(), 201, "{exchange}");
        let Some((made, others)) = self.after.split_last() else { panic!("{exchange}") };
        assert!(before == others, "{exchange}");
        assert!(find(before, &made.id().to_string()).is_none(), "{exchange}");
        self.written(None, Some(made));
    }

    fn edited(&self, id: &str) {
        let (exchange, status) = (self.exchange, self.exchange.status());
        let Some(stored) = find(&self.before, id) else {
            // what else is wrong may be seen first
            assert!(status >= 400, "{exchange}");
            return;
        };
        if status >= 400 {
            return self.written(Some(stored), None);
        }
        assert!(matches!(status, 200 | 204), "{exchange}");
        let made = find(&self.after, id);
        assert!(made.is_some() && self.before.len() == self.after.len(), "{exchange}");
        let mut both = self.before.iter().zip(&self.after);
        assert!(both.all(|(old, new)| old == new || old == stored), "{exchange}");
        self.written(Some(stored), made);
    }

    /// A POST, PUT or PATCH of what is stored, and what it made: nothing if it was refused.
    fn written(&self, stored: Option<&R>, made: Option<&R>) {
        let exchange = self.exchange;
        let request = exchange.request();
        let (blank, method) = (R::default(), request.method().as_str());
        let base = stored.unwrap_or(&blank);
        let condition = Condition::of(request.headers(), stored.map(R::revision));
        let is_readable = asked::parameters(request).is_ok();
        if let Some(made) = made {
            assert!(is_readable && asked::is_json(request) && !condition.fails(), "{exchange}");
            assert!(!self.is_taken(made, stored), "{exchange}");
            let next = base.revision() + u64::from(stored != Some(made));
            assert_eq!(made.revision(), next, "{exchange}");
            self.shown(made);
        }
        for (change, made) in self.changes.iter().zip(made) {
            let version = change.version_after.as_deref();
            assert_eq!(change.id, made.id().to_string(), "{exchange}");
            assert_eq!(version, Some(exchange.header("etag")), "{exchange}");
        }
        match exchange.status() {
            400 if !is_readable || condition.is_unclear() => return,
            409 => {
                let body = request.body();
                let made = match method {
                    "POST" => Engine::<R>::create(&Shipped, base, body, Dialect::RFC),
                    "PUT" => Engine::<R>::replace(&Shipped, base, body, Dialect::RFC),
                    _ => Engine::<R>::patch(&Shipped, base, body, Dialect::RFC),
                };
                assert!(made.is_ok_and(|made| self.is_taken(&made.resource, stored)), "{exchange}");
                return;
            }
            412 => {
                assert!(!condition.holds(), "{exchange}");
                return;
            }
            _ if self.is_unread() => return,
            _ => {}
        }
        let Some(body) = json(request.body().as_bytes()) else { return };
        let answered = Answered {
            exchange,
            made: made.map(|made| made.stamped_as(base)),
            changed: self.changes.iter().flat_map(|change| change.paths.clone()).collect(),
        };
        hold(match method {
            "POST" => law::edit::create_agrees(&answered, base, &body, Dialect::RFC),
            "PUT" => law::edit::replace_agrees(&answered, base, &body, Dialect::RFC),
            _ => law::edit::patch_agrees(&answered, base, &body, Dialect::RFC),
        });
    }

    /// Whether the body was refused before it was looked at.
    fn is_unread(&self) -> bool {
        let (exchange, request) = (self.exchange, self.exchange.request());
        match exchange.status() {
            413 => {
                let announced = request.headers().contains_key("content-length");
                assert!(announced || request.body().len() > COMPARED, "{exchange}");
                true
            }
            415 => {
                assert!(!asked::is_json(request), "{exchange}");
                true
            }
            _ => false,
        }
    }

    /// Whether another resource has what must be unique.
    fn is_taken(&self, made: &R, stored: Option<&R>) -> bool {
        let mut others = self.before.iter().filter(|other| Some(*other) != stored);
        made.unique().is_some_and(|key| others.any(|other| other.unique().as_ref() == Some(&key)))
    }

    fn deleted(&self, id: &str) {
        let (exchange, status) = (self.exchange, self.exchange.status());
        let Some((stored, condition)) = self.named(id) else { return };
        match status {
            204 => {
                let left = self.before.iter().filter(|one| *one != stored);
                assert!(left.eq(&self.after) && !condition.fails(), "{exchange}");
                assert!(self.changes.iter().all(|change| change.id == id), "{exchange}");
            }
            412 => assert!(!condition.holds(), "{exchange}"),
            _ => self.malformed(condition),
        }
    }

    fn read(&self, id: &str) {
        let (exchange, status) = (self.exchange, self.exchange.status());
        let Some((stored, condition)) = self.named(id) else { return };
        match status {
            200 => {
                assert!(!condition.fails(), "{exchange}");
                self.shown(stored);
            }
            304 => {
                assert!(condition.if_none_match != Names::Others, "{exchange}");
                self.shown(stored);
            }
            412 => assert!(condition.if_match != Names::Its, "{exchange}"),
            _ => self.malformed(condition),
        }
    }

    /// What a request without a body names, and its condition; without it there is nothing to do.
    fn named(&self, id: &str) -> Option<(&R, Condition)> {
        let exchange = self.exchange;
        let stored = find(&self.before, id);
        assert!(stored.is_some() || matches!(exchange.status(), 400 | 404), "{exchange}");
        let headers = exchange.request().headers();
        stored.map(|stored| (stored, Condition::of(headers, Some(stored.revision()))))
    }

    /// A request without a body that is refused, though there is what it names.
    fn malformed(&self, condition: Condition) {
        let exchange = self.exchange;
        let is_readable = asked::parameters(exchange.request()).is_ok();
        assert_eq!(exchange.status(), 400, "{exchange}");
        assert!(!is_readable || condition.is_unclear(), "{exchange}");
    }

    /// The answer has the version of a resource and, if anything, what was asked for of it.
    fn shown(&self, resource: &R) {
        let exchange = self.exchange;
        assert_eq!(exchange.header("etag"), format!("W/\"{}\"", resource.revision()), "{exchange}");
        let projection = asked::projection(exchange.request());
        if let (Value::Object(answer), Some(projection)) = (exchange.json(), projection) {
            let shown = Shown(answer.into());
            hold(law::search::projection_agrees(&shown, resource, &projection));
        }
    }

    fn searched(&self, search: Result<SearchRequest, ScimError>) {
        let exchange = self.exchange;
        let search = match search {
            Ok(search) => search,
            Err(error) => {
                assert_eq!(exchange.status(), error.status(), "{exchange}");
                return;
            }
        };
        if self.before.len() > PAGE || !asked::is_compared(&search) {
            return;
        }
        hold(law::search::search_agrees(&Found(exchange), &self.before, &search, Dialect::RFC));
        let Some(projection) = asked::projection_of(&search) else { return };
        for one in listed(exchange) {
            let Some(resource) = one["id"].as_str().and_then(|id| find(&self.before, id)) else {
                panic!("nobody knows `{}`: {exchange}", one["id"]);
            };
            hold(law::search::projection_agrees(&Shown(one), resource, &projection));
        }
    }
}
