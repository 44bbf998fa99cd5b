import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { FilterForm } from "@/components/filter-bar/filter-form.tsx";
import { SelectFilter } from "@/components/filter-bar/select-filter.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { orderTypeName } from "@/components/order/order-type.ts";
import { formatUntil, type Reader } from "@/format/time.ts";
import { withParams } from "@/navigation/search-params.ts";
import { ClientWords, language, words } from "@/words/server.tsx";
import { ruleInWords } from "../guest-menu.ts";
import type { ShopMenu } from "./shop.graphql.ts";
import { Shop } from "./shop.tsx";
import { levelNamesOf, momentInWords, type ShopAsked } from "./shown.ts";

/** A store's menu as a guest's page of a shop, with the switches that decide what is on it. Nothing here changes anything. */
export async function ShopView({ store, menu, asked }: ShopViewProps) {
  const [say, ofOrder, ofMenu, frame, reader] = await Promise.all([
    words("shop"),
    words("order"),
    words("menu"),
    words("shell"),
    language(),
  ]);
  const { shown } = menu;
  const zone = store.timezone;
  const path = `/menus/${store.id}`;
  const here = { type: shown.orderType, at: asked.at, size: asked.level };
  const levels = levelNamesOf(menu);
  const type = orderTypeName(shown.orderType, ofOrder);
  const when = asked.at === null ? say("now") : say("at", { time: momentInWords(shown.at, zone, reader) });
  const until = (at: string) =>
    formatUntil(new Date(at), { zone, now: new Date(shown.at) }, {
      language: reader,
      frame,
    } satisfies Reader);
  const nextAt = shown.cards
    .flatMap(({ isServed, changesAt }) => (isServed || changesAt === null ? [] : [changesAt]))
    .toSorted()[0];
  return (
    <ClientWords rooms={["shop"]}>
      <div className="mb-3 flex flex-wrap items-end gap-2">
        <TabLinks
          label={ofMenu("type.label")}
          tabs={menu.orderTypes.map((each) => ({
            word: orderTypeName(each, ofOrder),
            href: withParams(path, { ...here, type: each }),
            isHere: each === shown.orderType,
          }))}
        />
        <FilterForm action={path} keep={{ type: shown.orderType }}>
          <input
            key={shown.localTime}
            type="datetime-local"
            name="at"
            aria-label={say("when")}
            title={say("when")}
            defaultValue={asked.at ?? shown.localTime}
            className={`${inputClass} sm:w-52`}
          />
          {levels.length > 0 && (
            <SelectFilter
              name="size"
              label={say("level")}
              all={say("anyLevel")}
              value={asked.level}
              isName
              options={levels.map((name) => ({ value: name, word: name }))}
            />
          )}
          <button type="submit" className={buttonClass("plain", "field")}>
            {say("show")}
          </button>
          {asked.at !== null && (
            <Link href={withParams(path, { ...here, at: null })} className={buttonClass("quiet", "field")}>
              {say("goNow")}
            </Link>
          )}
        </FilterForm>
      </div>
      {store.isPaused && (
        <div className="mb-3">
          <Notice tone="wait">{say("paused")}</Notice>
        </div>
      )}
      <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
        {shown.cards.map(({ menuId, isServed, changesAt }) => (
          <li key={menuId}>
            <span data-name="" className="font-medium">
              {menu.menus.find(({ id }) => id === menuId)?.name}
            </span>
            {" · "}
            {changesAt === null
              ? say(isServed ? "always" : "never")
              : say(isServed ? "servedUntil" : "servedFrom", { time: until(changesAt) })}
          </li>
        ))}
      </ul>
      {shown.categories.length === 0 ? (
        <Surface>
          <EmptyState icon="menus" title={say(shown.cards.length === 0 ? "none" : "closed")}>
            {shown.cards.length === 0
              ? say("noneHelp")
              : nextAt !== undefined && say("closedUntil", { time: until(nextAt) })}
          </EmptyState>
        </Surface>
      ) : (
        <Shop
          locationId={store.id}
          menu={menu}
          rules={menu.modifierGroups.map((group) => [group.id, ruleInWords(group, ofMenu)] as const)}
          currency={store.currency}
          levelName={asked.level}
          localTime={asked.at}
          asOf={say("asOf", { type, when })}
        />
      )}
    </ClientWords>
  );
}

interface ShopViewProps {
  store: { id: string; timezone: string; currency: string; isPaused: boolean };
  menu: ShopMenu;
  asked: ShopAsked;
}
