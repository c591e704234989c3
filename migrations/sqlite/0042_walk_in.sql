-- Somebody came with a code and without a packet: sealed to the desk of who served her. One that is matched with a packet
-- is taken over into its events and goes; the others go after ninety days.
create table walk_ins (
    id blob primary key,
    team_id blob not null references teams (id),
    party_id blob not null references parties (id),
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index walk_ins_team on walk_ins (team_id);
