import type { Page } from "playwright-core";

/** Every page of the admin, for those who look at all of them: screenshots, weights, words. */

/** The demo's first operator, who sees everything. */
export const DEMO_OPERATOR = { email: "admin@parley.example", password: "parley-demo-2026" };

export interface AdminPage {
  /** As a file may be called. */
  name: string;
  path: string;
  /** The folder of its `page.tsx`. */
  route: string;
}

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, adminUrl: string, operator = DEMO_OPERATOR): Promise<void> {
  await page.goto(`${adminUrl}/sign-in`);
  await page.locator("input[type=email]").fill(operator.email);
  await page.locator("input[type=password]").fill(operator.password);
  await page.locator("button[type=submit]").click();
  await page.locator("#content").waitFor();
}

const lists: readonly AdminPage[] = [
  { name: "overview", path: "/", route: "(console)/(overview)" },
  { name: "issues", path: "/issues", route: "(console)/issues/(list)" },
  { name: "orders", path: "/orders", route: "(console)/orders/(list)" },
  { name: "orders-none-found", path: "/orders?q=nothing-like-it", route: "(console)/orders/(list)" },
  { name: "orders-disputed", path: "/orders?show=disputed", route: "(console)/orders/(list)" },
  { name: "orders-bulk", path: "/orders/bulk", route: "(console)/orders/bulk" },
  { name: "exchanges", path: "/exchanges", route: "(console)/exchanges/(list)" },
  { name: "mappings", path: "/mappings", route: "(console)/mappings" },
  { name: "redaction", path: "/settings/redaction", route: "(console)/settings/redaction" },
  { name: "retention", path: "/settings/retention", route: "(console)/settings/retention" },
  { name: "environment", path: "/settings/environment", route: "(console)/settings/environment" },
  { name: "mappings-as-of", path: "/mappings?asOf=2026-11-01T12:00", route: "(console)/mappings" },
  { name: "sign-in-policy", path: "/settings/sign-in", route: "(console)/settings/sign-in" },
  { name: "alerts", path: "/settings/alerts", route: "(console)/settings/alerts" },
  { name: "stores", path: "/stores", route: "(console)/stores/(list)" },
  { name: "mappings-import", path: "/mappings/import", route: "(console)/mappings/import" },
  { name: "menus", path: "/menus", route: "(console)/menus/(list)" },
  { name: "menus-rollouts", path: "/menus/rollouts", route: "(console)/menus/rollouts" },
  { name: "menus-hold", path: "/menus/hold", route: "(console)/menus/hold" },
  { name: "connections", path: "/connections", route: "(console)/connections" },
  { name: "audit", path: "/audit", route: "(console)/audit" },
  { name: "settings", path: "/settings", route: "(console)/settings" },
  { name: "api-keys", path: "/settings/api-keys", route: "(console)/settings/api-keys" },
  { name: "me", path: "/settings/me", route: "(console)/settings/me" },
  { name: "people", path: "/settings/people", route: "(console)/settings/people/(list)" },
  { name: "people-new", path: "/settings/people/new", route: "(console)/settings/people/new" },
  { name: "simulator", path: "/simulator", route: "(console)/simulator" },
  { name: "unknown-page", path: "/no-such-page", route: "(console)/[...unknown]" },
];

interface Below {
  name: string;
  /** The list whose first link to one is followed. */
  list: string;
  begins: string;
  route: string;
  /** What follows its path. */
  views: readonly string[];
}

