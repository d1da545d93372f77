//! Where the members of an object are among the properties of its type.

use crate::value::structured::TypeInfo;

/// Finds the properties of a type by name, and learns while it does so: a service sends all objects of a type with
/// their members in one order, which is seldom the schema's. Without that, decoding takes 9 % more instructions.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) info: &'static TypeInfo,
    /// What came next the last time: at the start of an object, and after each property.
    next: Vec<u32>,
    /// How often the next one was another.
    misses: u32,
    /// A hash table with open addressing of indices plus one; made when searches begin to cost as much. Without it, decoding objects
    /// with unknown properties takes 7 % more instructions.
    table: Vec<u32>,
}

/// After so many searches from name to name, the hash table is made.
const PATIENCE: u32 = 8;

impl Order {
    pub(crate) fn new(info: &'static TypeInfo) -> Self {
        let next = (0..=u32::try_from(info.properties.len()).unwrap_or(u32::MAX)).collect();
        Self { info, next, misses: 0, table: Vec::new() }
    }

    /// Finds a property after the one before it (its index plus one, or 0 at the start).
    #[inline]
    pub(crate) fn find(&mut self, after: usize, name: &str) -> Option<(usize, &'static str)> {
        let supposed = self.next.get(after).map_or(0, |&index| index as usize);
        match self.info.properties.get(supposed) {
            Some(property) if *property == name => Some((supposed, property)),
            _ => self.search(after, name),
        }
    }

    fn search(&mut self, after: usize, name: &str) -> Option<(usize, &'static str)> {
        let found = if self.misses < PATIENCE {
            self.misses += 1;
            self.info.property_near(after, name)?
        } else {
            self.look_up(name)?
        };
        if let (Some(next), Ok(index)) = (self.next.get_mut(after), u32::try_from(found.0)) {
            *next = index;
        }
        Some(found)
    }

    fn look_up(&mut self, name: &str) -> Option<(usize, &'static str)> {
        let properties = self.info.properties;
        if self.table.is_empty() {
            self.table = vec![0; (2 * properties.len() + 1).next_power_of_two()];
            for (number, property) in (1..).zip(properties) {
                let free = self.chain(property).find(|&at| self.table.get(at) == Some(&0));
                if let Some(entry) = free.and_then(|at| self.table.get_mut(at)) {
                    *entry = number;
                }
            }
        }
        for at in self.chain(name) {
            let index = (*self.table.get(at)? as usize).checked_sub(1)?;
            match properties.get(index) {
                Some(property) if *property == name => return Some((index, property)),
                _ => {}
            }
        }
        None
    }

    /// The places of the table where a name can be, in order. Half of them are free.
    fn chain(&self, name: &str) -> impl Iterator<Item = usize> + use<> {
        let mask = self.table.len().wrapping_sub(1);
        // FNV-1a: names are short.
        let fold = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = name.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, fold);
        let start = (hash ^ (hash >> 32)) as usize;
        (0..=mask).map(move |step| start.wrapping_add(step) & mask)
    }
}
