/**
 * Every variable that `npm start` and its children read: name, default and meaning, in one table.
 * `.env.example` is this table printed, and a test compares the two.
 */

export interface Setting {
  readonly name: string;
  /** The value that applies where nothing is set; null where there is none. */
  readonly fallback: string | null;
  readonly about: string;
}

export interface SettingGroup {
  readonly title: string;
  readonly settings: readonly Setting[];
}

export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    title: "Where it listens and where its data is",
    settings: [
      {
        name: "HOST",
        fallback: "127.0.0.1",
        about: "Address of every server. Anything but loopback needs DEMO=0.",
      },
      { name: "PORT", fallback: "4000", about: "The API: PAR's four operations, /graphql, /auth, /readyz." },
      { name: "ADMIN_PORT", fallback: "3000", about: "The admin in the browser." },
      { name: "POS_SIMULATOR_PORT", fallback: "4600", about: "The simulated POS; demo only." },
      {
        name: "DATA_DIR",
        fallback: ".data",
        about: "PostgreSQL's data, the key file, the simulator's journal, logs.",
      },
    ],
  },
  {
    title: "Database, secrets, demo",
    settings: [
      {
        name: "DATABASE_URL",
        fallback: null,
        about: "Your PostgreSQL (15 or later). Not set: one is run inside DATA_DIR. Set: nothing is seeded.",
      },
      { name: "DATABASE_POOL", fallback: "8", about: "Connections of the API to PostgreSQL, 2 to 64." },
      {
        name: "DATABASE_DEADLINE_MS",
        fallback: "1500",
        about:
          "After this many milliseconds a statement that PostgreSQL has not answered fails, and its caller is told 503; not multiplied by TIME_SCALE.",
      },
      {
        name: "MASTER_KEY",
        fallback: null,
        about:
          "Encrypts the secrets at rest, 32 characters or more (`openssl rand -base64 32`). Required with DATABASE_URL; otherwise made once and kept in DATA_DIR.",
      },
      {
        name: "DEMO",
        fallback: "1",
        about:
          "1: demo brands, operators and the simulated POS. 0: an empty gateway. Always 0 with DATABASE_URL.",
      },
      {
        name: "POS_SIMULATOR_KEY",
        fallback: null,
        about: "Signing secret of the simulated POS (whsec_…); the demo's own where not set.",
      },
      {
        name: "POS_SIMULATOR_CLASSES",
        fallback: null,
        about:
          "What each simulated store promises, such as YC-LC-002=C,BB-LC-001=D+X; class A where not named.",
      },
      {
        name: "POS_SIMULATOR_STORES",
        fallback: null,
        about:
          "Ids of simulated stores beside the demo's, such as DR-01,DR-02:JPY,DR-03:500; they sell what YummyTaco sells (the last one so many items), and the demo has each as one of its stores, PAR's id of it PAR-DR-01.",
      },
      {
        name: "POS_SIMULATOR_EVENTS_URL",
        fallback: null,
        about: "Where the simulated POS tells what happens at its tills; the API where not set.",
      },
    ],
  },
  {
    title: "Addresses seen from outside",
    settings: [
      {
        name: "ADMIN_URL",
        fallback: null,
        about:
          "The admin's address in the browser, trusted as origin of a sign-in; http://localhost:ADMIN_PORT where not set.",
      },
      {
        name: "PUBLIC_URL",
        fallback: null,
        about:
          "The API's address as PAR reaches it, such as https://parley.example.com: the admin names it to whoever sets up a connection.",
      },
      {
        name: "API_URL",
        fallback: null,
        about: "The API as the admin's server reaches it; http://HOST:PORT where not set.",
      },
      {
        name: "TRUST_PROXY",
        fallback: null,
        about:
          "Proxies in front of the API whose X-Forwarded-For counts: a number of them, or their addresses and networks.",
      },
      {
        name: "API_HOSTS",
        fallback: null,
        about:
          "Host names under which the API may be called, API_URL's among them, with commas between; others get 421. Any where not set.",
      },
      {
        name: "ADMIN_TRUST_PROXY",
        fallback: null,
        about: "The same for proxies in front of the admin.",
      },
      {
        name: "ADMIN_SECRET",
        fallback: null,
        about:
          "Shared by API and admin, 32 characters or more: the admin proves by it whose address it passes on. `npm start` makes one.",
      },
    ],
  },
  {
    title: "E-mail",
    settings: [
      {
        name: "SMTP_URL",
        fallback: null,
        about:
          "The mail server by which alerts and invitations go out, such as smtps://user:password@mail.example.com; set together with ALERTS_FROM. Without it, alerts go to webhooks only, and links are handed over by whoever made them.",
      },
      {
        name: "ALERTS_FROM",
        fallback: null,
        about: "The e-mail address that alerts and invitations come from.",
      },
    ],
  },
  {
    title: "Behaviour",
    settings: [
      { name: "LOG_LEVEL", fallback: "info", about: "trace, debug, info, warn, error, fatal or silent." },
      { name: "NODE_ENV", fallback: "production", about: "development, production or test." },
      {
        name: "GRAPHQL_INTROSPECTION",
        fallback: "0",
        about: "1 lets a client read the GraphQL schema from the server.",
      },
      {
        name: "POS_ALLOW_LOOPBACK_HTTP",
        fallback: null,
        about: "1 lets a store's POS be plain http on this machine; as DEMO where not set.",
      },
    ],
  },
  {
    title: "How long things may take (milliseconds; all but BODY_TIMEOUT_MS are multiplied by TIME_SCALE)",
    settings: [
      { name: "TIME_SCALE", fallback: "1", about: "Shrinks every wait, the simulator's too; for tests." },
      { name: "ATTEMPT_DEADLINE_MS", fallback: "10000", about: "One try to place an order at the POS." },
      {
        name: "SYNC_BUDGET_MS",
        fallback: "8000",
        about: "How long PAR waits before it is told 202 pending.",
      },
      { name: "LEASE_MS", fallback: "15000", about: "How long a worker owns an order without renewing." },
      {
        name: "GIVE_UP_MS",
        fallback: "600000",
        about: "After this an order that is not placed is errored or needs a person.",
      },
      {
        name: "SWEEP_MS",
        fallback: "1000",
        about: "How often due orders are looked for when no notification came.",
      },
      {
        name: "MENU_REFRESH_MS",
        fallback: "1800000",
        about: "How often each store's menu is pulled from its POS.",
      },
      {
        name: "BODY_TIMEOUT_MS",
        fallback: "10000",
        about: "How long a caller may take to send its request.",
      },
    ],
  },
  {
    title: "Limits (a call or event beyond them is told when to come back, and nothing of it is kept)",
    settings: [
      {
        name: "CONNECTION_CALLS_MAX",
        fallback: "2000",
        about:
          "Calls of one PAR connection under way at once, 10 to 20000; more get 503, before an order is taken.",
      },
      {
        name: "POS_EVENTS_PER_SECOND",
        fallback: "20",
        about:
          "Events of one store's POS in the long run, 1 to 1000; fifty seconds' worth may come at once, more get 429.",
      },
      {
        name: "REFUSALS_RECORDED_MAX",
        fallback: "60",
        about:
          "Calls without a valid token that are recorded for each address and minute, 0 to 1000; of all addresses fifty times as many.",
      },
    ],
  },
  {
    title: "Drills",
    settings: [
      {
        name: "FAILPOINT",
        fallback: null,
        about: "Ends or stops the API at named places, such as cp07:kill@3; never in service.",
      },
    ],
  },
];

const byName = new Map(
  SETTING_GROUPS.flatMap((group) => group.settings).map((setting) => [setting.name, setting]),
);

/** The default of a variable; empty where it has none. */
export function fallbackOf(name: string): string {
  return byName.get(name)?.fallback ?? "";
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The text of `.env.example`. */
export function renderEnvExample(): string {
  const intro = [
    "# Copy to .env for `npm start`; a variable of the shell wins over a line here.",
    "# Nothing needs to be set: these are the defaults.",
    "# Written by `npm run env:example` from scripts/settings.ts.",
  ];
  const groups = SETTING_GROUPS.map((group) => {
    const rows = group.settings.map((setting) =>
      [
        ...wrap(setting.about, 100).map((line) => `# ${line}`),
        `#${setting.name}=${setting.fallback ?? ""}`,
      ].join("\n"),
    );
    return [`## ${group.title}`, ...rows].join("\n\n");
  });
  return `${[intro.join("\n"), ...groups].join("\n\n")}\n`;
}
