import type { Database } from "@parley/db";
import {
  disableOperator,
  enableOperator,
  findOperator,
  type Grant,
  grantsProblem,
  isWithin,
  listInvited,
  type OperatorChange,
  type OperatorChangeArgs,
  type OperatorWithGrants,
  removePasskeys,
  removeSecondFactor,
  renewInvitation,
  setOperator,
  setPassword,
  unlinkProvider,
} from "@parley/db/operators";
import {
  type ApiKeyWish,
  makeApiKey,
  type NewApiKeyOutcome,
  type RevokedApiKeyOutcome,
  revokeKeyOf,
} from "./api-keys.ts";
import { newInvitation } from "./invitation.ts";
import { type LinkDelivery, type Post, sendLink } from "./link-mail.ts";
import {
  type CreateOperatorOutcome,
  createInvited,
  createOperator,
  type InvitedInput,
  knownAbout,
  nameProblem,
  type OperatorInput,
} from "./operator.ts";
import { hashPassword, passwordProblem } from "./password.ts";
import type { Invalid } from "./problem.ts";
import { linkToReset, type ResetLinkOutcome } from "./reset-link.ts";
import { type EndedSessions, endSessionsOf } from "./sessions.ts";

/** Who asks for a change, for which operator, and which version of them they saw. */
export type Ask = Omit<OperatorChangeArgs, "now">;

export type PeopleOutcome =
  | OperatorChange
  | Invalid<"name" | "grants" | "password">
  /** A grant reaches beyond what the person who gives it has. */
  | { kind: "beyond_own" };

export type NewOperatorOutcome =
  | CreateOperatorOutcome
  | Extract<PeopleOutcome, { kind: "invalid" | "beyond_own" }>;

/** `path` is where the link leads, below the admin's address; its token is kept nowhere. */
interface Invitation {
  operatorId: string;
  path: string;
  expiresAt: Date;
  /** Whether it went out by e-mail too. It holds in any case. */
  delivery: LinkDelivery;
}

/** A link that somebody may be sent, besides that whoever made it is shown it. */
export interface Sending {
  byEmail?: boolean | undefined;
}

export type InviteOutcome =
  | ({ kind: "invited" } & Invitation)
  | Exclude<NewOperatorOutcome, { kind: "created" }>;

export type RenewOutcome =
  | ({ kind: "invited" } & Invitation)
  | Exclude<OperatorChange, { kind: "changed" }>
  /** They have a password, or may not sign in: a link would open nothing. */
  | { kind: "not_invited" };

/**
 * The changes of operators, the same behind every door that offers them. `scope` is what the person who asks may
 * administer: they find only operators all of whose grants lie within it, and give nothing that reaches beyond it.
 */
export interface People {
  /** The operator whom a person with this scope may change; null for anybody else. */
  find(scope: Ask["scope"], idOrEmail: string): Promise<OperatorWithGrants | null>;
  /** Adds an operator, who can sign in at once. */
  create(ask: Pick<Ask, "scope" | "by">, input: OperatorInput): Promise<NewOperatorOutcome>;
  /** Adds an operator who chooses their own password, by a link that is open for a week and works once. */
  invite(ask: Pick<Ask, "scope" | "by">, input: InvitedInput, sending?: Sending): Promise<InviteOutcome>;
  /** Makes another link for somebody who has not chosen a password yet; the one before ends. */
  inviteAgain(ask: Ask, sending?: Sending): Promise<RenewOutcome>;
  /** Makes a link by which they choose another password, open for an hour; those before end. */
  makeResetLink(ask: Ask, sending?: Sending): Promise<ResetLinkOutcome>;
  /** Takes the second factor away from somebody who lost it; their sessions end. */
  removeSecondFactor(ask: Ask): Promise<PeopleOutcome | { kind: "own" }>;
  /** Takes every passkey away from somebody who lost them; their sessions end. */
  removePasskeys(ask: Ask): Promise<PeopleOutcome | { kind: "own" }>;
  /** Unties somebody from the identity provider, where they are another account by now; their sessions end. */
  unlinkProvider(ask: Ask): Promise<PeopleOutcome | { kind: "own" }>;
  /** Makes a key that may do what its operator may, or less. */
  makeApiKey(ask: Omit<Ask, "expectedVersion">, wish: ApiKeyWish): Promise<NewApiKeyOutcome>;
  /** Ends every session of theirs at once. */
  endSessions(ask: Omit<Ask, "expectedVersion">): Promise<EndedSessions>;
  /** Ends a key at once, and for good. */
  revokeApiKey(ask: Omit<Ask, "expectedVersion">, keyId: string): Promise<RevokedApiKeyOutcome>;
  /** Changes the name, or replaces all that the operator may do. */
  change(
    ask: Ask,
    to: { name?: string | undefined; grants?: readonly Grant[] | undefined },
  ): Promise<PeopleOutcome>;
  /** Sessions end at once, API keys for good. */
  disable(ask: Ask): Promise<PeopleOutcome>;
  enable(ask: Ask): Promise<PeopleOutcome>;
  /** Sessions end at once; API keys go on working. */
  resetPassword(ask: Ask, password: string): Promise<PeopleOutcome | { kind: "own" }>;
}

