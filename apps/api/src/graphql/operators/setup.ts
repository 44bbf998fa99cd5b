import { countOperators } from "@parley/db/operators";
import { passkeyPlace } from "../../auth/passkey.ts";
import { builder } from "../kernel/builder.ts";

interface SetupState {
  needsFirstOperator: boolean;
  demo: boolean;
  sendsMail: boolean;
  passkeyHost: string | null;
  providerName: string | null;
}
const Setup = builder.objectRef<SetupState>("Setup").implement({
  description: "What the sign-in page must know before anybody has signed in.",
  authScopes: { public: true },
  fields: (t) => ({
    needsFirstOperator: t.exposeBoolean("needsFirstOperator", {
      description: "True while no operator exists.",
    }),
    sendsMail: t.exposeBoolean("sendsMail", {
      description: "True where this installation has a mail server, so that a lost password can be replaced.",
    }),
    passkeyHost: t.exposeString("passkeyHost", {
      nullable: true,
      description:
        "The host name by which the admin is opened for passkeys; null where it is an address or not over https.",
    }),
    providerName: t.exposeString("providerName", {
      nullable: true,
      description:
        "What people call the identity provider by which they sign in too; null where there is none.",
    }),
    demo: t.exposeBoolean("demo", { description: "True where the demo brands and operators are seeded." }),
  }),
});

builder.queryField("setup", (t) =>
  t.field({
    type: Setup,
    description: "What the sign-in page must know. Public.",
    authScopes: { public: true },
    resolve: async (_root, _args, { db, config, mailer }) => ({
      needsFirstOperator: (await countOperators(db)) === 0,
      demo: config.demo,
      sendsMail: mailer !== null,
      providerName: config.provider?.name ?? null,
      passkeyHost: passkeyPlace(config.adminUrl)?.host ?? null,
    }),
  }),
);
