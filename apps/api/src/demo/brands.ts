import type { Role } from "@parley/db";

/** The demo, as data. These secrets open nothing but a demo on one's own machine. */

export interface DemoStore {
  parLocationId: string;
  code: string;
  name: string;
  address: string;
  phone: string;
  timezone: string;
  currency: string;
}

export interface DemoBrand {
  slug: string;
  name: string;
  sharedId: string;
  parOrganizationId: string;
  brand: { code: string; name: string };
  stores: readonly DemoStore[];
}

const LOS_ANGELES = { timezone: "America/Los_Angeles", currency: "USD" };

export const DEMO_CONNECTIONS: readonly DemoBrand[] = [
  {
    slug: "yummytaco",
    name: "YummyTaco",
    sharedId: "yummytaco-demo-sharedid-2026-0001",
    parOrganizationId: "IA-YC-01",
    brand: { code: "YC01", name: "YummyTaco" },
    stores: [
      {
        parLocationId: "PAR-LOC-12345",
        code: "YC-LC-001",
        name: "YummyTaco Nosuch Place",
        address: "12 Nosuch Place, Los Angeles",
        phone: "+1 555 555 0111",
        ...LOS_ANGELES,
      },
      {
        parLocationId: "PAR-LOC-12346",
        code: "YC-LC-002",
        name: "YummyTaco Nowhere Avenue",
        address: "340 Nowhere Avenue, Los Angeles",
        phone: "+1 555 555 0112",
        ...LOS_ANGELES,
      },
    ],
  },
  {
    slug: "burger-barn",
    name: "Burger Barn",
    sharedId: "burgerbarn-demo-sharedid-2026-0001",
    parOrganizationId: "IA-BB-02",
    brand: { code: "BB02", name: "Burger Barn" },
    stores: [
      {
        parLocationId: "PAR-LOC-67890",
        code: "BB-LC-001",
        name: "Burger Barn Imaginary Street",
        address: "7 Imaginary Street, Chicago",
        phone: "+1 555 555 0121",
        timezone: "America/Chicago",
        currency: "USD",
      },
    ],
  },
];

/** The simulator signs with the same key unless it is given another. */
export const DEMO_POS_KEY = `whsec_${Buffer.from("parley-demo-pos-key-2026-000001ab").toString("base64")}`;

const PASSWORD = "parley-demo-2026";

export const DEMO_OPERATORS: readonly {
  name: string;
  email: string;
  password: string;
  role: Role;
  /** null: every brand. */
  brandCode: string | null;
}[] = [
  { name: "Avery Admin", email: "admin@parley.example", password: PASSWORD, role: "admin", brandCode: null },
  {
    name: "Sam Support",
    email: "support@parley.example",
    password: PASSWORD,
    role: "support",
    brandCode: "YC01",
  },
];
