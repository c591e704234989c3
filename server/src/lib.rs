//! What runs: HTTP, security layers, commands. Wires; holds no rules.
//!
//! Start reading at [`commands`] (what each command does) and [`http`] (what stands around the pages); each task that goes on
//! while it serves is a file ([`checkpoints`], [`expiry`], [`backup`], [`signal`]).

pub mod assets;
pub mod audit_key;
pub mod backup;
pub mod bench;
pub mod checkpoints;
pub mod commands;
pub mod config;
pub mod demo;
pub mod expiry;
pub mod fhir;
pub mod http;
pub mod intake_key;
mod key_file;
pub mod restore;
pub mod signal;
pub mod system;
