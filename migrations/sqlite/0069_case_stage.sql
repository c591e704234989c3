-- What there is of each case since its support last began: that how soon somebody looks in was judged, that a need was written
-- down, the newest version of the plan and the newest that was approved. The step a case is at is read off this.
create view case_records as
select begun.case_id,
    (select count(*) from risks where risks.case_id = begun.case_id and risks.recorded_at >= begun.at) as risks,
    (select count(*) from need_steps where need_steps.case_id = begun.case_id and need_steps.recorded_at >= begun.at) as needs,
    (select coalesce(max(care_plans.number), 0) from care_plans
        where care_plans.case_id = begun.case_id and care_plans.recorded_at >= begun.at) as newest_plan,
    (select coalesce(max(care_plans.number), 0) from care_plans
        join care_plan_decisions on care_plan_decisions.care_plan_id = care_plans.id
        where care_plans.case_id = begun.case_id and care_plans.recorded_at >= begun.at
        and care_plan_decisions.decision = 'approved') as approved_plan
from (
    select cases.id as case_id,
        coalesce((select max(reopenings.reopened_at) from reopenings where reopenings.case_id = cases.id), cases.opened_at) as at
    from cases
) as begun;
