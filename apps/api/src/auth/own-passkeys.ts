import type { Database } from "@parley/db";
import {
  findOperator,
  findSessionProof,
  insertPasskey,
  listPasskeys,
  type Passkey,
  removePasskey,
} from "@parley/db/operators";
import type { Vault } from "@parley/db/secrets";
import { createChallenges } from "./challenge.ts";
import { nameProblem } from "./operator.ts";
import { type GivenKey, PASSKEY_ALGORITHMS, passkeyPlace, readNewKey } from "./passkey.ts";
import type { Invalid } from "./problem.ts";
import { judgeCode, provePassword } from "./second-factor.ts";
import type { Self } from "./sessions.ts";

/** What a browser asks a device for a passkey with. */
export interface PasskeyStart {
  challenge: string;
  host: string;
  /** Whose it will be, as the device keeps it, in base64url: our id of them. */
  handle: string;
  /** What the device shows of them. */
  account: string;
  name: string;
  /** Kinds of keys, by COSE's numbers, the one liked best first. */
  algorithms: number[];
  /** Passkeys that they have: the device makes no second one. */
  known: string[];
}

/** What somebody shows to prove that it is them: nothing right after they signed in by a passkey. */
export interface OwnProof {
  currentPassword: string | null;
  code: string | null;
}

type Unproven = { kind: "wrong_password" | "wrong_code" | "too_often" };

export type StartPasskeyOutcome =
  | ({ kind: "started" } & PasskeyStart)
  | Unproven
  /** The admin is reached by an address, or not over https. */
  | { kind: "no_host" };

export type AddPasskeyOutcome =
  | { kind: "added" }
  | Invalid<"name">
  /** What the device gave is not right, or came too late. */
  | { kind: "not_right" }
  | { kind: "taken" | "full" | "no_host" };

export type RemovePasskeyOutcome = { kind: "removed" } | { kind: "none" } | Unproven;

/** What somebody does about their own passkeys, in their own browser. */
export interface OwnPasskeys {
  list(operatorId: string): Promise<Passkey[]>;
  start(self: Self, proof: OwnProof): Promise<StartPasskeyOutcome>;
  add(self: Self, given: GivenKey & { name: string }): Promise<AddPasskeyOutcome>;
  remove(self: Self, id: string, proof: OwnProof): Promise<RemovePasskeyOutcome>;
}

/** For so long after a sign-in that proved both factors nothing else is asked. */
const FRESH_MS = 10 * 60_000;

export function ownPasskeysOf(deps: {
  db: Database;
  vault: Vault;
  now: () => Date;
  config: { adminUrl: string; masterKey: string };
}): OwnPasskeys {
  const { db, now, config } = deps;
  const place = passkeyPlace(config.adminUrl);
  const challenges = createChallenges({ masterKey: config.masterKey, now });
  // Bound to the session that proved who it is: no other one goes on with it.
  const purposeOf = ({ operatorId, sessionId }: Self) => `add ${operatorId} ${sessionId}`;

  /** Password and, where one is set up, code: a passkey stands for both, so both make one. */
  async function prove(self: Self, { currentPassword, code }: OwnProof): Promise<"right" | Unproven> {
    const { operatorId } = self;
    const session = await findSessionProof(db, self);
    const isFresh = session !== null && now().getTime() - session.createdAt.getTime() < FRESH_MS;
    if (isFresh && session.provenBy !== null) return "right";
    const at = { db, vault: deps.vault, now: now() };
    const proven = await provePassword(at, operatorId, currentPassword ?? "");
    if (proven !== "right") return { kind: proven };
    const found = await findOperator(db, operatorId);
    if (found?.operator.secondFactorAt === null) return "right";
    const verdict = await judgeCode(at, { operatorId, code: code ?? "" });
    return verdict === "right" ? "right" : { kind: verdict === "wrong" ? "wrong_code" : verdict };
  }

  return {
    list: (operatorId) => listPasskeys(db, { operatorId }),
    async start(self, proof) {
      if (place === null) return { kind: "no_host" };
      const proven = await prove(self, proof);
      if (proven !== "right") return proven;
      const { operatorId } = self;
      const [found, known] = await Promise.all([
        findOperator(db, operatorId),
        listPasskeys(db, { operatorId }),
      ]);
      return {
        kind: "started",
        challenge: challenges.make(purposeOf(self)),
        host: place.host,
        handle: Buffer.from(operatorId).toString("base64url"),
        account: found?.operator.email ?? "",
        name: found?.operator.name ?? "",
        algorithms: PASSKEY_ALGORITHMS,
        known: known.map(({ credentialId }) => credentialId),
      };
    },
    async add(self, { name: given, ...shown }) {
      if (place === null) return { kind: "no_host" };
      const name = given.trim();
      const problem = nameProblem(name);
      if (problem !== null) return { kind: "invalid", field: "name", problem };
      let challenge = "";
      const key = readNewKey(place, shown, (each) => {
        challenge = each;
        return challenges.isOurs(each, purposeOf(self));
      });
      if (key === null || !(await challenges.take(db, challenge))) return { kind: "not_right" };
      const { operatorId, sessionId, by } = self;
      const passkey = { ...key, name, credentialId: shown.credentialId };
      return { kind: await insertPasskey(db, { operatorId, sessionId, by, now: now(), passkey }) };
    },
    async remove(self, id, proof) {
      const proven = await prove(self, proof);
      if (proven !== "right") return proven;
      const { operatorId, by } = self;
      return { kind: (await removePasskey(db, { operatorId, id, by, now: now() })) ? "removed" : "none" };
    },
  };
}
