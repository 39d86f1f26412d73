//! Attribute paths as `#[scim(path = "..")]` gives them (RFC 7644 section 3.10), with at most one
//! selector: `emails[type eq "work"].value`.

/// A path in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path<'a> {
    /// The URN or the name of a schema.
    pub(crate) schema: Option<&'a str>,
    pub(crate) attribute: &'a str,
    pub(crate) selector: Option<Selector<'a>>,
    pub(crate) sub_attribute: Option<&'a str>,
}

/// What chooses one element of a multi-valued attribute: `[type eq "work"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selector<'a> {
    pub(crate) sub_attribute: &'a str,
    pub(crate) value: Literal<'a>,
}

/// A value in a selector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Literal<'a> {
    String(&'a str),
    Boolean(bool),
}

impl<'a> Path<'a> {
    /// Splits a path.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(crate) fn parse(text: &'a str) -> Result<Self, String> {
        let (head, selector, tail) = match text.split_once('[') {
            None => (text, None, None),
            Some((head, rest)) => {
                let (selector, tail) = Selector::parse(rest)?;
                let tail = match (tail, tail.strip_prefix('.')) {
                    ("", _) => None,
                    (_, Some(tail)) => Some(tail),
                    (_, None) => {
                        return Err(format!(
                            "expected `.` and a sub-attribute after `]`, found `{tail}`"
                        ));
                    }
                };
                (head, Some(selector), tail)
            }
        };
        // the URN ends at the last colon: no attribute name contains one
        let (schema, names) = match head.rsplit_once(':') {
            Some((schema, names)) => (Some(schema), names),
            None => (None, head),
        };
        let (attribute, sub_attribute) = match (names.split_once('.'), tail) {
            (Some((attribute, sub)), _) => match &selector {
                Some(Selector { sub_attribute, .. }) => {
                    return Err(format!(
                        "a selector goes after the attribute: write `{attribute}[{sub_attribute} eq ..].{sub}`"
                    ));
                }
                None => (attribute, Some(sub)),
            },
            (None, tail) => (names, tail),
        };
        for name in [Some(attribute), sub_attribute].into_iter().flatten() {
            match name.split_once('.') {
                Some((first, _)) if sub_attribute == Some(name) => {
                    return Err(format!("`{name}` is too deep: write `{attribute}.{first}`"));
                }
                _ => check_name(name)?,
            }
        }
        if schema.is_some_and(|schema| !is_schema(schema)) {
            return Err(format!(
                "`{}` is neither the URN nor the name of a schema: write `EnterpriseUser:..` or a URN",
                schema.unwrap_or_default()
            ));
        }
        Ok(Self { schema, attribute, selector, sub_attribute })
    }
}

impl<'a> Selector<'a> {
    /// The selector at the start of what follows `[`, and what follows `]`.
    fn parse(text: &'a str) -> Result<(Self, &'a str), String> {
        let mut rest = text.trim_start_matches(' ');
        let name = take(&mut rest, |c| c != ' ' && c != ']');
        check_name(name)?;
        let operator = take(&mut rest, |c| c != ' ' && c != ']');
        if operator != "eq" {
            let found = format!("{name} {operator}");
            let found = found.trim_end();
            return Err(format!("`[{found}` is no selector: write `[{name} eq \"..\"]`"));
        }
        let value = if let Some(quoted) = rest.strip_prefix('"') {
            let Some((value, after)) = quoted.split_once('"') else {
                return Err(format!("`[{text}` has no closing `\"`: write `[{name} eq \"work\"]`"));
            };
            if value.is_empty() || value.contains(|c: char| c == '\\' || c.is_control()) {
                return Err(format!(
                    "`[{text}` has a text that is empty or has escapes: write `[{name} eq \"work\"]`"
                ));
            }
            rest = after;
            Literal::String(value)
        } else {
            match take(&mut rest, |c| c != ' ' && c != ']') {
                "true" => Literal::Boolean(true),
                "false" => Literal::Boolean(false),
                other => {
                    return Err(format!(
                        "a selector compares with text, `true` or `false`, not with `{other}`: write `{name} eq \"{other}\"`"
                    ));
                }
            }
        };
        let rest = rest.trim_start_matches(' ');
        match rest.strip_prefix(']') {
            Some(rest) => Ok((Self { sub_attribute: name, value }, rest)),
            None => Err(match rest.split_once(']') {
                Some((more, _)) => format!(
                    "a selector is one comparison: write `[{name} eq ..]` without `{}`",
                    more.trim_end_matches(' ')
                ),
                None => format!("`[{text}` has no closing `]`: write `[{name} eq \"work\"]`"),
            }),
        }
    }
}

fn take<'a>(rest: &mut &'a str, accept: impl Fn(char) -> bool) -> &'a str {
    let end = rest.find(|c| !accept(c)).unwrap_or(rest.len());
    let (taken, after) = rest.split_at(end);
    *rest = after.trim_start_matches(' ');
    taken
}

/// Whether this is the name of an attribute (RFC 7643 section 2.1, 7643-2.1-03; `$ref` by erratum
/// 8924).
pub(crate) fn check_name(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("an attribute name is missing: write one such as `userName`".to_owned());
    }
    let rest = name.strip_prefix('$').unwrap_or(name);
    if rest.starts_with(|c: char| c.is_ascii_alphabetic())
        && rest.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'$' | b'-' | b'_'))
    {
        return Ok(());
    }
    Err(format!(
        "`{name}` is not an attribute name: write a letter, then letters, digits, `-` and `_`"
    ))
}

fn is_schema(schema: &str) -> bool {
    check_name(schema).is_ok() || check_urn(schema).is_ok()
}

/// Whether this is a URN (RFC 8141, without its optional components).
pub(crate) fn check_urn(urn: &str) -> Result<(), String> {
    let bad = |why: &str| {
        Err(format!("`{urn}` is not a URN such as `urn:example:scim:schemas:2.0:Badge`: {why}"))
    };
    let Some(rest) =
        urn.get(..4).filter(|start| start.eq_ignore_ascii_case("urn:")).and(urn.get(4..))
    else {
        return bad("it starts with `urn:`");
    };
    let Some((namespace, specific)) = rest.split_once(':') else {
        return bad("a namespace and a name follow `urn:`");
    };
    let alphanumeric = |c: u8| c.is_ascii_alphanumeric();
    if namespace.len() < 2
        || !namespace.bytes().all(|c| alphanumeric(c) || c == b'-')
        || namespace.starts_with('-')
        || namespace.ends_with('-')
    {
        return bad("its namespace is at least two letters, digits or `-`");
    }
    if specific.is_empty()
        || !specific.bytes().all(|c| alphanumeric(c) || b"-._~%!$&'()*+,;=:@/".contains(&c))
    {
        return bad("its name has characters that a URN cannot have, or none");
    }
    // a path names an attribute after the last colon
    if specific.ends_with(':') {
        return bad("it ends with a colon");
    }
    Ok(())
}

#[cfg(test)]
mod tests;
