-- The address under which somebody's own calendar reads her days: one for each account, gone when it is shut. Of its token only
-- the hash stands here, and the public half of the key pair that is made from it: days are sealed to it and opened by nobody
-- but the address. When the calendar last asked is kept to the hour.
create table calendar_feeds (
    id uuid primary key,
    account_id uuid not null unique references accounts (id),
    token_hash bytea not null unique,
    public_key bytea not null,
    made_at timestamptz not null,
    valid_until timestamptz not null,
    asked_at timestamptz,
    sealed bytea,
    shown_until timestamptz
);
