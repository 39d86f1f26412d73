//! What operations change, by their paths.

use super::resolve::find_node;
use super::{Op, PatchOperation};
use crate::changes::{ChangedPath, Changes};
use crate::json;
use crate::resource::Flags;

impl Changes {
    /// What these operations change, for a store that did to its rows what they say, and applied them
    /// to no resource: the paths of their attributes, each once; of a multi-valued attribute its name
    /// alone, and of an extension the attributes in the value. Leave out what turned out to
    /// change no row, as an update [without changes](Self::is_empty) is no write.
    ///
    /// ```
    /// use scim_schema::changes::Changes;
    /// use scim_schema::{dialect::Dialect, edit::Patch, rfc::User};
    ///
    /// let body = r#"{
    ///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    ///     "Operations": [
    ///         { "op": "replace", "path": "name.givenName", "value": "Barbara" },
    ///         { "op": "remove", "path": "emails[type eq \"work\"].display" }
    ///     ]
    /// }"#;
    /// let patch = Patch::<User>::new(body, Dialect::RFC)?;
    /// let operations = patch.operations()?;
    /// assert_eq!(Changes::of(&operations).paths(), ["name.givenName", "emails"]);
    ///
    /// // no row of `emails` had it
    /// let told = operations.iter().filter(|operation| operation.attribute() != "emails");
    /// assert!(!Changes::of(told).touches("emails"));
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    #[must_use]
    pub fn of<'o, 'b: 'o>(operations: impl IntoIterator<Item = &'o PatchOperation<'b>>) -> Self {
        let mut changes = Self::default();
        for operation in operations {
            operation.record(&mut changes);
        }
        changes
    }
}

impl PatchOperation<'_> {
    fn record(&self, changes: &mut Changes) {
        let node = self.target.node;
        let value =
            self.value.filter(|_| self.op != Op::Remove && node.flags.has(Flags::EXTENSION));
        let mut merges = false;
        json::members(value.unwrap_or_default(), &mut |name, _| {
            merges = true;
            let inner = find_node(node.nodes(), name);
            if let Some(inner) = inner.filter(|inner| !inner.flags.has(Flags::READ_ONLY)) {
                changes.record_once(ChangedPath::new(Some(node), inner));
            }
        });
        if merges {
            return;
        }
        let path = ChangedPath::new(self.target.extension, node);
        let several = node.flags.has(Flags::MULTI_VALUED);
        let part = self.target.sub_attribute.filter(|_| !several);
        let part = part.and_then(|attribute| find_node(node.nodes(), &attribute.name));
        changes.record_once(part.map_or(path, |part| path.sub_attribute(part)));
    }
}
