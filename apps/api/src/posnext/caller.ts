import { isPausedAt, type Pause } from "@parley/db/stores";
import {
  changedSwitches,
  defaultSwitches,
  importTokenKey,
  isStillGood,
  parseSwitches,
  type SeenGuesses,
  SignatureError,
  type Switches,
  TokenError,
  type TokenKey,
  type VerifiedToken,
  verifyToken,
} from "@parley/par-contract";
import { AppError } from "../errors.ts";
import { createKnownTokens } from "./known-tokens.ts";

/**
 * An authenticated caller. The tenant is the owner of the secret that verified the token; nothing in the
 * body can change it. Only `authenticate` makes one: no other module can reach the constructor.
 */
class Caller {
  readonly connection: CallerConnection;
  /** The secret that verified the token. */
  readonly secretId: string;
  /** Ids from the token's claims; the body must agree with those that are there. */
  readonly claims: { readonly organizationId: string | null; readonly locationId: string | null };
  /** Which of the guesses about tokens this call showed. */
  readonly seen: SeenGuesses;
  readonly #sharedId: string;

  constructor(match: Candidate, verified: VerifiedToken) {
    this.connection = match.connection;
    this.secretId = match.id;
    this.claims = { organizationId: verified.organizationId, locationId: verified.locationId };
    this.seen = verified.seen;
    this.#sharedId = match.sharedId;
  }

  /** The text of the secret, which also verifies the digest and signs the answer. Logs never show it. */
  get sharedId(): string {
    return this.#sharedId;
  }
}

export type { Caller };

export interface CallerConnection {
  id: string;
  slug: string;
  switches: Switches;
  /** The switches that are not at their default, for the record of each exchange. */
  changed: Readonly<Record<string, string>>;
  /** Since when and until when its orders are refused. */
  pause: Pause;
}

/** A live SharedId with the connection that it opens, as stored in the database. */
export interface LiveSecret {
  secretId: string;
  sharedId: string;
  /** It opens nothing after this instant; null = no end. */
  endsAt: Date | null;
  connection: { id: string; slug: string; switches: unknown } & Pause;
}

/** A digest that is right: the string that was signed, and which reading of "cents" matched. */
export interface VerifiedDigest {
  string: string;
  reading: "R" | "T" | "X";
}

/** Beyond this many live SharedIds a call must name its connection in the base path. */
const CANDIDATES_MAX = 32;
/** The last use of a secret is written at most this often: it only informs people. */
const TOUCH_EVERY_MS = 60_000;

interface Candidate {
  id: string;
  switches: Switches;
  connection: CallerConnection;
  sharedId: string;
  endsAt: Date | null;
  key: TokenKey;
  /** When its last use was last written; it may have been used since, for less than `TOUCH_EVERY_MS`. */
  lastUsedMs: number;
}

export interface Callers {
  /**
   * Stage 1: base path and bearer token → caller. The body plays no part.
   * @throws TokenError, which looks the same to every caller; its reason is only recorded.
   */
  authenticate(args: { slug: string | null; authorization: string | undefined }): Promise<Caller>;
  /** Reads connections and secrets again; called when they changed. */
  reload(): Promise<void>;
  /** The live SharedIds of a connection, or all: no record of a call may show one. */
  sharedIdsOf(connectionId: string | null): readonly string[];
  /** The connection whose SharedId signed a refused token; null where nobody known did, or for another error. */
  signerOf(error: unknown): string | null;
  /** The switches of a connection; the defaults where it is not live. */
  switchesOf(connectionId: string): Switches;
  /** Whether a connection's orders are refused at a moment; false where it is not live. */
  isPausedAt(connectionId: string, at: Date): boolean;
}

/**
 * Keeps the live connections with their keys in memory.
 * @param load reads every SharedId that opens a live connection now
 * @param touch notes that a secret was used
 */
