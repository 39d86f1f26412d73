//! Load: many users and large groups, as fast as a server takes them.

use super::app::{App, Mode};
use super::options::Options;
use super::org::Org;
use super::person::User;
use super::profile::Profile;
use super::run::{allowed, shared_run};
use crate::live::{self, CannotRun, Target, new_tag, settle};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How much is provisioned.
///
/// ```
/// use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// use scim_testkit::{live::Target, okta::{Load, Options}};
///
/// let scim = ScimService::builder()
///     .resource(MemoryStore::<User>::new())
///     .resource(MemoryStore::<Group>::new())
///     .unauthenticated()
///     .build();
/// let load = Load::new(20).groups(2, 10).jobs(2).process(std::process::id());
/// let done = load.run(&Target::service(scim), &Options::new(), &|_, _| {})?;
/// assert!(done.failed.is_empty(), "{done}");
/// assert_eq!(done.phases[0].requests, 40); // a look-up and a POST each
/// # Ok::<(), scim_testkit::live::CannotRun>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    users: usize,
    groups: usize,
    members: usize,
    jobs: usize,
    process: Option<u32>,
}

/// What it took.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::{self, Target}, okta::{Load, Options}};
///
/// let done = Load::new(5).jobs(2).run(&Target::service(scim), &Options::new(), &|done, all| {
///     eprint!("\r{done} of {all}");
/// })?;
/// assert!(done.failures == 0 && done.left.is_empty() && !done.interrupted, "{done}");
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Loaded {
    /// One after the other.
    pub phases: Vec<Phase>,
    /// What failed, the first few.
    pub failed: Vec<String>,
    /// How much failed.
    pub failures: usize,
    /// Resources that could not be deleted, as paths below the base URL.
    pub left: Vec<String>,
    /// The most memory that the server's process has taken since it began, in bytes; where it was
    /// [said which](Load::process) that is, and the system tells.
    pub memory: Option<u64>,
    /// Whether it was interrupted.
    pub interrupted: bool,
}

/// A part of a load.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::{self, Target}, okta::{Load, Options}};
///
/// let done = Load::new(5).run(&Target::service(scim), &Options::new(), &|_, _| {})?;
/// for phase in &done.phases {
///     println!("{}: {} requests, {:.0} per second", phase.name, phase.requests, phase.rate());
/// }
/// assert_eq!(done.phases[0].requests, 10);
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Phase {
    /// What was done.
    pub name: &'static str,
    /// With how many requests.
    pub requests: u64,
    /// In what time.
    pub time: Duration,
}

impl Phase {
    /// Requests in a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        let seconds = self.time.as_secs_f64();
        // no load has more requests than a double counts
        let requests = u32::try_from(self.requests).map_or(f64::from(u32::MAX), f64::from);
        if seconds > 0.0 { requests / seconds } else { 0.0 }
    }
}

impl fmt::Display for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:10} {:>9} {:>10} {:>12}", "phase", "requests", "seconds", "requests/s")?;
        for phase in &self.phases {
            let seconds = phase.time.as_secs_f64();
            let (name, requests, rate) = (phase.name, phase.requests, phase.rate());
            writeln!(f, "{name:10} {requests:>9} {seconds:>10.2} {rate:>12.0}")?;
        }
        if let Some(memory) = self.memory {
            writeln!(f, "{:10} {:>9} MiB at most", "memory", memory.div_ceil(1 << 20))?;
        }
        for text in &self.failed {
            writeln!(f, "failed: {text}")?;
        }
        if self.failures > self.failed.len() {
            writeln!(f, "failed: {} in all", self.failures)?;
        }
        if !self.left.is_empty() {
            writeln!(f, "left behind: {} in all", self.left.len())?;
        }
        Ok(())
    }
}

/// What the threads of a load share.
struct Work<'l> {
    target: &'l Target,
    options: &'l Options,
    run: super::wire::Run,
    mode: Mode,
    tag: String,
    jobs: usize,
    done: AtomicU64,
    total: u64,
    progress: &'l (dyn Fn(u64, u64) + Sync),
    made: Mutex<Vec<String>>,
    result: Mutex<Loaded>,
}

impl Load {
    /// So many users.
    #[must_use]
    pub const fn new(users: usize) -> Self {
        Self { users, groups: 0, members: 0, jobs: 4, process: None }
    }

    /// And so many groups, each with so many of the users.
    #[must_use]
    pub const fn groups(mut self, groups: usize, members: usize) -> Self {
        (self.groups, self.members) = (groups, members);
        self
    }

    /// So many requests at a time; 4 by default.
    #[must_use]
    pub const fn jobs(mut self, jobs: usize) -> Self {
        self.jobs = jobs;
        self
    }

    /// By a server that is this process of this machine, whose memory is told at the end; on Linux.
    #[must_use]
    pub const fn process(mut self, id: u32) -> Self {
        self.process = Some(id);
        self
    }

