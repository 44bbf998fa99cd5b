/** The four calls of PAR's contract, by the names used in columns, labels and files. */
export type OperationName = "validate_order" | "submit_order" | "get_order" | "get_menu";

/** One endpoint: how it is reached and which way it is signed. */
export interface Operation {
  readonly name: OperationName;
  readonly method: "GET" | "POST";
  /** Canonical path; `{orderId}` stands for one percent-encoded segment. */
  readonly path: string;
  /** Served exactly like `path`. The flow page writes the plural, three other pages the singular. */
  readonly aliases: readonly string[];
  /** Whether the request must carry `x-pch-digest`. */
  readonly requestSigned: boolean;
  /** Whether an order answer to an authenticated (and, if `requestSigned`, verified) request is signed. */
  readonly answerSigned: boolean;
}

/**
 * Every endpoint of the contract.
 *
 * @example
 * ```ts
 * operations.submit_order.path; // "/posnext/order/submit"
 * ```
 */
export const operations = {
  validate_order: {
    name: "validate_order",
    method: "POST",
    path: "/posnext/order/validate",
    aliases: ["/posnext/orders/validate"],
    requestSigned: true,
    answerSigned: true,
  },
  submit_order: {
    name: "submit_order",
    method: "POST",
    path: "/posnext/order/submit",
    aliases: ["/posnext/orders/submit"],
    requestSigned: true,
    answerSigned: true,
  },
  get_order: {
    name: "get_order",
    method: "GET",
    path: "/posnext/orders/{orderId}",
    aliases: [],
    requestSigned: false,
    answerSigned: true,
  },
  get_menu: {
    name: "get_menu",
    method: "POST",
    path: "/posnext/menus",
    aliases: [],
    requestSigned: false,
    answerSigned: false,
  },
} as const satisfies { readonly [Name in OperationName]: Operation & { readonly name: Name } };

type Operations = typeof operations;

/** The operations whose requests have a body. */
export type BodyOperation = {
  [Name in OperationName]: Operations[Name]["method"] extends "POST" ? Name : never;
}[OperationName];

/** The operations whose requests carry a digest. Only a body that was verified for one of them is an order. */
export type SignedOperation = {
  [Name in OperationName]: Operations[Name]["requestSigned"] extends true ? Name : never;
}[OperationName];

/** All operation names, in PAR's order of events. */
export const operationNames: readonly OperationName[] = [
  "get_menu",
  "validate_order",
  "submit_order",
  "get_order",
];

/** The status path of an order, as `Location` and PAR's polling use it; the id is percent-encoded. */
export function statusPath(orderId: string): string {
  return operations.get_order.path.replace("{orderId}", () => encodeURIComponent(orderId));
}
