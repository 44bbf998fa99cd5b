"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";
import { useClient } from "urql";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { type OrderStateName, OrderStatus } from "@/components/order/order-status.tsx";
import { formatMoney } from "@/format/money.ts";
import { places } from "@/navigation/places.ts";
import { paletteSearch } from "./palette.graphql.ts";

interface Choice {
  id: string;
  label: string;
  detail: string;
  icon: IconName;
  state?: OrderStateName;
  act: () => void;
}

/** Ctrl/⌘ K: type an id, a phone number or a name to find orders, or the name of a place to go there. */
export function Palette({ dialog, openKeys }: PaletteProps) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [selected, setSelected] = useState(0);
  const listId = useId();
  const orders = useOrderSearch(typed.trim());

  function leave(act: () => void) {
    dialog.current?.close();
    setTyped("");
    setSelected(0);
    act();
  }

  const choices: Choice[] = [
    ...orders.map((order) => ({
      id: order.id,
      label: order.onlineOrderId ?? order.requestUid,
      detail: `${order.location.name} · ${formatMoney(order.grandTotalCents, order.currency)}`,
      icon: "orders" as const,
      state: order.state,
      act: () => leave(() => router.push(`/orders/${order.id}`)),
    })),
    ...placeChoices(typed).map((place) => ({
      id: place.href,
      label: place.name,
      detail: place.question,
      icon: place.icon,
      act: () => leave(() => router.push(place.href)),
    })),
    ...(typed.trim() === ""
      ? [
          {
            id: "keys",
            label: "Keys",
            detail: "What can be pressed here",
            icon: "overview" as const,
            act: () => leave(openKeys),
          },
        ]
      : [
          {
            id: "search",
            label: `Search orders for “${typed.trim()}”`,
            detail: "",
            icon: "search" as const,
            act: () => leave(() => router.push(`/orders?q=${encodeURIComponent(typed.trim())}`)),
          },
        ]),
  ];
  const current = Math.min(selected, choices.length - 1);

  function onKey(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setSelected((current + step + choices.length) % choices.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choices[current]?.act();
    }
  }

  return (
    <dialog
      ref={dialog}
      aria-label="Find or go to"
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      onKeyDown={onKey}
      className="mt-[12vh] w-xl max-w-[calc(100vw-1.5rem)] overflow-hidden rounded-xl border bg-surface p-0 shadow-float"
    >
      <div className="flex items-center gap-2.5 border-b px-4">
        <span className="text-ink-faint">
          <Icon name="search" />
        </span>
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={`${listId}-${current}`}
          aria-label="Order id, phone, name, or a place"
          placeholder="Order id, phone, name, or a place"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setSelected(0);
          }}
          className="h-12 min-w-0 grow bg-transparent text-lg outline-none placeholder:text-ink-faint"
        />
      </div>
      <div
        role="listbox"
        id={listId}
        aria-label="Orders and places"
        className="max-h-[50vh] overflow-y-auto p-1.5"
      >
        {choices.map((choice, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the combobox keeps the focus and names the active option
          <div
            key={choice.id}
            id={`${listId}-${at}`}
            role="option"
            aria-selected={at === current}
            onClick={choice.act}
            onMouseMove={() => setSelected(at)}
            className={`flex h-9 items-center gap-2.5 rounded-md px-2.5 ${at === current ? "bg-accent-soft" : ""}`}
          >
            <span className="text-ink-faint">
              <Icon name={choice.icon} />
            </span>
            <span className="min-w-0 truncate font-medium">{choice.label}</span>
            <span className="min-w-0 truncate text-ink-faint">{choice.detail}</span>
            {choice.state && (
              <span className="ml-auto">
                <OrderStatus state={choice.state} />
              </span>
            )}
          </div>
        ))}
      </div>
    </dialog>
  );
}

interface PaletteProps {
  dialog: RefObject<HTMLDialogElement | null>;
  openKeys: () => void;
}

function placeChoices(typed: string) {
  const words = typed.trim().toLowerCase();
  return words === "" ? places : places.filter((place) => place.name.toLowerCase().includes(words));
}

const pauseMs = 180;
/** A single letter would ask for half of everything; a single character of Chinese is a name. */
const tooShort = /^[\p{Script=Latin}\p{P}\p{S}]?$/u;

/** The newest orders that match, asked for when typing pauses; an answer that comes late is dropped. */
function useOrderSearch(typed: string) {
  const client = useClient();
  const [found, setFound] = useState<{ typed: string; orders: FoundOrder[] }>({ typed: "", orders: [] });
  useEffect(() => {
    if (tooShort.test(typed)) return;
    let isLate = false;
    const timer = setTimeout(() => {
      client.query(paletteSearch, { search: typed }).then(
        (answer) => {
          if (!isLate) setFound({ typed, orders: answer.data?.orders.edges.map((edge) => edge.node) ?? [] });
        },
        () => undefined,
      );
    }, pauseMs);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [client, typed]);
  return found.typed === typed ? found.orders : [];
}

interface FoundOrder {
  id: string;
  requestUid: string;
  onlineOrderId: string | null;
  state: OrderStateName;
  grandTotalCents: number;
  currency: string;
  location: { name: string };
}
