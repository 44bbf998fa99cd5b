import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Why a mutation changed nothing is told in the language of whoever asked for it. */

const REFUSED = "... on Error { code message }";
const SET = `mutation($input: SetMappingInput!) { done: setMapping(input: $input) { ${REFUSED} } }`;
const END = `mutation($input: EndMappingInput!) { done: endMapping(input: $input) { ${REFUSED} } }`;
const RETIRE = `mutation($input: RetireSharedIdInput!) { done: retireSharedId(input: $input) { ${REFUSED} } }`;
const CREATE = `mutation($input: CreateOperatorInput!) { done: createOperator(input: $input) { ${REFUSED} } }`;
const DISABLE = `mutation($input: DisableOperatorInput!) { done: disableOperator(input: $input) { ${REFUSED} } }`;

let door: TestDoor;
let admin: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  admin = await door.headersOf("admin");
});
afterAll(() => door[Symbol.asyncDispose]());

async function refused(query: string, input: object, language: string): Promise<unknown> {
  const { body } = await door.ask({ ...admin, "accept-language": language }, query, { input });
  expect(body.errors).toBeUndefined();
  return Object(body.data).done;
}

const pair = () => ({
  kind: "LOCATION",
  connectionId: door.own.connection.id,
  parId: door.own.parLocationId,
  targetId: door.own.location.id,
});
const ownRole = () => [{ role: "VIEWER", brandId: door.own.brand.id }];
const nobody = () => ({
  name: "Grace",
  email: `${crypto.randomUUID()}@example.com`,
  password: "wildflowers by the old mill",
  grants: [{ role: "VIEWER", locationId: "loc_none" }],
});

it.each<[what: string, query: string, input: () => object, english: RegExp, spanish: RegExp]>([
  [
    "an id that is mapped",
    SET,
    pair,
    /^This PAR id is mapped already, to /,
    /^Este id de PAR ya está asignado, a /,
  ],
  [
    "a store that is none",
    SET,
    () => ({ ...pair(), targetId: "loc_none" }),
    /^There is no such store\.$/,
    /^No existe esa tienda\.$/,
  ],
  [
    "a password that is short",
    CREATE,
    () => ({ ...nobody(), grants: ownRole(), password: "short" }),
    /^Use at least 12 characters; a sentence is fine\.$/,
    /^Use al menos 12 caracteres; una frase vale\.$/,
  ],
  [
    "an address that is none",
    CREATE,
    () => ({ ...nobody(), grants: ownRole(), email: "grace" }),
    /^This is not an e-mail address\.$/,
    /^Esto no es una dirección de correo\.$/,
  ],
  [
    "a mapping that is none",
    END,
    () => ({ mappingId: "map_none" }),
    /^There is no such mapping\.$/,
    /^No existe esa asignación\.$/,
  ],
  [
    "a SharedId that is none",
    RETIRE,
    () => ({ connectionId: door.own.connection.id, secretId: "sec_none" }),
    /no such SharedId in use/,
    /no tiene ese SharedId en uso/,
  ],
  ["a grant for no store", CREATE, nobody, /^There is no such store\.$/, /^No existe esa tienda\.$/],
  [
    "an operator who is none",
    DISABLE,
    () => ({ operatorId: "opr_none", expectedVersion: 1 }),
    /^There is no such operator\.$/,
    /^No existe ese usuario\.$/,
  ],
])("refuses %s in English and in Spanish", async (_what, query, input, english, spanish) => {
  const asked = input();
  expect(await refused(query, asked, "en")).toMatchObject({ message: expect.stringMatching(english) });
  expect(await refused(query, asked, "es")).toMatchObject({ message: expect.stringMatching(spanish) });
});
