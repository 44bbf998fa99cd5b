/** What a demo store's POS promises, in the form of the store's settings. */
export interface DemoClass {
  class: "A" | "B" | "C" | "D";
  can_void: boolean;
}

const ENTRY = /^([^=]+)=(?:([ABCD])(\+X)?|X)$/;
const LETTERS = ["A", "B", "C", "D"] as const;

/**
 * Reads the same text as the simulated POS, `YC-LC-002=C,BB-LC-001=D+X` or `*=B`, so that the gateway assumes
 * the class that each demo store's POS plays. Unreadable text is ignored here; the simulator refuses it.
 */
export function demoClasses(text: string): (store: string) => DemoClass | null {
  const named = new Map<string, DemoClass>();
  for (const entry of text.split(",")) {
    const [whole, store, letter, plus] = ENTRY.exec(entry.trim()) ?? [];
    if (whole === undefined || store === undefined) continue;
    const known = LETTERS.find((one) => one === letter) ?? "C";
    named.set(store, { class: known, can_void: letter === undefined || plus !== undefined });
  }
  return (store) => named.get(store) ?? named.get("*") ?? null;
}
