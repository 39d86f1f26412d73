//! How soon a fault is caught.

use crate::catalogue;
use crate::fault::Fault;
use crate::models::{Badge, BadgeState, Door};
use crate::unbiased;
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{Group, GroupMembership, Member, User};
use scim_testkit::law::{self, Cases, Check, Law};
use scim_testkit::strategy::Generator;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many cases a law is tried on, as by default in `conformance!`.
pub(crate) const CASES: u64 = 256;

/// The faults of one model.
pub(crate) trait Suite: Send + Sync {
    fn model(&self) -> &'static str;
    fn faults(&self) -> usize;
    fn name(&self, fault: usize) -> &'static str;
    fn requirement(&self, fault: usize) -> &'static str;
    fn law(&self, fault: usize) -> &'static Law;
    /// Whether a law catches it with one of some seeds.
    fn quick(&self, fault: usize, law: &Law, seeds: u64) -> Fate;
    /// After how many cases a law catches it, for each of some seeds.
    fn caught(&self, fault: usize, law: &Law, seeds: u64) -> Vec<Option<u64>>;
    /// The share of inputs that nobody chose on which it shows.
    fn visible(&self, fault: usize) -> f64;
}

/// What becomes of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Caught,
    Escaped,
}

/// What is found out about each fault, two at a time.
pub(crate) fn all<T: Send>(find: impl Fn(&dyn Suite, usize) -> T + Sync) -> Vec<T> {
    let suites = suites();
    let work: Vec<(&dyn Suite, usize)> = suites
        .iter()
        .flat_map(|suite| (0..suite.faults()).map(move |fault| (&**suite, fault)))
        .collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((suite, fault)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = find(*suite, *fault);
                    done.lock().unwrap().push(((suite.model(), *fault), found));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, found)| found).collect()
}

pub(crate) fn suites() -> Vec<Box<dyn Suite>> {
    vec![
        Box::new(Of::new(catalogue::of_users(), &users())),
        Box::new(Of::new(catalogue::of_groups(), &groups())),
        Box::new(Of::new(catalogue::of_badges(), &badges())),
    ]
}

/// Users with what only a server writes.
fn users() -> Generator<User> {
    Generator::new(|source| {
        let group = |id: u32| GroupMembership { value: Some(id.to_string()), ..Default::default() };
        User { groups: (0..source.below(3)).map(group).collect(), ..User::default() }
    })
}

/// Groups that have members with what only a server writes.
fn groups() -> Generator<Group> {
    Generator::new(|source| {
        let member = |id: u32| Member {
            value: Some(id.to_string()),
            display: Some(format!("member {id}")),
            r#type: Some("User".to_owned()),
            ..Default::default()
        };
        Group { members: (0..source.below(4)).map(member).collect(), ..Group::default() }
    })
}

/// Badges with what SCIM does not map.
fn badges() -> Generator<Badge> {
    Generator::new(|source| {
        let row_id = source.below(9) + 1;
        let door = |number| Door { number: Some(number), row_id, ..Door::default() };
        let doors = if source.chance(50) { vec![door(1), door(2)] } else { vec![] };
        let state = if source.chance(50) { BadgeState::InUse } else { BadgeState::Issued };
        Badge { stock_row: row_id, doors, state, ..Badge::default() }
    })
}

struct Of<R: ScimResource> {
    faults: Vec<Fault<R>>,
    cases: Cases<R>,
    checks: Vec<Check<R>>,
}

impl<R: ScimResource + fmt::Debug> Of<R> {
    fn new(faults: Vec<Fault<R>>, bases: &Generator<R>) -> Self {
        let cases = Cases::on(bases).unwrap().show(|one| format!("{one:?}"));
        Self { faults, checks: law::checks(&cases), cases }
    }
}

impl<R: ScimResource> Of<R> {
    fn after(&self, fault: &Fault<R>, law: &Law, seed: u64) -> Option<u64> {
        let check = self.checks.iter().find(|check| check.law() == law).unwrap();
        // each seed has cases of its own
        let first = seed << 32;
        let broken = check.first_broken(fault, first..first + CASES);
        broken.map(|(at, _)| at - first + 1)
    }
}

impl<R: ScimResource> Suite for Of<R> {
    fn model(&self) -> &'static str {
        &R::RESOURCE_TYPE.name
    }

    fn faults(&self) -> usize {
        self.faults.len()
    }

    fn name(&self, fault: usize) -> &'static str {
        self.faults[fault].name
    }

    fn requirement(&self, fault: usize) -> &'static str {
        self.faults[fault].requirement
    }

    fn law(&self, fault: usize) -> &'static Law {
        self.faults[fault].law
    }

    fn quick(&self, fault: usize, law: &Law, seeds: u64) -> Fate {
        let fault = &self.faults[fault];
        let caught = (1..=seeds).any(|seed| self.after(fault, law, seed).is_some());
        if caught { Fate::Caught } else { Fate::Escaped }
    }

    fn caught(&self, fault: usize, law: &Law, seeds: u64) -> Vec<Option<u64>> {
        let fault = &self.faults[fault];
        let mut found = Vec::new();
        for seed in 1..=seeds {
            // what many seeds miss is not looked for further
            let hopeless = seed > 6 && found.iter().all(Option::is_none);
            found.push(if hopeless { None } else { self.after(fault, law, seed) });
        }
        found
    }

    fn visible(&self, fault: usize) -> f64 {
        unbiased::visible(&self.faults[fault], &self.cases)
    }
}
