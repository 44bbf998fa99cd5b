"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { Answer } from "@/components/test-call/answer.tsx";
import type { Store, StoreMenu } from "../simulator.graphql.ts";
import type { CallTrace } from "./call-trace.tsx";
import { type DraftLine, faults, isTestItem, linesOf, type Operation, operations } from "./draft.ts";
import { type Chosen, FaultPicker } from "./fault-picker.tsx";
import { OrderLines } from "./order-lines.tsx";
import { Sitting } from "./sitting.tsx";
import { useTestCalls } from "./use-test-calls.ts";

const orderTypes = ["takeout", "delivery", "dine_in", "table_service", "curbside"] as const;
const none: Chosen = { fault: "NONE", posTestItem: null };

/** Composes a call, sends it as PAR, and shows the answer beside the trace. */
export function Simulator({
  store,
  menu,
  trace,
}: {
  store: Store;
  menu: StoreMenu | null;
  trace: CallTrace | null;
}) {
  const say = useWords("simulator");
  const calls = useTestCalls(store);
  const [operation, setOperation] = useState<Operation>("SUBMIT");
  const [lines, setLines] = useState<readonly DraftLine[]>([]);
  const [guestName, setGuestName] = useState("");
  const [orderType, setOrderType] = useState<string>("takeout");
  const [chosen, setChosen] = useState<Chosen>(none);
  const [isJson, setJson] = useState(menu === null);
  const [json, setJsonText] = useState("");
  const [orderId, setOrderId] = useState("");
  const [confirmLive, setConfirmLive] = useState("");
  const isOrder = operation === "VALIDATE" || operation === "SUBMIT";

  function open(next: Operation) {
    setOperation(next);
    const of: readonly Operation[] = faults[chosen.fault].of;
    if (!of.includes(next)) setChosen(none);
  }

  function send(event: FormEvent) {
    event.preventDefault();
    void calls.send({
      operation,
      ...chosen,
      confirmLive,
      ...(operation === "STATUS" && { orderId }),
      ...(isOrder && isJson && { json }),
      ...(isOrder && !isJson && { lines: linesOf(lines), orderType, guestName: guestName || null }),
      ...(faults[chosen.fault].needs === "earlier" && { earlierBody: calls.lastSubmit }),
    });
  }

  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,26rem)_minmax(0,1fr)_minmax(0,1fr)]">
      <form onSubmit={send} className="min-w-0 xl:row-span-2">
        <Panel title={say("operation.label")} padded>
          <div className="flex flex-col gap-4">
            {!store.isTest && <Notice tone="problem">{say("store.live")}</Notice>}
            {/* biome-ignore lint/a11y/useSemanticElements: buttons of one choice, not fields */}
            <div role="group" aria-label={say("operation.label")} className="flex flex-wrap gap-1">
              {operations.map((each) => (
                <button
                  key={each}
                  type="button"
                  aria-pressed={each === operation}
                  onClick={() => open(each)}
                  className="min-h-8 rounded-md px-2.5 text-ink-soft hover:bg-sunken aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
                >
                  {say(`operation.${each}`)}
                </button>
              ))}
            </div>
            {isOrder && (
              <>
                {menu === null && <p className="text-ink-soft">{say("store.noMenu")}</p>}
                <label className="flex min-h-6 items-center gap-1.5">
                  <input
                    type="checkbox"
                    checked={isJson}
                    disabled={menu === null}
                    onChange={({ target }) => {
                      setJson(target.checked);
                      if (faults[chosen.fault].needs === "composed") setChosen(none);
                    }}
                  />
                  {say("order.json")}
                </label>
                {isJson || menu === null ? (
                  <label className="block">
                    <span className="mb-1 block font-medium">{say("order.body")}</span>
                    <textarea
                      rows={12}
                      value={json}
                      spellCheck={false}
                      onChange={({ target }) => setJsonText(target.value)}
                      className="w-full rounded-md border border-line-strong bg-surface p-2.5 font-mono text-xs"
                    />
                  </label>
                ) : (
                  <>
                    <OrderLines
                      menu={menu}
                      lines={lines}
                      onChange={setLines}
                      onRandom={() => void calls.random().then((drawn) => drawn && setLines(drawn))}
                    />
                    <Field
                      label={say("order.guest")}
                      placeholder={say("order.guestDefault")}
                      value={guestName}
                      maxLength={TEXT_MAX.guestName}
                      autoComplete="off"
                      onChange={({ target }) => setGuestName(target.value)}
                    />
                    <label className="block">
                      <span className="mb-1 block font-medium">{say("order.type")}</span>
                      <select
                        value={orderType}
                        onChange={({ target }) => setOrderType(target.value)}
                        className={inputClass}
                      >
                        {orderTypes.map((each) => (
                          <option key={each} value={each}>
                            {say(`order.types.${each}`)}
                          </option>
                        ))}
                      </select>
                    </label>
                  </>
                )}
              </>
            )}
            {operation === "STATUS" && (
              <Field
                label={say("order.orderId")}
                hint={say("order.orderIdHint")}
                value={orderId}
                required
                maxLength={TEXT_MAX.id}
                autoComplete="off"
                onChange={({ target }) => setOrderId(target.value)}
              />
            )}
            <FaultPicker
              operation={operation}
              chosen={chosen}
              onChange={setChosen}
              testItems={store.isTest ? (menu?.products.filter(isTestItem) ?? []) : []}
              isJson={isJson}
              hasEarlier={calls.lastSubmit !== null}
            />
            {!store.isTest && (
              <Field
                label={say("store.confirm", { code: store.code })}
                value={confirmLive}
                required
                autoComplete="off"
                onChange={({ target }) => setConfirmLive(target.value)}
              />
            )}
            <Button
              type="submit"
              look="primary"
              size="form"
              disabled={calls.isSending}
              aria-busy={calls.isSending}
            >
              {say(calls.isSending ? "sending" : "send")}
            </Button>
          </div>
        </Panel>
      </form>
      <div className="flex min-w-0 flex-col gap-4">
        <Panel title={say("answer.title")} padded>
          {calls.failure !== null && <Notice tone="problem">{calls.failure}</Notice>}
          {calls.failure === null && calls.shown !== null && <Answer call={calls.shown.call} />}
          {calls.failure === null && calls.shown === null && (
            <p className="text-ink-soft">{say("answer.none")}</p>
          )}
        </Panel>
        <Sitting calls={calls} confirmLive={confirmLive} />
      </div>
      <Panel title={say("trace.title")} padded>
        {trace?.story ?? <p className="text-ink-soft">{say("answer.none")}</p>}
      </Panel>
      {trace !== null && <div className="min-w-0 xl:col-span-2 xl:col-start-2">{trace.record}</div>}
    </div>
  );
}
