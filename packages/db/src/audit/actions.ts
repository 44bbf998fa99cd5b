/** What can be done and is recorded, by the kind of subject that its id names. A word is never taken out. */
export const auditActions = [
  // A brand, a store
  "brand_created",
  "location_created",
  "location_changed",
  "menu_refreshed",
  "menu_pinned",
  "menu_unpinned",
  "fire_drill_started",
  "fire_drill_stopped",
  "availability_changed",
  "conformance_run",
  "test_call_sent",
  // A connection, a mapping
  "connection_created",
  "connection_changed",
  "shared_id_rotated",
  "shared_id_retired",
  "mapping_set",
  "mapping_ended",
  // A file of mappings
  "mappings_imported",
  "mapping_import_undone",
  // An operator
  "operator_created",
  "operator_invited",
  "invitation_accepted",
  "operator_changed",
  "operator_disabled",
  "operator_enabled",
  "password_reset",
  "reset_link_made",
  "reset_link_asked",
  "password_recovered",
  "second_factor_added",
  "second_factor_removed",
  "paper_codes_replaced",
  "passkey_added",
  "passkey_removed",
  "sign_in_policy_changed",
  "redaction_policy_changed",
  "password_changed",
  "sessions_ended",
  "api_key_created",
  "api_key_revoked",
  "signed_in",
  "sign_in_failed",
  "signed_out",
  // An order
  "order_confirmed_placed",
  "order_confirmed_absent",
  "order_resent",
  "order_brought_forward",
  "order_disputed",
  "dispute_settled",
  "order_shared",
  "share_revoked",
  // An order, a refused call or an issue
  "case_noted",
  "case_assigned",
  "case_snoozed",
  "case_resolved",
  "case_reopened",
  // A saved view
  "view_saved",
  "view_changed",
  "view_deleted",
  "view_restored",
  // A channel of alerts, a message
  "alert_channel_created",
  "alert_channel_changed",
  "alert_channel_deleted",
  "alert_channel_restored",
  "alert_channel_tested",
  "alert_replayed",
  // An order or a call; of a search, the keyed reference of what was looked for
  "guest_revealed",
  "guest_searched",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** What changes nothing: somebody looked. There are many of them for each change. */
export const auditReads = ["guest_revealed", "guest_searched"] as const satisfies readonly AuditAction[];
