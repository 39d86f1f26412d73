use super::*;

const LIMIT: RateLimit = limit(4);

/// So many in ten seconds.
const fn limit(requests: u32) -> RateLimit {
    RateLimit::new(NonZeroU32::new(requests).unwrap(), Duration::from_secs(10))
}

/// So many at once, then one whenever its share of the time has passed; the wait that is named is
/// the wait that is enough.
#[test]
fn a_bucket_empties_and_fills() {
    let (buckets, start) = (Buckets::new(LIMIT), Instant::now());
    let at = |millis| start + Duration::from_millis(millis);
    for _ in 0..4 {
        buckets.take(Some("acme"), start).unwrap();
    }
    let error = buckets.take(Some("acme"), start).unwrap_err();
    // 2.5 seconds, as whole ones
    assert_eq!((error.status(), error.scim_type(), error.retry_after()), (429, None, Some(3)));
    assert_eq!(buckets.take(Some("acme"), at(1_600)).unwrap_err().retry_after(), Some(1));
    buckets.take(Some("acme"), at(2_500)).unwrap();
    buckets.take(Some("acme"), at(2_600)).unwrap_err();
    // a refusal costs nothing, and a full bucket does not overflow
    for _ in 0..4 {
        buckets.take(Some("acme"), at(100_000)).unwrap();
    }
    buckets.take(Some("acme"), at(100_000)).unwrap_err();
}

/// A wait of whole seconds is named as it is; a refusal past it is none.
#[test]
fn the_wait_is_in_whole_seconds() {
    let (buckets, start) = (Buckets::new(limit(5)), Instant::now());
    (0..5).for_each(|_| buckets.take(None, start).unwrap());
    for (millis, seconds) in [(0, 2), (1, 2), (999, 2), (1_000, 1), (1_001, 1), (1_999, 1)] {
        let error = buckets.take(None, start + Duration::from_millis(millis)).unwrap_err();
        assert_eq!(error.retry_after(), Some(seconds), "{millis}");
    }
    buckets.take(None, start + Duration::from_secs(2)).unwrap();
}

/// Of those whose bucket is not full nothing is forgotten, however many others come.
#[test]
fn who_has_asked_is_not_forgotten() {
    let (buckets, start) = (Buckets::new(LIMIT), Instant::now());
    (0..4).for_each(|_| buckets.take(Some("busy"), start).unwrap());
    for other in 0..3 * SWEEP {
        buckets.take(Some(&other.to_string()), start).unwrap();
    }
    buckets.take(Some("busy"), start).unwrap_err();
    buckets.take(Some("busy"), start + Duration::from_millis(2_499)).unwrap_err();
}

#[test]
fn tenants_have_a_bucket_each() {
    let (buckets, now) = (Buckets::new(limit(1)), Instant::now());
    for tenant in [Some("acme"), Some("globex"), None] {
        buckets.take(tenant, now).unwrap();
        buckets.take(tenant, now).unwrap_err();
    }
}

/// Buckets that are full again are forgotten, and no others.
#[test]
fn memory_is_bounded() {
    let (buckets, start) = (Buckets::new(LIMIT), Instant::now());
    for second in 0..10_000u64 {
        let now = start + Duration::from_secs(second);
        buckets.take(Some(&second.to_string()), now).unwrap();
        for _ in 0..if second == 0 { 0 } else { 3 } {
            buckets.take(Some(&second.to_string()), now).unwrap();
        }
    }
    assert!(buckets.tenants.lock().unwrap().full_at.len() <= SWEEP);
    let last = start + Duration::from_secs(9_999);
    buckets.take(Some("9999"), last).unwrap_err();
}

/// A limit of one lets one through, and no time no limit.
#[test]
fn limits_at_the_edge() {
    let now = Instant::now();
    let one = Buckets::new(limit(1));
    one.take(None, now).unwrap();
    one.take(None, now).unwrap_err();
    let always = Buckets::new(RateLimit::new(NonZeroU32::MIN, Duration::ZERO));
    (0..100).for_each(|_| always.take(None, now).unwrap());
}

/// A time beyond what a clock can count is the longest one.
#[test]
fn no_time_is_too_long() {
    let (longest, second) = (RateLimit::LONGEST, Duration::from_secs(1));
    for per in [Duration::MAX, Duration::from_secs(u64::MAX), longest + second, longest] {
        for requests in [NonZeroU32::MIN, NonZeroU32::MAX] {
            let limit = RateLimit::new(requests, per);
            assert_eq!(limit, RateLimit::new(requests, longest));
            let (buckets, now) = (Buckets::new(limit), Instant::now());
            buckets.take(None, now).unwrap();
            if requests == NonZeroU32::MIN {
                assert_eq!(buckets.take(None, now).unwrap_err().retry_after(), Some(365 * 86_400));
            }
            buckets.take(None, now + longest).unwrap();
        }
    }
    assert_ne!(
        RateLimit::new(NonZeroU32::MIN, longest - second),
        RateLimit::new(NonZeroU32::MIN, longest)
    );
}
