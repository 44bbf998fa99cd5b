import { createHash } from "node:crypto";
import type { CallControl, MenuOutcome } from "../adapter.ts";
import { MenuError } from "../bridge/menu-error.ts";
import { callSquare, type SquareAnswer, type SquareTarget } from "./call.ts";
import { catalogAnswer, locationAnswer, OBJECT_TYPES, type SquareObject } from "./catalog.ts";
import { readSquareMenu } from "./menu.ts";
import type { SquareSettings } from "./settings.ts";

const LOCATION_BYTES_MAX = 256 * 1024;
const PAGE_BYTES_MAX = 16 * 1024 * 1024;
const PAGE_SIZE = 1_000;
/** No real menu has 50,000 objects, and a cursor that never ends is a fault. */
const PAGES_MAX = 50;

/**
 * Pulls the location and the whole catalog, page by page, and makes the location's menu from them. The
 * etag is computed from the menu and is not Square's `latest_time`: when a sold-out mark expires, the menu
 * changes but the catalog does not, and most changes of a seller's catalog concern other locations.
 */
export async function fetchSquareMenu(
  target: SquareTarget,
  settings: SquareSettings,
  known: { etag: string | null },
  ctl: CallControl,
): Promise<MenuOutcome> {
  const { location_id: locationId } = settings;
  const { answer } = await callSquare(
    target,
    {
      make: (client) => client.locations.get({ locationId }),
      shape: locationAnswer,
      answerBytesMax: LOCATION_BYTES_MAX,
    },
    ctl,
  );
  if (answer.kind !== "success") return failed(answer);
  const { location } = answer.value;
  if (location.id !== locationId) return { kind: "failed", reason: "menu_of_another_store" };
  if (location.status === "INACTIVE") return { kind: "failed", reason: "location_inactive" };
  const objects = await fetchObjects(target, ctl);
  if (!Array.isArray(objects)) return objects;
  try {
    const menu = readSquareMenu(objects, { location, now: target.now() });
    const etag = createHash("sha256").update(JSON.stringify(menu)).digest("hex");
    return known.etag === etag ? { kind: "unchanged" } : { kind: "menu", menu, etag };
  } catch (error) {
    if (error instanceof MenuError) return { kind: "failed", reason: `menu_invalid: ${error.message}` };
    throw error;
  }
}

async function fetchObjects(target: SquareTarget, ctl: CallControl): Promise<SquareObject[] | MenuOutcome> {
  const objects: SquareObject[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { answer } = await callSquare(
      target,
      {
        make: (client) =>
          client.catalog.search({
            objectTypes: OBJECT_TYPES,
            limit: PAGE_SIZE,
            ...(cursor === undefined ? {} : { cursor }),
          }),
        shape: catalogAnswer,
        answerBytesMax: PAGE_BYTES_MAX,
      },
      ctl,
    );
    if (answer.kind !== "success") return failed(answer);
    objects.push(...(answer.value.objects ?? []));
    cursor = answer.value.cursor || undefined;
    if (cursor === undefined) return objects;
  }
  return { kind: "failed", reason: "menu_invalid: the catalog does not end" };
}

function failed(answer: Exclude<SquareAnswer<unknown>, { kind: "success" }>): MenuOutcome {
  if (answer.kind !== "error") return { kind: "failed", reason: answer.reason };
  return { kind: "failed", reason: answer.errors[0]?.code.toLowerCase() ?? `status_${answer.status}` };
}
