-- What cannot wait, each time it was asked: every answer is sealed under the casework key. Nothing is changed later.
create table intakes (
    id blob primary key,
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index intakes_case on intakes (case_id, recorded_at);
