//! The corpora of the fuzz targets, replayed without a fuzzer.

#[allow(dead_code, reason = "what seeds are made of is for the one who packs corpora")]
#[path = "../../../fuzz/src/lib.rs"]
mod fuzz;

use std::path::Path;

fn replay(target: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../fuzz/corpora/{target}.txt"));
    run(target, &fuzz::unpack(&std::fs::read_to_string(file).unwrap()));
}

#[expect(clippy::print_stdout, reason = "a test shows what it printed where it fails")]
fn run(target: &str, inputs: &[Vec<u8>]) {
    assert!(inputs.len() >= 20, "{target} has {} inputs", inputs.len());
    let (_, run) = fuzz::TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    for input in inputs {
        // says which, where it fails
        println!("{}", fuzz::escape(input));
        run(input);
    }
}

macro_rules! replayed { ($($target:ident)*) => { $(
    #[test]
    fn $target() {
        replay(stringify!($target));
    }
)* } }
replayed!(filter path patch read bulk cursor schema http);

/// Of these most inputs that a fuzzer finds are refused, and what is taken is what is compared.
#[test]
fn seeds_hold() {
    run("http", &fuzz::seeds::of_requests());
    run("schema", &fuzz::seeds::of_schemas());
}

/// A new target is replayed too, and what is written is read again.
#[test]
fn corpora_are_complete() {
    let names = fuzz::TARGETS.map(|(name, _)| name);
    assert_eq!(names, ["filter", "path", "patch", "read", "bulk", "cursor", "schema", "http"]);
    let every: Vec<u8> = (0..=255).collect();
    let lines = format!("{}\n{}", fuzz::escape(&every), fuzz::escape(b"a"));
    assert_eq!(fuzz::unpack(&lines), [every, b"a".to_vec()]);
}