    /// Provisions the users, pushes the groups, imports all that the server has, and deletes what
    /// it made. `progress` hears how much is done, and of how much: first that nothing is, as soon as
    /// there is a journal.
    ///
    /// # Errors
    /// When the server is not on loopback and nobody said to write, there is none or it refuses the
    /// credentials, or the journal cannot be kept; when groups are to have more members than there are
    /// users, or on Linux the process is none.
    pub fn run(
        &self,
        target: &Target,
        options: &Options,
        progress: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<Loaded, CannotRun> {
        self.expect_possible()?;
        allowed(target, options)?;
        // how fast nobody answers is no rate
        live::discover(target)?;
        let tag = new_tag();
        let (run, journal) = shared_run(target, options, &tag)?;
        // what is made is deleted too
        let total = 2 * (self.users + self.groups) + 1;
        let work = Work {
            target,
            options,
            run,
            mode: options.modes.first().copied().unwrap_or(Mode::Put),
            tag,
            jobs: self.jobs.clamp(1, 64),
            done: AtomicU64::new(0),
            total: u64::try_from(total).unwrap_or(u64::MAX),
            progress,
            made: Mutex::default(),
            result: Mutex::default(),
        };
        progress(0, work.total);
        let users = work.users(self.users);
        if self.groups > 0 {
            work.groups(self, &users);
        }
        work.import();
        work.clean_up();
        settle(target, &journal, &work.run.deletes);
        let mut result = work.result.into_inner().unwrap_or_else(PoisonError::into_inner);
        result.left = journal.left();
        result.memory = self.process.and_then(peak);
        result.interrupted = options.run.is_interrupted();
        Ok(result)
    }
}

impl Load {
    /// That it is not less than was asked for.
    fn expect_possible(&self) -> Result<(), CannotRun> {
        if self.groups > 0 && self.members > self.users {
            return Err(CannotRun(format!(
                "groups of {} need as many users, and {} are provisioned: write a larger number of \
                 users, or groups such as `{}x{}`",
                self.members, self.users, self.groups, self.users
            )));
        }
        match self.process {
            Some(process) if cfg!(target_os = "linux") && peak(process).is_none() => {
                Err(CannotRun(format!(
                    "no process `{process}` on this machine tells its memory: is it the server's?"
                )))
            }
            _ => Ok(()),
        }
    }
}

/// What Linux says of a process: `VmHWM:    1234 kB`.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = peak.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1 << 10)
}

impl Work<'_> {
    fn org(&self) -> Org {
        // somebody said so, or it is on this machine
        Org::new(self.target.clone().allow_writes(true), App::new(self.mode))
            .with_clock(super::Clock::new().pace(self.options.pace))
            .with_run(&self.run, None)
            .with_tag(self.tag.trim_start_matches("scimtk-"))
            .keep(4)
    }

    fn is_over(&self) -> bool {
        self.options.run.is_interrupted()
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.progress)(done, self.total);
    }

    fn failed(&self, text: String) {
        let mut result = self.result.lock().unwrap_or_else(PoisonError::into_inner);
        result.failures += 1;
        if result.failed.len() < 5 {
            result.failed.push(text);
        }
    }

    /// Does numbered things on several threads, each with an org of its own.
    fn phase(&self, name: &'static str, count: usize, each: impl Fn(&mut Org, usize) + Sync) {
        let (next, requests, began) = (AtomicUsize::new(0), AtomicU64::new(0), Instant::now());
        thread::scope(|scope| {
            for _ in 0..self.jobs.min(count) {
                scope.spawn(|| {
                    let mut org = self.org();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= count || self.is_over() {
                            break;
                        }
                        each(&mut org, number);
                        self.step();
                    }
                    requests.fetch_add(org.requests(), Ordering::Relaxed);
                    let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
                    made.append(&mut org.wire.take_made());
                });
            }
        });
        let phase = Phase { name, requests: requests.into_inner(), time: began.elapsed() };
        self.result.lock().unwrap_or_else(PoisonError::into_inner).phases.push(phase);
    }

    fn profile(&self, number: usize) -> Profile {
        let login = format!("{}-{number}@okta.example.com", self.tag);
        Profile::new(&login, "Load", &format!("Tester {number}"))
    }

    /// The ids of the users, by their numbers.
    fn users(&self, count: usize) -> BTreeMap<usize, String> {
        let users = Mutex::new(BTreeMap::new());
        self.phase("users", count, |org, number| {
            let user = org.hire(self.profile(number));
            match org.assign(&user) {
                Ok(()) => {
                    let id = org.external_id(&user).unwrap_or_default().to_owned();
                    users.lock().unwrap_or_else(PoisonError::into_inner).insert(number, id);
                }
                Err(task) => self.failed(task.to_string()),
            }
        });
        users.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn groups(&self, load: &Load, users: &BTreeMap<usize, String>) {
        self.phase("groups", load.groups, |org, number| {
            // the first time, the org meets the users
            let members: Vec<User> = (0..load.members)
                .filter_map(|at| {
                    let at = (number * load.members + at) % load.users.max(1);
                    let profile = self.profile(at);
                    let id = users.get(&at)?;
                    let known = org.linked.get(id).cloned();
                    let user = known.unwrap_or_else(|| org.hire(profile));
                    org.confirm(&user, id);
                    Some(user)
                })
                .collect();
            let members: Vec<&User> = members.iter().collect();
            let group = org.add_group(&format!("{}-group-{number}", self.tag), &members);
            if let Err(task) = org.push_group(&group) {
                self.failed(task.to_string());
            }
        });
    }

    fn import(&self) {
        self.phase("import", 1, |org, _| {
            // profiles are not compared: it is the reading that counts
            org.configure(|app| app.confirm_new(false));
            if let Err(task) = org.import() {
                self.failed(task.to_string());
            }
        });
    }

    fn clean_up(&self) {
        let mut made =
            std::mem::take(&mut *self.made.lock().unwrap_or_else(PoisonError::into_inner));
        // groups were made after users
        made.reverse();
        let (next, began) = (AtomicUsize::new(0), Instant::now());
        thread::scope(|scope| {
            for _ in 0..self.jobs.min(made.len()) {
                scope.spawn(|| {
                    while let Some(path) = made.get(next.fetch_add(1, Ordering::Relaxed)) {
                        self.run.delete(self.target, path);
                        self.step();
                    }
                });
            }
        });
        let requests = u64::try_from(made.len()).unwrap_or_default();
        let phase = Phase { name: "clean-up", requests, time: began.elapsed() };
        self.result.lock().unwrap_or_else(PoisonError::into_inner).phases.push(phase);
    }
}