export function createPeople({ db, now, ...post }: Post & { db: Database; now: () => Date }): People {
  const at = (ask: Ask): OperatorChangeArgs => ({ ...ask, now: now() });

  async function find(scope: Ask["scope"], idOrEmail: string): Promise<OperatorWithGrants | null> {
    const found = await findOperator(db, idOrEmail);
    return found !== null && isWithin(scope, found.grants) ? found : null;
  }

  /** The same by their id alone. */
  async function exactly(scope: Ask["scope"], operatorId: string): Promise<OperatorWithGrants | null> {
    const found = await find(scope, operatorId);
    return found?.operator.id === operatorId ? found : null;
  }

  async function deliver(
    { operator: to }: Pick<OperatorWithGrants, "operator">,
    link: { path: string; expiresAt: Date },
    { byEmail = false }: Sending,
  ): Promise<LinkDelivery> {
    return byEmail ? await sendLink(post, { kind: "invitation", to, ...link }) : "not_asked";
  }

  return {
    find,
    async create({ scope, by }, input) {
      return grantsRefusal(scope, input.grants) ?? (await createOperator({ db, now: now(), by }, input));
    },
    async invite({ scope, by }, input, sending = {}) {
      const refused = grantsRefusal(scope, input.grants);
      if (refused !== null) return refused;
      const at = now();
      const { path, ...invitation } = newInvitation(at);
      const outcome = await createInvited({ db, now: at, by }, input, invitation);
      if (outcome.kind !== "created") return outcome;
      const { expiresAt } = invitation;
      const delivery = await deliver(outcome, { path, expiresAt }, sending);
      return { kind: "invited", operatorId: outcome.operator.id, path, expiresAt, delivery };
    },
    async inviteAgain(ask, sending = {}) {
      const { operatorId } = ask;
      const found = await exactly(ask.scope, operatorId);
      if (found === null) return { kind: "not_found" };
      const isInvited = (await listInvited(db, [operatorId])).has(operatorId);
      if (!isInvited || found.operator.disabledAt !== null) return { kind: "not_invited" };
      const { path, ...invitation } = newInvitation(now());
      const outcome = await renewInvitation(db, { ...at(ask), invitation });
      if (outcome.kind !== "changed") return outcome;
      const { expiresAt } = invitation;
      const delivery = await deliver(outcome.operator, { path, expiresAt }, sending);
      return { kind: "invited", operatorId, path, expiresAt, delivery };
    },
    makeResetLink: async (ask, sending = {}) =>
      await linkToReset({ db, post }, at(ask), await exactly(ask.scope, ask.operatorId), sending),
    async removeSecondFactor(ask) {
      if (isOwn(ask)) return { kind: "own" };
      return await removeSecondFactor(db, at(ask));
    },
    async removePasskeys(ask) {
      if (isOwn(ask)) return { kind: "own" };
      return await removePasskeys(db, at(ask));
    },
    async unlinkProvider(ask) {
      if (isOwn(ask)) return { kind: "own" };
      return await unlinkProvider(db, at(ask));
    },
    makeApiKey: async ({ operatorId, ...ask }, wish) =>
      await makeApiKey({ db, now: now() }, { ...ask, owner: await exactly(ask.scope, operatorId) }, wish),
    endSessions: async ({ operatorId, scope, by }) =>
      await endSessionsOf({ db, now: now() }, await exactly(scope, operatorId), by),
    revokeApiKey: async ({ operatorId, scope, by }, keyId) =>
      await revokeKeyOf({ db, now: now() }, { by, owner: await exactly(scope, operatorId) }, keyId),
    async change(ask, { name: given, grants }) {
      const name = given?.trim();
      const problem = name === undefined ? null : nameProblem(name);
      if (problem !== null) return { kind: "invalid", field: "name", problem };
      if (grants?.length === 0) {
        return { kind: "invalid", field: "grants", problem: "noRoles" };
      }
      const gives = grants === undefined ? null : grantsProblem(grants);
      if (gives !== null) return { kind: "invalid", field: "grants", problem: gives };
      if (grants !== undefined && !isWithin(ask.scope, grants)) return { kind: "beyond_own" };
      return await setOperator(db, { ...at(ask), name, grants });
    },
    disable: (ask) => disableOperator(db, at(ask)),
    enable: (ask) => enableOperator(db, at(ask)),
    async resetPassword(ask, password) {
      // One's own is changed by who knows it: else a session left open, or a key, would be enough to take an account.
      if (isOwn(ask)) return { kind: "own" };
      const found = await find(ask.scope, ask.operatorId);
      if (found === null) return { kind: "not_found" };
      const { name, email } = found.operator;
      const known = await knownAbout(db, { name, email, grants: found.grants });
      const problem = passwordProblem(password, known);
      if (problem !== null) return { kind: "invalid", field: "password", problem };
      return await setPassword(db, { ...at(ask), passwordHash: await hashPassword(password) });
    },
  };
}

function isOwn({ by, operatorId }: Ask): boolean {
  return by.kind === "operator" && by.id === operatorId;
}

/** Why somebody who administers this may not add anybody with these roles; null where they may. */
function grantsRefusal(
  scope: Ask["scope"],
  grants: readonly Grant[],
): Extract<NewOperatorOutcome, { kind: "invalid" | "beyond_own" }> | null {
  if (grants.length === 0) return { kind: "invalid", field: "grants", problem: "noRoles" };
  const problem = grantsProblem(grants);
  if (problem !== null) return { kind: "invalid", field: "grants", problem };
  return isWithin(scope, grants) ? null : { kind: "beyond_own" };
}
