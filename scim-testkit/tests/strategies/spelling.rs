//! How paths and filters are spelt, and what is no path.

use crate::thing::{percent, thing};
use scim_testkit::strategy::{
    FilterExpr, Filters, Generator, PathExpr, Settings, invalid_path, path,
};
use serde_json::{Value, json};

/// Each form of what is no path, as often as any other.
#[test]
fn every_form_of_invalid_path_is_drawn() {
    let texts: Vec<String> =
        invalid_path(&thing(&json!([{"name": "a"}]))).samples().take(2_000).collect();
    assert!((5..=12).contains(&percent(&texts, String::is_empty)), "empty");
    let number = |text: &String| text.len() == 2 && text.starts_with('1');
    assert!((5..=12).contains(&percent(&texts, number)), "a number");
    for start in [".", "urn:example:unknown:"] {
        let share = percent(&texts, |text| text.starts_with(start));
        assert!((5..=12).contains(&share), "{start}: {share} %");
    }
    for end in [".", ".a.b", " x", "é", "[", "[]", "\"", "Scimtestkit"] {
        let share = percent(&texts, |text| text.ends_with(end));
        assert!((5..=12).contains(&share), "{end}: {share} %");
    }
}

/// The URN of the schema stands before its own attributes now and then, and never
/// before those of every resource.
#[test]
fn the_urn_stands_before_own_attributes() {
    let attributes: Vec<Value> =
        ('a'..='j').map(|name| json!({"name": name.to_string()})).collect();
    let (mut own, mut common) = (Vec::new(), Vec::new());
    for (text, path) in path(&thing(&json!(attributes))).samples().take(2_000) {
        let has_urn = text.to_ascii_lowercase().starts_with("urn:example:t:");
        if path.attribute.len() == 1 { own.push(has_urn) } else { common.push(has_urn) }
    }
    let share = percent(&own, |has| *has);
    assert!((9..=22).contains(&share), "{share} %");
    assert!(common.len() > 100 && !common.contains(&true));
}

/// Between two words there is one space, now and then two or three.
#[test]
fn up_to_three_spaces_are_between_words() {
    let filters = Filters::new(&thing(&json!([{"name": "a"}])), &Settings::default());
    let present = FilterExpr::Present(PathExpr::new("a"));
    let texts = Generator::new(move |source| filters.spell(source, &present));
    let spaces: Vec<usize> = texts
        .samples()
        .take(2_000)
        .map(|text| text.trim_matches(['(', ')', ' ']).matches(' ').count())
        .collect();
    for (count, least, most) in [(1, 85, 95), (2, 2, 8), (3, 2, 8)] {
        let share = percent(&spaces, |spaces| *spaces == count);
        assert!((least..=most).contains(&share), "{count}: {share} %");
    }
    assert!(spaces.iter().all(|spaces| (1..=3).contains(spaces)));
}
