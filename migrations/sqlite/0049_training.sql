-- Courses that an organisation offers, and the times they are held. Administrative: nobody stands in them. Who takes part is
-- sealed in the compartment of the organisation (0045), the number of her cohort too.
create table courses (
    id blob primary key,
    organisation_id blob not null references organisations (id),
    name text not null,
    trade text not null,
    level text not null,
    hours integer not null,
    cost integer not null,
    funder text not null,
    boarding integer not null,
    childcare integer not null,
    places integer not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index courses_organisation on courses (organisation_id);

create table cohorts (
    id blob primary key,
    course_id blob not null references courses (id),
    from_day text not null,
    until_day text not null,
    days text not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index cohorts_course on cohorts (course_id);
