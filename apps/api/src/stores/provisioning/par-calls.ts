import { type OperationName, operationNames, operations } from "@parley/par-contract";

/** One call of PAR's contract, as it reaches this gateway. */
export interface ParCall {
  name: OperationName;
  method: "GET" | "POST";
  /** `{orderId}` stands for the order's id. */
  url: string;
}

/** The four calls, in the order of events, below a base URL. */
export function parCalls(baseUrl: string): ParCall[] {
  return operationNames.map((name) => {
    const { method, path } = operations[name];
    return { name, method, url: `${baseUrl}${path}` };
  });
}
