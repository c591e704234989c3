-- What a case keeps of the time before it: which contacts, and what they told, sealed under the casework key. Its only clear
-- time is that of the case; how many there were, and when, is inside.
create table promotions (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index promotions_case on promotions (case_id, recorded_at);

-- That a contact was taken over: once, and nothing beside it. Into which case, by whom and when stands with the case alone; a
-- time here would lead there.
create table contacts_taken_over (
    contact_id uuid primary key references contacts (id)
);
