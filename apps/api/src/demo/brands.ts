/** The two brands of the demo, as PAR and we name them. The simulator knows the stores by our codes. */
export interface DemoBrand {
  code: string;
  name: string;
  connection: { slug: string; name: string; sharedId: string };
  parOrganizationId: string;
  stores: readonly DemoStore[];
}

export interface DemoStore {
  code: string;
  name: string;
  address: string;
  phone: string;
  timezone: string;
  parLocationId: string;
}

const LOS_ANGELES = "America/Los_Angeles";

export const demoBrands: readonly DemoBrand[] = [
  {
    code: "YC01",
    name: "YummyTaco",
    connection: { slug: "yummytaco", name: "YummyTaco", sharedId: "yummytaco-demo-sharedid-2026-0001" },
    parOrganizationId: "IA-YC-01",
    stores: [
      {
        code: "YC-LC-001",
        name: "YummyTaco Nosuch Place",
        address: "12 Nosuch Place, Los Angeles",
        phone: "+1 213 555 0101",
        timezone: LOS_ANGELES,
        parLocationId: "PAR-LOC-12345",
      },
      {
        code: "YC-LC-002",
        name: "YummyTaco Elsewhere Avenue",
        address: "340 Elsewhere Avenue, Los Angeles",
        phone: "+1 213 555 0102",
        timezone: LOS_ANGELES,
        parLocationId: "PAR-LOC-12346",
      },
    ],
  },
  {
    code: "BB02",
    name: "Burger Barn",
    connection: { slug: "burger-barn", name: "Burger Barn", sharedId: "burgerbarn-demo-sharedid-2026-0001" },
    parOrganizationId: "IA-BB-02",
    stores: [
      {
        code: "BB-LC-001",
        name: "Burger Barn Imaginary Street",
        address: "7 Imaginary Street, Chicago",
        phone: "+1 312 555 0103",
        timezone: "America/Chicago",
        parLocationId: "PAR-LOC-67890",
      },
    ],
  },
];

export const demoOperators = [
  { name: "Alex Admin", email: "admin@parley.example", role: "admin", brandCode: null },
  { name: "Sam Support", email: "support@parley.example", role: "support", brandCode: "YC01" },
] as const;
