import type { testOrder } from "../../../testing/database.ts";

/** Stored orders, by a short name, and what a support person types to find them. */
export const STORED = {
  anne: {
    guestName: "Anne-Marie O'Brien",
    guestPhone: "+1 (213) 555-0142",
    guestEmail: "Anne@Example.com",
    onlineOrderId: "WEB-1001",
    grandTotalCents: 2910,
  },
  obrien: {
    guestName: "Pat OBrien",
    guestPhone: "2135550177",
    guestEmail: null,
    onlineOrderId: "WEB-1002",
    grandTotalCents: 1299,
  },
  curly: {
    guestName: "Kevin O\u2019Neill",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "7",
    grandTotalCents: 100_000,
  },
  jean: {
    guestName: "Jean-Luc Smith-Jones",
    guestPhone: "(310) 555-0199 x12",
    guestEmail: "jl@example.com",
    onlineOrderId: "ABCDEFG",
    grandTotalCents: 3050,
  },
  wang: {
    guestName: "王伟",
    guestPhone: "+86 138 0013 8000",
    guestEmail: null,
    onlineOrderId: "CN-1",
    grandTotalCents: 4300,
  },
  li: {
    guestName: "Li Wu",
    guestPhone: "+1 626 555 0101;ext=7",
    guestEmail: null,
    onlineOrderId: "CN-2",
    grandTotalCents: 4400,
  },
  kim: {
    guestName: "김민수",
    guestPhone: "+82 10-1234-5678",
    guestEmail: null,
    onlineOrderId: "KR-1",
    grandTotalCents: 15_000,
    currency: "KRW",
  },
  thai: {
    guestName: "สมชาย ใจดี",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "TH-1",
    grandTotalCents: 9900,
  },
  mueller: {
    guestName: "Jürgen Müller",
    guestPhone: "0170 1234567",
    guestEmail: null,
    onlineOrderId: "DE-1",
    grandTotalCents: 5510,
    currency: "EUR",
  },
  mueler: {
    guestName: "Eva Mueller",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "DE-2",
    grandTotalCents: 5520,
  },
  gross: {
    guestName: "Max Groß",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "DE-3",
    grandTotalCents: 5530,
  },
  isik: {
    guestName: "Işık Yılmaz",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "TR-1",
    grandTotalCents: 5540,
  },
  lukasz: {
    guestName: "Łukasz Żółć",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "PL-1",
    grandTotalCents: 5550,
  },
  cruz: {
    guestName: "María de la Cruz",
    guestPhone: "0044 20 7946 0958",
    guestEmail: null,
    onlineOrderId: "ES-1",
    grandTotalCents: 123_450,
  },
  marg: {
    guestName: "Margarethe Hopper",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "M-1",
    grandTotalCents: 6001,
  },
  nfd: {
    guestName: "Zoe\u0308 Quartz",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "Z-1",
    grandTotalCents: 6002,
  },
  soft: {
    guestName: "Katha\u00adrina\u00a0Wolf",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "\u200bK\u20111",
    grandTotalCents: 6003,
  },
  ivan: {
    guestName: "Иван Петров",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "RU-1",
    grandTotalCents: 6004,
  },
  yen: {
    guestName: "山田 太郎",
    guestPhone: "03-1234-5678",
    guestEmail: null,
    onlineOrderId: "JP-1",
    grandTotalCents: 1200,
    currency: "JPY",
  },
  wide: {
    guestName: "ＡＤＡ Ｋｉｎｇ",
    guestPhone: "٠١٢٣٤٥٦٧٨٩",
    guestEmail: null,
    onlineOrderId: "W-1",
    grandTotalCents: 6005,
  },
  percent: {
    guestName: "Grace 100%_Hansen",
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "P_%1",
    grandTotalCents: 6006,
  },
  ines: {
    guestName: "Inés Núñez Ávila",
    guestPhone: "+52 55 1234 5678 ext. 4",
    guestEmail: null,
    onlineOrderId: "MX-77",
    grandTotalCents: 7115,
  },
  group: {
    guestName: null,
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: "PAR-88213-LA-7",
    grandTotalCents: 6008,
  },
  nobody: {
    guestName: null,
    guestPhone: null,
    guestEmail: null,
    onlineOrderId: null,
    requestUid: "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
    grandTotalCents: 6007,
  },
} as const satisfies Record<string, Parameters<typeof testOrder>[1]>;

export type StoredName = keyof typeof STORED;

/** The POS order ids of those that are placed. */
export const PLACED: Partial<Record<StoredName, string>> = {
  anne: "YC-LC-001-000042",
  jean: "K-77001",
  li: "42-B",
};

/** What is typed, and exactly what it finds: nothing else is found. */
export type Case = readonly [typed: string, found: readonly StoredName[]];
