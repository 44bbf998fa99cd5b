import { roles } from "@parley/db/operators";
import { z } from "zod";
import { nameOfActor } from "../kernel/actor.ts";
import type { GraphqlContext } from "../kernel/context.ts";

type Named = (id: string, context: GraphqlContext) => Promise<string | null>;

/** By the kind that an id tells: what people call the thing. */
const NAMES: Readonly<Record<string, Named>> = {
  opr: async (id, { loaders }) => await loaders.operatorName.load(id),
  brd: async (id, { loaders }) => await nameIn(loaders.brand.load(id)),
  loc: async (id, { loaders }) => await nameIn(loaders.location.load(id)),
  con: async (id, { loaders }) => await nameIn(loaders.connection.load(id)),
  ord: async (id, { loaders }) => numberOf(await loaders.order.load(id)),
  // Whoever reads the entry may see what is paused, and so why.
  pau: async (id, { loaders }) => await loaders.pauseReason.load(id),
  exc: async (id, { loaders }) => numberOf(await loaders.exchange.load(id)),
};

/** What people call what an id means; null where that is not known, or not theirs to know. */
export async function nameOfId(text: string | null, context: GraphqlContext): Promise<string | null> {
  const [, prefix = ""] = /^([a-z]{3})_\w+$/.exec(text ?? "") ?? [];
  return text === null ? null : ((await NAMES[prefix]?.(text, context)) ?? null);
}

/** The same of a field's value, and what roles are called with where they hold. */
export async function nameOfValue(value: unknown, context: GraphqlContext): Promise<string | null> {
  if (typeof value === "string") return await nameOfId(value, context);
  if (!Array.isArray(value) || value.length === 0) return null;
  const grants = grantsShape.safeParse(value);
  if (!grants.success) return null;
  const say = context.words("shell");
  const named = grants.data.map(async ({ role, brandId, locationId }) => {
    const place = await nameOfId(locationId ?? brandId, context);
    return `${say("account.role", { role: role.toUpperCase() })} · ${place ?? locationId ?? brandId ?? say("account.everyBrand")}`;
  });
  return (await Promise.all(named)).join(", ");
}

const grantsShape = z.array(
  z.object({ role: z.enum(roles), brandId: z.string().nullable(), locationId: z.string().nullable() }),
);

/** What an entry's subject is called: an actor's and a thing's name, PAR's id of a mapping or of the queue; else the id itself. */
export async function nameOfSubject(
  { subjectId, detail }: { subjectId: string; detail: unknown },
  context: GraphqlContext,
): Promise<string> {
  if (/^(?:map|unm)_/.test(subjectId)) {
    const parId: unknown = Reflect.get(Object(detail), "parId");
    return typeof parId === "string" ? parId : subjectId;
  }
  return (await nameOfId(subjectId, context)) ?? (await nameOfActor(subjectId, context));
}

/** An entry outlives what it is about: a thing that is gone has no name. */
async function nameIn(loading: Promise<{ name: string }>): Promise<string | null> {
  return await loading.then(
    ({ name }) => name,
    () => null,
  );
}

function numberOf(row: { onlineOrderId: string | null; requestUid: string | null } | null): string | null {
  return row?.onlineOrderId ?? row?.requestUid ?? null;
}
