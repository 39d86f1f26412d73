//! Look-ups: what a server has already, before Okta links or creates.

use super::org::Org;
use super::place::Place;
use super::provision::listed;
use super::task::Task;
use crate::live::{Answer, Ask};
use serde_json::{Value, json};

impl Org {
    /// Looks for what has a text in an attribute; the answer, and the first that has it. What is
    /// answered beside is somebody else's: to write to it would change what nobody asked for. `404`
    /// with an error says that there is none.
    pub(super) fn look_up(
        &mut self,
        what: &str,
        endpoint: &str,
        attribute: &str,
        text: &str,
    ) -> Result<(Answer, Option<Value>), Task> {
        let filter = format!("{attribute} eq {}", json!(text));
        let ask = Ask::get(endpoint).query("filter", &filter).query("startIndex", "1");
        let answer = self.ask(what, &ask.query("count", "100"))?;
        if answer.status() == 404 && answer.json().is_object() {
            let warning = "a search that finds nothing is answered 404; a list of none is what \
                           Okta's own test asks for";
            self.warn(warning, answer.index());
            return Ok((answer, None));
        }
        if !answer.is_success() {
            return Err(Task::of(what, &answer));
        }
        let all = listed(what, &answer)?;
        let place: Option<Place> = attribute.parse().ok();
        let is_meant = |one: &&Value| place.as_ref().is_some_and(|place| place.has(one, text));
        match all.iter().find(is_meant) {
            None if !all.is_empty() => {
                let others = endpoint.trim_matches('/').to_lowercase();
                let why = format!(
                    "the look-up answers {others} that were not asked for: none has that \
                     `{attribute}`"
                );
                Err(Task::unusable(what, why, &answer))
            }
            found => Ok((answer, found.cloned())),
        }
    }
}
