//! Running the operations of a bulk request.

use super::circle::Circle;
use super::data::Addition;
use super::plan::{self, About, Method, Step, Target, shown};
use crate::limits::Budget;
use crate::message::{BulkOperation, BulkRequest, BulkResult, ScimError};
use crate::query::{Parameters, Precondition};
use crate::service::Context;
use crate::service::endpoint::{Asked, Call, Done};
use crate::service::handle::Provider;
use crate::service::trace::Record;
use crate::write::resource_uri;
use http::StatusCode;
use http::header::ETAG;
use std::collections::{BTreeMap, BTreeSet};

/// A bulk request as it is run.
pub(super) struct Run<'r, 'a> {
    provider: &'r Provider,
    cx: &'r Context,
    operations: &'r [BulkOperation<'a>],
    states: Vec<State<'a>>,
    errors: u64,
    max_errors: u64,
    /// Many operations may cost as much as one.
    budget: Budget,
}

struct State<'a> {
    about: Option<About>,
    step: Result<Step<'a>, ScimError>,
    /// The id of what it created.
    id: Option<String>,
    /// What became of it, once it is complete.
    result: Option<BulkResult>,
}

/// A resource that is there without some of its values.
struct Begun {
    operation: usize,
    additions: Vec<Addition>,
    /// What is still to come of what the values refer to.
    waits: Vec<usize>,
    result: BulkResult,
}

impl<'r, 'a> Run<'r, 'a> {
    pub(super) fn new(
        provider: &'r Provider,
        cx: &'r Context,
        bulk: &'r BulkRequest<'a>,
    ) -> Result<Self, ScimError> {
        let names = plan::names(&bulk.operations)?;
        let states = bulk.operations.iter().map(|operation| {
            let (about, step) = plan::read(provider, cx, operation, &names);
            State { about, step, id: None, result: None }
        });
        Ok(Self {
            provider,
            cx,
            operations: &bulk.operations,
            states: states.collect(),
            errors: 0,
            max_errors: bulk.fail_on_errors.unwrap_or(u64::MAX),
            budget: Budget::new(&provider.limits),
        })
    }

    /// Runs all operations, or as many as `failOnErrors` allows; the results in the order of the
    /// request.
    pub(super) async fn all(mut self, record: &mut Record) -> Vec<BulkResult> {
        for operation in 0..self.states.len() {
            if self.is_stopped() {
                break;
            }
            if !self.is_complete(operation) {
                self.with_what_it_needs(operation, record).await;
            }
        }
        self.states.into_iter().filter_map(|state| state.result).collect()
    }

    fn is_stopped(&self) -> bool {
        self.errors >= self.max_errors
    }

    fn is_complete(&self, operation: usize) -> bool {
        self.states.get(operation).is_some_and(|state| state.result.is_some())
    }

    /// Whether what an operation creates is there, or never will be.
    fn is_settled(&self, operation: usize) -> bool {
        self.id(operation).is_some() || self.is_complete(operation)
    }

    fn id(&self, operation: usize) -> Option<&str> {
        self.states.get(operation)?.id.as_deref()
    }

    fn about(&self, operation: usize) -> Option<&About> {
        self.states.get(operation)?.about.as_ref()
    }

