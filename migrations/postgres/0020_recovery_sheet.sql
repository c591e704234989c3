-- Three papers bring a team's keys back. The private key of the party stands on them and nowhere else.
create table recovery_sheets (
    party_id uuid primary key references parties (id),
    team_id uuid not null references teams (id),
    commitment bytea not null,
    made_by uuid not null references accounts (id),
    made_at timestamptz not null
);

create index recovery_sheets_team on recovery_sheets (team_id);

-- The team's keys, sealed to the sheet. No account holds them through it.
create table recovery_sheet_holdings (
    sheet_id uuid not null references recovery_sheets (party_id),
    party_id uuid not null references parties (id),
    sealed bytea not null,
    given_at timestamptz not null,
    primary key (sheet_id, party_id)
);

-- Used, replaced by another, or given up. With this record what was sealed to it is deleted.
create table recovery_sheet_ends (
    sheet_id uuid primary key references recovery_sheets (party_id),
    how text not null,
    ended_by uuid not null references accounts (id),
    ended_at timestamptz not null
);
