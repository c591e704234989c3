-- A version of a care plan that a supervisor of another organisation is asked to decide on. What she is told is sealed under a
-- key of its own; the case stands in it by a code that is drawn for this request.
create table coded_plans (
    id uuid primary key,
    case_id uuid not null references cases (id),
    care_plan_id uuid not null references care_plans (id),
    from_team_id uuid not null references teams (id),
    to_team_id uuid not null references teams (id),
    consent_id uuid not null references consents (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    asked_by uuid not null references accounts (id),
    asked_at timestamptz not null
);

create index coded_plans_case on coded_plans (case_id, asked_at, id);
create index coded_plans_to on coded_plans (to_team_id);

-- What ended a request. What was decided stands in care_plan_decisions, its words under the request's key.
create table coded_plan_ends (
    coded_plan_id uuid primary key references coded_plans (id),
    outcome text not null,
    ended_by uuid not null references accounts (id),
    ended_at timestamptz not null
);
