PRAGMA page_size = 1024;
CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT, length INT);
BEGIN;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
INSERT INTO words SELECT i, hex(i * 7919), length(hex(i * 7919)) FROM n;
COMMIT;
CREATE INDEX by_word ON words (word);
DELETE FROM words WHERE id % 3 = 0;
VACUUM;
.open /w/words.db
SELECT count(*), min(word), max(word), sum(length) FROM words;
SELECT id, word FROM words WHERE word LIKE '37%' ORDER BY id LIMIT 3;
PRAGMA integrity_check;
.backup /w/backup.db
.open /w/backup.db
SELECT count(*) FROM words;
.open /w/../outside.db
SELECT 1;
