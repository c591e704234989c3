-- Session notes drawn for a supervisor to read. Which were drawn says nothing of what they say.
create table note_samples (
    id blob primary key,
    team_id blob not null references teams (id),
    drawn_by blob not null references accounts (id),
    drawn_at text not null
) strict;

create table note_picks (
    counselling_id blob primary key references counsellings (id),
    sample_id blob not null references note_samples (id),
    case_id blob not null references cases (id)
) strict;

create index note_picks_case on note_picks (case_id);

-- What she said of one: a letter to who wrote it and to who leads the team, under a key of its own.
create table note_reviews (
    counselling_id blob primary key references counsellings (id),
    case_id blob not null references cases (id),
    worker_id blob not null references accounts (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    reviewed_by blob not null references accounts (id),
    reviewed_at text not null
) strict;

create index note_reviews_case on note_reviews (case_id);
create index note_reviews_worker on note_reviews (worker_id, reviewed_at);
