-- A partner's own compartment of one client. Its key is wrapped to the partner's desk alone, under the client's consent to
-- it; which segment it is, the data key says. What the packet told of her is sealed, as the packet may end before.
create table compartments (
    id blob primary key,
    case_id blob not null references cases (id),
    referral_id blob not null references referrals (id),
    organisation_id blob not null references organisations (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    begun_by blob not null references accounts (id),
    begun_at text not null
) strict;

create index compartments_case on compartments (case_id);
create index compartments_key on compartments (data_key_id);

-- What the desk writes in it. Rows are only added.
create table compartment_entries (
    id blob primary key,
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    kind text not null,
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index compartment_entries_case on compartment_entries (case_id, kind);
