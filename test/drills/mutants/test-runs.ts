import { freshOrder, type OrderBody, testItemOrder } from "../../orders.ts";
import { until } from "../../program.ts";
import { type Stack, startStack } from "../../stack.ts";
import { readApiView } from "../checker/api-view.ts";
import { check, type Verdict } from "../checker/check.ts";
import { readJournal } from "../checker/journals.ts";
import { Partner } from "./partner.ts";

/** The shortest test runs in which each broken gateway breaks a promise and the real one breaks none. */

const CLASS_A_LOCATION = "PAR-LOC-12346";
const CLASS_C_STORE = "YC-LC-001";
const TIME_SCALE = 0.1;
const SETTLED_WITHIN_MS = 20_000;
const JUDGED_WITHIN_MS = 20_000;
/** A little shorter than the product's own under this time scale, and longer than a test run. */
const GIVE_UP_MS = 55_000;
const WITHOUT_FAILPOINT = { FAILPOINT: "" };
/** For runs that need the POS's answer: even on a busy machine these limits must not expire before it. */
const UNHURRIED = { ATTEMPT_DEADLINE_MS: "30000", SYNC_BUDGET_MS: "25000", LEASE_MS: "35000" };

export interface TestRunPlan {
  /** The main program of a broken gateway. */
  apiMain?: string;
  /** Called with each verdict, once the partner has an answer for every order or has waited long enough. */
  isOver(verdict: Verdict): boolean;
}

/** Three orders at a POS of class C that places them without an answer: at once, late, and later still. */
export async function silentPos(plan: TestRunPlan): Promise<Verdict> {
  await using stack = await start(plan, { POS_SIMULATOR_CLASSES: `${CLASS_C_STORE}=C` });
  const apiKey = await makeApiKey(stack);
  const partner = new Partner(stack.yummyTaco);
  const orders = ["sim-lose-ack", "sim-late", "sim-held"].map(testItemOrder);
  for (const order of orders) partner.takes(order, "C");
  await Promise.all(orders.map((order) => partner.submits(order)));
  await askUntilSettled(partner, orders);
  return await judge({ stack, apiUrl: stack.apiUrl, apiKey, partner, orders, plan });
}

/**
 * The gateway dies between getting the POS's answer and storing it; the partner sends the order again. At a POS of
 * class C: one of class A makes the order once, whatever the gateway does, since its reference comes from PAR's key.
 */
export async function killedWorker(plan: TestRunPlan): Promise<Verdict> {
  const classC = { POS_SIMULATOR_CLASSES: `${CLASS_C_STORE}=C` };
  await using stack = await start(plan, { ...UNHURRIED, ...classC, FAILPOINT: "cp14:kill" });
  const partner = new Partner(stack.yummyTaco);
  const order = freshOrder();
  partner.takes(order, "C");
  partner.fault("kill -9 of the API at cp14");
  await partner.submits(order);
  await until("the process dies", SETTLED_WITHIN_MS, () => stack.apiOutput().includes("cp14 kill"));
  await stack.killApi();
  const [apiKey] = await Promise.all([makeApiKey(stack), stack.startApi(WITHOUT_FAILPOINT)]);
  await partner.submits(order);
  await askUntilSettled(partner, [order]);
  return await judge({ stack, apiUrl: stack.apiUrl, apiKey, partner, orders: [order], plan });
}

/**
 * A process stops for longer than its lease, with the POS's answer received but not stored. Another one
 * settles the order and answers the partner; then the first one goes on where it was.
 */
export async function frozenWorker(plan: TestRunPlan): Promise<Verdict> {
  await using stack = await start(plan, { ...UNHURRIED, FAILPOINT: "cp14:stop" });
  const [apiUrl, apiKey] = await Promise.all([stack.startAnotherApi(WITHOUT_FAILPOINT), makeApiKey(stack)]);
  const partner = new Partner(stack.yummyTaco);
  const order = classAOrder();
  partner.takes(order, "A");
  partner.fault("SIGSTOP of the API at cp14");
  const first = partner.submits(order);
  await until("the first process stops", SETTLED_WITHIN_MS, () => stack.apiOutput().includes("cp14 stop"));
  partner.turnsTo(apiUrl);
  await partner.submits(order);
  await askUntilSettled(partner, [order]);
  partner.fault("SIGCONT of the API");
  stack.signalApi("SIGCONT");
  await first;
  await until("the late result is noticed", SETTLED_WITHIN_MS, () =>
    stack.apiOutput().includes("a late result was kept"),
  );
  return await judge({ stack, apiUrl, apiKey, partner, orders: [order], plan });
}

function start({ apiMain }: TestRunPlan, env: Record<string, string>): Promise<Stack> {
  return startStack({ timeScale: TIME_SCALE, env, ...(apiMain === undefined ? {} : { apiMain }) });
}

function classAOrder(): OrderBody {
  return { ...freshOrder(), location_id: CLASS_A_LOCATION };
}

/** Asks for each order until it gets a final status; a broken gateway may never give one. */
async function askUntilSettled(partner: Partner, orders: readonly OrderBody[]): Promise<void> {
  const open = new Set(orders);
  const patience = AbortSignal.timeout(SETTLED_WITHIN_MS);
  await until("the partner has an answer about all orders", 2 * SETTLED_WITHIN_MS, async () => {
    for (const order of open) {
      const answer = await partner.asks(order);
      if (answer?.json.status !== "pending") open.delete(order);
    }
    return open.size === 0 || patience.aborted;
  });
}

interface TestRun {
  stack: Stack;
  apiUrl: string;
  apiKey: string;
  partner: Partner;
  orders: readonly OrderBody[];
  plan: TestRunPlan;
}

/** Asks for every order once more and judges, again and again until the test run is over. */
async function judge({ stack, apiUrl, apiKey, partner, orders, plan }: TestRun): Promise<Verdict> {
  return await until("the verdict is what it must be", JUDGED_WITHIN_MS, async () => {
    for (const order of orders) await partner.asks(order);
    const verdict = check({
      history: partner.history,
      journals: [readJournal(stack.dataDir, "simulator")],
      api: await readApiView({ apiUrl, apiKey }),
      endedAt: Date.now(),
      giveUpMs: GIVE_UP_MS,
    });
    return plan.isOver(verdict) ? verdict : null;
  });
}

async function makeApiKey(stack: Stack): Promise<string> {
  const create = ["operator", "api-key", "create", "--operator", "admin@parley.example", "--name", "drill"];
  const { secret } = await parley(stack, ...create);
  return secret;
}

async function parley(stack: Stack, ...args: string[]) {
  const { code, output } = await stack.parley(...args, "--json");
  if (code !== 0) throw new Error(`parley ${args.join(" ")} failed:\n${output}`);
  return JSON.parse(output.slice(output.indexOf("{")));
}
