-- A change of a user that one of the site's own transactions makes on somebody's behalf names the session that asked for it
-- (lib/audit/record-audit-event.ts). The setting ends with the transaction; where nobody set it, it is absent or empty.
CREATE OR REPLACE FUNCTION "record_user_change"() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO audit_events (id, type, user_id, actor_session_id)
  VALUES (gen_random_uuid(), TG_ARGV[0],
    CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END,
    NULLIF(current_setting('gatehouse.actor_session', true), '')::uuid);
  RETURN NULL;
END $$;

-- The words by which an administrator finds a user: the parts of the e-mail address and of the name, in small letters.
-- Without signs, which the parser would read as hosts, tags or numbers. lib/admin/user-query.ts splits a search alike.
CREATE FUNCTION "user_words"(email text, name text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('simple'::regconfig, lower(translate(email || ' ' || coalesce(name, ''),
  '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~«·»–—‘’“”…', repeat(' ', 42))));
