-- Somebody came with a code and without a packet: sealed to the desk of who served her. One that is matched with a packet
-- is taken over into its events and goes; the others go after ninety days.
create table walk_ins (
    id uuid primary key,
    team_id uuid not null references teams (id),
    party_id uuid not null references parties (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index walk_ins_team on walk_ins (team_id);
