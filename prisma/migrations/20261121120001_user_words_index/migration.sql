-- By itself, because it cannot be part of a transaction; sign-ins go on meanwhile. So are the next three.
CREATE INDEX CONCURRENTLY "users_words_idx" ON "users" USING gin ("user_words"("email", "name"));
