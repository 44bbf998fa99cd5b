import { orderTypesOf, type ShownMenu, shownMenu } from "../../menus/shown.ts";
import { instantOfWallText, wallTextAt } from "../../pricing/clock.ts";
import { builder } from "../kernel/builder.ts";
import { badInput } from "../kernel/page.ts";
import { MenuVersion } from "./menu.ts";

// What a guest sees of a menu, counted here and not by whoever asks: it is the rule that orders are judged by.

const ShownCard = builder.objectRef<ShownMenu["cards"][number]>("ShownCard").implement({
  description: "A menu that is offered for an order type.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    menuId: t.exposeID("menuId", { description: "The POS's id of the menu." }),
    isServed: t.exposeBoolean("isServed", { description: "True where it is served at that moment." }),
    changesAt: t.expose("changesAt", {
      type: "DateTime",
      nullable: true,
      description: "When that changes next; null where it never does.",
    }),
  }),
});

const ShownCategory = builder.objectRef<ShownMenu["categories"][number]>("ShownCategory").implement({
  description: "A heading that a guest sees.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    categoryId: t.exposeID("categoryId", { description: "The POS's id of the category." }),
    productIds: t.exposeStringList("productIds", { description: "Its products, in order." }),
  }),
});

interface Shown extends ShownMenu {
  orderType: string;
  at: Date;
  localTime: string;
}

const ShownMenuType = builder.objectRef<Shown>("ShownMenu").implement({
  description: "What a guest sees of a menu, for one order type at one moment. Sold-out items are among it.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    orderType: t.exposeString("orderType", { description: "The order type." }),
    at: t.expose("at", { type: "DateTime", description: "The moment." }),
    localTime: t.exposeString("localTime", {
      description: "What the store's clock shows then, as `2026-11-01T08:30`.",
    }),
    cards: t.expose("cards", { type: [ShownCard], description: "The menus offered for the order type." }),
    categories: t.expose("categories", {
      type: [ShownCategory],
      description: "The headings of those that are served, in the order of a page.",
    }),
  }),
});

builder.objectFields(MenuVersion, (t) => ({
  orderTypes: t.stringList({
    description: "The order types that some menu is offered for.",
    resolve: ({ current }) => orderTypesOf(current.menu),
  }),
  shown: t.field({
    type: ShownMenuType,
    description: "What a guest sees of it.",
    args: {
      orderType: t.arg.string({
        description: "A word of the contract, such as `takeout`; the first that is offered if left out.",
      }),
      localTime: t.arg.string({
        description: "When, on the store's clock, as `2026-11-01T08:30`; now if left out.",
      }),
    },
    resolve: ({ current, location }, args, { now }) => {
      const { localTime } = args;
      const { timezone } = location;
      const orderType = args.orderType ?? orderTypesOf(current.menu)[0] ?? "takeout";
      const at =
        localTime === null || localTime === undefined ? now() : instantOfWallText(localTime, timezone);
      if (at === null) throw badInput("localTime is a date and time as `2026-11-01T08:30`.");
      const shown = shownMenu(current.menu, { orderType, at, timezone });
      return { ...shown, orderType, at, localTime: wallTextAt(at, timezone) };
    },
  }),
}));
