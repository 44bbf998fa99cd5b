"use client";

import { languageNames, languages } from "@parley/words/language";
import { useLanguage, useWords } from "@parley/words/react";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { type PageAct, usePresentActs } from "@/components/acts/page-acts.tsx";
import type { IconName } from "@/components/display/icon.tsx";
import { amountFilter, amountsPath } from "@/components/submit/amounts.ts";
import type { SubmitStateName } from "@/components/submit/submit-row.ts";
import { useOfferedSettings, usePlaces } from "@/navigation/offered-places.tsx";
import { themes } from "@/preferences/theme.ts";
import { useSetLanguage, useTheme } from "@/preferences/use-preferences.ts";
import { signOut } from "../sign-out.ts";
import { idIn, type Selection } from "./selection.ts";
import { SubmitDetail, SubmitName } from "./submit-choice.tsx";
import { type Found, useDirectory } from "./use-found.ts";

/** A line of the palette. */
export interface Choice {
  id: string;
  label: ReactNode;
  detail?: ReactNode;
  icon: IconName;
  state?: SubmitStateName;
  act: () => void;
}

export interface ChoiceGroup {
  id: string;
  name: string;
  choices: readonly Choice[];
}

/** Of one kind at most so many, so that the kinds below stay in view. */
const EACH_MAX = 5;

/**
 * What the palette offers for what was typed: acts on the row in focus or on the page, orders and calls, stores, PAR's
 * ids, places, and the operator's own. Acts come first, because they are there at once and move nothing later.
 */
