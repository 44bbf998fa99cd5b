-- The settings of a store's POS in one spelling, and no promise that nobody made. Each change counts the
-- version up, which empties the caches of running processes.

-- A store that voids says so: X was C with voiding, unless can_void said otherwise.
UPDATE locations
SET pos_settings = '{"can_void": true}'::jsonb || pos_settings || '{"class": "C"}'::jsonb,
    version = version + 1, updated_at = now()
WHERE pos_kind = 'bridge' AND pos_settings -> 'class' = '"X"'::jsonb;
--> statement-breakpoint
-- A class that nobody named was taken for A, which sends again after doubt: at a POS that does not tell
-- duplicates apart that cooks twice. It is D now, class_assumed says that nobody has confirmed it, and the
-- stores are listed, since their orders in doubt wait for a person until somebody states the class.
DO $$
DECLARE
  relied text;
BEGIN
  WITH assumed AS (
    UPDATE locations
    SET pos_settings = pos_settings || '{"class": "D", "class_assumed": true}'::jsonb,
        version = version + 1, updated_at = now()
    WHERE pos_kind = 'bridge' AND jsonb_typeof(pos_settings) = 'object' AND NOT pos_settings ? 'class'
    RETURNING code
  )
  SELECT string_agg(code, ', ' ORDER BY code) INTO relied FROM assumed;
  IF relied IS NOT NULL THEN
    RAISE WARNING 'No class was stated for the POS of %. It was taken for A and is D now: an order in doubt waits for a person there. State what the POS promises with `parley location set-pos --class`.', relied;
  END IF;
END $$;
--> statement-breakpoint
-- Square's settings in snake case. The camel case stays beside it: a process of the version before this one
-- reads nothing else and would send no order to these stores while both run.
UPDATE locations
SET pos_settings = pos_settings
      || CASE WHEN pos_settings ? 'locationId' AND NOT pos_settings ? 'location_id'
              THEN jsonb_build_object('location_id', pos_settings -> 'locationId') ELSE '{}'::jsonb END
      || CASE WHEN pos_settings ? 'baseUrl' AND NOT pos_settings ? 'base_url'
              THEN jsonb_build_object('base_url', pos_settings -> 'baseUrl') ELSE '{}'::jsonb END,
    version = version + 1, updated_at = now()
WHERE pos_kind = 'square' AND jsonb_typeof(pos_settings) = 'object'
  AND (pos_settings ? 'locationId' AND NOT pos_settings ? 'location_id'
    OR pos_settings ? 'baseUrl' AND NOT pos_settings ? 'base_url');
