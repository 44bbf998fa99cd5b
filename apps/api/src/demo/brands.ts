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
  /** USD where it is left out. */
  currency?: string;
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
  { name: "Alex Admin", email: "admin@parley.example", role: "owner", brandCode: null },
  { name: "Sam Support", email: "support@parley.example", role: "support", brandCode: "YC01" },
] as const;

/**
 * Stores of YummyTaco's beside the demo's, from the text that the simulated POS reads, `DR-01,DR-02:JPY`: PAR
 * calls them `PAR-DR-01` and so on. Unreadable text is ignored here; the simulator refuses it.
 */
export function moreDemoStores(text: string): DemoStore[] {
  return text.split(",").flatMap((entry) => {
    const [, code, currency = "USD"] =
      /^([A-Za-z0-9._-]{1,64})(?::([A-Z]{3}))?(?::\d+)?$/.exec(entry.trim()) ?? [];
    if (code === undefined) return [];
    const facts = { address: "no address, as it is simulated", phone: "+1 213 555 0104" };
    const zone = { timezone: LOS_ANGELES, currency };
    return [{ code, name: `YummyTaco ${code}`, ...facts, ...zone, parLocationId: `PAR-${code}` }];
  });
}
