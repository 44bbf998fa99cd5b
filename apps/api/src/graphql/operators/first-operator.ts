import { countAttempts, countOperators, findOperator } from "@parley/db/operators";
import { createOperator } from "../../auth/operator.ts";
import { isSetupCode } from "../../auth/setup-code.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Conflict, InvalidInput, NotAllowed, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { Operator, type OperatorShape } from "./operator.ts";

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

const GUESSES_MAX = 10;
const GUESSES_WINDOW_MS = 15 * 60_000;
const EXISTS = "An operator exists already. Sign in.";

async function createFirst(
  context: GraphqlContext,
  input: { setupCode: string; name: string; email: string; password: string },
): Promise<OperatorShape | Refusal> {
  const { db, config, address } = context;
  const now = context.now();
  if ((await countOperators(db)) > 0) return refuse("NOT_ALLOWED", EXISTS);
  const [tries] = await countAttempts(db, {
    keys: [`setup code at ${address}`],
    now,
    windowMs: GUESSES_WINDOW_MS,
  });
  if ((tries?.count ?? 0) > GUESSES_MAX) {
    return refuse("NOT_ALLOWED", "Too many tries. Wait a quarter of an hour, then try again.");
  }
  if (!isSetupCode(config.masterKey, input.setupCode)) {
    return refuse(
      "NOT_ALLOWED",
      "This is not the setup code. `npm run parley -- setup-code` prints it on the server.",
    );
  }
  const grants = [{ role: "admin" as const, brandId: null }];
  const outcome = await createOperator({ db, now }, { ...input, grants }, { first: true });
  if (outcome.kind === "invalid") return refuse("INVALID", outcome.message, outcome.field);
  if (outcome.kind === "taken") return refuse("CONFLICT", EXISTS);
  const { id, name, email } = outcome.operator;
  return { id, name, email, grants: (await findOperator(db, id))?.grants ?? [] };
}
