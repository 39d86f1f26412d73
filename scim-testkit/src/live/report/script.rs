//! Exchanges as a shell script that repeats them: the ids and versions that the server gave are
//! variables.

use crate::live::Recorded;
use serde_json::Value;

/// Of an id that nothing else is part of, in bytes.
const LONG: usize = 8;

/// A script that does again what led to an exchange: what was written before, and it.
pub(super) fn until(exchanges: &[Recorded], shown: usize) -> String {
    let asked = exchanges.get(..=shown).unwrap_or(exchanges);
    let needed = asked.iter().enumerate().filter(|(at, one)| {
        *at == shown
            || one.method != "GET"
            || tag(one).is_some_and(|tag| asks(asked.get(*at..), tag))
    });
    let needed: Vec<Recorded> = needed.map(|(_, one)| one.clone()).collect();
    of(&needed)
}

/// A script that sends the requests again, in order, and shows what the last is answered.
pub(super) fn of(exchanges: &[Recorded]) -> String {
    let (mut ids, mut tags): (Vec<String>, Vec<String>) = Default::default();
    let mut script = String::new();
    for (at, exchange) in exchanges.iter().enumerate() {
        let mut again = exchange.clone();
        for (name, value) in &mut again.headers {
            let known = tags.iter().position(|tag| tag == value);
            if let Some(index) = known.filter(|_| name == "if-match") {
                *value = format!("$TAG{}", index + 1);
            }
        }
        for (index, id) in ids.iter().enumerate() {
            let name = format!("$ID{}", index + 1);
            again.url = again.url.replace(&format!("/{id}"), &format!("/{name}"));
            if id.len() >= LONG {
                again.url = again.url.replace(id, &name);
            }
        }
        let mut command = again.curl();
        for (index, id) in ids.iter().enumerate().filter(|(_, id)| id.len() >= LONG) {
            // in a body, which is in single quotes
            command = command.replace(id, &format!("'\"$ID{}\"'", index + 1));
        }
        let is_last = at + 1 == exchanges.len();
        match created(exchange).filter(|_| !is_last) {
            Some(id) => {
                ids.push(id);
                let find = r#"sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p'"#;
                let quiet = command.replacen("curl -i", "curl -s", 1);
                script.push_str(&format!("ID{}=$({quiet} | {find} | head -n 1)\n", ids.len()));
            }
            None => match tag(exchange).filter(|tag| asks(exchanges.get(at..), tag)) {
                Some(tag) if !tags.iter().any(|known| known == tag) => {
                    tags.push(tag.to_owned());
                    let find = r"sed -n 's/^[Ee][Tt][Aa][Gg]: *//p' | tr -d '\r'";
                    let head = command.replacen("curl -i", "curl -s -D - -o /dev/null", 1);
                    script.push_str(&format!("TAG{}=$({head} | {find})\n", tags.len()));
                }
                _ => script.push_str(&format!("{command}\n")),
            },
        }
    }
    script
}

fn created(exchange: &Recorded) -> Option<String> {
    let reply = exchange.reply.as_ref().filter(|reply| reply.status / 100 == 2)?;
    let body: Value = serde_json::from_str(&reply.body).ok()?;
    let id = body.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
    id.filter(|_| exchange.method == "POST").map(str::to_owned)
}

fn tag(exchange: &Recorded) -> Option<&str> {
    let headers = &exchange.reply.as_ref()?.headers;
    headers.iter().find(|(name, _)| name == "etag").map(|(_, value)| &**value)
}

/// Whether a later request is for a version.
fn asks(later: Option<&[Recorded]>, tag: &str) -> bool {
    let mut headers = later.into_iter().flatten().flat_map(|one| &one.headers);
    headers.any(|(name, value)| name == "if-match" && value == tag)
}
