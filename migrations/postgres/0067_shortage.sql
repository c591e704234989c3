-- When the balance of the store (account_id is null) or of somebody came to nothing. Where the last piece was given in a contact
-- it says the Monday of that week: a day could be laid beside a contact; the id
-- is made by chance, for the same reason.
create table commodity_shortages (
    id uuid primary key,
    team_id uuid not null references teams (id),
    account_id uuid references accounts (id),
    thing text not null,
    by_giving bigint not null,
    began_on date not null
);

create index commodity_shortages_team on commodity_shortages (team_id, began_on);

-- When there was some again.
create table commodity_shortage_ends (
    shortage_id uuid primary key references commodity_shortages (id),
    ended_on date not null
);

-- What somebody asked for and the store had not.
create table commodity_unmet (
    id uuid primary key,
    team_id uuid not null references teams (id),
    account_id uuid not null references accounts (id),
    thing text not null,
    asked bigint not null,
    there bigint not null,
    recorded_by uuid not null references accounts (id),
    recorded_on date not null
);

create index commodity_unmet_team on commodity_unmet (team_id, recorded_on);
