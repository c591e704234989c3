-- A version of a care plan that a supervisor of another organisation is asked to decide on. What she is told is sealed under a
-- key of its own; the case stands in it by a code that is drawn for this request.
create table coded_plans (
    id blob primary key,
    case_id blob not null references cases (id),
    care_plan_id blob not null references care_plans (id),
    from_team_id blob not null references teams (id),
    to_team_id blob not null references teams (id),
    consent_id blob not null references consents (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    asked_by blob not null references accounts (id),
    asked_at text not null
) strict;

create index coded_plans_case on coded_plans (case_id, asked_at, id);
create index coded_plans_to on coded_plans (to_team_id);

-- What ended a request. What was decided stands in care_plan_decisions, its words under the request's key.
create table coded_plan_ends (
    coded_plan_id blob primary key references coded_plans (id),
    outcome text not null,
    ended_by blob not null references accounts (id),
    ended_at text not null
) strict;
