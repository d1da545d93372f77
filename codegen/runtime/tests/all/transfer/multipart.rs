//! Bodies of several parts.

use super::peers::{content, pieces};
use crate::runtime::internal::{Body, Multipart, Nothing};
use crate::transport::support::{Answer, Fake, block_on, has};

/// The text of a body with its boundary replaced.
fn text(multipart: Multipart) -> String {
    let boundary = multipart.content_type().split_once("boundary=").unwrap().1.to_owned();
    let body = Body::from(multipart);
    let length = body.len().unwrap();
    let bytes = block_on(body.bytes(u64::MAX)).unwrap();
    assert_eq!(bytes.len() as u64, length);
    String::from_utf8(bytes.to_vec()).unwrap().replace(&boundary, "B")
}

#[test]
fn parts_are_written_as_forms_are() {
    let body = Multipart::new().part("Presentation", "text/html", "<html/>").file(
        "p\"1",
        "ü\r\n.jpg",
        "image/jpeg",
        vec![b'x'],
    );
    assert_eq!(
        text(body),
        "--B\r\nContent-Disposition: form-data; name=\"Presentation\"\r\nContent-Type: text/html\r\n\r\n<html/>\r\n\
         --B\r\nContent-Disposition: form-data; name=\"p%221\"; filename=\"ü%0D%0A.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nx\r\n\
         --B--\r\n"
    );
    assert_eq!(text(Multipart::new()), "--B--\r\n");
}

#[test]
fn a_stream_is_a_part_of_known_length() {
    let stream = Body::stream(pieces("streamed".into(), 3), Some(8));
    let body = text(Multipart::new().part("a", "text/plain", stream).part("b", "text/plain", ""));
    assert!(body.contains("\r\n\r\nstreamed\r\n--B\r\n") && body.ends_with("\r\n\r\n\r\n--B--\r\n"), "{body}");
    let unknown = Body::from(Multipart::new().part("a", "text/plain", Body::stream(pieces(content(9), 3), None)));
    assert_eq!(unknown.len(), None);
}

#[test]
fn a_part_of_another_length_than_stated_is_not_sent_as_if_it_were_whole() {
    for (stated, text) in [(7, "more bytes"), (9, "fewer bytes")] {
        let stream = Body::stream(pieces("streamed".into(), 3), Some(stated));
        let body = Body::from(Multipart::new().part("a", "text/plain", stream));
        let error = block_on(body.bytes(u64::MAX)).unwrap_err();
        assert!(std::error::Error::source(&error).unwrap().to_string().contains(text), "{error}");
    }
}

#[test]
fn a_type_that_no_header_may_have_is_refused() {
    let body = Body::from(Multipart::new().part("a", "text/plain\r\nX-Evil: 1", "x"));
    let error = block_on(body.bytes(u64::MAX)).unwrap_err();
    assert!(std::error::Error::source(&error).unwrap().to_string().contains("not a media type"), "{error}");
}

#[test]
fn a_page_with_a_picture_is_created() {
    let fake = Fake::new([Answer(201, &[], "")]);
    let page = Multipart::new().part("Presentation", "text/html", "<img src=\"name:p\"/>").file(
        "p",
        "p.png",
        "image/png",
        "png",
    );
    let content_type = page.content_type();
    block_on(fake.client().path::<Nothing>("me/onenote/pages").send_content("POST", page, &content_type)).unwrap();
    let request = fake.requests().remove(0);
    assert!(has(&request, &format!("content-type: {content_type}")), "{request}");
    assert!(request.contains("name:p") && request.contains("filename=\"p.png\""), "{request}");
}
