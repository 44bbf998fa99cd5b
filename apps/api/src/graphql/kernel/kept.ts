import type { KeptUntil as Kept } from "../../retention/kept.ts";
import { builder } from "./builder.ts";

/** Says of what is not there any more that it was deleted by its age. */
export const KeptUntil = builder.objectRef<Kept>("KeptUntil").implement({
  description: "Until when something was kept that retention deleted.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "The end of its time." }),
    brandName: t.exposeString("brandName", {
      nullable: true,
      description: "The brand whose limits they were; null for what belongs to none.",
    }),
  }),
});
