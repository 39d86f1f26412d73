//! One rule broken, before a service provider that keeps all.

use crate::server::{Answer, Asked, Server};
use http::{Request, Response};

#[derive(Clone, Copy)]
/// A service provider with one thing wrong.
pub(crate) struct Fault {
    pub(crate) id: &'static str,
    /// What it does.
    pub(crate) title: &'static str,
    /// The requirement that it breaks.
    pub(crate) breaks: &'static str,
    pub(crate) wrong: Wrong,
}

#[derive(Clone, Copy)]
/// How it is wrong.
pub(crate) enum Wrong {
    /// It takes a request for another one.
    Takes(fn(&mut Asked)),
    /// It makes another answer of the right one.
    Gives(fn(&Asked, &mut Answer)),
    /// It goes about it in another way.
    Does(fn(&Server, Asked) -> Answer),
}

pub(crate) const fn takes(
    id: &'static str,
    breaks: &'static str,
    title: &'static str,
    wrong: fn(&mut Asked),
) -> Fault {
    Fault { id, title, breaks, wrong: Wrong::Takes(wrong) }
}

pub(crate) const fn gives(
    id: &'static str,
    breaks: &'static str,
    title: &'static str,
    wrong: fn(&Asked, &mut Answer),
) -> Fault {
    Fault { id, title, breaks, wrong: Wrong::Gives(wrong) }
}

pub(crate) const fn does(
    id: &'static str,
    breaks: &'static str,
    title: &'static str,
    wrong: fn(&Server, Asked) -> Answer,
) -> Fault {
    Fault { id, title, breaks, wrong: Wrong::Does(wrong) }
}

impl Fault {
    pub(crate) fn answer(&self, server: &Server, request: Request<String>) -> Response<String> {
        let mut asked = Asked::of(request);
        let answer = match self.wrong {
            Wrong::Takes(wrong) => {
                wrong(&mut asked);
                server.ask(&asked)
            }
            Wrong::Gives(wrong) => {
                let mut answer = server.ask(&asked);
                wrong(&asked, &mut answer);
                answer
            }
            Wrong::Does(wrong) => wrong(server, asked),
        };
        answer.response()
    }
}
