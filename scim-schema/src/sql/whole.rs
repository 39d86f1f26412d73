//! Comparisons of whole numbers with what need not be one.

use crate::filter::syntax::Operator;

/// What is left of a comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Left<T> {
    /// True of nothing.
    Never,
    /// True of everything that there is.
    Always,
    Compare(Operator, T),
}

/// Compares whole numbers, which an `i64` holds, with `floor`, or with what is between it and the
/// next one.
pub(super) fn whole(operator: Operator, floor: i128, exact: bool) -> Left<i64> {
    let operator = match operator {
        Operator::Eq if !exact => return Left::Never,
        Operator::Ge if !exact => Operator::Gt,
        Operator::Lt if !exact => Operator::Le,
        other => other,
    };
    match i64::try_from(floor) {
        Ok(number) => Left::Compare(operator, number),
        Err(_) if operator == Operator::Eq => Left::Never,
        Err(_) => {
            let beyond = floor > 0;
            if beyond == matches!(operator, Operator::Lt | Operator::Le) {
                Left::Always
            } else {
                Left::Never
            }
        }
    }
}

/// The floor of a number, and whether it is whole.
pub(super) fn floor(number: f64) -> (i128, bool) {
    let floor = number.floor();
    #[expect(clippy::cast_possible_truncation, reason = "saturates, beyond what is compared")]
    let whole = floor as i128;
    #[expect(clippy::float_cmp, reason = "whether there is a fraction")]
    let exact = floor == number;
    (whole, exact)
}

/// The floor of an instant in units of `1 / per_second`, and whether it is whole.
pub(super) fn instant(seconds: i64, nanos: u32, per_second: u32) -> (i128, bool) {
    let unit = 1_000_000_000 / per_second.max(1);
    let units = i128::from(seconds) * i128::from(per_second) + i128::from(nanos / unit.max(1));
    (units, nanos.is_multiple_of(unit.max(1)))
}

/// Compares numbers with a fraction with a whole number, which an `f64` may not hold.
pub(super) fn decimal(operator: Operator, number: i128) -> Left<f64> {
    #[expect(clippy::cast_precision_loss, reason = "what is lost is looked at below")]
    let near = number as f64;
    #[expect(clippy::cast_possible_truncation, reason = "whole; saturates")]
    let back = near as i128;
    // no `f64` is between the number and the nearest one
    let operator = match (back.cmp(&number), operator) {
        (std::cmp::Ordering::Equal, operator) => operator,
        (_, Operator::Eq) => return Left::Never,
        (std::cmp::Ordering::Less, Operator::Ge) => Operator::Gt,
        (std::cmp::Ordering::Less, Operator::Lt) => Operator::Le,
        (std::cmp::Ordering::Greater, Operator::Gt) => Operator::Ge,
        (std::cmp::Ordering::Greater, Operator::Le) => Operator::Lt,
        (_, operator) => operator,
    };
    Left::Compare(operator, near)
}
