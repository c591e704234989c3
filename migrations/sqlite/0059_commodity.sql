-- What volunteers carry to give away: of the administrative zone, in the clear, and nothing of a client. No balance is kept.

-- One kind of thing that moved: into the store (account_id is null), to somebody, back, lost, or found by counting. A line is
-- never changed: one that takes another back names it in undoes, and has as many pieces below zero.
create table commodity_movements (
    id blob primary key,
    team_id blob not null references teams (id),
    account_id blob references accounts (id),
    kind text not null,
    thing text not null,
    pieces integer not null,
    cause text,
    undoes blob unique references commodity_movements (id),
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index commodity_movements_team on commodity_movements (team_id, recorded_at);

-- A line with the names in it, and whether it was taken back.
create view commodity_lines as
select commodity_movements.id, commodity_movements.team_id, commodity_movements.account_id, commodity_movements.kind,
    commodity_movements.thing, commodity_movements.pieces, commodity_movements.cause, commodity_movements.undoes,
    (select count(*) from commodity_movements as later where later.undoes = commodity_movements.id) as undone,
    people.name as person, accounts.name as recorded_by, commodity_movements.recorded_at
from commodity_movements
join accounts on accounts.id = commodity_movements.recorded_by
left join accounts as people on people.id = commodity_movements.account_id;

-- That the store, or what somebody carries, was counted by hand.
create table commodity_counts (
    id blob primary key,
    team_id blob not null references teams (id),
    account_id blob references accounts (id),
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index commodity_counts_team on commodity_counts (team_id);

-- What somebody's contacts gave, counted up in the transaction that keeps each: the contacts are sealed to the desk, and who
-- logged them opens none. One row for a month, so that nothing here can be laid beside a contact.
create table commodity_given (
    account_id blob not null references accounts (id),
    month text not null,
    thing text not null,
    pieces integer not null,
    primary key (account_id, month, thing)
) strict, without rowid;
