import type { Database } from "@parley/db";
import {
  type ApiKey,
  countLiveApiKeys,
  disableOperator,
  enableOperator,
  findOperator,
  type Grant,
  grantsProblem,
  insertApiKey,
  isWithin,
  type OperatorChange,
  type OperatorChangeArgs,
  type OperatorWithGrants,
  setOperator,
  setPassword,
} from "@parley/db/operators";
import { LIST_MAX } from "@parley/limits";
import {
  type CreateOperatorOutcome,
  createOperator,
  knownAbout,
  nameProblem,
  type OperatorInput,
} from "./operator.ts";
import { hashPassword, passwordProblem } from "./password.ts";

/** Who asks for a change, for which operator, and which version of them they saw. */
export type Ask = Omit<OperatorChangeArgs, "now">;

export type PeopleOutcome =
  | OperatorChange
  | { kind: "invalid"; field: "name" | "grants" | "password"; message: string }
  /** A grant reaches beyond what the person who gives it has. */
  | { kind: "beyond_own" };

export type NewOperatorOutcome =
  | CreateOperatorOutcome
  | Extract<PeopleOutcome, { kind: "invalid" | "beyond_own" }>;

export type NewApiKeyOutcome =
  /** `plain` is the key, which is kept nowhere. */
  | { kind: "made"; operator: OperatorWithGrants; key: ApiKey; plain: string }
  | { kind: "not_found" }
  | { kind: "invalid"; field: "name"; message: string }
  /** A key that is made now would work on the day when they are let in again. */
  | { kind: "disabled" }
  /** `most` are in use already. */
  | { kind: "too_many"; most: number };

/**
 * The changes of operators, the same behind every door that offers them. `scope` is what the person who asks may
 * administer: they find only operators all of whose grants lie within it, and give nothing that reaches beyond it.
 */
export interface People {
  /** The operator whom a person with this scope may change; null for anybody else. */
  find(scope: Ask["scope"], idOrEmail: string): Promise<OperatorWithGrants | null>;
  /** Adds an operator, who can sign in at once. */
  create(ask: Pick<Ask, "scope" | "by">, input: OperatorInput): Promise<NewOperatorOutcome>;
  /** Makes a key that may do what its operator may. */
  makeApiKey(ask: Omit<Ask, "expectedVersion">, name: string): Promise<NewApiKeyOutcome>;
  /** Changes the name, or replaces all that the operator may do. */
  change(
    ask: Ask,
    to: { name?: string | undefined; grants?: readonly Grant[] | undefined },
  ): Promise<PeopleOutcome>;
  /** Sessions end at once, API keys for good. */
  disable(ask: Ask): Promise<PeopleOutcome>;
  enable(ask: Ask): Promise<PeopleOutcome>;
  /** Sessions end at once; API keys go on working. */
  resetPassword(ask: Ask, password: string): Promise<PeopleOutcome>;
}

export function createPeople({ db, now }: { db: Database; now: () => Date }): People {
  const at = (ask: Ask): OperatorChangeArgs => ({ ...ask, now: now() });

  async function find(scope: Ask["scope"], idOrEmail: string): Promise<OperatorWithGrants | null> {
    const found = await findOperator(db, idOrEmail);
    return found !== null && isWithin(scope, found.grants) ? found : null;
  }

  return {
    find,
    async create({ scope, by }, input) {
      if (input.grants.length === 0) {
        return { kind: "invalid", field: "grants", message: "Give at least one role." };
      }
      const problem = grantsProblem(input.grants);
      if (problem !== null) return { kind: "invalid", field: "grants", message: problem };
      if (!isWithin(scope, input.grants)) return { kind: "beyond_own" };
      return await createOperator({ db, now: now(), by }, input);
    },
    async makeApiKey({ operatorId, scope, by }, given) {
      const found = await find(scope, operatorId);
      if (found?.operator.id !== operatorId) return { kind: "not_found" };
      const name = given.trim();
      const problem = nameProblem(name);
      if (problem !== null) return { kind: "invalid", field: "name", message: problem };
      if (found.operator.disabledAt !== null) return { kind: "disabled" };
      const most = LIST_MAX.apiKeys;
      if ((await countLiveApiKeys(db, { operatorId })) >= most) return { kind: "too_many", most };
      const made = await insertApiKey(db, { operatorId, name, by, now: now() });
      return { kind: "made", operator: found, ...made };
    },
    async change(ask, { name: given, grants }) {
      const name = given?.trim();
      const problem = name === undefined ? null : nameProblem(name);
      if (problem !== null) return { kind: "invalid", field: "name", message: problem };
      if (grants?.length === 0) {
        const message = "Give at least one role; to shut somebody out, disable them.";
        return { kind: "invalid", field: "grants", message };
      }
      const gives = grants === undefined ? null : grantsProblem(grants);
      if (gives !== null) return { kind: "invalid", field: "grants", message: gives };
      if (grants !== undefined && !isWithin(ask.scope, grants)) return { kind: "beyond_own" };
      return await setOperator(db, { ...at(ask), name, grants });
    },
    disable: (ask) => disableOperator(db, at(ask)),
    enable: (ask) => enableOperator(db, at(ask)),
    async resetPassword(ask, password) {
      const found = await find(ask.scope, ask.operatorId);
      if (found === null) return { kind: "not_found" };
      const { name, email } = found.operator;
      const known = await knownAbout(db, { name, email, grants: found.grants });
      const problem = passwordProblem(password, known);
      if (problem !== null) return { kind: "invalid", field: "password", message: problem };
      return await setPassword(db, { ...at(ask), passwordHash: await hashPassword(password) });
    },
  };
}
