-- A result that the client let the team know that keeps her case: a copy under a key of its own, wrapped to that team under
-- the consent that names it.
create table shared_results (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    shared_by uuid not null references accounts (id),
    shared_at timestamptz not null
);

create index shared_results_case on shared_results (case_id);
