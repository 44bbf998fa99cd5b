import { describe, expect, it } from "vitest";
import type { OrderBody } from "../orders.ts";
import { freshOrder, testItemOrder } from "../orders.ts";
import { until } from "../program.ts";
import { type Stack, startStack } from "../stack.ts";
import { readApiView } from "./checker/api-view.ts";
import { brokenSets, check, type SetName, type Verdict } from "./checker/check.ts";
import { readJournal } from "./checker/journals.ts";
import { printVerdict } from "./checker/report.ts";
import { buildMutant, mutate } from "./mutants/build.ts";
import { MUTANT_NAMES, type MutantName } from "./mutants/catalog.ts";
import { Partner } from "./mutants/partner.ts";

/**
 * One bad evening, lived through by the real gateway and by each broken one. The real one breaks no promise; each
 * broken one breaks those that its mistake breaks, and the checker says which.
 */

/** What each mistake does to guests on that evening, at the least. */
const BREAKS: Readonly<Record<MutantName, readonly SetName[]>> = {
  blind_resend: ["doubled"],
  errored_on_timeout: ["ghost"],
  send_before_write: ["doubled"],
  no_quiet_period: ["doubled"],
};

const CLASS_A_LOCATION = "PAR-LOC-12346";
const CLASS_C_STORE = "YC-LC-001";
const SETTLED_WITHIN_MS = 20_000;
const CAUGHT_WITHIN_MS = 20_000;
/** Shorter than the product's own under this scale, and longer than the evening. */
const GIVE_UP_MS = 55_000;

/** The API process dies when it has the POS's answer and has not written it down. */
const DIES = { FAILPOINT: "cp14:kill" };
const LIVES = { FAILPOINT: "" };

/**
 * Lives through the evening. Three orders meet a POS of class C that takes them and does not say so; a fourth is
 * with its POS, of class A, when the gateway dies. `isOver` is asked for each verdict once the partner has heard
 * of all, or has waited long enough.
 */
async function evening(apiMain: string | undefined, isOver: (verdict: Verdict) => boolean): Promise<Verdict> {
  await using stack = await startStack({
    timeScale: 0.1,
    env: { ...DIES, POS_SIMULATOR_CLASSES: `${CLASS_C_STORE}=C` },
    ...(apiMain === undefined ? {} : { apiMain }),
  });
  const partner = new Partner(stack.yummyTaco);
  const interrupted: OrderBody = { ...freshOrder(), location_id: CLASS_A_LOCATION };
  await dieOn(interrupted, stack, partner);
  const [apiKey] = await Promise.all([makeApiKey(stack), playClassC(stack), stack.startApi(LIVES)]);

  const silent = ["sim-lose-ack", "sim-held", "sim-late"].map(testItemOrder);
  for (const order of silent) partner.takes(order, "C");
  const orders = [interrupted, ...silent];
  await Promise.all(orders.map((order) => partner.submits(order)));
  await askUntilSettled(partner, orders);
  return await until("the verdict is what it must be", CAUGHT_WITHIN_MS, async () => {
    const verdict = check({
      history: partner.history,
      journals: [readJournal(stack.dataDir, "simulator")],
      api: await readApiView({ apiUrl: stack.apiUrl, apiKey }),
      endedAt: Date.now(),
      giveUpMs: GIVE_UP_MS,
    });
    return isOver(verdict) ? verdict : null;
  });
}

/** Submits the order to a gateway that dies when the POS has answered. */
async function dieOn(order: OrderBody, stack: Stack, partner: Partner): Promise<void> {
  partner.takes(order, "A");
  partner.fault("kill -9 of the API at cp14");
  expect(await partner.submits(order), "the gateway dies before it answers").toBeNull();
  await stack.killApi();
}

/** Asks for each order until it is told a final status; a broken gateway may never tell one. */
async function askUntilSettled(partner: Partner, orders: readonly OrderBody[]): Promise<void> {
  const open = new Set(orders);
  const patience = AbortSignal.timeout(SETTLED_WITHIN_MS);
  await until("the partner has heard of all orders", 2 * SETTLED_WITHIN_MS, async () => {
    for (const order of open) {
      const answer = await partner.asks(order);
      if (answer?.json.status !== "pending") open.delete(order);
    }
    return open.size === 0 || patience.aborted;
  });
}

async function makeApiKey(stack: Stack): Promise<string> {
  const create = ["operator", "api-key", "create", "--operator", "admin@parley.example", "--name", "drill"];
  const { secret } = await parley(stack, ...create);
  return secret;
}

/** The store's POS plays class C already; now the gateway is told. */
async function playClassC(stack: Stack): Promise<void> {
  const pos = ["--url", stack.posUrl, "--store", CLASS_C_STORE, "--class", "C"];
  await parley(stack, "location", "set-pos", CLASS_C_STORE, ...pos);
}

async function parley(stack: Stack, ...args: string[]) {
  const { code, output } = await stack.parley(...args, "--json");
  expect(code, output).toBe(0);
  return JSON.parse(output.slice(output.indexOf("{")));
}

describe("the gateway", () => {
  it("breaks no promise on the evening on which each broken one does", async () => {
    const verdict = await evening(undefined, () => true);
    expect(verdict.isClean, printVerdict(verdict)).toBe(true);
    expect(verdict.counts.ends).toEqual({ placed: 4, rejected: 0, errored: 0, open: 0 });
  });
});

describe("a gateway that is broken on purpose", () => {
  it.each(MUTANT_NAMES)("is caught by the checker: %s", async (name) => {
    const sets = BREAKS[name];
    const isCaught = (verdict: Verdict) => sets.every((set) => brokenSets(verdict).includes(set));
    const verdict = await evening(buildMutant(name).apiMain, isCaught);
    expect(brokenSets(verdict)).toEqual(expect.arrayContaining([...sets]));
  });

  it("cannot be built from code that has moved on", () => {
    const change = { file: "orders/doubt.ts", find: "return 1;", replace: "return 2;" };
    expect(mutate("{ return 1; }", change, "m")).toBe("{ return 2; }");
    expect(() => mutate("{ return 3; }", change, "m")).toThrow("stands nowhere in orders/doubt.ts");
    expect(() => mutate("return 1; return 1;", change, "m")).toThrow("stands 2 times in orders/doubt.ts");
  });
});
