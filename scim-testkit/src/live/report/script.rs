//! Exchanges as a shell script that repeats them: the ids and versions that the server gave are
//! variables.

use crate::live::Recorded;
use serde_json::Value;

/// A script that sends the requests again, in order.
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
            again.url = again.url.replace(&format!("/{id}"), &format!("/$ID{}", index + 1));
        }
        let command = again.curl();
        match created(exchange) {
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
    let reply = exchange.reply.as_ref().filter(|reply| reply.status == 201)?;
    let body: Value = serde_json::from_str(&reply.body).ok()?;
    body.get("id").and_then(Value::as_str).map(str::to_owned)
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
