import type { Words } from "@parley/words";
import type { IssueView } from "./current.ts";

/** A page of the admin where something is done about an issue. */
export interface IssueStep {
  label: string;
  href: string;
}

/** What of an issue leads to its next step. */
type Leading = Pick<
  IssueView,
  "id" | "cause" | "subjectId" | "locationId" | "waiting" | "effects" | "lastExchangeId"
>;

/** Where an issue is mended, and where the calls are that show it. Every list holds what is of the issue, and no more. */
export function nextStepOf(
  issue: Leading,
  say: Words<"issues">,
): { mend: IssueStep | null; calls: IssueStep | null } {
  const { id, cause, subjectId, locationId, waiting, effects, lastExchangeId } = issue;
  const orders = `/orders?issue=${id}`;
  // What began or ended without a call is counted, too.
  const hasCalls = effects > 0 && lastExchangeId !== null;
  const calls = hasCalls ? { label: say("step.calls"), href: `/exchanges?issue=${id}` } : null;
  switch (cause) {
    case "unmapped_id":
      return { mend: { label: say("step.map"), href: "/mappings" }, calls };
    case "menu_missing":
      return { mend: { label: say("step.menu"), href: `/menus/${locationId}` }, calls };
    case "menu_held":
      return { mend: { label: say("step.held"), href: `/menus/${locationId}/versions` }, calls };
    case "rollout_stopped":
      return { mend: { label: say("step.rollout"), href: `/menus/rollouts/${subjectId}` }, calls };
    case "store_silent":
    case "answers_late":
      return { mend: { label: say("step.store"), href: `/stores/${locationId}` }, calls };
    case "secret_expiring":
      return { mend: { label: say("step.connection"), href: "/connections" }, calls };
    case "pos_took_back":
    case "pos_has_it":
    case "crossed_orders":
    case "contradicted":
      return waiting.length > 0
        ? { mend: { label: say("step.dispute"), href: orders }, calls }
        : { mend: calls, calls };
    case "bad_signature":
    case "bad_token":
      return {
        mend:
          lastExchangeId === null
            ? { label: say("step.connection"), href: "/connections" }
            : { label: say("step.exchange"), href: `/exchanges/${lastExchangeId}` },
        calls,
      };
    default:
      return waiting.length > 0
        ? { mend: { label: say("step.orders"), href: orders }, calls }
        : { mend: calls, calls };
  }
}
