//! Runs one contestant of one race, for a profiler: `profile RUNS CONTESTANT RACE` with the
//! contestant's number, the baseline being 0; lists the races if there is none of that name.

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().and_then(|text| text.parse().ok()).unwrap_or(0_usize);
    let (runs, contestant) = (number(), number());
    let name = arguments.next().unwrap_or_default();
    let mut races = scim_benches::races(&[]);
    let Some(race) = races.iter_mut().find(|race| race.name == name) else {
        for race in &mut races {
            println!("{}", race.name);
            for (index, contestant) in race.contestants().iter().enumerate() {
                println!("  {index} {}", contestant.name);
            }
        }
        return;
    };
    if let Some(contestant) = race.contestants().get_mut(contestant) {
        for _ in 0..runs {
            contestant.run();
        }
    }
}
