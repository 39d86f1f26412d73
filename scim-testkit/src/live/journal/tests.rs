use super::{Journal, read};
use crate::live::secret::Secrets;

#[test]
fn what_is_left_comes_newest_first_even_after_a_crash() {
    let text = "{\"server\":\"http://localhost\"}\n{\"created\":\"/Users/1\"}\n\
                {\"created\":\"/Users/2\"}\n{\"deleted\":\"/Users/1\"}\n\
                {\"created\":\"/Groups/3\"}\n{\"created\":\"/Gro";
    let left = vec!["/Groups/3".to_owned(), "/Users/2".to_owned()];
    assert_eq!(read(text), Some(("http://localhost".to_owned(), left)));
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
    let (_, left) = read(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(left, journal.left());
    assert!(Journal::new(Some(&file), "http://localhost", &Secrets::default()).is_err());
    std::fs::remove_dir_all(directory).unwrap();
}
