/**
 * Tokens that verified, by the whole text of their header, so that one that PAR uses for many calls is verified
 * once. Only what verified is kept, so nobody without a secret can fill it, and never for longer than the secrets
 * that it was verified with: another reading of them begins with none. What may change with time is judged by
 * whoever finds one.
 */
export interface KnownTokens<T> {
  find(authorization: string | undefined): T | null;
  keep(authorization: string | undefined, verified: T): void;
}

/** A megabyte at most, with the texts. */
const KEPT_MAX = 1_000;
/** A token of PAR's has some 200 characters. */
const LENGTH_MAX = 1_024;

export function createKnownTokens<T>(): KnownTokens<T> {
  const known = new Map<string, T>();
  return {
    find: (authorization) => (authorization === undefined ? null : (known.get(authorization) ?? null)),
    keep(authorization, verified) {
      if (authorization === undefined || authorization.length > LENGTH_MAX) return;
      known.set(authorization, verified);
      const [oldest] = known.size > KEPT_MAX ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
    },
  };
}
