-- Where a partner's system is told that something changed: an empty post, with nothing of anybody (decision 0043).
create table signals (
    id blob primary key,
    account_id blob not null references partner_systems (account_id),
    address text not null,
    set_by blob not null references accounts (id),
    set_at text not null
) strict;

create index signals_account on signals (account_id);

-- That nothing is told there any more, and why. Nobody ends what failed or whose time is over.
create table signal_ends (
    signal_id blob primary key references signals (id),
    why text not null,
    ended_by blob references accounts (id),
    ended_at text not null
) strict;

-- What is to be told: a row for each change, with no sign of which. All rows of one address go with the one post that tells
-- them; a row whose change is not yet committed is not among them, and waits for the next.
create table signals_due (
    id blob primary key,
    signal_id blob not null references signals (id),
    due_at text not null
) strict;

create index signals_due_signal on signals_due (signal_id, due_at);

-- What was sent, and what came back: a status of HTTP, or none when nothing did. Kept for ninety days.
create table signals_sent (
    signal_id blob not null references signals (id),
    number integer not null,
    sent_at text not null,
    heard_at text,
    status integer,
    primary key (signal_id, number)
) strict;

-- Those that are told: not ended, of a system that is not shut and holds its desk's key. Whether its time is over is asked by
-- who reads it, who has the time.
create view signals_standing as
select signals.id, signals.account_id, signals.address, partner_systems.valid_until, teams.organisation_id
from signals
join partner_systems on partner_systems.account_id = signals.account_id
join accounts on accounts.id = signals.account_id
join teams on teams.id = accounts.team_id
where not exists (select 1 from signal_ends where signal_ends.signal_id = signals.id)
  and not exists (select 1 from account_closures where account_closures.account_id = signals.account_id)
  and exists (select 1 from holdings where holdings.account_id = signals.account_id and holdings.party_id = teams.desk_party_id);
