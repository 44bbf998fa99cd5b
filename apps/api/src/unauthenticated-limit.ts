import { networkOf } from "./http/client-address.ts";
import { ALONE, type Share } from "./http/siblings.ts";

/**
 * Limits what unauthenticated callers at one address may cost us. Only failures count, so that a partner
 * behind a shared address is never slowed down by somebody else's wrong tokens.
 */
export interface UnauthenticatedLimit {
  /** Counts one refusal. `record`: still worth an exchange row. `answer429`: it fails too often. */
  refused(address: string | null): { record: boolean; answer429: boolean; retryAfterSeconds: number };
  /** Refusals that were counted instead of recorded, since the start. */
  readonly unrecorded: number;
}

const WINDOW_MS = 60_000;
/** So many addresses' worth of refusals are recorded altogether, so that many addresses cannot fill the disk. */
const RECORDED_ADDRESSES = 50;
const ANSWERED_PER_WINDOW = 300;
/** Bounds memory: beyond this many addresses in one window all further ones share a bucket. */
const ADDRESSES_MAX = 10_000;
const OTHERS = "others";

/**
 * @param nowMs the clock, in milliseconds
 * @param limits.refusalsRecordedMax of one address in a window
 * @param share the processes behind the same port, over all of which it counts
 */
export function createUnauthenticatedLimit(
  nowMs: () => number,
  { refusalsRecordedMax }: { refusalsRecordedMax: number },
  share: Share = ALONE,
): UnauthenticatedLimit {
  let windowStart = nowMs();
  const counts = new Map<string, number>();
  let recorded = 0;
  let unrecorded = 0;

  function openWindow(at: number): void {
    if (at - windowStart < WINDOW_MS && at >= windowStart) return;
    windowStart = at;
    counts.clear();
    recorded = 0;
  }

  /** How often this network was refused so far, these included. */
  function add(network: string, times: number): number {
    const key = counts.has(network) || counts.size < ADDRESSES_MAX ? network : OTHERS;
    const count = (counts.get(key) ?? 0) + times;
    counts.set(key, count);
    return count;
  }

  share.hear((network, times) => {
    openWindow(nowMs());
    const before = add(network, times) - times;
    // What was recorded there is counted here, but for what two recorded at the same moment.
    recorded += Math.min(times, Math.max(0, refusalsRecordedMax - before));
  });

  return {
    refused(address) {
      const at = nowMs();
      openWindow(at);
      const network = networkOf(address);
      const count = add(network, 1);
      // Beyond it every process knows enough.
      if (count <= ANSWERED_PER_WINDOW) share.tell(network, 1);
      const record = count <= refusalsRecordedMax && recorded < refusalsRecordedMax * RECORDED_ADDRESSES;
      if (record) recorded += 1;
      else unrecorded += 1;
      return {
        record,
        answer429: count > ANSWERED_PER_WINDOW,
        retryAfterSeconds: Math.max(1, Math.ceil((windowStart + WINDOW_MS - at) / 1000)),
      };
    },
    get unrecorded() {
      return unrecorded;
    },
  };
}
