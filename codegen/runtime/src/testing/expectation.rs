//! What a test double expects, and answers in turn.

use super::pattern::Pattern;
use super::reply::Reply;

/// Which requests are answered, and by what.
#[derive(Clone, Debug)]
pub(super) struct Expectation {
    pub(super) pattern: Pattern,
    /// The steps before the last one, used up ones included.
    earlier: Vec<Step>,
    /// The step that the caller is describing, or described last.
    last: Step,
    /// What was wrong with what the caller gave.
    pub(super) fault: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Step {
    /// How often it answers; where nothing is said, once if another step follows, and for ever if none does.
    times: Option<usize>,
    used: usize,
    reply: Reply,
}

impl Step {
    fn take(&mut self, times: Option<usize>) -> Option<Reply> {
        if times.is_some_and(|times| self.used >= times) {
            return None;
        }
        self.used += 1;
        Some(self.reply.clone())
    }
}

impl Expectation {
    pub(super) fn new(pattern: Pattern) -> Self {
        Self { pattern, earlier: Vec::new(), last: Step::default(), fault: None }
    }

    /// Keeps the first fault.
    pub(super) fn fail(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// What the caller is describing.
    pub(super) fn reply(&mut self) -> &mut Reply {
        &mut self.last.reply
    }

    pub(super) fn set_times(&mut self, times: usize) {
        self.last.times = Some(times);
    }

    pub(super) fn begin_step(&mut self) {
        self.earlier.push(std::mem::take(&mut self.last));
    }

    /// The reply that is next, or `None` if all are used up.
    pub(super) fn take(&mut self) -> Option<Reply> {
        let earlier = self.earlier.iter_mut().find_map(|step| step.take(step.times.or(Some(1))));
        earlier.or_else(|| self.last.take(self.last.times))
    }

    /// How often it was used.
    pub(super) fn used(&self) -> usize {
        self.earlier.iter().map(|step| step.used).sum::<usize>() + self.last.used
    }

    /// Whether a further request would not be answered.
    pub(super) fn is_used_up(&self) -> bool {
        self.clone().take().is_none()
    }

    /// How often it has to be used at least, to have been met.
    pub(super) fn needed(&self) -> usize {
        self.earlier.iter().chain([&self.last]).map(|step| step.times.unwrap_or(1)).sum()
    }
}
