import type { IncomingHttpHeaders } from "node:http";
import {
  BridgeSignatureError,
  type BridgeSignatureReason,
  createSigningKey,
  EVENT_STORE_HEADER,
  parseSigningKey,
  type SigningKey,
  verifyRequest,
} from "@parley/bridge-contract";
import type { Database } from "@parley/db";
import type { Vault } from "@parley/db/secrets";
import { type Location, listBridgeStores, listFormerBridges, type Store } from "@parley/db/stores";

/** A message whose signature was verified: which store's POS sent it, and with which key. */
export interface Sender {
  location: Location;
  /** The POS's own name for the store. */
  posStore: string;
  key: SigningKey;
  messageId: string;
  timestamp: string;
  /** It is a POS that the store had before: its word counts about orders that were sent to it, and about nothing else. */
  isFormer: boolean;
}

export type Verdict =
  | { kind: "verified"; sender: Sender }
  /** `reason` is for the record only; it is not sent to the caller. */
  | { kind: "unauthenticated"; reason: "store_missing" | "store_unknown" | BridgeSignatureReason };

export interface ReceivedEvent {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A key that no POS has: an unknown store costs the same HMAC as a known one, and fails the same way. */
const NOBODYS_KEY = parseSigningKey(createSigningKey());

/**
 * Finds out whose POS sent a message. The header only chooses which keys are tried; the signature decides.
 * Two POSs may use the same name for different stores; then the matching key decides which one it is.
 */
export async function verifySender(
  { db, vault, now }: { db: Database; vault: Vault; now: Date },
  received: ReceivedEvent,
): Promise<Verdict> {
  const posStore = received.headers[EVENT_STORE_HEADER];
  if (typeof posStore !== "string") return { kind: "unauthenticated", reason: "store_missing" };
  const [stores, former] = await Promise.all([
    listBridgeStores(db, { vault, posStore }),
    listFormerBridges(db, { vault, posStore }),
  ]);
  // The POS of now comes first: a till that only changed its promises, or moved, keeps its key.
  const candidates = [
    ...stores.map((store) => ({ ...store, isFormer: false })),
    ...former.map((store) => ({ ...store, isFormer: true })),
  ].flatMap((store) => keysOf(store).map((key) => ({ key, store })));
  let reason: "store_unknown" | BridgeSignatureReason = "store_unknown";
  for (const { key, store } of [...candidates, { key: NOBODYS_KEY, store: null }]) {
    try {
      const { id, timestamp } = verifyRequest({ ...received, keys: [key], now });
      if (store === null) break;
      return {
        kind: "verified",
        sender: {
          ...{ location: store.location, posStore, key, messageId: id, timestamp },
          isFormer: store.isFormer,
        },
      };
    } catch (error) {
      if (!(error instanceof BridgeSignatureError)) throw error;
      if (store !== null) reason = error.reason;
    }
  }
  return { kind: "unauthenticated", reason };
}

/** A store's keys, two during a rotation; none if they cannot be read, which its adapter reports. */
function keysOf({ posSecret }: Pick<Store, "posSecret">): SigningKey[] {
  try {
    return (posSecret ?? "").split(" ").map(parseSigningKey);
  } catch {
    return [];
  }
}
