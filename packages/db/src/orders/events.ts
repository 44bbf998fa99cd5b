import { toJsonText } from "../json.ts";
import type { NewEvent } from "./types.ts";

/** An event's detail as a JSON parameter. */
export function detailOf(event: NewEvent): string | null {
  return event.detail === undefined || event.detail === null ? null : toJsonText(event.detail);
}
