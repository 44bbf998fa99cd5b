import type { Locator, Page } from "playwright-core";
import { until } from "./program.ts";

/** A person at the keyboard alone: every control is gone to by Tab, and pressed, filled or chosen by keys. */
export interface Keyboard {
  /** Presses Tab until this has the focus. */
  tabTo(target: Locator): Promise<void>;
  /** Goes there, and presses a key: Enter for what is a button or a link, Space for a box to tick. */
  press(target: Locator, key?: "Enter" | "Space"): Promise<void>;
  /** Goes there, and types over what stands in it. */
  write(target: Locator, text: string): Promise<void>;
  /** Goes to the choice of which this radio button is one, and walks it by arrows until this one is chosen. */
  choose(radio: Locator): Promise<void>;
  /** Goes to a place by the palette. */
  goTo(place: string): Promise<void>;
  /** Resolves once the focus is on this or within it; says where it is if it never comes. */
  isIn(target: Locator): Promise<void>;
}

const WITHIN_MS = 10_000;
/** A page on which more lie between two steps of one task keeps a keyboard user from it. */
const TABS_MAX = 40;

/**
 * @param tabsMax how many Tabs may lie between two controls; a list of fifty rows has many
 * @returns the keyboard of this page; it refuses to go on where the page has dropped the focus
 */
export function keyboardOf(page: Page, tabsMax = TABS_MAX): Keyboard {
  /** In a page that was just loaded nothing has the focus yet. */
  let isFresh = true;
  page.on("load", () => {
    isFresh = true;
  });

  const focused = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return at === null || at === document.body ? null : at.outerHTML.slice(0, 200);
    });

  /** Tab from one to the next, until there. */
  async function walk(target: Locator, isThere: () => Promise<boolean>): Promise<void> {
    await target.waitFor();
    if (!isFresh) await until(`the focus is kept, on the way to ${target}`, WITHIN_MS, focused);
    const passed: (string | null)[] = [];
    while (!(await isThere())) {
      if (passed.length >= tabsMax)
        throw new Error(`${tabsMax} Tabs do not lead to ${target}, but past:\n${passed.join("\n")}`);
      await page.keyboard.press("Tab");
      isFresh = false;
      passed.push(await focused());
    }
  }

  async function tabTo(target: Locator): Promise<void> {
    await walk(target, () => target.evaluate((element) => element === document.activeElement));
  }

  return {
    tabTo,
    async press(target, key = "Enter") {
      await tabTo(target);
      await page.keyboard.press(key);
    },
    async write(target, text) {
      await tabTo(target);
      await page.keyboard.press("Control+a");
      await page.keyboard.type(text);
    },
    async choose(radio) {
      const isInGroup = () =>
        radio.evaluate(
          (element) =>
            element.getAttribute("name") === document.activeElement?.getAttribute("name") &&
            document.activeElement.matches("[type=radio]"),
        );
      await walk(radio, isInGroup);
      await until(`an arrow leads to ${radio}`, WITHIN_MS, async () => {
        if (await radio.isChecked()) return true;
        await page.keyboard.press("ArrowDown");
        return null;
      });
    },
    async goTo(place) {
      const palette = page.getByRole("dialog", { name: "Find, go to, or do" });
      // A page that was just loaded does not hear keys yet.
      await until("the palette opens", WITHIN_MS, async () => {
        await page.keyboard.press("Control+k");
        return await palette.isVisible();
      });
      await page.keyboard.type(place);
      const option = palette.getByRole("option", { name: place }).and(page.locator("[id*='-/']"));
      await option.waitFor();
      await until(`an arrow leads to ${place}`, WITHIN_MS, async () => {
        if ((await option.getAttribute("aria-selected")) === "true") return true;
        await page.keyboard.press("ArrowDown");
        return null;
      });
      await page.keyboard.press("Enter");
      await palette.waitFor({ state: "hidden" });
    },
    async isIn(target) {
      await until(`the focus is in ${target}`, WITHIN_MS, () =>
        target.evaluate((element) => element.contains(document.activeElement)),
      );
    },
  };
}
