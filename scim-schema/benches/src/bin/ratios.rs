//! Prints the table of ratios: `ratios [WORD]..` runs the races whose names contain all words.

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    for mut race in scim_benches::races(&words) {
        println!("{}", race.run());
    }
    for note in scim_benches::notes() {
        println!("{note}");
    }
}
