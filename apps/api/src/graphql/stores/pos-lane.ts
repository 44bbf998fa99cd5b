import { type OpenAtPos, readOpenAtPos } from "@parley/db/stores";
import type { LaneState } from "../../orders/dispatch/lane.ts";
import { describeLocationPos } from "../../stores/location-pos.ts";
import { builder } from "../kernel/builder.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "./location.ts";

const BreakerState = builder.enumType("BreakerState", {
  description: "Whether a POS is called at all.",
  values: {
    CLOSED: { value: "closed", description: "Every order is sent." },
    OPEN: { value: "open", description: "It answered nobody lately: it is only asked whether it does." },
    HALF_OPEN: {
      value: "half_open",
      description: "It answers, but took no order lately: one is risked at a time.",
    },
  } satisfies Record<string, { value: LaneState["breaker"]; description: string }>,
});

const PosLane = builder.objectRef<LaneState & OpenAtPos>("PosLane").implement({
  description:
    "What a store's POS has before it. The breaker, and what counts calls, hold over all processes behind one port; another machine has its own. Orders are those of the ledger, of all machines.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    breaker: t.expose("breaker", {
      type: BreakerState,
      description: "Whether it is called, by the processes behind this port.",
    }),
    since: t.expose("since", {
      type: "DateTime",
      nullable: true,
      description: "Since when the breaker is open or half open; null while it is closed.",
    }),
    calls: t.exposeInt("calls", {
      description: "Calls to it that are under way in the processes behind this port.",
    }),
    slots: t.exposeInt("slots", { description: "How many there may be at once." }),
    heldCalls: t.exposeInt("queued", {
      description: "PAR's calls that are kept open while their order waits for a place.",
    }),
    waiting: t.exposeInt("waiting", { description: "Orders that wait to be sent to it." }),
    oldestWaitingAt: t.expose("oldestWaitingAt", {
      type: "DateTime",
      nullable: true,
      description: "When PAR sent the oldest of them; null where none waits.",
    }),
    sending: t.exposeInt("sending", { description: "Orders that are being sent to it." }),
  }),
});

builder.objectField(Location, "lane", (t) =>
  t.field({
    type: PosLane,
    nullable: true,
    description: "What its POS has before it; null where it has none, or it is hidden for your role.",
    complexity: 10,
    resolve: async (location, _args, { db, may, dispatcher }) => {
      if (location.posKind === null || !may("stores.read", placeOf(location))) return null;
      const open = await readOpenAtPos(db, location.id);
      const { slots } = describeLocationPos(location).policy;
      return { ...(await dispatcher.lanes.stateOf(location.id)), slots, ...open };
    },
  }),
);
