-- Courses that an organisation offers, and the times they are held. Administrative: nobody stands in them. Who takes part is
-- sealed in the compartment of the organisation (0045), the number of her cohort too.
create table courses (
    id uuid primary key,
    organisation_id uuid not null references organisations (id),
    name text not null,
    trade text not null,
    level text not null,
    hours bigint not null,
    cost bigint not null,
    funder text not null,
    boarding bigint not null,
    childcare bigint not null,
    places bigint not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index courses_organisation on courses (organisation_id);

create table cohorts (
    id uuid primary key,
    course_id uuid not null references courses (id),
    from_day date not null,
    until_day date not null,
    days text not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index cohorts_course on cohorts (course_id);