export function useChoices({ typed, selection, found, openKeys, say: tell }: ChoicesProps): ChoiceGroup[] {
  const say = useWords("shell");
  const router = useRouter();
  const path = usePathname();
  const acts = usePresentActs();
  const directory = useDirectory(typed !== "");
  const [theme, setTheme] = useTheme();
  const language = useLanguage();
  const setLanguage = useSetLanguage();
  const places = usePlaces();
  const settings = useOfferedSettings();

  const go = (to: string) => () => router.push(to);
  const copy = (text: string) => () => {
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => tell(say("copy.done")),
      () => tell(say("copy.failed")),
    );
  };
  const offer = (act: PageAct): Offered => ({
    id: `act ${act.name}`,
    label: act.name,
    icon: act.icon,
    act: "go" in act.does ? go(act.does.go) : "copy" in act.does ? copy(act.does.copy) : act.does.run,
  });

  const id = selection === null ? idIn(path) : selection.id;
  const here = selection?.path ?? path;
  const withThis: Offered[] = [
    // To whoever types, a row that happens to be called so is no better than any other.
    ...(selection === null || typed !== ""
      ? []
      : [
          {
            id: "open",
            label: say("palette.openRow", { row: selection.name }),
            icon: "right" as const,
            act: go(selection.path),
          },
        ]),
    // A page's own acts are not about a row of it.
    ...(selection === null ? acts.map(offer) : []),
    ...(id === null
      ? []
      : [{ id: "id", label: say("palette.copyId"), detail: id, icon: "copy" as const, act: copy(id) }]),
    ...(selection === null && id === null
      ? []
      : [
          {
            id: "link",
            label: say("palette.copyLink"),
            icon: "link" as const,
            act: () => copy(new URL(here, window.location.href).href)(),
          },
        ]),
  ];
  const goTo: Offered[] = places.map((place) => ({
    id: place.href,
    label: say(`places.${place.id}.name`),
    detail: say(`places.${place.id}.question`),
    icon: place.icon,
    act: go(place.href),
  }));
  const settingsPages: Offered[] = settings.map(({ id: setting, href, name, about }) => ({
    id: `setting ${setting}`,
    label: say("palette.setting", { page: name }),
    detail: about,
    icon: "settings",
    act: go(href),
  }));
  const own: Offered[] = [
    {
      id: "keys",
      label: say("palette.keys"),
      detail: say("palette.keysDetail"),
      icon: "overview",
      act: openKeys,
    },
    ...themes
      .filter((each) => each !== theme)
      .map((each) => ({
        id: `theme ${each}`,
        label: say("palette.themeTo", { theme: say(`account.themes.${each}`) }),
        icon: "edit" as const,
        act: () => setTheme(each),
      })),
    ...languages
      .filter((each) => each !== language)
      .map((each) => ({
        id: `language ${each}`,
        label: say("palette.languageTo", { language: languageNames[each] }),
        icon: "edit" as const,
        act: () => setLanguage(each),
      })),
    {
      id: "sign out",
      label: say("account.signOut"),
      icon: "signOut",
      act: () => signOut().then((isOut) => isOut || tell(say("account.signOutFailed"))),
    },
  ];
  const stores: Offered[] = (directory?.locations ?? []).flatMap(({ id: store, name, code, brand }) => [
    {
      id: `store ${store}`,
      label: name,
      detail: `${code} · ${brand.name}`,
      icon: "overview" as const,
      act: go(`/stores/${store}`),
    },
    {
      id: `menu ${store}`,
      label: say("palette.storeMenu", { store: name }),
      detail: `${code} · ${brand.name}`,
      icon: "menus" as const,
      act: go(`/menus/${store}`),
    },
    {
      id: `orders ${store}`,
      label: say("palette.storeOrders", { store: name }),
      detail: `${code} · ${brand.name}`,
      icon: "orders" as const,
      act: go(`/orders?store=${store}`),
    },
  ]);
  const ids: Offered[] = [
    ...(directory?.unmappedIds ?? []).map((each) => ({ ...each, detail: say("palette.unmapped") })),
    ...(directory?.mappings ?? []).map((each) => ({
      ...each,
      detail: say("palette.mapsTo", { target: each.target.name }),
    })),
  ].map(({ id: mapping, parId, detail }) => ({
    id: mapping,
    label: parId,
    detail,
    icon: "mappings",
    act: go(`/mappings?q=${encodeURIComponent(parId)}`),
  }));

  const isNew = ({ label }: Offered) => !withThis.some((each) => each.label === label);
  const groups: ChoiceGroup[] = [
    { id: "acts", name: say("palette.acts"), choices: matching(withThis, typed, withThis.length) },
    { id: "orders", name: say("palette.orders"), choices: submitChoices() },
    {
      id: "stores",
      name: say("palette.stores"),
      choices: typed === "" ? [] : matching(stores.filter(isNew), typed),
    },
    { id: "ids", name: say("palette.mappings"), choices: typed === "" ? [] : matching(ids, typed) },
    {
      id: "places",
      name: say("palette.places"),
      // The parts of the settings are for whoever looks for one: eight more would hide what is below.
      choices: [
        ...matching(goTo, typed, goTo.length),
        ...(typed === "" ? [] : matching(settingsPages, typed, settingsPages.length)),
      ],
    },
    { id: "own", name: say("palette.account"), choices: matching(own, typed) },
  ];
  return groups.filter(({ choices }) => choices.length > 0);

  function submitChoices(): Choice[] {
    if (typed === "") return [];
    const readings = found.search?.understoodAs ?? [];
    const amounts = found.search?.amounts ?? null;
    return [
      ...found.rows.map((row) => ({
        id: row.id,
        label: <SubmitName row={row} readings={readings} />,
        detail: <SubmitDetail row={row} readings={readings} />,
        icon: "orders" as const,
        state: row.state,
        act: go(row.href),
      })),
      ...(amounts === null
        ? []
        : [
            {
              id: "amounts",
              label: say("palette.amounts", amountFilter(amounts)),
              ...(amounts.name === null ? {} : { detail: amounts.name }),
              icon: "search" as const,
              act: go(amountsPath(amounts)),
            },
          ]),
      {
        id: "search",
        label: say("palette.searchOrders", { typed }),
        icon: "search",
        act: go(`/orders?q=${encodeURIComponent(typed)}`),
      },
    ];
  }
}

interface ChoicesProps {
  /** Without blanks around it. */
  typed: string;
  selection: Selection | null;
  found: Found;
  openKeys: () => void;
  /** Says a sentence that outlives the palette. */
  say: (sentence: string) => void;
}

/** A choice whose words can be looked through. */
type Offered = Choice & { label: string; detail?: string };

/** Those that have every word that was typed, somewhere. */
function matching(offered: readonly Offered[], typed: string, max = EACH_MAX): Offered[] {
  const words = fold(typed).split(/\s+/);
  return offered
    .filter(({ label, detail = "" }) => {
      const text = fold(`${label} ${detail}`);
      return words.every((word) => text.includes(word));
    })
    .slice(0, max);
}

function fold(text: string): string {
  // As keyboards type it, where the titles have the apostrophe of print.
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();
}
