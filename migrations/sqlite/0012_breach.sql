-- Breaches of personal data: choices of closed lists and counts, so that no row names anybody.
create table breaches (
    id blob primary key,
    noticed_at text not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

-- What is known of a breach, more each time; what was known before stays.
create table breach_findings (
    breach_id blob not null references breaches (id),
    number integer not null,
    kinds text not null,
    categories text not null,
    persons integer,
    consequences text not null,
    measures text not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null,
    primary key (breach_id, number)
) strict;

-- That the notice went to the authority (Law 91/2025 Art. 23), and when.
create table breach_notices (
    breach_id blob primary key references breaches (id),
    sent_at text not null,
    recorded_by blob not null references accounts (id)
) strict;
