/**
 * Which kind of POS a store plays after an unknown outcome. A gives a second request of a reference
 * the first order, B refuses it, C makes another order, and D does that too and cannot be asked for
 * any. Each may void orders as well.
 */
export interface TillClass {
  letter: "A" | "B" | "C" | "D";
  canVoid: boolean;
}

export const DEFAULT_TILL_CLASS: TillClass = { letter: "A", canVoid: false };

/** True where the till claims a reference, so that it is never placed twice. */
export function isUnique({ letter }: TillClass): boolean {
  return letter === "A" || letter === "B";
}

const ENTRY = /^([^=]+)=(?:([ABCD])(\+X)?|X)$/;

/**
 * Reads `YC-LC-002=C,BB-LC-001=D+X`. `*` stands for every store that has no entry of its own; `X`
 * alone is `C+X`. null where the text is nothing of the kind.
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
