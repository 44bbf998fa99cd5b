import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codes, digestOf, getOrder, type Par, stringToSign, submit, validate } from "./independent-par.ts";
import { until } from "./program.ts";
import { REPOSITORY, type Stack, startStack } from "./stack.ts";

/**
 * Every signature vector of the contract (4.2), over real HTTP, at connections made with the vector's own
 * SharedId. A correctly signed vector gets a signed 422: no organization is mapped, so the answer repeats the
 * request's own totals and carries the vector's own digest.
 */
interface Vector {
  id: string;
  case: string;
  shared_id: string;
  body: { order_details?: Record<string, unknown> } & Record<string, unknown>;
  readings: string;
  digest: string;
  server: "verified" | "refused" | "library_only";
}

const vectors: Vector[] = JSON.parse(
  readFileSync(join(REPOSITORY, "packages/par-contract/vectors/signatures.json"), "utf8"),
);
const title = (vector: Vector) => `${vector.id} (${vector.readings}): ${vector.case}`;
const cases = (list: readonly Vector[]) => list.map((vector) => [title(vector), vector] as const);

/** The vector's body as a whole order; what it leaves out stays out. */
function orderOf(vector: Vector): Record<string, unknown> {
  const { order_details, ...top } = vector.body;
  if (order_details === undefined) return vector.body;
  const items = [{ line_id: "1", item_id: "anything", quantity: 1 }];
  return {
    organization_id: "ORG-VECTORS",
    ...top,
    order_details: { order_type: "takeout", items, ...order_details },
  };
}

async function provision(stack: Stack, slug: string, sharedId: string): Promise<Par> {
  const made = await stack.parley(
    "connection",
    "create",
    "--slug",
    slug,
    "--name",
    slug,
    "--shared-id",
    sharedId,
    "--json",
  );
  expect(made.output).toContain('"connection"');
  expect(made.code).toBe(0);
  const par = { ...stack.yummyTaco, sharedId };
  // The gateway gets a notification of it, a moment after the command has ended.
  await until(`${slug} is let in`, 30_000, async () => (await getOrder(par, "nobody")).status === 404);
  return par;
}

async function expectVerified(par: Par, vector: Vector): Promise<void> {
  for (const send of [validate, submit]) {
    const answer = await send(par, orderOf(vector), { digest: vector.digest });
    expect([answer.status, codes(answer)]).toEqual([422, ["unmapped_organization"]]);
  }
}

async function expectRefused(par: Par, vector: Vector, status: number): Promise<void> {
  for (const send of [validate, submit]) {
    const answer = await send(par, orderOf(vector), { digest: vector.digest });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-pch-digest")).toBeNull();
  }
}

const COMMON = "SharedSecret-2026-PAR";
const ofCommon = vectors.filter((vector) => vector.shared_id === COMMON);
const signed = ofCommon.filter((vector) => vector.server === "verified");
/** Exact decimals are read as R; truncated as T where there are more than two decimals. */
const exact = signed.filter((vector) => /[RT]/.test(vector.readings));
const onlyDouble = signed.filter((vector) => vector.readings === "X");

let stack: Stack;
let par: Par;
beforeAll(async () => {
  stack = await startStack();
  par = await provision(stack, "vectors", COMMON);
});
afterAll(() => stack?.[Symbol.asyncDispose]());

describe("as delivered (cents_mode exact)", () => {
  it.each(cases(exact))("verifies %s", async (_title, vector) => {
    await expectVerified(par, vector);
  });

  it.each(cases(exact.filter((vector) => vector.readings.startsWith("R"))))(
    "signs its answer with the same digest: %s",
    async (_title, vector) => {
      const answer = await validate(par, orderOf(vector), { digest: vector.digest });
      expect(answer.headers.get("x-pch-digest")).toBe(vector.digest);
      expect(stringToSign(answer.json)).toBe(stringToSign(vector.body));
    },
  );

  it.each(cases(onlyDouble))("refuses %s", async (_title, vector) => {
    await expectRefused(par, vector, 401);
  });

  it.each(cases(ofCommon.filter((vector) => vector.server === "refused")))(
    "answers 400 to %s",
    async (_title, vector) => {
      await expectRefused(par, vector, 400);
    },
  );

  it("covers the vectors that the contract wants refused", () => {
    const refused = vectors.filter((vector) => vector.server === "refused").map((vector) => vector.id);
    expect(refused).toEqual(["V03", "V09", "V16", "V17", "V17b", "V18"]);
    expect(onlyDouble.map((vector) => vector.id)).toEqual(["V04", "V05", "V07"]);
  });
});

describe("switched to cents_mode double_truncate", () => {
  beforeAll(async () => {
    const set = await stack.parley(
      "connection",
      "set-switch",
      "vectors",
      "cents_mode=double_truncate",
      "--json",
    );
    expect(set.code).toBe(0);
    const [first] = onlyDouble;
    if (first === undefined) throw new Error("No vector is read as a truncated double alone");
    await until("the switch is heard of", 30_000, async () => {
      return (await validate(par, orderOf(first), { digest: first.digest })).status === 422;
    });
  });

  it.each(cases(signed.filter((vector) => vector.readings.includes("X"))))(
    "verifies %s",
    async (_title, vector) => {
      await expectVerified(par, vector);
    },
  );

  it.each(cases(onlyDouble))("signs its answer in the same reading: %s", async (_title, vector) => {
    const answer = await validate(par, orderOf(vector), { digest: vector.digest });
    expect(answer.headers.get("x-pch-digest")).toBe(vector.digest);
  });

  it.each(cases(signed.filter((vector) => !vector.readings.includes("X"))))(
    "refuses %s",
    async (_title, vector) => {
      await expectRefused(par, vector, 401);
    },
  );
});

describe("SharedIds", () => {
  const find = (id: string) => {
    const vector = vectors.find((each) => each.id === id);
    if (vector === undefined) throw new Error(`No vector ${id}`);
    return vector;
  };

  it("V12: ten characters are enough, and no other connection may share them", async () => {
    const ten = find("V12");
    await expectVerified(await provision(stack, "ten-characters", ten.shared_id), ten);
    const longer = find("V13");
    const refused = await stack.parley(
      "connection",
      "create",
      "--slug",
      "longer",
      "--name",
      "longer",
      "--shared-id",
      longer.shared_id,
      "--json",
    );
    expect([refused.code, refused.output.includes("shared_id_taken")]).toEqual([1, true]);
    expect(longer.digest).toBe(ten.digest);
  });

  it("V13: of a longer one, the first ten characters key the digest and all of them the token", async () => {
    await using other = await startStack();
    const vector = find("V13");
    const longer = await provision(other, "longer", vector.shared_id);
    await expectVerified(longer, vector);
    const answer = await validate({ ...longer, sharedId: find("V12").shared_id }, orderOf(vector), {
      digest: vector.digest,
    });
    expect(answer.status).toBe(401);
  });

  it.each(["V14", "V15"])(
    "%s: one that is not plain ASCII cannot be stored; its digest is the library's matter",
    async (id) => {
      const vector = find(id);
      expect(vector.server).toBe("library_only");
      expect(digestOf(vector.shared_id, stringToSign(vector.body))).toBe(vector.digest);
      const refused = await stack.parley(
        "connection",
        "create",
        "--slug",
        "odd",
        "--name",
        "odd",
        "--shared-id",
        vector.shared_id,
        "--json",
      );
      expect([refused.code, refused.output.includes("invalid_shared_id")]).toEqual([1, true]);
    },
  );
});
