-- Screening scales: which one, its day and every answer are sealed under the casework key. A correction is a row of its
-- own that stands in the place of another; each can be replaced once.
create table scales (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    replaces uuid unique references scales (id),
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index scales_case on scales (case_id, recorded_at);
