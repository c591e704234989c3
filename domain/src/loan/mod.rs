//! Loans of the policy bank. The programmes for everybody come first; the one of Decision 29/2014/QĐ-TTg asks for papers
//! that tell the commune something about her, so it is there only after a warning that she herself confirms
//! (domain.md 3.10). Amounts stay in the compartment.

mod step;
#[cfg(test)]
mod tests;

pub use step::{Programme, Stage, Step, StepForm, WhyTargeted};
