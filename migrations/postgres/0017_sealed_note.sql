-- Notes that only their author can open: each has a data key of its own, wrapped to the author's own party and to nobody else.
create table sealed_notes (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    written_by uuid not null references accounts (id),
    written_at timestamptz not null
);

create index sealed_notes_case on sealed_notes (case_id, written_by);
