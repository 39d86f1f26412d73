//! A POST for each event (RFC 8935).

use scim_schema::events::{Delivered, SecurityEvent, Sink};
use scim_schema::value::Secret;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{HeaderMap, StatusCode};

/// How long a receiver may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// As much of an answer as is read, in bytes.
const ANSWER: u64 = 64 << 10;
/// As much of what a receiver says as is logged, in characters.
const SHOWN: usize = 200;

/// Posts events to a URL.
pub(super) struct Push(Arc<To>);

struct To {
    agent: Agent,
    url: String,
    key: Option<Secret>,
    authorization: Option<Secret>,
}

impl Push {
    pub(super) fn new(url: &str, key: Option<Secret>, token: Option<Secret>) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // an event goes to whom the operator named, and to nobody else
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("scim-directory/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        let authorization = token.map(|token| Secret::new(format!("Bearer {}", token.expose())));
        Self(Arc::new(To { agent, url: url.to_owned(), key, authorization }))
    }
}

impl Sink for Push {
    async fn deliver(&mut self, event: &SecurityEvent) -> Delivered {
        let token = match &self.0.key {
            Some(key) => match event.to_jwt(key) {
                Ok(token) => token,
                Err(error) => return Delivered::failed(error.to_string()),
            },
            // the operator gave no key: a receiver knows this server by its connection, or by `token`
            None => event.to_unsecured_jwt(),
        };
        let to = self.0.clone();
        let posted = tokio::task::spawn_blocking(move || to.post(&token)).await;
        posted.unwrap_or_else(|_| Delivered::failed("the request was given up"))
    }
}

impl To {
    fn post(&self, token: &str) -> Delivered {
        let mut request = self
            .agent
            .post(&self.url)
            .header("content-type", "application/secevent+jwt")
            .header("accept", "application/json");
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization.expose());
        }
        match request.send(token) {
            Ok(mut response) => {
                let body = response.body_mut().with_config().limit(ANSWER).read_to_vec();
                let mut body = body.unwrap_or_default();
                // a receiver may quote what it refuses, and what it says is logged
                if let Some(authorization) = &self.authorization {
                    let secret = authorization.expose().trim_start_matches("Bearer ");
                    if !secret.is_empty() {
                        body = String::from_utf8_lossy(&body).replace(secret, "(..)").into_bytes();
                    }
                }
                outcome(response.status(), response.headers(), &body)
            }
            Err(error) => Delivered::failed(shown(&error.to_string())),
        }
    }
}

/// What an answer means. What the operator of either side can mend is tried again; what the
/// receiver says is wrong with the event is not.
fn outcome(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Delivered {
    if status.is_success() {
        return Delivered::Accepted;
    }
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    let reason = shown(&format!("{} {} {}", status.as_u16(), text("err"), text("description")));
    let mendable = matches!(text("err"), "invalid_key" | "authentication_failed" | "access_denied");
    if matches!(status.as_u16(), 400 | 413 | 422) && !mendable {
        return Delivered::Refused(reason);
    }
    let seconds = headers.get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    Delivered::Failed { reason, after: seconds.map(Duration::from_secs) }
}

/// What a receiver says, in a line.
fn shown(text: &str) -> String {
    text.trim().chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Delivered, Duration, HeaderMap, StatusCode, outcome};

    #[test]
    fn answers_are_understood() {
        let mut headers = HeaderMap::new();
        let mut is = |status: u16, body: &str, retry: Option<&str>| {
            headers.clear();
            if let Some(seconds) = retry {
                headers.insert("retry-after", seconds.parse().unwrap());
            }
            outcome(StatusCode::from_u16(status).unwrap(), &headers, body.as_bytes())
        };
        assert_eq!(is(202, "", None), Delivered::Accepted);
        assert_eq!(is(204, "x", None), Delivered::Accepted);
        let refused = is(400, r#"{"err":"invalid_audience","description":"not\nmine"}"#, None);
        assert_eq!(refused, Delivered::Refused("400 invalid_audience not mine".into()));
        for (status, body) in [
            (400, r#"{"err":"authentication_failed"}"#),
            (401, ""),
            (302, ""),
            (404, "<html>"),
            (500, "{"),
        ] {
            assert!(
                matches!(is(status, body, None), Delivered::Failed { after: None, .. }),
                "{status}"
            );
        }
        let busy = is(503, "", Some("7"));
        assert_eq!(
            busy,
            Delivered::Failed { reason: "503".into(), after: Some(Duration::from_secs(7)) }
        );
        let Delivered::Refused(reason) =
            is(400, &format!(r#"{{"err":"{}"}}"#, "x".repeat(9_999)), None)
        else {
            panic!()
        };
        assert_eq!(reason.len(), 200);
    }
}
