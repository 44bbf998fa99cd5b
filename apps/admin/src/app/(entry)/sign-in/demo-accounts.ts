export interface DemoAccount {
  email: string;
  password: string;
  may: string;
}

/** The operators that demo mode seeds, shown only while the API says that it runs the demo. */
export const demoAccounts: readonly DemoAccount[] = [
  { email: "admin@parley.example", password: "parley-demo-2026", may: "Admin of every brand" },
  { email: "support@parley.example", password: "parley-demo-2026", may: "Support for YummyTaco only" },
];
