import type { Words } from "@parley/words";
import type { IssueView } from "../../issues/current.ts";

/** A page of the admin where something is done about an issue. */
export interface IssueStep {
  label: string;
  href: string;
}

/** What of an issue leads to its next step. */
type Leading = Pick<IssueView, "cause" | "locationId" | "connectionId" | "waiting" | "lastExchangeId">;

/** Where an issue is mended, and where the calls are that show it. */
export function nextStepOf(
  issue: Leading,
  say: Words<"issues">,
): { mend: IssueStep | null; calls: IssueStep | null } {
  const { cause, locationId, connectionId, waiting } = issue;
  const orders = waiting.reduce((sum, { count }) => sum + count, 0);
  // An issue of a connection, or of Parley itself, is of no store.
  const ofStore = locationId === null ? "" : `&store=${locationId}`;
  const toPos = {
    label: say("step.calls"),
    href: `/exchanges?kind=to_pos&store=${locationId}&show=failed`,
  };
  const ofConnection = {
    label: say("step.calls"),
    href: `/exchanges?connection=${connectionId}&show=refused`,
  };
  const calls = locationId !== null ? toPos : connectionId !== null ? ofConnection : null;
  switch (cause) {
    case "unmapped_id":
      return { mend: { label: say("step.map"), href: "/mappings" }, calls };
    case "menu_missing":
      return { mend: { label: say("step.menu"), href: `/menus/${locationId}` }, calls: null };
    case "pos_took_back":
    case "pos_has_it":
    case "crossed_orders":
    case "contradicted":
      return {
        mend: { label: say("step.dispute"), href: `/orders?show=disputed${ofStore}` },
        calls: null,
      };
    case "bad_signature":
    case "bad_token":
      return {
        mend:
          issue.lastExchangeId === null
            ? { label: say("step.connection"), href: "/connections" }
            : { label: say("step.exchange"), href: `/exchanges/${issue.lastExchangeId}` },
        calls,
      };
    default:
      if (orders > 0)
        return {
          mend: { label: say("step.orders"), href: `/orders?show=pending${ofStore}` },
          calls,
        };
      return {
        mend:
          issue.lastExchangeId === null || calls !== null
            ? calls
            : { label: say("step.exchange"), href: `/exchanges/${issue.lastExchangeId}` },
        calls,
      };
  }
}
