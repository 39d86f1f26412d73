//! The random part: sequences of requests, beside a map of what should be there.
//!
//! Only what the RFCs settle is asked for, so that a server that chose otherwise where they do not
//! is no failure.

mod model;
mod step;

use super::run::Shared;
use super::{Kind, Level, Outcome, Recorded, Session, Status, Stop, Verdict};
use crate::strategy::Generator;
use model::Model;
use proptest::test_runner::{
    Config, RngAlgorithm, RngSeed, TestCaseError, TestError, TestRng, TestRunner,
};
use std::cell::{Cell, RefCell};
use step::{Fields, Sequence, sequences};

const REQUIREMENTS: &[&str] = &[
    "7644-3.1-10",
    "7644-3.3-07",
    "7644-3.4.1-02",
    "7644-3.4.1-03",
    "7644-3.4.2.2-04",
    "7644-3.4.2.2-10",
    "7644-3.4.2.2-13",
    "7644-3.4.2.4-06",
    "7644-3.4.2.4-11",
    "7644-3.5.1-04",
    "7644-3.5.2-21",
    "7644-3.5.2.1-04",
    "7644-3.5.2.1-06",
    "7644-3.5.2.1-07",
    "7644-3.5.2.2-02",
    "7644-3.5.2.2-05",
    "7644-3.5.2.3-02",
    "7644-3.5.2.3-11",
    "7644-3.6-02",
    "7644-3.6-03",
    "7644-3.14-07",
];

/// How many steps shrinking may try, each some requests.
const SHRINKS: u32 = 150;

/// Tries sequences on each resource type; the outcome has the exchanges of the shortest that
/// failed.
pub(super) fn run(shared: &Shared<'_>, cases: u32, seed: u64) -> Outcome {
    if let Some(reason) = shared.deletes.in_vain() {
        return outcome(Status::Skipped, reason, Vec::new(), None);
    }
    let mut skipped = Vec::new();
    let mut tried = false;
    for kind in &shared.discovery.kinds {
        if let Some(reason) = shared.known_refusal(kind) {
            skipped.push(reason);
            continue;
        }
        match of_kind(shared, kind, cases, seed) {
            Ok(()) => tried = true,
            Err((Stop::Failed(failure), exchanges)) => {
                let message = format!("{}: {failure} (seed {seed})", kind.name());
                return outcome(Status::Failed, message, exchanges, failure.exchange);
            }
            Err((Stop::Skipped(reason) | Stop::Informed(reason), _)) => skipped.push(reason),
            Err((Stop::Interrupted, _)) => {
                return outcome(Status::Skipped, "interrupted".to_owned(), Vec::new(), None);
            }
        }
    }
    if tried {
        outcome(Status::Passed, String::new(), Vec::new(), None)
    } else {
        outcome(Status::Skipped, skipped.join("; "), Vec::new(), None)
    }
}

fn outcome(
    status: Status,
    message: String,
    exchanges: Vec<Recorded>,
    exchange: Option<usize>,
) -> Outcome {
    Outcome {
        id: "random.sequences",
        title: "any sequence of requests is answered as a map of resources would answer it",
        requirements: REQUIREMENTS,
        level: Level::Must,
        status,
        message,
        exchanges,
        exchange,
    }
}

fn of_kind(
    shared: &Shared<'_>,
    kind: &Kind,
    cases: u32,
    seed: u64,
) -> Result<(), (Stop, Vec<Recorded>)> {
    let fields = Fields::of(shared, kind);
    if fields.is_empty() {
        let reason = format!("{} has nothing that can be written and read back", kind.name());
        return Err((Stop::Skipped(reason), Vec::new()));
    }
    let generator: Generator<Sequence> = sequences(&fields);
    // the first case that could not be tried ends it: the next ones would fare no better
    let stopped: RefCell<Option<Stop>> = RefCell::default();
    let last: RefCell<Option<(Stop, Vec<Recorded>)>> = RefCell::default();
    let done = Cell::new(0_u32);
    let config = Config {
        cases,
        max_shrink_iters: SHRINKS,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    };
    let seed: Vec<u8> = [seed.to_le_bytes(), [0; 8], [0; 8], [0; 8]].concat();
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&generator, |sequence| {
        if stopped.borrow().is_some() {
            return Ok(());
        }
        match case(shared, kind, &fields, &sequence) {
            (Ok(()), _) => {
                done.set(done.get() + 1);
                Ok(())
            }
            (Err(stop @ Stop::Failed(_)), exchanges) => {
                last.replace(Some((stop, exchanges)));
                Err(TestCaseError::fail("the server answers otherwise"))
            }
            (Err(stop), _) => {
                stopped.replace(Some(stop));
                Ok(())
            }
        }
    });
    match (result, stopped.into_inner()) {
        (Err(TestError::Fail(_, simplest)), _) => {
            // once more, for the exchanges of the simplest
            let again = match case(shared, kind, &fields, &simplest) {
                (Err(stop @ Stop::Failed(_)), exchanges) => Some((stop, exchanges)),
                _ => last.into_inner(),
            };
            Err(again.unwrap_or((Stop::Interrupted, Vec::new())))
        }
        (_, Some(stop)) if done.get() == 0 || stop == Stop::Interrupted => Err((stop, Vec::new())),
        _ => Ok(()),
    }
}

fn case(
    shared: &Shared<'_>,
    kind: &Kind,
    fields: &Fields,
    sequence: &Sequence,
) -> (Verdict, Vec<Recorded>) {
    let mut session = Session::new(shared, kind.clone());
    let verdict = Model::new(fields, &mut session).run(sequence);
    session.clean_up();
    let verdict = verdict.map_err(|stop| stop.hide(session.secrets()));
    (verdict, session.into_exchanges())
}
