import { builder } from "../kernel/builder.ts";

export const OrderState = builder.enumType("OrderState", {
  description: "Where an order stands in our ledger.",
  values: {
    RECEIVED: { value: "received", description: "Stored, not sent to the POS." },
    DISPATCHING: { value: "dispatching", description: "Being sent to the POS." },
    UNKNOWN: { value: "unknown", description: "Sent, and nobody can say yet whether the POS has it." },
    ATTENTION: { value: "attention", description: "A person has to look." },
    PLACED: { value: "placed", description: "The POS has it." },
    REJECTED: { value: "rejected", description: "Refused, by us or by the POS. Surely not in the kitchen." },
    ERRORED: { value: "errored", description: "Given up. Surely not in the kitchen." },
  },
});

export const OrderStatus = builder.enumType("OrderStatus", {
  description: "PAR's five words.",
  values: {
    VALIDATED: { value: "validated", description: "Could be placed." },
    PLACED: { value: "placed", description: "The POS has it." },
    PENDING: { value: "pending", description: "Not settled yet." },
    ERRORED: { value: "errored", description: "Failed, surely not placed." },
    REJECTED: { value: "rejected", description: "Refused." },
  },
});
