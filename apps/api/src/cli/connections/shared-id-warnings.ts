import { weaknessesOf } from "../../stores/provisioning/shared-id-strength.ts";

/** What a person should know about a SharedId; null for one that was made here. */
export function warningsAbout(sharedId: string | null): string[] {
  if (sharedId === null) return ["The SharedId is shown this once; hand it to PAR over a safe channel."];
  return weaknessesOf(sharedId);
}
