-- An incident is put right by a row of its own that stands in the place of another; each can be replaced once, and the earlier
-- one stays to be read.
alter table incidents add column replaces blob references incidents (id);

create unique index incidents_replaces on incidents (replaces);

-- Each with who wrote it down and what stands in its place.
create view incidents_told as
select incidents.id, incidents.case_id, incidents.data_key_id, incidents.sealed, accounts.name, incidents.recorded_at,
    later.id as replaced_by
from incidents
join accounts on accounts.id = incidents.recorded_by
left join incidents as later on later.replaces = incidents.id;
