use generated::Instance;
use generated::microsoft_aad_reporting::{Identity, ProvisioningServicePrincipal};

// Both have the same properties, and one struct. They are two types all the same.
fn main() {
    let identity: Instance<Identity> = Instance::from(ProvisioningServicePrincipal::default());
}
