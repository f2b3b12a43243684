-- By itself, because it cannot be part of a transaction; sign-ins go on meanwhile.
CREATE INDEX CONCURRENTLY "accounts_refresh_token_prefix_mac_idx" ON "accounts"("refresh_token_prefix_mac");
