//! Every public item is shown in use, by an example that runs, and says when it fails.
//!
//! A type, a trait, a free function and a macro have an example of their own. A method is used in one: its
//! own, or one of its type (that of another method too), its trait or a module around it. What returns a
//! `Result` has a section `# Errors`.

mod api;
mod example;

use api::{Kind, Public};

const CRATES: &[&str] = &["scim-schema", "scim-derive", "scim-testkit"];

/// What is wrong with an item, if anything is.
fn wrong(item: &Public) -> Option<String> {
    let what = match &item.kind {
        Kind::Item if item.own.is_empty() => "has no example",
        Kind::Method { of, receiver } => {
            let shown = |code: &String| example::names(code, of, &item.name, *receiver);
            if item.own.iter().chain(item.around.iter()).any(shown) {
                ""
            } else {
                "is in no example"
            }
        }
        Kind::Item => "",
    };
    let errors = if item.fails && !item.says_errors { "has no `# Errors`" } else { "" };
    let all: Vec<&str> = [what, errors].into_iter().filter(|one| !one.is_empty()).collect();
    (!all.is_empty()).then(|| format!("{} {} ({})", item.path, all.join(" and "), item.file))
}

#[test]
#[expect(clippy::print_stdout, reason = "figures for whoever asks: `-- --nocapture`")]
fn public_items_are_shown_in_use() {
    let mut missing = Vec::new();
    for name in CRATES {
        let items = api::of(name);
        let least = if *name == "scim-derive" { 5 } else { 200 };
        assert!(items.len() >= least, "{} items of {name} were found", items.len());
        let lacking: Vec<String> = items.iter().filter_map(wrong).collect();
        let own = items.iter().filter(|item| !item.own.is_empty()).count();
        let (total, faults) = (items.len(), lacking.len());
        println!(
            "{name}: {total} public items, {own} with an example of their own, {faults} lack something"
        );
        missing.extend(lacking);
    }
    assert!(missing.is_empty(), "{}\n{} items", missing.join("\n"), missing.len());
}

/// The search for what is missing finds it.
#[test]
fn what_is_missing_is_found() {
    let items = api::of_text(
        r##"
        //! ```
        //! Shown::around();
        //! ```
        #[doc = "```\nlet s = Shown::new(); // s.commented()\ns.used();\n```"]
        pub struct Shown;
        impl Shown {
            pub fn new() -> Shown { Shown }
            pub fn around() {}
            pub fn used(&self) {}
            pub fn commented(&self) {}
            #[doc = "# Errors\nNever.\n```ignore\nShown.ignored()\n```"]
            pub fn ignored(&self) -> Result<(), ()> { Ok(()) }
            #[doc = "```\nlet _ = Shown::around().own();\n```"]
            pub fn own(self) -> impl Future<Output = Result<(), ()>> {}
            #[doc(hidden)]
            pub fn hidden(&self) {}
            fn private(&self) {}
        }
        #[doc = "```text\nnothing that runs\n```"]
        pub enum Bare { One }
        pub trait Does {
            #[doc = "```\nx.done()\n```"]
            fn done(&self);
            fn undone(&self);
        }
        pub(crate) struct NotPublic;
        mod inner {
            pub struct Exported;
            pub struct Kept;
        }
        pub use inner::Exported;
        "##,
    );
    let mut found: Vec<String> = items.iter().filter_map(wrong).collect();
    found.sort();
    let expected = [
        "t::Bare has no example (t)",
        "t::Does has no example (t)",
        "t::Does::undone is in no example (t)",
        "t::Shown::commented is in no example (t)",
        "t::Shown::ignored is in no example (t)",
        "t::Shown::own has no `# Errors` (t)",
        "t::inner::Exported has no example (t)",
    ];
    assert_eq!(found, expected);
}
