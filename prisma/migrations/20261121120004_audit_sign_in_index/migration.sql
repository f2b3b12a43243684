-- Whose a session was, when its row has long been pruned.
CREATE INDEX CONCURRENTLY "audit_events_sign_in_session_idx" ON "audit_events"("session_id") WHERE "type" = 'sign_in';
