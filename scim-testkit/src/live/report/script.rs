//! Exchanges as a shell script that repeats them: the ids that the server gave are variables.

use crate::live::Recorded;
use serde_json::Value;

/// A script that sends the requests again, in order.
pub(super) fn of(exchanges: &[Recorded]) -> String {
    let mut ids: Vec<String> = Vec::new();
    let mut script = String::new();
    for exchange in exchanges {
        let mut again = exchange.clone();
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
            None => script.push_str(&format!("{command}\n")),
        }
    }
    script
}

fn created(exchange: &Recorded) -> Option<String> {
    let reply = exchange.reply.as_ref().filter(|reply| reply.status == 201)?;
    let body: Value = serde_json::from_str(&reply.body).ok()?;
    body.get("id").and_then(Value::as_str).map(str::to_owned)
}
