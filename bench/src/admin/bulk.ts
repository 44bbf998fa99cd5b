import { processorMs } from "../processor.ts";
import type { Product } from "../stage.ts";

/** One act with a hundred thousand mappings, and what it took in milliseconds. */
export interface BulkAct {
  what: string;
  time: number;
  /** Of the API and of the database's backends. */
  processor: number;
}

const ANSWER = "__typename ... on Error { message }";
const LOOK = "query($id: ID!) { dryRunImport(id: $id) { digest created wrong } }";
const IMPORT = `mutation($input: ImportMappingsInput!) { importMappings(input: $input) { ${ANSWER} } }`;
const UNDO = `mutation($input: UndoImportInput!) { undoImport(input: $input) { ${ANSWER} } }`;

/**
 * Looks at the file that waits, imports it and undoes it, as the page of imports does.
 * @throws Error where one of them is refused
 */
export async function actInBulk(args: {
  importId: string;
  key: string;
  product: Product;
  serverPid: number;
}): Promise<BulkAct[]> {
  const { importId, key, product, serverPid } = args;
  const acts: BulkAct[] = [];

  async function act(what: string, query: string, variables: object): Promise<Record<string, unknown>> {
    const before = processorMs({ of: product.apiPid, childrenOf: serverPid });
    const startedAt = performance.now();
    const response = await fetch(`http://127.0.0.1:${product.apiPort}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables }),
    });
    const data: unknown = Reflect.get(Object(await response.json()), "data");
    const time = performance.now() - startedAt;
    const processor = processorMs({ of: product.apiPid, childrenOf: serverPid }) - before;
    const result: Record<string, unknown> = Object(Object.values(Object(data))[0]);
    if (!response.ok || !isAsAsked(result))
      throw new Error(`${what}: ${response.status} ${JSON.stringify(data)}`);
    acts.push({ what, time, processor });
    return result;
  }

  const { digest } = await act("dry run", LOOK, { id: importId });
  await act("import", IMPORT, { input: { importId, digest } });
  await act("undo", UNDO, { input: { importId } });
  return acts;
}

/** A plan without a wrong row, or the import. */
function isAsAsked({ __typename, wrong }: Record<string, unknown>): boolean {
  return __typename === undefined ? wrong === 0 : __typename === "MappingImport";
}
