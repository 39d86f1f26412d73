//! JSON text with references to resources that other operations create.

use super::Names;
use super::place::Place;
use super::scan::{self, Found};
use crate::write::text::percent_encode;
use std::fmt;
use std::ops::Range;

/// A JSON text and where it refers to operations of the same request (RFC 7644 section 3.7.2).
pub(super) struct Template<'a> {
    text: &'a str,
    holes: Vec<Hole>,
    /// A reference to no operation.
    pub(super) unknown: Option<String>,
}

/// A string that stands for an id, or for a URI that ends in one.
struct Hole {
    range: Range<usize>,
    prefix: String,
    operation: usize,
}

impl fmt::Debug for Template<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // the text may hold a password
        f.debug_struct("Template")
            .field("bytes", &self.text.len())
            .field("references", &self.holes.len())
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}

impl<'a> Template<'a> {
    /// Finds the references where the schema has any ([`Place`]): a string `bulkId:x`, which is one
    /// by its form, and a URI that ends in `/bulkId:x`, as in `$ref`, where an operation has that
    /// bulkId.
    pub(super) fn parse(text: &'a str, names: &Names, place: Place) -> Self {
        let mut template = Self { text, holes: Vec::new(), unknown: None };
        for Found { range, value } in scan::references(text, place) {
            if let Some(name) = value.strip_prefix("bulkId:") {
                match names.get(name) {
                    Some(operation) => {
                        let operation = *operation;
                        template.holes.push(Hole { range, prefix: String::new(), operation });
                    }
                    None => {
                        let unknown = template.unknown.take();
                        template.unknown = unknown.or_else(|| Some(name.to_owned()));
                    }
                }
            } else if let Some((base, name)) = value.rsplit_once("/bulkId:")
                && let Some(operation) = names.get(name)
            {
                let (prefix, operation) = (format!("{base}/"), *operation);
                template.holes.push(Hole { range, prefix, operation });
            }
        }
        template
    }

    /// The operations that it refers to.
    pub(super) fn operations(&self) -> impl Iterator<Item = usize> {
        self.holes.iter().map(|hole| hole.operation)
    }

    /// Appends the text with the ids that `id` knows in place of the references, until there are
    /// more than `most` bytes: a store may make ids of what a client gives, and a long one can be
    /// referred to often.
    ///
    /// # Errors
    /// The first operation whose id is not known.
    pub(super) fn fill<'i>(
        &self,
        out: &mut String,
        id: impl Fn(usize) -> Option<&'i str>,
        most: usize,
    ) -> Result<(), usize> {
        let mut written = 0;
        for hole in &self.holes {
            if out.len() > most {
                return Ok(());
            }
            let id = id(hole.operation).ok_or(hole.operation)?;
            out.push_str(self.text.get(written..hole.range.start).unwrap_or_default());
            let mut value = hole.prefix.clone();
            if value.is_empty() {
                value.push_str(id);
            } else {
                percent_encode(&mut value, id);
            }
            // a string in the filter of a path is within a string, where quotes are escaped
            if self.text.as_bytes().get(hole.range.start) == Some(&b'\\') {
                push_inside(out, &value);
            } else {
                push_string(out, &value);
            }
            written = hole.range.end;
        }
        out.push_str(self.text.get(written..).unwrap_or_default());
        Ok(())
    }
}

