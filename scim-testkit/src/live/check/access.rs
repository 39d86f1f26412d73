//! Who may ask (RFC 7644 section 2).

use super::subject::set;
use super::{Check, Need, Verdict};
use crate::live::{Answer, Ask, Session, Stop};
use http::Method;
use serde_json::{Value, json};

const NEEDS: &[Need] = &[Need::Credentials];

pub(super) const CHECKS: &[Check] = &[
    Check::new("access.anonymous-read", "reading without a token is answered 401", &["7644-3.12-12", "7644-2-08"], |s| {
        let made = s.create()?;
        let endpoint = s.kind().endpoint().to_owned();
        for ask in [Ask::get(&endpoint), Ask::get(&made.path), Ask::get(format!("{endpoint}/{}", s.unique())), Ask::get(&endpoint).query("filter", "id pr")] {
            unknown(s, &ask.anonymous())?;
        }
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("access.anonymous-search", "`.search` without a token is answered 401", &["7644-3.12-12"], |s| {
        let path = format!("{}/.search", s.kind().endpoint());
        let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "count": 1});
        let known = s.send(&Ask::post(&path).json(&body))?;
        if known.status() != 200 {
            return Err(Stop::skipped("there is no `.search`"));
        }
        unknown(s, &Ask::post(&path).json(&body).anonymous())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("access.anonymous-write", "changing and deleting without a token is answered 401, and changes nothing", &["7644-3.12-12", "7644-2-08"], |s| writes(s, Ask::anonymous)).needs(NEEDS).each_type(),
    Check::new("access.anonymous-create", "creating without a token is answered 401, or is a registration", &["7644-2.2-01", "7644-3.12-12"], |s| {
        let body = s.minimal();
        let endpoint = s.kind().endpoint().to_owned();
        let answer = s.send(&Ask::post(endpoint).json(&body).anonymous())?;
        match answer.status() {
            401 => Ok(()),
            201 => Err(Stop::informed("anyone may create")),
            other => Err(answer.failed("401, or 201 where anyone may register", other.to_string())),
        }
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("access.anonymous-bulk", "a job without a token is answered 401", &["7644-3.12-12"], |s| {
        let path = format!("{}/{}", s.kind().endpoint(), s.unique());
        let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "DELETE", "path": path}]});
        unknown(s, &Ask::post("/Bulk").json(&body).anonymous())
    })
    .needs(&[Need::Credentials, Need::Bulk]),
    Check::new("access.wrong-token", "a wrong token is answered 401, and what has no token or no scheme 401 or 400", &["7644-3.12-12", "7644-2-08"], |s| {
        let made = s.create()?;
        let endpoint = s.kind().endpoint().to_owned();
        // RFC 6750 section 3.1 has 400 for what is malformed
        let (wrong, malformed): (&[u16], &[u16]) = (&[401], &[401, 400]);
        for (token, statuses) in [("Bearer scim-testkit-wrong", wrong), ("Bearer", malformed), ("Basic c2NpbTp0ZXN0a2l0", wrong), ("scim-testkit", malformed)] {
            for path in [&endpoint, &made.path] {
                s.send(&Ask::get(path.as_str()).authorization(token))?.expect_one_of(statuses)?;
            }
        }
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("access.wrong-token-write", "a write with a wrong token is answered 401, and changes nothing", &["7644-3.12-12", "7644-2-10"], |s| writes(s, |ask| ask.authorization("Bearer scim-testkit-wrong"))).needs(NEEDS).each_type(),
    Check::new("access.near-token", "a token with something behind it is answered 401", &["7644-3.12-12"], |s| {
        let Some(token) = s.target().authorization().and_then(|value| value.to_str().ok()).map(str::to_owned) else { return Err(Stop::skipped("there is no token")) };
        if !token.starts_with("Bearer ") {
            return Err(Stop::skipped("there is no bearer token"));
        }
        let endpoint = s.kind().endpoint().to_owned();
        unknown(s, &Ask::get(endpoint).authorization(&format!("{token}x")))
    })
    .needs(NEEDS),
    Check::new("access.challenge", "401 names the schemes in `WWW-Authenticate`", &["7644-2-07"], |s| {
        let endpoint = s.kind().endpoint().to_owned();
        let answer = s.send(&Ask::get(endpoint).anonymous())?;
        answer.expect_status(401)?;
        if answer.header("www-authenticate").is_some_and(|found| !found.is_empty()) { Ok(()) } else { Err(answer.failed("a header `WWW-Authenticate`", "none")) }
    })
    .needs(NEEDS),
    Check::new("access.config", "`/ServiceProviderConfig` can be read without a token", &["7643-5-15"], |s| {
        s.send(&Ask::get("/ServiceProviderConfig").anonymous())?.expect_status(200)?;
        Ok(())
    })
    .needs(&[Need::Credentials, Need::Config])
    .reads()
    .should(),
];

fn unknown(s: &mut Session<'_>, ask: &Ask) -> Verdict {
    s.send(ask)?.expect_status(401)?;
    Ok(())
}

fn writes(s: &mut Session<'_>, by: fn(Ask) -> Ask) -> Verdict {
    let text = s.any_string()?;
    let made = s.create()?;
    let before = s.read(&made)?;
    let mut body = made.sent.clone();
    set(&mut body, text.name(), json!("scim-testkit was here"));
    let patch = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": text.path(), "value": "scim-testkit was here"}]});
    let patched = s.discovery().config.as_ref().is_none_or(|config| config.patch.supported);
    let mut answers: Vec<Answer> = Vec::new();
    for (method, body) in
        [(Method::PUT, body), (Method::PATCH, patch), (Method::DELETE, Value::Null)]
    {
        if method == Method::PATCH && !patched {
            continue;
        }
        let ask = Ask::new(method, &made.path);
        let ask = if body.is_null() { ask } else { ask.json(&body) };
        answers.push(s.send(&by(ask))?);
    }
    let now = s.get(&made.path)?;
    for answer in &answers {
        answer.expect_status(401)?;
    }
    super::subject::same(&now, before.json(), &[])
}
