-- Session notes drawn for a supervisor to read. Which were drawn says nothing of what they say.
create table note_samples (
    id uuid primary key,
    team_id uuid not null references teams (id),
    drawn_by uuid not null references accounts (id),
    drawn_at timestamptz not null
);

create table note_picks (
    counselling_id uuid primary key references counsellings (id),
    sample_id uuid not null references note_samples (id),
    case_id uuid not null references cases (id)
);

create index note_picks_case on note_picks (case_id);

-- What she said of one: a letter to who wrote it and to who leads the team, under a key of its own.
create table note_reviews (
    counselling_id uuid primary key references counsellings (id),
    case_id uuid not null references cases (id),
    worker_id uuid not null references accounts (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    reviewed_by uuid not null references accounts (id),
    reviewed_at timestamptz not null
);

create index note_reviews_case on note_reviews (case_id);
create index note_reviews_worker on note_reviews (worker_id, reviewed_at);
