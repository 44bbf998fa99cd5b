import {
  answerStyle,
  currencyProblem,
  renderMenuHead,
  renderUnchangedMenu,
  SchemaError,
} from "@parley/par-contract";
import { AppError } from "../../errors.ts";
import { createRenderedMenus } from "../../menus/rendered-menus.ts";
import { parseMenuCall } from "../body.ts";
import type { BodyAct } from "../call.ts";
import type { PosnextContext } from "../context.ts";
import { menuReply } from "../reply.ts";
import { menuUnavailable, noteworthy, requireOrganization } from "./order-call.ts";

/** PAR pulls the store's menu. Served from the database; with a current `if_version`, without the lists. */
export function getMenu(ctx: PosnextContext): BodyAct<"get_menu"> {
  const rendered = createRenderedMenus();

  return async (call) => {
    const { request, drift } = parseMenuCall(call.body);
    call.note({ drift: noteworthy(drift) });
    const parOrganizationId = requireOrganization(call);
    const parLocationId = request.locationId ?? call.caller.claims.locationId;
    if (parLocationId === null) {
      const field = "location_id";
      throw new SchemaError([{ code: "missing_field", message: `${field} is missing`, field }]);
    }
    const ids = { connectionId: call.caller.connection.id, parOrganizationId, parLocationId };
    const resolution = await call.stage("map", () => ctx.ids.resolve(ids));
    if (resolution.kind === "unmapped") {
      await ctx.ids.queue({ ...ids, code: resolution.code, exchangeId: call.message.id });
      throw unmappedError(resolution.code);
    }
    const { store } = resolution;
    const problem = currencyProblem(store.currency);
    if (problem !== null)
      throw new AppError("menu_unavailable", { message: `The store has no menu: ${problem}` });
    const current = await call.stage("menu", () => ctx.menus.getCurrent(store.locationId));
    if (current === null) throw menuUnavailable();
    const unchanged = request.ifVersion === current.version;
    const style = answerStyle(call.switches);
    const head = {
      organizationId: parOrganizationId,
      locationId: parLocationId,
      requestUid: request.requestUid,
      requestDatetime: request.requestDatetime,
      menuVersion: current.version,
      generatedAt: current.confirmedAt,
      currency: store.currency,
    };
    const { menuId } = current;
    ctx.servings.note({ menuId, connectionId: ids.connectionId, as: "menuCalls", at: ctx.now() });
    return unchanged
      ? menuReply(renderUnchangedMenu(head, style), null, store)
      : menuReply(renderMenuHead(head, style), rendered.find(current.menu, request.orderType, style), store);
  };
}

/** A menu call has no order to answer with: the same codes travel in an error body. */
function unmappedError(code: "unmapped_organization" | "unmapped_location"): AppError {
  const field = code === "unmapped_organization" ? "organization_id" : "location_id";
  const message = `This ${field} is not known here`;
  return new AppError(code, { message, issues: [{ code, message, field }] });
}
