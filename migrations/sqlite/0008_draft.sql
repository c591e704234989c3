-- Unfinished forms about a case, sealed to who types them; they go when the case is shut.
create table drafts (
    account_id blob not null references accounts (id),
    form text not null,
    case_id blob not null references cases (id),
    sealed blob not null,
    saved_at text not null,
    primary key (account_id, form, case_id)
) strict;

-- A form posted twice makes one record: its number leads to what the first post made.
create table submissions (
    id blob not null,
    account_id blob not null references accounts (id),
    made blob not null,
    at text not null,
    primary key (account_id, id)
) strict;
