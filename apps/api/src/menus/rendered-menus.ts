import { type AnswerStyle, renderMenuLists } from "@parley/par-contract";
import type { Menu } from "../pos/menu.ts";
import { toParMenu } from "./par-menu.ts";

/** The lists of a menu answer as they are sent: from the comma before them to the end of the answer. */
export interface RenderedLists {
  readonly bytes: Buffer;
  /** How many UTF-16 units the text has. */
  readonly length: number;
  /** The beginning of the text, for the record of a call. */
  readonly beginning: string;
}

/**
 * Menus as PAR gets them, rendered once for each order type and style. A menu that anything has changed in (another
 * version, something that sold out, a pin, another currency) is another object, and nothing else than the object,
 * the order type and the style goes into the text: so what is kept is never old.
 */
export interface RenderedMenus {
  find(menu: Menu, orderType: string | null, style: Required<AnswerStyle>): RenderedLists;
}

/** What is kept in all, in bytes of answers and of what they are kept under; the one asked for longest ago makes room. */
const BYTES_MAX = 32 * 1024 * 1024;
const BEGINNING_MAX = 2 * 1024;

export function createRenderedMenus(bytesMax: number = BYTES_MAX): RenderedMenus {
  const numbers = new WeakMap<Menu, number>();
  const kept = new Map<string, RenderedLists>();
  let lastNumber = 0;
  let bytes = 0;

  function numberOf(menu: Menu): number {
    const known = numbers.get(menu);
    if (known !== undefined) return known;
    lastNumber += 1;
    numbers.set(menu, lastNumber);
    return lastNumber;
  }

  function makeRoom(): void {
    for (const [key, { bytes: old }] of kept) {
      if (bytes <= bytesMax) return;
      kept.delete(key);
      bytes -= sizeOf(key, old);
    }
  }

  return {
    find(menu, orderType, style) {
      const key = `${numberOf(menu)} ${style.spelling} ${style.taxRateUnit} ${orderType ?? ""}`;
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const text = renderMenuLists(toParMenu(menu, orderType), style);
      const lists = {
        bytes: Buffer.from(text),
        length: text.length,
        beginning: Buffer.from(text.slice(0, BEGINNING_MAX)).toString(),
      };
      kept.set(key, lists);
      bytes += sizeOf(key, lists.bytes);
      makeRoom();
      return lists;
    },
  };
}

/** An order type may be any text that a caller makes up. */
function sizeOf(key: string, lists: Buffer): number {
  return 2 * key.length + lists.length;
}
