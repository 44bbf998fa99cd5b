/**
 * Events on a wire, for schedules that wait for them. Where the wire carries HTTP, only requests to place an
 * order (PUT) and their answers count: menu requests come too, at moments that no schedule can know.
 */
export type ProxyEvent =
  | "connected"
  | "request_complete"
  | "answer_begun"
  | "answer_complete"
  /** An `idle_close` has ended a connection. */
  | "idle_closed"
  /** A `limit_data` has let its last byte pass and cut the connection. */
  | "limit_reached";