export function createCallers(deps: {
  load: () => Promise<readonly LiveSecret[]>;
  touch: (secretId: string, at: Date) => void;
  now: () => Date;
}): Callers {
  let candidates: readonly Candidate[] = [];
  let sharedIds: ReadonlyMap<string | null, readonly string[]> = new Map();
  let tokens = createKnownTokens<{ match: Candidate; verified: VerifiedToken }>();
  let reloading: Promise<void> = Promise.resolve();

  async function candidateOf(secret: LiveSecret, lastUsedMs: number): Promise<Candidate> {
    const switches = parseSwitches(secret.connection.switches);
    return {
      id: secret.secretId,
      switches,
      connection: {
        id: secret.connection.id,
        slug: secret.connection.slug,
        switches,
        changed: changedTexts(switches),
        pause: { pausedAt: secret.connection.pausedAt, pauseUntil: secret.connection.pauseUntil },
      },
      sharedId: secret.sharedId,
      endsAt: secret.endsAt,
      key: await importTokenKey(secret.sharedId, switches.jwt_key),
      lastUsedMs,
    };
  }

  async function read(): Promise<void> {
    const used = new Map(candidates.map((candidate) => [candidate.id, candidate.lastUsedMs]));
    const secrets = await deps.load();
    const found = await Promise.all(
      secrets.map((secret) => candidateOf(secret, used.get(secret.secretId) ?? 0)),
    );
    candidates = found;
    // Tokens that verified by an earlier reading are forgotten with it, also those that are being verified now.
    tokens = createKnownTokens();
    sharedIds = sharedIdsBy(found);
  }

  function use(match: Candidate, verified: VerifiedToken, now: Date): Caller {
    if (now.getTime() - match.lastUsedMs >= TOUCH_EVERY_MS) {
      deps.touch(match.id, now);
      match.lastUsedMs = now.getTime();
    }
    return new Caller(match, verified);
  }

  return {
    reload() {
      // One after the other: an older reading that ends late must not replace a newer one.
      reloading = reloading.catch(() => {}).then(read);
      return reloading;
    },

    sharedIdsOf(connectionId) {
      return sharedIds.get(connectionId) ?? [];
    },

    signerOf(error) {
      if (!(error instanceof TokenError) || error.signedBy === null) return null;
      return candidates.find(({ id }) => id === error.signedBy)?.connection.id ?? null;
    },

    switchesOf(connectionId) {
      return candidates.find(({ connection }) => connection.id === connectionId)?.switches ?? defaultSwitches;
    },

    isPausedAt(connectionId, at) {
      const found = candidates.find(({ connection }) => connection.id === connectionId);
      return found !== undefined && isPausedAt(found.connection.pause, at);
    },

    async authenticate({ slug, authorization }) {
      const now = deps.now();
      const known = tokens.find(authorization);
      if (known !== null && isOpen(known.match, slug, now)) {
        const { match, verified } = known;
        if (isStillGood(verified, match.switches, now)) return use(match, verified, now);
      }
      const knownSince = tokens;
      const live = candidates
        .filter((candidate) => isOpen(candidate, slug, now))
        .sort((a, b) => b.lastUsedMs - a.lastUsedMs)
        .slice(0, CANDIDATES_MAX);
      const verified = await verifyToken({ authorization, candidates: live, now });
      const match = live.find(({ id }) => id === verified.candidateId);
      if (match === undefined) throw new Error("verifyToken named a candidate that it was not given");
      knownSince.keep(authorization, { match, verified });
      return use(match, verified, now);
    },
  };
}

/** Whether a secret opens a connection at a moment, and the one that a base path names. */
function isOpen({ endsAt, connection }: Candidate, slug: string | null, now: Date): boolean {
  return (endsAt === null || endsAt > now) && (slug === null || connection.slug === slug);
}

/** The SharedIds of each connection and, under null, of all. */
function sharedIdsBy(candidates: readonly Candidate[]): ReadonlyMap<string | null, readonly string[]> {
  const all = candidates.map(({ sharedId }) => sharedId);
  const ids = new Map<string | null, string[]>([[null, all]]);
  for (const { connection, sharedId } of candidates) {
    const own = ids.get(connection.id);
    if (own === undefined) ids.set(connection.id, [sharedId]);
    else own.push(sharedId);
  }
  return ids;
}

function changedTexts(switches: Switches): Record<string, string> {
  return Object.fromEntries(
    Object.entries(changedSwitches(switches)).map(([name, value]) => [name, String(value)]),
  );
}

/** @throws AppError `tenant_mismatch` where a claim names another organization or location. */
export function verifyClaims(
  caller: Caller,
  body: { organizationId: string | null; locationId: string | null },
): void {
  const { claims } = caller;
  const differs = (claim: string | null, value: string | null) =>
    claim !== null && value !== null && claim !== value;
  if (differs(claims.organizationId, body.organizationId) || differs(claims.locationId, body.locationId)) {
    throw new AppError("tenant_mismatch", {
      message: "The token was issued for another organization or location",
    });
  }
}

/** The HTTP status of a wrong digest: 401, or 412 where the connection says so; null for other errors. */
export function signatureStatus(error: unknown, caller: Caller | null): number | null {
  return error instanceof SignatureError && caller !== null
    ? caller.connection.switches.signature_status
    : null;
}
