//! Requests as Okta's client writes them, and all that was sent.

mod look;
mod made;

pub(super) use look::Finding;

use super::clock::Clock;
use crate::live::{Answer, Ask, Deletes, Intent, Journal, Recorded, Secrets, Target, decoded};
use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_CHARSET, ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_TYPE, HeaderMap,
    HeaderName, HeaderValue, USER_AGENT,
};
use http::{Request, Response};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What Okta's client calls itself.
pub(super) const AGENT: &str = "Okta SCIM Client 1.0.0";

/// How long Okta waits for an answer.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How long Okta waits after a `429` that does not say for how long.
const PAUSE: Duration = Duration::from_secs(300);

/// How often Okta tries a request that is answered `429`.
const ATTEMPTS: u32 = 10;

/// After so many requests without an answer in between, the others need not wait for theirs.
const UNANSWERED: u32 = 5;

/// Who sends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Okta.
    Okta,
    /// Whoever looks at the server beside Okta, or works with the application.
    Observer,
}

/// Why there is no answer to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// There is none; the exchange that shows it.
    Silent(String, usize),
    /// All attempts were answered `429`.
    Limited(usize),
    /// The run was interrupted.
    Interrupted,
    /// Nobody said that the server may be written to, or it is not for the run to write to that.
    Refused(String),
}

/// What is shared by all orgs of a run.
#[derive(Clone, Default)]
pub(super) struct Run {
    /// What the names of all that is made have in them.
    pub(super) tag: String,
    pub(super) journal: Option<Arc<Journal>>,
    pub(super) deletes: Arc<Deletes>,
    pub(super) interrupted: Option<Arc<AtomicBool>>,
}

impl Run {
    /// Deletes what was made; whether it is gone.
    pub(super) fn delete(&self, target: &Target, path: &str) -> bool {
        let gone = self.deletes.delete(target, path);
        if gone && let Some(journal) = &self.journal {
            journal.deleted(path);
        }
        gone
    }
}

/// Sends requests, records them, and looks at the answers.
pub(super) struct Wire {
    pub(super) target: Target,
    /// Of the application itself, where that is another client.
    application: Option<Target>,
    pub(super) clock: Clock,
    pub(super) spaces_as_plus: bool,
    /// How many exchanges are kept.
    pub(super) keep: usize,
    pub(super) run: Run,
    secrets: Secrets,
    exchanges: Vec<(Who, Recorded)>,
    findings: Vec<Finding>,
    made: Vec<String>,
    requests: u64,
    unanswered: u32,
}

impl Wire {
    pub(super) fn new(target: Target) -> Self {
        Self {
            secrets: target.secrets().clone(),
            target,
            application: None,
            clock: Clock::new(),
            spaces_as_plus: false,
            keep: usize::MAX,
            run: Run::default(),
            exchanges: Vec::new(),
            findings: Vec::new(),
            made: Vec::new(),
            requests: 0,
            unanswered: 0,
        }
    }

    /// What was sent by whom, and what came back.
    pub(super) fn exchanges(&self) -> impl Iterator<Item = (Who, &Recorded)> {
        self.exchanges.iter().map(|(who, recorded)| (*who, recorded))
    }

    pub(super) fn into_exchanges(self) -> Vec<Recorded> {
        self.exchanges.into_iter().map(|(_, recorded)| recorded).collect()
    }

    pub(super) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    pub(super) fn find(&mut self, finding: Finding) {
        if !self.findings.iter().any(|known| known.text == finding.text) {
            self.findings.push(finding);
        }
    }

    /// Where the application itself is another client.
    pub(super) fn also_as(&mut self, application: Option<&Target>) {
        self.application = application.cloned();
        self.secrets = self.credentials();
    }

    fn credentials(&self) -> Secrets {
        let mut secrets = self.target.secrets().clone();
        if let Some(application) = &self.application {
            secrets.extend(application.secrets());
        }
        secrets
    }

    /// A text without credentials, and without the passwords so far.
    pub(super) fn hide(&self, text: &str) -> String {
        self.secrets.hide(text)
    }

    /// How many requests there were.
    pub(super) const fn requests(&self) -> u64 {
        self.requests
    }

    /// The number of the last exchange.
    pub(super) const fn last(&self) -> usize {
        self.exchanges.len().saturating_sub(1)
    }

    /// What was made and not deleted, the newest last, as paths.
    pub(super) fn take_made(&mut self) -> Vec<String> {
        std::mem::take(&mut self.made)
    }

    /// Sends a request; waits, on the clock, as long as the answer is `429`.
    pub(super) fn send(&mut self, who: Who, ask: &Ask) -> Result<Answer, Trouble> {
        let mut wait = Duration::ZERO;
        for attempt in 1..=ATTEMPTS {
            let answer = self.exchange(who, ask)?;
            if answer.status() != 429 {
                return Ok(answer);
            }
            let asked = answer.header("retry-after").and_then(|text| text.trim().parse().ok());
            wait = asked.map_or(PAUSE, Duration::from_secs).max(wait.saturating_mul(2));
            if attempt < ATTEMPTS {
                self.clock.wait_unless(wait, || self.is_interrupted());
            }
        }
        Err(Trouble::Limited(self.last()))
    }

