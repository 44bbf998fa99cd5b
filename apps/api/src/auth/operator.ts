import { type Database, everyBrand, ofBrands } from "@parley/db";
import {
  type Grant,
  insertFirstOperator,
  insertOperator,
  type NewInvitation,
  type Operator,
} from "@parley/db/operators";
import type { Actor } from "@parley/db/orders";
import { listBrands } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import { z } from "zod";
import { hashPassword, passwordProblem } from "./password.ts";
import type { Invalid, Problem } from "./problem.ts";

export interface OperatorInput {
  name: string;
  email: string;
  password: string;
  grants: readonly Grant[];
}

/** Somebody to be invited; what they choose later is left out. */
export interface InvitedInput extends Omit<OperatorInput, "password"> {
  /** What they read, until they choose something else; null for what their browser asks for. */
  language?: string | null | undefined;
}

export type CreateOperatorOutcome =
  | { kind: "created"; operator: Operator }
  | Invalid<"name" | "email" | "password">
  /** The e-mail address is taken or, for the first operator, somebody else created one before. */
  | { kind: "taken" };

/** Why a text cannot be somebody's name; null where it can. */
export function nameProblem(name: string): Problem | null {
  return name.length < 1 || name.length > TEXT_MAX.name ? "nameLength" : null;
}

/** What anybody may know who guesses an operator's password: their name, their address, their brands. */
export async function knownAbout(
  db: Database,
  { name, email, grants }: Pick<OperatorInput, "name" | "email" | "grants">,
): Promise<string[]> {
  const ids = grants.map(({ brandId }) => brandId).filter((id) => id !== null);
  const scope = ids.length < grants.length ? everyBrand : ofBrands(...ids);
  const brands = await listBrands(db, { scope });
  return [name, email, ...brands.flatMap((brand) => [brand.name, brand.code])];
}

const emailShape = z.email().max(254);

/** Name and e-mail address as they are stored, or why they cannot be. */
function identityOf(input: Pick<OperatorInput, "name" | "email">) {
  const name = input.name.trim();
  const email = input.email.trim().toLowerCase();
  const problem = nameProblem(name);
  if (problem !== null) return { kind: "invalid", field: "name", problem } as const;
  if (!emailShape.safeParse(email).success)
    return { kind: "invalid", field: "email", problem: "notEmail" } as const;
  return { kind: "valid", name, email } as const;
}

interface Deps {
  db: Database;
  now: Date;
  by?: Actor;
  address?: string;
}

/** Creates an operator who can sign in with a password. */
export async function createOperator(
  deps: Deps,
  input: OperatorInput,
  { first = false }: { first?: boolean } = {},
): Promise<CreateOperatorOutcome> {
  const identity = identityOf(input);
  if (identity.kind === "invalid") return identity;
  const { name, email } = identity;
  const known = await knownAbout(deps.db, { name, email, grants: input.grants });
  const problem = passwordProblem(input.password, known);
  if (problem !== null) return { kind: "invalid", field: "password", problem };
  const operator = {
    name,
    email,
    passwordHash: await hashPassword(input.password),
    grants: input.grants,
    by: deps.by,
    address: deps.address,
  };
  const insert = first ? insertFirstOperator : insertOperator;
  const created = await insert(deps.db, { operator, now: deps.now });
  return created === null ? { kind: "taken" } : { kind: "created", operator: created };
}

/** Creates an operator who has no password until they choose one by a link. */
export async function createInvited(
  deps: Deps,
  input: InvitedInput,
  invitation: NewInvitation,
): Promise<CreateOperatorOutcome> {
  const identity = identityOf(input);
  if (identity.kind === "invalid") return identity;
  const { name, email } = identity;
  const { tokenHash, expiresAt } = invitation;
  const created = await insertOperator(deps.db, {
    operator: {
      ...{ name, email, passwordHash: null, grants: input.grants, language: input.language, by: deps.by },
      invitation: { tokenHash, expiresAt },
    },
    now: deps.now,
  });
  return created === null ? { kind: "taken" } : { kind: "created", operator: created };
}
