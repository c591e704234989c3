-- Two cases that somebody compared and said to be of two people; the one with the smaller id first. It stops the pair from
-- being shown again.
create table told_apart (
    one_id uuid not null references cases (id),
    other_id uuid not null references cases (id),
    told_by uuid not null references accounts (id),
    told_at timestamptz not null,
    primary key (one_id, other_id)
);

create index told_apart_other on told_apart (other_id);
