-- The end of the support of a client: that there was one, by whom and when is in the clear, as the time for keeping the case
-- begins with it; why, and what was gone through, is sealed under the casework key.
create table closures (
    id blob primary key,
    case_id blob not null references cases (id),
    number integer not null,
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    closed_by blob not null references accounts (id),
    closed_at text not null,
    constraint closures_number unique (case_id, number)
) strict;

create index closures_case on closures (case_id, closed_at, id);

-- It began again: each closing is taken back at most once.
create table reopenings (
    id blob primary key,
    closure_id blob not null unique references closures (id),
    case_id blob not null references cases (id),
    reopened_by blob not null references accounts (id),
    reopened_at text not null
) strict;

create index reopenings_case on reopenings (case_id, reopened_at, id);

-- The cases that are closed now.
create view closed_cases as
select closures.case_id, closures.id as closure_id, closures.closed_at
from closures
where not exists (select 1 from reopenings where reopenings.closure_id = closures.id);

-- The timeline of a case takes the newest of each kind from its own index, however many lie behind them.
create index counsellings_line on counsellings (case_id, recorded_at, id);
create index referrals_line on referrals (case_id, issued_at, id);
create index emergencies_line on emergencies (case_id, broken_at, id);
