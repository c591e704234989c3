-- A case that is carried on in another, for both are of one client. Nothing of either is moved or sealed anew.
create table merges (
    id blob primary key,
    carried_id blob not null references cases (id),
    carrying_id blob not null references cases (id),
    merged_by blob not null references accounts (id),
    merged_at text not null
) strict;

create index merges_carried on merges (carried_id);
create index merges_carrying on merges (carrying_id);

-- That it was undone, within thirty days.
create table merge_ends (
    merge_id blob primary key references merges (id),
    ended_by blob not null references accounts (id),
    ended_at text not null
) strict;

-- Those that stand; at most one for a case that is carried on.
create view merges_standing as
select merges.id, merges.carried_id, merges.carrying_id, merges.merged_at, accounts.name as merged_by
from merges
join accounts on accounts.id = merges.merged_by
where not exists (select 1 from merge_ends where merge_ends.merge_id = merges.id);
