/** One field of two messages, with the text that each has for it; null where one has none. */
export interface ComparedField {
  name: string;
  first: string | null;
  second: string | null;
}

/** Fields of two messages side by side: those of the first in its order, then what only the second has. */
export function sideBySide(
  first: ReadonlyMap<string, string>,
  second: ReadonlyMap<string, string>,
): ComparedField[] {
  const names = [...first.keys(), ...[...second.keys()].filter((name) => !first.has(name))];
  return names.map((name) => ({
    name,
    first: first.get(name) ?? null,
    second: second.get(name) ?? null,
  }));
}

export function differs({ first, second }: ComparedField): boolean {
  return first !== second;
}

/** What is another in every call, by the last part of its name in any spelling: that it differs tells nothing. */
const OF_EACH_CALL = [
  "requestuid",
  "requestdatetime",
  "requestid",
  "processedat",
  "xpchdigest",
  "authorization",
  "contentlength",
  "date",
  "retryafter",
];

/** The first difference that two calls would not have anyway; where there is none, the first of all. */
export function tellingDifference(fields: readonly ComparedField[]): ComparedField | undefined {
  const different = fields.filter(differs);
  return different.find(({ name }) => !isOfEachCall(name)) ?? different[0];
}

function isOfEachCall(name: string): boolean {
  const last = name.split(".").at(-1) ?? "";
  return OF_EACH_CALL.includes(last.toLowerCase().replace(/[^a-z]/g, ""));
}

/** Headers by name; one that comes twice is numbered. */
export function headerFields(headers: readonly { name: string; value: string }[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { name, value } of headers) {
    let free = name;
    for (let at = 2; fields.has(free); at += 1) free = `${name} (${at})`;
    fields.set(free, value);
  }
  return fields;
}

/**
 * The fields of a body by their path, each as it was sent: `29.10` stays apart from `29.1`, for a digest would differ.
 * A body that is no JSON is one field.
 */
export function bodyFields(body: string | null): Map<string, string> {
  if (body === null || body === "") return new Map();
  try {
    JSON.parse(body);
  } catch {
    return new Map([["", body]]);
  }
  const fields = new Map<string, string>();
  const tokens = body.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  /** Where the next value belongs: a field's name, or a place in a list. */
  const open: (string | number)[] = [];
  for (const [at, token] of tokens.entries()) {
    const here = open.at(-1);
    if (tokens[at + 1] === ":") open[open.length - 1] = String(JSON.parse(token));
    else if (token === "{" || token === "[") {
      const isEmpty = tokens[at + 1] === "}" || tokens[at + 1] === "]";
      if (isEmpty) fields.set(open.join("."), token === "{" ? "{}" : "[]");
      open.push(token === "{" ? "" : 0);
    } else if (token === "}" || token === "]") open.pop();
    else if (token === ",") {
      if (typeof here === "number") open[open.length - 1] = here + 1;
    } else if (token !== ":") fields.set(open.join("."), token);
  }
  return fields;
}
