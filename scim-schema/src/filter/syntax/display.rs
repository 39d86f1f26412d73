//! Filters as text.

use super::{Comparison, Expression, Literal, Operator, PatchPath, Present, ValuePath};
use std::fmt::{self, Display, Formatter, Write as _};

impl Display for Expression<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Or(terms) => chain(f, terms, " or ", |term| matches!(term, Self::Or(_))),
            Self::And(terms) => {
                chain(f, terms, " and ", |term| matches!(term, Self::Or(_) | Self::And(_)))
            }
            Self::Not(inner) => write!(f, "not ({inner})"),
            Self::Comparison(comparison) => comparison.fmt(f),
            Self::Present(present) => present.fmt(f),
            Self::ValuePath(path) => path.fmt(f),
        }
    }
}

fn chain<'a>(
    f: &mut Formatter<'_>,
    terms: &[Expression<'a>],
    separator: &str,
    grouped: impl Fn(&Expression<'a>) -> bool,
) -> fmt::Result {
    for (index, term) in terms.iter().enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        if grouped(term) { write!(f, "({term})") } else { term.fmt(f) }?;
    }
    Ok(())
}

impl Display for Comparison<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.attribute, self.operator, self.value)
    }
}

impl Display for Present<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} pr", self.attribute)
    }
}

impl Display for ValuePath<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.attribute, self.filter)
    }
}

impl Display for PatchPath<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.attribute.fmt(f)?;
        let Some(filter) = &self.filter else { return Ok(()) };
        write!(f, "[{filter}]")?;
        match self.sub_attribute {
            Some(name) => write!(f, ".{name}"),
            None => Ok(()),
        }
    }
}

impl Display for Operator {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Display for Literal<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Number(text) => f.write_str(text),
            Self::String(text) => {
                f.write_char('"')?;
                for c in text.chars() {
                    match c {
                        '"' | '\\' => write!(f, "\\{c}")?,
                        '\n' => f.write_str("\\n")?,
                        '\r' => f.write_str("\\r")?,
                        '\t' => f.write_str("\\t")?,
                        '\0'..' ' => write!(f, "\\u{:04x}", u32::from(c))?,
                        _ => f.write_char(c)?,
                    }
                }
                f.write_char('"')
            }
        }
    }
}
