-- Files that customers send are bounded as well: anybody may send them, so a stranger could fill the disk of a business. The message
-- is kept without its file, and says why.
insert into plan_limit values
  ('free', 'received_bytes', 2147483648), ('basic', 'received_bytes', 21474836480), ('premium', 'received_bytes', 214748364800);
