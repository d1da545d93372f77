use generated::microsoft_aad_reporting::{DirectoryAudit, SignIn};
use generated::query::{Item, Root};

fn main() {
    let _ = |graph: generated::Client, other: Item<Root<DirectoryAudit>>| {
        graph.audit_logs().sign_ins().select(|_| other.category)
    };
    let _ = |graph: generated::Client| graph.audit_logs().expand(|l| l.sign_ins.select(|_| l.id));
    let _ = |graph: generated::Client, other: Item<Root<SignIn>>| graph.audit_logs().property(|_| other.id);
}
