import { type Permission as PermissionName, permissions } from "@parley/db/operators";
import { builder } from "../kernel/builder.ts";

const MEANING: Readonly<Record<PermissionName, string>> = {
  "stores.read": "See brands, stores, menus and what is off.",
  "orders.read": "See orders, their traces, and calls without bodies.",
  "mappings.read": "See what PAR's ids mean, and those that mean nothing yet.",
  "connections.read": "See connections and the records of their SharedIds.",
  "guests.read": "See guests' names, and search by whatever is known of a guest.",
  "guests.reveal":
    "See the phone number, e-mail and postal address of one order's guest; recorded each time.",
  "bodies.read": "See the bodies of calls, guests masked.",
  "signatures.explain": "See why a call's digest was accepted or refused.",
  "orders.mend": "Settle, resend and confirm orders.",
  "orders.share": "Share one trace by a link.",
  "cases.edit": "Write notes, assign, snooze and resolve.",
  "availability.edit": "Take items off, and put them back.",
  "menus.refresh": "Pull a store's menu now.",
  "simulator.use": "Send calls as PAR to stores that are simulated.",
  "alerts.edit": "Say where issues are told, and see whether it arrived.",
  "simulator.use_live": "Send calls as PAR to stores where real orders arrive.",
  "stores.edit": "Say which stores are test stores, where no guest's order arrives.",
  "mappings.edit": "Change what PAR's ids mean.",
  "connections.edit": "Rotate and retire SharedIds.",
  "operators.edit": "Add, change and shut out operators, and make API keys for them.",
  "audit.read": "See who changed what.",
};

export const Permission = builder.enumType("Permission", {
  description: "One thing that an operator may do; a role gives several.",
  values: Object.fromEntries(
    permissions.map((value) => [
      value.replace(".", "_").toUpperCase(),
      { value, description: MEANING[value] },
    ]),
  ),
});
