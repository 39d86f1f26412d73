//! How soon a fault is caught.

use crate::catalogue;
use crate::fault::Fault;
use crate::unbiased;
use scim_schema::resource::ScimResource;
use scim_testkit::law::{self, Cases, Check, Law};

/// How many cases a law is tried on, as by default in `conformance!`.
pub(crate) const CASES: u64 = 256;

/// The faults of one model.
pub(crate) trait Suite: Send + Sync {
    fn model(&self) -> &'static str;
    fn faults(&self) -> usize;
    fn name(&self, fault: usize) -> &'static str;
    fn requirement(&self, fault: usize) -> &'static str;
    fn law(&self, fault: usize) -> &'static Law;
    /// After how many cases its law catches it, for each of some seeds.
    fn caught(&self, fault: usize, seeds: u64) -> Vec<Option<u64>>;
    /// The laws that catch it, with one seed.
    fn laws(&self, fault: usize) -> Vec<&'static Law>;
    /// The share of inputs that nobody chose on which it shows.
    fn visible(&self, fault: usize) -> f64;
}

pub(crate) fn suites() -> Vec<Box<dyn Suite>> {
    vec![
        Box::new(Of::new(catalogue::of_users())),
        Box::new(Of::new(catalogue::of_groups())),
        Box::new(Of::new(catalogue::of_badges())),
    ]
}

struct Of<R: ScimResource> {
    faults: Vec<Fault<R>>,
    cases: Cases<R>,
    checks: Vec<Check<R>>,
}

impl<R: ScimResource + Default> Of<R> {
    fn new(faults: Vec<Fault<R>>) -> Self {
        let cases = Cases::new().unwrap();
        Self { faults, checks: law::checks(&cases), cases }
    }
}

impl<R: ScimResource + Default> Of<R> {
    fn after(&self, fault: &Fault<R>, law: &Law, seed: u64) -> Option<u64> {
        let check = self.checks.iter().find(|check| check.law() == law).unwrap();
        // each seed has cases of its own
        let first = seed << 32;
        let broken = check.first_broken(fault, first..first + CASES);
        broken.map(|(at, _)| at - first + 1)
    }
}

impl<R: ScimResource + Default> Suite for Of<R> {
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

    fn caught(&self, fault: usize, seeds: u64) -> Vec<Option<u64>> {
        let fault = &self.faults[fault];
        (1..=seeds).map(|seed| self.after(fault, fault.law, seed)).collect()
    }

    fn laws(&self, fault: usize) -> Vec<&'static Law> {
        let fault = &self.faults[fault];
        let laws = law::ALL.iter().copied();
        laws.filter(|law| self.after(fault, law, 1).is_some()).collect()
    }

    fn visible(&self, fault: usize) -> f64 {
        unbiased::visible(&self.faults[fault], &self.cases)
    }
}