/** Pages below a list, found by the first link that leads to one. */
const below: readonly Below[] = [
  {
    name: "order",
    list: "/orders",
    begins: "/orders/ord_",
    route: "(console)/orders/[id]",
    views: ["", "?view=engineer"],
  },
  {
    name: "call",
    list: "/exchanges",
    begins: "/exchanges/exc_",
    route: "(console)/exchanges/[id]",
    views: [""],
  },
  {
    name: "refused",
    list: "/orders?show=refused",
    begins: "/exchanges/exc_",
    route: "(console)/exchanges/[id]",
    views: ["", "?view=engineer"],
  },
  { name: "store", list: "/", begins: "/stores/loc_", route: "(console)/stores/[location]", views: [""] },
  {
    name: "store-bills",
    list: "/",
    begins: "/stores/loc_",
    route: "(console)/stores/[location]/bills",
    views: ["/bills"],
  },
  {
    name: "connection",
    list: "/connections",
    begins: "/connections/",
    route: "(console)/connections/[slug]",
    views: [""],
  },
  { name: "issue", list: "/issues", begins: "/issues/iss_", route: "(console)/issues/[id]", views: [""] },
  {
    name: "person",
    list: "/settings/people",
    begins: "/settings/people/opr_",
    route: "(console)/settings/people/[id]",
    views: [""],
  },
  {
    name: "menu",
    list: "/menus",
    begins: "/menus/loc_",
    route: "(console)/menus/[location]",
    views: ["", "?view=items", "?view=off", "?view=json", "?view=history", "?view=findings"],
  },
  {
    name: "menu-rollout",
    list: "/menus/rollouts",
    begins: "/menus/rollouts/rol_",
    route: "(console)/menus/rollouts/[id]",
    views: [""],
  },
  {
    name: "menu-fire-drill",
    list: "/menus",
    begins: "/menus/loc_",
    route: "(console)/menus/[location]/fire-drill",
    views: ["/fire-drill"],
  },
  {
    name: "menu-versions",
    list: "/menus",
    begins: "/menus/loc_",
    route: "(console)/menus/[location]/versions",
    views: ["/versions"],
  },
  {
    name: "menu-stores",
    list: "/menus",
    begins: "/menus/loc_",
    route: "(console)/menus/[location]/stores",
    views: ["/stores?item=barn-burger"],
  },
  {
    name: "menu-diff",
    list: "/menus",
    begins: "/menus/loc_",
    route: "(console)/menus/[location]/diff",
    views: ["/diff"],
  },
];

/** The pages that this product has something to show on; `page` is signed in. */
export async function listPages(page: Page, adminUrl: string): Promise<AdminPage[]> {
  const found: AdminPage[] = [...lists];
  const linksOf = async (list: string, begins: string) => {
    await page.goto(`${adminUrl}${list}`, { waitUntil: "networkidle" });
    const links = await page.locator(`main a[href^="${begins}"]`).all();
    const hrefs = await Promise.all(links.map((link) => link.getAttribute("href")));
    return [...new Set(hrefs.flatMap((href) => href?.split(/[?#]/)[0] ?? []))];
  };
  for (const { name, list, begins, route, views } of below) {
    const [path] = await linksOf(list, begins);
    if (path === undefined) continue;
    for (const view of views)
      found.push({
        name: `${name}${view.replace("?view=", "-").replace(/^\/(bills|versions|diff|fire-drill)/, "")}`,
        path: path + view,
        route,
      });
  }
  const calls = await linksOf("/exchanges", "/exchanges/exc_");
  const [a, b] = calls.map((path) => path.split("/").at(-1));
  if (a !== undefined && b !== undefined) {
    const path = `/exchanges/compare?a=${a}&b=${b}`;
    found.push({ name: "calls-compared", path, route: "(console)/exchanges/compare" });
  }
  return found;
}

/** The pages before anybody is signed in. */
export const entryPages: readonly AdminPage[] = [
  { name: "sign-in", path: "/sign-in", route: "(entry)/sign-in" },
  { name: "forgotten", path: "/forgotten", route: "(entry)/forgotten" },
];

/** Pages that a product which runs does not show by itself, and the journeys that look at them. */
export const pagesElsewhere: Readonly<Record<string, string>> = {
  "(entry)/first-run": "every-page.test.ts",
  // The demo has none; whoever has one sees it above.
  "(console)/menus/rollouts/[id]": "menu-rollout-admin.test.ts",
  "(entry)/invite/[token]": "people-admin.test.ts",
  "(entry)/reset/[token]": "people-mail.test.ts",
  "share/[token]": "share.test.ts",
};
