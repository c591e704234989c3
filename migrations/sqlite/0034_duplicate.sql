-- Two cases that somebody compared and said to be of two people; the one with the smaller id first. It stops the pair from
-- being shown again.
create table told_apart (
    one_id blob not null references cases (id),
    other_id blob not null references cases (id),
    told_by blob not null references accounts (id),
    told_at text not null,
    primary key (one_id, other_id)
) strict;

create index told_apart_other on told_apart (other_id);
