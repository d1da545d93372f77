use generated::microsoft_aad_reporting::DirectoryAudit;
use generated::query::{Item, Root};

fn main() {
    let _ = |audit: Item<Root<DirectoryAudit>>| audit.id.set("a");
}