    fn is_interrupted(&self) -> bool {
        self.run.interrupted.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    fn exchange(&mut self, who: Who, ask: &Ask) -> Result<Answer, Trouble> {
        if self.is_interrupted() {
            return Err(Trouble::Interrupted);
        }
        if self.unanswered >= UNANSWERED {
            let reason = "the server does not answer any more".to_owned();
            return Err(Trouble::Silent(reason, self.last()));
        }
        let target = match (who, &self.application) {
            (Who::Observer, Some(application)) => application,
            _ => &self.target,
        };
        if !target.may_be_written() {
            let url = self.secrets.hide(target.url());
            return Err(Trouble::Refused(format!(
                "`{url}` is not on this machine: allow it with `Target::allow_writes`"
            )));
        }
        if let Some(reason) = self.not_made(ask) {
            return Err(Trouble::Refused(reason));
        }
        if self.exchanges.len() >= self.keep {
            self.exchanges.clear();
            // nor are the passwords in them, which would be ever more
            self.secrets = self.credentials();
        }
        self.requests += 1;
        let index = self.exchanges.len();
        let uri = ask.uri();
        let uri = if self.spaces_as_plus { uri.replace("%20", "+") } else { uri };
        let request = target.url_of(&uri).and_then(|url| request(who, target, &url, ask));
        let Some(request) = request else {
            let reason = format!("`{}{uri}` cannot be sent", target.url());
            return Err(Trouble::Silent(self.secrets.hide(&reason), self.last()));
        };
        self.secrets.learn(request.body());
        let mut recorded = Recorded::sent(&request, &self.secrets);
        let intent = self.run.journal.as_ref().and_then(|_| self.intent(ask));
        if let (Some(journal), Some(intent)) = (&self.run.journal, &intent) {
            journal.intended(intent);
        }
        let (began, before) = (Instant::now(), self.clock.passed());
        let result = target.send(request);
        let took = began.elapsed() + self.clock.passed().saturating_sub(before);
        let read = match result {
            Ok(_) if took > TIMEOUT => Err(format!("no answer within {} s", TIMEOUT.as_secs())),
            Ok(response) => decoded(response, target.limit()),
            Err(error) => Err(error.to_string()),
        };
        let error = match read {
            Ok(response) => {
                self.unanswered = 0;
                self.secrets.learn(response.body());
                recorded.answered(&response, &self.secrets);
                return Ok(self.answered(who, ask, recorded, response, intent.as_ref()));
            }
            Err(error) => self.secrets.hide(&error),
        };
        self.unanswered += 1;
        recorded.error = Some(error.clone());
        self.exchanges.push((who, recorded));
        Err(Trouble::Silent(error, index))
    }

    fn answered(
        &mut self,
        who: Who,
        ask: &Ask,
        recorded: Recorded,
        response: Response<Bytes>,
        intent: Option<&Intent>,
    ) -> Answer {
        let answer = Answer::read(response, &recorded, self.exchanges.len(), None);
        self.exchanges.push((who, recorded));
        self.note(ask, &answer, intent);
        if who == Who::Okta {
            for finding in look::at(ask, &answer) {
                self.find(finding);
            }
        }
        answer
    }
}

/// The id of a resource, if it can be part of a URL: never a segment that means another.
pub(super) fn usable_id(resource: &Value) -> Option<&str> {
    let id = crate::live::member(resource, "id")?.as_str()?;
    (!id.is_empty() && id != "." && id != "..").then_some(id)
}

fn request(who: Who, target: &Target, url: &str, ask: &Ask) -> Option<Request<Bytes>> {
    let mut request = Request::builder().method(ask.method.clone()).uri(url);
    let headers = request.headers_mut()?;
    headers.extend(target.headers().clone());
    match who {
        Who::Okta => as_okta(headers, ask.body.is_some()),
        Who::Observer => {
            headers.insert(ACCEPT, HeaderValue::from_static("application/scim+json"));
        }
    }
    if let Some(value) = target.authorization() {
        headers.insert(AUTHORIZATION, value.clone());
    }
    for (name, value) in &ask.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        if who == Who::Observer || name != CONTENT_TYPE {
            headers.insert(name, HeaderValue::from_str(value).ok()?);
        }
    }
    request.body(ask.body.clone().map(Bytes::from).unwrap_or_default()).ok()
}

/// The headers of every request of Okta.
fn as_okta(headers: &mut HeaderMap, has_body: bool) {
    for (name, value) in [
        (ACCEPT, "application/scim+json"),
        (ACCEPT_CHARSET, "utf-8"),
        (ACCEPT_ENCODING, "gzip,deflate"),
        (CONNECTION, "Keep-Alive"),
        (USER_AGENT, AGENT),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if has_body {
        let media_type = HeaderValue::from_static("application/scim+json; charset=utf-8");
        headers.insert(CONTENT_TYPE, media_type);
    }
}
