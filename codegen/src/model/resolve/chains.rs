//! Graphs in which each node has at most one successor: base types, type definitions, extended containers.

/// The cycles, each from its least node on along the successors.
pub(super) fn cycles(next: &[Option<usize>]) -> Vec<Vec<usize>> {
    // The walk that saw a node first, counted from 1; 0 where none did.
    let mut seen = vec![0_usize; next.len()];
    let mut found = Vec::new();
    for start in 0..next.len() {
        let walk = start + 1;
        let mut at = Some(start);
        while let Some(node) = at {
            let Some(mark) = seen.get_mut(node) else { break };
            if *mark == walk {
                found.push(cycle_through(node, next));
            }
            if *mark != 0 {
                break;
            }
            *mark = walk;
            at = successor(next, node);
        }
    }
    found.sort_unstable();
    found
}

fn cycle_through(node: usize, next: &[Option<usize>]) -> Vec<usize> {
    let mut members = vec![node];
    let mut at = successor(next, node);
    while let Some(member) = at.filter(|member| *member != node) {
        members.push(member);
        at = successor(next, member);
    }
    let least = members.iter().enumerate().min_by_key(|(_, member)| **member).map_or(0, |(index, _)| index);
    members.rotate_left(least);
    members
}

/// All nodes, each after its successor. Cycles are not allowed.
pub(super) fn successors_first(next: &[Option<usize>]) -> Vec<usize> {
    let mut done = vec![false; next.len()];
    let mut order = Vec::with_capacity(next.len());
    let mut path = Vec::new();
    for start in 0..next.len() {
        let mut at = Some(start);
        while let Some(node) = at {
            match done.get_mut(node) {
                Some(done) if !*done => *done = true,
                _ => break,
            }
            path.push(node);
            at = successor(next, node);
        }
        order.extend(path.drain(..).rev());
    }
    order
}

fn successor(next: &[Option<usize>], node: usize) -> Option<usize> {
    next.get(node).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::{cycles, successors_first};

    #[test]
    fn cycles_are_found_once_each() {
        assert_eq!(cycles(&[]), Vec::<Vec<usize>>::new());
        assert_eq!(cycles(&[Some(0)]), [[0]]);
        assert_eq!(cycles(&[Some(1), None]), Vec::<Vec<usize>>::new());
        assert_eq!(cycles(&[Some(2), Some(0), Some(3), Some(2)]), [[2, 3]]);
        assert_eq!(cycles(&[Some(2), Some(3), Some(0), Some(1), Some(0)]), [[0, 2], [1, 3]]);
    }

    #[test]
    fn successors_come_first() {
        assert_eq!(successors_first(&[Some(2), Some(0), None]), [2, 0, 1]);
        let long: Vec<_> = (1..100_000).map(Some).chain([None]).collect();
        assert_eq!(successors_first(&long).first(), Some(&99_999));
    }
}
