//! Loans: amounts and programmes stay in the compartment, whatever else is told or counted.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::livelihood::loan_step;
use crate::support::worlds;
use domain::livelihood::Entry;
use domain::loan::{Programme, Stage};
use domain::progress;
use vault::livelihood::Recorded;
use vault::testing::run_sql;

#[tokio::test]
async fn no_amount_and_no_programme_leaves_the_compartment() {
    for world in worlds("loan").await {
        let desk = world.at_the_centre("Hoa Ban").await;
        let today = world.vault.today();
        let step = |stage| loan_step(stage, today, Programme::Decision29, 23_450_000);
        assert_eq!(world.note_entry(&desk, step(Stage::Disbursed)).await, Some(Recorded::Meanwhile));
        let stages = [
            Stage::Advice,
            Stage::File,
            Stage::Appraisal,
            Stage::Disbursed,
            Stage::Overdue,
            Stage::Repaying,
            Stage::Settled,
        ];
        for stage in stages {
            assert_eq!(world.note_entry(&desk, step(stage)).await, Some(Recorded::Now), "{stage:?}");
        }
        let kept = world.kept(&desk).await;
        let amounts: Vec<_> = kept
            .written
            .iter()
            .filter_map(|written| match &written.entry {
                Entry::Loan(step) => step.amount,
                _ => None,
            })
            .collect();
        assert_eq!(amounts, [23_450_000]);
        // Whoever sent her sees how far it is; not that a payment was late.
        let told = world.vault.progress(&world.worker, desk.referral).await.unwrap().unwrap();
        let stages: Vec<_> = told.iter().rev().map(|told| told.progress.stage).collect();
        assert_eq!(
            stages,
            [
                progress::Stage::LoanAdvice,
                progress::Stage::LoanFile,
                progress::Stage::LoanAppraisal,
                progress::Stage::LoanDisbursed,
                progress::Stage::LoanRepaying,
                progress::Stage::LoanSettled,
            ]
        );
        let counted =
            "delete from facts where kind = 'loan' and detail = 'disbursed' and commune = '' and quantity = 1";
        assert_eq!(run_sql(&world.url, counted).await, 1);
        assert_eq!(run_sql(&world.url, "delete from facts where kind = 'loan'").await, 0);
    }
}
