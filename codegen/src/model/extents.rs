//! Where the documents declare the parts of a model, so that a fault can be found to lie in one of them.

use crate::source::{SourceId, Span};

/// Where a part is declared: its document, and the offset of its start tag.
pub(crate) type Start = (SourceId, u32);

/// The start of a span.
pub(crate) fn start(span: Span) -> Start {
    (span.source, span.start)
}

/// The elements that a slice can keep or leave out: children of schemas and of containers, and navigation properties.
#[derive(Debug, Default)]
pub(crate) struct Extents {
    /// In the order of the documents; an element comes before those inside of it.
    elements: Vec<Extent>,
}

/// One of these elements.
#[derive(Debug)]
pub(crate) struct Extent {
    /// From `<` to the end of the end tag.
    pub(crate) span: Span,
    /// The element around it.
    parent: Option<usize>,
    /// What an `Annotations` element annotates.
    pub(crate) annotates: Option<Annotates>,
}

/// What an `Annotations` element annotates.
#[derive(Debug)]
pub(crate) enum Annotates {
    /// A whole schema.
    Schema,
    /// These parts.
    Parts(Vec<Start>),
}

impl Extents {
    /// Puts the elements of all documents into their order.
    pub(super) fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable_by_key(|span| (start(*span), std::cmp::Reverse(span.end)));
        let mut elements: Vec<Extent> = Vec::with_capacity(spans.len());
        for span in spans {
            let mut parent = elements.len().checked_sub(1);
            while let Some(around) = parent.and_then(|index| elements.get(index))
                && !contains(around.span, span)
            {
                parent = around.parent;
            }
            elements.push(Extent { span, parent, annotates: None });
        }
        Self { elements }
    }

    /// The elements around a place, the innermost first.
    pub(crate) fn around(&self, place: Span) -> impl Iterator<Item = &Extent> {
        let before = self.elements.partition_point(|element| start(element.span) <= start(place));
        let last = before.checked_sub(1).and_then(|index| self.elements.get(index));
        let outwards = std::iter::successors(last, |inner| self.elements.get(inner.parent?));
        outwards.filter(move |element| contains(element.span, place))
    }

    /// Notes what the `Annotations` element around a place annotates.
    pub(super) fn annotate(&mut self, place: Span, annotates: Annotates) {
        let before = self.elements.partition_point(|element| start(element.span) <= start(place));
        if let Some(element) = before.checked_sub(1).and_then(|index| self.elements.get_mut(index)) {
            element.annotates = Some(annotates);
        }
    }
}

/// Whether a place begins in a span.
fn contains(span: Span, place: Span) -> bool {
    span.source == place.source && (span.start..span.end).contains(&place.start)
}

#[cfg(test)]
mod tests {
    use super::{Extents, SourceId, Span};

    fn span(source: u32, start: u32, end: u32) -> Span {
        Span { source: SourceId(source), start, end }
    }

    #[test]
    fn the_innermost_element_around_a_place_comes_first() {
        let extents =
            Extents::new(vec![span(1, 10, 20), span(0, 12, 14), span(0, 15, 19), span(0, 10, 20), span(0, 30, 40)]);
        for (place, expected) in [
            (span(0, 5, 6), vec![]),
            (span(0, 10, 11), vec![10]),
            (span(0, 13, 90), vec![12, 10]),
            (span(0, 14, 15), vec![10]),
            (span(0, 18, 18), vec![15, 10]),
            (span(0, 20, 21), vec![]),
            (span(0, 39, 39), vec![30]),
            (span(1, 19, 19), vec![10]),
            (span(2, 10, 10), vec![]),
        ] {
            let found: Vec<u32> = extents.around(place).map(|element| element.span.start).collect();
            assert_eq!(found, expected, "{place:?}");
        }
    }
}
