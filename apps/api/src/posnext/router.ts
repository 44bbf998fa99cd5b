import {
  type BodyOperation,
  idProblem,
  type OperationName,
  operations,
  SchemaError,
} from "@parley/par-contract";
import { AppError } from "../errors.ts";

/** A call that names one of PAR's operations. */
export type Route = RouteBase & (BodyRoute | StatusRoute);

interface RouteBase {
  /** The connection named by the base path `/c/{slug}`, where one is. */
  slug: string | null;
  /** Which of the two spellings of the path was used; kept with the exchange. */
  spelling: "canonical" | "alias";
}

interface BodyRoute {
  operation: BodyOperation;
}

interface StatusRoute {
  operation: Exclude<OperationName, BodyOperation>;
  /** The `{orderId}` of the path, still percent-encoded. */
  orderId: string;
}

const BASE = /^\/c\/([a-z0-9][a-z0-9-]{0,62})(?=\/posnext\/)/;
const ORDER_ID = "{orderId}";

interface PatternBase {
  method: string;
  prefix: string;
  spelling: Route["spelling"];
}

type Pattern = PatternBase &
  ((BodyRoute & { takesId: false }) | (Pick<StatusRoute, "operation"> & { takesId: true }));

const patterns: readonly Pattern[] = Object.values(operations).flatMap((operation) =>
  [operation.path, ...operation.aliases].map((template, index): Pattern => {
    const base: PatternBase = {
      method: operation.method,
      prefix: template.replace(ORDER_ID, ""),
      spelling: index === 0 ? "canonical" : "alias",
    };
    return operation.method === "GET"
      ? { ...base, operation: operation.name, takesId: true }
      : { ...base, operation: operation.name, takesId: false };
  }),
);

/** True for every path below PAR's base paths, whether an operation has it or not. */
export function isPosnextPath(path: string): boolean {
  return /^(\/c\/[^/]*)?\/posnext(\/|$)/.test(path);
}

/**
 * Finds the operation of a call by exact comparison: a doubled slash, a trailing slash, another
 * case or an encoded slash makes another path, which is a 404.
 * @throws AppError `route_not_found`, or `method_not_allowed` with the allowed methods as reason.
 */
export function matchRoute(method: string, path: string): Route {
  const base = BASE.exec(path);
  const slug = base?.[1] ?? null;
  const rest = base === null ? path : path.slice(base[0].length);

  const matching = patterns.filter(({ prefix, takesId }) =>
    takesId ? rest.startsWith(prefix) && isOneSegment(rest.slice(prefix.length)) : rest === prefix,
  );
  const found = matching.find((pattern) => pattern.method === method);
  if (found !== undefined) {
    const { spelling } = found;
    return found.takesId
      ? { operation: found.operation, slug, spelling, orderId: rest.slice(found.prefix.length) }
      : { operation: found.operation, slug, spelling };
  }
  if (matching.length === 0) throw new AppError("route_not_found", { message: "There is no such route" });
  throw new MethodNotAllowed([...new Set(matching.map((pattern) => pattern.method))].sort());
}

/**
 * The order id of a status call's path. A text that cannot be an order's id (with a slash, or longer than any
 * id) becomes `""`, which is looked up like any other unknown id and not found.
 * @throws SchemaError `invalid_field` for a segment that is not percent-encoded UTF-8, or for a forbidden id.
 */
export function decodeOrderId(segment: string): string {
  const field = "orderId";
  const refuse = (message: string) =>
    new SchemaError([{ code: "invalid_field", message: `${field} ${message}`, field }]);
  let id: string;
  try {
    id = decodeURIComponent(segment);
  } catch {
    throw refuse("is not percent-encoded UTF-8");
  }
  if (id.includes("/") || id.includes("\\") || id === "." || id === ".." || id.length > 128) return "";
  const problem = idProblem(id);
  if (problem !== null) throw refuse(problem);
  return id;
}

/** 405, with what `Allow` must list: the union where paths overlap. */
export class MethodNotAllowed extends AppError {
  readonly allow: readonly string[];

  constructor(allow: readonly string[]) {
    super("method_not_allowed", { message: "This route does not take this method" });
    this.allow = allow;
  }
}

function isOneSegment(text: string): boolean {
  return text.length > 0 && !text.includes("/");
}
