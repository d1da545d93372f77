//! What an instance carries beside its declared values.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::edm::primitive::Form;
use crate::value::json::control::of_property;
use crate::value::kept::extras::{Extras, kept};
use crate::value::kept::original::Original;
use crate::value::kept::unread::Unread;

/// A set of small numbers: property indices.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits {
    first: u64,
    rest: Vec<u64>,
}

impl Bits {
    #[inline]
    fn word(&self, index: usize) -> u64 {
        match index / 64 {
            0 => self.first,
            word => self.rest.get(word - 1).copied().unwrap_or_default(),
        }
    }

    #[inline]
    pub(crate) fn contains(&self, index: usize) -> bool {
        self.word(index) & (1 << (index % 64)) != 0
    }

    /// Adds an index; `false` if it was there.
    #[inline]
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        let new = !self.contains(index);
        let bit = 1 << (index % 64);
        match index / 64 {
            0 => self.first |= bit,
            word => {
                if self.rest.len() < word {
                    self.rest.resize(word, 0);
                }
                if let Some(slot) = self.rest.get_mut(word - 1) {
                    *slot |= bit;
                }
            }
        }
        new
    }

    pub(crate) fn remove(&mut self, index: usize) {
        let bit = !(1 << (index % 64));
        match index / 64 {
            0 => self.first &= bit,
            word => {
                if let Some(slot) = self.rest.get_mut(word - 1) {
                    *slot &= bit;
                }
            }
        }
    }
}

/// What an instance carries beside its declared values; absent where there is nothing to carry.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Undeclared properties.
    pub(crate) extras: Extras,
    /// Annotations and control information, named as received: `@odata.etag`, `photo@odata.x`.
    pub(crate) annotations: Extras,
    /// Declared properties that were null, as opposed to absent.
    pub(crate) nulls: Bits,
    /// What the instance was when it was read, once a caller may have changed it.
    pub(crate) original: Option<Original>,
    /// The entity tag of the header with which the instance came.
    pub(crate) etag: Option<Box<str>>,
    /// How numbers were written, by property and item, in this order.
    forms: Vec<(usize, usize, Form)>,
    /// What came for declared properties and is not in their fields.
    unread: Option<Box<AllUnread>>,
}

/// By the indices of properties, each once.
#[derive(Clone, Debug, Default)]
struct AllUnread(Vec<(usize, Unread)>);

impl Side {
    /// One with a single annotation.
    pub(crate) fn annotated(name: &str, value: &RawValue) -> Self {
        let mut side = Self::default();
        side.add(kept(name), value.to_owned());
        side
    }

    /// Whether its first annotation is this one.
    pub(crate) fn is_annotated(&self, name: &str, value: &RawValue) -> bool {
        self.annotations.iter().next().is_some_and(|(n, v)| v.get() == value.get() && n == name)
    }

    /// Adds a member that is not a declared property.
    pub(crate) fn add(&mut self, name: Cow<'static, str>, value: Box<RawValue>) {
        let members = if name.as_bytes().contains(&b'@') { &mut self.annotations } else { &mut self.extras };
        members.add(name, value);
    }

    /// Remembers how an item of a property was written (item 0 where it is not a collection).
    pub(crate) fn add_form(&mut self, property: usize, item: usize, form: Form) {
        self.forms.push((property, item, form));
    }

    /// To be called when all forms were added, which may have happened in any order.
    pub(crate) fn sort_forms(&mut self) {
        self.forms.sort_unstable_by_key(|&(property, item, _)| (property, item));
    }

    /// Whether any number was written in another form than its type's.
    pub(crate) fn has_forms(&self) -> bool {
        !self.forms.is_empty()
    }

    /// Takes out how numbers were written.
    pub(crate) fn take_forms(&mut self) -> Vec<(usize, usize, Form)> {
        std::mem::take(&mut self.forms)
    }

    pub(crate) fn form(&self, property: usize, item: usize) -> Option<Form> {
        if self.forms.is_empty() {
            return None;
        }
        let key = (property, item);
        let found = self.forms.binary_search_by_key(&key, |&(p, i, _)| (p, i));
        found.ok().and_then(|at| self.forms.get(at)).map(|&(_, _, form)| form)
    }

    /// Whether an annotation is the count or a link of a property.
    pub(crate) fn has_control(&self) -> bool {
        self.annotations.iter().any(|(name, _)| !name.starts_with('@') && of_property(name).is_some())
    }

    /// Whether anything came for declared properties and is not in their fields.
    pub(crate) fn has_unread(&self) -> bool {
        self.unread.is_some()
    }

    /// What came for a property and is not in its field.
    pub(crate) fn unread(&self, property: usize) -> Option<&Unread> {
        let all = self.unread.as_deref()?;
        all.0.iter().find(|(index, _)| *index == property).map(|(_, unread)| unread)
    }

    /// Keeps what came for a property and is not in its field.
    pub(crate) fn add_unread(&mut self, property: usize, unread: Unread) {
        self.unread.get_or_insert_default().0.push((property, unread));
    }

    /// Takes out what came for a property and is not in its field.
    pub(crate) fn take_unread(&mut self, property: usize) -> Option<Unread> {
        let all = self.unread.as_deref_mut()?;
        let at = all.0.iter().position(|(index, _)| *index == property)?;
        Some(all.0.swap_remove(at).1)
    }
}
