//! Interleaved timing: ratios that hold on a machine that is not quiet.
//!
//! Every round runs every contestant for a while, and a ratio compares two times of the same
//! round. Whatever else the machine does then slows both; the median over the rounds drops what
//! hit only one.

use std::fmt::{self, Write as _};
use std::time::{Duration, Instant};

/// How long one contestant runs in one round.
const TURN: Duration = Duration::from_micros(1_000);
const ROUNDS: usize = 61;

/// One piece of work, done in several ways; the first is the baseline.
pub struct Race {
    /// What is done.
    pub name: &'static str,
    contestants: Vec<Contestant>,
}

/// One way to do it.
pub struct Contestant {
    /// How it is done.
    pub name: &'static str,
    target: Option<Target>,
    run: Box<dyn FnMut()>,
}

/// What is asked of a ratio.
#[derive(Clone, Copy)]
enum Target {
    AtMost(f64),
    AtLeast(f64),
}

impl Contestant {
    /// Does it once.
    pub fn run(&mut self) {
        (self.run)();
    }

    fn time(&mut self, turns: u32) -> Duration {
        let start = Instant::now();
        for _ in 0..turns {
            (self.run)();
        }
        start.elapsed()
    }

    /// How often it runs in one turn; one interruption must not make it look slow.
    fn turns(&mut self) -> u32 {
        let mut turns = 1;
        while (0..5).any(|_| self.time(turns) < TURN) {
            turns *= 2;
        }
        turns
    }
}

impl Race {
    /// With its baseline.
    #[must_use]
    pub fn new(name: &'static str, baseline: &'static str, run: impl FnMut() + 'static) -> Self {
        Self { name, contestants: vec![] }.contestant(baseline, None, run)
    }

    /// And what has a target.
    #[must_use]
    pub fn target(self, name: &'static str, most: f64, run: impl FnMut() + 'static) -> Self {
        self.contestant(name, Some(Target::AtMost(most)), run)
    }

    /// And what the baseline is to beat: its time is at least this many times the baseline's.
    #[must_use]
    pub fn beaten(self, name: &'static str, least: f64, run: impl FnMut() + 'static) -> Self {
        self.contestant(name, Some(Target::AtLeast(least)), run)
    }

    /// And what is there to compare.
    #[must_use]
    pub fn beside(self, name: &'static str, run: impl FnMut() + 'static) -> Self {
        self.contestant(name, None, run)
    }

    fn contestant(
        mut self,
        name: &'static str,
        target: Option<Target>,
        run: impl FnMut() + 'static,
    ) -> Self {
        self.contestants.push(Contestant { name, target, run: Box::new(run) });
        self
    }

    /// The ways it is done, the baseline first.
    pub fn contestants(&mut self) -> &mut [Contestant] {
        &mut self.contestants
    }

    /// Runs all rounds.
    pub fn run(&mut self) -> Table {
        let turns: Vec<u32> = self.contestants.iter_mut().map(Contestant::turns).collect();
        let mut times = vec![Vec::with_capacity(ROUNDS); turns.len()];
        for round in 0..ROUNDS {
            // nobody always runs after the same one
            for position in 0..turns.len() {
                let index = (round + position) % turns.len();
                let time = self.contestants[index].time(turns[index]);
                times[index].push(time.as_secs_f64() * 1e9 / f64::from(turns[index]));
            }
        }
        let rows = self.contestants.iter().zip(&times).map(|(contestant, time)| Row {
            name: contestant.name,
            nanoseconds: median(time.clone()),
            ratio: median(time.iter().zip(&times[0]).map(|(time, base)| time / base).collect()),
            target: contestant.target,
        });
        Table { name: self.name, rows: rows.collect() }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// What came out, as Markdown.
pub struct Table {
    name: &'static str,
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    nanoseconds: f64,
    ratio: f64,
    target: Option<Target>,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
        let width = width.max(self.name.len());
        writeln!(f, "| {:width$} |     ns | ratio | target |", self.name)?;
        writeln!(f, "|{:-<1$}|-------:|------:|--------|", "", width + 2)?;
        for Row { name, nanoseconds, ratio, target } in &self.rows {
            let mut verdict = String::new();
            let missed = |missed| if missed { " missed" } else { "" };
            match target {
                Some(Target::AtMost(most)) => {
                    write!(verdict, "≤ {most:.2}{}", missed(ratio > most))?;
                }
                Some(Target::AtLeast(least)) => {
                    write!(verdict, "≥ {least:.2}{}", missed(ratio < least))?;
                }
                None => {}
            }
            writeln!(f, "| {name:width$} | {nanoseconds:6.0} | {ratio:5.2} | {verdict:6} |")?;
        }
        Ok(())
    }
}
