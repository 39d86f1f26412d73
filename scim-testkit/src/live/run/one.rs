//! Runs one check.

use super::{Shared, refused};
use crate::live::{Check, Failure, Kind, Level, Outcome, Recorded, Session, Status, Stop, Verdict};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a check is not passed that had nothing to ask.
const NOTHING: &str = "there is nothing to try it on";

/// How a check ended with one resource type.
struct Ended {
    verdict: Verdict,
    /// What a failure means.
    level: Level,
    exchanges: Vec<Recorded>,
}

pub(super) fn run(shared: &Shared<'_>, check: &'static Check) -> Outcome {
    let unmet = check.needs.iter().find_map(|need| need.unmet(shared));
    let only_reads = shared.options.read_only && !check.reads;
    let unmet =
        unmet.or_else(|| only_reads.then(|| "it writes, and only reads are asked for".to_owned()));
    let unmet = if check.reads { unmet } else { unmet.or_else(|| shared.deletes.in_vain()) };
    let kinds = if check.each_type {
        shared.discovery.kinds.clone()
    } else {
        shared.first_kind().into_iter().collect()
    };
    if let Some(reason) = unmet {
        return outcome(check, Status::Skipped, reason, Vec::new(), None);
    }
    let mut ended = Vec::new();
    for kind in &kinds {
        ended.push((kind, with_kind(shared, check, kind)));
    }
    merged(check, ended)
}

fn with_kind(shared: &Shared<'_>, check: &Check, kind: &Kind) -> Ended {
    if let Some((stop, level)) = refused::before(shared, check, kind) {
        return Ended { verdict: Err(stop), level, exchanges: Vec::new() };
    }
    let mut session = Session::new(shared, kind.clone());
    // the clean-up comes whatever happens
    let verdict = catch_unwind(AssertUnwindSafe(|| (check.run)(&mut session)));
    let verdict = verdict.unwrap_or_else(|panic| Err(panicked("check", &*panic)));
    // one that writes, and has asked nothing, found nothing to try it on
    let untried = verdict.is_ok() && !check.reads && session.exchanges().is_empty();
    let verdict = if untried { Err(Stop::skipped(NOTHING)) } else { verdict };
    let failed = matches!(verdict, Err(Stop::Failed(_)));
    let (verdict, level) = match refused::after(shared, check, &session, failed) {
        Some((stop, level)) if verdict != Err(Stop::Interrupted) => (Err(stop), level),
        _ => (verdict, check.level),
    };
    session.clean_up();
    let verdict = verdict.map_err(|stop| stop.hide(session.secrets()));
    Ended { verdict, level, exchanges: session.into_exchanges() }
}

/// How something ends that panics.
pub(crate) fn panicked(what: &str, panic: &(dyn Any + Send)) -> Stop {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let found = format!("a panic: {}", text.unwrap_or("no message"));
    Failure::new(format!("the {what} to end"), found).into()
}

/// The one outcome of a check that ran for several resource types: the worst, and skipped only if
/// all are. One that passed says for which types it was not tried.
fn merged(check: &'static Check, ended: Vec<(&Kind, Ended)>) -> Outcome {
    let rank = |status: Status| match status {
        Status::Failed => 4,
        Status::Warned => 3,
        Status::Informed => 2,
        Status::Passed => 1,
        Status::Skipped => 0,
    };
    let mut result: Option<Outcome> = None;
    for (kind, one) in ended {
        let (status, message, exchange) = read(one.level, one.verdict);
        let message = if check.each_type && !message.is_empty() {
            format!("{}: {message}", kind.name())
        } else {
            message
        };
        let exchanges = if status == Status::Passed { Vec::new() } else { one.exchanges };
        let next = outcome(check, status, message, exchanges, exchange);
        result = Some(match result {
            None => next,
            Some(mut before) if before.status == next.status => {
                if !next.message.is_empty() {
                    before.message = format!("{}; {}", before.message, next.message);
                }
                before
            }
            Some(before) if rank(before.status) > rank(next.status) => beside(before, &next),
            Some(before) => beside(next, &before),
        });
    }
    result.unwrap_or_else(|| {
        outcome(check, Status::Skipped, "there is no resource type".to_owned(), Vec::new(), None)
    })
}

/// A pass, with what was skipped beside it.
fn beside(mut shown: Outcome, other: &Outcome) -> Outcome {
    if shown.status == Status::Passed && other.status == Status::Skipped {
        let before = match &*shown.message {
            "" => "not tried: ".to_owned(),
            before => format!("{before}; "),
        };
        shown.message = format!("{before}{}", other.message);
    }
    shown
}

pub(super) fn read(level: Level, verdict: Verdict) -> (Status, String, Option<usize>) {
    match verdict {
        Ok(()) => (Status::Passed, String::new(), None),
        Err(Stop::Failed(failure)) => {
            let status = match level {
                Level::Must => Status::Failed,
                Level::Should => Status::Warned,
                Level::May => Status::Informed,
            };
            (status, failure.to_string(), failure.exchange)
        }
        Err(Stop::Skipped(reason)) => (Status::Skipped, reason, None),
        Err(Stop::Informed(choice)) => (Status::Informed, choice, None),
        Err(Stop::Interrupted) => (Status::Skipped, "interrupted".to_owned(), None),
    }
}

fn outcome(
    check: &'static Check,
    status: Status,
    message: String,
    exchanges: Vec<Recorded>,
    exchange: Option<usize>,
) -> Outcome {
    Outcome {
        id: check.id,
        title: check.title,
        requirements: check.requirements,
        level: check.level,
        status,
        message,
        exchanges,
        exchange,
    }
}
