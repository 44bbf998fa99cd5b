import { builder } from "../kernel/builder.ts";
import { CauseClass } from "./cause-class.ts";
import { SubmitState } from "./submit-state.ts";

export const SubmitFilter = builder.inputType("SubmitFilter", {
  description: "Which submits to list; everything given must hold.",
  fields: (t) => ({
    states: t.field({ type: [SubmitState], description: "Only those that stand so." }),
    causes: t.field({ type: [CauseClass], description: "Only those of these kinds of cause." }),
    disputed: t.boolean({ description: "True: only orders that their POS contradicts." }),
    issueId: t.id({
      description:
        "Only orders of this issue: those that wait for it, are contradicted by it, or ended by it.",
    }),
    brandId: t.id({ description: "Only this brand." }),
    locationId: t.id({ description: "Only this store." }),
    minHundredths: t.int({
      description:
        "At least this to pay, in hundredths whatever the currency: 2910 is $29.10, 120000 is ¥1,200.",
    }),
    maxHundredths: t.int({ description: "At most this to pay, in hundredths." }),
    from: t.field({ type: "DateTime", description: "Received at or after." }),
    to: t.field({ type: "DateTime", description: "Received before." }),
    minAgeMinutes: t.int({ description: "Received at least so many minutes ago." }),
    includeUnauthenticated: t.boolean({
      description: "True: also calls without a valid token, which anybody can make.",
    }),
  }),
});
