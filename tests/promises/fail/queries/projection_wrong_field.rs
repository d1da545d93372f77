use generated::microsoft_aad_reporting::SignIn;

generated::projection! {
    struct Attempt of SignIn {
        id: String,
        app_dispaly_name: Option<String>,
    }
}

fn main() {}
