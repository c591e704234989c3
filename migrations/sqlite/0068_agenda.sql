-- The address under which somebody's own calendar reads her days: one for each account, gone when it is shut. Of its token only
-- the hash stands here, and the public half of the key pair that is made from it: days are sealed to it and opened by nobody
-- but the address. When the calendar last asked is kept to the hour.
create table calendar_feeds (
    id blob primary key,
    account_id blob not null unique references accounts (id),
    token_hash blob not null unique,
    public_key blob not null,
    made_at text not null,
    valid_until text not null,
    asked_at text,
    sealed blob,
    shown_until text
) strict;
