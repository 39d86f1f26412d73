use super::*;
use http_body::Body as _;
use std::io::Write as _;
use std::task::Waker;

fn frames(mut body: Body) -> Vec<Bytes> {
    let (mut frames, mut left) = (Vec::new(), body.len());
    while let Poll::Ready(Some(frame)) =
        Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop()))
    {
        frames.push(frame.unwrap().into_data().unwrap());
        left -= frames.last().unwrap().len();
        assert_eq!(body.size_hint().exact(), Some(left as u64));
        assert_eq!(body.is_end_stream(), left == 0);
    }
    frames
}

/// What is written comes out in order, in frames of a bounded size, none of them empty.
#[test]
fn a_long_body_comes_in_frames() {
    let mut long = Frames::default();
    let mut expected = Vec::new();
    for index in 0..30_000 {
        let line = format!("line {index}\n");
        expected.extend_from_slice(line.as_bytes());
        if index % 2 == 0 {
            long.append(|out| out.extend_from_slice(line.as_bytes()));
        } else {
            long.write_all(line.as_bytes()).unwrap();
        }
    }
    let body = Body::from(long);
    assert_eq!(body.len(), expected.len());
    let frames = frames(body);
    // as few as that size allows
    assert!((4..=expected.len() / Frames::SIZE + 1).contains(&frames.len()));
    assert!(frames.iter().all(|frame| !frame.is_empty() && frame.len() < Frames::SIZE + 100));
    assert_eq!(frames.concat(), expected);
}

#[test]
fn short_and_empty_bodies() {
    assert_eq!(frames(Body::from(b"{}".to_vec())), [Bytes::from("{}")]);
    for empty in [Body::default(), Body::from(Vec::new()), Frames::default().into()] {
        assert!(empty.is_end_stream() && frames(empty).is_empty());
    }
}

/// A frame has its room from the beginning, and little more than it takes.
#[test]
fn frames_neither_grow_nor_waste() {
    let line = |frames: &mut Frames| frames.append(|out| out.extend_from_slice(&[b'x'; 99]));
    let mut long = Frames::default();
    // of the first nothing is known yet
    while long.body.frames.is_empty() {
        line(&mut long);
    }
    let room = long.open.capacity();
    assert!((Frames::SIZE + 99..Frames::SIZE * 5 / 4).contains(&room), "{room}");
    while long.body.frames.len() < 3 {
        line(&mut long);
        assert_eq!(long.open.capacity(), room);
    }
}

/// A limit is kept to the byte, of all frames together; what is beyond it leaves no trace.
#[test]
fn what_fits_is_written_and_nothing_else() {
    let full = vec![b'x'; Frames::SIZE];
    for begin in [&[][..], b"ab", &full] {
        let mut frames = Frames::default();
        frames.append(|out| out.extend_from_slice(begin));
        let mut add = |text: &[u8], limit: usize| {
            frames.append_within(begin.len() + limit, |out| out.extend_from_slice(text))
        };
        assert!(!add(b"123", 2) && add(b"12", 2) && !add(b"3", 2) && add(b"3", 3));
        assert_eq!(self::frames(frames.into()).concat(), [begin, b"123"].concat());
    }
}

/// What comes before all of it is counted as the rest is, whether that is in frames already.
#[test]
fn a_body_begins_with_what_is_known_last() {
    for lines in [0, 1, 3_000] {
        let mut body = Frames::default();
        (0..lines).for_each(|_| body.append(|out| out.extend_from_slice(&[b'x'; 99])));
        body.begin_with(b"{begin}".to_vec());
        let body = Body::from(body);
        assert_eq!((body.len(), body.exact_len()), (7 + 99 * lines, Some(7 + 99 * lines)));
        let text = frames(body).concat();
        assert!(text.starts_with(b"{begin}") && text.len() == 7 + 99 * lines);
    }
}
