//! JSON text with references to resources that other operations create.

use super::Names;
use crate::write::text::percent_encode;
use std::ops::Range;

/// A JSON text and where it refers to operations of the same request (RFC 7644 section 3.7.2).
#[derive(Debug)]
pub(super) struct Template<'a> {
    text: &'a str,
    holes: Vec<Hole>,
    /// A reference to no operation.
    pub(super) unknown: Option<String>,
}

/// A string that stands for an id, or for a URI that ends in one.
#[derive(Debug)]
struct Hole {
    range: Range<usize>,
    prefix: String,
    operation: usize,
}

impl<'a> Template<'a> {
    /// Finds the references: a string `bulkId:x`, which is one by its form, and a URI that ends
    /// in `/bulkId:x`, as in `$ref`, where an operation has that bulkId. Names of members are
    /// none.
    pub(super) fn parse(text: &'a str, names: &Names) -> Self {
        let mut template = Self { text, holes: Vec::new(), unknown: None };
        let (mut begin, mut escaped, mut last) = (None, false, None);
        for (index, byte) in text.bytes().enumerate() {
            let Some(start) = begin else {
                match byte {
                    b'"' => {
                        template.string(last.take(), names);
                        begin = Some(index);
                    }
                    // what stands before a colon is a name
                    b':' => last = None,
                    _ => {}
                }
                continue;
            };
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    begin = None;
                    last = Some(start..index + 1);
                }
                _ => {}
            }
        }
        template.string(last, names);
        template
    }

    fn string(&mut self, range: Option<Range<usize>>, names: &Names) {
        let Some(range) = range else { return };
        let Some(json) = self.text.get(range.clone()) else { return };
        if !json.contains("bulkId:") && !json.contains('\\') {
            return;
        }
        let Ok(text) = serde_json::from_str::<String>(json) else { return };
        if let Some(name) = text.strip_prefix("bulkId:") {
            match names.get(name) {
                Some(operation) => {
                    let operation = *operation;
                    self.holes.push(Hole { range, prefix: String::new(), operation });
                }
                None => self.unknown = self.unknown.take().or_else(|| Some(name.to_owned())),
            }
        } else if let Some((base, name)) = text.rsplit_once("/bulkId:")
            && let Some(operation) = names.get(name)
        {
            let (prefix, operation) = (format!("{base}/"), *operation);
            self.holes.push(Hole { range, prefix, operation });
        }
    }

    /// The operations that it refers to.
    pub(super) fn operations(&self) -> impl Iterator<Item = usize> {
        self.holes.iter().map(|hole| hole.operation)
    }

    /// Appends the text with the ids that `id` knows in place of the references.
    ///
    /// # Errors
    /// The first operation whose id is not known.
    pub(super) fn fill<'i>(
        &self,
        out: &mut String,
        id: impl Fn(usize) -> Option<&'i str>,
    ) -> Result<(), usize> {
        let mut written = 0;
        for hole in &self.holes {
            let id = id(hole.operation).ok_or(hole.operation)?;
            out.push_str(self.text.get(written..hole.range.start).unwrap_or_default());
            let mut value = hole.prefix.clone();
            if value.is_empty() {
                value.push_str(id);
            } else {
                percent_encode(&mut value, id);
            }
            push_string(out, &value);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Result<String, usize> {
        let names = Names::from([("a".into(), 0), ("b\"ü".into(), 1), ("c".into(), 2)]);
        let mut out = String::new();
        let ids = [Some("7"), Some("x/\"y"), None];
        Template::parse(text, &names).fill(&mut out, |operation| ids[operation])?;
        Ok(out)
    }

    /// 7644-3.7.2-01, -02: values, in whatever spelling JSON has for them, and nothing else.
    #[test]
    fn references_are_replaced() {
        for (text, expected) in [
            (r#""bulkId:a""#, r#""7""#),
            (r#"["bulkId:a", "bulkId:b\"ü"]"#, r#"["7", "x/\"y"]"#),
            (r#"{"value" : "\u0062ulkId:a","k":[true]}"#, r#"{"value" : "7","k":[true]}"#),
            (r#"{"$ref":"../Users/bulkId:b\"ü"}"#, r#"{"$ref":"../Users/x%2F%22y"}"#),
            // names, other texts and URIs of nothing known stay
            (r#"{"bulkId:a" :"\\","b":"my bulkId:a"}"#, r#"{"bulkId:a" :"\\","b":"my bulkId:a"}"#),
            (r#""/Users/bulkId:z""#, r#""/Users/bulkId:z""#),
            ("", ""),
        ] {
            assert_eq!(filled(text).as_deref(), Ok(expected));
        }
        assert_eq!(filled(r#"["bulkId:a","bulkId:c"]"#), Err(2));
    }

    #[test]
    fn references_to_nothing_are_seen() {
        let unknown = |text| Template::parse(text, &Names::new()).unknown;
        assert_eq!(unknown(r#"{"bulkId:a":"bulkId:b"}"#).as_deref(), Some("b"));
        assert_eq!(unknown(r#"{"bulkId:a":"/bulkId:b"}"#), None);
    }
}
