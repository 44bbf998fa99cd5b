import { createHash } from "node:crypto";
import type { DBAdapter, DBTransactionAdapter, Where } from "better-auth";

/**
 * Keeps the tokens of sessions as hashes, so that whoever reads the table, a dump or a replica has none to present.
 * A token has 190 random bits: a plain hash is enough, there is nothing to guess. The library goes on with the
 * token itself, which it learns from the cookie and gives to the cookie.
 *
 * Sessions of the release before stand there plain and live for twelve hours at most. They stay valid, because the
 * two releases run beside each other in a deploy; a stored hash is not taken for such a token.
 */
export function hashSessionTokens<Adapter extends DBTransactionAdapter | DBAdapter>(
  adapter: Adapter,
): Adapter {
  const wrapped: DBTransactionAdapter = {
    ...adapter,
    create: async (args) => {
      if (args.model !== SESSION) return await adapter.create(args);
      return withToken(await adapter.create({ ...args, data: hashed(args.data) }), tokenOf(args.data));
    },
    findOne: async (args) => {
      if (args.model !== SESSION) return await adapter.findOne(args);
      return withToken(await adapter.findOne({ ...args, where: stored(args.where) }), tokenIn(args.where));
    },
    // The library looks a session up by it before it ends the session; nobody is let in by it.
    findMany: (args) =>
      adapter.findMany(args.model === SESSION ? { ...args, where: held(args.where) } : args),
    update: async (args) => {
      if (args.model !== SESSION) return await adapter.update(args);
      return withToken(await adapter.update({ ...args, where: held(args.where) }), tokenIn(args.where));
    },
    delete: (args) => adapter.delete(args.model === SESSION ? { ...args, where: held(args.where) } : args),
    deleteMany: (args) =>
      adapter.deleteMany(args.model === SESSION ? { ...args, where: held(args.where) } : args),
  };
  if (!("transaction" in adapter)) return Object.assign(adapter, wrapped);
  const { transaction } = adapter;
  return Object.assign({}, adapter, wrapped, {
    transaction: <R>(run: (trx: DBTransactionAdapter) => Promise<R>) =>
      transaction((trx) => run(hashSessionTokens(trx))),
  });
}

const SESSION = "session";
const PREFIX = "sha256:";

function hashOf(token: string): string {
  return PREFIX + createHash("sha256").update(token).digest("base64url");
}

function hashed<Data extends object>(data: Data): Data {
  const token = tokenOf(data);
  return token === null ? data : { ...data, token: hashOf(token) };
}

/** A token as a cookie brings it: looked for by its hash, or plain, as the release before stored it. */
function stored(where: Where[] | undefined): Where[] {
  return tokensAs(where, (token) => (token.startsWith(PREFIX) ? [hashOf(token)] : [hashOf(token), token]));
}

/** The same for a session that was found before: the library may know its token as it is stored. */
function held(where: Where[] | undefined): Where[] {
  return tokensAs(where, (token) => [hashOf(token), token]);
}

function tokensAs(where: Where[] | undefined, forms: (token: string) => string[]): Where[] {
  return (where ?? []).map((condition) => {
    if (condition.field !== "token" || typeof condition.value !== "string") return condition;
    return { ...condition, operator: "in", value: forms(condition.value) };
  });
}

function tokenOf(data: object): string | null {
  return "token" in data && typeof data.token === "string" ? data.token : null;
}

function tokenIn(where: readonly Where[]): string | null {
  const value = where.find(({ field }) => field === "token")?.value;
  return typeof value === "string" ? value : null;
}

/** The row with the token that was asked for instead of what is stored. */
function withToken<Row>(row: Row, token: string | null): Row {
  return typeof row === "object" && row !== null && token !== null ? Object.assign(row, { token }) : row;
}
