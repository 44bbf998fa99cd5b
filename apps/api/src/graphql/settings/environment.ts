import type { DescribedSetting } from "../../settings/describe.ts";
import { builder } from "../kernel/builder.ts";

/** The settings of the environment, as this process was started with them, for owners. */

const SettingGroup = builder.enumType("SettingGroup", {
  description: "What settings belong together.",
  values: {
    LISTENING: { value: "listening", description: "Where it listens and where its data is." },
    SECRETS: { value: "secrets", description: "Database, secrets, demo." },
    ADDRESSES: { value: "addresses", description: "Addresses seen from outside." },
    PROVIDER: { value: "provider", description: "Sign-in by an identity provider." },
    MAIL: { value: "mail", description: "E-mail." },
    BEHAVIOUR: { value: "behaviour", description: "Behaviour." },
    DURATIONS: { value: "durations", description: "How long things may take." },
    LIMITS: { value: "limits", description: "What more than so much is refused." },
    DRILLS: { value: "drills", description: "For drills alone." },
  } as const,
});

const SettingSource = builder.enumType("SettingSource", {
  description: "Where the value of a setting comes from.",
  values: {
    ENVIRONMENT: { value: "environment", description: "The environment that Parley was started in." },
    FILE: { value: "file", description: "The file `.env`." },
    LAUNCHER: { value: "launcher", description: "`npm start`, which made or derived it." },
    DEFAULT: { value: "default", description: "Nothing is set, or what is set is the default." },
  } as const,
});

const Setting = builder.objectRef<DescribedSetting>("Setting").implement({
  description: "A variable of the environment. Secrets are never in it.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "Such as `PORT`." }),
    group: t.expose("group", { type: SettingGroup, description: "What it belongs to." }),
    about: t.string({
      description: "What it is for, in the caller's language.",
      resolve: ({ name }, _args, { words }) => words("settings")(`about.${name}`),
    }),
    value: t.exposeString("value", {
      nullable: true,
      description:
        "What applies; null for a secret, and where there is neither a value nor a default. Addresses come without who signs in.",
    }),
    fallback: t.exposeString("fallback", {
      nullable: true,
      description: "What applies where nothing is set.",
    }),
    isSecret: t.exposeBoolean("isSecret", { description: "Whether its value is never shown." }),
    isSet: t.exposeBoolean("isSet", { description: "Whether anything gave it a value." }),
    source: t.expose("source", { type: SettingSource, description: "Where its value comes from." }),
  }),
});

builder.queryField("settings", (t) =>
  t.field({
    type: [Setting],
    nullable: true,
    description:
      "What the process that answers was started with: read when it starts, and changed by starting it anew. Null for all but owners.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { config, scopeFor }) =>
      scopeFor("operators.edit").all ? [...config.settings] : null,
  }),
);
