/**
 * What can go wrong on a wire. `up` is from the caller to the server, `down` from the server to the caller. A
 * toxic applies to the bytes that arrive while it is set; on each connection its byte count begins then.
 */
export type Direction = "up" | "down";

export type Toxic =
  /** Each piece arrives later. */
  | { kind: "latency"; direction: Direction; ms: number }
  /** Bytes vanish; neither end gets an error. */
  | { kind: "timeout"; direction: Direction }
  /** Bytes are kept and go on when the toxic is removed. */
  | { kind: "hold"; direction: Direction }
  /** The first byte cuts the connection. */
  | { kind: "reset_peer"; direction: Direction }
  /** This many bytes pass; the next one cuts the connection. */
  | { kind: "limit_data"; direction: Direction; bytes: number }
  /** Small pieces with a pause between. */
  | { kind: "slicer"; direction: Direction; bytes: number; pauseMs: number }
  /** The end of the stream arrives later. */
  | { kind: "slow_close"; direction: Direction; ms: number }
  /** The server ends a connection that has been idle for this long after its last answer. */
  | { kind: "idle_close"; direction: Direction; ms: number }
  | { kind: "bandwidth"; direction: Direction; bytesPerSecond: number };
