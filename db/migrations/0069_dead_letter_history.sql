-- What was taken up again or dismissed is never deleted: its lists must not read all of it, nor what is open.
create index dead_letter_redriven on dead_letter (tenant_id, id desc) where redriven_at is not null and dismissed_at is null;
create index dead_letter_dismissed on dead_letter (tenant_id, id desc) where dismissed_at is not null;
