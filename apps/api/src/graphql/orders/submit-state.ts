import { builder } from "../kernel/builder.ts";

export const SubmitState = builder.enumType("SubmitState", {
  description: "Where a submit stands: what its row says, and what a list is narrowed by.",
  values: {
    PENDING: { value: "pending", description: "Accepted, and not with the POS yet." },
    UNKNOWN: { value: "unknown", description: "Sent, and nobody can say yet whether the POS has it." },
    ATTENTION: { value: "attention", description: "A person has to look." },
    PLACED: { value: "placed", description: "The POS has it." },
    REJECTED: { value: "rejected", description: "An order that was refused, by us or by the POS." },
    ERRORED: { value: "errored", description: "Given up. Surely not in the kitchen." },
    REFUSED: { value: "refused", description: "Refused before it became an order." },
  },
});
