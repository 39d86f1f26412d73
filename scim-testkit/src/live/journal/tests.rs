use super::{Intent, Journal, Left, read};
use crate::live::secret::Secrets;

#[test]
fn what_is_left_comes_newest_first_even_after_a_crash() {
    let intent = |value: &str| Intent {
        endpoint: "/Users".to_owned(),
        name: "userName".to_owned(),
        value: value.to_owned(),
    };
    let line = |word: &str, value: &str| {
        format!("{{\"{word}\":{}}}\n", serde_json::to_string(&intent(value)).unwrap())
    };
    let intents = [line("intended", "a"), line("intended", "b c"), line("settled", "a")].concat();
    let text = "{\"server\":\"http://localhost\"}\n{\"created\":\"/Users/1\"}\n\
                {\"created\":\"/Users/2\"}\n{\"deleted\":\"/Users/1\"}\n\
                {\"created\":\"/Groups/3\"}\n{\"created\":\"/Gro";
    let paths = vec!["/Groups/3".to_owned(), "/Users/2".to_owned()];
    let (base, intents) = ("http://localhost".to_owned(), [intents, text.to_owned()].concat());
    let left = Left { base, paths, intents: vec![intent("b c")] };
    assert_eq!(left.intents[0].path(), "/Users?filter=userName%20eq%20%22b%20c%22");
    assert_eq!(read(&intents), Some(left));
    assert_eq!(read("no journal"), None);
}

#[test]
fn a_file_that_is_there_is_not_overwritten() {
    let directory =
        std::env::temp_dir().join(format!("scim-testkit-journal-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join("journal");
    let journal = Journal::new(Some(&file), "http://localhost", &Secrets::default()).unwrap();
    journal.created("/Users/1");
    journal.created("/Users/2");
    journal.deleted("/Users/1");
    journal.deleted("/Users/of-somebody-else");
    assert_eq!(journal.left(), ["/Users/2"]);
    let left = read(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(left.paths, journal.left());
    assert!(Journal::new(Some(&file), "http://localhost", &Secrets::default()).is_err());
    std::fs::remove_dir_all(directory).unwrap();
}
