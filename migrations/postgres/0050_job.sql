-- Employers an organisation works with. Administrative: who was introduced to whom is sealed in its compartment.
create table employers (
    id uuid primary key,
    organisation_id uuid not null references organisations (id),
    name text not null,
    trade text not null,
    place text not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index employers_organisation on employers (organisation_id);
