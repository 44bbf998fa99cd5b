import fc from "fast-check";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { createGather } from "./gather.ts";

/** A failure as the driver throws it. */
function serverSays(code: string): Error {
  return Object.assign(Object.create(postgres.PostgresError.prototype), { message: code, code });
}

/** Two items, this one and the next, that are too long for one statement. */
const LONG = 1_004;

/** Statements that stay under way until the test ends them, over a table of what was committed. */
function openTable() {
  const committed: number[] = [];
  const statements: { items: readonly number[]; end(failure?: Error, isDone?: boolean): Promise<void> }[] =
    [];
  const gather = createGather<number, string>({
    write: (items) =>
      new Promise((resolve, reject) => {
        statements.push({
          items,
          async end(failure, isDone = failure === undefined) {
            if (isDone) committed.push(...items);
            if (failure === undefined) resolve(items.map((item) => `wrote ${item}`));
            else reject(failure);
            await settled();
          },
        });
      }),
    // One of them for each of ten keys.
    areApart: (one, other) => one % 10 === other % 10,
    lengthOf: (item) => (item === LONG || item === LONG + 1 ? 100 * 1024 : 1),
  });
  return { gather, statements, committed };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a gathered write", () => {
  it("goes at once where none is under way, and together with those that came meanwhile", async () => {
    const { gather, statements } = openTable();
    const all = Promise.all([1, 2, 3].map(gather));
    expect(statements.map(({ items }) => items)).toEqual([[1]]);
    await statements[0]?.end();
    expect(statements.map(({ items }) => items)).toEqual([[1], [2, 3]]);
    await statements[1]?.end();
    expect(await all).toEqual(["wrote 1", "wrote 2", "wrote 3"]);
    void gather(4);
    expect(statements[2]?.items).toEqual([4]);
  });

  it("hears of no other's commit before its own", async () => {
    const { gather, statements } = openTable();
    const heard: string[] = [];
    for (const item of [1, 2]) void gather(item).then((said) => heard.push(said));
    await statements[0]?.end();
    expect(heard).toEqual(["wrote 1"]);
  });

  it("is beside nobody that it must not be beside, and beside so many at most", async () => {
    const { gather, statements } = openTable();
    for (const item of [1, 2, 12, 3, LONG, LONG + 1]) void gather(item);
    for (let at = 0; at < 4; at += 1) await statements[at]?.end();
    expect(statements.map(({ items }) => items)).toEqual([[1], [2, 3, LONG], [12, LONG + 1]]);
    const many = createGather<number, number>({
      write: async (items) => {
        await settled();
        sizes.push(items.length);
        return items;
      },
      areApart: () => false,
      lengthOf: () => 1,
    });
    const sizes: number[] = [];
    await Promise.all(Array.from({ length: 70 }, (_, n) => many(n)));
    expect(sizes).toEqual([1, 32, 32, 5]);
  });

  it("is written again alone where its statement was refused, so that it fails for nobody else", async () => {
    for (const code of ["23505", "23503", "55P03", "40P01"]) {
      const { gather, statements, committed } = openTable();
      const all = Promise.allSettled([1, 2, 3, 4].map(gather));
      await statements[0]?.end();
      await statements[1]?.end(serverSays(code));
      expect(statements.slice(2).map(({ items }) => items)).toEqual([[2], [3], [4]]);
      await statements[2]?.end();
      await statements[3]?.end(serverSays(code));
      await statements[4]?.end();
      expect((await all).map(({ status }) => status)).toEqual([
        "fulfilled",
        "fulfilled",
        "rejected",
        "fulfilled",
      ]);
      expect(committed).toEqual([1, 2, 4]);
    }
  });

  it("is not written again where nobody can say whether it was, or the server is in trouble", async () => {
    const lost = Object.assign(new Error("lost"), { code: "CONNECTION_CLOSED" });
    for (const failure of [lost, serverSays("57P01"), serverSays("57014"), serverSays("53100")]) {
      const { gather, statements } = openTable();
      const all = Promise.allSettled([1, 2, 3].map(gather));
      await statements[0]?.end();
      await statements[1]?.end(failure, true);
      expect(statements).toHaveLength(2);
      const [, ...both] = await all;
      expect(both).toEqual([
        { status: "rejected", reason: failure },
        { status: "rejected", reason: failure },
      ]);
    }
  });

  it("does not wait for one that has stalled", async () => {
    const { gather, statements } = openTable();
    const all = Promise.all([1, 2, 3].map(gather));
    await expect.poll(() => statements.map(({ items }) => items)).toEqual([[1], [2, 3]]);
    await statements[1]?.end();
    await statements[0]?.end();
    expect(await all).toHaveLength(3);
  });

  it("is committed once or not at all, and told the truth, whatever comes between", async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ act: fc.constant("add" as const), key: fc.nat(9) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          act: fc.constant("end" as const),
          which: fc.nat(3),
          how: fc.constantFrom("done", "done", "done", "refused", "lost", "lost after commit", "full"),
        }),
      },
    );
    const failures = { refused: serverSays("23505"), full: serverSays("53100") };
    const lost = Object.assign(new Error("lost"), { code: "STATEMENT_TIMEOUT" });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { gather, statements, committed } = openTable();
        const open = new Set(statements);
        const told: { item: number; result: Promise<{ said: string | null; error: unknown }> }[] = [];
        const next = (which: number) => {
          for (const statement of statements.splice(0)) open.add(statement);
          const statement = [...open][which % Math.max(1, open.size)];
          if (statement !== undefined) open.delete(statement);
          return statement;
        };
        for (const one of steps) {
          if (one.act === "add") {
            const item = 10_000 + told.length * 10 + one.key;
            told.push({
              item,
              result: gather(item).then(
                (said) => ({ said, error: null }),
                (error: unknown) => ({ said: null, error }),
              ),
            });
            continue;
          }
          const statement = next(one.which);
          if (statement === undefined) continue;
          expect(new Set(statement.items.map((item) => item % 10)).size).toBe(statement.items.length);
          if (one.how === "done") await statement.end();
          else if (one.how === "refused" || one.how === "full") await statement.end(failures[one.how]);
          else await statement.end(lost, one.how === "lost after commit");
        }
        for (let rest = next(0); rest !== undefined; rest = next(0)) await rest.end();
        for (const { item, result } of told) {
          const { said, error } = await result;
          const times = committed.filter((other) => other === item).length;
          if (said !== null) expect([said, times]).toEqual([`wrote ${item}`, 1]);
          else if (error === lost) expect(times).toBeLessThanOrEqual(1);
          else expect(times).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
