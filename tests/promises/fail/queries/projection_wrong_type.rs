use generated::microsoft_aad_reporting::SignIn;

generated::projection! {
    struct Attempt of SignIn {
        id: i64,
        app_display_name: String,
    }
}

fn main() {}
