use generated::microsoft_aad_reporting::RiskLevel;

fn main() {
    let _ = RiskLevel::Low | RiskLevel::High;
}
