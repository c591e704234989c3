-- Care plans: goals, steps, their words and days are sealed under the casework key. A version is a row of its own that
-- stands in the place of another; each can be replaced once, and a case has one version of each number.
create table care_plans (
    id uuid primary key,
    case_id uuid not null references cases (id),
    number bigint not null,
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    replaces uuid unique references care_plans (id),
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null,
    unique (case_id, number)
);

-- That a version was submitted to a supervisor. Once.
create table care_plan_requests (
    care_plan_id uuid primary key references care_plans (id),
    submitted_by uuid not null references accounts (id),
    submitted_at timestamptz not null
);

-- What she said. The words are sealed under the casework key; yes or no is in the clear, so that a day can list it.
create table care_plan_decisions (
    care_plan_id uuid primary key references care_plan_requests (care_plan_id),
    decision text not null,
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    decided_by uuid not null references accounts (id),
    decided_at timestamptz not null
);

-- That a step is done, left out, or open again: which one and what is sealed. The last one of a step counts.
create table care_plan_marks (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index care_plan_marks_case on care_plan_marks (case_id, recorded_at);

-- Each version with who wrote it, what stands in its place, and how far its approval is.
create view care_plans_told as
select care_plans.id, care_plans.case_id, care_plans.number, care_plans.data_key_id, care_plans.sealed, care_plans.recorded_by as written_by,
    writers.name, care_plans.recorded_at, care_plans.replaces, later.id as replaced_by,
    care_plan_requests.submitted_by, care_plan_requests.submitted_at, submitters.name as submitter,
    care_plan_decisions.decision, care_plan_decisions.data_key_id as decision_key_id,
    care_plan_decisions.sealed as decision_sealed, deciders.name as decider, care_plan_decisions.decided_at
from care_plans
join accounts as writers on writers.id = care_plans.recorded_by
left join care_plans as later on later.replaces = care_plans.id
left join care_plan_requests on care_plan_requests.care_plan_id = care_plans.id
left join accounts as submitters on submitters.id = care_plan_requests.submitted_by
left join care_plan_decisions on care_plan_decisions.care_plan_id = care_plans.id
left join accounts as deciders on deciders.id = care_plan_decisions.decided_by;
