/**
 * How a store's POS behaves after an unknown outcome. A answers a second request of a reference with
 * the first order, B refuses it, and C makes another order. D makes another order too, and cannot
 * look orders up. Each may be able to void orders as well.
 */
export interface TillClass {
  letter: "A" | "B" | "C" | "D";
  canVoid: boolean;
}

export const DEFAULT_TILL_CLASS: TillClass = { letter: "A", canVoid: false };

/** True where the till never places a reference twice. */
export function isUnique({ letter }: TillClass): boolean {
  return letter === "A" || letter === "B";
}

const ENTRY = /^([^=]+)=(?:([ABCD])(\+X)?|X)$/;

/**
 * Reads `YC-LC-002=C,BB-LC-001=D+X`. `*` means every store that has no entry of its own; `X`
 * alone is `C+X`. null where the text has another form.
 *
 * @example
 * parseTillClasses("*=C+X") // Map { "*" => { letter: "C", canVoid: true } }
 */
export function parseTillClasses(text: string): ReadonlyMap<string, TillClass> | null {
  const classes = new Map<string, TillClass>();
  for (const entry of text.split(",").filter((part) => part.trim() !== "")) {
    const [whole, store, letter, plus] = ENTRY.exec(entry.trim()) ?? [];
    if (whole === undefined || store === undefined || classes.has(store)) return null;
    classes.set(store, { letter: readLetter(letter), canVoid: letter === undefined || plus !== undefined });
  }
  return classes;
}

function readLetter(letter: string | undefined): TillClass["letter"] {
  return letter === "A" || letter === "B" || letter === "D" ? letter : "C";
}
