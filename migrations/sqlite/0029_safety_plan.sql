-- Safety plans: every word and its day are sealed under the casework key. A version is a row of its own that stands in the
-- place of another; each can be replaced once, and a case has one version of each number.
create table safety_plans (
    id blob primary key,
    case_id blob not null references cases (id),
    number integer not null,
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    replaces blob unique references safety_plans (id),
    recorded_by blob not null references accounts (id),
    recorded_at text not null,
    unique (case_id, number)
) strict;

-- Each with who wrote it and what stands in its place.
create view safety_plans_told as
select safety_plans.id, safety_plans.case_id, safety_plans.number, safety_plans.data_key_id, safety_plans.sealed, accounts.name,
    safety_plans.recorded_at, safety_plans.replaces, later.id as replaced_by
from safety_plans
join accounts on accounts.id = safety_plans.recorded_by
left join safety_plans as later on later.replaces = safety_plans.id;
