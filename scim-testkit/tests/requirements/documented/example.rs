//! The code of examples, and what it names.

/// The blocks of a text of documentation that are compiled and run, without comments.
pub(crate) fn runnable(doc: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = doc.lines().map(str::trim_start);
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let inside = lines.by_ref().take_while(|line| !line.starts_with("```"));
        let code: Vec<&str> = inside.map(uncommented).collect();
        let runs = info
            .split([',', ' '])
            .all(|word| matches!(word.trim(), "" | "rust" | "should_panic" | "edition2024"));
        if runs {
            found.push(code.join("\n"));
        }
    }
    found
}

/// A line without what follows `//`, but for `://`.
fn uncommented(line: &str) -> &str {
    let mut from = 0;
    while let Some(at) = line[from..].find("//").map(|at| at + from) {
        if !line[..at].ends_with(':') {
            return &line[..at];
        }
        from = at + 2;
    }
    line
}

/// Whether code uses a method: `.name` with a receiver (or `Type::name`, or `fn name` where it implements it),
/// `Type::name` without; the type may have arguments.
pub(crate) fn names(code: &str, of: &str, name: &str, receiver: bool) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        if after.starts_with(word) || before.ends_with(word) {
            return false;
        }
        let before = before.trim_end();
        if before.ends_with(" fn") || before.ends_with("\nfn") || before == "fn" {
            return true;
        }
        if before.ends_with('.') {
            return receiver;
        }
        before.strip_suffix("::").is_some_and(|before| receiver || ends_with_type(before, of))
    })
}

fn word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether this is a path that ends in a type, `of` or `of::<..>`, or one that implements it: `Self`, a type of the
/// example. So anything for a trait, whose name is then empty.
fn ends_with_type(before: &str, of: &str) -> bool {
    if of.is_empty() {
        return true;
    }
    let mut rest = before;
    if rest.ends_with('>') {
        let mut depth = 0;
        let open = rest.rmatch_indices(['<', '>']).find(|(_, bracket)| {
            depth += if *bracket == ">" { 1 } else { -1 };
            depth == 0
        });
        let Some((at, _)) = open else { return false };
        // `<Type as Trait>::name` names the type inside
        if rest[at..].contains(of) && rest[at..].contains(" as ") {
            return true;
        }
        rest = rest[..at].trim_end_matches("::");
    }
    rest.strip_suffix(of).is_some_and(|before| !before.ends_with(word))
}
