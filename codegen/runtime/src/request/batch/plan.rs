//! Which requests go into the next call.

use std::collections::{BTreeMap, BTreeSet};

/// What is sent together or not at all: a request, or a change set.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) entries: Vec<usize>,
    pub(super) is_set: bool,
    pub(super) follows: Vec<Edge>,
    pub(super) state: State,
    /// How often it was sent.
    pub(super) tries: u32,
    /// The number of the units that hang together with it.
    cluster: usize,
}

/// A unit that another follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) unit: usize,
    /// Whether both can be in one call.
    pub(super) together: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// To be sent.
    Open,
    /// To be sent again, when the others were.
    Later,
    Succeeded,
    Failed,
}

impl Unit {
    pub(super) fn new(entries: Vec<usize>, is_set: bool) -> Self {
        Self { entries, is_set, follows: Vec::new(), state: State::Open, tries: 0, cluster: 0 }
    }
}

/// The units of a batch, in an order in which each comes behind those that it follows.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) units: Vec<Unit>,
    /// Those that are not finished, in that order.
    order: Vec<usize>,
    /// The place of each in that order.
    ranks: Vec<usize>,
    /// The units of each cluster, in that order.
    clusters: Vec<Vec<usize>>,
    limit: usize,
}

impl Plan {
    /// The plan, and the units that follow themselves.
    pub(super) fn new(mut units: Vec<Unit>, limit: usize) -> (Self, Vec<usize>) {
        for unit in &mut units {
            unit.follows.sort();
            // Where it follows one in two ways, the stricter comes first.
            unit.follows.dedup_by_key(|edge| edge.unit);
        }
        let order = sorted(&units);
        let mut ranks = vec![usize::MAX; units.len()];
        for (rank, index) in order.iter().enumerate() {
            if let Some(place) = ranks.get_mut(*index) {
                *place = rank;
            }
        }
        let circular = (0..units.len()).filter(|unit| ranks.get(*unit) == Some(&usize::MAX)).collect();
        name_clusters(&mut units);
        let mut clusters = vec![Vec::new(); units.len()];
        for &index in &order {
            let cluster = units.get(index).and_then(|unit| clusters.get_mut(unit.cluster));
            if let Some(cluster) = cluster {
                cluster.push(index);
            }
        }
        (Self { units, order, ranks, clusters, limit }, circular)
    }

    /// Units that are to be sent and follow one that failed, with that one.
    pub(super) fn orphans(&self) -> Vec<(usize, usize)> {
        let mut orphans: BTreeMap<usize, usize> = BTreeMap::new();
        for &index in &self.order {
            let Some(unit) = self.units.get(index).filter(|unit| unit.state == State::Open) else { continue };
            for edge in &unit.follows {
                let has_failed = self.state(edge.unit) == State::Failed || orphans.contains_key(&edge.unit);
                if has_failed {
                    orphans.insert(index, edge.unit);
                    break;
                }
            }
        }
        let in_order = self.order.iter().filter_map(|index| Some((*index, *orphans.get(index)?)));
        in_order.collect()
    }

    pub(super) fn state(&self, unit: usize) -> State {
        self.units.get(unit).map_or(State::Failed, |unit| unit.state)
    }

    pub(super) fn set(&mut self, unit: usize, state: State) {
        if let Some(unit) = self.units.get_mut(unit) {
            unit.state = state;
        }
    }

    /// Whether any unit waits for another round.
    pub(super) fn has_later(&self) -> bool {
        self.units.iter().any(|unit| unit.state == State::Later)
    }

    /// Begins another round: what was put off is to be sent.
    pub(super) fn reopen(&mut self) {
        for unit in &mut self.units {
            if unit.state == State::Later {
                unit.state = State::Open;
            }
        }
    }

    /// Units that are to be sent.
    pub(super) fn open(&self) -> Vec<usize> {
        self.order.iter().copied().filter(|unit| self.state(*unit) == State::Open).collect()
    }

