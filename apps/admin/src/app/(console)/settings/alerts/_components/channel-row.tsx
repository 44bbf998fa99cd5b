"use client";

import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { changeAlertChannel, deleteAlertChannel, sendTestAlert } from "../alert-acts.graphql.ts";
import type { Channel } from "../alerts.graphql.ts";
import { type Hours, HoursField } from "./hours-field.tsx";
import { useTellRemoved } from "./removed.tsx";
import { TopicsField } from "./topics-field.tsx";

type Told = { tone: "ok" | "problem"; words: string };

/** One channel: where it leads and of what it tells, and what may be done with it. */
export function ChannelRow({ channel }: { channel: Channel }) {
  const say = useWords("alerts");
  const { told, isWriting, change, test, remove } = useChannel(channel);
  /** The channel as it was when the form was opened: a change meanwhile is a conflict. */
  const [seen, setSeen] = useState<Channel | null>(null);
  const place = channel.store?.name ?? channel.brand?.name ?? say("page.everywhere");
  const target = channel.target === "owners" ? say("page.owners") : channel.target;

  async function save(given: Change) {
    if (seen !== null && (await change(seen, given))) setSeen(null);
  }

  return (
    <div className="flex flex-col items-start gap-2 border-b p-3 last:border-b-0">
      <p className="font-medium">
        <span data-name="">{channel.name}</span>{" "}
        <span className="font-normal text-ink-soft wrap-anywhere">
          {say(`page.kind.${channel.kind}`)} · {target} · <span data-name="">{place}</span>
        </span>
        {!channel.isOn && <span className="ml-2 text-wait">{say("page.off")}</span>}
      </p>
      {seen === null ? (
        <p className="text-ink-soft">
          {[...hoursTold(channel, say), ...channel.topics.map((each) => say(`page.topic.${each}`))].join(
            " · ",
          )}
        </p>
      ) : (
        <ChangeForm channel={seen} isWriting={isWriting} save={save} cancel={() => setSeen(null)} />
      )}
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      {seen === null && (
        <div className="flex flex-wrap gap-2">
          <Button disabled={isWriting} onClick={() => void test()}>
            {say("page.test")}
          </Button>
          <Button onClick={() => setSeen(channel)}>{say("page.change")}</Button>
          <Button disabled={isWriting} onClick={() => void change(channel, { isOn: !channel.isOn })}>
            {say(channel.isOn ? "page.turnOff" : "page.turnOn")}
          </Button>
          <Button look="quiet" disabled={isWriting} onClick={() => void remove()}>
            {say("page.remove")}
          </Button>
        </div>
      )}
    </div>
  );
}

function hoursTold({ quiet, delayMinutes, digest }: Channel, say: Words<"alerts">): string[] {
  return [
    ...(quiet === null ? [] : [say("page.quiet", quiet)]),
    ...(delayMinutes === null ? [] : [say("page.delayed", { count: delayMinutes })]),
    ...(digest === null ? [] : [say("page.digest", digest)]),
  ];
}

interface Change extends Partial<Hours> {
  name?: string;
  topics?: Channel["topics"];
  isOn?: boolean;
}

/** Writes what is done with a channel, and reads the page again. */
function useChannel({ id: channelId, name }: Channel) {
  const say = useWords("alerts");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const tellRemoved = useTellRemoved();
  const [{ fetching: isChanging }, sendChange] = useMutation(changeAlertChannel);
  const [{ fetching: isRemoving }, sendRemove] = useMutation(deleteAlertChannel);
  const [{ fetching: isTesting }, sendTest] = useMutation(sendTestAlert);
  const [told, setTold] = useState<Told | null>(null);

  /** @returns whether a form has nothing more to do: it is done, or what it was filled in for has changed */
  function tell(result: Answer | undefined, error: WriteError, done: string): boolean {
    router.refresh();
    const refusal = result !== undefined && "code" in result ? result : null;
    const isDone = result !== undefined && refusal === null;
    setTold(
      isDone
        ? { tone: "ok", words: done }
        : { tone: "problem", words: refusal?.message ?? writeFailure(error) },
    );
    return isDone || refusal?.code === "CONFLICT";
  }

  return {
    told,
    isWriting: isChanging || isRemoving || isTesting,
    async change({ version: expectedVersion }: Channel, given: Change) {
      const { data, error } = await sendChange({ input: { channelId, expectedVersion, ...given } });
      return tell(data?.changeAlertChannel, error, say("page.done"));
    },
    async test() {
      const { data, error } = await sendTest({ input: { channelId } });
      tell(data?.sendTestAlert, error, say("page.tested"));
    },
    async remove() {
      const { data, error } = await sendRemove({ input: { channelId } });
      const result = data?.deleteAlertChannel;
      if (result?.__typename !== "AlertChannelChange") return void tell(result, error, "");
      // The row goes; the page tells of it.
      tellRemoved({ id: channelId, name });
      router.refresh();
    },
  };
}

type Answer = { __typename: string } | { __typename: string; code: string; message: string };
type WriteError = Parameters<ReturnType<typeof useWriteFailure>>[0];

function ChangeForm({ channel, isWriting, save, cancel }: ChangeFormProps) {
  const say = useWords("alerts");
  const [name, setName] = useState(channel.name);
  const [topics, setTopics] = useState(channel.topics);
  const { quiet, tellsOrdersAtNight, delayMinutes, digest } = channel;
  const [hours, setHours] = useState<Hours>({ quiet, tellsOrdersAtNight, delayMinutes, digest });

  function submit(event: FormEvent) {
    event.preventDefault();
    void save({ name, topics, ...hours });
  }

  return (
    <form onSubmit={submit} className="flex w-full max-w-prose flex-col gap-3">
      <Field
        label={say("page.name")}
        value={name}
        required
        autoFocus
        maxLength={TEXT_MAX.name}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      <TopicsField chosen={topics} onChange={setTopics} />
      <HoursField hours={hours} onChange={setHours} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("page.save")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("page.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface ChangeFormProps {
  channel: Channel;
  isWriting: boolean;
  save: (given: Change) => Promise<void>;
  cancel: () => void;
}
