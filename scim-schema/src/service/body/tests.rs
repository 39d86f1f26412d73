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