    /// The units of the next call, in order; empty where none can be sent before others are.
    pub(super) fn next_call(&mut self) -> Vec<usize> {
        let units = &self.units;
        self.order
            .retain(|index| units.get(*index).is_some_and(|unit| matches!(unit.state, State::Open | State::Later)));
        let mut call = Call { taken: BTreeSet::new(), size: 0 };
        let mut seen = BTreeSet::new();
        for &index in &self.order {
            if call.size == self.limit {
                break;
            }
            let Some(unit) = self.units.get(index).filter(|unit| unit.state == State::Open) else { continue };
            if !seen.insert(unit.cluster) {
                continue;
            }
            let members = self.clusters.get(unit.cluster).into_iter().flatten().copied();
            let cluster: Vec<usize> = members.filter(|member| self.state(*member) == State::Open).collect();
            self.take_cluster(&cluster, &mut call);
        }
        let mut units: Vec<usize> = call.taken.into_iter().collect();
        units.sort_by_key(|index| self.ranks.get(*index));
        units
    }

    /// Takes all of a cluster, if one call can hold it and nothing of it has to wait; otherwise what fits.
    fn take_cluster(&self, cluster: &[usize], call: &mut Call) {
        let size = cluster.iter().map(|index| self.size(*index)).sum::<usize>();
        if size <= self.limit {
            let mut whole = Call { taken: BTreeSet::new(), size: 0 };
            let fits = cluster.iter().all(|index| self.take(*index, &mut whole));
            if fits {
                if call.size + size <= self.limit {
                    call.size += size;
                    call.taken.append(&mut whole.taken);
                }
                return;
            }
        }
        for index in cluster {
            if call.size == self.limit {
                break;
            }
            self.take(*index, call);
        }
    }

    /// Takes a unit, if there is room and those that it follows are done or in the same call.
    fn take(&self, index: usize, call: &mut Call) -> bool {
        let Some(unit) = self.units.get(index) else { return false };
        let is_ready = unit.follows.iter().all(|edge| {
            self.state(edge.unit) == State::Succeeded || (edge.together && call.taken.contains(&edge.unit))
        });
        let size = self.size(index);
        if !is_ready || call.size + size > self.limit {
            return false;
        }
        call.size += size;
        call.taken.insert(index)
    }

    fn size(&self, index: usize) -> usize {
        self.units.get(index).map_or(0, |unit| unit.entries.len())
    }
}

/// A call that is being filled.
struct Call {
    taken: BTreeSet<usize>,
    size: usize,
}

/// The units in an order in which each comes behind those that it follows, and otherwise as they were added. Those that follow
/// themselves are left out.
fn sorted(units: &[Unit]) -> Vec<usize> {
    let mut waits: Vec<usize> = units.iter().map(|unit| unit.follows.len()).collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); units.len()];
    for (index, unit) in units.iter().enumerate() {
        for edge in &unit.follows {
            if let Some(followers) = followers.get_mut(edge.unit) {
                followers.push(index);
            }
        }
    }
    let mut ready: BTreeSet<usize> = (0..units.len()).filter(|index| waits.get(*index) == Some(&0)).collect();
    let mut order = Vec::with_capacity(units.len());
    while let Some(index) = ready.pop_first() {
        order.push(index);
        for follower in followers.get(index).into_iter().flatten() {
            if let Some(waits) = waits.get_mut(*follower) {
                *waits -= 1;
                if *waits == 0 {
                    ready.insert(*follower);
                }
            }
        }
    }
    order
}

/// Gives all units that hang together, where they can be in one call, the number of the first of them.
fn name_clusters(units: &mut [Unit]) {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); units.len()];
    for (index, unit) in units.iter().enumerate() {
        for edge in unit.follows.iter().filter(|edge| edge.together) {
            for (from, to) in [(index, edge.unit), (edge.unit, index)] {
                if let Some(neighbours) = neighbours.get_mut(from) {
                    neighbours.push(to);
                }
            }
        }
    }
    let mut named = vec![false; units.len()];
    for first in 0..units.len() {
        let mut open = vec![first];
        while let Some(index) = open.pop() {
            let Some(is_named) = named.get_mut(index).filter(|is_named| !**is_named) else { continue };
            *is_named = true;
            if let Some(unit) = units.get_mut(index) {
                unit.cluster = first;
            }
            open.extend(neighbours.get(index).into_iter().flatten());
        }
    }
}
