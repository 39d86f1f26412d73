//! Did-you-mean.

/// The name that is most like what was written, if any is.
pub(crate) fn similar<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = written.to_ascii_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_ascii_lowercase()), name))
        .filter(|(distance, name)| *distance <= name.len().max(lower.len()).div_ceil(3).min(4))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// ``: did you mean `name`?``, or nothing.
pub(crate) fn did_you_mean<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    similar(written, names).map_or_else(String::new, |name| format!(": did you mean `{name}`?"))
}

/// As [`did_you_mean`], or the names there are.
pub(crate) fn did_you_mean_or_list(written: &str, names: &[&str]) -> String {
    match similar(written, names.iter().copied()) {
        Some(name) => format!(": did you mean `{name}`?"),
        None => format!(": write {}", one_of(names)),
    }
}

/// ``one of `a`, `b` ``; a single name stands alone.
pub(crate) fn one_of(names: &[&str]) -> String {
    let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() == 1 { list } else { format!("one of {list}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_names_are_suggested_and_others_are_not() {
        let names = ["userName", "displayName", "nickName", "name"];
        assert_eq!(similar("username", names), Some("userName"));
        assert_eq!(similar("userNmae", names), Some("userName"));
        assert_eq!(similar("nmae", names), Some("name"));
        assert_eq!(similar("billing", names), None);
        assert_eq!(did_you_mean("x", names), "");
    }
}