/// Appends a JSON string.
pub(super) fn push_string(out: &mut String, text: &str) {
    // a string is always JSON
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// Appends a JSON string within a JSON string.
fn push_inside(out: &mut String, text: &str) {
    let (mut inner, mut outer) = (String::new(), String::new());
    push_string(&mut inner, text);
    push_string(&mut outer, &inner);
    let within = outer.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    out.push_str(within.unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::ScimResource;
    use crate::rfc::{Group, User};

    fn names() -> Names {
        Names::from([("a".into(), 0), ("b\"ü".into(), 1), ("c".into(), 2)])
    }

    fn filled(text: &str, place: Place) -> Result<String, usize> {
        let mut out = String::new();
        let ids = [Some("7"), Some("x/\"y"), None];
        let template = Template::parse(text, &names(), place);
        template.fill(&mut out, |operation| ids[operation], usize::MAX)?;
        Ok(out)
    }

    #[test]
    fn debug_has_no_text() {
        let text = r#"{"password":"hunter2","members":[{"value":"bulkId:a"}]}"#;
        let template = Template::parse(text, &names(), Place::Resource(Group::NODES));
        let shown = format!("{template:?}");
        assert_eq!(shown, "Template { bytes: 55, references: 1, unknown: None, .. }");
    }

    /// 7644-3.7.2-01, -02: values, in whatever spelling JSON has for them, and nothing else.
    #[test]
    fn references_are_replaced() {
        let group = Place::Resource(Group::NODES);
        for (text, expected) in [
            (
                r#"{"members":[{"value":"bulkId:a"}, {"VALUE" : "bulkId:b\"ü"}]}"#,
                r#"{"members":[{"value":"7"}, {"VALUE" : "x/\"y"}]}"#,
            ),
            (
                r#"{"members":{"value" : "\u0062ulkId:a","k":[true]}}"#,
                r#"{"members":{"value" : "7","k":[true]}}"#,
            ),
            // one given as its value alone, with objects and lists beside it
            (
                r#"{"members":["bulkId:a",{"value":"bulkId:a"},["bulkId:a"],"bulkId:a"]}"#,
                r#"{"members":["7",{"value":"7"},["7"],"7"]}"#,
            ),
            (
                r#"{"M\u0065mbers" : [{"v\u0061lue"
                    :"bulkId:a"}]}"#,
                r#"{"M\u0065mbers" : [{"v\u0061lue"
                    :"7"}]}"#,
            ),
            (
                r#"{"members":[{"$ref":"../Users/bulkId:b\"ü"}]}"#,
                r#"{"members":[{"$ref":"../Users/x%2F%22y"}]}"#,
            ),
        ] {
            assert_eq!(filled(text, group).as_deref(), Ok(expected));
        }
        // names, other texts and URIs of nothing known stay, and what is no reference
        for text in [
            r#"{"members":[{"bulkId:a" :"\\","value":"my bulkId:a"}]}"#,
            r#"{"members":[{"$ref":"/Users/bulkId:z"}]}"#,
            r#"{"displayName":"bulkId:a","members":[{"display":"bulkId:a","x":{"value":"bulkId:a"}}]}"#,
            r#"{"value":"bulkId:a","members":["x",{}],"x":[[{"value":"bulkId:a"}]]}"#,
            r#"{"members":[{"":"bulkId:a","x":{"value":"bulkId:a"}},{"value":{"value":"bulkId:a"}}]}"#,
            r#""bulkId:a""#,
            "",
        ] {
            assert_eq!(filled(text, group).as_deref(), Ok(text));
        }
        let two = r#"{"members":[{"value":"bulkId:a"},{"value":"bulkId:c"}]}"#;
        assert_eq!(filled(two, group), Err(2));
    }

    /// 7644-3.7.2-02, -04: in extensions, and in what a PATCH writes, wherever its path stands.
    #[test]
    fn references_of_a_patch_are_replaced() {
        let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        let at = |path: &str, value: &str| {
            format!(r#"{{"Operations":[{{"value":{value},"path":"{path}","op":"add"}}]}}"#)
        };
        let none = |value: &str| format!(r#"{{"operations":[{{"op":"add","value":{value}}}]}}"#);
        let (user, group) = (Place::Patch(User::NODES), Place::Patch(Group::NODES));
        for (place, text, is_reference) in [
            (group, at("members", r#"[{"value":"bulkId:a"}]"#), true),
            (group, at("members", r#"{"value":"bulkId:a"}"#), true),
            (group, at(r#"members[type eq \"User.]\"].value"#, r#""bulkId:a""#), true),
            (group, none(r#"{"members":[{"value":"bulkId:a"}]}"#), true),
            (group, at("", r#"{"members":["bulkId:a",{"x":1},"bulkId:a"]}"#), true),
            (group, at(r"m\u0065mbers", r#"["bulkId:a"]"#), true),
            (group, at("members", r#"{"display":"bulkId:a"}"#), false),
            (group, at("displayName", r#""bulkId:a""#), false),
            (group, none(r#"{"displayName":"bulkId:a"}"#), false),
            (group, none(r#""bulkId:a""#), false),
            (user, at(&format!("{urn}:manager"), r#""bulkId:a""#), true),
            (user, at(&format!("{urn}:manager.value"), r#""bulkId:a""#), true),
            (user, at(urn, r#"{"manager":{"value":"bulkId:a"}}"#), true),
            (user, at("manager", r#"{"value":"bulkId:a"}"#), true),
            (user, none(&format!(r#"{{"{urn}":{{"manager":{{"value":"bulkId:a"}}}}}}"#)), true),
            (user, none(&format!(r#"{{"{urn}:manager.value":"bulkId:a"}}"#)), true),
            (user, at("password", r#""bulkId:a""#), false),
            (user, none(r#"{"password":"bulkId:a"}"#), false),
            (user, at(&format!("{urn}:department"), r#""bulkId:a""#), false),
            // URNs of no extension, one as long and one longer
            (user, at(&urn.replace("2.0", "3.0"), r#"{"manager":{"value":"bulkId:a"}}"#), false),
            (user, at(&format!("{urn}manager"), r#"{"value":"bulkId:a"}"#), false),
        ] {
            let expected = if is_reference { text.replace("bulkId:a", "7") } else { text.clone() };
            assert_eq!(filled(&text, place).as_deref(), Ok(&*expected));
            // and what is none is not told as one either
            let unknown = Template::parse(&text, &Names::new(), place).unknown;
            assert_eq!(unknown.as_deref(), is_reference.then_some("a"), "{text}");
        }
    }

    /// 7644-3.7.2-02: what the filter of a path compares with, in a string within a string.
    #[test]
    fn references_in_a_path_are_replaced() {
        let group = Place::Patch(Group::NODES);
        let text = r#"{"Operations":[
            {"op":"remove","path":"members[value eq \"bulkId:a\" or value eq \"bulkId:b\\\"ü\"]"},
            {"path":"members[$ref eq \"../Users/bulkId:b\\\"ü\"].value","value":"bulkId:a"},
            {"path":"members[display eq \"bulkId:a\"]","note":"members[value eq \"bulkId:a\"]"}],
            "path":"members[value eq \"bulkId:a\"]"}"#;
        let expected = r#"{"Operations":[
            {"op":"remove","path":"members[value eq \"7\" or value eq \"x/\\\"y\"]"},
            {"path":"members[$ref eq \"../Users/x%2F%22y\"].value","value":"7"},
            {"path":"members[display eq \"bulkId:a\"]","note":"members[value eq \"bulkId:a\"]"}],
            "path":"members[value eq \"bulkId:a\"]"}"#;
        assert_eq!(filled(text, group).as_deref(), Ok(expected));
        let unknown = Template::parse(text, &Names::new(), group).unknown;
        assert_eq!(unknown.as_deref(), Some("a"));
        // an operation waits for those that its path names
        let waits: Vec<_> = Template::parse(text, &names(), group).operations().collect();
        assert_eq!(waits, [0, 1, 1, 0]);
    }

    /// Each operation has its own path, the last that it gives; other objects are none, and nothing
    /// but its value is written.
    #[test]
    fn each_operation_writes_where_its_path_says() {
        let text = r#"{"x":[{"path":"members"}],"Operations":[{"value":"bulkId:a"},
            {"value":"bulkId:a","path":"members"},{"path":"members","path":"displayName",
            "value":"bulkId:a","x":{"path":"members"}},{"value":{"members":"bulkId:a"}},
            {"path":null,"value":{"members":[{"value":"bulkId:a"}]}},
            {"path":"members","op":"bulkId:a","note":["bulkId:a"]}],"value":"bulkId:a"}"#;
        let expected = text
            .replace(r#"{"value":"bulkId:a","path""#, r#"{"value":"7","path""#)
            .replace(r#"{"members":"bulkId:a""#, r#"{"members":"7""#)
            .replace(r#"[{"value":"bulkId:a"}]"#, r#"[{"value":"7"}]"#);
        assert_eq!(filled(text, Place::Patch(Group::NODES)), Ok(expected));
    }

    /// 7644-3.7.4-01: what is too long to be taken is not made.
    #[test]
    fn a_text_ends_where_it_is_too_long() {
        let text = format!(r#"{{"members":["{}"]}}"#, ["bulkId:a"; 1000].join(r#"",""#));
        let template = Template::parse(&text, &names(), Place::Resource(Group::NODES));
        let (mut out, id) = (String::new(), "x".repeat(1000));
        assert_eq!(template.fill(&mut out, |_| Some(&id), 10_000), Ok(()));
        assert!((10_001..12_000).contains(&out.len()), "{}", out.len());
        // what has no end is always longer than that, so nobody takes it for whole
        let text = r#"{"members":["bulkId:a","bulkId:a"]}"#;
        let template = Template::parse(text, &names(), Place::Resource(Group::NODES));
        let whole = filled(text, Place::Resource(Group::NODES)).unwrap();
        for most in 0..=whole.len() {
            let mut out = String::new();
            assert_eq!(template.fill(&mut out, |_| Some("7"), most), Ok(()));
            assert!(out == whole || out.len() > most, "{most}: {out}");
        }
    }
}
