//! One request of a check: as it is sent, and what becomes of the answer.

use super::Session;
use crate::live::answer::short;
use crate::live::encoding::decoded;
use crate::live::request::{Ask, Credentials};
use crate::live::suite::Client;
use crate::live::target::wait::{PATIENCE, left_alone, patiently, wait};
use crate::live::{Answer, Failure, Recorded, Stop, TransportError};
use bytes::Bytes;
use http::Request;
use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, HeaderName, HeaderValue};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// After so many requests without an answer in between, the others need not wait for theirs.
const UNANSWERED: usize = 20;

impl Session<'_> {
    /// Sends a request. A server that has too much to do (`429`, or `503` with `Retry-After`) is
    /// asked again, a minute later at most.
    ///
    /// # Errors
    /// When there is no whole answer, or the run was interrupted; skips where the server still has
    /// too much to do.
    pub(crate) fn send(&mut self, ask: &Ask) -> Result<Answer, Stop> {
        let shared = self.shared;
        let is_over = || shared.options.is_interrupted();
        match patiently(shared.target.pause(), PATIENCE, is_over, || self.exchange(ask))? {
            (answer, None) => Ok(answer),
            _ if is_over() => Err(Stop::Interrupted),
            // that says nothing of what is asked
            (_, Some(asked)) => Err(Stop::skipped(left_alone(asked))),
        }
    }

    /// The answer, and how long to wait before the request is sent again.
    fn exchange(&mut self, ask: &Ask) -> Result<(Answer, Option<Duration>), Stop> {
        if self.shared.options.is_interrupted() {
            return Err(Stop::Interrupted);
        }
        if self.shared.unanswered.load(Ordering::Relaxed) >= UNANSWERED {
            return Err(Stop::skipped("the server does not answer any more"));
        }
        let request = self.request(ask)?;
        let target = self.shared.target;
        let unpacks = request.headers().contains_key(ACCEPT_ENCODING);
        self.secrets.learn(request.body());
        let mut recorded = Recorded::sent(&request, &self.secrets);
        let index = self.exchanges.len();
        let intents = self.intents(ask);
        intents.iter().for_each(|intent| self.shared.journal.intended(intent));
        let mut sent = target.send(request);
        if sent.as_ref().is_err_and(TransportError::is_closed) && self.may_repeat(ask, &intents) {
            sent = target.send(self.request(ask)?);
        }
        let response = match sent.map_err(|error| error.to_string()) {
            Ok(response) if unpacks => decoded(response, target.limit()),
            response => response,
        };
        match response {
            Err(error) => {
                self.shared.unanswered.fetch_add(1, Ordering::Relaxed);
                recorded.error = Some(self.secrets.hide(&error));
                let line = recorded.line();
                self.exchanges.push(recorded);
                let failure = Failure::new("an answer", format!("none ({line})"));
                Err(Stop::Failed(failure.at(index)))
            }
            Ok(response) => {
                self.shared.unanswered.store(0, Ordering::Relaxed);
                self.secrets.learn(response.body());
                recorded.answered(&response, &self.secrets);
                let wait = wait(&response);
                let answer = Answer::read(response, &recorded, index, Some(self.discovery()));
                self.note(ask, &answer, &intents);
                self.shared.look(&recorded, &answer, &self.secrets);
                self.exchanges.push(recorded);
                Ok((answer, wait))
            }
        }
    }

    fn request(&self, ask: &Ask) -> Result<Request<Bytes>, Stop> {
        let target = self.shared.target;
        let uri = ask.uri();
        let url = target.url_of(&uri).ok_or_else(|| cannot_be_sent(&uri))?;
        let mut request = Request::builder().method(ask.method.clone()).uri(&url);
        if let Some(headers) = request.headers_mut() {
            headers.insert(ACCEPT, HeaderValue::from_static("application/scim+json"));
            let client = if ask.bare { &Client::PLAIN } else { &self.shared.client };
            for (name, value) in client.headers {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            match &ask.credentials {
                Credentials::Own => {
                    headers.extend(target.headers().clone());
                    if let Some(value) = target.authorization() {
                        headers.insert(AUTHORIZATION, value.clone());
                    }
                }
                Credentials::WithoutScheme => {
                    headers.extend(target.headers().clone());
                    if let Some(value) = target.authorization().and_then(without_scheme) {
                        headers.insert(AUTHORIZATION, value);
                    }
                }
                Credentials::None => {}
                Credentials::Other(value) => {
                    if let Ok(value) = HeaderValue::from_str(value) {
                        headers.insert(AUTHORIZATION, value);
                    }
                }
            }
            for (name, value) in &ask.headers {
                let plain = name == "content-type" && value == Client::PLAIN.media_type;
                let value = if plain { client.media_type } else { value };
                let name = HeaderName::from_bytes(name.as_bytes());
                if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
                    headers.insert(name, value);
                }
            }
        }
        let body = ask.body.clone().map(Bytes::from).unwrap_or_default();
        request.body(body).map_err(|_| cannot_be_sent(&uri))
    }
}

fn cannot_be_sent(uri: &str) -> Stop {
    Stop::skipped(format!("`{}` cannot be sent", short(uri)))
}

/// `Bearer x` as `x`.
fn without_scheme(value: &HeaderValue) -> Option<HeaderValue> {
    let (_, credentials) = value.to_str().ok()?.split_once(' ')?;
    let mut value = HeaderValue::from_str(credentials.trim()).ok()?;
    value.set_sensitive(true);
    Some(value)
}
