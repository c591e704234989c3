-- How soon somebody looks in again, as it was judged: level and reason are sealed under the casework key. By number, so that of
-- two who judge from the same state only one stands; earlier ones stay.
create table risks (
    id blob primary key,
    case_id blob not null references cases (id),
    number integer not null,
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null,
    constraint risks_number unique (case_id, number)
) strict;

create index risks_case on risks (case_id, recorded_at, id);

-- A look that was put off: to which day and why is sealed.
create table snoozes (
    id blob primary key,
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index snoozes_case on snoozes (case_id, recorded_at, id);
