import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

/**
 * A Chromium for the tests, wherever there is one: `CHROME_PATH`, the system's, Playwright's own, and at
 * last the one that `npm ci` brought (Linux x64), which is unpacked once beside node_modules.
 */

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

interface Found {
  path: string;
  env: Record<string, string>;
}

/** The packed browser unpacks into the temporary folder; a name there could be planted by anybody. */
export async function unpackBrowser(): Promise<Found> {
  const folder = resolve(import.meta.dirname, "../node_modules/.cache/chromium");
  mkdirSync(folder, { recursive: true });
  const before = { ...process.env };
  // It brings the libraries that a bare machine lacks (nss), but only where it believes to be on Lambda.
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" });
  try {
    const packed = await import("@sparticuz/chromium");
    const path = await packed.default.executablePath();
    return {
      path,
      env: { LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_FILE: writeFontSettings(folder) },
    };
  } finally {
    for (const name of ["TMPDIR", "AWS_EXECUTION_ENV", "LD_LIBRARY_PATH", "FONTCONFIG_PATH"]) {
      const value = before[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** The fonts that were brought, and the machine's: the settings that come with them name folders of Lambda. */
function writeFontSettings(folder: string): string {
  const file = join(folder, "fonts.conf");
  const folders = [join(folder, "fonts"), "/usr/share/fonts"].map((path) => `<dir>${path}</dir>`);
  const cache = `<cachedir>${join(folder, "fonts-cache")}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${folders.join("")}${cache}</fontconfig>`);
  return file;
}

/** @throws Error naming CHROME_PATH where no browser is to be had */
export async function findBrowser(env: Readonly<Record<string, string | undefined>>): Promise<Found> {
  const wished = env.CHROME_PATH;
  if (wished !== undefined && wished !== "") {
    if (!existsSync(wished)) throw new Error(`CHROME_PATH is ${wished}, and nothing is there.`);
    return { path: wished, env: {} };
  }
  const here = [...SYSTEM, chromium.executablePath()].find((path) => path !== "" && existsSync(path));
  if (here !== undefined) return { path: here, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return unpackBrowser();
  throw new Error(
    "No Chromium found: install one, run `npx playwright-core install chromium`, or set CHROME_PATH.",
  );
}

/** Starts the browser; the caller closes it (`await using`). */
export async function openBrowser(found?: Found): Promise<Browser> {
  const { path, env } = found ?? (await findBrowser(process.env));
  const inherited = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return chromium.launch({
    executablePath: path,
    args: FLAGS,
    headless: true,
    env: { ...inherited, ...env },
  });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeNode {
  html: string;
  /** What would have to hold, of which one thing is enough. */
  any: readonly { message: string }[];
}

/** What axe finds wrong, one line each. */
export async function violations(on: Page): Promise<string[]> {
  // Evaluated and not added as a script tag, which the content security policy refuses.
  await on.evaluate(AXE);
  // A page that reads itself anew is without its title for a moment, in which axe would find none: it must come.
  // (A locator, since a function that is tried again is evaluated by the page, which the same policy refuses.)
  await on.locator("head > title:not(:empty)").first().waitFor({ state: "attached" });
  const found: unknown = await on.evaluate(
    "axe.run(document, { resultTypes: ['violations'], rules: { 'document-title': { enabled: false } } }).then((r) => r.violations)",
  );
  if (!Array.isArray(found)) throw new Error("axe gave no result");
  return found.map(
    (each) =>
      `${each.id}: ${each.nodes.map(({ html, any }: AxeNode) => `${html.slice(0, 120)} ${any[0]?.message ?? ""}`).join(" | ")}`,
  );
}
