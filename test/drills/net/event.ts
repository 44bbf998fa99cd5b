/**
 * What came by, for schedules that wait for it. Where the wire carries HTTP, requests to place an order (PUT)
 * and their answers are counted; a POS is asked for menus too, at moments that no schedule knows.
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
