//! Pages of a list (RFC 7644 section 3.4.2.4).

/// What a page has to say of itself, and which resources it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page<T> {
    /// How many resources there are on all pages (7644-3.4.2.4-10).
    pub(crate) total_results: u64,
    /// The index of the first, from 1 (7644-3.4.2.4-11).
    pub(crate) start_index: u64,
    /// The resources.
    pub(crate) resources: Vec<T>,
}

/// The page of a list of matches in order. `most` is what the service provider returns without
/// `count`, or with a larger one (7644-3.4.2.4-08).
#[must_use]
pub(crate) fn page<T: Clone>(
    matches: &[T],
    start_index: Option<i64>,
    count: Option<i64>,
    most: usize,
) -> Page<T> {
    // 7644-3.4.2.4-03, -04
    let start = start_index.unwrap_or(1).max(1);
    let count = count.map_or(most, |count| usize::try_from(count.max(0)).unwrap_or(most));
    let skipped = usize::try_from(start - 1).unwrap_or(usize::MAX);
    // 7644-3.4.2.4-05, -06, -13
    let resources = matches.iter().skip(skipped).take(count.min(most)).cloned().collect();
    Page {
        total_results: u64::try_from(matches.len()).unwrap_or(u64::MAX),
        start_index: u64::try_from(start).unwrap_or(1),
        resources,
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    /// 7644-3.4.2.4-03 to -06, -08, -10, -11, -13.
    #[test]
    fn pages() {
        let all = [1, 2, 3, 4, 5];
        for (start, count, first, found) in [
            (None, None, 1, vec![1, 2, 3, 4]),
            (Some(0), Some(2), 1, vec![1, 2]),
            (Some(-5), Some(2), 1, vec![1, 2]),
            (Some(2), Some(2), 2, vec![2, 3]),
            (Some(5), Some(9), 5, vec![5]),
            (Some(9), Some(9), 9, vec![]),
            (Some(1), Some(0), 1, vec![]),
            (Some(1), Some(-1), 1, vec![]),
        ] {
            let page = page(&all, start, count, 4);
            assert_eq!((page.total_results, page.start_index), (5, first));
            assert_eq!(page.resources, found, "{start:?} {count:?}");
        }
    }
}
