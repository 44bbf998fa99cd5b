import { countOperators } from "@parley/db/operators";
import { describe, expect, it } from "vitest";
import { setupCode } from "../../auth/setup-code.ts";
import { MASTER_KEY, openTestDoor, PASSWORD } from "../testing/door.ts";

const text = `mutation($input: CreateFirstOperatorInput!) { createFirstOperator(input: $input) { __typename
  ... on Operator { id name email canEditMappings grants { role brand { id } } } ... on Error { code message } ... on InvalidInput { field } } }`;

const input = { setupCode: setupCode(MASTER_KEY), name: "Ada", email: "Ada@Example.com", password: PASSWORD };

describe("createFirstOperator", () => {
  it("makes an admin of every brand for whoever has the setup code, once", async () => {
    await using door = await openTestDoor();
    const needed = "{ setup { needsFirstOperator demo } }";
    expect((await door.ask({}, needed)).body).toEqual({
      data: { setup: { needsFirstOperator: true, demo: false } },
    });
    expect((await door.ask({}, text, { input })).body).toMatchObject({
      data: {
        createFirstOperator: {
          __typename: "Operator",
          name: "Ada",
          email: "ada@example.com",
          canEditMappings: true,
          grants: [{ role: "OWNER", brand: null }],
        },
      },
    });
    expect((await door.ask({}, needed)).body).toEqual({
      data: { setup: { needsFirstOperator: false, demo: false } },
    });
    const again = await door.ask({}, text, { input: { ...input, email: "eve@example.com" } });
    expect(again.body).toMatchObject({ data: { createFirstOperator: { code: "NOT_ALLOWED" } } });
    expect(await countOperators(door.test.db)).toBe(1);
  });

  it("makes one of two who ask at once", async () => {
    await using door = await openTestDoor();
    const answers = await Promise.all(
      [1, 2, 3].map((i) => door.ask({}, text, { input: { ...input, email: `ada${i}@example.com` } })),
    );
    expect(JSON.stringify(answers).match(/"__typename":"Operator"/g)).toHaveLength(1);
    expect(await countOperators(door.test.db)).toBe(1);
  });

  it("does nothing without the setup code, and stops guessing", async () => {
    await using door = await openTestDoor();
    for (let i = 0; i < 10; i++) {
      const wrong = await door.ask({}, text, { input: { ...input, setupCode: `AAAAAAAAA${i}` } });
      expect(wrong.body).toMatchObject({
        data: {
          createFirstOperator: {
            code: "NOT_ALLOWED",
            message: expect.stringContaining("not the setup code"),
          },
        },
      });
    }
    const late = await door.ask({}, text, { input });
    expect(late.body).toMatchObject({
      data: {
        createFirstOperator: { code: "NOT_ALLOWED", message: expect.stringContaining("Too many tries") },
      },
    });
    expect(await countOperators(door.test.db)).toBe(0);
  });

  it.each([
    ["password", "password1234"],
    ["password", "short"],
    ["email", "no address"],
    ["name", "  "],
  ])("says what is wrong with the %s %j", async (field, value) => {
    await using door = await openTestDoor();
    const { body } = await door.ask({}, text, { input: { ...input, [field]: value } });
    expect(body).toMatchObject({
      data: { createFirstOperator: { __typename: "InvalidInput", code: "INVALID", field } },
    });
    expect(await countOperators(door.test.db)).toBe(0);
  });
});
