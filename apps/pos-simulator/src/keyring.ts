import type { SigningKey } from "@parley/bridge-contract";

/** The key that this POS verifies and signs with; a person puts another in its place. */
export interface Keyring {
  key: SigningKey;
}
