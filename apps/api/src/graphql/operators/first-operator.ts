import { countOperators, findOperator, takeAttempt } from "@parley/db/operators";
import { createOperator } from "../../auth/operator.ts";
import { isSetupCode } from "../../auth/setup-code.ts";
import { networkOf } from "../../http/client-address.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Conflict, InvalidInput, NotAllowed, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { Operator, type OperatorShape, shapeOf } from "./operator.ts";
import { invalid } from "./refusals.ts";

const CreateFirstOperatorInput = builder.inputType("CreateFirstOperatorInput", {
  description: "The first operator, an admin of every brand.",
  fields: (t) => ({
    setupCode: t.string({
      required: true,
      description: "The code that `npm run parley -- setup-code` prints on the server.",
    }),
    name: t.string({ required: true, description: "Their name, 1 to 100 characters." }),
    email: t.string({ required: true, description: "What they sign in with." }),
    password: t.string({ required: true, description: "12 to 128 characters." }),
  }),
});

const CreateFirstOperatorResult = builder.unionType("CreateFirstOperatorResult", {
  description: "The operator, or why there is none.",
  types: [Operator, NotAllowed, InvalidInput, Conflict],
  resolveType: resultType("Operator"),
});

builder.mutationField("createFirstOperator", (t) =>
  t.field({
    type: CreateFirstOperatorResult,
    description: "Creates the first operator. Public, and refused as soon as any operator exists.",
    authScopes: { public: true },
    args: { input: t.arg({ type: CreateFirstOperatorInput, required: true, description: "The operator." }) },
    resolve: (_root, { input }, context) => createFirst(context, input),
  }),
);

/** Ten guesses, then waits that grow: the code has 50 bits, and its owner must not be kept out for long. */
const GUESS_WAITS_MS = [...Array<number>(9).fill(0), 30_000, 60_000];

async function createFirst(
  context: GraphqlContext,
  input: { setupCode: string; name: string; email: string; password: string },
): Promise<OperatorShape | Refusal> {
  const { db, config, address } = context;
  const now = context.now();
  const say = context.words("operators");
  if ((await countOperators(db)) > 0) return refuse("NOT_ALLOWED", say("refused.exists"));
  const key = `setup code at ${networkOf(address)}`;
  const { allowed } = await takeAttempt(db, { key, now, waitsMs: GUESS_WAITS_MS });
  if (!allowed) return refuse("NOT_ALLOWED", say("refused.tooOften"));
  if (!isSetupCode(config.masterKey, input.setupCode)) {
    return refuse("NOT_ALLOWED", say("refused.setupCode"));
  }
  const grants = [{ role: "owner" as const, brandId: null, locationId: null }];
  const outcome = await createOperator({ db, now, address }, { ...input, grants }, { first: true });
  if (outcome.kind === "invalid") return invalid(say, outcome);
  if (outcome.kind === "taken") return refuse("CONFLICT", say("refused.exists"));
  const found = await findOperator(db, outcome.operator.id);
  if (found === null) throw new Error("The first operator is gone, and operators are never deleted.");
  return shapeOf(found);
}
