/** PAR's signature header, on requests and on order answers [DOC signing]. */
export const DIGEST_HEADER = "x-pch-digest";

/** Set to `true` on an answer that was served from the ledger; ours, PAR may ignore it. */
export const REPLAYED_HEADER = "idempotent-replayed";

/** On each answer of ours: the id of the recorded exchange, which a refusal's body tells as `request_id` too. */
export const REQUEST_ID_HEADER = "x-request-id";
