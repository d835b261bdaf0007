-- Whoever names a number first has not shown that it is theirs. Such a claim lasts a day, and gives way to somebody whom the
-- provider confirms; what was claimed is then nobody's or theirs, and the channel says why it does nothing any more.
alter table channel
  -- since when the channel speaks for the number and account that it names
  add column claimed_at timestamptz not null default now(),
  add column claim_lost_at timestamptz;
update channel set claimed_at = created_at;
