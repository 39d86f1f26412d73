//! Names of Rust for names of the wire.

use std::collections::BTreeSet;

/// The words that a field cannot have as its name without `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
/// Those that cannot have it with `r#` either.
const RESERVED: &[&str] = &["crate", "self", "super"];

/// Types that generated code names, or that other code of the same module is likely to.
const TYPES: &[&str] = &[
    "Arc",
    "Binary",
    "Box",
    "Clone",
    "Copy",
    "DateTime",
    "Debug",
    "Default",
    "Err",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Rc",
    "Reference",
    "Result",
    "Schema",
    "ScimComplex",
    "ScimEnum",
    "ScimExtension",
    "ScimResource",
    "ScimValue",
    "Secret",
    "Self",
    "Some",
    "String",
    "Vec",
];

/// Names that are taken.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// For the types of a module.
    pub(super) fn types() -> Self {
        Self(TYPES.iter().map(|name| (*name).to_owned()).collect())
    }

    /// The first of these that is free, or the last with a number.
    pub(super) fn take(&mut self, candidates: &[String], separator: &str) -> String {
        let numbered = (2..).flat_map(|number| {
            let last = candidates.last();
            last.map(|last| format!("{last}{separator}{number}"))
        });
        let found = candidates.iter().cloned().chain(numbered).find(|name| !self.0.contains(name));
        let name = found.unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

/// `user_name` for `userName`, `http_url` for `HTTPUrl`.
pub(super) fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, &c) in letters.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|at| letters.get(at));
        if !c.is_ascii_alphanumeric() {
            if !snake.is_empty() && !snake.ends_with('_') {
                snake.push('_');
            }
            continue;
        }
        let begins = c.is_ascii_uppercase()
            && previous.is_some_and(|previous| {
                !previous.is_ascii_uppercase()
                    || letters.get(index + 1).is_some_and(char::is_ascii_lowercase)
            });
        if begins && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake.truncate(snake.trim_end_matches('_').len());
    snake
}

/// `UserName` for `userName` and for `user name`; empty where there is no ASCII letter or digit.
pub(super) fn upper_camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut upper = true;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            upper = true;
        } else if upper {
            camel.push(c.to_ascii_uppercase());
            upper = false;
        } else {
            camel.push(c);
        }
    }
    camel
}

/// `email` for `emails`, so far as English is regular.
pub(super) fn singular(name: &str) -> String {
    let cut = |n: usize| name.get(..name.len().saturating_sub(n)).unwrap_or(name).to_owned();
    let ends = |end: &str| name.len() > end.len() + 1 && name.ends_with(end);
    match () {
        () if ends("ies") => format!("{}y", cut(3)),
        () if ["sses", "shes", "ches", "xes"].iter().any(|end| ends(end)) => cut(2),
        () if ["ss", "us", "is"].iter().any(|end| name.ends_with(end)) => name.to_owned(),
        () if ends("s") => cut(1),
        () => name.to_owned(),
    }
}

/// What the derive takes a field's name for: `serialNumber` for `serial_number`, and for a variant
/// `inUse` for `InUse`.
pub(super) fn lower_camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        match c {
            '_' => upper = !camel.is_empty(),
            _ if camel.is_empty() => camel.push(c.to_ascii_lowercase()),
            _ if upper => {
                camel.push(c.to_ascii_uppercase());
                upper = false;
            }
            _ => camel.push(c),
        }
    }
    camel
}

/// The name of a field for an attribute: its own, so far as it is one.
pub(super) fn field(name: &str) -> String {
    if name == "$ref" {
        return "reference".to_owned();
    }
    let snake = snake(name);
    match RESERVED.contains(&snake.as_str()) {
        true => format!("{snake}_"),
        false if snake.is_empty() || snake.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("extension_{snake}").trim_end_matches('_').to_owned()
        }
        false => snake,
    }
}

/// As it stands in code.
pub(super) fn ident(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}
