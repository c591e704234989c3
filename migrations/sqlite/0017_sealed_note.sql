-- Notes that only their author can open: each has a data key of its own, wrapped to the author's own party and to nobody else.
create table sealed_notes (
    id blob primary key,
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    written_by blob not null references accounts (id),
    written_at text not null
) strict;

create index sealed_notes_case on sealed_notes (case_id, written_by);
