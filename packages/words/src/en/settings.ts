/** The settings of an installation: what each variable of the environment is for, and where its value comes from. */
export const settings = {
  title: "Environment",
  what: "the settings",
  sentence:
    "{changed, plural, =0 {Everything is as it comes.} one {One value differs from the default.} other {{changed, number} values differ from the default.}}",
  note: "Read when Parley starts: change them in .env or the environment, and restart it.",
  ownersOnly: "Only owners see the settings of the environment.",
  hidden: "The environment is for owners",
  notSet: "not set",
  secret: "set, not shown",
  none: "Everything is as it comes.",
  fallback: "default: {value}",
  source: {
    environment: "environment",
    file: ".env",
    launcher: "npm start",
    default: "default",
  },
  redaction: {
    title: "Guests’ data",
    what: "what is hidden of guests",
    hidden: "What is hidden of guests is for owners",
    ownersOnly: "Only owners see and change it.",
    sentence: {
      ROLES: "Support and admins may reveal how to reach a guest; each time is in the audit.",
      ADMINS: "Only owners and brand admins may reveal how to reach a guest; each time is in the audit.",
    },
    always: "Always hidden",
    alwaysList:
      "Phone numbers, e-mail addresses and delivery addresses are masked for everybody until somebody reveals them. Names, notes and what a guest wrote are hidden from engineers and viewers. Card numbers, tokens and SharedIds are never kept.",
    form: "What else is hidden",
    who: "Who may reveal how to reach a guest?",
    rule: {
      ROLES: "Owners, brand admins and support",
      ADMINS: "Owners and brand admins alone",
    },
    members: "Hidden members of recorded calls, one a line",
    membersHint:
      "Such as loyalty_number or crm_profile: what your PAR or POS sends of guests by names of its own. Everything in them is hidden from everybody until the guest is revealed, also in calls that are recorded already. Case, _ and - do not count.",
    save: "Save",
    saved: "Saved. It holds from everybody’s next click on.",
    tooMany: "No more than {max, number} members can be hidden by name.",
    badName: "A member’s name has 1 to {max, number} characters, with a letter or digit among them.",
  },
  group: {
    listening: "Where it listens and where its data is",
    secrets: "Database, secrets, demo",
    addresses: "Addresses seen from outside",
    provider: "Sign-in by your identity provider (OpenID Connect)",
    mail: "E-mail",
    behaviour: "Behaviour",
    durations:
      "How long things may take (milliseconds; all but BODY_TIMEOUT_MS are multiplied by TIME_SCALE)",
    limits: "Limits (a call or event beyond them is told when to come back, and nothing of it is kept)",
    drills: "Drills",
  },
  about: {
    HOST: "Address of every server. Anything but loopback needs DEMO=0.",
    PORT: "The API: PAR’s four operations, /graphql, /auth, /readyz.",
    ADMIN_PORT: "The admin in the browser.",
    POS_SIMULATOR_PORT: "The simulated POS; demo only.",
    API_PROCESSES:
      "API processes behind the one port, 1 to 16; where not set, one for each core, four at most, and 1 in the demo. A store’s slots, its breaker and all limits hold over all of them.",
    DATA_DIR: "PostgreSQL’s data, the key file, the simulator’s journal, logs.",
    DATABASE_URL:
      "Your PostgreSQL (15 or later). Not set: one is run inside DATA_DIR. Set: nothing is seeded.",
    DATABASE_DIRECT_URL:
      "PostgreSQL’s own address, where DATABASE_URL is that of a pooler in transaction mode (PgBouncer): for what needs a session. docs/several-processes.md has the pooler’s settings.",
    DATABASE_POOL: "Connections of the API to PostgreSQL, 2 to 64.",
    DATABASE_DEADLINE_MS:
      "After this many milliseconds a statement that PostgreSQL has not answered fails, and its caller is told 503; not multiplied by TIME_SCALE.",
    PACK_ORDERS:
      "1: orders are stored packed, at half the room. Only once every process runs this release, since the one before cannot send such orders. Not set: 1 where `npm start` runs PostgreSQL itself, else 0.",
    MASTER_KEY:
      "Encrypts the secrets at rest, 32 characters or more (`openssl rand -base64 32`). Required with DATABASE_URL; otherwise made once and kept in DATA_DIR.",
    DEMO: "1: demo brands, operators and the simulated POS. 0: an empty gateway. Always 0 with DATABASE_URL.",
    POS_SIMULATOR_KEY: "Signing secret of the simulated POS (whsec_…); the demo’s own where not set.",
    POS_SIMULATOR_CLASSES:
      "What each simulated store promises, such as YC-LC-002=C,BB-LC-001=D+X; class A where not named.",
    POS_SIMULATOR_STORES:
      "Ids of simulated stores beside the demo’s, such as DR-01,DR-02:JPY,DR-03:500; they sell what YummyTaco sells (the last one so many items), and the demo has each as one of its stores, PAR’s id of it PAR-DR-01.",
    POS_SIMULATOR_EVENTS_URL:
      "Where the simulated POS tells what happens at its tills; the API where not set.",
    ADMIN_URL:
      "The admin’s address in the browser, trusted as origin of a sign-in; http://localhost:ADMIN_PORT where not set.",
    PUBLIC_URL:
      "The API’s address as PAR reaches it, such as https://parley.example.com: the admin names it to whoever sets up a connection.",
    API_URL: "The API as the admin’s server reaches it; http://HOST:PORT where not set.",
    TRUST_PROXY:
      "Proxies in front of the API whose X-Forwarded-For counts: a number of them, or their addresses and networks.",
    API_HOSTS:
      "Host names under which the API may be called, API_URL’s among them, with commas between; others get 421. Any where not set.",
    ADMIN_TRUST_PROXY:
      "Proxies in front of the admin whose X-Forwarded-For counts: a number of them, or their addresses and networks.",
    ADMIN_SECRET:
      "Shared by API and admin, 32 characters or more: the admin proves by it whose address it passes on. `npm start` makes one.",
    OIDC_ISSUER:
      "The issuer of your identity provider, as its ID tokens say it, such as https://login.example.com; set together with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Its redirect address is ADMIN_URL with /auth/provider/back. Not set: nobody signs in by it.",
    OIDC_CLIENT_ID: "Parley’s id at your identity provider.",
    OIDC_CLIENT_SECRET: "Parley’s secret there.",
    OIDC_NAME: "What people call it, on the button of the sign-in page; its host where not set.",
    OIDC_SECOND_FACTOR:
      "1: your identity provider asks everybody for a second factor, so that its word stands for both. Otherwise it does where its ID token says so (mfa in amr).",
    SMTP_URL:
      "The mail server by which alerts and invitations go out, such as smtps://user:password@mail.example.com; set together with ALERTS_FROM. Without it, alerts go to webhooks only, and links are handed over by whoever made them.",
    ALERTS_FROM: "The e-mail address that alerts and invitations come from.",
    LOG_LEVEL: "trace, debug, info, warn, error, fatal or silent.",
    NODE_ENV: "development, production or test.",
    GRAPHQL_INTROSPECTION: "1 lets a client read the GraphQL schema from the server.",
    POS_ALLOW_LOOPBACK_HTTP: "1 lets a store’s POS be plain http on this machine; as DEMO where not set.",
    TIME_SCALE: "Shrinks every wait, the simulator’s too; for tests.",
    ATTEMPT_DEADLINE_MS: "One try to place an order at the POS.",
    SYNC_BUDGET_MS: "How long PAR waits before it is told 202 pending.",
    LEASE_MS: "How long a worker owns an order without renewing.",
    GIVE_UP_MS: "After this an order that is not placed is errored or needs a person.",
    SWEEP_MS: "How often due orders are looked for when no notification came.",
    MENU_REFRESH_MS: "How often each store’s menu is pulled from its POS.",
    BODY_TIMEOUT_MS: "How long a caller may take to send its request.",
    CONNECTION_CALLS_MAX:
      "Calls of one PAR connection under way at once, 10 to 20000; more get 503, before an order is taken.",
    POS_EVENTS_PER_SECOND:
      "Events of one store’s POS in the long run, 1 to 1000; fifty seconds’ worth may come at once, more get 429.",
    REFUSALS_RECORDED_MAX:
      "Calls without a valid token that are recorded for each address and minute, 0 to 1000; of all addresses fifty times as many.",
    FAILPOINT: "Ends or stops the API at named places, such as cp07:kill@3; never in service.",
  },
} as const;
