-- By which code a case is found to take its consents back (decision 0018). Tag and key come from one slow run over the
-- code: whoever lacks it comes neither from a case to its row nor from the row to a case. No time, no order.
create table withdrawal_codes (
    tag blob primary key,
    sealed blob not null
) strict, without rowid;

-- A supervisor is told what was taken back in the team's cases.
create index cases_team on cases (team_id);
create index stop_notices_consent on stop_notices (consent_id);

-- What had ended was deleted: when and how much, never whose.
create table expiry_sweeps (
    id blob primary key,
    swept_at text not null,
    wraps integer not null,
    drafts integer not null,
    sessions integer not null
) strict;

create index wraps_until on wraps (valid_until);
