//! Plays a series: an outcome for each of its assertions.

use super::{Shared, one};
use crate::live::series::{Assertion, Series, Step, Variables};
use crate::live::{Outcome, Session, Stop, Verdict};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// A verdict, and the exchanges of the step that it is about.
struct Found {
    assertion: &'static Assertion,
    verdict: Verdict,
    /// The first exchange of the step, and the one after its last.
    exchanges: (usize, usize),
}

pub(super) fn run(shared: &Shared<'_>, series: &'static Series) -> Vec<Outcome> {
    let skipped = |reason: &str| {
        let all = series.assertions();
        all.map(|one| outcome(one, Err(Stop::skipped(reason)), Vec::new())).collect()
    };
    if shared.options.read_only && !series.reads {
        return skipped("it writes, and only reads are asked for");
    }
    if let Some(reason) = shared.deletes.in_vain().filter(|_| !series.reads) {
        return skipped(&reason);
    }
    let Some(kind) = shared.first_kind() else { return skipped("there is no resource type") };
    let mut session = Session::new(shared, kind);
    let mut found = Vec::new();
    // the clean-up comes whatever happens
    let played = catch_unwind(AssertUnwindSafe(|| play(&mut session, series, &mut found)));
    session.clean_up();
    for one in &mut found {
        if let Err(stop) = &mut one.verdict {
            *stop = stop.clone().hide(session.secrets());
        }
    }
    let exchanges = session.into_exchanges();
    let mut outcomes = Vec::new();
    for Found { assertion, verdict, exchanges: (from, to) } in found {
        let shown = exchanges.get(from..to).unwrap_or_default().to_vec();
        let verdict = verdict.map_err(|stop| match stop {
            Stop::Failed(mut failure) => {
                failure.exchange = failure.exchange.and_then(|index| index.checked_sub(from));
                Stop::Failed(failure)
            }
            other => other,
        });
        outcomes.push(outcome(assertion, verdict, shown));
    }
    if let Err(panic) = played {
        let missing: Vec<_> = series.assertions().skip(outcomes.len()).collect();
        for assertion in missing {
            outcomes.push(outcome(assertion, Err(one::panicked("check", &*panic)), Vec::new()));
        }
    }
    outcomes
}

fn play(session: &mut Session<'_>, series: &'static Series, found: &mut Vec<Found>) {
    let mut variables = Variables::default();
    if let Err(stop) = (series.prepare)(session, &mut variables) {
        let exchanges = (0, session.exchanges().len());
        for assertion in series.assertions() {
            found.push(Found { assertion, verdict: Err(stop.clone()), exchanges });
        }
        return;
    }
    for step in series.steps {
        found.extend(play_step(session, step, &mut variables));
    }
}

fn play_step(
    session: &mut Session<'_>,
    step: &'static Step,
    variables: &mut Variables,
) -> Vec<Found> {
    let (from, begun) = (session.exchanges().len(), Instant::now());
    let acted = (step.act)(session, variables);
    let took: Duration = begun.elapsed();
    let exchanges = (from, session.exchanges().len());
    if let Ok(answer) = &acted {
        variables.save(step.saves, answer);
    }
    let verdict = |assertion: &Assertion| match &acted {
        Ok(answer) => assertion.expect.of(answer, took, variables),
        Err(stop) => Err(stop.clone()),
    };
    let all = step.assertions.iter();
    all.map(|assertion| Found { assertion, verdict: verdict(assertion), exchanges }).collect()
}

fn outcome(
    assertion: &'static Assertion,
    verdict: Verdict,
    exchanges: Vec<crate::live::Recorded>,
) -> Outcome {
    let (status, message, exchange) = one::read(assertion.level, verdict);
    let passed = status == crate::live::Status::Passed;
    Outcome {
        id: assertion.id,
        title: assertion.title,
        requirements: &[],
        level: assertion.level,
        status,
        message,
        exchanges: if passed { Vec::new() } else { exchanges },
        exchange,
    }
}
