-- When the balance of the store (account_id is null) or of somebody came to nothing. Where the last piece was given in a contact
-- it says the Monday of that week: a day could be laid beside a contact; the id
-- is made by chance, and no row has a number, for the same reason.
create table commodity_shortages (
    id blob primary key,
    team_id blob not null references teams (id),
    account_id blob references accounts (id),
    thing text not null,
    by_giving integer not null,
    began_on text not null
) strict, without rowid;

create index commodity_shortages_team on commodity_shortages (team_id, began_on);

-- When there was some again.
create table commodity_shortage_ends (
    shortage_id blob primary key references commodity_shortages (id),
    ended_on text not null
) strict, without rowid;

-- What somebody asked for and the store had not.
create table commodity_unmet (
    id blob primary key,
    team_id blob not null references teams (id),
    account_id blob not null references accounts (id),
    thing text not null,
    asked integer not null,
    there integer not null,
    recorded_by blob not null references accounts (id),
    recorded_on text not null
) strict;

create index commodity_unmet_team on commodity_unmet (team_id, recorded_on);
