use generated::microsoft_aad_reporting::DirectoryAudit;
use generated::query::{Item, Root};

fn main() {
    let _ = |graph: generated::Client| graph.audit_logs().sign_ins().filter(|s| s.user_id.is_null());
    let _ = |audit: Item<Root<DirectoryAudit>>| audit.category.null();
}
