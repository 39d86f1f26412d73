//! What no output may have.

use crate::password;
use serde_json::Value;

const PASSWORD: &str = "$PASSWORD";

/// Texts, and what is shown in their place.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Vec<(String, String)>);

impl Secrets {
    /// Adds one. Very short ones are part of any text; nothing but their headers has them.
    pub(crate) fn add(&mut self, secret: &str, shown: &str) {
        if secret.len() >= 6 {
            self.push(secret, shown);
        }
    }

    fn push(&mut self, secret: &str, shown: &str) {
        if !self.0.iter().any(|(known, _)| known == secret) {
            // the longest first, as one may be the beginning of another
            let at = self.0.partition_point(|(known, _)| known.len() >= secret.len());
            self.0.insert(at, (secret.to_owned(), shown.to_owned()));
        }
    }

    /// Adds those of somebody else.
    pub(crate) fn extend(&mut self, other: &Self) {
        other.0.iter().for_each(|(secret, shown)| self.push(secret, shown));
    }

    /// Adds the passwords that a body sets or shows.
    pub(crate) fn learn(&mut self, body: &[u8]) {
        if !password::may_be_in(body) {
            return;
        }
        let Ok(mut json) = serde_json::from_slice::<Value>(body) else { return };
        password::each(&mut json, &mut |text| {
            self.add(text, PASSWORD);
            // as it is written
            let written = Value::from(text.as_str()).to_string();
            self.add(written.get(1..written.len() - 1).unwrap_or(""), PASSWORD);
            // a short one where it is a value, and not where it is a part of another
            if (1..6).contains(&text.len()) {
                self.push(&written, &format!("\"{PASSWORD}\""));
            }
        });
    }

    pub(crate) fn hide(&self, text: &str) -> String {
        let mut shown = text.to_owned();
        for (secret, name) in &self.0 {
            if shown.contains(secret.as_str()) {
                shown = shown.replace(secret.as_str(), name);
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::Secrets;

    #[test]
    fn one_that_begins_as_another_hides_none_of_it() {
        let mut secrets = Secrets::default();
        secrets.learn(br#"{"password":"hunter2"}"#);
        secrets.learn(br#"{"password":"hunter2!!"}"#);
        assert_eq!(secrets.hide("hunter2!! and hunter2"), "$PASSWORD and $PASSWORD");
    }
}
