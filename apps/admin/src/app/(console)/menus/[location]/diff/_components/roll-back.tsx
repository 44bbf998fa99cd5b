"use client";

import { useWords } from "@parley/words/react";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { PinForm } from "@/components/menu/pin-form.tsx";
import { usePin } from "@/components/menu/use-pin.ts";
import type { Diff, DiffStore } from "../diff.graphql.ts";

/** Puts the menu before in force, where it is an earlier one of the store and the menu after is in force now. */
export function RollBack({ store, before, after }: RollBackProps) {
  const say = useWords("diff");
  const { told, isWriting, run } = usePin(store);
  const [isAsked, setAsked] = useState(false);
  const canRollBack =
    after.isInForce && !before.isNewest && before.location.id === store.id && before.menuId !== after.menuId;

  async function submit(reason: string) {
    const given = { act: "rollBack" as const, menuId: before.menuId, expectedMenuId: after.menuId, reason };
    if (await run(given)) setAsked(false);
  }

  return (
    <>
      {told !== null && (
        <Notice tone={told.isDone ? "ok" : "problem"}>
          {told.words} {told.undo !== null && <UndoButton undo={told.undo} />}
        </Notice>
      )}
      {canRollBack &&
        (isAsked ? (
          <PinForm
            act="rollBack"
            storeName={store.name}
            isWriting={isWriting}
            submit={submit}
            cancel={() => setAsked(false)}
          />
        ) : (
          <div>
            <Button size="form" onClick={() => setAsked(true)}>
              {say("rollBack")}
            </Button>
          </div>
        ))}
    </>
  );
}

interface RollBackProps {
  store: DiffStore;
  before: Diff["before"];
  after: Diff["after"];
}
