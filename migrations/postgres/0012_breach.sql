-- Breaches of personal data: choices of closed lists and counts, so that no row names anybody.
create table breaches (
    id uuid primary key,
    noticed_at timestamptz not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

-- What is known of a breach, more each time; what was known before stays.
create table breach_findings (
    breach_id uuid not null references breaches (id),
    number bigint not null,
    kinds text not null,
    categories text not null,
    persons bigint,
    consequences text not null,
    measures text not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null,
    primary key (breach_id, number)
);

-- That the notice went to the authority (Law 91/2025 Art. 23), and when.
create table breach_notices (
    breach_id uuid primary key references breaches (id),
    sent_at timestamptz not null,
    recorded_by uuid not null references accounts (id)
);
