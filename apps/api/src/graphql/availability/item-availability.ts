import type { AvailabilityStatus } from "../../menus/availability/availability-status.ts";
import { blockerWords } from "../../menus/finding.ts";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";

export const ItemKind = builder.enumType("ItemKind", {
  description: "What can be taken off a menu.",
  values: {
    PRODUCT: { value: "product", description: "Something that can be ordered." },
    MODIFIER: { value: "modifier", description: "One thing to choose with a product." },
  },
});

export const AvailabilitySource = builder.enumType("AvailabilitySource", {
  description: "Who decides whether an item can be ordered.",
  values: {
    OPERATOR: { value: "operator", description: "A person took it off." },
    POS: { value: "pos", description: "The POS reported it after the menu was pulled." },
    DERIVED: {
      value: "derived",
      description: "Nobody: what the item needs is off, and it comes back with it.",
    },
    MENU: { value: "menu", description: "Nobody has changed it since: the menu as it was pulled." },
  },
});

/** An operator by name; `cli`, `pos`, `time` and `menu` as they are. */
export async function speakerOf(by: string, context: GraphqlContext): Promise<string> {
  return await nameOfActor(by, context);
}

export const ItemAvailability = builder.objectRef<AvailabilityStatus>("ItemAvailability").implement({
  description: "Whether an item can be ordered now, and who decided that.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    isAvailable: t.exposeBoolean("isAvailable", { description: "True where PAR may order it now." }),
    source: t.expose("source", { type: AvailabilitySource, description: "Who decides." }),
    since: t.field({
      type: "DateTime",
      nullable: true,
      description: "Since when; null where the menu decides.",
      resolve: ({ override }) => override?.fromAt ?? null,
    }),
    until: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it comes back by itself; null where somebody has to put it back.",
      resolve: ({ override }) => override?.untilAt ?? null,
    }),
    by: t.string({
      nullable: true,
      description: "Who set it: an operator by name, `cli` or `pos`; null where the menu decides.",
      resolve: ({ override }, _args, context) =>
        override === null ? null : speakerOf(override.setBy, context),
    }),
    reason: t.string({
      nullable: true,
      description: "Why, as the operator wrote it.",
      resolve: ({ override }) => override?.reason ?? null,
    }),
    because: t.string({
      nullable: true,
      description:
        "What keeps it from being ordered besides: a clause such as `no option is left in Size`. Putting it back does not bring it back.",
      resolve: ({ blocker }, _args, { words }) =>
        blocker === null ? null : blockerWords(blocker, words("findings")),
    }),
    isSoldOutAtPos: t.exposeBoolean("isSoldOutAtPos", {
      description: "True where the POS says that it is sold out: putting it back does not bring it back.",
    }),
  }),
});
