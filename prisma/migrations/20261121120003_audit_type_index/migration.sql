CREATE INDEX CONCURRENTLY "audit_events_type_created_at_idx" ON "audit_events"("type", "created_at");
