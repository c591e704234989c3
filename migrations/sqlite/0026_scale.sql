-- Screening scales: which one, its day and every answer are sealed under the casework key. A correction is a row of its
-- own that stands in the place of another; each can be replaced once.
create table scales (
    id blob primary key,
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    replaces blob unique references scales (id),
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index scales_case on scales (case_id, recorded_at);

-- Each with who recorded it and what stands in its place.
create view scales_told as
select scales.id, scales.case_id, scales.data_key_id, scales.sealed, accounts.name, scales.recorded_at, scales.replaces,
    later.id as replaced_by
from scales
join accounts on accounts.id = scales.recorded_by
left join scales as later on later.replaces = scales.id;
