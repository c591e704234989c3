//! Supervision: how much each of the team carries, what is overdue, what waits for somebody.

pub mod show;
