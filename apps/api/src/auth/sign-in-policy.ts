import type { Database } from "@parley/db";
import {
  countPasskeys,
  listInvited,
  listOperators,
  type OperatorWithGrants,
  type SignInPolicy,
  setSignInPolicy,
} from "@parley/db/operators";
import type { Actor } from "@parley/db/orders";

/** How short or long an idle session and a whole one may be. */
export const POLICY_LIMITS = {
  idleMinutes: { min: 5, max: 720 },
  sessionHours: { min: 1, max: 12 },
} as const;

export type PolicyOutcome =
  | { kind: "changed"; policy: SignInPolicy }
  | { kind: "conflict" }
  | { kind: "invalid"; field: "idleMinutes" | "sessionHours" };

/** Puts another policy in force. Whoever asks makes sure that it is an owner. */
export async function changeSignInPolicy(
  deps: { db: Database; now: Date },
  args: { policy: Omit<SignInPolicy, "version">; expectedVersion: number; by: Actor },
): Promise<PolicyOutcome> {
  for (const field of ["idleMinutes", "sessionHours"] as const) {
    const { min, max } = POLICY_LIMITS[field];
    const value = args.policy[field];
    if (!Number.isInteger(value) || value < min || value > max) return { kind: "invalid", field };
  }
  const policy = await setSignInPolicy(deps.db, { ...args, now: deps.now });
  return policy === null ? { kind: "conflict" } : { kind: "changed", policy };
}

/** Whether somebody whom a password alone proved may do nothing before they have set up a second factor. */
export function mustAddSecondFactor(
  { secondFactor }: Pick<SignInPolicy, "secondFactor">,
  { operator, grants }: OperatorWithGrants,
): boolean {
  if (operator.secondFactorAt !== null || secondFactor === "nobody") return false;
  return (
    secondFactor === "everybody" || grants.some(({ role }) => role === "owner" || role === "brand_admin")
  );
}

/** Who has neither a second factor nor a passkey, and could do nothing before they have one, if this rule were in force; by e-mail address. */
export async function stoppedBy(
  db: Database,
  secondFactor: SignInPolicy["secondFactor"],
): Promise<OperatorWithGrants[]> {
  const stopped = (await listOperators(db)).filter(
    (each) => each.operator.disabledAt === null && mustAddSecondFactor({ secondFactor }, each),
  );
  const invited = await listInvited(
    db,
    stopped.map(({ operator }) => operator.id),
  );
  const passkeys = await countPasskeys(
    db,
    stopped.map(({ operator }) => operator.id),
  );
  return stopped.filter(({ operator }) => !invited.has(operator.id) && !passkeys.has(operator.id));
}