    fn step(&self, operation: usize) -> Option<&Step<'a>> {
        self.states.get(operation)?.step.as_ref().ok()
    }

    /// Runs an operation and what it refers to, directly and not.
    async fn with_what_it_needs(&mut self, operation: usize, record: &mut Record) {
        let mut circle = self.circle(operation);
        // by one of those that each still waits for
        let mut begun: BTreeMap<usize, Vec<Begun>> = BTreeMap::new();
        while !self.is_stopped() {
            let Some(next) = circle.next() else { break };
            let mut open = Vec::new();
            match self.run(next, record).await {
                Ok((result, additions)) if additions.is_empty() => self.complete(next, result),
                Ok((result, additions)) => {
                    let waits = self.step(next).map(|step| &*step.waits).unwrap_or_default();
                    let waits = waits.iter().map(|(other, _)| *other).collect();
                    open.push(Begun { operation: next, additions, waits, result });
                }
                Err(error) => self.fail(next, error, record),
            }
            circle.is_there(next);
            if self.is_complete(next) {
                circle.is_complete(next);
            }
            for mut one in begun.remove(&next).into_iter().flatten().chain(open) {
                while one.waits.pop_if(|other| self.is_settled(*other)).is_some() {}
                if let Some(other) = one.waits.last() {
                    begun.entry(*other).or_default().push(one);
                    continue;
                }
                let operation = one.operation;
                self.finish(one, &circle, record).await;
                circle.is_complete(operation);
            }
        }
        // a stop, or an end in a circle, leaves some whose values will not come
        for begun in begun.into_values().flatten() {
            self.finish(begun, &circle, record).await;
        }
        for operation in circle.rest() {
            if !self.is_stopped() {
                let what = "the references between resources are a circle of required attributes";
                self.fail(operation, ScimError::new(409, what), record);
            }
        }
    }

    /// An operation and what it refers to, directly and not, as far as that was not run yet.
    fn circle(&self, root: usize) -> Circle {
        let mut circle = Circle::default();
        let (mut known, mut open) = (BTreeSet::from([root]), vec![root]);
        let creates = self.step(root).is_none_or(|step| step.method == Method::Post);
        while let Some(operation) = open.pop() {
            let step = self.step(operation);
            let waits = step.map(|step| &*step.waits).unwrap_or_default();
            let waits: Vec<_> =
                waits.iter().copied().filter(|(other, _)| !self.is_settled(*other)).collect();
            if operation != root || creates {
                circle.add(operation, true, &waits);
            }
            open.extend(
                waits.into_iter().map(|(other, _)| other).filter(|other| known.insert(*other)),
            );
        }
        // only a new resource can be referred to, or deleted again if something it refers to is: the
        // others come when nothing more can fail
        if !creates {
            known.remove(&root);
            let waits: Vec<_> = known.into_iter().map(|other| (other, false)).collect();
            circle.add(root, false, &waits);
        }
        circle
    }

    /// Runs one operation; answers what was left out of the resource that it created.
    async fn run(
        &mut self,
        operation: usize,
        record: &mut Record,
    ) -> Result<(BulkResult, Vec<Addition>), ScimError> {
        record.bulk_operation();
        let Some(State { about, step, .. }) = self.states.get(operation) else {
            return Err(ScimError::new(404, "no such operation"));
        };
        let step = step.as_ref().map_err(Clone::clone)?;
        let Some(about) = about else { return Err(ScimError::new(404, "no such resource")) };
        let broken = |other| self.broken(other);
        let id = self.target(about)?;
        let (body, additions) = match &step.data {
            None => Default::default(),
            Some(data) => data
                .fill(|other| self.id(other), |other| !self.is_settled(other), self.most())
                .map_err(broken)?,
        };
        let body = body.into_bytes();
        let call = match (step.method, id) {
            (Method::Post, _) => Call::Create(body),
            (Method::Put, Some(id)) => Call::Replace(id, body),
            (Method::Patch, Some(id)) => Call::Patch(id, body),
            (Method::Delete, Some(id)) => Call::Delete(id),
            (_, None) => return Err(ScimError::new(404, "no such resource")),
        };
        let done = self.call(about.endpoint, call, step.precondition.clone()).await?;
        let mut result = self.result(operation);
        result.status = done.response.status().as_u16();
        result.version = version(&done);
        result.location = done.id.as_deref().map(|id| self.location(about.endpoint, id));
        let created = done.id.filter(|_| step.method == Method::Post);
        if let Some(state) = self.states.get_mut(operation) {
            state.id = created;
        }
        Ok((result, additions))
    }

    /// Adds what was left out of a resource, or deletes it again.
    async fn finish(&mut self, begun: Begun, circle: &Circle, record: &mut Record) {
        let Begun { operation, additions, mut result, .. } = begun;
        // nothing where it was deleted with another of the circle
        let Some((endpoint, id)) = self.created(operation) else { return };
        match self.add(operation, &additions, endpoint, &id).await {
            Ok(done) => {
                // a store without versions answers none
                result.version = version(&done).or(result.version);
                self.complete(operation, result);
            }
            Err(error) => {
                let error = if error.status() >= 500 {
                    error
                } else {
                    let detail = error.detail();
                    ScimError::new(
                        409,
                        format!("the circle of references cannot be closed: {detail}"),
                    )
                };
                self.undo(operation, error, circle, record).await;
            }
        }
    }

    /// Deletes what an operation created, and what others of the circle created that refers to it:
    /// nothing is left that refers to what is gone.
    async fn undo(
        &mut self,
        operation: usize,
        error: ScimError,
        circle: &Circle,
        record: &mut Record,
    ) {
        let mut open = vec![(operation, error)];
        while let Some((operation, error)) = open.pop() {
            // it may refer to several
            let Some((endpoint, id)) = self.created(operation) else { continue };
            let undone = self.call(endpoint, Call::Delete(id), Precondition::none()).await;
            if let Err(error) = undone {
                record.error(self.cx.request_id(), &error);
            }
            if let Some(state) = self.states.get_mut(operation) {
                state.id = None;
            }
            self.fail(operation, error, record);
            let others = circle.waiters(operation).filter(|other| self.id(*other).is_some());
            open.extend(others.map(|other| (other, self.broken(operation))));
        }
    }

    /// The endpoint and id of what an operation created.
    fn created(&self, operation: usize) -> Option<(usize, String)> {
        let endpoint = self.about(operation)?.endpoint;
        self.id(operation).map(|id| (endpoint, id.to_owned()))
    }

    async fn add(
        &self,
        operation: usize,
        additions: &[Addition],
        endpoint: usize,
        id: &str,
    ) -> Result<Done, ScimError> {
        let data = self.step(operation).and_then(|step| step.data.as_ref());
        let body = data.map(|data| data.patch(additions, |other| self.id(other), self.most()));
        let body = body.transpose().map_err(|other| self.broken(other))?.unwrap_or_default();
        let call = Call::Patch(id.to_owned(), body.into_bytes());
        self.call(endpoint, call, Precondition::none()).await
    }

    async fn call(
        &self,
        endpoint: usize,
        call: Call,
        precondition: Precondition,
    ) -> Result<Done, ScimError> {
        let asked = Asked {
            cx: self.cx,
            parameters: Parameters::default(),
            precondition,
            limits: self.provider.limits,
            budget: Some(self.budget.clone()),
            unsent: Some(StatusCode::OK),
        };
        self.provider.perform(self.provider.endpoint(endpoint)?, call, asked).await
    }

    /// The bytes that the data of an operation may have.
    const fn most(&self) -> usize {
        self.provider.limits.body
    }

    /// The id of the resource that an operation is about, unless that is new.
    fn target(&self, about: &About) -> Result<Option<String>, ScimError> {
        match &about.target {
            Target::New => Ok(None),
            Target::Id(id) => Ok(Some(id.clone())),
            Target::Created(other) => match self.id(*other) {
                Some(id) => Ok(Some(id.to_owned())),
                None => Err(self.broken(*other)),
            },
        }
    }

    fn location(&self, endpoint: usize, id: &str) -> String {
        let known = self.provider.endpoint(endpoint);
        let path = known.map_or("", |known| &*known.descriptor().resource_type.endpoint);
        resource_uri(self.cx.base_url(), path, id)
    }

    /// The error of an operation that refers to one that failed.
    fn broken(&self, other: usize) -> ScimError {
        let name = self.operations.get(other).and_then(|other| other.bulk_id.as_deref());
        let name = shown(name.unwrap_or_default());
        ScimError::new(
            409,
            format!("the operation with the bulkId `{name}` failed, or was not run"),
        )
    }

    /// The beginning of a result.
    fn result(&self, operation: usize) -> BulkResult {
        let Some(given) = self.operations.get(operation) else { return BulkResult::default() };
        BulkResult {
            method: given.method.clone(),
            bulk_id: given.bulk_id.clone(),
            ..BulkResult::default()
        }
    }

    fn complete(&mut self, operation: usize, result: BulkResult) {
        if let Some(state) = self.states.get_mut(operation) {
            state.result = Some(result);
        }
    }

    fn fail(&mut self, operation: usize, error: ScimError, record: &mut Record) {
        record.error(self.cx.request_id(), &error);
        self.errors += 1;
        // an error of a status that HTTP does not have is a fault of the application
        let error = match error.status() {
            400..=599 => error,
            status => ScimError::internal(format!("an error with the status {status}")),
        };
        let mut result = self.result(operation);
        // which all have but those of POSTs that failed (RFC 7644 section 3.7.3)
        if let Some(about) = self.about(operation) {
            let id = self.target(about).ok().flatten();
            result.location = id.map(|id| self.location(about.endpoint, &id));
        }
        result.status = error.status();
        result.response = Some(error);
        self.complete(operation, result);
    }
}

fn version(done: &Done) -> Option<String> {
    let tag = done.response.headers().get(ETAG)?;
    tag.to_str().ok().map(str::to_owned)
}
