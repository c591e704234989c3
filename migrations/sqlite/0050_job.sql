-- Employers an organisation works with. Administrative: who was introduced to whom is sealed in its compartment.
create table employers (
    id blob primary key,
    organisation_id blob not null references organisations (id),
    name text not null,
    trade text not null,
    place text not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index employers_organisation on employers (organisation_id);
