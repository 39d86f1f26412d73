//! Half-width and full-width forms (Unicode block FF00 to FFEF), and the ideographic space.

/// FF61 to FF9F, in the order of the block; the last two combine.
const KATAKANA: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309a}";

/// The character of which this is a wide or narrow form; any other as it is.
pub(super) fn narrowed(c: char) -> char {
    let code = u32::from(c);
    let shifted = |first: u32, onto: u32| char::from_u32(code - first + onto).unwrap_or(c);
    match code {
        0x3000 => ' ',
        0xff01..=0xff5e => shifted(0xff01, 0x21),
        0xff5f..=0xff60 => shifted(0xff5f, 0x2985),
        0xff61..=0xff9f => KATAKANA.chars().nth((code - 0xff61) as usize).unwrap_or(c),
        // the letters of Hangul
        0xffa0 => '\u{3164}',
        0xffa1..=0xffbe => shifted(0xffa1, 0x3131),
        0xffc2..=0xffc7 => shifted(0xffc2, 0x314f),
        0xffca..=0xffcf => shifted(0xffca, 0x3155),
        0xffd2..=0xffd7 => shifted(0xffd2, 0x315b),
        0xffda..=0xffdc => shifted(0xffda, 0x3161),
        0xffe0 => '¢',
        0xffe1 => '£',
        0xffe2 => '¬',
        0xffe3 => '¯',
        0xffe4 => '¦',
        0xffe5 => '¥',
        0xffe6 => '₩',
        0xffe8 => '│',
        0xffe9..=0xffec => shifted(0xffe9, 0x2190),
        0xffed => '■',
        0xffee => '○',
        _ => c,
    }
}
