use super::i18n::Locale;
use super::say;
use domain::problem::Problem;

/// What is wrong with a field and what to do, in words.
pub fn problem(l: Locale, problem: Problem) -> String {
    match problem {
        Problem::Missing => say!(l, problem.missing).into(),
        Problem::TooLong { max } => say!(l, problem.too_long, max = max).to_string(),
        Problem::TooManyLines { max } => say!(l, problem.too_many_lines, max = max).to_string(),
        Problem::TooShort { min } => say!(l, problem.too_short, min = min).to_string(),
        Problem::NotText => say!(l, problem.not_text).into(),
        Problem::NotADate => say!(l, problem.not_a_date).into(),
        Problem::NotABirth => say!(l, problem.not_a_birth).into(),
        Problem::DateInPast => say!(l, problem.date_in_past).into(),
        Problem::DateInFuture => say!(l, problem.date_in_future).into(),
        Problem::NotATime => say!(l, problem.not_a_time).into(),
        Problem::Doubtful => say!(l, problem.doubtful).into(),
        Problem::NotANumber => say!(l, problem.not_a_number).into(),
        Problem::OutOfRange { min, max } => say!(l, problem.out_of_range, min = min, max = max).to_string(),
        Problem::NotAChoice => say!(l, problem.not_a_choice).into(),
        Problem::NotAnAddress => say!(l, problem.not_an_address).into(),
        Problem::HostNotNamed => say!(l, problem.host_not_named).into(),
        Problem::BadPhone => say!(l, problem.bad_phone).into(),
        Problem::OldPhone => say!(l, problem.old_phone).into(),
        Problem::BadCode => say!(l, problem.bad_code).into(),
        Problem::LooksPersonal => say!(l, problem.looks_personal).into(),
        Problem::NamesTheService => say!(l, problem.names_the_service).into(),
        Problem::NamesTheClient => say!(l, problem.names_the_client).into(),
        Problem::NotTheSame => say!(l, problem.not_the_same).into(),
        Problem::Taken => say!(l, problem.taken).into(),
        Problem::BadCardCode => say!(l, problem.bad_card_code).into(),
        Problem::BadPin => say!(l, problem.bad_pin).into(),
        Problem::EasyPin => say!(l, problem.easy_pin).into(),
        Problem::Conflicting => say!(l, problem.conflicting).into(),
        Problem::BadShare => say!(l, problem.bad_share).into(),
        Problem::SameShare => say!(l, problem.same_share).into(),
        Problem::OtherSheet => say!(l, problem.other_sheet).into(),
        Problem::OldSheet => say!(l, problem.old_sheet).into(),
        Problem::ForeignSheet => say!(l, problem.foreign_sheet).into(),
        Problem::SharesDoNotOpen => say!(l, problem.shares_do_not_open).into(),
        Problem::NotServed => say!(l, problem.not_served).into(),
        Problem::ChangedMeanwhile => say!(l, problem.changed_meanwhile).into(),
        Problem::NeedsAnother => say!(l, problem.needs_another).into(),
    }
}
