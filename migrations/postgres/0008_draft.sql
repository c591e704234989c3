-- Unfinished forms about a case, sealed to who types them; they go when the case is shut.
create table drafts (
    account_id uuid not null references accounts (id),
    form text not null,
    case_id uuid not null references cases (id),
    sealed bytea not null,
    saved_at timestamptz not null,
    primary key (account_id, form, case_id)
);

-- A form posted twice makes one record: its number leads to what the first post made.
create table submissions (
    id uuid not null,
    account_id uuid not null references accounts (id),
    made uuid not null,
    at timestamptz not null,
    primary key (account_id, id)
);
