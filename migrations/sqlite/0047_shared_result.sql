-- A result that the client let the team know that keeps her case: a copy under a key of its own, wrapped to that team under
-- the consent that names it.
create table shared_results (
    id blob primary key,
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    shared_by blob not null references accounts (id),
    shared_at text not null
) strict;

create index shared_results_case on shared_results (case_id);
