-- Who went with a client tells whether they arrived: sealed to the desk of her team, under the number that the phone gave it.
-- What is written to a referral goes from here, and so does what nobody could write to one within thirty days; the number then
-- stands in contacts_gone, so that a phone that did not hear of it does not bring it back.
create table accompaniments (
    id uuid primary key,
    team_id uuid not null references teams (id),
    party_id uuid not null references parties (id),
    sealed bytea not null,
    told_by uuid not null references accounts (id),
    told_at timestamptz not null
);

create index accompaniments_team on accompaniments (team_id);
