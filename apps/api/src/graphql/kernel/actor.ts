import { type Actor, actorText, parseActor } from "@parley/db/orders";
import type { GraphqlContext } from "./context.ts";

/** The operator of this request. @throws where nobody is signed in: a change has to have an author */
export function actorOf({ operator, address }: GraphqlContext): Actor {
  if (operator === null) throw new Error("A change has to have an author.");
  return { kind: "operator", id: operator.id, address };
}

/** The same, as tables that name their author store it. */
export function authorOf(context: GraphqlContext): string {
  return actorText(actorOf(context));
}

/** Who did something, for people: an operator by name, everything else as it is stored. */
export async function nameOfActor(text: string, { loaders }: GraphqlContext): Promise<string> {
  const actor = parseActor(text);
  return actor.kind === "operator" ? ((await loaders.operatorName.load(actor.id)) ?? text) : text;
}
