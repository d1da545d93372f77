//! The front page of a generated crate: what a client does, by examples in the names of its service.

mod examples;
mod subject;

use super::{Block, Docs, Piece, code, plain, words};
use crate::plan::items::{Crate, Identifier, Item, Link};

pub(crate) use subject::Facts;
use subject::{Structures, Subject};

/// The documentation of the crate, and the text of its README.
pub(crate) fn page(plan: &Crate, facts: &Facts<'_>) -> Docs {
    let mut page = Page(plain(beginning(plan)).blocks);
    // Cargo refuses the names of packages that are not identifiers, keywords for instance.
    let Some(crate_name) = Identifier::pinned(&plan.package.crate_name) else {
        return Docs { blocks: page.0, deprecated: None };
    };
    page.heading("Signing in");
    page.0.push(examples::client(&crate_name, !plan.service.root.is_empty()));
    page.signing_in();
    let structures = subject::structures(plan);
    let subject = subject::choose(plan, &structures, facts);
    page.reading(plan, &structures, subject.as_ref(), &crate_name);
    page.heading("Errors");
    page.0.push(examples::errors(&crate_name));
    page.errors();
    page.heading("Testing");
    page.0.push(examples::test(&crate_name, subject.as_ref()));
    page.testing();
    page.heading("Features");
    page.features(plan);
    Docs { blocks: page.0, deprecated: None }
}

fn beginning(plan: &Crate) -> Vec<Piece> {
    if plan.service.root.is_empty() {
        return vec![words("A typed client for an OData service, generated from its metadata.")];
    }
    let root = words(plan.service.root.clone());
    vec![words("A typed client for the OData service at "), root, words(", generated from its metadata.")]
}

struct Page(Vec<Block>);

impl Page {
    fn heading(&mut self, text: &'static str) {
        self.0.push(Block::Heading(text));
    }

    fn say(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        self.0.push(Block::Paragraph(pieces.into_iter().collect()));
    }

    fn item(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        self.0.push(Block::Item(pieces.into_iter().collect()));
    }

    fn signing_in(&mut self) {
        self.say([
            link("StaticToken"),
            words(" holds a token that the program has. "),
            link("TokenProvider"),
            words(" asks an asynchronous function for each token, and any other source implements "),
            link("Credential"),
            words(". A header of another kind is set by "),
            code("ClientBuilder::header"),
            words("."),
        ]);
    }

    fn reading<'a>(
        &mut self,
        plan: &'a Crate,
        structures: &Structures<'a>,
        subject: Option<&Subject<'a>>,
        crate_name: &Identifier,
    ) {
        let call = subject::function(plan, structures, subject);
        let read = examples::read(crate_name, subject, call.as_ref());
        if let Some(example) = read.or_else(|| address(plan, crate_name)) {
            self.heading("Reading");
            self.say([
                words("Methods lead from the client along the paths of the service. A position, "),
                link("At"),
                words(", sends nothing until it is awaited."),
            ]);
            self.0.push(example);
            self.reading_on(subject);
        }
        let write = subject.and_then(|subject| examples::write(crate_name, subject));
        if let Some(example) = write {
            self.heading("Writing");
            self.0.push(example);
            self.writing();
        }
    }

    fn reading_on(&mut self, subject: Option<&Subject<'_>>) {
        if subject.is_some_and(|subject| subject.is_collection) {
            self.say([
                words("There are "),
                code("order_by"),
                words(", "),
                code("top"),
                words(", "),
                code("skip"),
                words(", "),
                code("search"),
                words(" and "),
                code("count"),
                words(" too. "),
                code("pages"),
                words(" gives page after page."),
            ]);
        }
        self.say([
            words("Every property is an "),
            code("Option"),
            words(", because a service may leave it out. What the metadata does not declare is in "),
            code("extras()"),
            words("; "),
            code("Client::path"),
            words(" reaches addresses that have no method."),
        ]);
    }

    fn writing(&mut self) {
        self.say([
            words("What is not set is not sent, and a property that only the service sets is never sent. "),
            link("At"),
            words(" has the other methods: "),
            code("replace"),
            words(", "),
            code("upsert"),
            words(", "),
            code("link"),
            words(", "),
            code("upload"),
            words(". "),
            code("if_match"),
            words(", "),
            code("prefer"),
            words(" and "),
            code("header"),
            words(" go with any request."),
        ]);
    }

    fn errors(&mut self) {
        self.say([
            words("An "),
            link("Error"),
            words(" says whether the request was never sent, failed on its way, was refused by the service ("),
            link("ServiceError"),
            words(", with status, headers and body), or was answered with what cannot be decoded. "),
            code("optional()"),
            words(" reads what may not be there as an "),
            code("Option"),
            words("."),
        ]);
    }

    fn testing(&mut self) {
        self.say([
            code("FakeService"),
            words(
                " answers typed values and faults, in the order that a test says, without a network; requests, paging, errors and \
                 decoding are those of the real client. A request without an answer fails with a comparison of what was asked and \
                 what is expected. Time is a ",
            ),
            code("TestClock"),
            words(", which moves on where everything waits, so that nothing waits in real time. "),
            code("Recorder"),
            words(" and "),
            code("Replay"),
            words(" keep conversations with the service in a file, without secrets. All of it is in the module "),
            code("testing"),
            words(", behind the feature of that name. Any other "),
            link("Transport"),
            words(" takes the place of the network too; "),
            code("position.url()"),
            words(" gives the URL of a request without sending it."),
        ]);
    }

    fn features(&mut self, plan: &Crate) {
        if let Some(feature) = plan.features.first() {
            self.item([
                code("full"),
                words(" (default): all namespaces. Each has a feature of its name, such as "),
                code(&*feature.name),
                words(", which enables those that it needs."),
            ]);
        }
        self.item([
            code("reqwest"),
            words(" (default): the transport that a client has where it is given no other one."),
        ]);
        self.item([code("azure"), words(": signing in with credentials of "), code("azure_identity"), words(".")]);
        let crates = ["bigdecimal", "chrono", "jiff", "rust_decimal", "time", "uuid"];
        let mut pieces = super::joined(crates, ", ");
        pieces.extend([
            words(": conversions between the types of these crates and those of "),
            link("edm"),
            words("."),
        ]);
        self.item(pieces);
        self.item([code("tokio"), words(": uploads from files and readers of tokio, downloads to files.")]);
        self.item([
            code("testing"),
            words(": the test doubles of the module "),
            code("testing"),
            words(". A program enables it for its tests only, in "),
            code("[dev-dependencies]"),
            words("."),
        ]);
    }
}

fn link(name: &'static str) -> Piece {
    Piece::Link(Link::Runtime(name))
}

/// The example of a crate whose slice holds types and no way to them.
fn address(plan: &Crate, crate_name: &Identifier) -> Option<Block> {
    let module =
        plan.modules.iter().find(|module| module.items.iter().any(|placed| placed.item.as_struct().is_some()))?;
    let item = module.items.iter().find_map(|placed| Item::as_struct(&placed.item))?;
    Some(examples::address(crate_name, item, &module.features))
}
