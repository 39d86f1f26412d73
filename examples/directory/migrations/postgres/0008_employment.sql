-- When users begin to work, as it was sent, and the instant that it means.
ALTER TABLE users ADD COLUMN hire_date TEXT COLLATE "C";
ALTER TABLE users ADD COLUMN hire_date_key TEXT COLLATE "C";

CREATE INDEX users_hire_date ON users (tenant, hire_date_key) WHERE hire_date_key IS NOT NULL;
