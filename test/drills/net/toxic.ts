/**
 * What can go wrong on a wire. `up` is from the caller to the server, `down` the way back. A toxic holds for the
 * bytes that come by while it is set; byte counts begin, on each connection, when it is set.
 */
export type Direction = "up" | "down";

export type Toxic =
  /** Each piece arrives later. */
  | { kind: "latency"; direction: Direction; ms: number }
  /** Bytes vanish; nobody hears of it. */
  | { kind: "timeout"; direction: Direction }
  /** Bytes are kept and go on when the toxic is taken away. */
  | { kind: "hold"; direction: Direction }
  /** The first byte cuts the connection. */
  | { kind: "reset_peer"; direction: Direction }
  /** So many bytes pass; the next cuts the connection. */
  | { kind: "limit_data"; direction: Direction; bytes: number }
  /** Small pieces with a pause between. */
  | { kind: "slicer"; direction: Direction; bytes: number; pauseMs: number }
  /** The end of the stream arrives later. */
  | { kind: "slow_close"; direction: Direction; ms: number }
  /** The server ends a connection that has carried nothing for so long since its last answer. */
  | { kind: "idle_close"; direction: Direction; ms: number }
  | { kind: "bandwidth"; direction: Direction; bytesPerSecond: number };
