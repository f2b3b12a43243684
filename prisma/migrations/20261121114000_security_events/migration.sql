-- Google's refresh tokens are sealed; these two find the one that a security event names (lib/google/refresh-token-index.ts).
ALTER TABLE "accounts" ADD COLUMN "refresh_token_digest" BYTEA;
ALTER TABLE "accounts" ADD COLUMN "refresh_token_prefix_mac" BYTEA;

-- Google has disabled the account: nobody signs in with it. Not the administrator's users.disabled_at.
ALTER TABLE "accounts" ADD COLUMN "google_blocked_at" TIMESTAMPTZ(3);
-- When the newest event happened that disabled or enabled the account: an older one that comes late changes nothing.
ALTER TABLE "accounts" ADD COLUMN "google_status_at" TIMESTAMPTZ(3);
