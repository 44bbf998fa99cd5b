import type { CreateConnectionOutcome } from "../../stores/provisioning/connection.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Conflict, InvalidInput, NotAllowed, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { Connection } from "./connection.ts";

type ConnectionAdded = Extract<CreateConnectionOutcome, { kind: "created" }>;

const CreateConnectionInput = builder.inputType("CreateConnectionInput", {
  description: "A connection to add, with its first SharedId; it works at once.",
  fields: (t) => ({
    slug: t.string({
      required: true,
      description:
        "Its short name, for example `yummytaco`: 2 to 40 lower-case letters, digits and dashes; it stays.",
    }),
    name: t.string({ required: true, description: "Its name for people." }),
    sharedId: t.string({
      description:
        "The SharedId that PAR gave: 10 to 128 printable ASCII characters. Leave out to have one made.",
    }),
  }),
});

const ConnectionCreation = builder.objectRef<ConnectionAdded>("ConnectionCreation").implement({
  description: "A connection that was added.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    connection: t.expose("connection", { type: Connection, description: "The connection." }),
    generatedSharedId: t.exposeString("generated", {
      nullable: true,
      description: "The SharedId where it was made here: shown this once, and kept nowhere in the clear.",
    }),
    strength: t.exposeString("strength", { description: "`weak`, `short` or `strong`." }),
  }),
});

const CreateConnectionResult = builder.unionType("CreateConnectionResult", {
  description: "The added connection, or why none was added.",
  types: [ConnectionCreation, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("ConnectionCreation"),
});

builder.mutationField("createConnection", (t) =>
  t.field({
    type: CreateConnectionResult,
    description: "Adds a connection with its first SharedId. It serves nobody yet. For owners.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CreateConnectionInput, required: true, description: "The connection." }) },
    resolve: (_root, { input }, context) => create(context, input),
  }),
);

async function create(
  context: GraphqlContext,
  { slug, name, sharedId }: typeof CreateConnectionInput.$inferInput,
): Promise<ConnectionAdded | Refusal> {
  const say = context.words("connections");
  if (!context.scopeFor("connections.edit").all) return refuse("NOT_ALLOWED", say("refused.onlyOwner"));
  const asked = { slug, name, sharedId: sharedId ?? null, by: actorOf(context) };
  const outcome = await context.sharedIds.create(asked);
  switch (outcome.kind) {
    case "created":
      return outcome;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field);
    case "shared_id_taken":
      return refuse("INVALID", say("refused.taken"), "sharedId");
    case "slug_taken":
      return refuse("CONFLICT", say("refused.slugTaken", { slug }));
  }
}
