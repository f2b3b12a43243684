-- By itself, because it cannot be part of a transaction; sign-ins go on meanwhile.
CREATE INDEX CONCURRENTLY "accounts_refresh_token_digest_idx" ON "accounts"("refresh_token_digest");
