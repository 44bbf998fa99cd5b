import type { KeptUntil as Kept } from "../../retention/kept.ts";
import { builder } from "./builder.ts";

/** Says of what is not there any more that it was deleted by its age, or with its guest. */
export const KeptUntil = builder.objectRef<Kept>("KeptUntil").implement({
  description: "Until when something was kept that retention deleted, or when it was erased.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "The end of its time, or when it was erased." }),
    isErased: t.exposeBoolean("isErased", {
      description: "Whether it went because somebody had its guest erased.",
    }),
    brandName: t.exposeString("brandName", {
      nullable: true,
      description: "The brand whose limits they were; null for what belongs to none.",
    }),
  }),
});
