-- Somebody who holds no key of a team, and acts only after one who leads it knew her in person.
create table admissions (
    account_id blob primary key references accounts (id),
    admitted_by blob not null references accounts (id),
    admitted_at text not null
) strict;
