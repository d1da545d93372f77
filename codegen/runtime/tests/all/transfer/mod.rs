//! Content that goes in parts (G10, G11).

mod download;
mod files;
mod lies;
mod multipart;
mod peers;
mod upload;
