import { createSigningKey, parseSigningKey, signingKeyText } from "@parley/bridge-contract";

/** A new key of the bridge, as text. */
export const makeBridgeKey = createSigningKey;

/** A key in its one spelling; null where the text is none. */
export function bridgeKeyOf(text: string): string | null {
  try {
    return signingKeyText(parseSigningKey(text));
  } catch {
    // No message may contain the text of a secret.
    return null;
  }
}
