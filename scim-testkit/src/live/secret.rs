//! What no output may have.

/// Texts, and what is shown in their place.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Vec<(String, String)>);

impl Secrets {
    /// Adds one. Very short ones are part of any text; nothing but their headers has them.
    pub(crate) fn add(&mut self, secret: &str, shown: &str) {
        if secret.len() >= 6 {
            self.0.push((secret.to_owned(), shown.to_owned()));
        }
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
