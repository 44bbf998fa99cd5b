import { parseSwitches, renderMenuAnswer } from "@parley/par-contract";
import type { CurrentMenu } from "../menus/current-menu.ts";
import { toParMenu } from "../menus/par-menu.ts";

/** A store's menu as PAR gets it for all order types: the same text except for the echo of PAR's request. */
export function menuAsPar(args: {
  current: CurrentMenu;
  currency: string;
  parOrganizationId: string | null;
  parLocationId: string;
  /** The connection's switches as stored: they determine names and units. */
  switches: unknown;
}): string {
  const { current, currency, parOrganizationId, parLocationId } = args;
  const switches = parseSwitches(args.switches);
  return renderMenuAnswer(
    {
      organizationId: parOrganizationId,
      locationId: parLocationId,
      requestUid: null,
      requestDatetime: null,
      menu: toParMenu(current.menu),
      menuVersion: current.version,
      generatedAt: current.confirmedAt,
      currency,
    },
    { spelling: switches.answer_spelling, taxRateUnit: switches.tax_rate_unit },
  );
}
