-- Who went with a client tells whether they arrived: sealed to the desk of her team, under the number that the phone gave it.
-- What is written to a referral goes from here, and so does what nobody could write to one within thirty days; the number then
-- stands in contacts_gone, so that a phone that did not hear of it does not bring it back.
create table accompaniments (
    id blob primary key,
    team_id blob not null references teams (id),
    party_id blob not null references parties (id),
    sealed blob not null,
    told_by blob not null references accounts (id),
    told_at text not null
) strict;

create index accompaniments_team on accompaniments (team_id);
