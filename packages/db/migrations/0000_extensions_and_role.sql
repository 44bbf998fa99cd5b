-- Name search uses trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- The role that the API runs as: neither owner nor superuser, so that grants bind it. Roles belong to the
-- whole server, so another database's migration may make it at the same moment. Whoever migrates logs in
-- and becomes parley_app; a superuser may anyway, and from PostgreSQL 16 on a role's maker must grant
-- themselves the right to.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'parley_app') THEN
    CREATE ROLE parley_app NOLOGIN;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      EXECUTE format('GRANT parley_app TO %I', current_user);
    END IF;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'parley_app', 'MEMBER') THEN
    EXECUTE format('GRANT parley_app TO %I', current_user);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'The role parley_app belongs to somebody else. Let its owner run: GRANT parley_app TO %', current_user;
END $$;
