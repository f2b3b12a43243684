-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN "actor_session_id" UUID;

-- CreateTable
CREATE TABLE "ended_sessions" (
    "id" UUID NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ended_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ended_sessions_ended_at_idx" ON "ended_sessions"("ended_at");

-- What must hold whoever changes a row, the site or an operator with psql (docs/decisions/0012). Each function keeps the
-- search path of this migration and takes none from its caller.

-- A session that is deleted while its access tokens may be out stays refused. Those of a revoked or expired one are over:
-- a revoked row is pruned a day after its end, and a token never outlives its session.
CREATE FUNCTION "note_deleted_session"() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO ended_sessions (id, ended_at) VALUES (OLD.id, clock_timestamp())
  ON CONFLICT (id) DO UPDATE SET ended_at = EXCLUDED.ended_at;
  IF OLD.revoked_at IS NULL THEN
    INSERT INTO audit_events (id, type, user_id, session_id, reason)
    VALUES (gen_random_uuid(), 'session_revoked', OLD.user_id, OLD.id, 'deleted');
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "sessions_deleted" AFTER DELETE ON "sessions" FOR EACH ROW
WHEN (OLD.idle_expires_at > now() AND OLD.absolute_expires_at > now()
  AND (OLD.revoked_at IS NULL OR OLD.revoked_at > now() - interval '1 day'))
EXECUTE FUNCTION "note_deleted_session"();

CREATE FUNCTION "record_user_change"() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO audit_events (id, type, user_id)
  VALUES (gen_random_uuid(), TG_ARGV[0],
    CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END);
  RETURN NULL;
END $$;

CREATE TRIGGER "users_admin_created" AFTER INSERT ON "users" FOR EACH ROW
WHEN (NEW.role = 'admin')
EXECUTE FUNCTION "record_user_change"('admin_granted');

CREATE TRIGGER "users_admin_granted" AFTER UPDATE OF "role" ON "users" FOR EACH ROW
WHEN (OLD.role <> 'admin' AND NEW.role = 'admin')
EXECUTE FUNCTION "record_user_change"('admin_granted');

CREATE TRIGGER "users_admin_withdrawn" AFTER UPDATE OF "role" ON "users" FOR EACH ROW
WHEN (OLD.role = 'admin' AND NEW.role <> 'admin')
EXECUTE FUNCTION "record_user_change"('admin_withdrawn');

CREATE TRIGGER "users_disabled" AFTER UPDATE OF "disabled_at" ON "users" FOR EACH ROW
WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL)
EXECUTE FUNCTION "record_user_change"('user_disabled');

CREATE TRIGGER "users_enabled" AFTER UPDATE OF "disabled_at" ON "users" FOR EACH ROW
WHEN (OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL)
EXECUTE FUNCTION "record_user_change"('user_enabled');

CREATE TRIGGER "users_deleted" AFTER DELETE ON "users" FOR EACH ROW
EXECUTE FUNCTION "record_user_change"('user_deleted');
