-- A handful among all users.
CREATE INDEX CONCURRENTLY "users_admins_idx" ON "users"("id") WHERE "role" = 'admin';
