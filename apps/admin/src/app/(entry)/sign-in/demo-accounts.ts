import type { Catalogue } from "@parley/words";

export interface DemoAccount {
  email: string;
  password: string;
  /** Its key in the catalogue's `entry.signIn.may`. */
  may: keyof Catalogue["entry"]["signIn"]["may"];
}

/** The operators that demo mode seeds, shown only while the API says that it runs the demo. */
export const demoAccounts: readonly DemoAccount[] = [
  { email: "admin@parley.example", password: "parley-demo-2026", may: "admin" },
  { email: "support@parley.example", password: "parley-demo-2026", may: "support" },
];
